"""Find local media files, and the type of any media file.

The type comes from the bytes, else from the address or a hint in its query. No other module looks
for local files.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from feedpub.errors import OutputError
from feedpub.model import SEEDS, Asset
from feedpub.sanitizer.drawings import clean_drawing
from feedpub.source import tree
from feedpub.source.assets import DRAWING, asset_of

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


Known: TypeAlias = dict[Path, "Asset | str"]
"""Files that were opened before, by path: the asset, or why it can't be published."""


def find_local(seeds: Path, known: Known, document: str, reference: str) -> Asset | str | None:
    """Look for the local file that `reference`, in the document at `document`, names.

    Places are tried in turn: beside the document, in the folder of its name (Hexo keeps the
    pictures of ``a.md`` in ``a/``), then the top of `seeds`. Returns an Asset named by the digest
    of its bytes; or, where the file can't be published, a sentence that says why; or None without
    a file in `seeds`. Files elsewhere on the machine are never looked for, so that a feed can't
    reveal whether they exist. Files that are opened are added to `known`, and not opened again.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", reference):
        return None
    name = unquote(re.split(r"[?#]", reference, maxsplit=1)[0]).replace("\\", "/")
    if not name.strip("./"):
        return None
    folder, own = os.path.dirname(document), os.path.splitext(document)[0]  # noqa: PTH120, PTH122
    # As on a web site, a slash is the top.
    for place in ("", folder, own) if name.startswith("/") else (folder, own, ""):
        path = os.path.normpath(f"{place}/{name.lstrip('/')}").lstrip("/")
        if f"{path}/".startswith("../"):
            continue
        try:
            found = _look_up(seeds, known, path)
        # Too long a name, a NUL in it, no permission; links in a circle, before Python 3.13.
        except (OSError, ValueError, RuntimeError) as error:
            return f"can't be read: {getattr(error, 'strerror', None) or 'it is no path'}"
        if found is not None:
            return found
    return None


def _look_up(seeds: Path, known: Known, path: str) -> Asset | str | None:
    """Look at `path`, which by its name is below `seeds`; return as `find_local` does."""
    # Resolving a path takes long, and most paths lead to no file.
    if not _is_there(f"{seeds}/{path}") and not _has_links(seeds, path):
        return None
    top, file = seeds.resolve(), (seeds / path).resolve()
    if not file.is_relative_to(top):  # whether there is a file or not
        return "leads out of seeds/ by a link; put the file itself there"
    if not file.is_file():
        return None
    if tree.is_passed_over(path) or tree.is_passed_over(file.relative_to(top).as_posix()):
        return "is hidden, or in a hidden folder; give it another name to have it published"
    if file not in known:
        known[file] = _asset(top, file)
    return known[file]


def _is_there(path: str) -> bool:
    try:
        os.lstat(path)  # not pathlib: this is done for each link of each body
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _has_links(seeds: Path, path: str) -> bool:
    """Tell whether one of the folders on the way to `path` is a link."""
    parts = path.split("/")
    return any(os.path.islink(f"{seeds}/{'/'.join(parts[:end])}") for end in range(1, len(parts)))  # noqa: PTH114


def read_asset(seeds: Path, asset: Asset) -> bytes:
    """Return the bytes of `asset`; raise OutputError where its file is no longer the same."""
    if asset.data:
        if asset_of(asset.source, asset.data, is_embedded=True) != asset:
            raise OutputError(f"{SEEDS}/{asset.source}: a picture in it has changed; build again")
        return asset.data
    if _look_up(seeds, {}, asset.source) != asset:
        raise OutputError(f"{SEEDS}/{asset.source}: changed while it was built; build again")
    try:
        data = (seeds / asset.source).read_bytes()
        return clean_drawing(data) if asset.type == DRAWING else data
    except OSError as error:
        what = f"can't be read: {error.strerror}"
        raise OutputError(f"{SEEDS}/{asset.source}: {what}; build again") from None


def _asset(top: Path, file: Path) -> Asset | str:
    if file.stat().st_size > LARGEST_FILE:
        return f"has more than {LARGEST_FILE} bytes; make it smaller"
    return asset_of(file.relative_to(top).as_posix(), file.read_bytes())
