"""``feedpub validate --w3c``, at a server that answers as the service does."""

import asyncio
import importlib.util
import inspect
import socket
import sys
import types
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner, Result

from feedpub import validator
from feedpub.cli import _w3c as w3c
from feedpub.cli import main
from feedpub.errors import NetworkError
from feedpub.model import Severity
from feedpub.remote import Limits, Question, Service
from tests.misbehaving import Behaviour, Call, Misbehaving, closes, hangs, says
from tests.validator.reading import whole

A: Final = Question(text="a")
ENVELOPE = """<?xml version="1.0" encoding="UTF-8"?>
<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body>
<m:feedvalidationresponse xmlns:m="http://www.w3.org/2005/10/feed-validator">
<m:uri>None</m:uri><m:validity>{validity}</m:validity>
<m:errors><m:errorcount>1</m:errorcount><m:errorlist>{errors}</m:errorlist></m:errors>
<m:warnings><m:warningcount>1</m:warningcount><m:warninglist>{warnings}</m:warninglist></m:warnings>
</m:feedvalidationresponse></env:Body></env:Envelope>
"""
MESSAGE = (
    "<{level}><level>{level}</level><type>{type}</type><line>{line}</line><column>7</column>"
    "<text>{text}</text><element>guid</element></{level}>"
)
FAULT = (
    '<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">'
    "<soap:Body><soap:Fault><faultcode><class 'TypeError'></faultcode>"
    "<faultstring>a bytes-like object is required &amp; more</faultstring></soap:Fault>"
    "</soap:Body></soap:Envelope>"
)


def message(level: str, kind: str, line: object = 3, text: str = "guid must be &amp;c") -> str:
    return MESSAGE.format(level=level, type=kind, line=line, text=text)


def soap(errors: str = "", warnings: str = "", validity: str = "true") -> bytes:
    return ENVELOPE.format(errors=errors, warnings=warnings, validity=validity).encode()


def answers(body: bytes = b"", status: str = "200 OK") -> Behaviour:
    return says(status, "Content-Type: application/soap+xml", body=body or soap())


def first_then(*behaviours: Behaviour) -> Behaviour:
    waiting = list(behaviours)

    async def behave(call: Call) -> None:
        await (waiting.pop(0) if len(waiting) > 1 else waiting[0])(call)

    return behave


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with Misbehaving() as running:
        yield running


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "all.rss"
    path.write_text(whole("rss").replace("Coast", "海岸"))
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["validate", *map(str, arguments)])


def test_a_file_is_sent_and_what_the_service_says_is_shown(server: Misbehaving, feed: Path) -> None:
    body = soap(message("error", "InvalidHttpGUID"), message("warning", "MissingGuid", 2), "false")
    service = server.does("/check.cgi", POST=answers(body))
    result = run("--w3c", "--w3c-url", service, feed)
    page = "https://validator.w3.org/feed/docs"
    assert result.stdout.splitlines() == [
        f"warning {feed}:2:7: guid must be &c; see {page}/warning/MissingGuid.html (MissingGuid)",
        f"error {feed}:3:7: guid must be &c; see {page}/error/InvalidHttpGUID.html"
        " (InvalidHttpGUID)",
    ]
    assert result.stderr == "1 feed checked: 1 error, 1 warning\n"
    assert result.exit_code == 3
    [call] = server.calls
    form = parse_qs(call.body.decode())
    assert form["rawdata"] == [feed.read_text()]
    assert form["output"] == ["soap12"]
    assert call.headers["user-agent"].startswith("feedpub/")
    assert call.headers["content-type"] == "application/x-www-form-urlencoded"


def test_an_address_is_named_and_not_fetched(server: Misbehaving) -> None:
    path = "/check.cgi?url=https%3A%2F%2Fexample.org%2Fa.rss%3Fb%26c&output=soap12"
    server.does(path, GET=answers())
    result = run("--w3c-url", server.address("/check.cgi"), "https://example.org/a.rss?b&c")
    assert (result.exit_code, result.stdout) == (0, "")
    assert [call.path for call in server.calls] == [path]


def test_what_the_validator_does_not_read_is_checked_here(
    server: Misbehaving, tmp_path: Path
) -> None:
    (tmp_path / "all.json").write_text(whole("json").replace('"en"', '"english"'))
    result = run("--w3c-url", server.does("/check.cgi", POST=answers()), tmp_path)
    assert "(json-language)" in result.stdout
    assert server.calls == []


def test_json_on_standard_input_is_checked_here(server: Misbehaving) -> None:
    service = server.does("/check.cgi", POST=answers())
    given = whole("json").replace('"en"', '"english"')
    result = CliRunner().invoke(main, ["validate", "--w3c-url", service, "-"], input=given)
    assert "standard input" in result.stdout
    assert "(json-language)" in result.stdout


def test_where_a_file_is_served_is_nothing_to_complain_of(server: Misbehaving, feed: Path) -> None:
    body = soap(warnings=message("warning", "SelfDoesntMatchLocation"))
    service = server.does("/check.cgi", POST=answers(body))
    assert run("--w3c-url", service, "--strict", feed).exit_code == 0


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (answers(b"<html><body>Sorry</body></html>"), "did not answer in SOAP"),
        (answers(b"not XML <"), "did not answer in SOAP"),
        (answers(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "did not answer in SOAP"),
        (answers(b"<Envelope/>"), "is no validation of a feed"),
        (
            answers(b"<e:Envelope xmlns:e='x:'>" + b"<a>" * 1000),
            "did not answer in SOAP",
        ),
        (answers(FAULT.encode(), "500 Internal Error"), "a bytes-like object is required & more"),
        (says("404 x"), "404 Not Found; check the address of the service"),
        (says("503 x", "Retry-After: 0"), "503 Service Unavailable; try again later"),
        (closes, "the answer is not HTTP, or breaks off; try again later"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_is_no_answer_is_told_in_plain_words(
    server: Misbehaving, behaviour: Behaviour, said: str, feed: Path, quickly: None
) -> None:
    result = run("--w3c-url", server.does("/check.cgi", POST=behaviour), feed)
    assert result.exit_code == 4
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the seconds between requests short."""

    def quick(address: str, limits: Limits) -> Service:
        return Service(address, limits, between=0.01)

    monkeypatch.setattr("feedpub.remote.Service", quick)


def test_it_tries_again(server: Misbehaving) -> None:
    service = server.does("/c", POST=first_then(says("503 x"), closes, answers()))
    assert Service(service, Limits(), between=0.01).ask(A) == soap()
    assert len(server.calls) == 3


def test_one_that_fails_does_not_keep_the_next_from_being_asked(server: Misbehaving) -> None:
    service = server.does("/c", POST=first_then(says("404 x"), answers()))
    asked = Service(service, Limits(), between=0.01)
    with pytest.raises(NetworkError):
        asked.ask(A)
    assert asked.ask(A) == soap()


def test_requests_are_so_many_seconds_apart(server: Misbehaving) -> None:
    started: list[float] = []

    async def note(call: Call) -> None:
        started.append(asyncio.get_running_loop().time())
        await answers()(call)

    service = server.does("/c", POST=note)
    asked = Service(service, Limits(), between=0.2)
    assert [asked.ask(A) for _ in range(3)] == [soap()] * 3
    assert all(later - sooner > 0.15 for sooner, later in pairwise(started))
    assert inspect.signature(Service).parameters["between"].default == 1.0


def test_a_service_that_says_nothing_is_left(server: Misbehaving) -> None:
    service = server.does("/c", POST=hangs)
    with pytest.raises(NetworkError) as caught:
        Service(service, Limits(seconds=0.1), 2, 0.01).ask(A)
    assert str(caught.value) == (
        f"{service}: no answer in 0.1 s; try again later, or leave --w3c out: feedpub's own rules"
        " need no network"
    )


def test_offline_is_told_in_plain_words(feed: Path, quickly: None) -> None:
    result = run("--w3c-url", "http://service.invalid/check.cgi", feed)
    assert result.exit_code == 4
    assert "name can't be resolved; try again later" in result.stderr


def test_an_endless_answer_is_left_off(server: Misbehaving) -> None:
    body = soap(message("error", "X") * 60_000)
    assert len(body) > 5_000_000
    with pytest.raises(NetworkError, match="has more than 5000000 bytes"):
        Service(server.does("/c", POST=answers(body)), Limits()).ask(A)


def test_a_service_is_not_redirected_into_a_private_network(server: Misbehaving) -> None:
    service = server.does("/c", POST=says("307 x", "Location: http://127.0.0.2/"))
    with pytest.raises(NetworkError, match="is private"):
        Service(service, Limits()).ask(A)


@pytest.mark.parametrize(
    ("errors", "code", "line", "text"),
    [
        (message("error", "X", "None"), "X", 1, "guid must be &c; see"),
        (message("error", "../../x"), "unknown", 3, "guid"),
        (message("error", "X", "-5"), "X", 1, "guid"),
        (message("error", "X", "9" * 400), "X", 1, "guid"),
        (message("error", "X", text="&#x1b;[31m"), "X", 3, ""),
        (message("error", "X", text="a&#10;b&#x202e;"), "X", 3, r"a b\u202e; see"),
        ("", "not-valid", 1, "the service finds the feed not valid"),
    ],
)
def test_what_a_service_says_is_not_trusted(errors: str, code: str, line: int, text: str) -> None:
    body = soap(errors, validity="false")
    if "&#x1b;" in errors:  # no character of XML
        with pytest.raises(NetworkError, match="did not answer in SOAP"):
            w3c.read_soap(body, "feed", was_sent=False)
        return
    [finding] = w3c.read_soap(body, "feed", was_sent=False)
    assert (finding.code, finding.line, finding.severity) == (code, line, Severity.ERROR)
    assert finding.message.startswith(text)


def test_feeds_in_other_encodings_are_sent_as_text() -> None:
    data = whole("rss").replace("UTF-8", "gb18030").replace("Coast", "海岸").encode("gb18030")
    assert "海岸" in validator.read_text(data)


# The package, which is on no index: one that is made for the test says what it said.


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "packages" / "feedvalidator"
    (folder / "formatter").mkdir(parents=True)
    (folder / "logging.py").write_text(
        "class LoggedEvent:\n    def __init__(self, **params): self.params = params\n"
        "class Info(LoggedEvent): pass\nclass Warning(LoggedEvent): pass\n"
        "class Error(LoggedEvent): pass\nclass MissingGuid(Warning): pass\n"
        "class SelfDoesntMatchLocation(Warning): pass\nclass InvalidLink(Error): pass\n"
    )
    (folder / "formatter" / "__init__.py").write_text("")
    (folder / "formatter" / "base.py").write_text(
        "class BaseFormatter:\n    def __init__(self, events): pass\n"
        "    def getMessage(self, event): return 'it is so'\n"
    )
    (folder / "__init__.py").write_text(
        "import socket\nsocket.setdefaulttimeout(10)\nfrom feedvalidator.logging import *\n"
        "def validateString(data, firstOccurrenceOnly, fallback, base):\n"
        "    if b'fail' in data: raise KeyError('x')\n"
        "    return {'loggedEvents': [InvalidLink(line=4, column=2), MissingGuid(line=2),\n"
        "        SelfDoesntMatchLocation(line=1), Info(line=1)]}\n"
    )
    monkeypatch.syspath_prepend(str(folder.parent))
    for name in [name for name in sys.modules if name.partition(".")[0] == "feedvalidator"]:
        monkeypatch.delitem(sys.modules, name)
    return folder


def test_the_package_is_asked_where_it_is_installed(package: Path, feed: Path) -> None:
    result = run("--w3c", feed)
    assert [line.partition(":")[2].partition(":")[0] for line in result.stdout.splitlines()] == [
        "4",
        "2",
    ]
    assert result.exit_code == 3
    assert socket.getdefaulttimeout() is None


def test_a_service_that_is_named_is_asked_all_the_same(
    package: Path, feed: Path, server: Misbehaving
) -> None:
    assert run("--w3c-url", server.does("/c", POST=answers()), feed).exit_code == 0


def test_a_package_that_fails_does_so_in_plain_words(package: Path, tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text("<fail/>")
    result = run("--w3c", tmp_path / "a.rss")
    assert result.exit_code == 2
    assert "the package feedvalidator fails (KeyError); update it" in result.stderr


def test_it_is_known_whether_the_package_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert not w3c.is_installed()
    found = types.SimpleNamespace()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: found)
    assert w3c.is_installed()
