"""Choose how feeds are checked: by feedpub's own rules, or by the W3C validator."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from feedpub import validator
from feedpub.cli import _w3c as w3c
from feedpub.cli._sources import Source, read
from feedpub.model import Problem

if TYPE_CHECKING:
    from feedpub import remote

Checker: TypeAlias = Callable[[Source], tuple[Problem, ...]]
"""Gives the findings of a feed; raises NetworkError where a server does not answer."""

_SECONDS: Final = 60.0  # for one address


def by_own_rules(allow_private: bool, tell: Callable[[str], None]) -> Checker:
    """Return the checker of feedpub's own rules, which only fetches feeds named by address.

    It calls `tell` with what is worth knowing about an address and no problem of the feed.
    """
    now = datetime.now(UTC)

    def check(source: Source) -> tuple[Problem, ...]:
        if not source.url:
            data, size = read(source)
            return validator.validate(data, name=source.name, now=now, size=size)
        return _check_served(source, _visit(source, allow_private), now, tell)

    return check


def by_the_w3c(address: str | None, allow_private: bool, tell: Callable[[str], None]) -> Checker:
    """Return the checker that asks the service at `address`, or the package, or the W3C itself.

    The validator does not read JSON Feed, which is checked by feedpub's own rules.
    """
    if address is None and w3c.is_installed():
        return _by_the_package(allow_private, tell)
    return _by_the_service(address)


def _by_the_package(allow_private: bool, tell: Callable[[str], None]) -> Checker:
    now = datetime.now(UTC)

    def check(source: Source) -> tuple[Problem, ...]:
        if source.url:
            served = _visit(source, allow_private)
            if validator.is_json(served.body):
                return _check_served(source, served, now, tell)
            return w3c.ask_package(served.body, source.name, source.url)
        data, size = read(source)
        if validator.is_json(data):
            return validator.validate(data, name=source.name, now=now, size=size)
        return w3c.ask_package(data, source.name, None)

    return check


def _by_the_service(address: str | None) -> Checker:
    # Takes long to import.
    from feedpub import remote  # noqa: PLC0415

    service = remote.Service(address or remote.W3C, remote.Limits(seconds=_SECONDS))
    now = datetime.now(UTC)

    def check(source: Source) -> tuple[Problem, ...]:
        if source.url:
            answer = service.ask(remote.Question(url=source.url))
            return w3c.read_soap(answer, source.name, was_sent=False)
        data, size = read(source)
        if validator.is_json(data):
            return validator.validate(data, name=source.name, now=now, size=size)
        answer = service.ask(remote.Question(text=validator.read_text(data)))
        return w3c.read_soap(answer, source.name, was_sent=True)

    return check


def _check_served(
    source: Source, served: "remote.Served", now: datetime, tell: Callable[[str], None]
) -> tuple[Problem, ...]:
    if served.moved:
        tell(f"{source.name}: has moved for good to {served.moved}; give readers that address")
    return validator.validate(
        served.body,
        name=source.name,
        addresses=tuple(dict.fromkeys((source.name, served.address))),
        content_type=served.content_type,
        now=now,
    )


def _visit(source: Source, allow_private: bool) -> "remote.Served":
    from feedpub import remote  # noqa: PLC0415

    limits = remote.Limits(seconds=_SECONDS, allow_private=allow_private)
    return remote.visit(source.url, limits)
