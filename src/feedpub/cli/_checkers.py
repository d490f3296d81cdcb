"""Choose how feeds are checked: by feedpub's own rules, or by the W3C validator."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from feedpub import validator
from feedpub.cli._sources import Source, read
from feedpub.model import Finding
from feedpub.validator import w3c

if TYPE_CHECKING:
    from feedpub import remote

Checker: TypeAlias = Callable[[Source], tuple[Finding, ...]]
"""Gives the findings of a feed; raises NetworkError where a server does not answer."""

_SECONDS: Final = 60.0  # for one address


def by_own_rules(allow_private: bool) -> Checker:
    """Return the checker of feedpub's own rules, which only fetches feeds named by address."""
    now = datetime.now(UTC)

    def check(source: Source) -> tuple[Finding, ...]:
        if not source.url:
            return validator.validate(read(source), name=source.name, now=now)
        served = _visit(source, allow_private)
        return validator.validate(
            served.body,
            name=source.name,
            addresses=tuple(dict.fromkeys((source.name, served.address))),
            content_type=served.content_type,
            now=now,
        )

    return check


def by_the_w3c(address: str | None, allow_private: bool) -> Checker:
    """Return the checker that asks the service at `address`, or the package, or the W3C itself.

    The validator does not read JSON Feed, which is checked by feedpub's own rules.
    """
    if address is None and w3c.is_installed():
        return _by_the_package(allow_private)
    return _by_the_service(address, allow_private)


def _by_the_package(allow_private: bool) -> Checker:
    own = by_own_rules(allow_private)

    def check(source: Source) -> tuple[Finding, ...]:
        data = _visit(source, allow_private).body if source.url else read(source)
        if not w3c.reads(data):
            return own(source)
        return w3c.ask_package(data, source.name, source.url or None)

    return check


def _by_the_service(address: str | None, allow_private: bool) -> Checker:
    # Takes long to import.
    from feedpub import remote  # noqa: PLC0415

    service = remote.Service(address or remote.W3C, remote.Limits(seconds=_SECONDS))
    own = by_own_rules(allow_private)

    def check(source: Source) -> tuple[Finding, ...]:
        if source.url:
            answer = service.ask(remote.Question(url=source.url))
            return w3c.read_soap(answer, source.name, was_sent=False)
        data = read(source)
        if not w3c.reads(data):
            return own(source)
        answer = service.ask(remote.Question(text=w3c.as_text(data)))
        return w3c.read_soap(answer, source.name, was_sent=True)

    return check


def _visit(source: Source, allow_private: bool) -> "remote.Served":
    from feedpub import remote  # noqa: PLC0415

    limits = remote.Limits(seconds=_SECONDS, allow_private=allow_private)
    return remote.visit(source.url, limits)
