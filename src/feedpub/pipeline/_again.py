"""Warn of entries that subscribers would see again as new, because their ids have changed."""

from feedpub.config import CONFIG_PATH
from feedpub.model import Changes, Problem, Severity
from feedpub.pipeline.records.ledger import ID_CHANGED
from feedpub.web import text

_MOST_NAMED = 3


class SeenAgain:
    """Notes the entries that subscribers would see again as new."""

    def __init__(self) -> None:
        self._titles: dict[str, str] = {}  # each with the file in which it was noticed first

    def note(self, seen: Changes, path: str) -> None:
        """Note the changes in a new version of the feed at `path`."""
        for title in seen.again:
            self._titles.setdefault(title, path)

    def problems(self, output: str, *, published: bool) -> tuple[Problem, ...]:
        """Return one warning for all of them; what to do depends on whether they are `published`.

        `output` is the folder of the feeds. The warning is for this build alone: the next one finds
        the new ids there.
        """
        if not self._titles:
            return ()
        named = ", ".join(repr(text.cut(title, 60)) for title in sorted(self._titles)[:_MOST_NAMED])
        more = len(self._titles) - _MOST_NAMED
        others = f" and {more} more" if more > 0 else ""
        fix = "set ledger = true under [build]"
        if published:
            fix = f"so that it does not happen again, {fix}"
        else:
            source = min(self._titles.values())
            fix = f"to keep them, {fix} and run `feedpub ids import {output}/{source}`"
        message = f"subscribers see {named}{others} again as new, for the ids have changed; {fix}"
        return (Problem(Severity.WARNING, ID_CHANGED, CONFIG_PATH, None, message),)
