"""The folder out/: only whole files, only feedpub's own."""

import os
from pathlib import Path

import pytest

from feedpub.errors import OutputError
from feedpub.model import Output
from feedpub.output import MANIFEST, OutputFolder


def publish(folder: Path, files: dict[str, bytes], *, force: bool = False) -> tuple[str, ...]:
    output = OutputFolder(folder, force=force)
    for path, body in files.items():
        output.write(Output(path, body))
    return output.finish()


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_makes_the_folder(tmp_path: Path) -> None:
    publish(tmp_path / "out", {"a/b.rss": b"1"})
    assert names(tmp_path / "out") == [MANIFEST, "a", "a/b.rss"]


def test_says_what_changed_and_leaves_the_rest_untouched(tmp_path: Path) -> None:
    publish(tmp_path, {"a": b"1", "b": b"1"})
    os.utime(tmp_path / "a", (1, 1))
    os.utime(tmp_path / MANIFEST, (1, 1))
    output = OutputFolder(tmp_path)
    assert output.write(Output("a", b"1")) is False
    assert output.write(Output("b", b"2")) is True
    assert output.finish() == ()
    assert (tmp_path / "a").stat().st_mtime == 1
    assert (tmp_path / MANIFEST).stat().st_mtime == 1


def test_removes_what_it_made_and_nothing_else(tmp_path: Path) -> None:
    publish(tmp_path, {"category/old.rss": b"1", "gone/x.rss": b"1", "all.rss": b"1"})
    (tmp_path / "category" / "CNAME").write_text("kept")
    assert publish(tmp_path, {"all.rss": b"1"}) == ("category/old.rss", "gone/x.rss")
    assert names(tmp_path) == [MANIFEST, "all.rss", "category", "category/CNAME"]


def test_refuses_a_folder_that_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("precious")
    with pytest.raises(OutputError, match=r"holds 'thesis\.doc', which feedpub did not make"):
        OutputFolder(tmp_path)


def test_writes_into_a_strange_folder_by_force_and_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("precious")
    publish(tmp_path, {"all.rss": b"1"}, force=True)
    publish(tmp_path, {})
    assert names(tmp_path) == [MANIFEST, "thesis.doc"]


@pytest.mark.parametrize("name", ["README.md", ".gitignore", ".gitkeep"])
def test_takes_a_folder_that_is_only_explained(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("here will be feeds")
    publish(tmp_path, {"all.rss": b"1"})
    assert names(tmp_path) == sorted([MANIFEST, "all.rss", name])


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"files": 7}', "\x00"])
def test_a_broken_list_of_files_makes_it_forget_not_remove(tmp_path: Path, broken: str) -> None:
    publish(tmp_path, {"all.rss": b"1", "b": b"1"})
    (tmp_path / MANIFEST).write_text(broken)
    with pytest.raises(OutputError, match="did not make this file"):
        publish(tmp_path, {"all.rss": b"1"})
    assert publish(tmp_path, {"all.rss": b"1"}, force=True) == ()
    assert names(tmp_path) == [MANIFEST, "all.rss", "b"]


@pytest.mark.parametrize("name", ["../escaped", "/etc/passwd", "a/../../escaped"])
def test_never_reaches_outside_through_its_list(tmp_path: Path, name: str) -> None:
    (tmp_path / "escaped").write_text("precious")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / MANIFEST).write_text(f'{{"files": ["{name}"]}}')
    with pytest.raises(OutputError, match="lies outside"):
        publish(folder, {})
    assert (tmp_path / "escaped").exists()


def test_never_reaches_outside_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    publish(tmp_path / "out", {})
    (tmp_path / "out" / "category").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="lies outside"):
        publish(tmp_path / "out", {"category/a.rss": b"1"})
    assert names(tmp_path / "elsewhere") == []


def test_a_failed_write_leaves_the_old_file_and_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"all.rss": b"old"})

    def no_room(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", no_room)
    with pytest.raises(OutputError, match="No space left on device"):
        publish(tmp_path, {"all.rss": b"new"})
    assert (tmp_path / "all.rss").read_bytes() == b"old"
    assert names(tmp_path) == [MANIFEST, "all.rss"]


def test_what_is_written_is_put_aside_until_the_end(tmp_path: Path) -> None:
    publish(tmp_path, {"a": b"1", "b": b"1"})
    output = OutputFolder(tmp_path)
    assert output.write(Output("a", b"2"))
    assert (tmp_path / "a").read_bytes() == b"1"
    assert output.finish() == ("b",)
    assert (tmp_path / "a").read_bytes() == b"2"
    assert names(tmp_path) == [MANIFEST, "a"]


def test_what_is_discarded_leaves_no_trace(tmp_path: Path) -> None:
    publish(tmp_path, {"a": b"1"})
    output = OutputFolder(tmp_path)
    output.write(Output("a", b"2"))
    output.discard()
    assert names(tmp_path) == [MANIFEST, "a"]
    assert (tmp_path / "a").read_bytes() == b"1"


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_an_interrupted_build_left_is_cleaned_up(tmp_path: Path, kind: str) -> None:
    publish(tmp_path / "out", {"a": b"1"})
    left = tmp_path / "out" / ".feedpub-writing"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "precious").write_bytes(b"")
    if kind == "file":
        left.write_bytes(b"half")
    elif kind == "link":
        left.symlink_to(tmp_path / "elsewhere")
    else:
        left.mkdir()
        (left / "0").write_bytes(b"half")
    assert publish(tmp_path / "out", {"b": b"1"}) == ("a",)
    assert names(tmp_path / "out") == [MANIFEST, "b"]
    assert names(tmp_path / "elsewhere") == ["precious"]


def test_a_build_that_was_killed_among_its_files_is_ended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a": b"1"})
    output = OutputFolder(tmp_path)
    output.write(Output("b", b"2"))
    output.write(Output("c", b"2"))
    replaced = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if target.name == "c":
            raise KeyboardInterrupt
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        output.finish()
    monkeypatch.undo()
    assert publish(tmp_path, {"c": b"2"}) == ("a", "b")
    assert names(tmp_path) == [MANIFEST, "c"]


def test_a_folder_in_the_way_is_said_plainly(tmp_path: Path) -> None:
    publish(tmp_path, {})
    (tmp_path / "all.rss").mkdir()
    with pytest.raises(OutputError, match="can't be written"):
        publish(tmp_path, {"all.rss": b"1"})


def test_a_file_instead_of_the_folder_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="can't be written"):
        OutputFolder(tmp_path / "out")


def test_a_file_of_somebody_else_in_its_own_folder_is_not_overwritten(tmp_path: Path) -> None:
    publish(tmp_path, {"all.rss": b"1"})
    (tmp_path / "bar.rss").write_text("precious")
    with pytest.raises(OutputError, match=r"bar\.rss: feedpub did not make this file"):
        publish(tmp_path, {"all.rss": b"2", "bar.rss": b"2"})
    assert (tmp_path / "bar.rss").read_text() == "precious"
    assert (tmp_path / "all.rss").read_bytes() == b"1"
    publish(tmp_path, {"all.rss": b"2", "bar.rss": b"2"}, force=True)
    assert (tmp_path / "bar.rss").read_bytes() == b"2"
