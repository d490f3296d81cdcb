"""Remember the feeds that were written, and the lists beside them."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

import msgspec

from feedpub.feeds import Key, Plan
from feedpub.pipeline._context import Context
from feedpub.pipeline.memory.cache import Row
from feedpub.pipeline.memory.digests import (
    digest_for_bodies,
    digest_of_bytes,
    digest_of_value,
    encode,
)
from feedpub.pipeline.memory.made import Made
from feedpub.pipeline.memory.trust import decode, is_path

_KIND: Final = "feed"
_MADE: Final = msgspec.json.Decoder(Made)


class Feeds:
    """The feeds that earlier builds wrote, each with all that it was made from.

    `settings` is a digest of those on which outlines depend; `world_changed` tells that what bodies
    refer to, local files and addresses of documents, is not what it was at the last build.
    """

    def __init__(self, context: Context, settings: str, *, world_changed: bool) -> None:
        cache = self._cache = context.cache
        self._marks = context.marks
        pages = context.look.pages.digest if context.look else ""
        site = context.site
        also = (site.referrer_policy, site.check, digest_for_bodies(site))
        self._settings = digest_of_value((settings, pages, also))
        self._world_changed = world_changed
        self._known = {row.key: row for row in cache.all(_KIND)}
        self._made: dict[str, Made] = {}  # all that is in its place, untouched
        self._seen: set[str] = set()
        self._new: list[Row] = []

    def to_look_at(self, plans: Iterable[Plan], touched: Collection[Key]) -> set[Key]:
        """Return the feeds of which something has changed, so that they may have to be written."""
        self._made = {}
        wanted = set()
        for plan in plans:
            made = self._recall(plan) if plan.key not in touched else None
            if made is None or (made.refers and self._world_changed):
                wanted.add(plan.key)
            else:
                self._made[plan.path] = made
        return wanted

    def made_of(self, plan: Plan, entries: Iterable[str]) -> str:
        """Hash everything that the files of `plan` are made from; `entries` are digests of its."""
        return f"{self._digest_of_plan(plan)} {digest_of_bytes(' '.join(entries).encode())}"

    def find(self, plan: Plan, made_of: str) -> Made | None:
        """Return what an earlier build wrote for `plan`; None unless all of it is still true.

        That takes that it was made from the same, and files in ``out/`` that nobody has changed.
        """
        self._seen.add(plan.path)
        known = self._made.get(plan.path)
        row = self._known.get(plan.path)
        if known is None and row and row.made_of == made_of:
            known = self._recall(plan)
        return known

    def is_untouched(self, plan: Plan) -> bool:
        """Tell whether nothing about a feed has changed, so that it can be skipped."""
        return plan.path in self._made

    def note(self, plan: Plan, made_of: str, made: Made) -> None:
        """Keep what was written for `plan`, now that it is in its place."""
        marks = {path: self._marks.mark(path, digest) for path, (_, digest) in made.on_disk.items()}
        files = tuple(replace(file, changed=False) for file in made.files)
        kept = replace(made, on_disk=marks, files=files)
        self._new.append(Row(plan.path, made_of, encode(kept)))

    def keep(self) -> None:
        """Remember the feeds that are there now, and forget all others."""
        self._cache.put(_KIND, self._new)
        self._cache.forget(_KIND, self._known.keys() - self._seen)

    def _recall(self, plan: Plan) -> Made | None:
        row = self._known.get(plan.path)
        if row is None or row.made_of.partition(" ")[0] != self._digest_of_plan(plan):
            return None
        made = decode(_MADE, row.value)
        if made is None or not all(map(is_path, made.on_disk)):
            return None
        stayed = all(self._marks.has_stayed(name, mark) for name, mark in made.on_disk.items())
        return made if stayed else None

    def _digest_of_plan(self, plan: Plan) -> str:
        about = (plan.feed, plan.settings, plan.path, plan.file, plan.number, self._settings)
        return digest_of_value(about)
