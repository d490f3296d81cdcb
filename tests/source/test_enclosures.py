import base64
import hashlib
import time
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.errors import OutputError
from feedpub.model import Asset, Places, Unusable
from feedpub.source import assets, media_files

PNG: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
GIF: Final = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
WEBP: Final = base64.b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
JPEG: Final = bytes.fromhex("ffd8ffe000104a46494600010101004800480000ffd9")

REFUSED: Final = (
    "is not copied, for it is no picture, sound or film that is safe to serve; use"
    " PNG, JPEG, GIF, WebP, AVIF, MP3, M4A, MP4…"
)


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        pytest.param("https://x.org/a.jpg", "image/jpeg", id="an ending"),
        pytest.param("https://x.org/a.JPEG", "image/jpeg", id="an ending in capitals"),
        pytest.param("https://x.org/v1.2/a.b.png", "image/png", id="the last of many dots"),
        pytest.param("https://x.org/%E5%9B%BE.webp", "image/webp", id="a name in any script"),
        pytest.param("https://x.org/a.svg#icon", "image/svg+xml", id="before a fragment"),
        pytest.param("https://x.org/a.png?w=100", "image/png", id="before a query"),
        pytest.param("https://x.org/pic.jpg!large", "image/jpeg", id="a style after a !"),
        pytest.param("https://x.org/x.png@100w", "image/png", id="a size after an @"),
        pytest.param("https://x.org/x.jpg:large", "image/jpeg", id="a size after a colon"),
        pytest.param("https://x.org/x.jpg~c5", "image/jpeg", id="a style after a tilde"),
        pytest.param("https://x.org/x.png_640x640", "image/png", id="a size after a _"),
        pytest.param("https://x.org/mmbiz/a8f3?wx_fmt=png", "image/png", id="WeChat"),
        pytest.param("https://x.org/a/640?wx_fmt=jpeg&from=app", "image/jpeg", id="WeChat, more"),
        pytest.param("https://x.org/a.jpg?format=webp", "image/webp", id="asked for another kind"),
        pytest.param("https://x.org/a?format=JPG&name=s", "image/jpeg", id="a hint in capitals"),
        pytest.param("https://x.org/a?imageView2/2/format/png", "image/png", id="Qiniu"),
        pytest.param(
            "https://x.org/a?x-oss-process=image/resize,w_9/format,gif", "image/gif", id="Aliyun"
        ),
        pytest.param("https://x.org/a/format/webp", "image/webp", id="a hint in the path"),
        pytest.param("https://x.org/a!/fw/600/format/webp", "image/webp", id="Upyun"),
        pytest.param(
            "https://p.org/?url=https%3A%2F%2Fx.org%2Fa.png%3Fw%3D1", "image/png", id="a proxy"
        ),
        pytest.param("https://p.org/?https://x.org/a.gif", "image/gif", id="a proxy, no name"),
        pytest.param("https://p.org/i?url=%2Fimg%2Fa.avif&w=640", "image/avif", id="Next.js"),
        pytest.param(
            "https://p.org/?u=https://q.org/?u=https://x.org/a.bmp", "image/bmp", id="proxies"
        ),
    ],
)
def test_an_address_tells_the_kind_of_its_image(address: str, media_type: str) -> None:
    assert media_files.type_of(address) == media_type


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("https://x.org/", id="no path"),
        pytest.param("https://x.org/mmhead/0", id="no ending"),
        pytest.param("https://x.org/a.png/b", id="an ending of a folder"),
        pytest.param("https://x.org/image.php?id=1", id="a script"),
        pytest.param("https://x.org/page.html", id="a page"),
        pytest.param("https://x.org/a?format=best", id="an unknown hint"),
        pytest.param("https://x.org/a?wx_fmt=", id="an empty hint"),
        pytest.param("https://png.org/a", id="a host"),
        pytest.param("https://x.org/png", id="no dot"),
        pytest.param("https://x.org/a/information/png", id="a path that only looks like a hint"),
    ],
)
def test_an_address_that_tells_nothing_is_some_image(address: str) -> None:
    assert media_files.type_of(address) == "image/*"


@given(st.from_regex(r"https://x\.org/[a-z./%?&=_,!@:~0-9-]*", fullmatch=True))
@settings(deadline=None)
def test_every_address_is_that_of_an_image(address: str) -> None:
    assert media_files.type_of(address).startswith("image/")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Pictures in and beside ``seeds/``."""
    for name in (
        "blog/a.png",
        "blog/图 1.png",
        "blog/50%.png",
        "top.png",
        "img/b.png",
        "../out.png",
    ):
        path = tmp_path / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PNG)
    return tmp_path / "seeds"


@pytest.mark.parametrize(
    ("reference", "source"),
    [
        pytest.param("a.png", "blog/a.png", id="beside the document"),
        pytest.param("./a.png", "blog/a.png", id="beside it, with a dot"),
        pytest.param("../top.png", "top.png", id="above the document"),
        pytest.param("..\\img\\b.png", "img/b.png", id="with back-slashes"),
        pytest.param("top.png", "top.png", id="at the top of seeds"),
        pytest.param("img/b.png", "img/b.png", id="from the top of seeds"),
        pytest.param("/img/b.png", "img/b.png", id="from the top, with a slash"),
        pytest.param("图 1.png", "blog/图 1.png", id="a name as it is"),
        pytest.param("图%201.png", "blog/图 1.png", id="a space percent-encoded"),
        pytest.param("%E5%9B%BE%201.png", "blog/图 1.png", id="a name percent-encoded"),
        pytest.param("50%25.png", "blog/50%.png", id="a per cent sign percent-encoded"),
        pytest.param("50%.png", "blog/50%.png", id="a per cent sign as it is"),
        pytest.param("a.png?v=1", "blog/a.png", id="with a query"),
        pytest.param("a.png#top", "blog/a.png", id="with a fragment"),
    ],
)
def test_a_local_image_is_found(seeds: Path, reference: str, source: str) -> None:
    found = media_files.find_local(Places(seeds.parent), {}, "blog/post.md", reference)
    name = hashlib.sha256(PNG).hexdigest()[:24]
    assert found == Asset(source, f"media/{name}.png", "image/png", len(PNG), 1, 1)


def test_an_image_beside_the_document_goes_before_one_at_the_top(seeds: Path) -> None:
    (seeds / "a.png").write_bytes(GIF)
    found = media_files.find_local(Places(seeds.parent), {}, "blog/post.md", "a.png")
    assert isinstance(found, Asset)
    assert found.source == "blog/a.png"


def test_a_link_to_an_image_in_seeds_is_that_image(seeds: Path) -> None:
    (seeds / "blog/link.png").symlink_to(seeds / "top.png")
    found = media_files.find_local(Places(seeds.parent), {}, "blog/post.md", "link.png")
    assert isinstance(found, Asset)
    assert found.source == "top.png"


@pytest.mark.parametrize(
    "reference",
    [
        pytest.param("none.png", id="no such file"),
        pytest.param("", id="nothing"),
        pytest.param(".", id="the folder of the document"),
        pytest.param("img", id="a folder"),
        pytest.param("a.png/b", id="a file taken for a folder"),
        pytest.param("/etc/passwd", id="from the top of the disk"),
        pytest.param("https://x.org/top.png", id="a web address"),
        pytest.param("HTTPS:top.png", id="a web address without slashes"),
        pytest.param("//x.org/top.png", id="an address without scheme"),
        pytest.param("file:top.png", id="a file address"),
        pytest.param("data:image/png;base64,AAAA", id="a data address"),
        pytest.param("C:\\top.png", id="a Windows drive"),
    ],
)
def test_what_names_no_file_in_seeds_is_none(seeds: Path, reference: str) -> None:
    assert media_files.find_local(Places(seeds.parent), {}, "blog/post.md", reference) is None


@pytest.mark.parametrize(
    "reference",
    [
        pytest.param("../../out.png", id="above seeds"),
        pytest.param("..%2F..%2Fout.png", id="above seeds, percent-encoded"),
        pytest.param("..\\..\\out.png", id="above seeds, back-slashes"),
        pytest.param("x/../../../out.png", id="above seeds, through a folder that is not there"),
        pytest.param("../../secret/out.png", id="above seeds, in a folder"),
        pytest.param("/../out.png", id="above the top"),
        pytest.param("../blog/../../out.png", id="down and up"),
        pytest.param("link.png", id="through a link"),
        pytest.param("folder/out.png", id="through a linked folder"),
    ],
)
def test_nothing_tells_whether_a_file_is_there_outside_of_seeds(
    seeds: Path, reference: str
) -> None:
    outside = seeds.parent / "out.png"
    (seeds / "blog/link.png").symlink_to(outside)
    (seeds / "blog/folder").symlink_to(seeds.parent)
    told = []
    for there in (True, False):
        outside.write_bytes(PNG)
        if not there:
            outside.unlink()
        told.append(media_files.find_local(Places(seeds.parent), {}, "blog/post.md", reference))
    assert told[0] == told[1]
    through_a_link = Unusable("leads out of seeds/ by a link; put the file itself there")
    assert told[0] == (None if ".." in unquote(reference) else through_a_link)


@pytest.mark.parametrize(
    "reference", [".img/a.png", "/blog/.img/a.png", ".a.png", "sub/../.img/a.png", "shown.png"]
)
def test_what_is_hidden_is_not_published_though_it_is_named(seeds: Path, reference: str) -> None:
    for name in (".img/a.png", ".a.png"):
        (seeds / "blog" / name).parent.mkdir(exist_ok=True)
        (seeds / "blog" / name).write_bytes(PNG)
    (seeds / "blog/shown.png").symlink_to(".img/a.png")
    found = media_files.find_local(Places(seeds.parent), {}, "blog/post.md", reference)
    assert found == Unusable(
        "is hidden, or in a hidden folder; give it another name to have it published"
    )


@pytest.mark.parametrize("source", ["../out.png", "blog/link.png", "blog/.a.png", "blog/gone.png"])
def test_only_what_can_be_found_is_copied(seeds: Path, source: str) -> None:
    (seeds.parent / "out.png").write_bytes(PNG)
    (seeds / "blog/.a.png").write_bytes(PNG)
    (seeds / "blog/b.png").write_bytes(PNG)
    (seeds / "blog/link.png").symlink_to(seeds.parent / "out.png")
    asset = media_files.find_local(Places(seeds.parent), {}, "blog/post.md", "b.png")
    assert isinstance(asset, Asset)
    assert media_files.read_asset(Places(seeds.parent), asset) == PNG
    with pytest.raises(OutputError, match="changed while it was built"):
        media_files.read_asset(Places(seeds.parent), replace(asset, source=source))
    with pytest.raises(OutputError, match="changed while it was built"):
        media_files.read_asset(Places(seeds.parent), replace(asset, path="index.html"))


@pytest.mark.parametrize(
    "reference",
    [
        pytest.param("a\x00.png", id="a NUL"),
        pytest.param("a%00.png", id="a NUL percent-encoded"),
        pytest.param("a" * 5000, id="too long a name"),
    ],
)
def test_a_name_no_disk_takes_is_told_of(seeds: Path, reference: str) -> None:
    found = media_files.find_local(Places(seeds.parent), {}, "blog/post.md", reference)
    assert isinstance(found, Unusable)
    assert found.why.startswith("can't be read: ")


@pytest.mark.parametrize(
    ("name", "data", "media_type", "ending"),
    [
        pytest.param("a.png", PNG, "image/png", ".png", id="PNG"),
        pytest.param("a.gif", GIF, "image/gif", ".gif", id="GIF"),
        pytest.param("a.jpeg", JPEG, "image/jpeg", ".jpg", id="JPEG"),
        pytest.param("a.webp", WEBP, "image/webp", ".webp", id="WebP"),
        pytest.param("a.png", GIF, "image/gif", ".gif", id="a GIF named PNG"),
        pytest.param("a", PNG, "image/png", ".png", id="no ending"),
    ],
)
def test_the_kind_of_a_local_image_is_read_from_its_bytes(
    tmp_path: Path, name: str, data: bytes, media_type: str, ending: str
) -> None:
    (tmp_path / name).write_bytes(data)
    found = media_files.find_local(Places(tmp_path, ("",)), {}, "a.md", name)
    assert isinstance(found, Asset)
    assert (found.type, Path(found.path).suffix) == (media_type, ending)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"just text\n", id="text"),
        pytest.param(b"<html><script>alert(1)</script></html>", id="HTML"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="SVG"),
        pytest.param(b"<?xml version='1.0'?><svg/>", id="SVG with an XML declaration"),
        pytest.param(b"PK\x03\x04" + bytes(30), id="ZIP"),
        pytest.param(b"MZ" + bytes(60), id="a program"),
    ],
)
def test_what_is_neither_picture_nor_sound_nor_film_is_refused_whatever_its_name(
    tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "a.png").write_bytes(data)
    found = media_files.find_local(Places(tmp_path, ("",)), {}, "a.md", "a.png")
    assert isinstance(found, Unusable)
    assert found.why == REFUSED or found.why.startswith("is not copied, for it is an SVG")


def test_the_published_name_depends_on_the_bytes_alone(tmp_path: Path) -> None:
    for name in ("a.png", "b.jpg"):
        (tmp_path / name).write_bytes(PNG)
    paths = set()
    for name in ("a.png", "b.jpg"):
        found = media_files.find_local(Places(tmp_path, ("",)), {}, "a.md", name)
        assert isinstance(found, Asset)
        paths.add(found.path)
    assert len(paths) == 1


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (
            b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + bytes(9) + b"\xff\xe1\x00\x02" * 1_000_000,
            "image/jpeg",
        ),
        (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + b"\0\0\0\x08free" * 500_000, "image/avif"),
    ],
    ids=["JPEG", "AVIF"],
)
def test_a_picture_of_nothing_but_parts_is_not_looked_through(data: bytes, media_type: str) -> None:
    start = time.process_time()
    assert assets._size_of(data, media_type) == (None, None)
    assert time.process_time() - start < 0.5  # all of it takes a second
