"""Cut a feed to the size of its file, and put the rest into an archive (RFC 5005 §4)."""

import json
from collections.abc import Iterable
from dataclasses import replace
from html import escape
from typing import Final
from urllib.parse import quote

from feedpub.config import CONFIG_PATH, Site
from feedpub.feeds._plan import Plan
from feedpub.feeds.content import entry_for_feed
from feedpub.model import Entry, Feed, Link, Problem, Severity, Target

# Upper bounds in bytes: of everything around the entries, and around the texts of an entry.
_FEED_OVERHEAD: Final = 6_000
_ENTRY_OVERHEAD: Final = 1_500
_NAME_OVERHEAD: Final = 80
_ENCLOSURE_OVERHEAD: Final = 600


def pack(plan: Plan, site: Site) -> tuple[tuple[Feed, ...], tuple[Problem, ...]]:
    """Return the feed of `plan` with its entries, and the parts of its archive, oldest first.

    The entries of `plan` have their content. The feed holds the newest ``limit`` of them, fewer
    where the file would be larger than ``max_bytes``. With an archive, each older entry is in one
    part, and the parts are filled from the oldest entry on, so that a new entry changes only the
    newest part. Without one, a problem tells how many are left out.
    """
    settings = plan.settings
    entries, problems = [], []
    for entry in plan.entries:
        full = entry_for_feed(entry, settings, site.referrer_policy)
        fit = _fitting(full, settings.max_bytes - _overhead(plan))
        entries.append(fit)
        if fit is not full:
            problems.append(_too_large(plan, fit))
    newest = _part(entries, 0, plan)
    older = entries[len(newest) :]
    parts: list[list[Entry]] = []
    if settings.archive:
        older.reverse()
        begin = 0
        while begin < len(older):
            parts.append(_part(older, begin, plan))
            begin += len(parts[-1])
    elif older:
        problems.append(_left_out(plan, len(newest), len(entries)))
    return (*_archive(plan, parts, site), _current(plan, newest, len(parts), site)), tuple(problems)


def weight(entry: Entry) -> int:
    """Return an upper bound for the bytes of `entry` in any format."""
    content = json.dumps(entry.content, ensure_ascii=False).encode()
    names = [*entry.categories, *entry.tags, *(author.name for author in entry.authors)]
    media = sum(_ENCLOSURE_OVERHEAD + 4 * _size(item.url) for item in entry.enclosures)
    texts = _size(entry.title) + 2 * _size(entry.summary) + 4 * _size(entry.id)
    return (
        _ENTRY_OVERHEAD
        + len(content)
        + texts
        + 4 * _size(entry.permalink or "")
        + sum(_NAME_OVERHEAD + _size(name) for name in names)
        + sum(_size(f"{author.email} {author.uri}") for author in entry.authors)
        + media
    )


def _size(text: str) -> int:
    """Return the bytes of a text as XML, as HTML in XML, or as JSON, whichever is most."""
    twice = escape(text)
    return len(escape(twice).encode()) + text.count("&") + text.count("<") + text.count("\\")


def _overhead(plan: Plan) -> int:
    feed = plan.feed
    texts = 3 * (_size(feed.title) + _size(feed.subtitle) + _size(feed.rights))
    addresses = [feed.id, feed.link, feed.image, feed.icon, *feed.hubs]
    stones = 300 * len(feed.tombstones)
    paths = 8 * len(quote(plan.path))
    return _FEED_OVERHEAD + texts + sum(map(_size, addresses)) + stones + paths


def _part(entries: list[Entry], begin: int, plan: Plan) -> list[Entry]:
    """Return as many entries from `begin` on as one file may hold, but at least one."""
    room = plan.settings.max_bytes - _overhead(plan)
    end = begin
    while end < len(entries) and end - begin < plan.settings.limit:
        room -= weight(entries[end])
        if room < 0 and end > begin:
            break
        end += 1
    return entries[begin:end]


def _fitting(entry: Entry, room: int) -> Entry:
    """Return `entry`, with its summary in place of its content where that is larger than `room`."""
    if weight(entry) <= room:
        return entry
    return replace(entry, content=f"<p>{escape(entry.summary, quote=False)}</p>")


def _current(plan: Plan, entries: list[Entry], parts: int, site: Site) -> Feed:
    targets = tuple(
        replace(
            target,
            links=(Link("prev-archive", _address(plan, parts, target, site)),) if parts else (),
        )
        for target in plan.feed.targets
    )
    moments = [*(entry.updated for entry in entries), *(s.when for s in plan.feed.tombstones)]
    return replace(
        plan.feed,
        entries=tuple(entries),
        targets=targets,
        updated=max(moments, default=plan.feed.updated),
    )


def _archive(plan: Plan, parts: Iterable[list[Entry]], site: Site) -> Iterable[Feed]:
    numbered = list(enumerate(parts, 1))
    for number, oldest_first in numbered:
        targets = []
        for target in plan.feed.targets:
            links = [Link("current", target.url)]
            if number > 1:
                links.append(Link("prev-archive", _address(plan, number - 1, target, site)))
            if number < len(numbered):
                links.append(Link("next-archive", _address(plan, number + 1, target, site)))
            targets.append(
                Target(
                    target.format,
                    _archive_path(plan, number, target),
                    _address(plan, number, target, site),
                    tuple(links),
                )
            )
        yield replace(
            plan.feed,
            entries=tuple(reversed(oldest_first)),
            targets=tuple(targets),
            updated=max(entry.updated for entry in oldest_first),
            tombstones=(),
            archive=True,
        )


def _archive_path(plan: Plan, number: int, target: Target) -> str:
    return f"archive/{plan.path}/{number}.{target.format}"


def _address(plan: Plan, number: int, target: Target, site: Site) -> str:
    return site.url + quote(_archive_path(plan, number, target))


def _too_large(plan: Plan, entry: Entry) -> Problem:
    what = f"body is larger than the {plan.settings.max_bytes} bytes that {plan.path} may have"
    fix = "the feed carries the summary; shorten the body, or raise max_bytes"
    return Problem(Severity.WARNING, "body-too-large", entry.place, None, f"{what}; {fix}")


def _left_out(plan: Plan, kept: int, wanted: int) -> Problem:
    what = f"{plan.path} holds its newest {kept} entries and not {wanted}, for more would be"
    fix = "set archive = true to keep the others, or raise max_bytes"
    message = f"{what} larger than max_bytes = {plan.settings.max_bytes}; {fix}"
    return Problem(Severity.WARNING, "feed-too-large", plan.file or CONFIG_PATH, None, message)
