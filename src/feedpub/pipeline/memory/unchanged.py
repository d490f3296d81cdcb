"""Find out whether anything has changed since the last build, without opening a document.

A build depends on its documents and local files, ``feeds/*``, the options, the code, and the
moment at which the next document is due. In a fresh clone all times are new; there the files are
read and their digests compared. Nothing here is heavy to import: a build that has nothing to do
runs this and nothing else.
"""

import hashlib
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from feedpub import contents
from feedpub.model import (
    WRITING,
    BuildResult,
    Counts,
    Places,
    Problem,
    Reason,
    Severity,
    Withheld,
    WrittenFeed,
)
from feedpub.pipeline.memory import peek, versions
from feedpub.pipeline.ranges import Division, Range, divide
from feedpub.source import author_files, file_stamps, repository, tree
from feedpub.source.places import places_of

_NAME: Final = "last build"

OTHERS: Final = "/"  # in place of the key of a range: the files that are not documents

# In bytes, of a file in feeds/. Nothing that is larger is read by a build.
_LARGEST_INPUT: Final = 512 * 1024 * 1024
_CONFIG: Final = "site.toml"
_ASKS_GIT: Final = re.compile(rb"""date_from.{0,1000}["']git["']""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a build depends on, as it was at its beginning.

    `inputs` holds the digests of the files in ``feeds/``; those of files of authors, after a slash;
    and under the empty name the newest commit, where dates are asked of git. `options` holds the
    options that change the output. `ranges` are those of the documents, under this `division`;
    `stamps` holds a digest of the stamps of each by its key, and one of the files that are not
    documents. `digests` holds the digests of documents and files, where they had to be read.
    `others` holds stamp and digest of files there that are not documents.
    """

    places: Places
    listing: tree.Listing
    inputs: Mapping[str, str]
    options: tuple[object, ...]
    division: Division
    ranges: tuple[Range, ...]
    stamps: Mapping[str, str]
    digests: Mapping[str, str | None] = field(default_factory=dict)
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def settle(self, now: datetime) -> "State":
        """Return the state with "" for the stamps of files that may change without a trace.

        These are so new that another change after `now` could leave the same stamp.
        """
        known = self.stamps
        settled = {
            part.key: known[part.key] if stamps.are_settled(part.paths, now) else ""
            for part, stamps in self.parts()
        }
        return replace(self, stamps=settled)

    def parts(self) -> Iterator[tuple[Range, file_stamps.Stamps]]:
        """Yield each range with the stamps among which its are; one more of files beside them."""
        yield from ((part, self.listing.stamps) for part in self.ranges)
        yield Range(OTHERS, OTHERS, self.listing.others.paths), self.listing.others

    @property
    def extent(self) -> list[object]:
        """The number of files, how many are hidden, and what can't be read."""
        listing = self.listing
        files = len(listing.stamps) + len(listing.others)
        return [files, listing.hidden, *map(str, listing.problems)]


def look(project: Path, *options: object, division: Division | None = None) -> State:
    """Return the state of `project` as it is now."""
    places = places_of(project)
    return state_of(places, tree.discover(places), _inputs(places), options, division or Division())


def state_of(
    places: Places,
    listing: tree.Listing,
    inputs: Mapping[str, str],
    options: tuple[object, ...],
    division: Division,
) -> State:
    """Return the state of a project of which the documents are listed."""
    ranges = tuple(divide(listing.paths, division.documents))
    state = State(places, listing, inputs, options, division, ranges, {})
    return replace(state, stamps={part.key: of.digest(part.paths) for part, of in state.parts()})


def _inputs(places: Places) -> dict[str, str]:
    project = places.project
    feeds = project / "feeds"
    found = [*feeds.glob("*"), *(feeds / "templates").rglob("*")]
    digests = {}
    for name in sorted(path.relative_to(feeds).as_posix() for path in found if path.is_file()):
        try:
            body = contents.read(project / "feeds" / name, _LARGEST_INPUT)
        except OSError as error:
            body = str(error).encode()
        shown = name.encode("utf-8", "backslashreplace").decode()
        digests[shown] = hashlib.blake2b(body, digest_size=20).hexdigest()
        if name == _CONFIG and _ASKS_GIT.search(body):
            digests[""] = repository.mark_of(project)
    for _, place in author_files.find(places):
        digests[f"/{place}"] = file_stamps.digest_of_file(project / place) or ""
    return digests


def recall(project: Path, state: State, now: datetime) -> tuple[BuildResult | None, State]:
    """Return the result of the last build if this one would do nothing, else None; and `state`.

    The state that is returned also holds the digests that were read to find that out.
    """
    started = time.monotonic()
    known = peek.recall(project, _NAME, versions.digest_of_code())
    if os.path.lexists(state.places.out / WRITING):  # a build was killed, or is at work
        return None, state
    try:
        result, state = _recall_if_unchanged(project, known or {}, state, now)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
        return None, state  # nothing that feedpub wrote
    return result and replace(result, seconds=time.monotonic() - started), state


def _recall_if_unchanged(
    project: Path, known: Mapping[str, Any], state: State, now: datetime
) -> tuple[BuildResult | None, State]:
    if [known["inputs"], known["options"]] != [state.inputs, repr(state.options)]:
        return None, state
    if not known["from"] <= now.timestamp() < (known["until"] or float("inf")):
        return None, state
    result = _result_from(known["result"])
    others = {path: (str(stamp), str(digest)) for path, (stamp, digest) in known["others"].items()}
    state = replace(state, others=others)
    if known["extent"] != state.extent:
        return None, state
    out, moved = state.places.out, _with_other_stamps(known["stamps"], state)
    if moved:
        state = replace(state, digests=_compare_digests(project, state, moved))
        if None in state.digests.values():
            return None, state
    if not all(file_stamps.has_stayed(out / name, kept) for name, kept in known["out"].items()):
        return None, state
    if moved and all(state.settle(now).stamps.values()):
        renewed = {**known, "stamps": state.stamps, "others": _others(state, now)}
        renewed["out"] = {
            name: file_stamps.stamp_and_digest(out / name, kept[1])
            for name, kept in known["out"].items()
        }
        peek.renew(project, _NAME, renewed, versions.digest_of_code())
    return result, state


def note(
    state: State,
    result: BuildResult,
    made: Mapping[str, str],
    now: datetime,
    until: datetime | None,
) -> tuple[str, Mapping[str, object]]:
    """Return a name and a value, with which the cache remembers this build.

    `made` holds the digests of all files in ``out/`` by path; `until` is when the next document is
    due; `state` is as `State.settle` gives it.
    """
    # Only a build that has done something gets here, and it has imported this already.
    from msgspec import to_builtins  # noqa: PLC0415

    inputs = _inputs(state.places)
    return _NAME, {
        "inputs": inputs if _not_ours(inputs) == _not_ours(state.inputs) else None,
        "options": repr(state.options),
        "extent": state.extent,
        "stamps": state.stamps,
        "others": _others(state, now),
        "from": now.timestamp(),
        "until": until.timestamp() if until else None,
        "out": {
            name: file_stamps.stamp_and_digest(state.places.out / name, digest)
            for name, digest in made.items()
        },
        "result": to_builtins(result),
    }


def _not_ours(inputs: Mapping[str, str]) -> dict[str, str]:
    """Return `inputs` without the ``.jsonl`` files, which a build writes itself."""
    return {name: digest for name, digest in inputs.items() if not name.endswith(".jsonl")}


def _with_other_stamps(known: Mapping[str, str], state: State) -> list[Range]:
    """Return the ranges with other stamps than are `known`, and files beside them as one more."""
    stamps = state.stamps
    return [part for part, _ in state.parts() if known.get(part.key) != stamps[part.key]]


def _compare_digests(project: Path, state: State, ranges: Sequence[Range]) -> dict[str, str | None]:
    """Return the digest of each document and file in `ranges`, None for one that has changed.

    The newest is compared first: an edit almost always touches it, and then it is the only one. In
    a fresh clone, no file has changed.
    """
    listing = state.listing
    stamps = {
        path: listing.stamps.get(path) or listing.others[path]
        for part in ranges
        for path in part.paths
    }
    paths = sorted(stamps, key=lambda path: file_stamps.last_change([stamps[path]]), reverse=True)
    known = {**state.others, **peek.known_digests(project, [p for p in ranges if p.key != OTHERS])}
    digests: dict[str, str | None] = {}
    for path in paths:
        was, kept = known.get(path, ("", ""))
        found = (
            kept
            if file_stamps.stamp_as_text(stamps[path]) == was
            else file_stamps.digest_of_file(state.places.file(path))
        )
        # A link counts as changed: it may lead out of the folder now, to a file of the same bytes.
        stayed = found == kept and not file_stamps.is_link(stamps[path])
        digests[path] = found if stayed else None
        if not stayed:
            break
    return digests


def _others(state: State, now: datetime) -> dict[str, file_stamps.StampAndDigest]:
    """Return stamp and digest of each file that is not a document.

    Both are empty for a file that may have changed since the build looked at it.
    """
    found = {}
    for path in state.listing.others:
        stamp = state.listing.others[path]
        mark = state.others.get(path, ("", ""))
        if mark[0] != file_stamps.stamp_as_text(stamp):
            file = state.places.file(path)
            mark = file_stamps.stamp_and_digest(Path(file), file_stamps.digest_of_file(file) or "")
        stayed = mark[0] == file_stamps.stamp_as_text(stamp) and file_stamps.is_settled(
            [stamp], now
        )
        found[path] = (mark[0], mark[1]) if stayed else ("", "")
    return found


def _result_from(kept: Mapping[str, Any]) -> BuildResult:
    """Return the result that was `kept`; raise ValueError where a value has the wrong type."""
    result = BuildResult(
        counts=Counts(**kept["counts"]),
        feeds=tuple(WrittenFeed(**(feed | {"changed": False})) for feed in kept["feeds"]),
        removed=(),
        problems=tuple(
            Problem(**(problem | {"severity": Severity(problem["severity"])}))
            for problem in kept["problems"]
        ),
        seconds=0,
        reasons={Reason(reason): number for reason, number in kept["reasons"].items()},
        output=str(kept["output"]),
        withheld=tuple(
            Withheld(**(one | {"reason": Reason(one["reason"])})) for one in kept["withheld"]
        ),
    )
    numbers = [*asdict(result.counts).values()]
    texts: list[object] = []
    for feed in result.feeds:
        numbers += [feed.entries, feed.left_out, feed.bytes]
        texts += [feed.path, feed.url]
    for problem in result.problems:
        numbers += [problem.line or 0]
        texts += [problem.code, problem.path, problem.message]
    if not all(isinstance(n, int) for n in numbers) or not all(isinstance(t, str) for t in texts):
        raise ValueError("not what a build keeps")
    return result
