"""What is trusted: a cache that somebody has written into publishes no more than words."""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feedpub.cli import main
from feedpub.pipeline.memory import bodies, documents, feeds, git, trust
from feedpub.pipeline.memory.cache import CACHE_PATH
from tests.conftest import SITE_URL, Project
from tests.pipeline.test_incremental import PNG

SECRET = b"the secret of another folder"
EVIL = '<p>x<script>alert(1)</script><img src=x onerror="alert(1)"></p>'


@pytest.fixture
def built(project: Project) -> Project:
    project.write("feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n")
    project.write("seeds/p.png", PNG)
    project.seed("a.md", title="Alpha", date="2024-05-01", body="![p](p.png) Words.")
    project.seed("b.md", title="Beta", date="2024-05-02", link="https://b.example.org/b", body="b")
    for path in (project.path / "seeds").iterdir():
        os.utime(path, (1, 1))
    run(project)
    return project


def run(project: Project, *options: str) -> str:
    done = CliRunner().invoke(main, ["build", "--project", str(project.path), *options])
    assert done.exit_code == 0, done.stderr
    assert done.exception is None
    return done.stderr


def database(project: Project) -> "closing[sqlite3.Connection]":
    return closing(sqlite3.connect(project.path / CACHE_PATH, isolation_level=None))


def replace(project: Project, kind: str, old: str, new: str) -> None:
    """Put another text into all values of a kind, which is as long as somebody wishes."""
    with database(project) as rows:
        changed = 0
        query = "SELECT key, value FROM memory WHERE kind LIKE ?"
        for key, value in rows.execute(query, (kind,)).fetchall():
            was = value if isinstance(value, str) else value.decode()
            now = was.replace(old, new)
            changed += now != was
            put = now if isinstance(value, str) else now.encode()
            update = "UPDATE memory SET value = ? WHERE kind LIKE ? AND key = ?"
            rows.execute(update, (put, kind, key))
        assert changed, f"{old!r} stands nowhere in {kind}"


def render_again(project: Project) -> None:
    """Have the feeds made once more of what the cache holds of the other documents."""
    project.seed("new.md", title="New", date="2024-05-03")


def as_text(project: Project) -> str:
    return b"\n".join(project.published().values()).decode("utf-8", "replace")


IN_JSON = json.dumps(EVIL)[1:-1]


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("body", "<p>b</p>", IN_JSON),
        ("body", "Words.", IN_JSON),
        ("body", "<p>b</p>", "<a href='javascript:alert(1)'>alert(1)</a>"),
        ("body", '"summary":"b"', '"summary":"b\\u0000alert(1)"'),
        ("document", "https://b.example.org/b", "javascript:alert(1)"),
        ("document", "https://b.example.org/b", "\\u006aavascript:alert(1)"),
        ("document", "Alpha", "Al\\u0001pha alert(1)"),
        ("document", "Alpha", "Al\x9bpha alert(1)"),
        ("feed", "https://b.example.org/b", "javascript:alert(1)"),
        ("feed", "Beta", "B\\u0008eta alert(1)"),
        ("feed", '"all.rss":', '"../../alert(1)":'),
        ("feed", '"all.rss":', '"/etc/passwd":'),
        ("page", "entries/", "../entries/"),
        ("page", "entries/", "/tmp/alert(1)/"),
    ],
)
def test_what_is_written_into_the_cache_is_not_published(
    built: Project, kind: str, old: str, new: str
) -> None:
    replace(built, kind, old, new)
    render_again(built)
    run(built)
    assert "alert(1)" not in as_text(built)
    assert "passwd" not in (built.path / "out/.feedpub.json").read_text("utf-8")
    dirty = built.published()
    shutil.rmtree(built.path / ".feedpub")
    shutil.rmtree(built.path / "out")
    run(built)
    assert built.published() == dirty


def test_no_file_of_another_folder_is_copied(built: Project) -> None:
    built.write("secret.png", PNG + SECRET)
    replace(built, "body", '"source":"p.png"', '"source":"../secret.png"')
    render_again(built)
    done = CliRunner().invoke(main, ["build", "--project", str(built.path)])
    assert done.exit_code == 2
    assert "secret.png: changed while it was built; build again" in done.stderr
    assert SECRET not in b"".join(built.published().values())


JUNK = st.sampled_from([None, 7, 1.5, "text", b"\xff\x00", b"[]", b"{}", "{}", "[" * 5000, b"null"])


KINDS = ["kept", "document", "body", "body notes", "page", "pages", "feed", "range", "totals"]


@pytest.mark.parametrize("kind", [*KINDS, "parts %", "warned", "world"])
def test_anything_in_the_cache_is_as_good_as_nothing(built: Project, kind: str) -> None:
    expected = built.published()

    @settings(deadline=None, max_examples=15)
    @given(value=JUNK, column=st.sampled_from(["key", "made_of", "value"]))
    @example(value=b"{}", column="value")
    def check(value: object, column: str) -> None:
        with database(built) as rows:
            set_all = f"UPDATE OR IGNORE memory SET {column} = ? WHERE kind LIKE ?"
            rows.execute(set_all, (value, kind))
            if kind != "kept":
                rows.execute("DELETE FROM memory WHERE kind = 'kept'")
        (built.path / "out/all.rss").unlink()  # it is made anew of what is kept
        run(built)
        assert built.published() == expected

    check()


@pytest.mark.parametrize("digest", [None, b"\xff"])
def test_a_page_with_a_digest_that_is_no_text_is_unknown(built: Project, digest: object) -> None:
    expected = built.published()
    with database(built) as rows:
        rows.execute("UPDATE memory SET made_of = ? WHERE kind = 'page'", (digest,))
        rows.execute("DELETE FROM memory WHERE kind = 'kept'")
    run(built)
    assert built.published() == expected


def kept(**values: object) -> Callable[[Project], None]:
    def change(project: Project) -> None:
        with database(project) as rows:
            [(value,)] = rows.execute("SELECT value FROM memory WHERE kind = 'kept'")
            changed = json.dumps({**json.loads(value), **values})
            rows.execute("UPDATE memory SET value = ? WHERE kind = 'kept'", (changed,))

    return change


@pytest.mark.parametrize(
    "change",
    [
        kept(result={"counts": {}, "feeds": [], "problems": []}),
        kept(result={"counts": {"documents": "<b>"}, "feeds": [], "problems": []}),
        kept(result=7),
        kept(others=7),
        kept(others={"p.png": 7}),
        kept(others={"p.png": ["a", "b", "c"]}),
        kept(out={"all.rss": 7}),
        kept(until="soon"),
        kept(inputs=None),
    ],
)
def test_a_note_of_the_last_build_that_is_none(
    built: Project, change: Callable[[Project], None]
) -> None:
    expected = built.published()
    change(built)
    run(built)
    assert built.published() == expected


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON memory BEGIN DELETE FROM memory; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE more (x)",
        "ALTER TABLE memory ADD COLUMN x",
        # It would never end.
        "DROP TABLE memory; CREATE VIEW memory AS WITH RECURSIVE n(kind, key, made_of, value) AS"
        " (SELECT 'a', 'b', 'c', 'd' UNION ALL SELECT kind, key, made_of, value FROM n)"
        " SELECT * FROM n",
    ],
)
def test_tables_that_are_not_ours_are_made_anew(built: Project, statement: str) -> None:
    with database(built) as rows:
        rows.executescript(statement)
    assert "made anew: it has other tables than feedpub makes" in run(built)
    assert "warning" not in run(built)


@pytest.mark.parametrize("ending", ["", "-journal", "-wal"])
def test_a_link_in_the_place_of_the_cache_is_not_followed(built: Project, ending: str) -> None:
    path = built.path / f"{CACHE_PATH}{ending}"
    path.unlink(missing_ok=True)
    victim = built.path / "victim"
    victim.write_bytes(SECRET)
    path.symlink_to(victim)
    said = run(built)
    assert "is reached through a link and is not used; remove the link" in said
    assert victim.read_bytes() == SECRET
    assert path.is_symlink()


def command(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


class TestACommittedCache:
    @pytest.fixture(params=["2", "4", "split"])
    def repository(self, built: Project, request: pytest.FixtureRequest) -> Project:
        command(built.path, "init", "-q")
        if request.param == "split":
            command(built.path, "config", "core.splitIndex", "true")
        else:
            command(built.path, "config", "index.version", request.param)
        command(built.path, "add", ".")
        return built

    def test_is_not_used(self, repository: Project) -> None:
        assert "repository" not in run(repository)
        command(repository.path, "add", "-f", ".feedpub/lock", ".feedpub/cache.sqlite")
        replace(repository, "body", "<p>b</p>", "poisoned")
        before = (repository.path / CACHE_PATH).read_bytes()
        render_again(repository)
        said = run(repository)
        assert "is in the repository, where anybody could have written anything into it" in said
        assert "git rm -r -f --cached .feedpub" in said
        assert "poisoned" not in as_text(repository)
        assert (repository.path / CACHE_PATH).read_bytes() == before
        # Not even for the answer that there is nothing to do.
        assert "is in the repository" in run(repository)
        command(repository.path, "rm", "-r", "-f", "-q", "--cached", ".feedpub")
        assert "repository" not in run(repository)

    def test_is_known_below_the_top_and_in_capitals(self, repository: Project) -> None:
        top = repository.path
        for name in ("blog/.FeedPub/cache.sqlite", "x/blog/.feedpub/cache.sqlite"):
            repository.write(name, "x")
        assert not git.tracks(top / "blog", CACHE_PATH)
        command(top, "add", "-f", "x/blog/.feedpub/cache.sqlite")
        assert not git.tracks(top / "blog", CACHE_PATH)
        assert git.tracks(top / "x/blog", CACHE_PATH)
        command(top, "add", "-f", "blog/.FeedPub/cache.sqlite")
        assert git.tracks(top / "blog", CACHE_PATH)


def test_git_is_not_asked_to_keep_it(built: Project) -> None:
    command(built.path, "init", "-q")
    (built.path / ".gitignore").unlink(missing_ok=True)
    command(built.path, "add", ".")
    assert not git.tracks(built.path, CACHE_PATH)


@settings(deadline=None)
@given(data=st.binary(max_size=200), version=st.sampled_from([b"\0\0\0\2", b"\0\0\0\4", b""]))
def test_any_index_is_read(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, version: bytes
) -> None:
    folder = tmp_path_factory.mktemp("git")
    (folder / ".git").mkdir()
    (folder / ".git/index").write_bytes(b"DIRC" + version + b"\0\0\0\3" + data)
    assert git.tracks(folder, CACHE_PATH) is False


def test_in_a_worktree(built: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    command(built.path, "init", "-q")
    command(built.path, "add", "-f", "seeds", CACHE_PATH)
    command(built.path, "commit", "-q", "-m", "x")
    other = tmp_path_factory.mktemp("other") / "tree"
    command(built.path, "worktree", "add", "-q", str(other))
    assert git.tracks(other, CACHE_PATH)
    command(other, "rm", "-q", "--cached", CACHE_PATH)
    assert not git.tracks(other, CACHE_PATH)
    assert git.tracks(built.path, CACHE_PATH)


@pytest.mark.parametrize("name", ["seeds", "tests/golden/mirror", "tests/golden/magazine"])
def test_nothing_that_feedpub_keeps_is_taken_for_what_it_does_not(
    project: Project, name: str
) -> None:
    """Else it would be made anew with every build."""
    source = Path(__file__).parents[2] / name
    if name == "seeds":
        shutil.copytree(source, project.path / "seeds", dirs_exist_ok=True)
    else:
        shutil.copytree(source, project.path, dirs_exist_ok=True)
    project.build()
    with database(project) as rows:
        for kind, decoder in (
            ("document", documents._READ),
            ("body notes", bodies._NOTED),
            ("feed", feeds._MADE),
        ):
            kept = rows.execute("SELECT value FROM memory WHERE kind = ?", (kind,)).fetchall()
            assert kept
            assert None not in [trust.decode(decoder, value) for (value,) in kept]  # type: ignore[misc]
        for (body,) in rows.execute("SELECT value FROM memory WHERE kind = 'body'"):
            found = trust.decode(bodies._BODY, body)
            assert found
            assert trust.is_safe(found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("ending", ["", "-journal", "-wal"])
def test_a_pipe_in_the_place_of_the_cache_is_not_waited_for(built: Project, ending: str) -> None:
    path = built.path / f"{CACHE_PATH}{ending}"
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    built.seed("c.md", title="Gamma", date="2024-05-03")
    assert f"{CACHE_PATH}{ending} is no regular file, so there is no cache; remove it" in run(built)
    assert b"Gamma" in built.out()["all.rss"]


def test_a_text_with_a_backslash_is_kept_like_any_other(project: Project) -> None:
    """In JSON it looks nearly as a character does that is written by its number."""
    project.write("feeds/site.toml", "[build]\nlimit = 1\n")
    words = r"\u003cb\u003e \\u0041 C:\users"
    project.seed("a.md", title=json.dumps(words), date="2024-05-01", categories=json.dumps([words]))
    project.seed("b.md", title="b", date="2024-05-02", status=json.dumps(f"no {words}"))
    first = project.build()
    for day in (3, 4):
        project.seed("c.md", title="c", date=f"2024-05-0{day}", categories="x")
        again = project.build()
        assert again.problems == first.problems
    with database(project) as rows:
        kept = dict(rows.execute("SELECT key, value FROM memory WHERE kind = 'document'"))
    assert trust.decode(documents._READ, kept["a.md"]) is not None
    shutil.rmtree(project.path / ".feedpub")
    before = project.published()
    project.build()
    assert project.published() == before
