"""Say in short phrases for people why a request failed, and never in a server's own words."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import httpx


class Failed(Exception):
    """A request failed; its text is the reason, one short line without a full stop."""

    def __str__(self) -> str:
        return str(self.args[0])


class Private(Failed):
    """An address is private, and nobody has allowed to ask it."""


class FailedForNow(Failed):
    """A request failed, but another try may succeed."""


class NoAnswer(FailedForNow):
    """Nobody answered in time."""


def of_status(code: int) -> str:
    """Return the status `code` with the phrase of the standard."""
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return f"status {code}, which no standard knows"


@contextmanager
def failures_in_words(seconds: float) -> Iterator[None]:
    """Turn all errors of a request into `Failed`; `seconds` is its time limit."""
    try:
        yield
    except (TimeoutError, httpx.TimeoutException):
        raise NoAnswer(f"no answer in {seconds:g} s") from None
    except (httpx.HTTPError, OSError) as error:
        raise _of_error(error) from None


def _of_error(error: Exception) -> Failed:
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Failed("certificate is not valid")
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return FailedForNow("no secure connection")
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return FailedForNow("connection refused")
    if isinstance(error, httpx.ConnectError):
        return FailedForNow("can't be connected to")
    return FailedForNow("the answer is not HTTP, or breaks off")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
