"""Define the errors that end a command; each class knows the exit status of the command.

    FeedpubError
    ├── ConfigError          2   feeds/*.toml or the way the command was called is wrong
    │   └── ArgumentError    2   a function got a value that it can't use; a ValueError too
    │       └── ArgumentTypeError    one of another type; a TypeError too
    ├── OutputError          2   out/ can't be used
    ├── WorkerError          2   a process that worked for the build was ended
    ├── ValidationError      3   a feed has errors
    ├── DocumentsRefused     1   documents were refused under --strict
    └── NetworkError         4   a server that was asked for something did not give it

A fault in one document is not an error but a `feedpub.Problem`: it never stops the others.
All classes take positional arguments only, so that they survive pickling on the way back from a
worker process.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from feedpub.model import Problem, Severity

if TYPE_CHECKING:
    from feedpub.model import BuildResult


class FeedpubError(Exception):
    """Base of all errors of feedpub; its text is for people, often one line.

    Attributes:
        exit_status: what the command that ends with this error gives to its caller.
    """

    exit_status: ClassVar[int] = 1

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class ConfigError(FeedpubError):
    """The configuration or the command line is wrong. Its text names file, line and key.

    Attributes:
        problems: each mistake that was found in a file of ``feeds/``, with path, line and message.
            It is empty where no such file is to blame.
    """

    exit_status = 2

    def __init__(self, message: str = "", problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, problems)
        self.problems = tuple(problems)

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> "ConfigError":
        """Return the error that tells these mistakes, a line each."""
        found = tuple(problems)
        return cls("\n".join(map(str, found)), found)

    @classmethod
    def at(cls, path: str, line: int | None, message: str) -> "ConfigError":
        """Return the error for one mistake in a file, named from the project folder."""
        return cls.of([mistake(path, line, message)])

    @property
    def path(self) -> str | None:
        """The file of the first mistake, relative to the project folder, if a file is to blame."""
        return self.problems[0].path if self.problems else None

    @property
    def line(self) -> int | None:
        """The line of the first mistake, if one is to blame."""
        return self.problems[0].line if self.problems else None


def mistake(path: str, line: int | None, message: str) -> Problem:
    """Return a mistake in a file of ``feeds/``, as errors carry it."""
    return Problem(Severity.ERROR, "configuration", path, line, message)


class ArgumentError(ConfigError, ValueError):
    """A function was called with a value that it can't use."""


class ArgumentTypeError(ArgumentError, TypeError):
    """A function was called with a value of another type than it takes."""


class OutputError(FeedpubError):
    """The output folder can't be used: it is somebody else's, or can't be written."""

    exit_status = 2


class WorkerError(FeedpubError):
    """A worker process died although no document was to blame: the system ended it."""

    exit_status = 2


class DocumentsRefused(FeedpubError):
    """``--strict`` was given and documents were refused; nothing was written.

    Attributes:
        result: what the build found, as it would have been returned.
        problems: those among its problems that are to blame.
    """

    exit_status = 1

    def __init__(
        self, message: str, result: "BuildResult", problems: Sequence[Problem] = ()
    ) -> None:
        super().__init__(message, result, problems)
        self.result = result
        self.problems = tuple(problems)


class ValidationError(FeedpubError):
    """A feed has errors, or under ``--strict`` warnings."""

    exit_status = 3


class NetworkError(FeedpubError):
    """A server did not answer, or said no."""

    exit_status = 4
