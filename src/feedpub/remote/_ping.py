"""Tell WebSub hubs that feeds have changed."""

from asyncio import gather, run
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode

from feedpub.model import Ping
from feedpub.remote._limits import Limits
from feedpub.remote._persistence import check_status, try_again
from feedpub.remote._reasons import Failed
from feedpub.remote._visits import Visits

_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}

# After other redirects, the request would become a GET without its content.
_REDIRECTS: Final = frozenset({307, 308})


def ping(
    pings: Iterable[Ping], limits: Limits, attempts: int = 3, pause: float = 1.0
) -> list[tuple[Ping, str]]:
    """Tell hubs that topics have changed; return the pings that failed, and why.

    Each is tried up to `attempts` times, with a pause of `pause` seconds, then twice as long, or as
    long as the hub asks for, up to 30 s. A hub may be private, for the owner of the project named
    it. Nothing is raised.
    """
    return run(_all(list(dict.fromkeys(pings)), limits, attempts, pause))


async def _all(
    pings: list[Ping], limits: Limits, attempts: int, pause: float
) -> list[tuple[Ping, str]]:
    async with Visits(limits) as visits:
        reasons = await gather(*(_one(visits, ping, attempts, pause) for ping in pings))
    return [(ping, reason) for ping, reason in zip(pings, reasons, strict=True) if reason]


async def _one(visits: Visits, ping: Ping, attempts: int, pause: float) -> str | None:
    try:
        await try_again(lambda: _tell(visits, ping), attempts, pause)
    except Failed as failed:
        return str(failed)
    return None


async def _tell(visits: Visits, ping: Ping) -> None:
    # WebSub leaves the parameters to the hub (§7): some want hub.url, some hub.topic.
    news = {"hub.mode": "publish", "hub.url": ping.topic, "hub.topic": ping.topic}
    content = urlencode(news).encode()
    async with visits.answer(
        "POST", ping.hub, visits.patience(), _FORM, content, _REDIRECTS, is_named=True
    ) as response:
        check_status(response)
