"""The front matter of one document, looked at by key, and what was odd in it."""

from collections.abc import Iterable, Iterator

from feedpub.model import SEEDS, Document, Problem, Severity


class RefusedError(Exception):
    """Ends the mapping of a document; its argument is the Problem."""


class Matter:
    """Gives values by key, whatever the case of the key, and collects `problems`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        # The first of two that differ in case only.
        given = list(document.metadata.items())
        self._metadata = {key.lower(): value for key, value in reversed(given)}

    def value(self, key: str) -> object:
        """Return the value of `key`, None where it is not there."""
        return self._metadata.get(key.lower())

    def has(self, keys: Iterable[str]) -> bool:
        """Tell whether one of `keys` is there, empty or not."""
        return any(key.lower() in self._metadata for key in keys)

    def given(self, keys: Iterable[str]) -> Iterator[tuple[str, object]]:
        """Yield key and value for each of `keys` that is there and not empty."""
        for key in keys:
            value = self.value(key)
            if value is not None and value != "":
                yield key, value

    def warn(self, code: str, key: str, message: str) -> None:
        """Note what is odd about `key`."""
        self.problems.append(self._problem(Severity.WARNING, code, key, message))

    def refuse(self, code: str, key: str, message: str) -> RefusedError:
        """Return the exception that ends the mapping."""
        return RefusedError(self._problem(Severity.ERROR, code, key, message))

    def _problem(self, severity: Severity, code: str, key: str, message: str) -> Problem:
        path = f"{SEEDS}/{self.document.path}"
        return Problem(severity, code, path, self.document.line_of(key), message)
