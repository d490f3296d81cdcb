"""Ask the servers of media files how long the files are, and of what type."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

import httpx

from feedpub.model import Fact, Progress, show_nothing
from feedpub.remote._limits import Limits, Patience
from feedpub.remote._reasons import Failed, FailedForNow, NoAnswer, of_status
from feedpub.remote._visits import Visits

# JSON and JavaScript can't tell larger numbers apart; no file is that long.
_LONGEST: Final = 2**53

_NAME: Final = r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}"  # RFC 6838 §4.2
_MEDIA_TYPE = re.compile(rf"{_NAME}/{_NAME}", re.IGNORECASE | re.ASCII)
_CONTENT_RANGE = re.compile(
    r"bytes[ ]+([0-9]{1,16})-([0-9]{1,16})/([0-9]{1,16})", re.IGNORECASE | re.ASCII
)

# Types that servers give to a file of which they know nothing.
_SOME_BYTES: Final = frozenset({"application/octet-stream", "binary/octet-stream"})

_OK: Final = frozenset({200, 203})
_PARTIAL: Final = 206

# After so many addresses without an answer no more are asked: addresses of one host in a row,
# addresses that one document names.
_MOST_SILENT_OF_A_HOST: Final = 2
_MOST_SILENT_OF_A_DOCUMENT: Final = 4


@dataclass(frozen=True, slots=True)
class _Said:
    length: int | None = None
    type: str | None = None


def probe(
    addresses: Mapping[str, str] | Iterable[str],
    limits: Limits,
    asked: date,
    progress: Progress = show_nothing,
) -> list[Fact]:
    """Ask the servers of `addresses` how long the files there are, and of what type.

    A Mapping names for each address the document that it is from. After a few addresses without an
    answer, neither their host nor others of their document are asked any more.

    Returns one Fact for each different address, in the order given, with the day `asked`. An error
    is noted in its `failure`, and nothing is raised. Files are not downloaded.
    """
    different = list(dict.fromkeys(addresses))
    named_by = addresses if isinstance(addresses, Mapping) else {}
    found: dict[str, Fact] = {}
    with asyncio.Runner() as runner:
        facts: Iterable[Fact] = _as_they_come(runner, different, limits, asked, named_by)
        for fact in progress("Asking servers", facts, len(different)):
            found[fact.url] = fact
    return [found[address] for address in different]


def _as_they_come(
    runner: asyncio.Runner,
    addresses: list[str],
    limits: Limits,
    asked: date,
    named_by: Mapping[str, str],
) -> Iterator[Fact]:
    finished: asyncio.Queue[asyncio.Task[Fact]] = asyncio.Queue()
    visits = Visits(limits)
    silences = _Silences(named_by)

    async def start() -> list[asyncio.Task[Fact]]:
        tasks = [
            asyncio.create_task(_fact(visits, address, asked, silences)) for address in addresses
        ]
        for task in tasks:
            task.add_done_callback(finished.put_nowait)
        return tasks

    for _ in runner.run(start()):
        yield runner.run(finished.get()).result()


class _Silences:
    """Counts addresses without an answer, by host and by document."""

    def __init__(self, named_by: Mapping[str, str]) -> None:
        self._named_by = named_by
        self._hosts: Counter[str] = Counter()
        self._documents: Counter[str] = Counter()

    def check(self, address: str) -> None:
        """Raise `Failed` where `address` is no longer to be asked."""
        if self._hosts[_host(address)] >= _MOST_SILENT_OF_A_HOST:
            raise Failed("not asked, for its server did not answer before")
        if self._documents[self._named_by.get(address, "")] >= _MOST_SILENT_OF_A_DOCUMENT:
            raise Failed("not asked, for others that the document names did not answer")

    def add(self, address: str) -> None:
        """Note that `address` did not answer."""
        self._hosts[_host(address)] += 1
        if address in self._named_by:
            self._documents[self._named_by[address]] += 1

    def end(self, address: str) -> None:
        """Note that the host of `address` has answered."""
        self._hosts[_host(address)] = 0


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


async def _fact(visits: Visits, address: str, asked: date, silences: _Silences) -> Fact:
    try:
        said = await _ask(visits, address, visits.patience(lambda: silences.check(address)))
    except Failed as failed:
        if isinstance(failed, NoAnswer):
            silences.add(address)
        return Fact(address, asked, failure=str(failed))
    silences.end(address)
    return Fact(address, asked, said.length, None if said.type in _SOME_BYTES else said.type)


async def _ask(visits: Visits, address: str, patience: Patience) -> _Said:
    head = await _ask_for_headers(visits, address, patience)
    if head.length and head.type:
        return head
    # Readers fetch a file with GET, so the answer to GET is what counts.
    first_byte = {"Range": "bytes=0-0"}
    async with visits.answer("GET", address, patience, first_byte) as response:
        if response.status_code not in _OK and response.status_code != _PARTIAL:
            raise Failed(of_status(response.status_code))
        get = _read_headers(response)
    return _Said(get.length or head.length, get.type or head.type)


async def _ask_for_headers(visits: Visits, address: str, patience: Patience) -> _Said:
    try:
        async with visits.answer("HEAD", address, patience, {}) as response:
            return _read_headers(response) if response.status_code in _OK else _Said()
    # Many servers handle HEAD badly: they refuse it, break off, or answer with a page.
    except (FailedForNow, _IsAPage):
        return _Said()


class _IsAPage(Failed):
    """The server answered with a page, as servers do when there is no such file."""


def _read_headers(response: httpx.Response) -> _Said:
    media_type = _media_type(response.headers)
    main, _, sub = (media_type or "").partition("/")
    is_of_data = sub.rpartition("+")[2] in ("xml", "json") and main == "application"
    if main == "text" or is_of_data or media_type == "application/html":
        raise _IsAPage(f"answered with a page ({main}/{sub[:30]}) and not with a file")
    is_of_a_file = main in ("image", "audio", "video") or media_type in _SOME_BYTES
    if not is_of_a_file and main != "application":
        media_type = None
    return _Said(_length(response), media_type)


def _media_type(headers: httpx.Headers) -> str | None:
    types = {value.partition(";")[0].strip(" \t") for value in headers.get_list("content-type")}
    only = types.pop() if len(types) == 1 else ""
    return only.lower() if _MEDIA_TYPE.fullmatch(only) else None


def _length(response: httpx.Response) -> int | None:
    encodings = response.headers.get_list("content-encoding", split_commas=True)
    if any(encoding.strip().lower() not in ("", "identity") for encoding in encodings):
        return None
    if response.status_code == _PARTIAL:
        length = _length_of_the_whole(response.headers)
    else:
        length = _content_length(response.headers)
    return length if 0 < length <= _LONGEST else None


def _length_of_the_whole(headers: httpx.Headers) -> int:
    found = _CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
    if found is None:
        return 0
    first, last, whole = (int(number) for number in found.groups())
    return whole if first <= last < whole else 0


def _content_length(headers: httpx.Headers) -> int:
    lengths = set(headers.get_list("content-length", split_commas=True))
    only = lengths.pop() if len(lengths) == 1 else ""
    # With a Transfer-Encoding, the length is to be ignored (RFC 9112 §6.3).
    if "transfer-encoding" in headers or not re.fullmatch(r"[0-9]{1,16}", only):
        return 0
    return int(only)
