"""WebSub hubs: how feeds name them, and what they are told after a build."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from feedpub.cli import _ping, main
from feedpub.model import Ping
from tests.conftest import SITE_URL, Project
from tests.misbehaving import Behaviour, Misbehaving, in_turn, says

ACCEPTED = says("202 Accepted", "Content-Length: 0")
REFUSED = says("403 Forbidden", "Content-Length: 0")
ALL = [f"{SITE_URL}all.atom", f"{SITE_URL}all.rss"]


@pytest.fixture
def hub() -> Iterator[Misbehaving]:
    with Misbehaving() as server:
        server.does("/hub", POST=ACCEPTED)
        yield server


def configure(project: Project, hub: str, more: str = "") -> None:
    project.write("feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[build]\nhub = {hub!r}\n{more}")


@pytest.fixture
def hubbed(project: Project, hub: Misbehaving) -> Project:
    configure(project, hub.address("/hub"))
    project.seed("a.md", title="a", date="2024-05-01")
    return project


def run(project: Project, command: str, *options: str) -> Result:
    return CliRunner().invoke(main, [command, "--project", str(project.path), *options])


def told(hub: Misbehaving) -> list[str]:
    """Return the addresses of feeds that the hub was told of since it was last asked this."""
    topics = sorted(parse_qs(call.body.decode())["hub.topic"][0] for call in hub.calls)
    hub.calls.clear()
    return topics


def pending(project: Project) -> list[dict[str, str]]:
    path = project.path / ".feedpub/pings.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_format_names_its_hubs(project: Project) -> None:
    project.write(
        "feeds/site.toml",
        "[build]\nformats = ['rss', 'atom', 'json']\n"
        "hub = ['https://hub.example.org/', 'https://b.example.org/?a&b']\n",
    )
    project.write("feeds/none.toml", "hub = []")
    project.seed("a.md", title="a", date="2024-05-01")
    project.build()
    hubs = ["https://hub.example.org/", "https://b.example.org/?a&b"]
    for name in ("all.rss", "all.atom"):
        links = etree.fromstring(project.out()[name]).iterfind(
            ".//{http://www.w3.org/2005/Atom}link[@rel='hub']"
        )
        assert [link.get("href") for link in links] == hubs
    assert json.loads(project.out()["all.json"])["hubs"] == [
        {"type": "WebSub", "url": hub} for hub in hubs
    ]
    for form in ("rss", "atom", "json"):
        assert b"hub.example.org" not in project.out()[f"none.{form}"]


def test_ping_tells_of_each_feed_that_changed_once(hubbed: Project, hub: Misbehaving) -> None:
    result = run(hubbed, "build", "--ping")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (0, "2 changes told to hubs")
    assert told(hub) == ALL
    hubbed.seed("b.md", title="b", date="2024-05-02", categories="x")
    run(hubbed, "build", "--ping")
    assert told(hub) == sorted([*ALL, f"{SITE_URL}category/x.atom", f"{SITE_URL}category/x.rss"])
    hubbed.seed("c.md", title="c", date="2024-05-03")
    run(hubbed, "build", "--ping")
    assert told(hub) == ALL


def test_where_nothing_changed_nobody_is_told(hubbed: Project, hub: Misbehaving) -> None:
    run(hubbed, "build", "--ping")
    told(hub)
    result = run(hubbed, "build", "--ping")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (0, "0 changes told to hubs")
    assert hub.calls == []


def test_a_build_keeps_for_ping_what_it_does_not_tell(hubbed: Project, hub: Misbehaving) -> None:
    run(hubbed, "build")
    hubbed.seed("b.md", title="b", date="2024-05-02")
    run(hubbed, "build")
    assert hub.calls == []
    assert sorted(ping["topic"] for ping in pending(hubbed)) == ALL
    assert run(hubbed, "ping").stderr == "2 changes told to hubs\n"
    assert told(hub) == ALL
    assert pending(hubbed) == []
    assert run(hubbed, "ping").stderr == "0 changes told to hubs\n"
    assert hub.calls == []


def test_ping_is_quiet_when_asked(hubbed: Project, hub: Misbehaving) -> None:
    run(hubbed, "build", "-q")
    result = run(hubbed, "ping", "-q")
    assert (result.exit_code, result.output) == (0, "")
    assert told(hub) == ALL


@pytest.mark.parametrize("command", [("build", "--ping"), ("ping",)])
def test_what_a_hub_does_not_take_is_kept_and_told_the_next_time(
    hubbed: Project, hub: Misbehaving, command: tuple[str, ...]
) -> None:
    hub.does("/hub", POST=in_turn(REFUSED, ACCEPTED))
    if command == ("ping",):
        run(hubbed, "build")
    result = run(hubbed, *command)
    assert result.exit_code == 4
    [*_, count, failed, advice] = result.stderr.splitlines()
    assert count == "1 change told to hubs"
    assert failed.startswith(f"{hub.address('/hub')}: {SITE_URL}all.")
    assert failed.endswith(": 403 Forbidden")
    assert advice == "run feedpub ping to tell them again"
    [left] = pending(hubbed)
    assert told(hub) == ALL
    assert run(hubbed, "ping").exit_code == 0
    assert told(hub) == [left["topic"]]
    assert pending(hubbed) == []


def test_a_build_that_tells_tells_what_was_kept_too(hubbed: Project, hub: Misbehaving) -> None:
    hub.does("/hub", POST=REFUSED)
    assert run(hubbed, "build", "--ping").exit_code == 4
    told(hub)
    hub.does("/hub", POST=ACCEPTED)
    assert run(hubbed, "build", "--ping").exit_code == 0
    assert told(hub) == ALL


def test_one_hub_that_fails_keeps_no_other_from_being_told(
    hubbed: Project, hub: Misbehaving
) -> None:
    hub.does("/other", POST=REFUSED)
    site = f"hub = ['{hub.address('/other')}', '{hub.address('/hub')}']\n"
    hubbed.write("feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[build]\n{site}")
    assert run(hubbed, "build", "--ping").exit_code == 4
    assert [call.path for call in hub.calls].count("/hub") == 2
    assert {ping["hub"] for ping in pending(hubbed)} == {hub.address("/other")}


def test_archives_aliases_and_other_files_are_not_told(hubbed: Project, hub: Misbehaving) -> None:
    more = "limit = 1\narchive = true\nformats = ['atom']\n"
    configure(hubbed, hub.address("/hub"), more)
    hubbed.write("feeds/own.toml", "aliases = ['old', 'older']")
    hubbed.write("feeds/quiet.toml", "hub = []")
    for day in (2, 3, 4):
        hubbed.seed(f"{day}.md", title=str(day), date=f"2024-05-0{day}")
    assert run(hubbed, "build", "--ping").exit_code == 0
    assert {"archive/own/3.atom", "old.atom", "older.atom", "quiet.atom"} <= set(hubbed.out())
    assert told(hub) == [f"{SITE_URL}all.atom", f"{SITE_URL}own.atom"]


@pytest.mark.parametrize("option", ["--dry-run", "--strict"])
def test_a_build_that_writes_nothing_tells_nothing(
    hubbed: Project, hub: Misbehaving, option: str
) -> None:
    hubbed.seed("broken.md", title="no date")
    run(hubbed, "build", "--ping", option)
    assert hub.calls == []
    assert not (hubbed.path / ".feedpub/pings.jsonl").exists()


def test_only_feeds_of_the_address_that_is_named_are_told(
    hubbed: Project, hub: Misbehaving
) -> None:
    run(hubbed, "build", "--site-url", "http://test.example.org/")
    run(hubbed, "build")
    assert run(hubbed, "ping", "--site-url", SITE_URL).exit_code == 0
    assert told(hub) == ALL
    assert {ping["topic"] for ping in pending(hubbed)} == {
        "http://test.example.org/all.rss",
        "http://test.example.org/all.atom",
    }


def test_a_broken_list_of_what_is_to_be_told_is_named(hubbed: Project) -> None:
    hubbed.write(".feedpub/pings.jsonl", "{")
    result = run(hubbed, "ping")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{hubbed.path}/.feedpub/pings.jsonl:1: not a line")


def test_a_hub_that_the_configuration_does_not_name_is_told_nothing(
    hubbed: Project, hub: Misbehaving
) -> None:
    """Whoever can commit a file into .feedpub/ could have the router or the cloud asked."""
    run(hubbed, "build")
    path = hubbed.path / ".feedpub/pings.jsonl"
    crafted = {"hub": hub.address("/metadata"), "topic": f"{SITE_URL}all.rss"}
    path.write_text(f"{path.read_text('utf-8')}{json.dumps(crafted)}\n", "utf-8")
    assert run(hubbed, "ping").exit_code == 0
    assert {call.path for call in hub.calls} == {"/hub"}
    assert pending(hubbed) == []


def test_ping_before_any_build_has_nothing_to_tell(project: Project) -> None:
    result = run(project, "ping")
    assert (result.exit_code, result.stderr) == (0, "0 changes told to hubs\n")
    assert not (project.path / ".feedpub").exists()


@pytest.mark.parametrize("behaviour", [says("503 Busy", "Content-Length: 0")])
def test_a_hub_that_is_busy_is_asked_again_and_then_kept(
    hubbed: Project, hub: Misbehaving, behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(_seconds: float) -> None:
        """Wait for nothing."""

    monkeypatch.setattr("feedpub.remote._persistence.sleep", at_once)
    hub.does("/hub", POST=in_turn(behaviour, behaviour, ACCEPTED))
    assert run(hubbed, "build", "--ping").exit_code == 0
    assert len(hub.calls) == 4


def test_a_hub_that_the_owner_did_not_name_is_not_told(hubbed: Project, hub: Misbehaving) -> None:
    """The list may be restored from anywhere, and the host of a hub may be private."""
    hub.does("/inside", POST=ACCEPTED)
    run(hubbed, "build")
    listed = hubbed.path / ".feedpub/pings.jsonl"
    strange = {"hub": hub.address("/inside"), "topic": ALL[0]}
    listed.write_text(f"{listed.read_text('utf-8')}{json.dumps(strange)}\n", "utf-8")
    result = run(hubbed, "ping")
    assert result.exit_code == 0
    [said, count] = result.stderr.splitlines()
    assert (
        said == f"{hub.address('/inside')}: is not told, for no feed of feeds/*.toml has this hub"
    )
    assert count == "2 changes told to hubs"
    assert {call.path for call in hub.calls} == {"/hub"}
    assert pending(hubbed) == []


def test_what_changes_again_while_hubs_are_told_is_told_once_more(
    hubbed: Project, hub: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(hubbed, "build")
    sent = _ping._send

    def slowly(pings: list[Ping]) -> list[tuple[Ping, str]]:
        failed = sent(pings)
        _ping.note(hubbed.path, [pings[0]])
        return failed

    monkeypatch.setattr(_ping, "_send", slowly)
    assert run(hubbed, "ping").exit_code == 0
    monkeypatch.undo()
    assert len(pending(hubbed)) == 1
    told(hub)
    assert run(hubbed, "ping").stderr == "1 change told to hubs\n"
    assert pending(hubbed) == []
