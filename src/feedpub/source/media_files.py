"""Find local media files, and the type of any media file.

The type comes from the bytes, else from the address or a hint in its query. No other module looks
for local files.
"""

import os
import posixpath
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from feedpub.errors import OutputError
from feedpub.model import Asset, Places, Stored, Unusable, is_in
from feedpub.sanitizer.drawings import clean_drawing
from feedpub.source import anywhere, names
from feedpub.source.assets import DRAWING, asset_of
from feedpub.source.passed_over import is_passed_over

# Not Python's `mimetypes`, which reads tables of the machine: the same input has to give the same
# bytes everywhere.
TYPES: Final = {
    "apng": "image/apng",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "gif": "image/gif",
    "heic": "image/heic",
    "ico": "image/vnd.microsoft.icon",
    "jfif": "image/jpeg",
    "jpe": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "jxl": "image/jxl",
    "png": "image/png",
    "svg": "image/svg+xml",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "webp": "image/webp",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "m4b": "audio/mp4",
    "mp3": "audio/mpeg",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "weba": "audio/webm",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "mp4": "video/mp4",
    "ogv": "video/ogg",
    "webm": "video/webm",
    "epub": "application/epub+zip",
    "pdf": "application/pdf",
    "zip": "application/zip",
}

# The type of a head image whose address tells nothing: an image, of unknown kind. A range says that
# honestly; the W3C validator accepts it as a media type, and readers that look for "image/"
# (FreshRSS, Miniflux, Feedly) show the image.
SOME_IMAGE: Final = "image/*"

# Where image services put the format: ?wx_fmt=png, ?format=webp, ?imageView2/2/format/jpg
_HINTS: Final = frozenset({"wx_fmt", "format", "fm", "fmt", "f", "ext", "type", "tp", "output"})
_PATH_HINT = re.compile(
    r"(?:^|[/,;_&?!|])(?:format|fmt|f|ext)[/,_=:]([a-z0-9]{3,4})(?![a-z0-9])", re.IGNORECASE
)
_LAST_ENDING = re.compile(r"\.([A-Za-z0-9]{3,4})$")
_ENDING = re.compile(r"\.([A-Za-z0-9]{3,4})(?:[!@:_~,?].*)?$", re.DOTALL)

# In bytes, of a local file that is copied.
LARGEST_FILE: Final = 256 * 1024 * 1024

_HIDDEN: Final = "is hidden, or in a hidden folder; give it another name to have it published"
_TOO_LARGE: Final = f"has more than {LARGEST_FILE} bytes; make it smaller"

# What programs that make sites replace: `@/assets/a.png`, `~/assets/a.png`.
_ALIAS = re.compile(r"^(?:~?@[\w-]*/|~/|\$\w+/)")

_PROXIES: Final = 3  # one inside the other


def type_of(address: str, otherwise: str = SOME_IMAGE) -> str:
    """Return the media type in the address of a file, or `otherwise`.

    It is looked for in this order: a format hint in the query, the ending of the path, a format
    hint inside the path, an address inside the query (an image proxy).
    """
    return next(_told_types(address, _PROXIES), otherwise)


def _told_types(address: str, proxies: int) -> Iterator[str]:
    try:
        parts = urlsplit(address)
    except ValueError:  # an address inside of another can be anything
        return
    query = parse_qsl(parts.query, keep_blank_values=True)
    for name, value in query:
        if name.lower() in _HINTS and value.lower() in TYPES:
            yield TYPES[value.lower()]
    yield from _of_hint(parts.query)
    yield from _of_ending(parts.path)
    yield from _of_hint(parts.path)
    for name, value in query:
        inner = value or name
        if "/" in inner and proxies:
            yield from _told_types(inner, proxies - 1)


def _of_hint(part: str) -> Iterator[str]:
    found = _PATH_HINT.search(part)
    if found and found[1].lower() in TYPES:
        yield TYPES[found[1].lower()]


def _of_ending(path: str) -> Iterator[str]:
    name = unquote(path).rsplit("/", 1)[-1]
    for found in (_LAST_ENDING.search(name), _ENDING.search(name)):
        if found and found[1].lower() in TYPES:
            yield TYPES[found[1].lower()]


Known: TypeAlias = dict[Path, "Asset | Unusable"]
"""Files that were opened before, by path: the asset, or why it can't be published."""


def find_local(
    places: Places, known: Known, document: str, reference: str
) -> Asset | Unusable | None:
    """Look for the local file that `reference`, in the document at `document`, names.

    Returns an Asset named by the digest of its bytes; or, where the file can't be published,
    Unusable with the reason; or None without a file in the folders of documents and files. Files
    elsewhere on the machine are never looked for, so that a feed can't reveal whether they exist.
    Files that are opened are added to `known`, and not opened again.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", reference):
        return None
    name = unquote(re.split(r"[?#]", reference, maxsplit=1)[0]).replace("\\", "/")
    if not name.strip("./"):
        return None
    candidates = list(dict.fromkeys(_candidates(places, document, name)))
    try:
        for home, place in candidates:
            found = _look_up(places, known, home, place)
            if found is not None:
                return found
        for home, place in candidates:
            written = names.find_spelling(
                home if places.stored else str(places.project / home),
                _within(home, place),
                places.stored,
            )
            if not written:
                continue
            found = _look_up(places, known, home, posixpath.join(home, written))
            if found is not None:
                return found
    # Too long a name, a NUL in it, no permission; links in a circle, before Python 3.13.
    except (OSError, ValueError, RuntimeError) as error:
        return Unusable(f"can't be read: {getattr(error, 'strerror', None) or 'it is no path'}")
    return None


def _candidates(places: Places, document: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield where a file may be that a document calls `name`: a folder of files, and its path.

    Both are paths in the project. It is looked for beside the document, in the folder of its name
    (Hexo keeps the pictures of ``a.md`` in ``a/``), below the folders of documents, and below those
    of files. As on a web site, a slash at the beginning is the top.
    """
    homes = (*places.folders, *places.files)
    if name.startswith(anywhere.MARK):
        found = anywhere.find(places, document, name, is_document=False)
        yield from [(home, found) for home in homes if found and is_in(found, home)][:1]
        return
    own = places.place_of(document)
    near = [posixpath.dirname(own), posixpath.splitext(own)[0]]
    bare = _ALIAS.sub("", name).lstrip("/")
    first = bare.partition("/")[0]
    # `@/assets/a.png`, and `/static/a.png` of somebody who looks at the repository.
    above = [posixpath.dirname(home) for home in places.files if posixpath.basename(home) == first]
    for begin in (*homes, *near, *above) if name.startswith("/") else (*near, *homes, *above):
        place = posixpath.normpath(f"{begin}/{bare}" if begin else bare)
        for home in homes:
            if is_in(place, home) and not is_in(place, ".."):
                yield home, place
                break


def _look_up(places: Places, known: Known, home: str, place: str) -> Asset | Unusable | None:
    """Look at `place`, which by its name is in the folder `home`; return as `find_local` does."""
    if places.stored:
        return _look_up_stored(places, places.stored, home, place)
    # Resolving a path takes long, and most paths lead to no file.
    path = f"{places.project}/{place}"
    if not _is_there(path) and not _has_links(f"{places.project}/{home}", _within(home, place)):
        return None
    file = Path(path).resolve()
    own_home, source = _home_of(places, file)
    if own_home is None:  # whether there is a file or not
        out = f"leads out of {home or 'the project'}/ by a link"
        return Unusable(f"{out}; put the file itself there")
    if not file.is_file() or places.is_apart(source):
        return None
    if is_passed_over(_within(home, place)) or is_passed_over(_within(own_home, source)):
        return Unusable(_HIDDEN)
    if file not in known:
        known[file] = _open(places.path_of(source), file)
    return known[file]


def _look_up_stored(
    places: Places, stored: Stored, home: str, place: str
) -> Asset | Unusable | None:
    size = stored.size(place)
    if size is None or places.is_apart(place):
        return None
    if is_passed_over(_within(home, place)):
        return Unusable(_HIDDEN)
    if size > LARGEST_FILE:
        return Unusable(_TOO_LARGE)
    return _stored_asset(stored, place, places.path_of(place))


@lru_cache(maxsize=10_000)
def _stored_asset(stored: Stored, place: str, source: str) -> Asset | Unusable:
    return asset_of(source, _read_stored(stored, place))


def _read_stored(stored: Stored, place: str) -> bytes:
    data = stored.read(place, LARGEST_FILE)
    if data is None:
        raise OutputError(f"{place}: changed while it was built; build again")
    return data


def _home_of(places: Places, file: Path) -> tuple[str | None, str]:
    """Return the folder of files that `file` is in, and its path in the project.

    All links in `file` are followed; it can be in none of these folders.
    """
    for home in (*places.folders, *places.files):
        top = (places.project / home).resolve()
        if file.is_relative_to(top):
            return home, posixpath.join(home, file.relative_to(top).as_posix())
    return None, ""


def _within(folder: str, place: str) -> str:
    return place.removeprefix(f"{folder}/") if folder else place


def other_spelling(reference: str, asset: Asset) -> str:
    """Return how the name of a file is written, where `reference` has other letters; else ""."""
    if reference.startswith(anywhere.MARK):
        return ""  # such names are of any case
    name = unquote(re.split(r"[?#]", reference, maxsplit=1)[0]).replace("\\", "/")
    wanted, found = (
        unicodedata.normalize("NFC", one.rpartition("/")[2]) for one in (name, asset.source)
    )
    return found if wanted != found and wanted.casefold() == found.casefold() else ""


def _is_there(path: str) -> bool:
    try:
        os.lstat(path)  # not pathlib: this is done for each link of each body
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _has_links(folder: str, path: str) -> bool:
    """Tell whether one of the folders on the way from `folder` to `path` is a link."""
    parts = path.split("/")
    return any(os.path.islink(f"{folder}/{'/'.join(parts[:end])}") for end in range(1, len(parts)))  # noqa: PTH114


def read_asset(places: Places, asset: Asset) -> bytes:
    """Return the bytes of `asset`; raise OutputError where its file is no longer the same."""
    place = posixpath.normpath(places.place_of(asset.source))
    if asset.data:
        if asset_of(asset.source, asset.data, is_embedded=True) != asset:
            raise OutputError(f"{place}: a picture in it has changed; build again")
        return asset.data
    homes = (home for home in (*places.folders, *places.files) if is_in(place, home))
    home = next(homes, None)
    if home is None or _look_up(places, {}, home, place) != asset:
        raise OutputError(f"{place}: changed while it was built; build again")
    try:
        stored, file = places.stored, Path(places.file(asset.source))
        data = _read_stored(stored, place) if stored else file.read_bytes()
        return clean_drawing(data) if asset.type == DRAWING else data
    except OSError as error:
        what = f"can't be read: {error.strerror}"
        raise OutputError(f"{place}: {what}; build again") from None


def _open(source: str, file: Path) -> Asset | Unusable:
    if file.stat().st_size > LARGEST_FILE:
        return Unusable(_TOO_LARGE)
    return asset_of(source, file.read_bytes())
