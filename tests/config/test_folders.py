"""Where documents, files and feeds are, as ``feeds/site.toml`` says."""

import os
import unicodedata
from pathlib import Path
from typing import Literal, TypeAlias

import pytest
from click.testing import CliRunner

from feedpub import api, config
from feedpub.cli import main
from feedpub.errors import ConfigError, OutputError
from feedpub.model import BuildResult, Places
from feedpub.source.places import places_of
from tests.conftest import SITE_URL, Project
from tests.source.test_enclosures import GIF, PNG

Form: TypeAlias = Literal["NFC", "NFD"]


def text(title: str, body: str = "Text.", **more: str) -> str:
    lines = [
        f"{key}: {value}" for key, value in {"title": title, "date": "2024-05-01", **more}.items()
    ]
    return "\n".join(["---", *lines, "---", body, ""])


def configure(project: Project, source: str) -> Project:
    project.write("feeds/site.toml", f'[site]\nurl = "{SITE_URL}"\n{source}')
    return project


@pytest.fixture
def bare(tmp_path: Path) -> Project:
    """A project without any folder."""
    return Project(tmp_path)


def feed(project: Project, name: str = "out/all.atom") -> str:
    return (project.path / name).read_text("utf-8")


def codes(result: BuildResult) -> list[tuple[str, str]]:
    return [(found.code, found.path) for found in result.problems]


class TestTheFolderOfDocuments:
    def test_is_read_in_place_of_seeds(self, bare: Project) -> None:
        configure(bare, '[documents]\nfolder = "source/_posts"')
        bare.write("source/_posts/a.md", text("One"))
        bare.write("seeds/b.md", text("Two"))
        result = bare.build()
        assert result.counts.published == 1
        assert "One" in feed(bare)
        assert "Two" not in feed(bare)

    def test_gives_documents_the_ids_that_they_have_in_seeds(self, bare: Project) -> None:
        """So that a folder that is renamed, or named at last, tells nobody of old entries."""
        bare.write("seeds/2024/a.md", text("One"))
        configure(bare, "")
        bare.build()
        before = feed(bare)
        (bare.path / "seeds").rename(bare.path / "content")
        configure(bare, '[documents]\nfolder = "./content/"')
        assert not [one for one in bare.build().feeds if one.changed]
        assert feed(bare) == before

    def test_is_named_in_what_is_reported(self, bare: Project) -> None:
        configure(bare, '[documents]\nfolder = "content"')
        bare.write("content/a.md", "---\ntitle: x\n---\n")
        bare.write("content/b.md", text("B", image="none.png"))
        bare.write("content/c.md", "no front matter")
        bare.write("content/d.md", text("D", draft="true"))
        bare.write("content/.e.md", text("E"))
        result = bare.build()
        assert {path for _, path in codes(result)} == {
            "content/a.md",
            "content/b.md",
            "content/c.md",
        }
        assert {one.path for one in result.withheld} == {"content/d.md", "content/.e.md"}
        assert any(
            "content/" in one.message for one in result.problems if one.code == "image-not-found"
        )
        assert "seeds" not in str(result)

    def test_can_be_several(self, bare: Project) -> None:
        configure(bare, '[documents]\nfolder = ["site/posts", "site/notes"]\n')
        bare.write("site/posts/a.md", text("One", "[two](../notes/b.md) [three](../other/c.md)"))
        bare.write("site/notes/b.md", text("Two", "![p](p.png)", link="https://b.example.org/two"))
        bare.write("site/notes/p.png", PNG)
        bare.write("site/other/c.md", text("Three", link="https://b.example.org/three"))
        result = bare.build()
        assert result.counts.published == 2
        assert "https://b.example.org/two" in feed(bare)
        assert "https://b.example.org/three" not in feed(bare)
        assert len(list((bare.path / "out/media").iterdir())) == 1

    def test_can_be_the_project_itself_without_what_is_built(self, bare: Project) -> None:
        configure(bare, '[documents]\nfolder = "."')
        bare.write("a.md", text("One", "![](out/media/x.png)"))
        bare.write("notes/b.md", text("Two", "![](p.png)"))
        bare.write("notes/p.png", PNG)
        bare.write("feeds/templates/x.md", text("Three"))
        first = bare.build()
        assert first.counts.documents == 2
        (bare.path / "out/media/x.png").write_bytes(GIF)
        assert bare.build().counts == first.counts
        assert not [path for path in bare.out() if path.endswith(".gif")]
        assert {path for _, path in codes(first)} == {"a.md"}

    def test_is_where_globs_begin(self, bare: Project) -> None:
        configure(bare, '[documents]\nfolder = "content"\nleave_out = ["old/**"]')
        bare.write("content/old/a.md", text("One"))
        bare.write("content/new/a.md", text("Two"))
        [left] = bare.build().withheld
        assert (left.path, left.how) == ("content/old/a.md", "[documents] leave_out has old/**")

    def test_that_is_not_there_ends_the_build(self, project: Project) -> None:
        configure(project, '[documents]\nfolder = ["seeds", "content"]')
        with pytest.raises(ConfigError, match="content: no such folder"):
            project.build()

    @pytest.mark.parametrize("command", ["inspect", "new", "build", "serve"])
    def test_is_what_commands_use(self, bare: Project, command: str) -> None:
        configure(bare, '[documents]\nfolder = "content"')
        bare.write("content/a.md", text("One"))
        if command == "serve":
            pytest.importorskip("watchfiles")
            from feedpub.cli.serve._watch import _folders  # noqa: PLC0415

            assert set(_folders(bare.path)) == {"content", "feeds"}
            return
        given = {"inspect": ["a.md"], "new": ["Two"], "build": []}[command]
        done = CliRunner().invoke(main, [command, *given, "--project", str(bare.path)])
        assert done.exit_code == 0, done.output
        if command == "new":
            assert len(list((bare.path / "content").iterdir())) == 2
        if command == "inspect":
            assert "content/a.md" in done.output

    @pytest.mark.parametrize("given", ["a.md", "content/a.md"])
    def test_is_told_of_where_a_path_is_not_in_it(self, bare: Project, given: str) -> None:
        configure(bare, '[documents]\nfolder = "content"')
        bare.write("content/a.md", text("One"))
        run = CliRunner().invoke
        assert run(main, ["inspect", given, "--project", str(bare.path)]).exit_code == 0
        done = run(main, ["inspect", "content/b.md", "--project", str(bare.path)])
        assert done.output.endswith("did you mean content/a.md?\n")

    def test_is_known_to_python(self, bare: Project) -> None:
        configure(bare, '[documents]\nfolder = "content"')
        path = bare.write("content/a.md", text("One"))
        entry = api.read(path).entry
        assert entry
        assert (entry.path, entry.place) == ("a.md", "content/a.md")

    def test_keeps_out_what_a_link_leads_to(self, bare: Project, tmp_path: Path) -> None:
        configure(bare, '[documents]\nfolder = "content"')
        bare.write("secret/a.md", text("One"))
        (bare.path / "content").mkdir()
        (bare.path / "content/link").symlink_to("../secret")
        (bare.path / "content/a.md").symlink_to("../secret/a.md")
        result = bare.build()
        assert codes(result) == [
            ("link-outside", "content/a.md"),
            ("link-to-folder", "content/link"),
        ]


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ('[documents]\nfolder = ""', "3: [documents] folder: '' is no folder"),
        ("[documents]\nfolder = 3", "3: [documents] folder: 3 is no folder"),
        ("[documents]\nfolder = []", "3: [documents] folder: is empty"),
        ('[documents]\nfolder = "../other"', "3: [documents] folder: '../other' leads out"),
        ('[documents]\nfolder = "/etc"', "3: [documents] folder: '/etc' leads out"),
        ('[documents]\nfolder = "C:/x"', "3: [documents] folder: 'C:/x' leads out"),
        ('[documents]\nfolder = "a\\u0000b"', "3: [documents] folder: 'a\\x00b' leads out"),
        ('[documents]\nfolder = "out/x"', "3: [documents] folder: 'out/x' is where feedpub writes"),
        ('[documents]\nfolder = "feeds"', "3: [documents] folder: 'feeds' is where feedpub writes"),
        ('[documents]\nfolder = ["a", "a/b"]', "3: [documents] folder: 'a/b' is in 'a'"),
        ('[documents]\nfolder = ["a", "."]', "3: [documents] folder: 'a' is in '.'"),
        ('[documents]\nfiles = ["../x"]', "3: [documents] files: '../x' leads out"),
        ('[documents]\nfiles = [".git"]', "3: [documents] files: '.git' is where feedpub writes"),
        ('[output]\nfolder = "."', "3: [output] folder: '.' is the project itself"),
        ('[output]\nfolder = "feeds/x"', "3: [output] folder: 'feeds/x' is where feeds/ is kept"),
        ('[output]\nfolder = "seeds"', "3: [output] folder: 'seeds' is in the documents"),
        ('[output]\nfolder = "seeds/out"', "3: [output] folder: 'seeds/out' is in the documents"),
        ('[output]\nfolder = ".."', "3: [output] folder: '..' leads out"),
    ],
)
def test_a_folder_that_can_not_be_is_refused(project: Project, source: str, mistake: str) -> None:
    project.write("feeds/site.toml", f"\n{source}")
    with pytest.raises(ConfigError) as refused:
        config.load(project.path)
    assert str(refused.value).startswith(f"feeds/site.toml:{mistake}")
    assert places_of(project.path) == Places(project.path)


def test_folders_are_the_same_whoever_reads_them(bare: Project) -> None:
    configure(
        bare,
        '[documents]\nfolder = ["a/", "./b"]\nfiles = "static"\n[output]\nfolder = "public/feeds"',
    )
    expected = Places(bare.path, ("a", "b"), ("static",), "public/feeds")
    assert places_of(bare.path) == config.load(bare.path).places(bare.path) == expected


class TestTheOutput:
    def test_is_written_beside_what_another_tool_made(self, project: Project) -> None:
        configure(project, '[build]\npages = false\n[output]\nfolder = "public"')
        project.seed("a.md", title="One", date="2024-05-01")
        theirs = {"index.html": "<p>", "posts/a/index.html": "<p>", "index.xml": "<rss/>", "x": ""}
        for name, body in theirs.items():
            project.write(f"public/{name}", body)
        project.build()
        there = {
            path.relative_to(project.path / "public").as_posix()
            for path in (project.path / "public").rglob("*")
            if path.is_file()
        }
        assert there - set(theirs) == {".feedpub.json", "all.atom", "all.rss", "feeds.opml"}
        assert {name: (project.path / "public" / name).read_text() for name in theirs} == theirs
        assert not (project.path / "out").exists()

    def test_never_replaces_what_another_tool_made(self, project: Project) -> None:
        configure(project, '[output]\nfolder = "public"')
        project.seed("a.md", title="One", date="2024-05-01")
        project.write("public/index.html", "theirs")
        with pytest.raises(OutputError, match="feedpub did not make this file"):
            project.build()
        assert [path.name for path in (project.path / "public").iterdir()] == ["index.html"]

    def test_is_built_again_when_the_tool_has_emptied_it(self, project: Project) -> None:
        configure(project, '[build]\npages = false\n[output]\nfolder = "public/feeds"')
        project.seed("a.md", title="One", date="2024-05-01")
        api.build(project.path)
        first = feed(project, "public/feeds/all.atom")
        for path in (project.path / "public/feeds").iterdir():
            path.unlink()
        (project.path / "public/feeds").rmdir()
        project.write("public/index.html", "theirs")
        api.build(project.path)
        assert feed(project, "public/feeds/all.atom") == first

    def test_is_named_in_what_is_reported(self, project: Project) -> None:
        configure(project, '[output]\nfolder = "public"')
        project.seed("a.md", title="One", date="2024-05-01")
        run = CliRunner().invoke
        done = run(main, ["build", "-v", "--project", str(project.path)])
        assert "public/all.rss" in done.output
        assert "out/" not in done.output
        assert run(main, ["validate", "--project", str(project.path)]).exit_code == 0


class TestAFile:
    @pytest.fixture
    def blog(self, bare: Project) -> Project:
        configure(
            bare,
            '[documents]\nfolder = "content/posts"\nfiles = ["static", "src/assets", "public"]',
        )
        bare.write("static/img/a.png", PNG)
        bare.write("src/assets/b.gif", GIF)
        bare.write("secret/c.png", PNG)
        (bare.path / "public").mkdir()
        return bare

    @pytest.mark.parametrize(
        "reference",
        [
            "/img/a.png",
            "img/a.png",
            "/static/img/a.png",
            "../../static/img/a.png",
            "/img/a.png?v=2#x",
            "../../src/assets/b.gif",
            "@/assets/b.gif",
            "~/assets/b.gif",
            "/b.gif",
        ],
    )
    def test_is_found_below_the_folders(self, blog: Project, reference: str) -> None:
        blog.write(
            "content/posts/a.md", text("One", f'<img src="{reference}">', image=f'"{reference}"')
        )
        result = blog.build()
        assert codes(result) == []
        [copy] = (blog.path / "out/media").iterdir()
        assert feed(blog).count(f"{SITE_URL}media/{copy.name}") >= 2

    @pytest.mark.parametrize(
        "reference", ["../../secret/c.png", "/secret/c.png", "/../secret/c.png", "@/secret/c.png"]
    )
    def test_is_found_nowhere_else(self, blog: Project, reference: str) -> None:
        blog.write(
            "content/posts/a.md", text("One", f'<img src="{reference}">', image=f'"{reference}"')
        )
        assert {code for code, _ in codes(blog.build())} == {"image-not-found"}
        assert not (blog.path / "out/media").exists()

    def test_beside_the_document_is_taken_first(self, blog: Project) -> None:
        blog.write("static/x.png", PNG)
        blog.write("content/posts/x.png", GIF)
        blog.write("content/posts/a.md", text("One", "![](x.png)"))
        blog.build()
        [copy] = (blog.path / "out/media").iterdir()
        assert copy.suffix == ".gif"

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    @pytest.mark.parametrize("other", ["NFC", "NFD"])
    def test_is_found_in_either_form_of_unicode(
        self, blog: Project, form: Form, other: Form
    ) -> None:
        blog.write(unicodedata.normalize(form, "static/é/ü.png"), PNG)
        wanted = unicodedata.normalize(other, "/é/ü.png")
        blog.write("content/posts/a.md", text("One", f'<img src="{wanted}">'))
        assert codes(blog.build()) == []
        assert (blog.path / "out/media").exists()

    def test_is_found_in_other_case_with_a_warning(self, blog: Project) -> None:
        blog.write("content/posts/a.md", text("One", '<img src="/IMG/A.PNG">', cover="/img/A.png"))
        result = blog.build()
        assert {code for code, _ in codes(result)} == {"file-name-case"}
        assert any("'/IMG/A.PNG' is the file 'a.png'" in one.message for one in result.problems)
        assert (blog.path / "out/media").exists()

    def test_with_the_right_case_goes_before_any_other(self, blog: Project) -> None:
        blog.write("content/posts/P.png", GIF)
        blog.write("static/p.png", PNG)
        blog.write("content/posts/a.md", text("One", "![](p.png)"))
        blog.build()
        [copy] = (blog.path / "out/media").iterdir()
        assert copy.suffix == ".png"

    def test_that_changes_is_noticed_by_the_next_build(self, blog: Project) -> None:
        blog.write("content/posts/a.md", text("One", "![](/img/a.png) ![](/img/new.png)"))
        first = api.build(blog.path)
        assert [found.code for found in first.problems] == ["image-not-found"]
        blog.write("static/img/new.png", GIF)
        assert [found.code for found in api.build(blog.path).problems] == []
        blog.write("static/img/a.png", GIF)
        api.build(blog.path)
        assert {path.suffix for path in (blog.path / "out/media").iterdir()} == {".gif"}
        (blog.path / "static/img/a.png").unlink()
        assert [found.code for found in api.build(blog.path).problems] == ["image-not-found"]

    def test_through_a_link_out_of_the_folders_tells_nothing(self, blog: Project) -> None:
        (blog.path / "static/l").symlink_to("../secret")
        for name in ("c.png", "none.png", "C.PNG"):
            blog.write("content/posts/a.md", text("One", f"![](/l/{name})"))
            [problem] = blog.build().problems
            assert "leads out of static/ by a link" in problem.message

    def test_that_is_hidden_is_not_published(self, blog: Project) -> None:
        blog.write("static/.x/a.png", PNG)
        blog.write("content/posts/a.md", text("One", "![](/.x/a.png)"))
        assert [code for code, _ in codes(blog.build())] == ["file-not-copied"]

    def test_of_the_output_inside_a_folder_of_files_is_none(self, blog: Project) -> None:
        configure(
            blog,
            '[documents]\nfolder = "content/posts"\nfiles = "public"\n'
            '[output]\nfolder = "public/feeds"',
        )
        blog.write("content/posts/a.md", text("One", "![](/feeds/media/x.png)"))
        first = blog.build()
        blog.write("public/feeds/media/x.png", PNG)
        assert codes(blog.build()) == codes(first) == [("image-not-found", "content/posts/a.md")]


class TestAReferenceThatNothingSatisfies:
    def test_in_a_body_is_told_once(self, project: Project) -> None:
        body = " ".join(f"![](x{number}.png)" for number in range(9))
        project.seed("a.md", title="One", date="2024-05-01", body=body)
        [problem] = project.build().problems
        assert (problem.code, problem.path) == ("image-not-found", "seeds/a.md")
        assert problem.message.startswith("'x0.png' (and 8 more like it) names no file in seeds/")

    @pytest.mark.parametrize("body", ["![](x.png)", "[x](x.html)", "![](/a/x.png)"])
    def test_is_on_the_blog_that_the_document_is_of(self, project: Project, body: str) -> None:
        configure(project, 'blog = "https://blog.example.org/"')
        project.seed("a.md", title="One", date="2024-05-01", permalink="/a/b/", body=body)
        assert codes(project.build()) == []

    def test_is_on_the_page_from_which_the_document_is(self, project: Project) -> None:
        project.seed(
            "a.md",
            title="One",
            date="2024-05-01",
            link="https://x.example.org/a/",
            body="![](x.png)",
        )
        assert codes(project.build()) == []

    @pytest.mark.parametrize("body", ["[x](#y)", "[x](?y=1)", "[x](mailto:a@b.c)", "[x]()"])
    def test_names_no_file(self, project: Project, body: str) -> None:
        project.seed("a.md", title="One", date="2024-05-01", body=body)
        assert codes(project.build()) == []


def test_many_missing_names_take_no_time_for_each_name_of_a_folder(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder is listed once, however many documents name what is not in it."""
    listed: list[str] = []
    real = os.listdir

    def noted(path: str) -> list[str]:
        listed.append(path)
        return real(path)

    monkeypatch.setattr(os, "listdir", noted)
    monkeypatch.setattr("feedpub.pipeline.workers._process.can_copy", lambda: False)
    for number in range(20):
        project.seed(f"{number}.md", title="x", date="2024-05-01", body="![](y.png)")
    project.build()
    assert listed.count(str(project.path / "seeds")) == 1


def test_a_second_folder_changes_no_id_that_is_in_the_ledger(bare: Project) -> None:
    configure(bare, '[documents]\nfolder = "content/posts"\n[build]\nledger = true')
    bare.write("content/posts/a.md", text("One"))
    bare.build()
    before = feed(bare)
    configure(
        bare,
        '[documents]\nfolder = ["content/posts", "content/notes"]\n[build]\nledger = true',
    )
    bare.write("content/notes/b.md", text("Two", draft="true"))
    bare.build()
    assert feed(bare) == before


def test_another_name_for_the_folder_is_seen_in_what_a_build_remembers(bare: Project) -> None:
    configure(bare, '[documents]\nfolder = "first"')
    bare.write("first/a.md", text("One", "![](x.png)", image="y.png"))
    assert {found.path for found in api.build(bare.path).problems} == {"first/a.md"}
    (bare.path / "first").rename(bare.path / "second")
    configure(bare, '[documents]\nfolder = "second"')
    problems = api.build(bare.path).problems
    assert {found.path for found in problems} == {"second/a.md"}
    assert not any("first" in found.message for found in problems)
    configure(bare, '[documents]\nfolder = "second"\nfiles = "static"')
    bare.write("static/x.png", PNG)
    bare.write("static/y.png", PNG)
    assert not api.build(bare.path).problems


def test_messages_name_the_folder_that_is_built(project: Project) -> None:
    project.write(
        "feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[output]\nfolder = 'public/feeds'\n"
    )
    project.seed("a.md", title="A", date="2024-01-01")
    with pytest.raises(ConfigError, match=r"names no file in public/feeds/; give one"):
        api.build(project.path, replace=["public/feeds/"])
    project.write("public/feeds/all.rss", "mine")
    api.build(project.path, replace=["public/feeds/all.rss"], force=True)
    assert b"<rss" in (project.path / "public/feeds/all.rss").read_bytes()
