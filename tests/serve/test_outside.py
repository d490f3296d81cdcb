"""Nothing outside of out/ is ever served: whatever the address, wherever a link leads."""

import os
import string
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_from_bytes

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from feedpub.cli.serve import Preview
from feedpub.cli.serve._files import look, name_of, place
from feedpub.model import Output
from feedpub.pipeline.output import MANIFEST, OutputFolder
from tests.serve.asking import ask, previewed, sent, serving

SECRET = "the secret that nobody may read"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Preview:
    """A project with a secret above, beside and in out/, and links to it."""
    project = tmp_path_factory.mktemp("project")
    out = project / "out"
    for name in ("secret.txt", "outer/secret.txt", "out/.secret.txt", "out/.git/secret.txt"):
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SECRET)
    (out / "link.txt").symlink_to(project / "secret.txt")
    (out / "relative.txt").symlink_to("../secret.txt")
    (out / "folder").symlink_to(project / "outer")
    (out / "inside.txt").symlink_to("all.rss")
    (out / "loop").symlink_to(out)
    (out / "dangling.txt").symlink_to("nowhere")
    os.mkfifo(out / "pipe.rss")
    (out / ".feedpub-writing").write_text(SECRET)
    (out / MANIFEST).write_text(SECRET)
    (project / ".feedpub").mkdir()
    (project / ".feedpub" / "secret.txt").write_text(SECRET)
    return previewed(project, {"all.rss": "public", "category/x.rss": "public"})


@pytest.fixture(scope="module")
def port(preview: Preview) -> Iterator[int]:
    with serving(preview) as port:
        yield port


def addresses() -> list[bytes]:
    """Return addresses of the secrets, in all the ways that servers have fallen for."""
    # The last ones have what the words here are split at.
    ups = [
        *rb"""
        .. %2e%2e %2E. .%2e %252e%252e %25252e%25252e %c0%ae%c0%ae %e0%80%ae%e0%80%ae %f0%80%80%ae.
        %uff0e%uff0e ..%00 %00.. .... ... ..; %2e%2e%20 .%00. ..%0d ..%09 %ef%bc%8e%ef%bc%8e
        %e2%80%a5 %e2%80%a4%e2%80%a4 ..%ff
    """.split(),
        b".. ",
        b"\xc0\xae\xc0\xae",
    ]
    slashes = rb"""
        / // \ %5c %5C..%5c %2f %2F%2f %252f %255c %c0%af %e0%80%af %c1%9c /./ /.// %ef%bc%8f
        %e2%88%95 : ;/ %3a
    """.split()
    found = []
    for up in ups:
        for slash in slashes:
            for begin in (b"/", b"//", b"/category/", b"/category" + slash + up + slash, b""):
                found.append(begin + up + slash + b"secret.txt")
                found.append(begin + up + slash + b"outer" + slash + b"secret.txt")
                found.append(begin + up + slash + b"out" + slash + b".secret.txt")
    return found


def absolute(project: Path) -> list[bytes]:
    path = str(project / "secret.txt")
    drives = ["C:", "c|", "%43%3a", "/C:", "\\\\?\\C:", "//./C:", "file://", "file:", "~", "~root"]
    return [
        *(f"/{quote(path, safe=safe)}".encode() for safe in ("/", "")),
        path.encode(),
        f"/{path}".encode(),
        *(f"/{drive}{path}".encode() for drive in drives),
        *(f"/{drive}{path}".replace("/", "\\").encode() for drive in drives),
    ]


HIDDEN = [
    *rb"""
    /.secret.txt /%2esecret.txt /.git/secret.txt /%2egit%2fsecret.txt /./.secret.txt
    /.feedpub-writing /.feedpub.json /%2efeedpub.json /category/../.feedpub.json
    /link.txt /relative.txt /folder/secret.txt /folder/ /folder /inside.txt /loop/all.rss
    /loop/loop/all.rss /dangling.txt /pipe.rss /link /link.txt/
    /all.rss/ /all.rss/. /all.rss%00 /all.rss%00.html /ALL.RSS /all.rss. /all.rss::$DATA
    /category /category/ /category/. /./all.rss //all.rss /category//x.rss
    /-/ /-/../all.rss /-/../../secret.txt /-/feedpub.js/../../x *
    """.split(),
    b"/all.rss ",
    b"",
]


def test_no_address_reaches_a_secret(preview: Preview) -> None:
    """Asked of the names alone: there are thousands."""
    files = look(preview._project / "out").named
    assert set(files) == {"all.rss", "category/x.rss"}
    asked = [*addresses(), *absolute(preview._project), *HIDDEN]
    assert len(set(asked)) > 5000
    for address in asked:
        name = name_of(address)
        assert name is None or place(name, files) is None, address


@pytest.mark.parametrize("address", HIDDEN)
def test_what_is_hidden_is_not_there(preview: Preview, address: bytes) -> None:
    answer = ask(preview, address)
    assert answer.status == 404
    assert SECRET.encode() not in answer.body


def test_no_request_reaches_a_secret(preview: Preview, port: int) -> None:
    """Sent as they are, where clients would tidy them up; those that no server takes too."""
    asked = [*addresses()[::23], *absolute(preview._project), *HIDDEN]
    for address in asked:
        for target in (address, b"http://127.0.0.1" + address):
            request = (
                b"GET " + target + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            )
            answer = sent(port, request)
            assert answer.split(b" ")[1] in (b"404", b"400"), address
            assert SECRET.encode() not in answer
            assert b"public" not in answer


def test_the_server_answers_after_all_that(port: int) -> None:
    request = b"GET /all.rss HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    assert sent(port, request).endswith(b"\r\n\r\npublic")


PIECES = st.sampled_from(
    [
        *r"""
    .. . secret.txt outer out folder loop link.txt all.rss category x.rss .git .feedpub \ %2e %2f
    C: ~ index.html
    """.split(),
        *("", "\0", "\u2024", "\udcff"),
    ]
)
PATHS = st.lists(PIECES, max_size=8).map("/".join) | st.text(alphabet=string.printable)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=PATHS, rounds=st.integers(0, 3), slash=st.sampled_from(["/", "//", "", "\\"]))
@example(path="../secret.txt", rounds=2, slash="/")
def test_only_files_of_out_are_found(preview: Preview, path: str, rounds: int, slash: str) -> None:
    address = (slash + path).encode("utf-8", "surrogateescape")
    for _ in range(rounds):
        address = quote_from_bytes(address, safe="/").encode()
    name = name_of(address)
    place_ = None if name is None else place(name, look(preview._project / "out").named)
    assert place_ in (None, "all.rss", "category/x.rss")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(target=st.binary(max_size=60), path=PATHS)
def test_only_files_of_out_are_answered_with(preview: Preview, target: bytes, path: str) -> None:
    for address in (target, b"/" + target, quote(f"/{path}", errors="replace").encode()):
        answer = ask(preview, address)
        assert SECRET.encode() not in answer.body
        assert (
            answer.status == 404 or address.partition(b"?")[0] == b"/" or answer.body == b"public"
        )


def test_a_link_that_takes_the_place_of_a_file(tmp_path: Path) -> None:
    preview = previewed(tmp_path, {"all.rss": "public", "category/x.rss": "public"})
    (tmp_path / "secret").write_text(SECRET)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.rss").write_text(SECRET)
    (tmp_path / "out/all.rss").unlink()
    (tmp_path / "out/all.rss").symlink_to(tmp_path / "secret")
    (tmp_path / "out/category/x.rss").unlink()
    (tmp_path / "out/category").rmdir()
    (tmp_path / "out/category").symlink_to(tmp_path / "elsewhere")
    for address in ("/all.rss", "/category/x.rss"):
        assert ask(preview, address).status == 404


def test_a_pipe_that_takes_the_place_of_a_file(tmp_path: Path) -> None:
    preview = previewed(tmp_path, {"all.rss": "public"})
    (tmp_path / "out/all.rss").unlink()
    os.mkfifo(tmp_path / "out/all.rss")
    assert ask(preview, "/all.rss").status == 404


def test_out_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "elsewhere")
    assert ask(previewed(tmp_path, {"all.rss": "public"}), "/all.rss").body == b"public"


def test_a_name_that_is_no_text_is_not_served(tmp_path: Path) -> None:
    preview = previewed(tmp_path, {"all.rss": "public"})
    (tmp_path / "out" / os.fsdecode(b"\xff.rss")).write_text("public")
    assert ask(preview, "/%ff.rss").status == 404
    assert ask(preview, "/").status == 200


def test_files_that_are_being_written_are_not_there(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "out")
    folder.write(Output("all.rss", b"half"))
    [aside] = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    preview = Preview(tmp_path)
    for name in (aside.relative_to(tmp_path / "out").as_posix(), MANIFEST, "all.rss"):
        assert ask(preview, f"/{name}").status == 404
