"""The command, as a process: what it serves, says and does when files change, and how it ends."""

import json
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click.testing
import httpx
import pytest

from feedpub.cli import main, report
from feedpub.cli.serve import PORT, listen
from feedpub.model import BuildResult, Counts, WrittenFeed
from tests.conftest import Project
from tests.serve.running import Running, running

SITE = '[site]\nurl = "https://feeds.example.org/"\ntitle = "The site"\n'


@pytest.fixture
def site(project: Project) -> Project:
    project.write("feeds/site.toml", SITE)
    project.seed("a.md", title="First", date="2022-01-01", categories="x")
    return project


@contextmanager
def told(command: Running) -> Iterator[Iterator[dict[str, Any]]]:
    """Give what an open page is told."""
    with httpx.stream("GET", f"{command.address}-/events", timeout=60) as response:
        lines = response.iter_lines()
        yield (json.loads(line.removeprefix("data: ")) for line in lines if line)


def test_a_build_in_one_line() -> None:
    counts = Counts(documents=9, published=7, drafts=0, future=0, hidden=0, refused=2)
    feeds = tuple(
        WrittenFeed(f"{name}.rss", "", 1, 0, 1, changed)
        for name, changed in (("a", True), ("b", False))
    )
    result = BuildResult(counts, feeds, ("c.rss",), (), 0.25, pages=2)
    assert report.rebuild_line(("seeds/a.md", "seeds/b.md", "seeds/c.md"), result) == (
        "seeds/a.md and 2 more: 1 feed file written, 2 pages of entries written, 1 file removed"
        " in 0.2 s; 2 documents refused"
    )
    nothing = BuildResult(Counts(0, 0, 0, 0, 0, 0), (), (), (), 0.01)
    assert (
        report.rebuild_line(("feeds/site.toml",), nothing)
        == "feeds/site.toml: no feed changed in 0.0 s"
    )


def test_a_document_that_changes_changes_what_is_served(site: Project) -> None:
    site.seed("b.md", title="Other", date="2022-01-02", categories="y")
    with running(site.path) as command, told(command) as events:
        first = next(events)
        assert command.said[:2] == [
            "2 documents read, 2 published",
            *[line for line in command.said if line.startswith("6 feed files: 6 written")],
        ]
        before = {name: command.get(f"category/{name}.rss") for name in "xy"}
        assert "<title>First</title>" in before["x"].text
        assert "https://feeds.example.org/category/x.rss" in before["x"].text
        site.seed("a.md", title="Second", date="2022-01-01", categories="x")
        assert next(events)["digest"] != first["digest"]
        after = {name: command.get(f"category/{name}.rss") for name in "xy"}
        assert "<title>Second</title>" in after["x"].text
        assert after["y"].headers["etag"] == before["y"].headers["etag"]
        line = command.says("^seeds/a.md: ")
        assert re.fullmatch(
            r"seeds/a\.md: 4 feed files written, 2 pages of entries written in \d+\.\d s", line
        )
        fields = {"If-None-Match": after["y"].headers["etag"]}
        again = httpx.get(f"{command.address}category/y.rss", headers=fields)
        assert (again.status_code, again.content) == (304, b"")


def test_a_document_that_comes_and_goes_and_one_that_is_refused(site: Project) -> None:
    with running(site.path) as command:
        assert command.get("category/new.rss").status_code == 404
        path = site.seed("新.md", title="New", date="2022-01-03", categories="new")
        command.says("^seeds/新.md: 4 feed files written")
        assert command.get("category/new.rss").status_code == 200
        path.unlink()
        command.says(
            "^seeds/新.md: 2 feed files written, 1 page of entries written, 4 files removed"
        )
        assert command.get("category/new.rss").status_code == 404
        with told(command) as events:
            assert next(events)["problems"] == []
            site.seed("<b>.md", title="Odd", date="03/04/2022")
            [problem] = next(events)["problems"]
        said = (
            "date '03/04/2022' can be read in two ways, as 2022-03-04 or 2022-04-03; write it as"
            " YYYY-MM-DD"
        )
        assert problem == {"severity": "error", "text": f"seeds/<b>.md:3: {said}"}
        command.says(r"^seeds/<b>.md: no feed changed in .* s; 1 document refused$")
        site.seed("a.md", title="Changed", date="2022-01-01")
        command.says(r"^seeds/a.md: .* written.*; 1 document refused$")
        assert [line for line in command.said if "refused" in line.split(" ")[0]] == [
            f"refused {site.path}/seeds/<b>.md:3: {said}"
        ]


def test_a_broken_configuration_is_shown_and_what_was_built_goes_on(site: Project) -> None:
    with running(site.path) as command, told(command) as events:
        before = next(events)
        feed = command.get("all.rss").content
        site.write("feeds/site.toml", SITE + "titel = 1\n")
        failure = next(events)["failure"]
        assert failure.startswith("feeds/site.toml:4: unknown key 'titel' in [site]; did you mean")
        assert command.says("unknown key") == f"{site.path}/{failure}"
        assert command.get("all.rss").content == feed
        missing = command.get("category/none.rss")
        assert missing.status_code == 503
        assert "unknown key &#x27;titel&#x27;" in missing.text
        site.write("feeds/site.toml", SITE)
        assert next(events) == before
        site.write("feeds/site.toml", SITE.replace("The site", "Renamed"))
        assert next(events)["digest"] != before["digest"]
        assert "<title>Renamed</title>" in command.get("all.rss").text


def test_a_configuration_that_is_broken_at_the_beginning(site: Project) -> None:
    site.write("feeds/site.toml", "[site\n")
    with running(site.path) as command:
        page = command.get("")
        assert page.status_code == 503
        assert "feeds/site.toml:1: " in page.text
        assert 'src="/-/feedpub.js"' in page.text
        with told(command) as events:
            assert next(events)["failure"].startswith("feeds/site.toml:1: ")
            site.write("feeds/site.toml", SITE)
            while next(events)["failure"]:
                pass
        assert command.get("all.rss").status_code == 200
        assert not any("Traceback" in line for line in command.said)


def test_a_folder_without_documents_says_so_until_there_are_some(tmp_path: Path) -> None:
    with running(tmp_path) as command:
        assert "seeds: no such folder" in command.get("").text
        assert list(tmp_path.iterdir()) == []
        Project(tmp_path).seed("a.md", title="First", date="2022-01-01")
        command.says("^2 feed files: 2 written|^1 document read")
        command.says("feed files")
        assert "First" in command.get("all.rss").text


def test_what_a_build_writes_itself_does_not_make_a_build(site: Project) -> None:
    site.write("feeds/site.toml", SITE + "[build]\nledger = true\n")
    with running(site.path) as command:
        assert command.address
        for number in (1, 2, 3):
            name = f"{number}.md"
            site.seed(name, title="New", date="2022-01-01")
            command.says(f"^seeds/{name}: 2 feed files written")
        ledger = (site.path / "feeds/ids.jsonl").read_text()
        assert all(f"{number}.md" in ledger for number in (1, 2, 3))
        rebuilt = [line for line in command.said if re.match("(seeds|feeds)/", line)]
        assert len(rebuilt) == 3


def test_hubs_are_told_later_of_what_changed(site: Project) -> None:
    site.write("feeds/site.toml", SITE + '[build]\nhub = "https://hub.example.org/"\n')
    with running(site.path) as command:
        assert command.address
    pending = (site.path / ".feedpub/pings.jsonl").read_text().splitlines()
    assert {json.loads(line)["topic"] for line in pending} >= {"https://feeds.example.org/all.rss"}


def test_the_address_of_the_site_and_documents_of_the_future(site: Project) -> None:
    site.seed("later.md", title="Later", date="2999-01-01")
    with running(site.path, "--future", "--site-url", "https://other.example.org/") as command:
        text = command.get("all.rss").text
        assert "https://other.example.org/all.rss" in text
        assert "<title>Later</title>" in text


def test_opens_the_page(site: Project, tmp_path: Path) -> None:
    opener, opened = tmp_path / "bin" / "xdg-open", tmp_path / "opened"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}.new; mv {opened}.new {opened}\n')
    opener.chmod(opener.stat().st_mode | stat.S_IXUSR)
    with running(site.path, "--open", PATH=f"{opener.parent}:/usr/bin:/bin") as command:
        address = command.address
        while not opened.exists():
            time.sleep(0.01)
    assert opened.read_text() == address


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ends_at_once_and_leaves_nothing(site: Project, number: int) -> None:
    with running(site.path) as command, told(command) as events:
        next(events)
        port = int(command.address.split(":")[2].strip("/"))
        said = len(command.said)
        assert command.end(number) == 128 + number
        assert command.said[said:] == []
        assert command.processes() == 0
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))


@pytest.mark.parametrize("everybody", [True, False], ids=["Ctrl-C", "kill"])
def test_ends_in_the_middle_of_a_build(site: Project, *, everybody: bool) -> None:
    site.write("feeds/site.toml", SITE + "[build]\nlimit = 1500\nmax_bytes = 5000000\n")
    for number in range(1500):
        site.seed(f"{number}.md", title="x", date="2022-01-01", body="<p>text</p>" * 50)
    with running(site.path, "--jobs", "2") as command:
        # Itself, the one that builds, those that work for it, and Python's that cleans up.
        while command.processes() < 5 and not command.said:
            time.sleep(0.01)
        assert command.end(signal.SIGINT, everybody=everybody) == 130
        assert command.said == []
        for _ in range(500):
            if not command.processes():
                break
            time.sleep(0.01)
        assert command.processes() == 0
    with running(site.path) as command:
        assert command.get("all.rss").status_code == 200


def test_a_port_in_use(site: Project) -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        arguments = ["serve", "--project", str(site.path), "--port", str(port)]
        result = click.testing.CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"port {port} is in use; choose another one with --port, or none and feedpub does\n"
    )
    assert not (site.path / "out").exists()


def test_without_a_port_the_next_that_is_free() -> None:
    with listen() as first, listen() as second:
        ports = [listener.getsockname()[1] for listener in (first, second)]
    assert PORT <= ports[0] < ports[1]
    assert first.family is socket.AF_INET


def test_nobody_else_can_connect() -> None:
    with listen(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "watchfiles"])
def test_without_the_extra_it_says_what_to_install(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from feedpub.cli import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code, "serve"], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "feedpub serve needs starlette, uvicorn and watchfiles, which are not installed;"
        " install feedpub with [serve]: docs/install.md says how\n"
    )


def test_other_commands_do_without_the_extra() -> None:
    code = (
        "import sys\nfor name in ('starlette', 'uvicorn', 'watchfiles'): sys.modules[name] = None\n"
        "from feedpub.cli import main; main()"
    )
    for arguments in (["--help"], ["serve", "--help"], ["build", "--help"]):
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)
