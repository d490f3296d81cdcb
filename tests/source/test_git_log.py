"""Dates of documents by their commits: asked of git once, and of no configuration of strangers."""

import os
import stat
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedpub import api, config
from feedpub.errors import ConfigError
from feedpub.model import Entry, Places
from feedpub.pipeline.build import Options, entries_of
from feedpub.pipeline.single import entry_of
from feedpub.source import git_log, repository
from feedpub.source.history import commits_of
from tests.conftest import NOW, SITE_URL, Project

SITE = f"[site]\nurl = '{SITE_URL}'\n[documents]\ndate_from = ['front matter', 'name', 'git']\n"
PERSON = {
    "GIT_AUTHOR_NAME": "Ann",
    "GIT_AUTHOR_EMAIL": "ann@example.org",
    "GIT_COMMITTER_NAME": "Ann",
    "GIT_COMMITTER_EMAIL": "ann@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *words: str, day: str = "2024-01-01") -> None:
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    subprocess.run(
        ["git", *words], cwd=folder, env=os.environ | PERSON | when, check=True, capture_output=True
    )


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", f"On {day}", day=day)


@pytest.fixture
def kept(project: Project) -> Project:
    """A project in a repository."""
    git(project.path, "init", "--quiet")
    project.write("feeds/site.toml", SITE)
    project.write(".gitignore", "out\n.feedpub\n")
    return project


def entries(project: Project) -> dict[str, Entry]:
    site = config.load(project.path, SITE_URL)
    found = entries_of(project.path, site, Options(jobs=1))
    return {entry.path: entry for entry in found}


def days(project: Project) -> dict[str, tuple[str, str]]:
    return {
        path: (entry.published.date().isoformat(), entry.updated.date().isoformat())
        for path, entry in entries(project).items()
    }


def test_the_first_commit_is_the_date_and_the_last_one_the_update(kept: Project) -> None:
    kept.seed("a.md", title="A")
    commit(kept.path, "2020-05-01")
    kept.seed('deep/新 "b".md', title="B")
    commit(kept.path, "2021-05-01")
    kept.seed("a.md", title="A", body="Other.")
    commit(kept.path, "2022-05-01")
    assert days(kept) == {
        "a.md": ("2020-05-01", "2022-05-01"),
        'deep/新 "b".md': ("2021-05-01", "2021-05-01"),
    }


@pytest.mark.parametrize(
    ("sources", "day"),
    [
        ("['front matter', 'name', 'git']", "2019-09-09"),
        ("['name', 'front matter', 'git']", "2018-08-08"),
        ("['git', 'front matter']", "2020-05-01"),
        ("'git'", "2020-05-01"),
        ("['name']", "2018-08-08"),
    ],
)
def test_the_first_source_that_has_a_date_counts(kept: Project, sources: str, day: str) -> None:
    kept.write("feeds/site.toml", SITE.partition("date_from")[0] + f"date_from = {sources}\n")
    kept.seed("2018-08-08-a.md", title="A", date="2019-09-09")
    commit(kept.path, "2020-05-01")
    assert days(kept)["2018-08-08-a.md"][0] == day


def test_an_update_in_the_front_matter_comes_before_the_last_commit(kept: Project) -> None:
    kept.seed("a.md", title="A", date="2019-01-01", updated="2019-02-02")
    kept.seed("b.md", title="B", date="2019-01-01")
    commit(kept.path, "2020-05-01")
    assert days(kept) == {
        "a.md": ("2019-01-01", "2019-02-02"),
        "b.md": ("2019-01-01", "2020-05-01"),
    }


def test_a_file_that_was_renamed_keeps_its_dates_and_a_new_one_of_its_name_has_its_own(
    kept: Project,
) -> None:
    kept.seed("a.md", title="A", body="One text.\n" * 9)
    commit(kept.path, "2020-05-01")
    git(kept.path, "mv", "seeds/a.md", "seeds/b.md")
    commit(kept.path, "2021-05-01")
    kept.seed("a.md", title="Other", body="What it says is something else.\n" * 9)
    commit(kept.path, "2022-05-01")
    assert days(kept) == {
        "a.md": ("2022-05-01", "2022-05-01"),
        "b.md": ("2020-05-01", "2021-05-01"),
    }


def test_what_is_not_committed_is_refused_and_told(kept: Project) -> None:
    kept.seed("a.md", title="A")
    (problem,) = kept.build().problems
    assert "seeds/a.md: has no date and is in no commit; commit it" in str(problem)
    commit(kept.path, "2020-05-01")
    kept.seed("b.md", title="B")
    result = kept.build()
    assert [problem.path for problem in result.problems] == ["seeds/b.md"]
    assert result.counts.published == 1


def test_a_commit_is_noticed_though_no_file_is_another_one(kept: Project) -> None:
    kept.seed("a.md", title="A")
    kept.seed("b.md", title="B")
    commit(kept.path, "2020-05-01")
    first = api.build(kept.path, now=NOW)
    assert api.build(kept.path, now=NOW).counts == first.counts
    assert b"2020-05-01T12:00:00" in kept.out()["all.atom"]
    kept.seed("a.md", title="A2")
    api.build(kept.path, now=NOW)
    assert b"2023-05-01" not in kept.out()["all.atom"]
    commit(kept.path, "2023-05-01")
    api.build(kept.path, now=NOW)
    written = kept.out()["all.atom"].decode()
    assert written.count("<updated>2023-05-01T12:00:00+00:00</updated>") == 2  # feed and entry
    kept.path.joinpath(".feedpub").rename(kept.path / "elsewhere")
    api.build(kept.path, now=NOW)
    assert kept.out()["all.atom"].decode() == written


def test_git_is_asked_once_and_not_at_all_where_nothing_has_changed(
    kept: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Places] = []

    def count(places: Places) -> Places:
        asked.append(places)
        return with_history(places)

    with_history = git_log.with_history
    monkeypatch.setattr(git_log, "with_history", count)
    for number in range(30):
        kept.seed(f"{number}.md", title=f"T{number}")
    commit(kept.path, "2020-05-01")
    api.build(kept.path, now=NOW)
    api.build(kept.path, now=NOW)
    assert len(asked) == 1


def test_links_between_documents_go_by_dates_of_commits(kept: Project) -> None:
    kept.write(
        "feeds/site.toml",
        f"{SITE}permalink = '/:year/:slug/'\ntool = 'hugo'\n".replace(
            "[documents]", "blog = 'https://blog.example/'\n[documents]"
        ),
    )
    kept.seed("a.md", title="A", body="[b](b.md)")
    kept.seed("b.md", title="B")
    commit(kept.path, "2020-05-01")
    kept.build()
    assert b"https://blog.example/2020/b/" in kept.out()["all.atom"].split(b"<content")[1]


def test_one_document_has_the_same_date_by_itself(kept: Project) -> None:
    kept.seed("a.md", title="A")
    commit(kept.path, "2020-05-01")
    site = config.load(kept.path, SITE_URL)
    entry, problems, _ = entry_of(site.places(kept.path), site, "a.md", datetime.now(UTC))
    assert not problems
    assert entry
    assert entry.published == datetime(2020, 5, 1, 12, tzinfo=UTC)


def test_a_project_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    project = Project(tmp_path / "blog")
    project.write("feeds/site.toml", SITE)
    project.seed("a.md", title="A")
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2020-05-01")
    assert days(project) == {"a.md": ("2020-05-01", "2020-05-01")}


def test_a_worktree_and_packed_references(kept: Project, tmp_path: Path) -> None:
    kept.seed("a.md", title="A")
    commit(kept.path, "2020-05-01")
    git(kept.path, "pack-refs", "--all")
    assert days(kept) == {"a.md": ("2020-05-01", "2020-05-01")}
    other = tmp_path / "other tree"
    git(kept.path, "worktree", "add", "--quiet", str(other), "-b", "more")
    assert days(Project(other)) == {"a.md": ("2020-05-01", "2020-05-01")}


def test_a_repository_with_long_ids(project: Project) -> None:
    git(project.path, "init", "--quiet", "--object-format=sha256")
    project.write("feeds/site.toml", SITE)
    project.seed("a.md", title="A")
    commit(project.path, "2020-05-01")
    assert days(project) == {"a.md": ("2020-05-01", "2020-05-01")}


def test_a_shallow_clone_is_told(kept: Project, tmp_path: Path) -> None:
    kept.seed("a.md", title="A")
    commit(kept.path, "2020-05-01")
    commit(kept.path, "2021-05-01")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", kept.path.as_uri(), str(clone))
    with pytest.raises(ConfigError, match=r"shallow.*fetch-depth: 0"):
        Project(clone).build()
    assert not (clone / "out").exists()
    git(clone, "fetch", "--quiet", "--unshallow")
    assert days(Project(clone)) == days(kept)


def test_no_repository_is_told(project: Project) -> None:
    project.write("feeds/site.toml", SITE)
    project.seed("a.md", title="A", date="2020-01-01")
    with pytest.raises(ConfigError, match="date_from names git, but the project is in no repos"):
        project.build()


def test_no_git_is_told(kept: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.seed("a.md", title="A")
    commit(kept.path, "2020-05-01")
    monkeypatch.setenv("PATH", str(kept.path))
    with pytest.raises(ConfigError, match="git is not installed; install it"):
        kept.build()


def test_a_git_that_takes_too_long_is_ended_and_told(
    kept: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept.seed("a.md", title="A")
    commit(kept.path, "2020-05-01")
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(slow.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git_log, "_SECONDS", 0.3)
    with pytest.raises(ConfigError, match="git takes more than"):
        kept.build()


def test_a_git_that_fails_is_told(kept: Project) -> None:
    kept.seed("a.md", title="A")
    commit(kept.path, "2020-05-01")
    git(kept.path, "update-ref", "--no-deref", "refs/heads/other", "HEAD")
    kept.path.joinpath(".git/HEAD").write_text(f"{'1' * 40}\n")
    with pytest.raises(ConfigError, match="git can't tell the dates; look what"):
        kept.build()


@pytest.mark.parametrize("head", ["", "ref: ../../x\n", "ref: refs/heads/../../x\n", "nonsense"])
def test_a_head_that_is_none_is_told(kept: Project, head: str) -> None:
    kept.seed("a.md", title="A")
    kept.path.joinpath(".git/HEAD").write_text(head)
    with pytest.raises(ConfigError, match=r"date_from names git, but .*HEAD"):
        kept.build()


def test_nothing_that_the_configuration_of_a_repository_says_is_run(
    kept: Project, tmp_path: Path
) -> None:
    kept.seed("a.md", title="A")
    commit(kept.path, "2020-05-01")
    kept.seed("a.md", title="A2")
    commit(kept.path, "2021-05-01")
    program, ran = tmp_path / "evil", tmp_path / "ran"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\nexit 0\n")
    program.chmod(0o755)
    for key in (
        *("gpg.program", "core.fsmonitor", "core.pager", "pager.log", "core.sshCommand"),
        *("diff.external", "core.alternateRefsCommand", "core.hooksPath", "diff.x.textconv"),
        *("diff.x.command", "filter.x.smudge", "filter.x.clean", "filter.x.process"),
        "credential.helper",
    ):
        git(kept.path, "config", key, str(program))
    git(kept.path, "config", "log.showSignature", "true")
    git(kept.path, "config", "alias.log", f"!{program}")
    kept.path.joinpath(".git/info/attributes").write_text("* diff=x filter=x\n")
    signed = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"], cwd=kept.path, check=True, capture_output=True
    ).stdout.replace(
        b"\n\n", b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n -----END PGP SIGNATURE-----\n\n", 1
    )
    made = subprocess.run(
        ["git", "hash-object", "-w", "-t", "commit", "--stdin"],
        cwd=kept.path,
        input=signed,
        check=True,
        capture_output=True,
    ).stdout.decode()
    kept.path.joinpath(".git/HEAD").write_text(made)
    assert days(kept) == {"a.md": ("2020-05-01", "2021-05-01")}
    assert not ran.exists()
    # The test can fail: git run as usual does what the configuration says.
    git(kept.path, "log")
    assert ran.exists()


def test_the_environment_of_git_decides_nothing(
    kept: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept.seed("a.md", title="A")
    commit(kept.path, "2020-05-01")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert days(kept) == {"a.md": ("2020-05-01", "2020-05-01")}


def test_a_list_of_dates_is_read_from_the_newest_commit_on() -> None:
    printed = b"\x01300\0\nR100\0a.md\0b.md\0A\0a.md\0\x01200\0\nM\0a.md\0\x01100\0\nA\0a.md\0"
    words = iter(printed.split(b"\0"))
    assert git_log._dates(words) == {"b.md": (100, 300), "a.md": (300, 300)}


def test_a_date_that_no_calendar_has_is_the_nearest_that_it_has() -> None:
    printed = b"\x0199999999999999999\0\nM\0a.md\0\x01-5\0\nA\0a.md\0"
    first, last = git_log._dates(iter(printed.split(b"\0")))["a.md"]
    assert (first, datetime.fromtimestamp(last, UTC).year) == (1, 9999)


def test_paths_are_looked_up_however_they_are_composed() -> None:
    places = Places(Path("x"), history="1 2 caf\u00e9.md\n".encode())
    assert commits_of(places, "cafe\u0301.md") == (1, 2)
    assert commits_of(places, "other.md") is None


def test_the_mark_of_a_repository_is_another_one_after_each_commit(kept: Project) -> None:
    before = repository.mark_of(kept.path)
    commit(kept.path, "2020-05-01")
    after = repository.mark_of(kept.path)
    assert before != after == repository.mark_of(kept.path)
