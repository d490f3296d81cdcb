"""Define the errors that end a command; each class knows the exit status of the command.

    FeedpubError
    ├── ConfigError      2   feeds/*.toml or the way the command was called is wrong
    ├── OutputError      2   out/ can't be used
    ├── WorkerError      2   a process that worked for the build was ended
    ├── ValidationError  3   a feed has errors
    ├── DocumentsRefused 1   documents were refused under --strict
    └── NetworkError     4   a server that was asked for something did not give it

A fault in one document is not an error but a `feedpub.model.Problem`: it never stops the others.
All classes take positional arguments only, so that they survive pickling on the way back from a
worker process.
"""

from typing import ClassVar


class FeedpubError(Exception):
    """Base of all errors of feedpub; its text is one line for a person."""

    exit_status: ClassVar[int] = 1

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class ConfigError(FeedpubError):
    """The configuration or the command line is wrong. Its text names file, line and key."""

    exit_status = 2


class OutputError(FeedpubError):
    """The output folder can't be used: it is somebody else's, or can't be written."""

    exit_status = 2


class WorkerError(FeedpubError):
    """A worker process died although no document was to blame: the system ended it."""

    exit_status = 2


class DocumentsRefused(FeedpubError):
    """``--strict`` was given and documents were refused; nothing was written.

    The second argument is the BuildResult, for a report; the third the problems to blame.
    """

    exit_status = 1


class ValidationError(FeedpubError):
    """A feed has errors, or under ``--strict`` warnings."""

    exit_status = 3


class NetworkError(FeedpubError):
    """A server did not answer, or said no."""

    exit_status = 4
