"""Look up the front matter of one document by key, and note what is odd in it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from feedpub.entries._keys import finder, reach
from feedpub.model import Document, Problem, Severity

# More warnings of one document are only counted: nobody reads more before mending these.
MOST_WARNINGS: Final = 100


class RefusedError(Exception):
    """A document is refused; the argument is the Problem."""


class Matter:
    """Gives values by key, as keys are compared, and collects what is odd in them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._warnings: dict[tuple[str, str, str], Problem] = {}  # by code, key and message
        self._times: Counter[tuple[str, str, str]] = Counter()
        self._more = 0
        self._lines: dict[str, int | None] = {}  # of keys
        self._find = finder(tuple(document.metadata))

    def has(self, keys: tuple[str, ...]) -> bool:
        """Tell whether one of `keys` exists, empty or not."""
        return any(not found.steps for found in self._find(keys))

    def values_of(self, keys: tuple[str, ...]) -> Iterator[tuple[str, object]]:
        """Yield key and value for each of `keys` that is there and not empty.

        The key is as the document writes it. Of several that compare the same one is taken: that
        which is written as the table has it, else the first that is not empty.
        """
        metadata = self.document.metadata
        for found in self._find(keys):
            key, value = found.key, metadata[found.key]
            if found.steps:
                inner, value = reach(value, found.steps) or ("", None)
                key = f"{key}.{inner}"
            for other in found.again:
                if value is None or value == "":
                    key, value = other, metadata[other]
            if value is not None and value != "":
                yield key, value

    def value(self, keys: tuple[str, ...]) -> object:
        """Return the value of the first of `keys` that is given, None without one."""
        # Not that of a subclass: this notes nothing.
        return next((value for _, value in Matter.values_of(self, keys)), None)

    def first_of(self, keys: tuple[str, ...]) -> str:
        """Return the first of `keys` that is not empty, else the first one."""
        return next((key for key, _ in self.values_of(keys)), keys[0])

    def warn(self, code: str, key: str, message: str) -> None:
        """Note a warning about `key`."""
        known = (code, key, message)
        if known not in self._warnings:
            if len(self._warnings) >= MOST_WARNINGS:
                self._more += 1
                return
            self._warnings[known] = self._problem(Severity.WARNING, code, key, message)
        self._times[known] += 1

    def add(self, problem: Problem) -> None:
        """Note a problem."""
        known = (problem.code, "", problem.message)
        self._warnings[known] = problem
        self._times[known] += 1

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems, each once with how often it was found; up to a number of them."""
        found = [_with_count(one, self._times[known]) for known, one in self._warnings.items()]
        if self._more:
            message = f"has {self._more} more warnings, which are not shown; mend these first"
            found.append(self._problem(Severity.WARNING, "warnings-too-many", "", message))
        return tuple(found)

    def refuse(self, code: str, key: str, message: str) -> RefusedError:
        """Return the exception with which a document is refused."""
        return RefusedError(self._problem(Severity.ERROR, code, key, message))

    def _problem(self, severity: Severity, code: str, key: str, message: str) -> Problem:
        path = self.document.place
        if key not in self._lines:
            self._lines[key] = self.document.line_of(key)
        return Problem(severity, code, path, self._lines[key], message)


def _with_count(problem: Problem, times: int) -> Problem:
    return replace(problem, message=f"{problem.message} ({times} times)") if times > 1 else problem
