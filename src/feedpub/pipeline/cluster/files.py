"""List the documents and files of a project in a bucket, and read them wherever a task runs."""

import errno
import hashlib
import posixpath
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from feedpub.model import Places, Problem
from feedpub.pipeline.cluster.shards import Shards
from feedpub.source.file_stamps import NO_STAMP, Stamps, is_link, stamp_without_times
from feedpub.source.passed_over import ends_as_a_document
from feedpub.source.tree import Listing, listing_of, path_as_text, refusal
from feedpub.stores import (
    ChangedError,
    Item,
    MissingError,
    Store,
    TooLargeError,
    objection_to_key,
    open_store,
)

_NAMES_A_PAGE: Final = 2_000

# Of documents that are read by a task before their turn: how many at a time, and their bytes.
_AT_ONCE: Final = 16
_SMALL: Final = 256 * 1024
_LARGEST_TOGETHER: Final = 32 * 1024**2
_DATA: Final = "data"
_INDEX: Final = "index"

Page = list[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class StoredFiles:
    """The files of a project in a bucket, as they were listed when a build began.

    `listing` is the name of an object with the names of others, which hold the keys. Files that
    were read before their turn are in the folder `aside`.
    """

    address: str
    listing: str
    aside: str = field(default="", compare=False)

    def size(self, place: str) -> int | None:
        """Return the bytes of a file; None where there is none."""
        found = self._find(_plain(place))
        return found[1] if found else None

    def tag(self, place: str) -> str:
        """Return the tag that a file had; empty where there is none."""
        found = self._find(_plain(place))
        return found[0] if found else ""

    def is_folder(self, place: str) -> bool:
        """Tell whether there is a file below `place`."""
        begin = _plain(place)
        begin = f"{begin}/" if begin else ""
        first = self._first_from(begin)
        return first is not None and first.startswith(begin)

    def names(self, folder: str) -> Sequence[str]:
        """Return the names of the files and folders in a folder, sorted."""
        begin = _plain(folder)
        begin = f"{begin}/" if begin else ""
        found: list[str] = []
        place = self._first_from(begin)
        while place is not None and place.startswith(begin):
            name, is_below, _ = place.removeprefix(begin).partition("/")
            if not found or found[-1] != name:
                found.append(name)
            # What comes after all that is in a folder: "0" follows the slash.
            place = self._first_from(f"{begin}{name}0" if is_below else f"{place}\0")
        return found

    def below(self, folder: str) -> Iterator[str]:
        """Yield the paths of all files below a folder, sorted."""
        begin = f"{folder}/" if folder else ""
        place = self._first_from(begin)
        while place is not None and place.startswith(begin):
            yield place
            place = self._first_from(f"{place}\0")

    def read(self, place: str, most: int) -> bytes | None:
        """Return the bytes of a file, None where it is not the one any more that was listed."""
        place = _plain(place)
        if self.aside:
            data, known = _aside(self.aside)
            if place in known:
                return data[slice(*known[place])]
        return self._get(place, most)

    def _get(self, place: str, most: int) -> bytes | None:
        try:
            return open_store(self.address).get(place, most, self.tag(place))[0]
        except MissingError:
            raise FileNotFoundError(errno.ENOENT, "it is not there any more") from None
        except TooLargeError as error:
            raise OSError(errno.EFBIG, f"it has {error.args[0]} bytes") from None
        except ChangedError:
            return None

    def read_ahead(self, places: Iterable[str]) -> None:
        """Read small files into the folder `aside`, several at a time."""
        left = _LARGEST_TOGETHER
        wanted = []
        for place in places:
            size = self.size(place) or _SMALL
            if size < min(_SMALL, left):
                left -= size
                wanted.append(place)
        if not wanted:
            return
        known, end = {}, 0
        with (
            ThreadPoolExecutor(_AT_ONCE) as threads,
            (Path(self.aside) / _DATA).open("wb") as file,
        ):
            for place, data in zip(wanted, threads.map(self._read_early, wanted), strict=True):
                if data is not None:
                    file.write(data)
                    known[place] = end, end + len(data)
                    end += len(data)
        (Path(self.aside) / _INDEX).write_bytes(msgspec.json.encode(known))

    def _read_early(self, place: str) -> bytes | None:
        try:
            return self._get(place, _SMALL)
        except OSError:  # it is told where the file is read in its turn
            return None

    def _find(self, place: str) -> tuple[str, int] | None:
        page = self._page_with(place)
        return page[1].get(place) if page else None

    def _first_from(self, place: str) -> str | None:
        """Return the first place that is `place` or comes after it; None where there is none."""
        starts, names = _index(self.address, self.listing)
        number = max(0, bisect_right(starts, place) - 1)
        while number < len(names):
            places, _ = _page(self.address, names[number])
            at = bisect_left(places, place)
            if at < len(places):
                return places[at]
            number += 1
        return None

    def _page_with(self, place: str) -> tuple[list[str], dict[str, tuple[str, int]]] | None:
        starts, names = _index(self.address, self.listing)
        number = bisect_right(starts, place) - 1
        return _page(self.address, names[number]) if number >= 0 else None


@lru_cache(maxsize=16)
def _index(address: str, listing: str) -> tuple[list[str], list[str]]:
    listed = Shards(address).get_value(listing, list[tuple[str, str]])
    return [start for start, _ in listed], [name for _, name in listed]


@lru_cache(maxsize=64)
def _page(address: str, name: str) -> tuple[list[str], dict[str, tuple[str, int]]]:
    listed = Shards(address).get_value(name, Page)
    return [place for place, *_ in listed], {place: (tag, size) for place, tag, size in listed}


def _plain(place: str) -> str:
    plain = posixpath.normpath(place).lstrip("/")
    return "" if plain == "." else plain


@lru_cache(maxsize=1)
def _aside(folder: str) -> tuple[bytes, dict[str, tuple[int, int]]]:
    """Return what was read ahead for one task, and where each file is in it.

    It is one file, for a thousand take longer to make than what is in them takes to read.
    """
    try:
        index = (Path(folder) / _INDEX).read_bytes()
        data = (Path(folder) / _DATA).read_bytes()
    except OSError:
        return b"", {}
    return data, msgspec.json.decode(index, type=dict[str, tuple[int, int]])


class StampsOfRange(Stamps):
    """The stamps of the documents of a range, and of any other file that is asked for."""

    def __init__(self, paths: tuple[str, ...], stamps: Iterable[bytes], places: Places) -> None:
        own = dict(zip(paths, stamps, strict=True))
        links = {path: known for path, known in own.items() if is_link(known)}
        super().__init__(paths, b"".join(known[: len(NO_STAMP)] for known in own.values()), links)
        self._places = places

    def __getitem__(self, path: str) -> bytes:
        try:
            return super().__getitem__(path)
        except KeyError:
            stored, place = self._places.stored, self._places.place_of(path)
            if not isinstance(stored, StoredFiles) or not stored.tag(place):
                raise
            return stamp_of(Item(place, stored.size(place) or 0, stored.tag(place)))


def stamp_of(item: Item) -> bytes:
    """Return the stamp of an object: it is another one when the object is another one."""
    tag = hashlib.blake2b(item.tag.encode(), digest_size=8).digest()
    # A tag is sure, so there are no times.
    return stamp_without_times(item.size, int.from_bytes(tag, "little"))


def list_files(store: Store, places: Places) -> tuple[Listing, str]:
    """List the documents of a project in a bucket, and the files that they may name.

    Returns them, and the name of the object from which tasks know them. Documents whose keys are
    no paths are refused, each with a message.
    """
    found: dict[str, Item] = {}
    problems: list[Problem] = []
    for folder in sorted({*places.folders, *places.files}):
        for page in store.pages(folder):
            for item in page:
                if item.key.endswith("/") and not item.size:
                    continue  # some programs make such objects, to have folders
                wrong = objection_to_key(item.key)
                if not wrong and not places.is_apart(item.key):
                    found[item.key] = item
                elif wrong and ends_as_a_document(item.key) and folder in places.folders:
                    message = f"the key of the object {wrong}; give it another one"
                    problems.append(_about_key(item.key, message))
    names = sorted(found)
    shards = Shards(store.address)
    pages = [names[at : at + _NAMES_A_PAGE] for at in range(0, len(names), _NAMES_A_PAGE)]
    index = [
        (page[0], shards.put_value([(key, found[key].tag, found[key].size) for key in page]))
        for page in pages
    ]
    # Not held twice: there may be millions.
    stamps = {places.path_of(key): stamp_of(found.pop(key)) for key in names}
    return listing_of(places, stamps, tuple(problems)), shards.put_value(index)


def _about_key(key: str, message: str) -> Problem:
    return refusal(path_as_text(key), "name-not-text", message)
