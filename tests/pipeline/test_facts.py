"""What servers say of enclosures, remembered in feeds/enclosures.jsonl."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from feedpub import config
from feedpub.cli import main
from feedpub.errors import ConfigError
from feedpub.model import BuildResult, Fact
from feedpub.pipeline.build import Options, build
from feedpub.pipeline.records import enclosure_facts, jsonl
from tests.conftest import NOW, SITE_URL, Project
from tests.misbehaving import Behaviour, Misbehaving, says
from tests.pipeline.test_ledger import everything

DAY = timedelta(days=1)
A, B = "https://e.org/a.mp3", "https://e.org/b"


@dataclass
class Servers:
    """Answers for all servers, and remembers what they were asked for."""

    known: dict[str, tuple[int | None, str | None, str | None]]
    asked: list[list[str]] = field(default_factory=list)

    def on(self, day: int) -> Callable[[Mapping[str, str]], list[Fact]]:
        def ask(addresses: Mapping[str, str]) -> list[Fact]:
            self.asked.append(list(addresses))
            today = (NOW + day * DAY).date()
            return [Fact(url, today, *self.known[url]) for url in addresses]

        return ask


@pytest.fixture
def servers() -> Servers:
    return Servers({A: (123, "audio/mpeg", None), B: (456, "video/mp4", None)})


@pytest.fixture
def media(project: Project) -> Project:
    project.write(
        "feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[build]\nformats = ['rss', 'atom']\n"
    )
    project.seed("a.md", title="a", date="2024-05-01", audio=A)
    project.seed("b.md", title="b", date="2024-05-02", enclosure=B)
    return project


def probed(
    project: Project, servers: Servers, day: int = 0, options: Options = Options()
) -> BuildResult:
    site = config.load(project.path)
    return build(project.path, site, options, NOW + day * DAY, ask=servers.on(day))


def enclosures(project: Project) -> list[tuple[str | None, ...]]:
    feed = etree.fromstring(project.out()["all.rss"])
    found = feed.findall("channel/item/enclosure")
    return [(item.get("url"), item.get("type"), item.get("length")) for item in found]


def remembered(project: Project) -> list[dict[str, object]]:
    text = (project.path / "feeds/enclosures.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_what_servers_say_is_in_the_feeds_and_in_the_file(media: Project, servers: Servers) -> None:
    assert probed(media, servers).problems == ()
    assert enclosures(media) == [(B, "video/mp4", "456"), (A, "audio/mpeg", "123")]
    assert remembered(media) == [
        {"url": A, "asked": "2026-11-01", "length": 123, "type": "audio/mpeg"},
        {"url": B, "asked": "2026-11-01", "length": 456, "type": "video/mp4"},
    ]
    assert [sorted(addresses) for addresses in servers.asked] == [[A, B]]


def test_a_build_that_asks_nobody_writes_the_same(media: Project, servers: Servers) -> None:
    media.build(site_url=None)
    unasked = media.out()
    probed(media, servers)
    before = everything(media.path)
    assert media.out() != unasked
    media.build(site_url=None)
    assert everything(media.path) == before


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ((None, None, None), ("audio/ogg", "9")),
        ((None, "audio/mpeg", None), ("audio/mpeg", "9")),
        ((77, None, None), ("audio/ogg", "77")),
        ((None, None, "404 Not Found"), ("audio/ogg", "9")),
    ],
)
def test_what_is_not_said_stays_as_the_document_has_it(
    media: Project,
    servers: Servers,
    said: tuple[int | None, str | None, str | None],
    written: tuple[str, str],
) -> None:
    media.seed(
        "a.md",
        title="a",
        date="2024-05-03",
        audio=f"{{url: '{A}', type: audio/ogg, length: 9}}",
    )
    servers.known[A] = said
    probed(media, servers)
    assert enclosures(media)[0] == (A, *written)


class TestAsking:
    def asked(self, project: Project, servers: Servers, *days: int) -> list[list[str]]:
        for day in days:
            probed(project, servers, day)
        return [sorted(addresses) for addresses in servers.asked]

    def test_again_comes_when_the_answer_is_old(self, media: Project, servers: Servers) -> None:
        asked = self.asked(media, servers, 0, 1, 29, 30, 31)
        assert asked == [[A, B], [], [], [A, B], []]

    def test_again_comes_when_the_site_says(self, media: Project, servers: Servers) -> None:
        site = media.path / "feeds/site.toml"
        site.write_text(site.read_text("utf-8") + "[probe]\nmax_age = 2\n", "utf-8")
        assert self.asked(media, servers, 0, 1, 2, 3) == [[A, B], [], [A, B], []]

    def test_always_is_possible(self, media: Project, servers: Servers) -> None:
        site = media.path / "feeds/site.toml"
        site.write_text(site.read_text("utf-8") + "[probe]\nmax_age = 0\n", "utf-8")
        assert self.asked(media, servers, 0, 0) == [[A, B], [A, B]]

    def test_of_one_that_failed_comes_again_after_a_day(
        self, media: Project, servers: Servers
    ) -> None:
        servers.known[A] = (None, None, "no answer in 10 s")
        assert self.asked(media, servers, 0, 0, 1) == [[A, B], [], [A]]

    def test_goes_for_what_feeds_carry_and_no_more(self, media: Project, servers: Servers) -> None:
        site = media.path / "feeds/site.toml"
        site.write_text(f"[site]\nurl = '{SITE_URL}'\n[build]\nlimit = 1\n", "utf-8")
        assert self.asked(media, servers, 0) == [[B]]
        media.seed("b.md", title="b", date="2024-04-02", enclosure=B)
        assert self.asked(media, servers, 0) == [[B], [A]]
        assert [fact["url"] for fact in remembered(media)] == [A, B]

    def test_leaves_out_what_is_ours(self, media: Project, servers: Servers) -> None:
        media.write("seeds/c.mp3", (b"\xff\xfb\x90\x00" + bytes(413)) * 2)
        media.seed("c.md", title="c", date="2024-05-03", audio="c.mp3")
        media.seed("d.md", title="d", date="2024-05-03", audio=f"{SITE_URL}media/x.mp3")
        assert self.asked(media, servers, 0) == [[A, B]]

    def test_leaves_out_drafts_and_what_is_to_come(self, media: Project, servers: Servers) -> None:
        media.seed("a.md", title="a", date="2024-05-01", audio=A, draft="true")
        media.seed("b.md", title="b", date="2027-05-01", enclosure=B)
        assert self.asked(media, servers, 0) == [[]]


def test_what_no_document_names_is_forgotten(media: Project, servers: Servers) -> None:
    probed(media, servers)
    (media.path / "seeds/a.md").unlink()
    media.build(site_url=None)
    assert len(remembered(media)) == 2
    probed(media, servers)
    assert [fact["url"] for fact in remembered(media)] == [B]


def test_failures_are_warnings_even_in_a_strict_build(media: Project, servers: Servers) -> None:
    servers.known[A] = (None, None, "404 Not Found")
    [problem] = probed(media, servers, options=Options(strict=True)).problems
    assert (problem.severity, problem.code, problem.path, problem.message) == (
        "warning",
        "enclosure-unknown",
        "seeds/a.md",
        f"nothing is known of {A}: 404 Not Found; look whether it is there",
    )
    assert remembered(media)[0] == {"url": A, "asked": "2026-11-01", "failure": "404 Not Found"}
    # As long as it is remembered, those who ask are told.
    assert [problem.code for problem in probed(media, servers).problems] == ["enclosure-unknown"]
    assert media.build(site_url=None).problems == ()


def test_a_dry_run_asks_and_writes_nothing(media: Project, servers: Servers) -> None:
    media.build(site_url=None)
    before = everything(media.path)
    result = probed(media, servers, options=Options(dry_run=True))
    assert everything(media.path) == before
    assert [feed.changed for feed in result.feeds] == [True, True]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("<<<<<<< HEAD", r"^feeds/enclosures\.jsonl:1: not a line that feedpub wrote"),
        ('{"url": "https://e.org/"}', r"the line of 'https://e\.org/' lacks its url or day"),
        ('{"asked": "2026-01-01"}', r"the line of None lacks its url or day"),
        ('{"url": "https://e.org/", "asked": "soon"}', r"lacks its url or day; remove it"),
        ('{"url": "x", "asked": "2026-01-01", "length": "long"}', r"is 'long', and no number"),
    ],
)
def test_a_broken_file_stops_the_build(media: Project, line: str, message: str) -> None:
    media.write("feeds/enclosures.jsonl", line)
    with pytest.raises(ConfigError, match=message):
        media.build(site_url=None)


def test_facts_are_written_as_they_are_read(project: Project) -> None:
    day = NOW.date()
    known = {
        "b": Fact("b", day, 1, "audio/mpeg"),
        "a": Fact("a", day, failure="no answer in 3 s"),
    }
    lines = list(enclosure_facts.lines(known))
    assert [line["url"] for line in lines] == ["a", "b"]
    jsonl.write(project.path, enclosure_facts.FACTS_PATH, lines)
    assert enclosure_facts.read(project.path) == known


PICTURE = says("200 OK", "Content-Type: image/png", "Content-Length: 4321")
MISSING = says("404 Not Found", "Content-Length: 0")


def run(project: Project, *options: str) -> Result:
    return CliRunner().invoke(main, ["build", "--project", str(project.path), *options])


class TestForReal:
    def serving(self, project: Project, server: Misbehaving, behaviour: Behaviour) -> str:
        address = server.does("/picture", any=behaviour)
        project.seed("a.md", title="a", date="2024-05-01", headimg=address)
        return address

    def configure(self, project: Project, allow: str = "true") -> None:
        project.write(
            "feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[probe]\nallow_private = {allow}\n"
        )

    def test_probe_asks_the_server(self, project: Project) -> None:
        self.configure(project)
        with Misbehaving() as server:
            address = self.serving(project, server, PICTURE)
            result = run(project, "--probe")
            assert (result.exit_code, "warning" in result.stderr) == (0, False)
            assert enclosures(project) == [(address, "image/png", "4321")]
            assert server.methods() == ["HEAD"]
            assert run(project, "--probe").exit_code == 0
            assert server.methods() == ["HEAD"]

    def test_without_probe_nobody_is_asked(self, project: Project) -> None:
        self.configure(project)
        with Misbehaving() as server:
            address = self.serving(project, server, PICTURE)
            assert run(project).exit_code == 0
            assert server.calls == []
        assert enclosures(project) == [(address, "image/*", "0")]

    def test_private_servers_are_asked_only_where_that_is_allowed(self, project: Project) -> None:
        self.configure(project, "false")
        with Misbehaving() as server:
            address = self.serving(project, server, PICTURE)
            result = run(project, "--probe")
            assert server.calls == []
        assert result.exit_code == 0
        assert f"nothing is known of {address}: address 127.0.0.1 is private" in result.stderr
        assert enclosures(project) == [(address, "image/*", "0")]

    def test_what_is_missing_is_a_warning(self, project: Project) -> None:
        self.configure(project)
        with Misbehaving() as server:
            address = self.serving(project, server, MISSING)
            result = run(project, "--probe", "--strict")
        assert result.exit_code == 0
        assert (
            f"warning {project.path}/seeds/a.md: nothing is known of {address}: 404 Not"
            in result.stderr
        )

    def test_a_dry_run_writes_no_file(self, project: Project) -> None:
        self.configure(project)
        with Misbehaving() as server:
            self.serving(project, server, PICTURE)
            before = everything(project.path)
            assert run(project, "--probe", "--dry-run").exit_code == 0
            assert server.methods() == ["HEAD"]
        assert everything(project.path) == before
