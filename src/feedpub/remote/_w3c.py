"""The W3C Feed Validation Service (https://validator.w3.org/feed/docs/soap.html)."""

import asyncio
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from feedpub.errors import NetworkError
from feedpub.remote._fetch import read
from feedpub.remote._limits import Limits
from feedpub.remote._persistence import check_status, persistently
from feedpub.remote._reasons import Failed, FailedForNow
from feedpub.remote._visits import Visits
from feedpub.web.urls import absolute

W3C: Final = "https://validator.w3.org/feed/check.cgi"
"""The service of the W3C itself."""

_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_MOST_BYTES: Final = 5_000_000
# The page of the service asks for it: no more than one request a second.
_BETWEEN: Final = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """A feed to ask of: the `url` at which it is served, or else its `text`."""

    url: str = ""
    text: str = ""


class Service:
    """The validator at one address; requests to it begin no less than `between` seconds apart.

    What passes is tried `attempts` times. It may be private: the one who calls named it.
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
        """Return what the service answers, in SOAP; raise NetworkError if it does not."""
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
                # It says in a document, with status 500, what it could not do.
                if b"Fault>" in body:
                    faults.append(body)
                check_status(response)
                return body

        try:
            return await persistently(attempt, self._attempts, self._between)
        except Failed:
            if faults:
                return faults[-1]
            raise

    async def _turn(self) -> None:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._next - loop.time()))
        self._next = loop.time() + self._between


def _request(service: str, question: Question) -> tuple[bytes, str]:
    """Return the form to send, and where to; without a form, the address says it all."""
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
