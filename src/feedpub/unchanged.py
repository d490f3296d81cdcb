"""Whether anything has changed since the last build, told without opening a document.

What a build depends on is its documents and local files, ``feeds/*``, the options, the code,
and the day on which the next document is due. Nothing here is heavy to import: this is all that
a build does that has nothing to do.
"""

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from feedpub import cache, tree, versions
from feedpub.model import SEEDS, BuildResult, Counts, Problem, Severity, WrittenFeed

_NAME: Final = "last build"


@dataclass(frozen=True, slots=True)
class State:
    """All that a build depends on, as it was at its beginning.

    `files` are the stamps of the configuration's files, `inputs` digests of what they hold,
    and `options` those that have a say in what comes out.
    """

    listing: tree.Listing
    files: Mapping[str, tree.Stamp | None]
    inputs: Mapping[str, str]
    options: tuple[object, ...]


def look(project: Path, *options: object) -> State:
    """Look at `project` as it is."""
    names = sorted(path.name for path in (project / "feeds").glob("*") if path.is_file())
    return State(
        tree.discover(project / SEEDS),
        {name: tree.stamp(project / "feeds" / name) for name in names},
        _digests(project, names),
        options,
    )


def _digests(project: Path, names: Iterable[str]) -> dict[str, str]:
    digests = {}
    for name in names:
        try:
            body = (project / "feeds" / name).read_bytes()
        except OSError as error:
            body = str(error).encode()
        shown = name.encode("utf-8", "backslashreplace").decode()
        digests[shown] = hashlib.blake2b(body, digest_size=20).hexdigest()
    return digests


def recall(project: Path, state: State, now: datetime) -> BuildResult | None:
    """Return the result of the last build, if this one would do nothing; else None."""
    started = time.monotonic()
    known = cache.recall(project, _NAME, versions.code())
    if known is None or [known["inputs"], known["options"]] != [state.inputs, repr(state.options)]:
        return None
    if known["seeds"] != _seeds(state):
        return None
    if not known["from"] <= now.timestamp() < (known["until"] or float("inf")):
        return None
    stamps = {name: tree.stamp(project / "out" / name) for name in known["out"]}
    if {name: cache.written(stamp) for name, stamp in stamps.items()} != known["out"]:
        return None
    return replace(_result(known["result"]), seconds=time.monotonic() - started)


def note(
    project: Path,
    state: State,
    result: BuildResult,
    made: Iterable[str],
    now: datetime,
    until: datetime | None,
) -> tuple[str, Mapping[str, object]]:
    """Return name and value of what the cache is to keep of a build.

    `made` are the paths of all files in ``out/``, `until` is when the next document is due.
    Nothing is kept of a build of files that were so new that they could change once more and
    look the same.
    """
    old_enough = tree.settled([*state.listing.stamps.values(), *state.files.values()], now)
    # The ledger and its like are ours, and this build may have written them.
    ours = [path.name for path in (project / "feeds").glob("*.jsonl")]
    return _NAME, {
        "inputs": {**state.inputs, **_digests(project, ours)} if old_enough else None,
        "options": repr(state.options),
        "seeds": _seeds(state),
        "from": now.timestamp(),
        "until": until.timestamp() if until else None,
        "out": {name: cache.written(tree.stamp(project / "out" / name)) for name in made},
        "result": asdict(result),
    }


def _seeds(state: State) -> str:
    listing = state.listing
    return tree.fingerprint(listing.stamps, listing.hidden, *listing.problems)


def _result(kept: Mapping[str, Any]) -> BuildResult:
    return BuildResult(
        counts=Counts(**kept["counts"]),
        feeds=tuple(WrittenFeed(**(feed | {"changed": False})) for feed in kept["feeds"]),
        removed=(),
        problems=tuple(
            Problem(**(problem | {"severity": Severity(problem["severity"])}))
            for problem in kept["problems"]
        ),
        seconds=0,
    )
