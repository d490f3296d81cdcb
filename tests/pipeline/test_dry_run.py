"""``feedpub build --dry-run``: what a build would change for readers, and nothing written."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from feedpub.cli import main
from feedpub.model import Changes, Format
from feedpub.writers import changes
from tests.conftest import SITE_URL, Project
from tests.pipeline.test_ledger import everything

FORMATS = ["rss", "atom", "json"]


@pytest.fixture
def built(project: Project) -> Project:
    project.write(
        "feeds/site.toml",
        f"[site]\nurl = '{SITE_URL}'\n[build]\npages = false\nformats = ['rss', 'atom', 'json']\n",
    )
    project.seed("a.md", title="A", date="2024-05-01", categories="x")
    project.seed("b.md", title="B", date="2024-05-02", link="https://e.org/b")
    project.seed("c.md", title="C", date="2024-05-03", guid="tag:e.org,2024:c")
    project.build(site_url=None)
    return project


def run(project: Project, *options: str) -> Result:
    return CliRunner().invoke(
        main, ["build", "--dry-run", "--project", str(project.path), *options]
    )


def said(*lines: str, name: str = "all") -> list[str]:
    """Return what is printed when `lines` are said of all formats; the first without the files."""
    first, *others = lines
    return [f"{', '.join(f'out/{name}.{form}' for form in FORMATS)}: {first}", *others]


@pytest.mark.parametrize(
    ("change", "printed"),
    [
        pytest.param(lambda it: None, [], id="nothing"),
        pytest.param(
            lambda it: it.seed("d.md", title="D", date="2024-05-04"),
            said("1 added", "  + D"),
            id="an entry more",
        ),
        pytest.param(
            lambda it: it.seed(
                "b.md", title="B", date="2024-05-02", link="https://e.org/b", body="x"
            ),
            said("1 changed", "  ~ B"),
            id="another text",
        ),
        pytest.param(
            lambda it: it.seed("b.md", title="B2", date="2024-05-02", link="https://e.org/b"),
            said("1 changed", "  ~ B2"),
            id="another title",
        ),
        pytest.param(
            lambda it: (it.path / "seeds/b.md").unlink(),
            said("1 dropped", "  - B"),
            id="an entry less",
        ),
        pytest.param(
            lambda it: it.seed("b.md", title="B", date="2024-05-02", draft="true"),
            said("1 dropped", "  - B"),
            id="a draft",
        ),
        pytest.param(
            lambda it: it.seed("c.md", title="C", date="2024-05-03", guid="tag:e.org,2024:d"),
            said("1 added, 1 dropped", "  + C", "  - C", "  ! seen again as new: C"),
            id="another id of the same title and date",
        ),
        pytest.param(
            lambda it: it.seed(
                "b.md",
                title="New",
                date="2024-06-02",
                link="https://e.org/b",
                guid="tag:e.org,2024:b",
            ),
            said("1 added, 1 dropped", "  + New", "  - B", "  ! seen again as new: New"),
            id="another id of the same link",
        ),
        pytest.param(
            lambda it: (
                it.seed("c.md", title="C", date="2024-05-03", guid="tag:e.org,2024:c", body="x"),
                it.seed("d.md", title="D", date="2024-05-05"),
                it.seed("e.md", title="E", date="2024-05-04"),
                (it.path / "seeds/b.md").unlink(),
            ),
            said("2 added, 1 changed, 1 dropped", "  + D", "  + E", "  ~ C", "  - B"),
            id="all at once",
        ),
        pytest.param(
            lambda it: it.write(
                "feeds/site.toml",
                f"[site]\nurl = '{SITE_URL}'\ntitle = 'Other'\n"
                "[category]\nfeeds = false\n"
                "[build]\npages = false\nformats = ['rss', 'atom', 'json']\n",
            ),
            [
                *said("only the feed itself changed"),
                *(f"out/category/x.{form}: removed" for form in sorted(FORMATS)),
            ],
            id="the title of the site, and no categories",
        ),
        pytest.param(
            lambda it: it.write("feeds/own.toml", "[select]\ncategories = 'x'"),
            said("1 added", "  + A", name="own"),
            id="a feed more",
        ),
        pytest.param(
            lambda it: it.seed("a.md", title="A", date="2024-05-01"),
            [
                *said("1 changed", "  ~ A"),
                *(f"out/category/x.{form}: removed" for form in sorted(FORMATS)),
            ],
            id="a feed less",
        ),
    ],
)
def test_says_what_would_change(
    built: Project, change: Callable[[Project], object], printed: list[str]
) -> None:
    change(built)
    before = everything(built.path)
    result = run(built)
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if line] == printed
    assert everything(built.path) == before


def test_the_first_build_adds_everything(project: Project) -> None:
    project.write(
        "feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[build]\npages = false\nformats = 'atom'\n"
    )
    project.seed("a.md", title="A", date="2024-05-01")
    project.seed("b.md", title="B", date="2024-05-02")
    before = everything(project.path)
    result = run(project)
    assert (result.exit_code, result.stdout) == (0, "out/all.atom: 2 added\n  + B\n  + A\n")
    assert result.stderr.splitlines()[1].startswith("1 feed file: 1 would be written, 0 unchanged")
    assert everything(project.path) == before
    assert not (project.path / "out").exists()
    assert [path.name for path in (project.path / ".feedpub").iterdir()] == ["lock"]


def test_without_the_ledger_a_rename_is_seen_again(built: Project) -> None:
    (built.path / "seeds/a.md").rename(built.path / "seeds/z.md")
    found = ("1 added, 1 dropped", "  + A", "  - A", "  ! seen again as new: A")
    assert run(built).stdout.splitlines() == said(*found) + said(*found, name="category/x")


def test_with_the_ledger_it_is_not(built: Project) -> None:
    site = built.path / "feeds/site.toml"
    site.write_text(site.read_text("utf-8") + "ledger = true\n", "utf-8")
    built.build(site_url=None)
    (built.path / "seeds/a.md").rename(built.path / "seeds/z.md")
    before = everything(built.path)
    assert run(built).stdout.strip() == ""
    assert everything(built.path) == before


def test_a_feed_that_cannot_be_read_any_more_is_as_good_as_none(built: Project) -> None:
    for form in FORMATS:
        (built.path / f"out/all.{form}").write_bytes(b"broken")
    assert run(built).stdout.splitlines() == said("3 added", "  + C", "  + B", "  + A")


def test_what_it_says_is_what_the_build_then_does(built: Project) -> None:
    built.seed("d.md", title="D", date="2024-05-04", categories="y")
    built.seed("a.md", title="A", date="2024-05-01")
    preview = run(built, "-q")
    before = built.out()
    built.build(site_url=None)
    after = built.out()
    changed = {name for name in after if after[name] != before.get(name)} - {"feeds.opml"}
    removed = set(before) - set(after)
    lines = [line for line in preview.stdout.splitlines() if not line.startswith(" ")]
    named = {file for line in lines for file in line.split(": ")[0].split(", ")}
    assert named == {f"out/{name}" for name in changed | removed}
    assert {line for line in lines if line.endswith(": removed")} == {
        f"out/{name}: removed" for name in removed
    }


@pytest.mark.parametrize(
    ("options", "status"), [((), 0), (("--strict",), 1), (("--strict", "-q"), 1)]
)
def test_refused_documents(built: Project, options: tuple[str, ...], status: int) -> None:
    built.seed("broken.md", title="no date")
    before = everything(built.path)
    result = run(built, *options)
    assert result.exit_code == status
    assert "seeds/broken.md" in result.stderr
    assert everything(built.path) == before


def test_a_wrong_configuration(built: Project) -> None:
    built.write("feeds/own.toml", "limt = 3")
    result = run(built)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_dry_run_may_stand_in_a_report(built: Project) -> None:
    built.seed("d.md", title="D", date="2024-05-04")
    path = built.path / "report.json"
    run(built, "--report", str(path))
    report = json.loads(path.read_bytes())
    assert report["dry_run"] is True
    assert report["feeds"][0]["changes"] == {
        "added": ["D"],
        "changed": [],
        "dropped": [],
        "again": [],
    }


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("body", [b"", b"<", b"{}", b"[]", b'{"items": [{}]}', b"<a/>", b"null"])
def test_what_is_no_feed_compares_as_an_empty_one(form: Format, body: bytes) -> None:
    assert changes.changes(body, body, form) == Changes()


@pytest.mark.parametrize("name", ["feeds.opml", "index.html", "assets/style.css", "all.html"])
def test_a_folder_where_a_list_or_a_page_belongs_is_named_as_by_a_build(
    project: Project, name: str
) -> None:
    project.seed("a.md", title="A", date="2024-05-01")
    project.build()
    (project.path / "out" / name).unlink()
    (project.path / "out" / name).mkdir()
    dry = run(project)
    real = CliRunner().invoke(main, ["build", "--project", str(project.path)])
    assert (dry.exit_code, real.exit_code) == (2, 2)
    assert f"out/{name}: is a folder where feedpub writes a file" in dry.stderr
    assert f"out/{name}: is a folder where feedpub writes a file" in real.stderr


def test_what_force_would_replace_is_named(project: Project) -> None:
    project.seed("a.md", title="A", date="2024-05-01")
    for name in ("all.rss", "feeds.opml", "index.html"):
        project.write(f"out/{name}", "mine")
    done = run(project, "--force", "--replace", "index.html")
    assert done.exit_code == 0
    told = [line for line in done.stderr.splitlines() if "would be replaced" in line]
    assert [line.split(": ")[0] for line in told] == [
        f"warning {project.path}/out/{name}" for name in ("all.rss", "feeds.opml", "index.html")
    ]
    assert (project.path / "out/all.rss").read_text() == "mine"


@pytest.mark.parametrize("option", ["--dry-run", "--strict"])
@pytest.mark.parametrize("is_link", [True, False])
def test_what_stands_where_out_belongs_is_named(
    project: Project, option: str, *, is_link: bool
) -> None:
    project.seed("a.md", title="A", date="2024-05-01")
    place = project.path / "out"
    place.symlink_to("nowhere") if is_link else place.write_text("x")
    done = CliRunner().invoke(main, ["build", option, "--project", str(project.path)])
    assert done.exit_code == 2
    assert done.stderr.endswith("out: is a file, or a link that leads nowhere; move it\n")
