"""``feedpub validate``, run as people run it."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from feedpub.cli import main
from feedpub.cli._findings import as_annotations
from feedpub.model import Problem, Severity
from tests.conftest import Project
from tests.misbehaving import Misbehaving, says
from tests.validator.reading import changed, whole

ERROR = changed("rss", "<ttl>60", "<ttl>soon")
WARNING = changed("rss", "<dc:date>2024-03-01T08:00:00Z</dc:date>", "")


def run(*arguments: str | Path, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["validate", *map(str, arguments)], input=given)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.rss").write_text(whole("rss"))
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "bad.rss").write_text(ERROR)
    (tmp_path / "deep" / "odd.xml").write_text(WARNING)
    (tmp_path / "sitemap.xml").write_text("<urlset/>")
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / ".feedpub.json").write_text("no json")
    (tmp_path / "page.html").write_text("<html>")
    return tmp_path


def test_what_a_build_writes_is_checked_without_a_word(project: Project) -> None:
    project.seed("a.md", title="A", date="2024-01-01", categories="News")
    project.build()
    result = run("--project", project.path, "--strict")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "5 feeds checked: nothing to say against\n"


def test_two_documents_of_one_moment_are_told_and_fail_nothing(project: Project) -> None:
    project.seed("a.md", title="A", date="2024-01-01")
    project.seed("b.md", title="B", date="2024-01-01")
    project.build()
    result = run("--project", project.path, "--strict")
    assert result.exit_code == 0, result.output
    assert "(DuplicateUpdated)" in result.stdout
    assert result.stderr.endswith("0 errors, 1 warning\n")
    (project.path / "out/odd.rss").write_text(WARNING)
    assert run("--project", project.path, "--strict").exit_code == 3


def test_documents_older_than_feeds_are_published_and_said_to_be_implausible(
    project: Project,
) -> None:
    project.write("feeds/site.toml", "[year]\nfeeds = true\n")
    for number, day in enumerate(("1989-12-31", "1969-12-31", "1885-03-04", "0885-01-02")):
        project.seed(f"{number}.md", title=f"t{number}", date=day)
    assert project.build().counts.published == 4
    found = json.loads(run("--project", project.path, "--format", "json").stdout)
    assert {one["code"] for one in found["findings"]} == {"ImplausibleDate"}
    assert b"<pubDate>Tue, 02 Jan 0885 00:00:00 +0000</pubDate>" in project.out()["year/885.rss"]


def test_names_of_elements_in_documents_are_no_markup_in_feeds(project: Project) -> None:
    names = [
        "<button>x</button>",
        "<M>x</M>",
        "<comment>x</comment>",
        "Close with </main>",
        "&lt;b&gt;x&lt;/b&gt;",
        "</B>",
        "<foo>x</foo>",
        "&amp;lt;/i&amp;gt;",
    ]
    for number, name in enumerate(names, 1):
        texts = dict.fromkeys(("title", "author", "categories", "tags", "description"), name)
        written = {key: json.dumps([text]) for key, text in texts.items()}
        written |= {key: json.dumps(name) for key in ("title", "description")}
        project.seed(f"{number}.md", date=f"2024-01-0{number}", **written)
    project.write("feeds/site.toml", "[tag]\nfeeds = true\n[author]\nfeeds = true\n")
    project.build()
    result = run("--project", project.path, "--strict")
    assert result.stdout == ""
    assert b"<category>Close with &#x3C; /main&gt;</category>" in project.out()["all.rss"]
    assert b'term="Close with &lt;/main&gt;"' in project.out()["all.atom"]


def test_a_folder_is_all_feeds_in_it(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 3
    lines = result.stdout.splitlines()
    assert [re.match(r"(\w+) \S+/(\S+?):\d+:\d+: ", line).groups() for line in lines] == [  # type: ignore[union-attr]
        ("error", "bad.rss"),
        ("warning", "odd.xml"),
    ]
    assert lines[0].endswith("(InvalidPositiveInteger)")
    assert result.stderr == "3 feeds checked: 1 error, 1 warning\n"


def test_other_xml_and_json_in_a_folder_is_left_alone_but_not_where_it_is_named(
    folder: Path,
) -> None:
    assert "sitemap" not in run(folder).output
    assert run(folder / "sitemap.xml").exit_code == 3


def test_warnings_fail_under_strict_only(folder: Path) -> None:
    path = folder / "deep" / "odd.xml"
    assert run(path).exit_code == 0
    assert run(path, "--strict").exit_code == 3
    quiet = run(path, "--strict", "--quiet")
    assert (quiet.exit_code, quiet.output) == (3, "")


def test_standard_input(folder: Path) -> None:
    assert run("-", given=whole("atom")).exit_code == 0
    result = run("-", given=ERROR)
    assert result.exit_code == 3
    assert "error standard input:" in result.stdout


def test_as_json(folder: Path) -> None:
    result = run(folder / "deep", "--format", "json")
    said = json.loads(result.stdout)
    assert (said["version"], said["errors"], said["warnings"]) == (1, 1, 1)
    assert [Path(name).name for name in said["files"]] == ["bad.rss", "odd.xml"]
    assert said["findings"][0] == {
        "severity": "error",
        "code": "InvalidPositiveInteger",
        "file": str(folder / "deep" / "bad.rss"),
        "line": 17,
        "column": 5,
        "message": '"soon" in <ttl> is not a number from 1 on; write one',
        "element": "ttl",
        "entry": None,
    }


def test_as_annotations(folder: Path) -> None:
    result = run(folder / "deep", "--format", "github")
    path = folder / "deep" / "bad.rss"
    assert result.stdout.splitlines()[0] == (
        f"::error file={path},line=17,col=5,title=InvalidPositiveInteger"
        '::"soon" in <ttl> is not a number from 1 on; write one'
    )


def test_annotations_are_escaped() -> None:
    finding = Problem(Severity.WARNING, "a,b:c", "x%,y:z", 1, "50% off,\r\n::error::x", 2)
    assert list(as_annotations([finding])) == [
        "::warning file=x%25%2Cy%3Az,line=1,col=2,title=a%2Cb%3Ac::50%25 off,\\r\\n::error::x"
    ]


def test_many_alike_are_told_once(tmp_path: Path) -> None:
    items = "<item><guid>lamp</guid><title>x</title></item>" * 30
    (tmp_path / "a.rss").write_text(changed("rss", "</channel>", f"{items}</channel>"))
    lines = run(tmp_path).stdout.splitlines()
    assert sum("(InvalidHttpGUID)" in line and "more" not in line for line in lines) == 5
    assert f"{tmp_path / 'a.rss'}: 25 more like these (InvalidHttpGUID)" in lines


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nothing", "no such file or folder; give a feed or its address"),
        ("empty", "no feeds in it; build them with feedpub build"),
    ],
)
def test_what_is_not_there_is_told(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "empty").mkdir()
    result = run(tmp_path / name)
    assert result.exit_code == 2
    assert result.stderr == f"{tmp_path / name}: {said}\n"


def test_a_project_without_out_is_told_what_to_do(tmp_path: Path) -> None:
    result = run("--project", tmp_path)
    assert result.exit_code == 2
    assert "out: no such file or folder" in result.stderr


def test_an_address_is_fetched_and_what_the_server_says_is_looked_at() -> None:
    with Misbehaving() as server:
        body = whole("rss").replace("https://example.org/all.rss", server.address("/all.rss"))
        rss = "Content-Type: application/rss+xml"
        server.does("/all.rss", GET=says("200 OK", rss, body=body.encode()))
        moved = server.does("/old", GET=says("301 x", "Location: /all.rss"))
        html = server.does(
            "/html", GET=says("200 OK", "Content-Type: text/html", body=body.encode())
        )
        assert run("--allow-private", server.address("/all.rss")).exit_code == 0
        result = run("--allow-private", "--strict", moved)
        assert (result.exit_code, result.stdout) == (0, "")
        there = server.address("/all.rss")
        note = f"note {moved}: has moved for good to {there}; give readers that address\n"
        assert result.stderr.startswith(note)
        assert "moved" not in run("--allow-private", "-q", moved).stderr
        for_now = server.does("/now", GET=says("302 x", "Location: /old"))
        assert "moved" not in run("--allow-private", for_now).stderr
        further = server.does("/older", GET=says("308 x", "Location: /now"))
        assert f"to {for_now};" in run("--allow-private", further).stderr
        result = run("--allow-private", html)
        assert "(UnexpectedContentType)" in result.stdout
        assert "(SelfDoesntMatchLocation)" in result.stdout


def test_an_address_that_can_not_be_had_does_not_keep_others_from_being_checked(
    folder: Path,
) -> None:
    with Misbehaving() as server:
        gone = server.does("/gone", GET=says("404 x"))
        result = run("--allow-private", gone, folder / "deep" / "bad.rss")
        assert result.exit_code == 4
        assert "(InvalidPositiveInteger)" in result.stdout
        assert f"{gone}: 404 Not Found; check the address\n" in result.stderr


def test_a_private_address_is_not_fetched() -> None:
    with Misbehaving() as server:
        result = run(server.does("/", GET=says("200 OK", body=b"<rss/>")))
        assert result.exit_code == 4
        assert (
            "address 127.0.0.1 is private; check the address, or give --allow-private"
            in result.stderr
        )
        assert server.connections == 0


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.rss")
    assert run(tmp_path).exit_code == 2


def test_a_page_is_named_for_what_it_is_with_the_feed_of_it() -> None:
    with Misbehaving() as server:
        page = b"<!doctype html><link rel='alternate' type='application/rss+xml' href='all.rss'>"
        html = server.does("/blog/", GET=says("200 OK", "Content-Type: text/html", body=page))
        result = run("--allow-private", html)
        assert result.exit_code == 3
        assert f"its own feed is {server.address('/blog/all.rss')} (not-a-feed)" in result.stdout


def test_sizes_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_text(whole("rss"))
    with path.open("r+b") as file:
        file.truncate(31_000_000)
    assert "the file has 31000000 bytes" in run(path).stdout
    path.write_text(whole("rss") + " " * 1_000_000)
    assert f"the file has {path.stat().st_size} bytes" in run(path).stdout
    many = run("-", given=" " * 20_000_002)
    assert "the file has more than 20000000 bytes" in many.stdout


def test_a_file_that_can_not_be_read_does_not_keep_others_from_being_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.rss", "b.rss"):
        (tmp_path / name).write_text(ERROR)
    opened = Path.open

    def refuse(path: Path, *mode: Any) -> Any:
        if path.name == "a.rss":
            raise PermissionError(13, "Permission denied")
        return opened(path, *mode)

    monkeypatch.setattr(Path, "open", refuse)
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "b.rss:17:5" in result.stdout
    assert "a.rss: can't be read: Permission denied" in result.stderr


# A document that has caused a problem is named where the pull request shows it.


def spoil(project: Project) -> None:
    """Put a fault into an entry in each feed file."""
    for path in (project.path / "out").rglob("*"):
        if path.suffix in (".rss", ".atom"):
            path.write_text(path.read_text().replace("<p>A lamp.", "<p onclick=''>A lamp."))


@pytest.fixture(params=["true", "false"])
def faulty(
    project: Project, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Project:
    project.write("feeds/site.toml", f"[build]\nledger = {request.param}\n")
    project.seed("deep/a.md", title="A", date="2024-01-02", categories="x", body="<p>A lamp.</p>")
    project.seed("b.md", title="B", date="2024-01-03", categories="x")
    project.build()
    spoil(project)
    monkeypatch.chdir(project.path)
    return project


def test_annotations_name_the_document_once_for_each_format(faulty: Project) -> None:
    lines = run("--format", "github", "--project", ".").stdout.splitlines()
    found = [line for line in lines if "SecurityRiskAttr" in line]
    assert len(found) == 2
    for line in found:
        assert re.match(r"::warning file=seeds/deep/a\.md,line=6,title=SecurityRiskAttr::", line)
        assert re.search(r" \(out/\S+\.(atom|rss):[0-9]+:[0-9]+\)$", line)


def test_a_document_with_an_id_of_the_ledger_is_found_where_it_is_now(faulty: Project) -> None:
    (faulty.path / "seeds/deep/a.md").rename(faulty.path / "seeds/moved.md")
    faulty.build()
    spoil(faulty)
    assert "file=seeds/moved.md,line=6," in run("--format", "github").stdout


def test_annotations_name_the_feed_where_the_document_is_not_known(faulty: Project) -> None:
    assert faulty.path == Path.cwd()
    Path("out/all.rss").write_text(ERROR)
    Path("out/other.atom").write_text(changed("atom", 'length="9123456"', 'length="long"'))
    said = run("--format", "github", "out/all.rss", "out/other.atom").stdout
    assert "::error file=out/all.rss,line=17,col=5,title=InvalidPositiveInteger::" in said
    assert re.search("::error file=out/other.atom,line=[0-9]+,col=[0-9]+,title=Invalid", said)
    Path("feeds/site.toml").write_text("no toml")
    assert "file=out/other.atom" in run("--format", "github", "out/other.atom").stdout
