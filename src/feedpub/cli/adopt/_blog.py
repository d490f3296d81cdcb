"""What is known of a blog, and where each thing is from."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """A value for a key of ``feeds/site.toml``, and where it is from."""

    value: object
    source: str


@dataclass(slots=True)
class Blog:
    """A blog as its own tool knows it.

    `said` holds values by table and key of ``feeds/site.toml``. `feeds` are the paths of its old
    feeds by format, with where that is from; `hints` are what its owner should know. `run` is the
    command that makes its pages.
    """

    tool: str
    run: str
    said: dict[tuple[str, str], Said] = field(default_factory=dict)
    feeds: dict[str, Said] = field(default_factory=dict)
    hints: list[str] = field(default_factory=list)

    def say(self, table: str, key: str, value: object, source: str) -> None:
        """Note a value, unless it is empty or one was noted before."""
        if value not in (None, "", [], (), {}):
            self.said.setdefault((table, key), Said(value, source))

    def feed(self, form: str, path: str, source: str) -> None:
        """Note the path of the old feed in a format, unless it is empty or one was noted before."""
        if path.strip("/ "):
            self.feeds.setdefault(form, Said(path.strip("/ "), source))

    def value(self, table: str, key: str) -> object:
        """Return what was noted for a key, None without it."""
        found = self.said.get((table, key))
        return found.value if found else None

    def folders(self) -> Iterator[str]:
        """Yield the folders of documents and files."""
        for key in ("folder", "files"):
            given = self.value("documents", key)
            listed = given if isinstance(given, list) else [given] if given else []
            yield from map(str, listed)
