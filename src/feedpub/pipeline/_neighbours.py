"""Find the entries that were published before and after another one."""

from collections.abc import Sequence
from functools import cached_property

from feedpub.feeds import ALL, Place
from feedpub.pipeline._survey import Survey


class Neighbours:
    """The entries before and after each one, in the order of the feed of everything.

    `places` are all entries of that feed, from the newest on; None where none has come, gone or
    changed. Then they are looked up only if somebody asks.
    """

    def __init__(self, survey: Survey, places: Sequence[Place] | None) -> None:
        self._survey = survey
        self._given = places

    @property
    def may_have_changed(self) -> bool:
        """Whether some entry can have others before and after it than at the last build."""
        return self._given is not None

    def of(self, path: str) -> tuple[Place | None, Place | None]:
        """Return the next older entry than the one at `path`, and the next newer one."""
        number = self._numbers.get(path)
        if number is None:
            return None, None
        older = self._places[number + 1] if number + 1 < len(self._places) else None
        return older, self._places[number - 1] if number else None

    def digest(self, path: str) -> str:
        """Return what changes with the entries around the one at `path`."""
        return "/".join(place.digest if place else "" for place in self.of(path))

    @cached_property
    def _places(self) -> Sequence[Place]:
        if self._given is not None:
            return self._given
        return dict(self._survey.parts.places([ALL]))[ALL]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {place.path: number for number, place in enumerate(self._places)}
