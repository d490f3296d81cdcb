"""The same hostile texts through every way in which feedpub speaks."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from feedpub import api
from feedpub.cli import main, report
from tests.conftest import SITE_URL, Project
from tests.hostile import HOSTILE, obeyed
from tests.misbehaving import Misbehaving, says
from tests.serve.running import running

SITE = f"[site]\nurl = '{SITE_URL}'\n[build]\nledger = true\n"


def as_utf8(text: str) -> str:
    """Return `text` without halves of characters, which no name of a file and no page has."""
    return text.encode("utf-8", "replace").decode()


def as_header(text: str) -> str:
    """Return `text` as a server can send it, in bytes that stand for themselves."""
    return as_utf8(text).replace("\n", " ")[:500].encode().decode("latin-1")


def documents(text: str) -> Iterator[str]:
    """Yield documents that have `text` wherever a document can have one."""
    quoted = json.dumps(text)
    lists = f"categories: [{quoted}]\ntags: [{quoted}]\nauthor: {quoted}"
    yield f"title: {quoted}\ndate: 2024-01-01\n{lists}"
    yield f"title: a\ndate: {quoted}"
    yield f"title: a\ndate: 2024-01-01\nlink: {quoted}\nguid: {quoted}\nimage: {quoted}"
    yield f"title: a\ndate: 2024-01-01\ndraft: {quoted}\nlanguage: {quoted}\nenclosure: {quoted}"
    yield f"title: a\ndate: 2024-01-01\n{quoted}: 1\n{quoted}: 2"
    yield f"title: !!bool {quoted}\ndate: 2024-01-01"
    yield f"title: !!int {quoted}\ndate: !!timestamp {quoted}"
    yield f"title: a\ndate: 2024-01-01\nx: *{re.sub(r'[^ -~]|[ ,]', '', text)[:50]}"
    tag = "".join(f"%{byte:02X}" for byte in text[:60].encode("utf-8", "surrogatepass"))
    yield f"title: !<tag:{tag}> a\ndate: 2024-01-01"
    yield "title: a\ndate: 2024-01-01\nupdated: " + quoted


def bodies(text: str) -> str:
    shown = text.replace('"', "&quot;")
    return (
        f'<p title="{shown}"><a href="{shown}" onclick="{shown}">x</a>'
        f'<img src="{shown}" alt="{shown}"><iframe src="{shown}"></iframe></p>{text}'
    )


def names(text: str) -> Iterator[str]:
    """Yield names of files with `text` in them, as far as a file system takes it."""
    name = as_utf8(text).replace("/", "_").replace("\0", "_")[:60]
    yield f"{name}.md"
    yield f"n{name}.md"


def write(project: Project, number: int, text: str) -> None:
    """Write all documents that have `text` in them, or in their names."""
    for kind, matter in enumerate(documents(text)):
        document = f"---\n{matter}\n---\n{bodies(text)}\n"
        project.write(f"seeds/{number}-{kind}.md", document.encode("utf-8", "replace"))
    for name in names(text):
        project.write(f"seeds/{name}", b"---\ntitle: a\n---\n")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project of nothing but hostile documents."""
    project = Project(tmp_path_factory.mktemp("hostile"))
    project.write("feeds/site.toml", SITE)
    for number, text in enumerate(HOSTILE):
        write(project, number, text)
        for code in (b"\xff", b"\xa3\x9b2J"):
            raw = os.fsencode(project.path / "seeds") + b"/" + code + f"{number}.md".encode()
            Path(os.fsdecode(raw)).write_bytes(b"---\ntitle: a\n---\n")
    return project


def run(project: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--project", str(project.path)])


def check(result: Result, *statuses: int) -> None:
    assert result.exit_code in (statuses or (0,)), result.output[-2000:]
    assert obeyed(result.stdout) == []
    assert obeyed(result.stderr) == []
    assert "Traceback" not in result.output


class TestTerminal:
    def test_build(self, project: Project) -> None:
        result = run(project, "build", "-v")
        check(result)
        assert result.stderr.count("refused ") > len(HOSTILE) * 4
        assert result.stderr.count("\nwarning ") > len(HOSTILE)

    def test_a_strict_build(self, project: Project) -> None:
        result = run(project, "build", "--strict")
        check(result, 1)
        assert result.stderr.count("\n") > len(HOSTILE) * 4

    def test_a_dry_run(self, project: Project) -> None:
        result = run(project, "build", "--dry-run", "--site-url", "https://other.example.org/")
        check(result)
        assert len(re.findall("^  [+~] ", result.stdout, re.M)) > len(HOSTILE)

    @pytest.mark.parametrize("text", HOSTILE)
    def test_inspect(self, text: str, tmp_path: Path) -> None:
        project = Project(tmp_path)
        write(project, 0, text)
        for path in sorted((tmp_path / "seeds").iterdir()):
            result = run(project, "inspect", str(path))
            if path.name.startswith("0-"):
                assert result.exit_code == 0
                said, _, content = result.stdout.partition("\nSanitized HTML\n")
                assert obeyed(said) == []
                assert obeyed(content, longest=None) == []
            elif not path.name.startswith("."):
                check(result, 0, 2)

    @pytest.mark.parametrize("text", HOSTILE)
    def test_inspect_as_json(self, text: str, tmp_path: Path) -> None:
        project = Project(tmp_path)
        write(project, 0, text)
        for kind in (0, 1):
            path = project.path / "seeds" / f"0-{kind}.md"
            result = run(project, "inspect", "--json", str(path))
            assert result.exit_code == 0
            assert obeyed(result.stdout, longest=None) == []
            for problem in json.loads(result.stdout)["problems"]:
                assert obeyed(problem["message"]) == []

    @pytest.mark.parametrize("text", [text for text in HOSTILE if "\0" not in text])
    def test_what_is_typed(self, text: str, tmp_path: Path) -> None:
        """Names of files are typed by the shell's own completion."""
        name = as_utf8(text)[:100].replace("/", "_")
        empty = Project(tmp_path / "empty")
        empty.write("seeds/.keep", "")
        for arguments in (
            ("inspect", name),
            ("inspect", name, name),
            ("validate", name),
            ("validate", f"--{name}"),
            ("ids", "import", name),
            ("build", "--jobs", name),
            ("build", "--site-url", name),
            ("build", "--report", f"{tmp_path}/{name}/x.json"),
            ("ids", name),
        ):
            check(run(empty, *arguments), 2)
        check(CliRunner().invoke(main, [name]), 2)
        check(CliRunner().invoke(main, ["--project", name, "build"]), 2)
        check(CliRunner().invoke(main, ["build", "--project", name]), 2)
        check(run(empty, "new", name, "-c", name), 0, 2)
        check(CliRunner().invoke(main, ["init", str(tmp_path / name)]), 0, 2)
        check(CliRunner().invoke(main, ["init", str(tmp_path / "b"), "--title", name]), 0, 2)

    def test_a_configuration(self, tmp_path: Path) -> None:
        for number, text in enumerate(HOSTILE):
            project = Project(tmp_path / str(number))
            quoted = json.dumps(as_utf8(text))
            project.write(
                "feeds/site.toml",
                f"[site]\nurl = {quoted}\ntimezone = {quoted}\nlanguage = {quoted}\n{quoted} = 1\n",
            )
            project.write("seeds/a.md", "")
            check(run(project, "build"), 2)

    def test_what_a_hub_answers(self, project: Project) -> None:
        with Misbehaving() as server:
            for number, text in enumerate(HOSTILE):
                line = as_header(text)
                server.does(f"/{number}", POST=says(f"400 {line}", f"Location: {line}"))
            hubs = [server.address(f"/{number}") for number in range(len(HOSTILE))]
            other = Project(project.path / "hubs")
            other.write("feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[build]\nhub = {hubs}\n")
            other.seed("a.md", title="a", date="2024-05-01")
            check(run(other, "build", "--ping"), 4)

    def test_what_is_left_in_the_list_of_hubs(self, tmp_path: Path) -> None:
        project = Project(tmp_path)
        hub = "http://hub.invalid/"
        project.write("feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[build]\nhub = '{hub}'\n")
        lines = [{"hub": hub, "topic": text} for text in HOSTILE[:4]]
        project.write(".feedpub/pings.jsonl", "".join(f"{json.dumps(line)}\n" for line in lines))
        check(run(project, "ping"), 2)

    def test_the_feed_of_another_tool(self, project: Project, tmp_path: Path) -> None:
        items = [{"id": text, "title": text, "url": text} for text in HOSTILE]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": items}
        path = tmp_path / "feed.json"
        path.write_text(json.dumps(feed))
        result = run(project, "ids", "import", str(path))
        check(result)
        assert result.stderr.count("warning ") > len(HOSTILE) // 2


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    """Return a folder of feeds in which everything is hostile, their names too."""
    for number, text in enumerate(HOSTILE):
        feed: dict[str, Any] = {
            "version": text,
            "title": text,
            "language": text,
            "feed_url": text,
            text: text,
            "items": [{"id": text, "url": text, "date_published": text, "content_html": text}],
        }
        (tmp_path / f"{number}.json").write_text(json.dumps(feed))
        clean = re.sub(r"[^\t\n -\ud7ff\ue000-\ufffd]", "", text)
        clean = clean.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        name = re.sub(r"[^a-z]", "", text)[:20] or "x"
        (tmp_path / f"{number}.rss").write_text(
            f'<rss version="{clean}"><channel><title>{clean}</title><link>{clean}</link>'
            f'<{name} a="{clean}">{clean}</{name}><language>{clean}</language><ttl>{clean}</ttl>'
            f"<item><guid>{clean}</guid><pubDate>{clean}</pubDate><author>{clean}</author>"
            f'<enclosure url="{clean}" length="{clean}" type="{clean}"/></item></channel></rss>',
            "utf-8",
        )
        for file in names(text):
            (tmp_path / file.replace(".md", ".rss")).write_bytes(b"<rss")
    return tmp_path


class TestValidate:
    def test_as_text(self, feeds: Path) -> None:
        result = CliRunner().invoke(main, ["validate", str(feeds)])
        check(result, 3)
        assert result.stdout.count("\n") > len(HOSTILE) * 5

    def test_as_json(self, feeds: Path) -> None:
        result = CliRunner().invoke(main, ["validate", "--format", "json", str(feeds)])
        assert result.exit_code == 3
        assert obeyed(result.stdout, longest=None) == []
        told = json.loads(result.stdout)
        assert {str(path) for path in feeds.rglob("*.rss")} <= set(told["files"])
        for finding in told["findings"]:
            assert obeyed(finding["message"] + finding["element"]) == []

    def test_as_annotations(self, feeds: Path) -> None:
        result = CliRunner().invoke(main, ["validate", "--format", "github", str(feeds)])
        assert result.exit_code == 3
        lines = result.stdout.removesuffix("\n").split("\n")
        assert len(lines) > len(HOSTILE) * 5
        for line in lines:
            found = re.fullmatch(r"::(?:error|warning) (file=[^\0]*?)::(.*)", line)
            assert found, line
            assert re.fullmatch(r"file=[^:,]*,line=\d+,col=\d+,title=[\w.%-]+", found[1]), line
            assert obeyed(found[1] + found[2], longest=2500) == []

    def test_what_a_server_answers(self) -> None:
        with Misbehaving() as server:
            for number, text in enumerate(HOSTILE):
                line = as_header(text)
                server.does(f"/{number}", any=says(f"200 {line}", f"Content-Type: {line}"))
                address = server.address(f"/{number}")
                result = CliRunner().invoke(main, ["validate", "--allow-private", address])
                check(result, 3, 4)


class TestReports:
    def test_as_json(self, project: Project, tmp_path: Path) -> None:
        result = api.build(project.path, site_url="https://other.example.org/", dry_run=True)
        written = report.as_json(result).decode()
        assert obeyed(written, longest=None) == []
        told = json.loads(written)
        assert [problem["path"] for problem in told["problems"]] == [
            problem.path for problem in result.problems
        ]
        for problem in told["problems"]:
            assert obeyed(problem["message"]) == []
        [changes] = [feed["changes"] for feed in told["feeds"] if feed["path"] == "all.rss"]
        titles = [*changes["added"], *changes["changed"]]
        assert len(titles) == 50
        assert [title for title in titles if obeyed(title)] == []

    def test_as_markdown(self, project: Project) -> None:
        result = api.build(project.path, site_url="https://other.example.org/", dry_run=True)
        written = report.as_markdown(result).decode()
        assert obeyed(written, longest=6000) == []
        assert "<script" not in written


class TestPreview:
    def test_its_log_and_what_it_tells_the_page(self, project: Project) -> None:
        with running(project.path) as command:
            address = command.address
            assert obeyed("\n".join(command.said)) == []
            with httpx.stream("GET", f"{address}-/events", timeout=60) as response:
                line = next(response.iter_lines())
            told = json.loads(line.removeprefix("data: "))
            assert len(told["problems"]) > len(HOSTILE) * 5
            assert told["failure"] == ""
            assert [one for one in told["problems"] if obeyed(one["text"])] == []
            for path in ("%1b%5d0;owned%07", "a%0a::error::owned", "%e2%80%aex"):
                assert obeyed(command.get(path).text, longest=None) == []

    def test_a_configuration_that_is_wrong(self, project: Project, tmp_path: Path) -> None:
        other = Project(tmp_path)
        other.seed("a.md", title="a", date="2024-01-01")
        keys = "".join(
            f"{json.dumps(f'{number}{text}')} = 1\n"
            for number, text in enumerate(HOSTILE)
            if text.isascii() and "\x7f" not in text
        )
        other.write("feeds/site.toml", f"[site]\n{keys}")
        with running(other.path) as command:
            with httpx.stream("GET", f"{command.address}-/events", timeout=60) as response:
                line = next(response.iter_lines())
            assert "unknown key" in json.loads(line.removeprefix("data: "))["failure"]
            assert obeyed(json.loads(line.removeprefix("data: "))["failure"]) == []
            assert obeyed("\n".join(command.said)) == []
            page = command.get("")
            assert page.status_code == 503
            assert obeyed(page.text.replace("&#x27;", "'"), longest=None) == []


def test_the_check_sees_what_it_is_for() -> None:
    """But mark-up, which is nobody's command."""
    assert [text for text in HOSTILE if not obeyed(text)] == [HOSTILE[-1]]
