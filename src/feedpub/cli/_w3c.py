"""Read the findings of the W3C validator, from the service's SOAP or from its package."""

import importlib.util
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any, Final

from feedpub.errors import ConfigError, NetworkError
from feedpub.model import Problem, Severity
from feedpub.validator import Element, local_name, read_text, read_xml, shorten

_RESPONSE: Final = "{http://www.w3.org/2005/10/feed-validator}feedvalidationresponse"
_PAGES: Final = "https://validator.w3.org/feed/docs"
# A fault of the service can have a Python class in it, <class 'TypeError'>, and then is not XML.
# The reason comes after these tags of SOAP 1.1 and SOAP 1.2.
_REASON = re.compile(r"<(?:\w{1,20}:)?(?:faultstring|Text)(?:\s[^<>]*)?>")
_CODE = re.compile("[A-Za-z][A-Za-z0-9_]{0,60}")
_MOST: Final = 1000  # messages
_LONGEST: Final = 400  # characters of a message
_LEVELS: Final = {"error": Severity.ERROR, "warning": Severity.WARNING}

# It is what is said of every feed that is sent as text, for that is served nowhere.
_OF_THE_WAY: Final = frozenset({"SelfDoesntMatchLocation"})


def read_soap(body: bytes, name: str, *, was_sent: bool) -> tuple[Problem, ...]:
    """Return the findings in an answer of the service; `name` is the feed.

    `was_sent` tells that the feed was sent as text and not named by its address. Raises
    NetworkError where the answer is a fault, or not what the service answers.
    """
    text = read_text(body)
    reason = _REASON.search(text)
    if reason:
        written = text[reason.end() : reason.end() + _LONGEST].partition("</")[0]
        said = shorten(unescape(written)) or "no reason given"
        raise NetworkError(f"{name}: the service could not check it: {said}; try again later")
    root = read_xml(text)
    if root is None or local_name(root.name) != "Envelope":
        raise NetworkError(f"{name}: the service did not answer in SOAP; check its address")
    response = next((e for e in root.descendants() if e.name == _RESPONSE), None)
    if response is None:
        raise NetworkError(f"{name}: the answer is no validation of a feed; check the address")
    findings = _findings(response, name)
    if was_sent:
        findings = [finding for finding in findings if finding.code not in _OF_THE_WAY]
    return tuple(sorted(findings, key=lambda finding: (finding.line, finding.column)))


def _findings(response: Element, name: str) -> list[Problem]:
    messages = [e for e in response.descendants() if e.name in _LEVELS][:_MOST]
    findings = [_of_message(message, name) for message in messages]
    is_valid = next(
        (e.text.strip() for e in response.children if local_name(e.name) == "validity"), ""
    )
    if is_valid == "false" and not any(f.severity is Severity.ERROR for f in findings):
        said = "the service finds the feed not valid and does not say why; ask it in a browser"
        findings.append(Problem(Severity.ERROR, "not-valid", name, 1, said, 1))
    return findings


def _of_message(message: Element, name: str) -> Problem:
    return _finding(
        name,
        message.name,
        message.text_of("type"),
        message.text_of("line"),
        message.text_of("column"),
        message.text_of("text"),
        message.text_of("element"),
    )


def _finding(
    name: str, level: str, code: str, line: str, column: str, said: str, element: str
) -> Problem:
    known = code if _CODE.fullmatch(code) else "unknown"
    page = f"see {_PAGES}/{level}/{known}.html"
    return Problem(
        _LEVELS[level],
        known,
        name,
        _number(line),
        f"{shorten(said, _LONGEST)}; {page}",
        _number(column),
        shorten(element),
    )


def _number(value: str) -> int:
    return max(int(value), 1) if re.fullmatch("[0-9]{1,9}", value) else 1


# The package


def is_installed() -> bool:
    """Tell whether Python finds the package `feedvalidator`."""
    return importlib.util.find_spec("feedvalidator") is not None


def ask_package(data: bytes, name: str, address: str | None) -> tuple[Problem, ...]:
    """Validate with the package `feedvalidator`, which has to be installed."""
    with _same_timeout():
        validator: Any = importlib.import_module("feedvalidator")
        kinds: Any = importlib.import_module("feedvalidator.logging")
        words: Any = importlib.import_module("feedvalidator.formatter.base").BaseFormatter([])
    try:
        said = validator.validateString(
            data, firstOccurrenceOnly=1, fallback="utf-8", base=address or ""
        )
    except Exception as error:  # noqa: BLE001 - it is not known what it can raise
        kind = type(error).__name__
        raise ConfigError(f"{name}: the package feedvalidator fails ({kind}); update it") from None
    return tuple(
        _finding(
            name,
            "error" if isinstance(event, kinds.Error) else "warning",
            type(event).__name__,
            str(event.params.get("line", "")),
            str(event.params.get("column", "")),
            words.getMessage(event),
            str(event.params.get("element", "")),
        )
        for event in said["loggedEvents"]
        if isinstance(event, kinds.Error | kinds.Warning)
        and (address or type(event).__name__ not in _OF_THE_WAY)
    )


@contextmanager
def _same_timeout() -> Iterator[None]:
    # Its import sets one for all sockets of the process.
    before = socket.getdefaulttimeout()
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
