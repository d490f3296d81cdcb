"""`feedpub inspect`: what it says of a document is what a build makes of it."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from feedpub import config
from feedpub.cli import main
from feedpub.cli.inspection import Kind, Line, lines
from feedpub.cli.inspection._wrap import cells, visible, wrap
from feedpub.model import Entry
from feedpub.pipeline.build import Options
from feedpub.pipeline.survey import Survey, survey
from tests.conftest import NOW, SITE_URL, Project
from tests.terminal import Terminal

SITE = f'[site]\nurl = "{SITE_URL}"\ntitle = "Coast"\n'
SCRAPED = """\
<div><style>p { color: red }</style>
<p onclick="x()">Text <a href="javascript:x()">one</a> <a href="/two">two</a></p>
<img src="/blank.gif" data-src="https://img.example.org/a.png">
<img src="b.png"><img src="c.png">
<iframe src="https://film.example.org/1"></iframe>
</div>"""


@pytest.fixture
def project(project: Project) -> Project:
    project.write("feeds/site.toml", SITE)
    return project


def inspect(project: Project, document: str, *arguments: str) -> Result:
    given = ["inspect", document, "--project", str(project.path), *arguments]
    return CliRunner().invoke(main, given)


def told(project: Project, document: str, *arguments: str) -> Any:
    result = inspect(project, document, "--json", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def surveyed(project: Project, path: str, now: datetime = NOW, **options: Any) -> Survey:
    site = config.load(project.path, SITE_URL)
    return survey(project.path, site, path, Options(**options), now)


def entry_of(project: Project, path: str) -> Entry:
    trace = surveyed(project, path).trace
    assert trace is not None
    return trace.entry


def test_says_what_a_person_wants_to_know(project: Project) -> None:
    project.seed(
        "a.html", title="Löwe &amp; Co", date="2022-01-01", categories="[x, 新媒体]", body=SCRAPED
    )
    result = inspect(project, "seeds/a.html")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == f"""\
seeds/a.html
Published, in 3 feeds.

Problems
  warning seeds/a.html: 'b.png' (and 1 more like it) names no file in seeds/,
  and the document no link that it is relative to; put the file there, or give
  its http(s) address, or the link of the document

Entry
  title        Löwe & Co
               from title, line 2; its markup and entities read
  id           {entry_of(project, "a.html").id}
               made from the path in seeds/
  permalink    {entry_of(project, "a.html").permalink}
               its page in out/, for no key has an http(s) address
  published    2022-01-01 00:00:00 UTC
               from date, line 3; names no zone, so it is of UTC
  updated      2022-01-01 00:00:00 UTC
               the date of publication
  authors      none
               no key names any
  categories   x, 新媒体
               from categories, line 4
  tags         none
               no key names any
  language     none
               no key names one, so it is the feed's: en
  summary      Text one two
               the beginning of the body
  content      364 characters of HTML, below
               HTML, told by the ending of its name, line 6

Feeds
  Coast
    number 1 of 1; shows all of it
    all.rss, all.atom
  x · Coast
    number 1 of 1; shows all of it
    category/x.rss, category/x.atom
  新媒体 · Coast
    number 1 of 1; shows all of it
    category/新媒体.rss, category/新媒体.atom

Changes to the body
  <style> removed: line 6
    is CSS for a whole page, which no reader applies; its text would be shown
    p {{ color: red }}
  onclick of <p> removed: line 7
    runs a script
    x()
  href of <a> removed: line 7
    javascript: runs a script
    javascript:x()
  href of <a> changed: line 7
    relative to https://feeds.example.org/
    /two
    → https://feeds.example.org/two
  data-src of <img> moved to src: line 8
    is what a script would have put in place of the placeholder
    https://img.example.org/a.png
  src of <img> removed: line 8
    is in place of the real one only until a script has loaded that
    /blank.gif
  referrerpolicy of <img> added, 3 times: lines 8, 9
    asks servers for images without saying who asks ([sanitize] referrerpolicy)
    → no-referrer
  src of <img> changed, 2 times: line 9
    relative to https://feeds.example.org/
    b.png
    → https://feeds.example.org/b.png
  <iframe> became <a>: line 10
    readers show no page inside of an article; a link leads to it
    https://film.example.org/1
    → <a href="https://film.example.org/1">→&nbsp;film.example.org</a>

Sanitized HTML
{entry_of(project, "a.html").content}
"""
    )


def test_the_link_is_that_of_the_feeds(project: Project) -> None:
    project.seed("a.html", title="a", date="2022-01-01", body="<a href='#n'>note</a>")
    project.build()
    link = entry_of(project, "a.html").permalink
    assert link
    assert f"<link>{link}</link>".encode() in project.out()["all.rss"]
    assert (project.path / "out" / link.removeprefix(SITE_URL)).is_file()
    [change] = told(project, "a.html")["changes"]
    assert (change["after"], change["reason"]) == (
        f"{link}#user-content-n",
        "is a place on the page of the document",
    )
    project.write("feeds/site.toml", f"{SITE}[build]\npages = false\n")
    entry = told(project, "a.html")["entry"]
    assert entry["permalink"]["value"] is None
    assert entry["permalink"]["how"] == "no key has an http(s) address"


def test_links_to_other_documents_are_those_of_the_feeds(project: Project) -> None:
    project.write("feeds/site.toml", f"{SITE}[build]\nledger = true\n")
    path = project.seed("b.md", title="b", date="2022-01-01")
    project.build()
    path.rename(path.with_name("c.md"))
    project.seed("a.html", title="a", date="2022-01-02", body="<a href='c.md'>c</a>")
    content = entry_of(project, "a.html").content
    project.build()
    assert content.encode() in project.out()["all.atom"]
    assert str(entry_of(project, "c.md").permalink) in content


def test_the_content_is_that_of_the_feeds(project: Project) -> None:
    project.seed("a.html", title="a", date="2022-01-01", body=SCRAPED)
    project.write("feeds/site.toml", SITE + '[build]\nformats = ["json"]\n')
    project.build()
    [item] = json.loads(project.out()["all.json"])["items"]
    entry = told(project, "a.html")["entry"]
    assert entry["content"]["value"] == item["content_html"]
    assert entry["id"]["value"] == item["id"]
    assert entry["summary"]["value"] == item["summary"]


def test_the_example_of_the_repository_is_what_its_build_makes(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    site = config.load(root)
    for name in (
        "blog/two-authors.md",
        "scraped/untidy page (1).html",
        "blog/toml-front-matter.md",
    ):
        found = survey(root, site, name, Options(), NOW)
        assert found.outcome == "published"
        assert found.trace is not None
        carrying = [path for place in found.places if place.carried for path in place.files]
        assert "all.atom" in carrying
        assert found.trace.entry.content


def test_the_json_is_documented(project: Project) -> None:
    project.seed("a.html", title="a", date="2022-01-01", cover="https://e.org/a.png", body=SCRAPED)
    found = told(project, "a.html")
    page = (Path(__file__).parents[2] / "docs" / "inspect.md").read_text("utf-8")
    top = page.partition("## The object")[2]
    tables = re.split(r"^\|---\|---\|$", top, flags=re.M)[1:]
    keys, codes = (re.findall(r"^\| `([a-z]+)` \|", table, re.M) for table in tables)
    assert keys == list(found)
    inner = [*found["feeds"][0], *found["changes"][0], *found["entry"], *found["entry"]["title"]]
    assert all(f"`{name}`" in top for name in inner)
    assert {change["code"] for change in found["changes"]} <= set(codes)


def test_a_draft_is_shown_as_it_would_be(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01", draft="true", categories="x")
    project.seed("b.md", title="b", date="2022-01-02", categories="x")
    found = told(project, "a.md")
    assert found["outcome"] == "draft"
    assert found["withheld"] == {"key": "draft", "line": 4, "how": "draft: true"}
    assert [(feed["rank"], feed["members"]) for feed in found["feeds"]] == [(2, 2), (2, 2)]
    shown = inspect(project, "a.md").stdout.splitlines()[1]
    assert shown == "Left out, for line 4 says draft: true. This is what it would be, in 2 feeds."
    project.seed("c.md", title="c", date="2022-01-01", hidden="true")
    assert told(project, "c.md")["outcome"] == "hidden"


def test_a_document_of_the_future(project: Project) -> None:
    project.seed("a.md", title="a", date="2100-01-01")
    project.seed("b.md", title="b", date="2101-01-01")
    found = told(project, "a.md")
    assert (found["outcome"], found["withheld"]) == ("future", None)
    assert [(feed["rank"], feed["members"]) for feed in found["feeds"]] == [(1, 1)]
    shown = inspect(project, "a.md").stdout.splitlines()[1:3]
    assert " ".join(shown) == (
        "Left out until 2100-01-01 00:00:00 UTC. This is what it would be, in 1 feed. "
    )
    found = told(project, "a.md", "--future")
    assert found["outcome"] == "published"
    assert [(feed["rank"], feed["members"]) for feed in found["feeds"]] == [(2, 2)]


@pytest.mark.parametrize(
    ("front_matter", "message"),
    [
        ({"title": "a"}, "seeds/a.md: has no date"),
        ({"date": "03/04/2022"}, "seeds/a.md:2: date '03/04/2022' can be read in two ways"),
        ({"date": "'2022"}, "seeds/a.md:2: front matter can't be read"),
    ],
)
def test_a_document_that_is_refused(
    project: Project, front_matter: dict[str, str], message: str
) -> None:
    project.seed("a.md", **front_matter)
    result = inspect(project, "a.md")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1] == "Refused, so no feed carries it."
    assert f"  refused {message}" in result.stdout
    found = told(project, "a.md")
    assert (found["outcome"], found["entry"], found["feeds"]) == ("refused", None, [])


def test_a_body_that_is_refused(project: Project) -> None:
    project.seed("a.html", title="a", date="2022-01-01", body="<div>" * 600)
    found = told(project, "a.html")
    assert found["outcome"] == "refused"
    assert [problem["code"] for problem in found["problems"]] == ["body-too-complex"]


def test_one_of_two_with_one_id(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01", guid="tag:e.org,2022:x")
    project.seed("b.md", title="b", date="2022-01-02", guid="tag:e.org,2022:x")
    assert told(project, "a.md")["problems"][0]["code"] == "id-duplicate"
    assert told(project, "a.md")["outcome"] == "refused"
    assert told(project, "b.md")["problems"] == []
    assert told(project, "b.md")["outcome"] == "published"


def test_warnings_are_those_of_a_build(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01", headimg="data:x", updated="2200-01-01")
    project.seed("b.md", title="b", date="2022-01-01", headimg="data:y")
    built = [problem for problem in project.build().problems if problem.path == "seeds/a.md"]
    assert list(surveyed(project, "a.md").problems) == built
    assert len(built) == 2
    text = inspect(project, "a.md").stdout
    assert "\nProblems\n  warning seeds/a.md: was changed in the future" in text
    assert "\n  warning seeds/a.md:4: headimg 'data:x'" in text
    source = told(project, "a.md")["entry"]["updated"]
    assert source["how"] == "is in the future; the date of publication is used instead"


def test_an_older_entry_is_in_no_newest(project: Project) -> None:
    project.write("feeds/site.toml", f"{SITE}[build]\nlimit = 2\n")
    for day in range(1, 5):
        project.seed(f"{day}.md", title=str(day), date=f"2022-01-0{day}", body=f"Text {day}.")
    [place] = surveyed(project, "2.md").places
    assert (place.rank, place.members, place.limit) == (3, 4, 2)
    assert (place.carried, place.archived) == (False, False)
    assert "    number 3 of 4: only the newest 2 are in it" in inspect(project, "2.md").stdout
    assert inspect(project, "2.md").stdout.splitlines()[1] == "Published, but in no feed."
    project.write("feeds/site.toml", f"{SITE}[build]\nlimit = 2\narchive = true\n")
    [place] = surveyed(project, "2.md").places
    assert (place.carried, place.archived) == (False, True)
    assert "; it is in the archive" in inspect(project, "2.md").stdout


def test_one_that_fails_before_it_makes_room(project: Project) -> None:
    project.write("feeds/site.toml", f"{SITE}[build]\nlimit = 2\n")
    for day in range(1, 4):
        body = "<div>" * 600 if day == 3 else f"Text {day}."
        project.seed(f"{day}.html", title=str(day), date=f"2022-01-0{day}", body=body)
    [place] = surveyed(project, "1.html").places
    assert (place.rank, place.carried) == (3, True)
    project.build()
    assert b"<title>1</title>" in project.out()["all.rss"]


def test_what_does_not_fit_into_a_feed(project: Project) -> None:
    project.write("feeds/site.toml", f"{SITE}[build]\nmax_bytes = 20000\n")
    for day in range(1, 5):
        project.seed(f"{day}.html", title=str(day), date=f"2022-01-0{day}", body="<p>a</p>" * 500)
    project.build()
    for day in range(1, 5):
        [place] = surveyed(project, f"{day}.html").places
        assert place.carried == (f"<title>{day}</title>".encode() in project.out()["all.rss"])
    assert "those before it fill its 20000 bytes" in inspect(project, "1.html").stdout


@pytest.mark.parametrize(
    ("settings", "shows"),
    [
        ('content = "summary"', "its summary"),
        ('cover_in_body = "add"', "all of it, with the head image"),
        ('cover_in_body = "remove"', "all of it"),
        ("max_bytes = 20000", "its summary, for all of it is larger than the feed may be"),
    ],
)
def test_what_a_feed_shows(project: Project, settings: str, shows: str) -> None:
    project.write("feeds/site.toml", f"{SITE}[build]\n{settings}\n")
    project.seed(
        "a.html", title="a", date="2022-01-01", cover="https://e.org/a.png", body="<p>a</p>" * 5000
    )
    [place] = surveyed(project, "a.html").places
    assert place.shows == shows


def test_the_head_image_that_a_feed_takes_out(project: Project) -> None:
    project.write("feeds/site.toml", f'{SITE}[build]\ncover_in_body = "remove"\n')
    cover = "https://e.org/a.png"
    project.seed("a.html", title="a", date="2022-01-01", cover=cover, body=f"a<img src='{cover}'>")
    [place] = surveyed(project, "a.html").places
    assert place.shows == "all of it, without the head image"


def test_feeds_of_its_own_have_their_own_limit(project: Project) -> None:
    project.write("feeds/short.toml", "limit = 1\narchive = true\n")
    project.seed("a.md", title="a", date="2022-01-01")
    project.seed("b.md", title="b", date="2022-01-02")
    places = {place.files[0]: place for place in surveyed(project, "a.md").places}
    assert places["all.rss"].carried
    assert (places["short.rss"].limit, places["short.rss"].archived) == (1, True)


def test_the_id_that_the_ledger_keeps(project: Project) -> None:
    project.write("feeds/site.toml", f"{SITE}[build]\nledger = true\n")
    path = project.seed("a.md", title="a", date="2022-01-01")
    project.build()
    before = surveyed(project, "a.md")
    path.rename(project.path / "seeds" / "b.md")
    after = surveyed(project, "b.md")
    assert before.trace is not None and after.trace is not None
    assert after.trace.entry.id == before.trace.entry.id
    assert after.trace.sources["id"].how.endswith("before (feeds/ids.jsonl)")


def test_what_a_server_said_of_an_enclosure(project: Project) -> None:
    project.write(
        "feeds/enclosures.jsonl",
        '{"url": "https://e.org/a", "asked": "2026-01-01", "length": 17, "type": "image/webp"}\n',
    )
    project.seed("a.md", title="a", date="2022-01-01", cover="https://e.org/a")
    [enclosure] = told(project, "a.md")["enclosures"]
    assert (enclosure["value"]["length"], enclosure["asked"]) == (17, "2026-01-01")
    text = inspect(project, "a.md").stdout
    assert "https://e.org/a, image/webp, 17 bytes" in text
    assert "asked on 2026-01-01 and said length and type" in text.replace("\n               ", " ")


def test_sound_and_episodes(project: Project) -> None:
    project.seed(
        "a.md",
        title="a",
        date="2022-01-01",
        audio="https://e.org/a.mp3",
        duration="1:02",
        episode="3",
        episodeType="bonus",
        season="2",
        explicit="false",
        author="A B <a@e.org>",
    )
    text = inspect(project, "a.md").stdout
    assert "https://e.org/a.mp3, audio/mpeg, length not known, 62 s" in text
    assert "episode      number 3, season 2, not explicit, bonus" in text
    assert "authors      A B <a@e.org>" in text


def test_nothing_is_written(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01")
    before = sorted(project.path.rglob("*"))
    inspect(project, "a.md")
    assert sorted(project.path.rglob("*")) == before


def test_a_document_is_found_from_here_from_the_project_and_from_seeds(project: Project) -> None:
    path = project.seed("blog/a b.md", title="a", date="2022-01-01")
    for given, folder in (
        ("a b.md", path.parent),
        (str(path), Path("/")),
        ("seeds/blog/a b.md", Path("/")),
        ("blog/a b.md", Path("/")),
        ("seeds/../seeds/blog/./a b.md", project.path),
    ):
        command = [sys.executable, "-m", "feedpub", "inspect", given, "--json"]
        done = subprocess.run(
            [*command, "--project", str(project.path)],
            capture_output=True,
            text=True,
            check=True,
            cwd=folder,
        )
        assert json.loads(done.stdout)["path"] == "seeds/blog/a b.md"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("seeds/harbor.md", "no such document; did you mean seeds/blog/harbour.md?"),
        ("harbor.md", "no such document; did you mean seeds/blog/harbour.md?"),
        ("nowhere", "no such document; give the path of one in {seeds}"),
        ("blog", "{seeds}/blog: is a folder; name one document in it"),
        ("blog/.a.md", "{seeds}/blog/.a.md: is passed over, for a name in it begins with . or"),
        ("blog/a.png", "{seeds}/blog/a.png: is no document; those end in one of .md .markdown"),
        ("{project}/outside.md", "is not in {seeds}; move it there, or name its project with"),
        ("\0", "no such document"),
        ("", "is a folder"),
    ],
)
def test_what_is_no_document(project: Project, given: str, message: str) -> None:
    for name in ("seeds/blog/harbour.md", "seeds/blog/.a.md", "seeds/blog/a.png", "outside.md"):
        project.write(name, "---\ndate: 2022-01-01\n---\n")
    result = inspect(project, given.format(project=project.path))
    assert result.exit_code == 2
    assert message.format(seeds=project.path / "seeds") in result.stderr
    assert result.stdout == ""


def test_a_link_out_of_seeds_is_refused_as_in_a_build(project: Project) -> None:
    outside = project.write("outside.md", "---\ndate: 2022-01-01\n---\n")
    (project.path / "seeds" / "a.md").symlink_to(outside)
    assert told(project, "a.md")["problems"][0]["code"] == "link-outside"


def test_a_folder_without_seeds(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["inspect", "a.md", "--project", str(tmp_path)])
    assert result.exit_code == 2
    assert (
        result.stderr
        == f"{tmp_path / 'seeds'}: no such folder; put the documents there, or name the"
        " project with --project\n"
    )


def test_a_broken_configuration_and_a_broken_ledger(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01")
    project.write("feeds/site.toml", "[site]\nurl = 1\n")
    assert inspect(project, "a.md").exit_code == 2
    project.write("feeds/site.toml", f"{SITE}[build]\nledger = true\n")
    project.write("feeds/ids.jsonl", "nonsense\n")
    result = inspect(project, "a.md")
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


def test_no_colours_and_no_controls_where_it_is_no_terminal(project: Project) -> None:
    project.seed(
        "a.html", title="a", date="2022-01-01", body="<p onclick='\x1b[31m\u202e'>\x1b[0mText</p>"
    )
    text = inspect(project, "a.html").stdout
    assert "\x1b" not in text
    assert "\\x1b[31m\\u202e" in text


def test_lines_are_eighty_columns_wide(project: Project) -> None:
    project.seed(
        "a.html",
        title=f"{'中文，标题。' * 12} {'words ' * 20}",
        date="2022-01-01",
        description="（海岸日报讯）" * 30,
        body=SCRAPED,
    )
    found = list(lines(surveyed(project, "a.html")))
    html = found.index(Line(Kind.HEADING, "Sanitized HTML"))
    for line in found[:html]:
        assert cells(line.text) <= 80 or "http" in line.text


@pytest.mark.parametrize(
    ("given", "width", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("https://example.org/long", 8, ["https://example.org/long"]),
        ("中文。标题", 6, ["中文。", "标题"]),
        ("中文标，题", 6, ["中文", "标，题"]),
        ("ab中文cd", 4, ["ab中", "文cd"]),
        ("  a   b ", 80, ["a b"]),
    ],
)
def test_lines_are_broken_where_a_reader_would(given: str, width: int, expected: list[str]) -> None:
    assert list(wrap(given, width)) == expected


def test_what_can_not_be_seen_is_shown_by_its_number() -> None:
    assert visible("a\nb\x1b\u202e中") == "a\\nb\\x1b\\u202e中"


def test_colours_at_a_terminal(project: Project) -> None:
    project.seed("a.html", title="a", date="2022-01-01", body=SCRAPED)
    terminal = Terminal("inspect", "a.html", "--project", str(project.path))
    assert terminal.end() == 0
    assert "\x1b[1mseeds/a.html\x1b[0m" in terminal.seen
    assert "\x1b[32mPublished, in 1 feed.\x1b[0m" in terminal.seen


def test_the_clock_is_that_of_the_command_line(project: Project) -> None:
    project.seed("a.md", title="a", date="2026-06-01")
    assert surveyed(project, "a.md", datetime(2026, 1, 1, tzinfo=UTC)).outcome == "future"
    assert surveyed(project, "a.md", datetime(2026, 7, 1, tzinfo=UTC)).outcome == "published"
