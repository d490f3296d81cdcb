"""Find the media files of a document: its head images, and its enclosures."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from feedpub.config import Fields, Site
from feedpub.entries._keys import plain_key
from feedpub.entries._matter import Matter
from feedpub.entries._numbers import clock, count, seconds, size_in_bytes
from feedpub.entries._values import is_false, is_true, scalar, short
from feedpub.model import Asset, Enclosure, Unusable
from feedpub.sanitizer import real_source
from feedpub.source import media_files
from feedpub.source.anywhere import MARK as ANYWHERE
from feedpub.web import urls

FindLocal: TypeAlias = Callable[[str, str], "Asset | Unusable | None"]
"""Takes the path of a document and a reference in it; see `media_files.find_local`."""

MOST_ENCLOSURES: Final = 20
_MOST_LOOKED_AT: Final = 200  # of what one key names; each can be a file to open

_UNKNOWN: Final = "application/octet-stream"
# One word without an ending, a colour, and what else CSS has for backgrounds: no file is meant.
_NO_FILE = re.compile(
    r"\s*(?:[^/\\.:?]*|#[^/]*|-?[a-z][a-z-]*\(.*\)\s*;?)\s*", re.IGNORECASE | re.DOTALL
)
# As CSS, Markdown and Obsidian write the address of a picture.
_WRAPPED = re.compile(
    r"""url\(\s*["']?([^"'()]+)["']?\s*\)|!?\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\]"""
    r"""|!\[[^\[\]]*\]\(\s*<?([^()<>\s]+)>?[^()]*\)""",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile("[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
# `@/assets/a.png`, `~/assets/a.png`: what programs replace that make sites.
_OF_BUNDLERS = re.compile(r"~?@[\w-]*/|~/|\$\w+/")
# Sites whose addresses are pages with a player.
_PAGES: Final = (
    *("youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "dailymotion.com", "dai.ly"),
    *("bilibili.com", "b23.tv", "youku.com", "v.qq.com", "iqiyi.com", "douyin.com", "tiktok.com"),
    *("twitch.tv", "soundcloud.com", "open.spotify.com", "podcasts.apple.com", "music.apple.com"),
    *("music.youtube.com", "music.163.com", "y.qq.com", "xiaoyuzhoufm.com", "ximalaya.com"),
    *("mixcloud.com", "bandcamp.com", "nicovideo.jp", "facebook.com", "instagram.com"),
    *("twitter.com", "x.com"),
)
_ENDS_AS_A_PAGE = re.compile(r"\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)

_ADDRESS_KEYS: Final = ("src", "url", "href", "link", "file", "path", "image", "feature")
_LENGTH_KEYS: Final = ("length", "size", "bytes", "filesize")
_TYPE_KEYS: Final = ("type", "mime", "mimetype")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")


@dataclass(frozen=True, slots=True)
class _Named:
    """A media file in the front matter, named by one of `references`.

    `is_anywhere` tells that they are names of files that may be anywhere.
    """

    references: tuple[str, ...]
    type: str = ""
    length: int | None = None
    is_anywhere: bool = False
    width: int | None = None
    height: int | None = None
    duration: int | None = None


def media(
    matter: Matter, site: Site, permalink: str | None, find_local: FindLocal
) -> tuple[tuple[Enclosure, ...], tuple[Asset, ...]]:
    """Return the enclosures of a document, and the local files to copy for them.

    Enclosures, audio and video come first, for RSS carries one only; then the head images: all
    under the first key with a good one.
    """
    kept = media_by_key(matter, site, permalink, find_local)
    return (
        tuple(_with_duration([enclosure for _, enclosure, _ in kept], matter, site.fields)),
        tuple(asset for _, _, asset in kept if asset),
    )


def media_by_key(
    matter: Matter, site: Site, permalink: str | None, find_local: FindLocal
) -> list[tuple[str, Enclosure, Asset | None]]:
    """Return the enclosures of a document, each with its key, and its file where that is local."""
    found: dict[str, tuple[str, Enclosure, Asset | None]] = {}

    def take(key: str, value: object, kind: str) -> bool:
        named = list(_enclosures_of(key, value, kind, matter, site, permalink, find_local))
        for enclosure, asset in named:
            found.setdefault(enclosure.url, (key, enclosure, asset))
        return bool(named)

    for key, value in _values_naming_media(matter, site.fields.media):
        take(key, value, _kind(key))
    if not any(enclosure.medium in ("audio", "video") for _, enclosure, _ in found.values()):
        for key, value in _linked_media(matter, site, find_local):
            take(key, value, _UNKNOWN)
    for key, value in _values_naming_media(matter, site.fields.image):
        if take(key, value, media_files.SOME_IMAGE):
            break
    kept = list(found.values())[:MOST_ENCLOSURES]
    if len(found) > MOST_ENCLOSURES:
        what = f"has {len(found)} enclosures, of which {MOST_ENCLOSURES} are kept"
        matter.warn("enclosures-too-many", "", f"{what}; remove some")
    return kept


def _values_naming_media(matter: Matter, keys: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    """Yield key and value for each of `keys` whose value is more than yes or no."""
    for key, value in matter.values_of(keys):
        if not (is_true(value) or is_false(value)):
            yield key, value


def _kind(key: str) -> str:
    """Return what is known of the type of a file by the key under which it is named."""
    last = plain_key(key.rpartition(".")[2])
    if "video" in last:
        return "video/*"
    return "audio/*" if any(word in last for word in ("audio", "podcast", "mp3")) else _UNKNOWN


def _linked_media(matter: Matter, site: Site, find_local: FindLocal) -> Iterator[tuple[str, str]]:
    """Yield the key and value of the first link that leads to a sound or a film.

    In podcasts made with Jekyll, it is the episode.
    """
    for key, value in matter.values_of(site.fields.link):
        written = scalar(value).strip()
        if media_files.type_of(written, "").startswith(("audio/", "video/")) and (
            re.match("https?:", written, re.IGNORECASE)
            or isinstance(find_local(matter.document.path, written), Asset)
        ):
            yield key, written
            return


def _enclosures_of(
    key: str,
    value: object,
    kind: str,
    matter: Matter,
    site: Site,
    permalink: str | None,
    find_local: FindLocal,
) -> Iterator[tuple[Enclosure, Asset | None]]:
    for named in islice(_media_in(value), _MOST_LOOKED_AT):
        for reference in _references(named.references[:MOST_ENCLOSURES], kind, matter, site):
            local = _look_up(matter, key, reference, find_local, named)
            if local is None and kind == media_files.SOME_IMAGE and _NO_FILE.fullmatch(reference):
                continue
            if kind == media_files.SOME_IMAGE and isinstance(local, Asset):
                local = local if local.type.startswith("image/") else Unusable("is no picture")
            if isinstance(local, Unusable):
                matter.warn("image-not-copied", key, f"{key} {short(reference)} {local.why}")
                continue
            copied = urls.absolute(local.path, site.url) if local else None
            address = copied or resolve_reference(reference, permalink, site)
            if address is None or not urls.has_domain(address):
                what = "is no address that the enclosure of a feed can have"
                fix = "give the http(s) address of the file, or the path of one that is there"
                matter.warn("image-address", key, f"{key} {short(reference)} {what}; {fix}")
                continue
            if local is None and not _can_be_there(reference, permalink, address, site):
                what = f"names no file in {files_of(site)}, so the entry has no such enclosure"
                fix = "put the file there, or give its http(s) address"
                matter.warn("image-not-found", key, f"{key} {short(reference)} {what}; {fix}")
                continue
            unknown = permalink is None and not _is_from_root(reference, permalink, site)
            if local is None and unknown and "//" not in reference:
                what = f"names no file in {files_of(site)}; the address {address} is used"
                matter.warn("image-not-found", key, f"{key} {short(reference)} {what}")
            if kind != media_files.SOME_IMAGE and not (local or named.type) and _is_page(address):
                what = "is the address of a page and of no file, which an enclosure has to be"
                fix = "give that of the sound or the film itself, or remove the key"
                matter.warn("enclosure-page", key, f"{key} {short(reference)} {what}; {fix}")
                continue
            yield _enclosure(named, address, kind, local), local
            break


def _references(references: Iterable[str], kind: str, matter: Matter, site: Site) -> Iterator[str]:
    """Yield `references`; for a placeholder of a lazy image, the image that the body shows.

    What is never a head image is left out.
    """
    for reference in references:
        shown = None
        if kind == media_files.SOME_IMAGE:
            shown = real_source(matter.document.body, reference)
        if kind != media_files.SOME_IMAGE or not site.is_no_cover(shown or reference):
            yield shown or reference


def _look_up(
    matter: Matter, key: str, reference: str, find_local: FindLocal, named: _Named
) -> Asset | Unusable | None:
    local = find_local(matter.document.path, reference)
    if local is None and named.is_anywhere:
        return find_local(matter.document.path, f"{ANYWHERE}{reference}")
    if isinstance(local, Asset) and (written := media_files.other_spelling(reference, local)):
        matter.warn("file-name-case", key, f"{key} {other_case(reference, written)}")
    return local


def other_case(reference: str, written: str) -> str:
    """Say that `reference` names a file that is `written` in other letters."""
    return f"{short(reference)} is the file {short(written)}; write it so, for most servers mind"


def files_of(site: Site) -> str:
    """Name the folders in which files are looked for, for a message."""
    folders = dict.fromkeys((*site.folders, *site.files))
    return " or ".join(f"{folder}/" if folder else "the project" for folder in folders)


def _can_be_there(reference: str, permalink: str | None, address: str, site: Site) -> bool:
    """Tell whether a file that is not here can be at `address`, to which `reference` leads."""
    if _ABSOLUTE.match(reference):
        return True
    if permalink is None:  # what is below the address of the site are the files of out/
        on_blog = _is_from_root(reference, permalink, site)
        return on_blog or not address.startswith(site.url)
    if _OF_BUNDLERS.match(reference):
        return False
    depth = 0 if reference.startswith("/") else urlsplit(permalink).path.count("/") - 1
    for part in re.split("[?#]", reference, maxsplit=1)[0].replace("\\", "/").split("/"):
        depth += -1 if part == ".." else part not in ("", ".")
        if depth < 0:
            return False
    return True


def _is_page(address: str) -> bool:
    """Tell whether an address leads to a web page with a player, and not to a media file."""
    if media_files.type_of(address, ""):
        return False
    parts = urlsplit(address)
    host = parts.hostname or ""
    return bool(_ENDS_AS_A_PAGE.search(parts.path)) or any(
        host == page or host.endswith(f".{page}") for page in _PAGES
    )


def resolve_reference(reference: str, permalink: str | None, site: Site) -> str | None:
    """Return the absolute address of a reference in a document with this permalink."""
    if _is_from_root(reference, permalink, site):
        return urls.below(reference, site.blog)
    return urls.absolute(reference, site.base_of(permalink))


def _is_from_root(reference: str, permalink: str | None, site: Site) -> bool:
    return site.is_on_blog(permalink) and reference.startswith("/")


def _enclosure(named: _Named, address: str, kind: str, local: Asset | None) -> Enclosure:
    if local:
        return Enclosure(
            address, local.type, local.length, local.width, local.height, named.duration
        )
    return Enclosure(
        address,
        named.type or media_files.type_of(address, kind),
        named.length,
        named.width,
        named.height,
        named.duration,
    )


def _media_in(value: object) -> Iterator[_Named]:
    """Yield the media files in a value: a text, a mapping, or a list of these."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _media_in(item)
    elif isinstance(value, Mapping):
        value = {plain_key(str(key)): item for key, item in value.items()}
        references = [
            reference
            for key in _ADDRESS_KEYS
            for named in _media_in(value.get(key))
            for reference in named.references
        ]
        if references:
            yield _Named(
                tuple(references),
                _type(_first(value, _TYPE_KEYS)),
                size_in_bytes(_first(value, _LENGTH_KEYS)),
                width=count(value.get("width"), least=1),
                height=count(value.get("height"), least=1),
                duration=seconds(value.get("duration")),
            )
    elif isinstance(value, str) and value.strip():
        wrapped = _WRAPPED.fullmatch(value.strip())
        value = next(filter(None, wrapped.groups()), "") if wrapped else value
        # WordPress writes address, length and type on three lines.
        address, *rest = value.strip().split("\n")
        length, media_type = (*rest, "", "")[:2]
        is_anywhere = bool(wrapped and wrapped[2])
        yield _Named((address.strip(),), _type(media_type), size_in_bytes(length), is_anywhere)


def _first(value: Mapping[str, object], keys: tuple[str, ...]) -> object:
    return next((value[key] for key in keys if value.get(key)), None)


def _type(value: object) -> str:
    written = scalar(value).partition(";")[0].strip().lower() if value else ""
    return written if _MEDIA_TYPE.fullmatch(written) else ""


def _with_duration(found: list[Enclosure], matter: Matter, fields: Fields) -> list[Enclosure]:
    """Give the first sound or film what the front matter says of it by itself.

    Without either, an enclosure of unknown type gets it, for its address need not tell. A length
    that is written as a duration is one.
    """
    said = matter.value(fields.length)
    length = size_in_bytes(said)
    duration = seconds(matter.value(fields.duration)) or (None if length else clock(said))
    if not (length or duration):
        return found
    numbers = range(len(found))
    known = [n for n in numbers if found[n].medium in ("audio", "video")]
    unknown = [n for n in numbers if found[n].type == _UNKNOWN]
    for n in (known or unknown)[:1]:
        one = found[n]
        found[n] = replace(one, duration=one.duration or duration, length=one.length or length)
    return found
