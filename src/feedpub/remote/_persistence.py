"""Try a request again, after longer and longer pauses."""

from asyncio import sleep
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import httpx

from feedpub.remote._reasons import Failed, FailedForNow, of_status

T = TypeVar("T")

# Too long in coming, too early, too many.
_FOR_NOW: Final = frozenset({408, 425, 429})

_LONGEST_PAUSE: Final = 30.0  # seconds


class _AskedToWait(FailedForNow):
    """The server asks for a pause; the second argument is how many seconds."""


async def try_again(attempt: Callable[[], Awaitable[T]], attempts: int, pause: float) -> T:
    """Call `attempt` up to `attempts` times and return its result; raise the last `Failed`.

    The second call comes `pause` seconds after the first, the next after twice as long, or as long
    as the server asks for, up to 30 s.
    """
    for left in reversed(range(attempts)):
        try:
            return await attempt()
        except FailedForNow as failed:
            if not left:
                raise
            asked = failed.args[1] if isinstance(failed, _AskedToWait) else 0.0
            await sleep(min(max(pause, asked), _LONGEST_PAUSE))
            pause *= 2
    raise Failed("was not tried")


def check_status(response: httpx.Response) -> None:
    """Raise `Failed` if the status is not a success, `FailedForNow` if it may be one later."""
    status = response.status_code
    if status in _FOR_NOW or status // 100 == 5:
        wait = _seconds(response.headers.get("retry-after", ""))
        raise _AskedToWait(of_status(status), wait)
    if status // 100 != 2:
        raise Failed(of_status(status))


def _seconds(retry_after: str) -> float:
    # It may also be a date, which is of no use without a clock.
    is_number = retry_after.isascii() and retry_after.isdecimal() and len(retry_after) < 10
    return float(retry_after) if is_number else 0.0
