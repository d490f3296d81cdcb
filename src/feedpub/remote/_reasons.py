"""Why a request came to nothing, as short phrases for people; never in a server's own words."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import httpx


class Failed(Exception):
    """A request came to nothing; its text is the reason, one short line without a full stop."""

    def __str__(self) -> str:
        return str(self.args[0])


class FailedForNow(Failed):
    """It did, but another try may do better."""


class NoAnswer(FailedForNow):
    """Nobody answered in the time that there was."""


def of_status(code: int) -> str:
    """Return the status `code` with the phrase that the standard has for it."""
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return f"status {code}, which no standard knows"


@contextmanager
def told_plainly(seconds: float) -> Iterator[None]:
    """Turn what a request that has `seconds` can raise into `Failed`."""
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
