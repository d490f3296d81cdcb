"""The file system at its worst: links, pipes, bad names, files that change."""

import os

import pytest

from feedpub import api
from feedpub.errors import ConfigError
from feedpub.model import Places, Problem, Severity
from feedpub.source import documents
from feedpub.source.documents import read
from feedpub.source.tree import Listing, discover
from tests.conftest import SITE_URL, Project

TEXT = "---\ntitle: x\ndate: 2022-01-01\n---\n"


def problem(project: Project, path: str) -> Problem:
    found, [said] = read(Places(project.path), path)
    assert found is None
    assert said.severity is Severity.ERROR
    assert said.path == f"seeds/{path}"
    return said


def test_a_link_out_of_seeds_is_refused(project: Project) -> None:
    project.write("secret.md", TEXT)
    (project.path / "seeds" / "a.md").symlink_to(project.path / "secret.md")
    assert problem(project, "a.md").code == "link-outside"


def test_a_link_inside_of_seeds_is_read(project: Project) -> None:
    project.write("seeds/real.md", TEXT)
    (project.path / "seeds" / "a.md").symlink_to("real.md")
    found, problems = read(Places(project.path), "a.md")
    assert found is not None
    assert problems == ()


def test_links_in_a_circle_are_refused(project: Project) -> None:
    (project.path / "seeds" / "a.md").symlink_to("b.md")
    (project.path / "seeds" / "b.md").symlink_to("a.md")
    assert problem(project, "a.md").code == "unreadable"


def test_a_link_to_nothing_is_refused(project: Project) -> None:
    (project.path / "seeds" / "a.md").symlink_to("gone.md")
    assert problem(project, "a.md").code == "unreadable"


def test_links_to_folders_are_not_followed_and_said(project: Project) -> None:
    project.write("seeds/deep/a.md", TEXT)
    (project.path / "seeds" / "deep" / "loop").symlink_to("..")
    listing = discover(Places(project.path))
    assert listing.paths == ("deep/a.md",)
    assert [(p.severity, p.code, p.path) for p in listing.problems] == [
        (Severity.WARNING, "link-to-folder", "seeds/deep/loop")
    ]


def test_a_folder_named_like_a_document_is_a_folder(project: Project) -> None:
    project.write("seeds/x.md/a.md", TEXT)
    assert discover(Places(project.path)) == Listing(("x.md/a.md",), 0, ())


def test_a_pipe_is_refused_and_not_waited_for(project: Project) -> None:
    os.mkfifo(project.path / "seeds" / "a.md")
    assert problem(project, "a.md").code == "not-a-file"


@pytest.mark.parametrize("ledger", ["false", "true"])
def test_a_name_that_is_no_text_is_refused(project: Project, ledger: str) -> None:
    project.write("feeds/site.toml", f"[build]\nledger = {ledger}")
    name = os.fsdecode(b"caf\xe9.md")
    try:
        project.write(f"seeds/{name}", TEXT)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    result = project.build()
    assert [(p.code, p.path) for p in result.problems] == [("name-not-text", "seeds/caf\\xe9.md")]
    assert result.counts.refused == 1


def test_a_file_that_is_gone_is_refused(project: Project) -> None:
    assert problem(project, "gone.md").code == "unreadable"


def test_a_file_without_permission_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    project.write("seeds/a.md", TEXT)
    monkeypatch.setattr(os, "open", denied)
    said = problem(project, "a.md")
    assert said.code == "unreadable"
    assert "Permission denied; give read permission" in said.message


def test_a_file_that_is_too_large_is_refused_unread(project: Project) -> None:
    with project.write("seeds/a.md", TEXT).open("r+b") as file:
        file.truncate(documents.LARGEST_FILE + 1)
    said = problem(project, "a.md")
    assert said.code == "too-large"
    assert str(documents.LARGEST_FILE) in said.message


def test_a_file_that_never_keeps_still_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("seeds/a.md", TEXT)
    states = iter(range(100))
    real_fstat = os.fstat

    def never_the_same(descriptor: int) -> os.stat_result:
        os.utime(descriptor, ns=(0, next(states)))
        return real_fstat(descriptor)

    monkeypatch.setattr(os, "fstat", never_the_same)
    assert problem(project, "a.md").code == "changed"


def test_a_document_that_changes_between_its_two_readings_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.seed("a.md", title="a", date="2022-01-01")
    project.seed("b.md", title="b", date="2022-01-01")
    real = documents.read
    count = iter(range(100))

    def changing(seeds: Places, name: str) -> object:
        found = real(seeds, name)
        if name == "a.md" and next(count) == 0:
            path.write_text(path.read_text() + "more")
        return found

    monkeypatch.setattr(documents, "read", changing)
    result = project.build()
    assert [(p.code, p.path) for p in result.problems] == [("changed", "seeds/a.md")]
    assert result.counts.published == 1
    monkeypatch.undo()
    assert project.build().counts.published == 2


def test_a_folder_that_can_t_be_listed_is_said(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("seeds/deep/a.md", TEXT)
    real = os.scandir

    def denied(path: str) -> object:
        if str(path).rstrip("/").endswith("deep"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", denied)
    listing = discover(Places(project.path))
    assert [(p.severity, p.code, p.path) for p in listing.problems] == [
        (Severity.ERROR, "unreadable", "seeds/deep")
    ]


@pytest.mark.parametrize("name", [".a.md", "a.md~", "#a.md#", "~$a.md", ".git/a.md", "d/.x/y/a.md"])
def test_hidden_files_and_leftovers_are_counted(project: Project, name: str) -> None:
    project.write(f"seeds/{name}", TEXT)
    assert discover(Places(project.path)) == Listing((), 1, ())


@pytest.mark.parametrize("name", ["a\nb.md", "a\x1b[31m.md", "a\u202eb.md"])
def test_a_name_with_control_characters_is_refused_and_shown_harmless(
    project: Project, name: str
) -> None:
    project.write(f"seeds/{name}", TEXT)
    [said] = project.build().problems
    assert said.code == "name-not-text"
    assert said.path.isprintable()


def test_a_name_that_is_no_unicode_ends_no_later_build(project: Project) -> None:
    project.seed("a.md", title="x", date="2022-01-01")
    path = project.path / "seeds" / os.fsdecode(b"caf\xe9.md")
    path.write_text(TEXT)
    os.utime(path, (2_000_000_000, 2_000_000_000))  # the file that was written last
    first = api.build(project.path, site_url=SITE_URL)
    again = api.build(project.path, site_url=SITE_URL)
    assert [problem.code for problem in again.problems] == ["name-not-text"]
    assert (again.counts, again.problems) == (first.counts, first.problems)


@pytest.mark.parametrize("name", ["seeds/film.mp4", "seeds/a.md", "feeds/notes.txt"])
def test_a_file_that_says_that_it_is_larger_than_memory_ends_no_build(
    project: Project, name: str
) -> None:
    project.seed("ok.md", title="Alpha", date="2024-01-01")
    with project.write(name, "").open("wb") as file:
        file.truncate(1 << 42)
    for _ in range(2):
        result = api.build(project.path, site_url=SITE_URL)
        assert result.counts.published == 1
        assert {p.code for p in result.problems} == (
            {"too-large"} if name == "seeds/a.md" else set()
        )
    (project.path / name).unlink()
    project.write(name, TEXT)
    published = 2 if name == "seeds/a.md" else 1
    assert api.build(project.path, site_url=SITE_URL).counts.published == published


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", ["feeds/site.toml", "feeds/more.toml"])
def test_a_pipe_in_the_place_of_the_configuration_is_not_waited_for(
    project: Project, name: str
) -> None:
    project.seed("ok.md", title="Alpha", date="2024-01-01")
    (project.path / "feeds").mkdir(exist_ok=True)
    os.mkfifo(project.path / name)
    with pytest.raises(ConfigError, match=f"{name}: can't be read: it is no regular file; "):
        api.build(project.path, site_url=SITE_URL)
