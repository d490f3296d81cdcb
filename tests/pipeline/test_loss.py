"""What is there is never taken for gone, and most of it is not taken away unasked."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from feedpub.cli import main
from feedpub.errors import DocumentsRefused, OutputError
from feedpub.pipeline.build import Options
from feedpub.pipeline.records.ledger import LEDGER_PATH
from tests.conftest import SITE_URL, Project

NOBODY = 65534
SITE = f"[site]\nurl = '{SITE_URL}'\n[build]\nledger = true\ntombstones = true\n"


@pytest.fixture
def kept(project: Project) -> Project:
    project.write("feeds/site.toml", SITE)
    for number in range(4):
        project.seed(f"a{number}.md", title=f"A{number}", date="2024-05-01", categories="a")
    for number in range(3):
        project.seed(f"deep/b{number}.md", title=f"B{number}", date="2024-05-02", categories="b")
    return project


def ledger(project: Project) -> dict[str, dict[str, str]]:
    lines = (project.path / LEDGER_PATH).read_text("utf-8").split("\n")
    return {record["path"]: record for record in map(json.loads, filter(None, lines))}


def stones(project: Project) -> int:
    feed = etree.fromstring(project.out()["all.atom"])
    return len(feed.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry"))


def denied(folder: str, number: int = 13) -> Callable[[str], object]:
    real = os.scandir

    def scan(path: str) -> object:
        if str(path).rstrip("/").endswith(folder):
            raise OSError(number, os.strerror(number), str(path))
        return real(path)

    return scan


# No permission; it went while we looked; the disk fails; a mount whose server is gone.
@pytest.mark.parametrize("number", [13, 2, 5, 116])
def test_what_is_in_a_folder_that_cannot_be_read_is_not_gone(
    kept: Project, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    kept.build()
    lines, files = ledger(kept), set(kept.published())
    monkeypatch.setattr(os, "scandir", denied("deep", number))
    kept.seed("c.md", title="C", date="2024-05-03")
    result = kept.build()
    assert [problem.path for problem in result.problems] == ["seeds/deep"]
    assert (result.counts.refused, result.counts.published) == (1, 5)
    assert result.counts.documents == 6
    assert result.removed == ()
    assert files <= set(kept.published())
    assert lines.items() <= ledger(kept).items()
    assert stones(kept) == 0
    with pytest.raises(DocumentsRefused, match="seeds/deep: folder can't be read"):
        kept.build(Options(strict=True))
    monkeypatch.undo()
    again = kept.build()
    assert (again.counts.published, again.problems) == (8, ())
    assert lines.items() <= ledger(kept).items()


def test_a_copy_does_not_take_the_id_of_what_cannot_be_read(
    kept: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.build()
    copy = (kept.path / "seeds/deep/b0.md").read_bytes()
    monkeypatch.setattr(os, "scandir", denied("deep"))
    kept.write("seeds/copy.md", copy)
    kept.build()
    found = ledger(kept)
    assert found["copy.md"]["id"] != found["deep/b0.md"]["id"]


def run_without_rights(project: Project, *options: str) -> tuple[int, str]:
    """Build as somebody who is not root, whom permissions concern; return status and messages."""
    command = ["build", "--project", str(project.path), "--jobs", "1", *options]
    if os.geteuid() != 0:
        done = CliRunner().invoke(main, command)
        return done.exit_code, done.stderr
    for path in (project.path, *project.path.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    for above in project.path.parents:
        if above.stat().st_mode & 0o005 != 0o005:
            above.chmod(above.stat().st_mode | 0o005)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        done = CliRunner().invoke(main, command)
        os.write(writing, done.stderr.encode() or repr(done.exception).encode())
        os._exit(done.exit_code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def test_a_user_without_permission(kept: Project) -> None:
    # The child can't import what is in the home of another user.
    assert CliRunner().invoke(main, ["build", "--project", str(kept.path)]).exit_code == 0
    lines, files = ledger(kept), set(kept.published())
    (kept.path / "seeds/deep").chmod(0)
    kept.seed("a0.md", title="changed", date="2024-05-01", categories="a")
    status, said = run_without_rights(kept)
    assert (status, "Permission denied; give read permission, or remove it" in said) == (0, True)
    assert f"refused {kept.path}/seeds/deep: folder can't be read" in said
    assert "1 document refused" in said
    assert set(kept.published()) == files
    assert ledger(kept)["deep/b0.md"] == lines["deep/b0.md"]
    assert b"changed" in kept.out()["all.rss"]
    # A folder of out/ in which nothing can be written: nothing at all is.
    (kept.path / "out/category").chmod(0o555)
    before = (kept.published(), ledger(kept))
    kept.seed("a9.md", title="new", date="2024-05-01", categories="a")
    status, said = run_without_rights(kept)
    assert status == 2
    assert "out/category: can't be written: no permission; give write permission" in said
    assert (kept.published(), ledger(kept)) == before


class TestMost:
    @pytest.fixture
    def many(self, project: Project) -> Project:
        project.write("feeds/site.toml", SITE)
        for number in range(12):
            project.seed(f"{number:02}.md", title=f"T{number}", date="2024-05-01")
        project.build()
        return project

    def everything(self, project: Project) -> tuple[dict[str, bytes], bytes]:
        return project.published(), (project.path / LEDGER_PATH).read_bytes()

    def test_is_not_removed_unless_that_is_said(self, many: Project) -> None:
        before = self.everything(many)
        for path in (many.path / "seeds").iterdir():
            path.unlink()
        for options in (Options(), Options(dry_run=True)):
            with pytest.raises(OutputError) as caught:
                many.build(options)
            said = str(caught.value)
            assert said.startswith(
                "seeds/: 12 of the 12 documents that are published are not there"
            )
            assert ": out/entries/" in said
            assert "2 more; look whether all of seeds/ is there, or use --force" in said
            assert self.everything(many) == before
        result = many.build(Options(force=True))
        assert len(result.removed) == 12
        assert many.build().counts.published == 0

    @pytest.mark.parametrize(("gone", "stops"), [(6, False), (7, True)])
    def test_is_more_than_half(self, many: Project, gone: int, *, stops: bool) -> None:
        for number in range(gone):
            (many.path / f"seeds/{number:02}.md").unlink()
        if stops:
            with pytest.raises(OutputError, match="7 of the 12 documents"):
                many.build()
        else:
            assert many.build().counts.published == 6

    def test_of_a_handful_is_no_reason_to_stop(self, project: Project) -> None:
        paths = [project.seed(f"{n}.md", title="x", date="2024-05-01") for n in range(5)]
        project.build()
        for path in paths:
            path.unlink()
        assert project.build().counts.published == 0

    @pytest.mark.parametrize("wish", ["draft: true", "hidden: true", "date: 2099-01-01"])
    def test_may_be_withdrawn_by_its_author(self, many: Project, wish: str) -> None:
        for number in range(12):
            date = "" if "date" in wish else "date: 2024-05-01\n"
            many.write(f"seeds/{number:02}.md", f"---\ntitle: T\n{date}{wish}\n---\nx\n")
        assert many.build().counts.published == 0

    @pytest.mark.parametrize("more", ["formats = ['atom']\n", "pages = false\n"])
    def test_may_go_with_the_configuration(self, many: Project, more: str) -> None:
        many.write("feeds/site.toml", SITE.replace("ledger", f"{more}ledger"))
        assert many.build().counts.published == 12

    def test_may_be_moved(self, many: Project) -> None:
        (many.path / "seeds").rename(many.path / "old")
        (many.path / "seeds").mkdir()
        (many.path / "old").rename(many.path / "seeds/posts")
        assert many.build().counts.published == 12

    @pytest.mark.parametrize("with_cache", [True, False])
    def test_is_told_from_drafts_that_were_there_before(
        self, many: Project, *, with_cache: bool
    ) -> None:
        for number in range(13):
            many.seed(f"drafts/{number}.md", title="d", date="2024-05-01", draft="true")
        many.build()
        if not with_cache:
            (many.path / ".feedpub/cache.sqlite").unlink()
        for number in range(12):
            (many.path / f"seeds/{number:02}.md").unlink()
        with pytest.raises(OutputError, match="12 of the 12 documents"):
            many.build()

    def test_that_cannot_be_read_stops_it_too(
        self, many: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = self.everything(many)
        monkeypatch.setattr(os, "scandir", denied("seeds"))
        with pytest.raises(OutputError, match="12 of the 12 documents") as caught:
            many.build()
        assert "\nseeds/: folder can't be read: Permission denied" in str(caught.value)
        assert self.everything(many) == before

    def test_is_told_by_the_command(self, many: Project) -> None:
        for path in (many.path / "seeds").iterdir():
            path.unlink()
        command = ["build", "--project", str(many.path)]
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 2
        assert "12 of the 12 documents that are published" in done.stderr
        assert CliRunner().invoke(main, [*command, "--force"]).exit_code == 0


class TestSomebodyElsesSite:
    """``out/`` is the folder of a blog."""

    @pytest.fixture
    def blog(self, project: Project) -> Project:
        for name in ("index.html", "2024/post.html", "assets/style.css", "all.rss", "CNAME"):
            project.write(f"out/{name}", f"precious {name}")
        project.seed("a.md", title="a", date="2024-05-01")
        return project

    def run(self, project: Project, *options: str) -> tuple[int, str]:
        command = ["build", "--project", str(project.path), "--site-url", SITE_URL]
        done = CliRunner().invoke(main, [*command, *options])
        return done.exit_code, done.stderr

    def files(self, project: Project) -> dict[str, bytes]:
        return {name: body for name, body in project.published().items() if b"precious" in body}

    @pytest.mark.parametrize("options", [(), ("--dry-run",)])
    def test_is_refused_and_everything_in_the_way_named(
        self, blog: Project, options: tuple[str, ...]
    ) -> None:
        before = blog.published()
        status, said = self.run(blog, *options)
        assert status == 2
        assert "holds '2024', 'all.rss', 'assets' and 1 more, which feedpub did not make" in said
        assert "out/all.rss: feedpub did not make this file" in said
        assert 'or use --replace "index.html" to have it replaced' in said
        assert 'or use --replace "assets/style.css" to have it replaced' in said
        assert blog.published() == before

    @pytest.mark.parametrize("options", [("--force",), ("--force", "--dry-run")])
    def test_is_not_written_over_by_force(self, blog: Project, options: tuple[str, ...]) -> None:
        before = blog.published()
        status, said = self.run(blog, *options)
        assert status == 2
        assert "out/all.rss" not in said
        assert '--replace "index.html"' in said
        assert blog.published() == before

    def test_has_its_own_pages_where_feedpub_makes_none(self, blog: Project) -> None:
        blog.write("feeds/site.toml", "[build]\npages = false\n")
        before = self.files(blog)
        status, said = self.run(blog, "--force")
        assert status == 0
        assert "out/all.rss: was made by somebody else, and was replaced" in said
        del before["all.rss"]
        assert self.files(blog) == before

    def test_is_not_deleted_later(self, blog: Project) -> None:
        options = ("--force", "--replace", "index.html", "--replace", "out/assets")
        status, said = self.run(blog, *options)
        assert status == 0
        assert said.count("and was replaced") == 3
        assert b"precious" not in blog.published()["index.html"]
        status, said = self.run(blog)
        assert (status, "replaced" in said) == (0, False)
        blog.write("feeds/site.toml", "[build]\npages = false\n")
        status, said = self.run(blog)
        assert status == 0
        assert "out/index.html: is not made any more, and left where it is" in said
        files = blog.published()
        assert {"index.html", "assets/style.css", "2024/post.html", "CNAME"} <= files.keys()
        assert "assets/script.js" not in files
        status, said = self.run(blog)
        assert (status, "left where it is" in said) == (0, False)

    def test_is_no_matter_of_what_is_named_and_not_there(self, blog: Project) -> None:
        status, said = self.run(blog, "--replace", "../x")
        assert (status, said) == (
            2,
            "--replace ../x: names no file in out/; give one, as index.html\n",
        )


@pytest.mark.parametrize("changed", [True, False])
def test_a_failed_end_leaves_feeds_and_ledger_as_they_were(kept: Project, *, changed: bool) -> None:
    kept.build()
    (kept.path / "out/feeds.opml").unlink()
    (kept.path / "out/feeds.opml").mkdir()
    before = (kept.published(), ledger(kept))
    if changed:
        kept.seed("new.md", title="New", date="2024-05-03", categories="a")
    with pytest.raises(OutputError, match=r"feeds\.opml: is a folder where feedpub writes a file"):
        kept.build()
    assert (kept.published(), ledger(kept)) == before


@pytest.mark.parametrize("change", ["nothing", "a document", "strict"])
def test_what_a_killed_build_put_aside_goes_with_the_next(kept: Project, change: str) -> None:
    command = ["build", "--project", str(kept.path)]
    assert CliRunner().invoke(main, command).exit_code == 0
    left = kept.path / "out/.feedpub-writing"
    left.mkdir()
    (left / "7").write_text("half")
    if change != "nothing":
        kept.seed("new.md", title="New", date="yesterday" if change == "strict" else "2024-05-03")
    CliRunner().invoke(main, [*command, "--strict"])
    assert not left.exists()
    assert not CliRunner().invoke(main, command).exit_code


LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    ("name", "category", "said"),
    [
        ("a.md", "Café", "category/caf\\xe9"),
        ("é.md", "x", "seeds/\\udcc3\\udca9.md: would have another name"),
        ("a.md", "x", ""),
    ],
)
def test_in_another_locale_the_names_are_the_same_or_none_is_written(
    project: Project, name: str, category: str, said: str
) -> None:
    project.seed(name, title="Café", date="2024-05-01", categories=category)
    command = [sys.executable, "-m", "feedpub", "build", "--project", str(project.path)]
    done = subprocess.run(
        [*command, "--site-url", SITE_URL],
        env={**os.environ, **LOCALE},
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    assert said.encode() in done.stderr
    assert done.returncode == (2 if said else 0)
    assert bool(said) != (project.path / "out/all.rss").exists()


def test_a_folder_that_is_hidden_and_cannot_be_read_is_nobodys_loss(
    kept: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.write("seeds/.trash/x.md", "x")
    monkeypatch.setattr(os, "scandir", denied(".trash"))
    assert kept.build().problems == ()


def test_the_preview_shows_nothing_of_what_is_put_aside(tmp_path: Path) -> None:
    from feedpub.cli.serve._files import look  # noqa: PLC0415

    (tmp_path / ".feedpub-writing").mkdir()
    (tmp_path / ".feedpub-writing/1.html").write_text("half")
    (tmp_path / "a.html").write_text("whole")
    assert set(look(tmp_path).named) == {"a.html"}
