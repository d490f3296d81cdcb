"""Which changes make a build."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from feedpub.cli.serve import _watch, changes
from feedpub.errors import OutputError


def until(told: Iterator[tuple[str, ...]], wanted: set[str]) -> set[str]:
    """Return what is told until all that is wanted was."""
    found: set[str] = set()
    while not wanted <= found:
        found |= set(next(told))
    return found


def write(project: Path, *names: str) -> None:
    for name in names:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("x")


def test_documents_and_configuration_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, "seeds/a.md", "seeds/新/b.md", "out/all.rss")
    write(tmp_path, "feeds/site.toml", "feeds/templates/y.html")
    told = changes(tmp_path)
    assert next(told) == ()
    write(
        tmp_path,
        *("out/all.rss", "out/new.rss", ".feedpub/cache.db", "README.md", "feeds/ids.jsonl"),
        *("feeds/enclosures.jsonl", "feeds/.ids.jsonl.writing", "seeds/.a.md.swp", "seeds/a.md~"),
        *("seeds/#a.md#", "seeds/.git/x", "seeds/a.md"),
    )
    assert until(told, {"seeds/a.md"}) == {"seeds/a.md"}
    write(tmp_path, "seeds/新/媒体.md", "seeds/x.png", "seeds/data.jsonl", "feeds/templates/x.html")
    wanted = {"seeds/新/媒体.md", "seeds/x.png", "seeds/data.jsonl", "feeds/templates/x.html"}
    assert until(told, wanted) == wanted
    write(tmp_path, "seeds/new/b.md")
    # The file may have been there before the new folder could be watched.
    assert until(told, {"seeds/new"}) <= {"seeds/new", "seeds/new/b.md"}
    (tmp_path / "seeds/a.md").unlink()
    (tmp_path / "feeds/site.toml").rename(tmp_path / "feeds/other.toml")
    wanted = {"seeds/a.md", "feeds/site.toml", "feeds/other.toml"}
    assert wanted <= until(told, wanted)


def test_folders_that_come_go_and_are_replaced(tmp_path: Path) -> None:
    told = changes(tmp_path)
    assert next(told) == ()
    write(tmp_path, "seeds/a.md")
    assert next(told) == ()
    write(tmp_path, "seeds/b.md")
    assert until(told, {"seeds/b.md"})
    write(tmp_path, "feeds/site.toml", "elsewhere/c.md")
    while next(told):
        pass
    shutil.rmtree(tmp_path / "seeds")
    (tmp_path / "seeds").symlink_to(tmp_path / "elsewhere")
    while next(told):
        pass
    write(tmp_path, "elsewhere/d.md")
    assert until(told, {"seeds/d.md"}) == {"seeds/d.md"}


def test_a_name_that_is_no_text_can_be_said(tmp_path: Path) -> None:
    write(tmp_path, "seeds/a.md")
    told = changes(tmp_path)
    assert next(told) == ()
    write(tmp_path, "seeds/\x1b[31mred.md")
    assert until(told, {"seeds/\\x1b[31mred.md"})


def test_a_name_that_is_no_unicode_ends_nothing(tmp_path: Path) -> None:
    write(tmp_path, "seeds/a.md")
    told = changes(tmp_path)
    assert next(told) == ()
    write(tmp_path, f"seeds/{os.fsdecode(bytes([0xE9]))}.md")
    assert next(told) == ()  # something, it can't be said what, and watched it is again
    write(tmp_path, "seeds/b.md")
    assert until(told, {"seeds/b.md"})


def test_a_system_that_can_t_watch_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> NoReturn:
        raise OSError("OS file watch limit reached")

    write(tmp_path, "seeds/a.md")
    monkeypatch.setattr(_watch, "watch", full)
    with pytest.raises(OutputError, match="limit reached; with WATCHFILES_FORCE_POLLING=1"):
        next(changes(tmp_path))
