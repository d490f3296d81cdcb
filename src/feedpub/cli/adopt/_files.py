"""Read the files of a blog as data, with bounds; what is wrong with one is said in a sentence."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from feedpub.cli.adopt._literals import javascript, python
from feedpub.errors import ConfigError
from feedpub.source import data_files

_PYTHON: Final = (".py",)
_PROGRAMS: Final = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")


class Data:
    """The values of one file: keys are found without case, and inner ones by a path with dots."""

    def __init__(self, name: str, values: Mapping[str, object]) -> None:
        self.name = name
        self._values = values

    def get(self, path: str) -> object:
        """Return the value at `path`, such as ``params.author``; None without it."""
        found: object = self._values
        for step in path.split("."):
            if not isinstance(found, Mapping):
                return None
            folded = {str(key).casefold(): value for key, value in found.items()}
            found = folded.get(step.casefold())
        return found

    def text(self, *paths: str) -> tuple[str, str]:
        """Return the first text at one of `paths`, and where it is; empty texts without one."""
        for path in paths:
            value = self.get(path)
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                written = str(value).strip()
                if written:
                    return written, self.at(path)
        return "", ""

    def at(self, path: str) -> str:
        """Return where a value is, for people."""
        return f"{self.name}: {path}"


def read_first(folder: Path, *names: str) -> Data | None:
    """Return the first of the files that there is; raise ConfigError where it can't be read."""
    for name in names:
        if (folder / name).is_file():
            return Data(name, read_data(folder / name, name))
    return None


def read_data(path: Path, name: str) -> Mapping[str, object]:
    """Return the values of a file of data or a program; raise ConfigError with what is wrong."""
    try:
        if name.endswith(_PROGRAMS):
            return javascript(data_files.read_source(path))
        if name.endswith(_PYTHON):
            return python(data_files.read_source(path))
        return data_files.read_data(path)
    except ValueError as error:
        raise ConfigError(f"{path}: {error}; mend it, or run feedpub init without --from") from None


def read_source(path: Path) -> str:
    """Return the text of a file; raise ConfigError with what is wrong."""
    try:
        return data_files.read_source(path)
    except ValueError as error:
        raise ConfigError(f"{path}: {error}; mend it, or run feedpub init without --from") from None


def names_in(folder: Path) -> Iterator[str]:
    """Yield the names in a folder, sorted; none where there is no folder."""
    try:
        yield from sorted(path.name for path in folder.iterdir())
    except OSError:
        return
