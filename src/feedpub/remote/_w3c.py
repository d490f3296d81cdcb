"""Ask the W3C Feed Validation Service (https://validator.w3.org/feed/docs/soap.html)."""

import asyncio
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from feedpub.errors import NetworkError
from feedpub.remote._fetch import read
from feedpub.remote._limits import Limits
from feedpub.remote._persistence import check_status, try_again
from feedpub.remote._reasons import Failed, FailedForNow
from feedpub.remote._visits import Visits
from feedpub.web.urls import absolute

W3C: Final = "https://validator.w3.org/feed/check.cgi"
"""The W3C's own service."""

_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_MOST_BYTES: Final = 5_000_000
# The service asks for no more than one request a second.
_BETWEEN: Final = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """A feed to validate: the `url` where it is served, or else its `text`."""

    url: str = ""
    text: str = ""


class Service:
    """The validator at one address; requests to it begin at least `between` seconds apart.

    Temporary failures are tried again, up to `attempts` times. The address may be private, for the
    caller has named it.
    """

    def __init__(
        self, address: str, limits: Limits, attempts: int = 3, between: float = _BETWEEN
    ) -> None:
        self._address = address
        self._limits = limits
        self._attempts = attempts
        self._between = between
        self._next = 0.0

    def ask(self, question: Question) -> bytes:
        """Return the answer of the service, in SOAP; raise NetworkError without one."""
        try:
            return asyncio.run(self._ask(question))
        except Failed as failed:
            raise _error(self._address, failed) from None

    async def _ask(self, question: Question) -> bytes:
        content, address = _request(self._address, question)
        faults: list[bytes] = []

        async def attempt() -> bytes:
            await self._turn()
            async with (
                Visits(self._limits) as visits,
                visits.answer(
                    "POST" if content else "GET",
                    address,
                    visits.patience(),
                    _FORM if content else {},
                    content,
                    is_named=True,
                ) as response,
            ):
                body = await read(response, _MOST_BYTES)
                # The service explains its failures in a document with status 500.
                if b"Fault>" in body:
                    faults.append(body)
                check_status(response)
                return body

        try:
            return await try_again(attempt, self._attempts, self._between)
        except Failed:
            if faults:
                return faults[-1]
            raise

    async def _turn(self) -> None:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._next - loop.time()))
        self._next = loop.time() + self._between


def _request(service: str, question: Question) -> tuple[bytes, str]:
    """Return the body to send and its address; an empty body where the address has it all."""
    asked = {"output": "soap12"}
    if question.url:
        mark = "&" if "?" in service else "?"
        return b"", f"{service}{mark}{urlencode({'url': question.url, **asked})}"
    return urlencode({"rawdata": question.text, "manual": "1", **asked}).encode(), service


def _error(service: str, failed: Failed) -> NetworkError:
    where = absolute(service) or repr(service)
    advice = (
        "try again later, or leave --w3c out: feedpub's own rules need no network"
        if isinstance(failed, FailedForNow)
        else "check the address of the service"
    )
    return NetworkError(f"{where}: {failed}; {advice}")
