"""The folder out/: only whole files, only feedpub's own."""

import os
import stat
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from feedpub.errors import ConfigError, OutputError
from feedpub.model import Output
from feedpub.pipeline.output import MANIFEST, OutputFolder, in_out


def publish(
    folder: Path, files: dict[str, bytes], *, force: bool = False, replace: tuple[str, ...] = ()
) -> tuple[str, ...]:
    output = OutputFolder(folder, force=force, allowed=replace)
    output.clean_up()
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
        publish(tmp_path, {"all.rss": b"1"})
    assert names(tmp_path) == ["thesis.doc"]


def test_writes_into_a_strange_folder_by_force_and_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("precious")
    publish(tmp_path, {"all.rss": b"1"}, force=True)
    publish(tmp_path, {})
    assert names(tmp_path) == [MANIFEST, "thesis.doc"]


@pytest.mark.parametrize(
    "name", ["README.md", ".gitignore", ".gitkeep", "CNAME", ".nojekyll", ".git", "robots.txt"]
)
def test_takes_a_folder_that_holds_what_is_nobodys_harm(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("here will be feeds")
    publish(tmp_path, {"all.rss": b"1"})
    publish(tmp_path, {})
    assert names(tmp_path) == sorted([MANIFEST, name])


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"files": 7}', "\x00"])
def test_a_broken_list_of_files_makes_it_forget_not_remove(tmp_path: Path, broken: str) -> None:
    publish(tmp_path, {"all.rss": b"1", "b": b"1"})
    (tmp_path / MANIFEST).write_text(broken)
    with pytest.raises(OutputError, match="did not make this file"):
        publish(tmp_path, {"all.rss": b"1"})
    assert publish(tmp_path, {"all.rss": b"1"}, force=True) == ()
    assert publish(tmp_path, {}) == ()
    assert names(tmp_path) == [MANIFEST, "all.rss", "b"]


@pytest.mark.parametrize(
    "name",
    [
        "../escaped",
        "/etc/passwd",
        "a/../../escaped",
        "",
        ".",
        "a\\u0000b",
        "\\ud800",
        "x\\nout/a: b",
    ],
)
def test_never_reaches_outside_through_its_list(tmp_path: Path, name: str) -> None:
    (tmp_path / "escaped").write_text("precious")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / MANIFEST).write_text(f'{{"files": ["{name}"]}}')
    with pytest.raises(OutputError, match="lies outside"):
        publish(folder, {})
    assert (tmp_path / "escaped").exists()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such files")
@pytest.mark.parametrize("make", [_pipe, _endless, _huge, Path.mkdir])
def test_a_list_that_is_no_file_to_read_is_named(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    publish(tmp_path, {"all.rss": b"1"})
    (tmp_path / MANIFEST).unlink()
    make(tmp_path / MANIFEST)
    with pytest.raises(OutputError, match=r"feedpub\.json: can't be read: .*; remove it"):
        publish(tmp_path, {"all.rss": b"2"})
    assert (tmp_path / "all.rss").read_bytes() == b"1"


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such files")
@pytest.mark.parametrize("make", [_pipe, _endless, _huge])
def test_what_stands_in_the_place_of_a_feed_is_not_waited_for(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "all.rss")
    assert OutputFolder(tmp_path).read("all.rss") == b""


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


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("moment", range(11))
def test_it_is_all_or_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    moment: int,
    error: BaseException,
    *,
    links: bool,
) -> None:
    """Whichever rename fails, all is as it was: bytes, modes, times, folders, the list."""
    publish(tmp_path, {"a": b"1", "b": b"1", "old/c": b"1"})
    (tmp_path / "a").chmod(0o640)
    before = state(tmp_path)
    renames = count()

    def failing(real: Callable[..., Path]) -> Callable[..., Path]:
        def rename(self: Path, target: Path) -> Path:
            if next(renames) == moment:
                raise error
            return real(self, target)

        return rename

    if not links:
        monkeypatch.delattr(os, "link")
        monkeypatch.setattr(os, "link", failing_link, raising=False)
    output = OutputFolder(tmp_path)
    for name in ("a", "b", "new/d"):
        output.write(Output(name, b"2"))
    monkeypatch.setattr(Path, "replace", failing(Path.replace))
    monkeypatch.setattr(Path, "rename", failing(Path.rename))
    try:
        output.finish()
    except (KeyboardInterrupt, OutputError):
        monkeypatch.undo()
        assert state(tmp_path) == before
    else:
        monkeypatch.undo()
        assert next(renames) <= moment
        assert names(tmp_path) == [MANIFEST, "a", "b", "new", "new/d"]
    assert publish(tmp_path, {"e": b"3"}) != ()
    assert names(tmp_path) == [MANIFEST, "e"]


def failing_link(*_: object, **__: object) -> None:
    raise OSError(1, "Operation not permitted")


def state(folder: Path) -> dict[str, tuple[object, ...]]:
    """Return names, modes and bytes of all that is in a folder."""
    return {
        path.relative_to(folder).as_posix(): (
            path.lstat().st_mode,
            path.lstat().st_mtime_ns if path.is_file() else 0,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in folder.rglob("*")
    }


def test_what_is_to_be_done_with_it_is_part_of_it(tmp_path: Path) -> None:
    publish(tmp_path, {"a": b"1", "b": b"1"})
    before = state(tmp_path)
    output = OutputFolder(tmp_path)
    output.write(Output("a", b"2"))

    def fail() -> None:
        raise OutputError("the ledger can't be written")

    with pytest.raises(OutputError, match="ledger"):
        output.finish(also=fail)
    assert state(tmp_path) == before


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda out: (out / "z.rss").mkdir(), r"z\.rss: is a folder where feedpub writes a file"),
        (lambda out: (out / "z").write_text(""), r"z: is a file where feedpub needs a folder"),
        (lambda out: (out / "z").symlink_to("gone"), r"z: is a file where feedpub needs a folder"),
        (lambda out: (out / "z.rss").symlink_to("a.rss"), r"z\.rss: feedpub did not make"),
        (lambda out: (out / "z.rss").symlink_to("gone"), r"z\.rss: feedpub did not make"),
        (lambda out: os.mkfifo(out / "z.rss"), r"z\.rss: feedpub did not make this file"),
        (lambda out: (out / "z.rss").write_text("x"), r"z\.rss: .* move it, or use --force to"),
        (lambda out: (out / "z.html").write_text("x"), r'or use --replace "z\.html" to have it'),
    ],
)
def test_what_is_in_the_way_is_found_before_anything_is_touched(
    tmp_path: Path, prepare: Callable[[Path], object], message: str
) -> None:
    publish(tmp_path, {"a.rss": b"1"})
    prepare(tmp_path)
    before = state(tmp_path)
    files = {"a.rss": b"2", "z.rss": b"2", "z/y.rss": b"2", "z.html": b"2"}
    with pytest.raises(OutputError, match=message):
        publish(tmp_path, files)
    assert state(tmp_path) == before


def test_everything_in_the_way_is_named(tmp_path: Path) -> None:
    for name in ("index.html", "all.rss", "blog.html"):
        (tmp_path / name).write_text("precious")
    files = {"all.rss": b"1", "all.atom": b"1", "index.html": b"1"}
    with pytest.raises(OutputError) as caught:
        publish(tmp_path, files)
    out = tmp_path
    assert str(caught.value).splitlines() == [
        f"{out}: holds 'all.rss', 'blog.html', 'index.html', which feedpub did not make; empty the"
        " folder, or use --force to write beside them (none will be removed)",
        f"{out}/all.rss: feedpub did not make this file and would write over it; move it, or use"
        " --force to have it replaced",
        f"{out}/index.html: feedpub did not make this file and would write over it; move it, or use"
        ' --replace "index.html" to have it replaced',
        "nothing was written",
    ]


@pytest.mark.parametrize("name", ["index.html", "category/x.html", "assets/style.css"])
def test_force_writes_over_no_page(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("precious")
    (tmp_path / "all.rss").write_text("old")
    files = {name: b"1", "all.rss": b"1"}
    with pytest.raises(OutputError, match=f'use --replace "{name}"'):
        publish(tmp_path, files, force=True)
    assert (tmp_path / name).read_text() == "precious"
    assert (tmp_path / "all.rss").read_text() == "old"


@pytest.mark.parametrize("given", ["assets", "assets/style.css"])
def test_what_is_named_is_replaced_and_never_removed_as_its_own(tmp_path: Path, given: str) -> None:
    publish(tmp_path, {"all.rss": b"1"})
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/style.css").write_text("precious")
    publish(tmp_path, {"all.rss": b"1", "assets/style.css": b"1", "b": b"1"}, replace=(given,))
    assert (tmp_path / "assets/style.css").read_bytes() == b"1"
    publish(tmp_path, {"all.rss": b"1", "assets/style.css": b"2"})
    assert (tmp_path / "assets/style.css").read_bytes() == b"2"
    output = OutputFolder(tmp_path)
    assert output.finish() == ("all.rss",)
    assert output.left_behind() == ("assets/style.css",)
    assert names(tmp_path) == [MANIFEST, "assets", "assets/style.css"]
    with pytest.raises(OutputError, match=r"assets/style\.css: feedpub did not make this file"):
        publish(tmp_path, {"assets/style.css": b"3"})


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_what_took_the_place_of_a_file_is_not_removed(tmp_path: Path, kind: str) -> None:
    publish(tmp_path, {"a": b"1", "b": b"1"})
    (tmp_path / "a").unlink()
    if kind == "folder":
        (tmp_path / "a").mkdir()
    else:
        (tmp_path / "a").symlink_to("b")
    assert publish(tmp_path, {}) == ("b",)
    assert os.path.lexists(tmp_path / "a")


@pytest.mark.parametrize("given", ["", ".", "/etc/passwd", "../x", "out/", "a/../../x"])
def test_no_path_that_could_be_anything_can_be_named(given: str) -> None:
    with pytest.raises(ConfigError, match=r"--replace .*names no file in out/"):
        in_out(given)


@pytest.mark.parametrize("given", ["out/a/b.html", "./out/a/b.html", "a/b.html", "a\\b.html"])
def test_a_path_can_be_named_as_it_is_shown(given: str) -> None:
    assert in_out(given) == "a/b.html"


class TestRights:
    def test_of_what_is_replaced_are_kept(self, tmp_path: Path) -> None:
        publish(tmp_path, {"a": b"1", "b/c": b"1"})
        for name, rights in (("a", 0o664), ("b/c", 0o600), (MANIFEST, 0o640)):
            (tmp_path / name).chmod(rights)
        if os.geteuid() == 0:
            os.chown(tmp_path / "a", 65534, 65533)
        before = (tmp_path / "a").stat()
        publish(tmp_path, {"a": b"2", "b/c": b"2", "d": b"2"})
        after = (tmp_path / "a").stat()
        assert [mode(tmp_path / name) for name in ("a", "b/c", MANIFEST)] == [0o664, 0o600, 0o640]
        assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)

    @pytest.mark.parametrize(
        ("umask", "expected"), [(0o077, 0o600), (0o022, 0o644), (0o002, 0o664)]
    )
    def test_of_what_is_new_are_those_of_the_umask(
        self, tmp_path: Path, umask: int, expected: int
    ) -> None:
        publish(tmp_path / "out", {"a": b"1"})
        (tmp_path / "out/a").chmod(0o644)
        before = os.umask(umask)
        try:
            publish(tmp_path / "out", {"a": b"2", "b": b"2"})
        finally:
            os.umask(before)
        assert mode(tmp_path / "out/b") == expected
        assert mode(tmp_path / "out/a") == 0o644


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_instead_of_the_folder_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="is a file, or a link that leads nowhere"):
        publish(tmp_path / "out", {"a": b"1"})
    assert (tmp_path / "out").read_text() == "a file"


def test_the_same_names_are_written_everywhere_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "gb18030")
    with pytest.raises(
        OutputError, match=r"caf\\xe9\.rss: would have another name .* PYTHONUTF8=1"
    ):
        publish(tmp_path, {"café.rss": b"1"})
    publish(tmp_path, {"cafe.rss": b"1"})


def test_a_file_of_somebody_else_in_its_own_folder_is_not_overwritten(tmp_path: Path) -> None:
    publish(tmp_path, {"all.rss": b"1"})
    (tmp_path / "bar.rss").write_text("precious")
    with pytest.raises(OutputError, match=r"bar\.rss: feedpub did not make this file"):
        publish(tmp_path, {"all.rss": b"2", "bar.rss": b"2"})
    assert (tmp_path / "bar.rss").read_text() == "precious"
    assert (tmp_path / "all.rss").read_bytes() == b"1"
    publish(tmp_path, {"all.rss": b"2", "bar.rss": b"2"}, force=True)
    assert (tmp_path / "bar.rss").read_bytes() == b"2"
