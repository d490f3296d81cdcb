"""`feedpub init`: a project that builds at once, and never in place of what is there."""

import html
import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub import config
from feedpub.cli import main, scaffold
from feedpub.config import KEYS, Key
from feedpub.web import text
from tests.terminal import Terminal

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
URL = "https://feeds.example.org/"
FILES = ("feeds/site.toml", ".gitignore", ".github/workflows/feeds.yml")


def init(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["init", *map(str, arguments)])


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_the_project_builds_at_once_and_without_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "blog"
    made = init(folder, "--url", URL, "--title", "Coast & Field", "--language", "zh-CN")
    assert made.exit_code == 0
    assert sorted(made.stdout.splitlines()) == sorted(f"{folder / name}" for name in files(folder))
    built = run("build", "--strict", "--project", str(folder))
    assert built.exit_code == 0
    assert built.stderr.splitlines()[0] == "1 document read, 1 published"
    assert len(built.stderr.splitlines()) == 2
    for name in ("all.rss", "all.atom"):
        feed = feedparser.parse((folder / "out" / name).read_bytes())
        assert not feed.bozo
        assert html.unescape(feed.feed.title) == "Coast & Field"
        [entry] = feed.entries
        assert entry.title == "First light"
        [enclosure] = [link for link in entry.links if link.rel == "enclosure"]
        assert enclosure.type == "image/png"
        picture = folder / "out" / enclosure.href.removeprefix(URL)
        assert picture.stat().st_size == int(enclosure.length)
        assert enclosure.href in entry.content[0].value
        assert entry.summary.startswith("This is a document")


def test_without_options_it_builds_with_one_warning(tmp_path: Path) -> None:
    init(tmp_path)
    built = run("build", "--project", str(tmp_path))
    assert built.exit_code == 0
    [warning] = [line for line in built.stderr.splitlines() if line.startswith("warning")]
    assert "the address where out/ will be served is not set" in warning


def test_says_what_to_do_next(tmp_path: Path) -> None:
    hints = init(tmp_path / "a b").stderr.splitlines()
    assert hints == [
        "Next:",
        f"  cd '{tmp_path / 'a b'}'",
        "  feedpub build                    makes the feeds, in out/",
        "  feedpub serve                    shows them, and builds again with every change",
        '  feedpub new "A title" -c News    writes a document',
        "and when you know where out/ will be served: url in feeds/site.toml",
        "and before you push to GitHub: OWNER in .github/workflows/feeds.yml",
    ]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.table}.{key.name}")
def test_every_key_is_in_the_configuration(key: Key) -> None:
    tables = re.split(r"^\[(\w+)\]$", scaffold.site_toml({}), flags=re.M)
    table = dict(zip(tables[1::2], tables[2::2], strict=True))[key.table or key.name]
    if not key.table:
        assert re.search(rf"^# {re.escape(key.about.replace('`', ''))}.*\n#\w+ = ", table, re.M)
        return
    assert re.search(rf"^# {re.escape(key.about.replace('`', ''))}.*\n#{key.name} = ", table, re.M)


def uncommented(written: str) -> str:
    return re.sub(r"^#(?=\w+ = )", "", written, flags=re.M)


def test_all_of_the_configuration_loads_when_it_is_uncommented(tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    whole = uncommented(scaffold.site_toml({}))
    (tmp_path / "feeds" / "site.toml").write_text(whole, "utf-8")
    tables = tomllib.loads(whole)
    own = {key.name for key in KEYS if not key.table}  # people name the keys in these
    assert own <= set(tables)
    assert {(table, name) for table in set(tables) - own for name in tables[table]} == {
        (key.table, key.name) for key in KEYS if key.table
    }
    assert config.load(tmp_path).url == config.DEFAULT_URL


def test_each_key_that_is_uncommented_says_what_is_so_without_it_or_is_an_example() -> None:
    written = scaffold.site_toml({})
    for key in KEYS:
        default = config.default_of(key, config.Site())
        tables = tomllib.loads(uncommented(written))
        tables[""] = tables
        if default is not None:
            assert tables[key.table][key.name] == default
        else:
            assert key.value.check(tables[key.table][key.name]) not in ("", (), None)


def test_what_is_commented_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "site.toml").write_text(scaffold.site_toml({}), "utf-8")
    assert config.load(tmp_path) == config.Site()


@settings(deadline=None)
@given(
    st.text(max_size=60)
    | st.text("<b>&lt;amp'\"\\{}[]:#=-\n\r\t\x7f\x85\u2028 中文🌾", max_size=30),
    st.text(max_size=30),
)
def test_what_was_typed_is_what_the_site_is_called(title: str, author: str) -> None:
    if not text.plain(html.escape(title)):
        with pytest.raises(ValueError, match="is empty; give it a text"):
            scaffold.setting("title", title)
        return
    given = {name: scaffold.setting(name, v) for name, v in (("title", title), ("author", author))}
    site = tomllib.loads(scaffold.site_toml(given))["site"]
    [key] = [key for key in KEYS if (key.table, key.name) == ("site", "title")]
    assert key.value.check(site["title"]) == text.fold(title)
    assert text.plain(site.get("author", "")) == text.plain(html.escape(author))


@settings(deadline=None)
@given(st.builds("{}{}".format, st.sampled_from(("https://e.org/", "HTTP://e", "")), st.text()))
def test_an_address_is_that_of_the_configuration_or_is_refused(address: str) -> None:
    try:
        written = scaffold.setting("url", address)
    except ValueError:
        return
    site = tomllib.loads(scaffold.site_toml({"url": written}))["site"]
    assert site["url"] == written == scaffold.setting("url", written)


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--url", "example.org", "is not the http(s) address of a folder; write it in full"),
        ("--title", " ", "is empty; give it a text"),
        ("--language", "Chinese", "is no language tag"),
        ("--timezone", "Peking", "is no time zone; write one such as Europe/Berlin"),
    ],
)
def test_an_option_that_is_wrong(tmp_path: Path, option: str, value: str, message: str) -> None:
    result = init(tmp_path / "x", option, value)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{option} {value!r}: ")
    assert message in result.stderr
    assert not (tmp_path / "x").exists()


def test_the_options_are_in_the_configuration(tmp_path: Path) -> None:
    init(tmp_path, "--author", "The editors", "--timezone", "Asia/Shanghai", "--language", "zh_CN")
    site = config.load(tmp_path)
    assert (site.settings.author, site.timezone) == ("The editors", "Asia/Shanghai")
    assert site.settings.language == "zh-CN"
    [sample] = (tmp_path / "seeds").glob("*.md")
    assert "+08:00" in sample.read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_never_writes_over_a_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# mine\n")
    result = init(tmp_path, "--title", "A")
    assert result.exit_code == 0
    assert path.read_text() == "# mine\n"
    assert f"kept {path}, which is there already" in result.stderr
    assert str(path) not in result.stdout.splitlines()
    assert set(FILES) <= set(files(tmp_path))


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    init(tmp_path, "--title", "A")
    before = files(tmp_path)
    result = init(tmp_path, "--title", "B")
    assert (result.exit_code, result.stdout) == (0, "")
    assert files(tmp_path) == before
    assert "--title: not written, for feeds/site.toml was kept" in result.stderr


def test_a_folder_with_documents_gets_no_sample(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.md").write_text("---\ndate: 2022-01-01\n---\n")
    result = init(tmp_path)
    assert f"kept {tmp_path / 'seeds'}, which is there already" in result.stderr
    assert [path.name for path in (tmp_path / "seeds").iterdir()] == ["a.md"]


def test_what_git_is_to_ignore_is_told_where_it_does_not(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("out\n")
    assert f"add /.feedpub/ to {tmp_path / '.gitignore'}, so that" in init(tmp_path).stderr
    (tmp_path / ".gitignore").write_text("/out/\n.feedpub\n")
    assert "so that nobody commits" not in init(tmp_path).stderr


def test_a_project_below_the_top_of_a_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    hints = init(tmp_path / "site" / "feeds").stderr
    assert f"to {tmp_path / '.github/workflows/feeds.yml'}, put site/feeds/ before each" in hints
    assert "give the action project: site/feeds" in hints
    assert "GitHub looks" not in init(tmp_path).stderr


@pytest.mark.parametrize(("place", "tool"), scaffold.BLOGS.items())
def test_the_documents_of_another_tool(tmp_path: Path, place: str, tool: str) -> None:
    (tmp_path / place).mkdir(parents=True)
    (tmp_path / place / "a.md").write_text("---\ndate: 2022-01-01\n---\nText.\n")
    hints = init(tmp_path, "--url", URL).stderr
    [hint] = [line for line in hints.splitlines() if f"the documents of {tool};" in line]
    # What it says works.
    setting = hint.partition("for feeds of these, set ")[2].partition(" in feeds/site.toml")[0]
    path = tmp_path / "feeds/site.toml"
    path.write_text(re.sub("#folder = .*seeds.*", setting, path.read_text(), count=1))
    built = run("build", "--strict", "--project", str(tmp_path))
    assert built.stderr.splitlines()[0] == "1 document read, 1 published"
    shown = run("inspect", str(tmp_path / place / "a.md"), "--project", str(tmp_path))
    assert "Published, in 1 feed." in shown.stdout


@pytest.mark.parametrize("name", ["", "feeds", ".github"])
def test_a_file_where_a_folder_should_be(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "x"
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("")
    result = init(folder)
    assert result.exit_code == 2
    assert str(folder / name) in result.stderr
    assert "Traceback" not in result.stderr


def workflow() -> Any:
    [file] = [file for file in scaffold.project({}, NOON) if file.path.endswith("feeds.yml")]
    return yaml.safe_load(file.body)


def test_the_workflow_is_one(tmp_path: Path) -> None:
    init(tmp_path)
    path = tmp_path / ".github" / "workflows" / "feeds.yml"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    done = subprocess.run(
        [*command, "vendor.github-workflows", str(path)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_workflow_may_do_what_it_must_and_no_more() -> None:
    jobs = workflow()["jobs"]
    assert workflow()["permissions"] == {"contents": "read"}
    assert jobs["build"]["permissions"] == {"contents": "write"}  # for the ids of new documents
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    steps = [step for job in jobs.values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert len(used) == 3
    others = [action for action in used if not action.startswith("OWNER/feedpub@")]
    assert len(others) == 2
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action in others)
    [commit] = (step["run"] for step in steps if "run" in step)
    assert "git add feeds/ids.jsonl" in commit


def test_one_document_that_is_refused_keeps_no_other_back_on_github() -> None:
    [step] = [s for s in workflow()["jobs"]["build"]["steps"] if "OWNER/" in s.get("uses", "")]
    assert step["with"] == {"strict": "false"}
    action = yaml.safe_load((Path(__file__).parents[2] / "action.yml").read_text("utf-8"))
    assert set(step["with"]) <= set(action["inputs"])


def test_the_workflow_has_nothing_to_commit_where_there_is_no_ledger(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    [commit] = (step["run"] for step in workflow()["jobs"]["build"]["steps"] if "run" in step)
    subprocess.run(["bash", "-e", "-c", commit], cwd=tmp_path, check=True, capture_output=True)


def test_the_workflow_commits_the_ids_of_new_documents_alone(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
        return subprocess.run(command, cwd=clone, check=True, capture_output=True, text=True).stdout

    server, clone = tmp_path / "server", tmp_path / "clone"
    subprocess.run(["git", "init", "--quiet", "--bare", server], check=True)
    subprocess.run(["git", "clone", "--quiet", server, clone], check=True, capture_output=True)
    init(clone, "--url", URL)
    git("add", ".")
    git("commit", "--message", "The project")
    git("push", "origin", "HEAD")
    *_, commit = (step["run"] for step in workflow()["jobs"]["build"]["steps"] if "run" in step)
    for ids, repeated in ((1, False), (1, True), (2, False)):
        assert run("build", "--strict", "--project", str(clone)).exit_code == 0
        subprocess.run(["bash", "-e", "-c", commit], cwd=clone, check=True, capture_output=True)
        assert git("rev-list", "--count", "HEAD").strip() == str(1 + ids)
        assert git("diff", "HEAD", "@{u}") == git("status", "--short", "-uno") == ""
        assert (clone / "feeds/ids.jsonl").read_text("utf-8").count("\n") == ids
        if repeated:
            run("new", "Another", "--project", str(clone))


def test_asks_at_a_terminal_until_the_answers_fit(tmp_path: Path) -> None:
    terminal = Terminal("init", str(tmp_path / "blog"))
    terminal.answer("Title of the site [blog]: ", 'Coast "&" Field')
    terminal.answer("not known yet): ", "feeds.example.org")
    terminal.answer("not known yet): ", URL)
    assert terminal.end() == 0
    assert "is not the http(s) address of a folder; write it in full" in terminal.seen
    site = config.load(tmp_path / "blog")
    assert (site.title, site.url) == ('Coast "&" Field', URL)


def test_nothing_need_be_answered(tmp_path: Path) -> None:
    terminal = Terminal("init", str(tmp_path / "blog"))
    terminal.answer("Title of the site [blog]: ", "")
    terminal.answer("not known yet): ", "")
    assert terminal.end() == 0
    site = config.load(tmp_path / "blog")
    assert (site.title, site.url) == ("blog", config.DEFAULT_URL)


def test_does_not_ask_for_what_the_options_give(tmp_path: Path) -> None:
    terminal = Terminal("init", str(tmp_path / "blog"), "--title", "A", "--url", URL)
    assert terminal.end() == 0
    assert "Title of" not in terminal.seen
