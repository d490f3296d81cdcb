"""What workers do with one document: its outline first, its content where a feed carries it."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from feedpub import documents, enclosures, entries, workers
from feedpub.config import Site
from feedpub.model import SEEDS, Entry, Problem, Severity
from feedpub.sanitize import TooComplexError

# A body of so many characters gets a process of its own, which can be ended: the bounds of the
# sanitizer keep the time for a shorter one to some seconds at the worst.
_LONG_BODY: Final = 200_000

Completed: TypeAlias = tuple[Entry | None, tuple[Problem, ...]]
"""An entry with its content and what was odd in its body, or None and why it can't be had."""


def outline(seeds: Path, site: Site, path: str) -> entries.Outline:
    """Read the front matter of the document at `path`."""
    document, problems = documents.read(seeds, path)
    if document is None:
        return entries.Outline(None, problems)
    outlined = entries.outline(document, site, partial(enclosures.find_local, seeds))
    return replace(outlined, problems=(*problems, *outlined.problems))


def complete(seeds: Path, site: Site, time_limit: float, entry: Entry) -> Completed:
    """Read the document of `entry` again, for its body; `time_limit` is in seconds."""
    document, problems = documents.read(seeds, entry.path)
    if document is None:
        return None, problems
    if document.digest != entry.digest:
        return _failed(entry, "changed", "changed while it was built; build again")
    arguments = (
        entry,
        document,
        site,
        partial(enclosures.find_local, seeds),
        partial(_find_page, seeds, site),
    )
    try:
        if len(document.body) < _LONG_BODY:
            return entries.complete(*arguments)
        return workers.within(time_limit, entries.complete, *arguments)
    except TooComplexError as error:
        return _failed(entry, "body-too-complex", f"body: {error}")
    except (MemoryError, RecursionError):
        message = "body takes more memory than there is; shorten or simplify it"
        return _failed(entry, "body-too-complex", message)
    except TimeoutError:
        message = f"body could not be sanitized in {time_limit:g} s; shorten or simplify it"
        return _failed(entry, "body-too-slow", message)


def _find_page(seeds: Path, site: Site, document: str, reference: str) -> str | None:
    """Return the address of the document that `reference`, in `document`, names; see FindPage."""
    path = documents.find(seeds, document, reference)
    if path is None:
        return None
    other = outline(seeds, site, path).entry
    return (other.permalink or "") if other else ""


def _failed(entry: Entry, code: str, message: str) -> Completed:
    return None, (Problem(Severity.ERROR, code, f"{SEEDS}/{entry.path}", None, message),)
