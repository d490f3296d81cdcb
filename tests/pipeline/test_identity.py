"""Ids are unique in the world and stay; where one would change, it is told before."""

import tomllib
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner

import feedpub
from feedpub.cli import main
from feedpub.errors import ConfigError, DocumentsRefused
from feedpub.model import Severity
from feedpub.pipeline.build import Options
from tests.conftest import Project

ONE = "urn:uuid:0d5b2c0e-6a43-4f0e-9d2b-0c6d1f1b7a11"
OTHER = "urn:uuid:0d5b2c0e-6a43-4f0e-9d2b-0c6d1f1b7a12"


def configure(project: Project, *, site_id: str = "", ledger: bool = False) -> None:
    lines = ["[site]", 'url = "https://feeds.example.org/"']
    lines += [f'id = "{site_id}"'] if site_id else []
    lines += ["[build]", f"ledger = {str(ledger).lower()}"]
    project.write("feeds/site.toml", "\n".join(lines))


def ids(project: Project) -> set[str]:
    return {entry.id for entry in feedparser.parse(project.out()["all.atom"]).entries}


@pytest.fixture
def published(project: Project) -> Project:
    """A project without an id or a ledger, whose two documents are published."""
    configure(project)
    project.seed("ferry.md", title="The night ferry", date="2024-05-01")
    project.seed("oats.md", title="Oats", date="2024-05-02")
    project.build(site_url=None)
    return project


class TestTwoProjects:
    def test_made_by_init_share_no_id(self, tmp_path: Path) -> None:
        found = []
        for name in ("one", "other"):
            folder = tmp_path / name
            assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
            assert CliRunner().invoke(main, ["build", "--project", str(folder)]).exit_code == 0
            found.append(ids(Project(folder)))
        assert len(found[0]) == len(found[1]) == 1
        assert not found[0] & found[1]

    def test_made_by_init_have_an_id_and_a_ledger(self, tmp_path: Path) -> None:
        CliRunner().invoke(main, ["init", str(tmp_path)])
        written = tomllib.loads((tmp_path / "feeds/site.toml").read_text("utf-8"))
        assert written["site"]["id"].startswith("urn:uuid:")
        assert written["build"]["ledger"] is True

    def test_with_the_same_path_share_no_id(self, tmp_path: Path) -> None:
        found = []
        for number, site_id in enumerate((ONE, OTHER)):
            project = Project(tmp_path / str(number))
            configure(project, site_id=site_id)
            project.seed("hello.md", title="Hello", date="2024-05-01")
            project.seed("twelve.md", title="Twelve", date="2024-05-02", id="12")
            project.build(site_url=None)
            found.append(ids(project))
        assert len(found[0] | found[1]) == 4


@pytest.mark.parametrize("given", ["blog", "urn:uuid:12", "https://example.org/", "", 'x"'])
def test_an_id_that_is_no_uuid_is_refused_with_what_to_do(project: Project, given: str) -> None:
    project.write("feeds/site.toml", f"[site]\nid = '{given}'\n")
    with pytest.raises(ConfigError, match=r"site\.toml:2: .*write urn:uuid: and a UUID"):
        project.build(site_url=None)


class TestAnIdThatWouldChange:
    """The id of the site does it for all entries, a rename without a ledger for one."""

    def test_is_told_by_a_dry_run(self, published: Project) -> None:
        configure(published, site_id=ONE)
        result = published.build(Options(dry_run=True), site_url=None)
        [problem] = result.problems
        assert problem.code == "id-changed"
        assert problem.severity is Severity.WARNING
        assert problem.message == (
            "subscribers see 'Oats', 'The night ferry' again as new, for the ids have changed; to"
            " keep them, set ledger = true under [build] and run `feedpub ids import out/all.rss`"
        )

    @pytest.mark.parametrize("dry_run", [False, True])
    def test_fails_a_strict_build(self, published: Project, dry_run: bool) -> None:
        before = published.published()
        configure(published, site_id=ONE)
        with pytest.raises(DocumentsRefused, match="again as new"):
            published.build(Options(strict=True, dry_run=dry_run), site_url=None)
        assert published.published() == before

    def test_in_a_feed_that_is_not_the_first_fails_a_strict_build(self, project: Project) -> None:
        configure(project)
        project.write("feeds/all.toml", "limit = 1\n")
        project.seed("new.md", title="New", date="2024-05-03", categories="a")
        project.seed("old.md", title="Old", date="2024-05-02", categories="b")
        project.build(site_url=None)
        (project.path / "seeds/old.md").rename(project.path / "seeds/renamed.md")
        with pytest.raises(DocumentsRefused, match="subscribers see 'Old' again as new"):
            project.build(Options(strict=True), site_url=None)

    def test_is_told_once_by_the_build_that_changes_it(self, published: Project) -> None:
        (published.path / "seeds/oats.md").rename(published.path / "seeds/porridge.md")
        result = published.build(site_url=None)
        [problem] = result.problems
        assert problem.message.startswith("subscribers see 'Oats' again as new")
        assert "so that it does not happen again, set ledger = true" in problem.message
        assert published.build(site_url=None).problems == ()

    @pytest.mark.parametrize("name", ["all.rss", "all.atom"])
    def test_is_kept_as_the_message_says(self, published: Project, name: str) -> None:
        before = ids(published)
        configure(published, site_id=ONE, ledger=True)
        feed = str(published.path / "out" / name)
        arguments = ["ids", "import", feed, "--project", str(published.path)]
        assert CliRunner().invoke(main, arguments).exit_code == 0
        assert published.build(Options(strict=True), site_url=None).problems == ()
        assert ids(published) == before

    def test_is_kept_by_the_ledger(self, project: Project) -> None:
        configure(project, ledger=True)
        project.seed("twelve.md", title="Twelve", date="2024-05-02", id="12")
        project.seed("oats.md", title="Oats", date="2024-05-02")
        project.build(site_url=None)
        before = ids(project)
        configure(project, ledger=True, site_id=ONE)
        assert project.build(Options(strict=True), site_url=None).problems == ()
        assert ids(project) == before

    def test_is_none_where_entries_are_new_or_edited(self, published: Project) -> None:
        published.seed("oats.md", title="Oats and rye", date="2024-05-02")
        published.seed("rye.md", title="Rye", date="2024-05-03")
        (published.path / "seeds/ferry.md").unlink()
        assert published.build(Options(strict=True), site_url=None).problems == ()


class TestRead:
    """`feedpub.read` gives the entry that the feeds carry."""

    @pytest.fixture
    def kept(self, project: Project) -> Project:
        configure(project, ledger=True, site_id=ONE)
        project.seed("a.md", title="A", date="2024-05-01", body="[b](b.md)\n")
        project.seed("b.md", title="B", date="2024-05-02")
        project.build(site_url=None)
        return project

    def test_has_the_id_and_the_link_of_the_feed_after_a_rename(self, kept: Project) -> None:
        for name in ("a", "b"):
            (kept.path / f"seeds/{name}.md").rename(kept.path / f"seeds/{name}2.md")
        kept.seed("a2.md", title="A", date="2024-05-01", body="[b](b2.md)\n")
        kept.build(site_url=None)
        entries = feedparser.parse(kept.out()["all.atom"]).entries
        [carried] = [entry for entry in entries if entry.title == "A"]
        entry = feedpub.read(kept.path / "seeds/a2.md").entry
        assert entry is not None
        assert (entry.id, entry.permalink) == (carried.id, carried.link)
        assert entry.content == carried.content[0].value

    def test_takes_the_project_and_not_a_folder_of_the_same_name(self, kept: Project) -> None:
        kept.seed("x/seeds/c.md", title="C", date="2024-05-03")
        kept.build(site_url=None)
        entry = feedpub.read(kept.path / "seeds/x/seeds/c.md").entry
        assert entry is not None
        assert entry.path == "x/seeds/c.md"
        assert entry.id in ids(kept)

    def test_takes_the_outermost_where_none_has_a_configuration(self, project: Project) -> None:
        path = project.seed("x/seeds/c.md", title="C", date="2024-05-03")
        entry = feedpub.read(path).entry
        assert entry is not None
        assert entry.path == "x/seeds/c.md"

    def test_takes_a_project_that_lies_in_the_seeds_of_another(self, kept: Project) -> None:
        path = kept.seed("x/seeds/c.md", title="C", date="2024-05-03")
        kept.write("seeds/x/feeds/site.toml", f'[site]\nid = "{OTHER}"\n')
        entry = feedpub.read(path).entry
        assert entry is not None
        assert entry.path == "c.md"
        named = feedpub.read(path, project=kept.path).entry
        assert named is not None
        assert named.path == "x/seeds/c.md"

    def test_of_a_file_that_is_not_in_the_project_says_so(self, kept: Project) -> None:
        path = kept.write("loose.md", "---\ntitle: x\ndate: 2024-05-01\n---\nx\n")
        with pytest.raises(ConfigError, match=r"is not in .*seeds; name the project"):
            feedpub.read(path, project=kept.path)
        entry = feedpub.read(path).entry
        assert entry is not None
        assert entry.title == "x"
