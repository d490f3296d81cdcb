"""The builds of feedpub, each from its own state of the project, and the limits beside them."""

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.speed.timing import Build, nothing, run

LIMITS: Final = Path(__file__).with_name("limits.py")
SETTLED_S: Final = 4  # more than any file system's resolution of time

COLD: Final = "cold"
ONE_JOB: Final = "cold, `--jobs 1`"
UNCHANGED: Final = "unchanged"
CHANGED: Final = "one document changed"
RESTORED: Final = "cache restored, `out/` kept"
RESTORED_ALONE: Final = "cache restored, no `out/`"
FEEDPUB: Final = frozenset((COLD, ONE_JOB, UNCHANGED, CHANGED, RESTORED, RESTORED_ALONE))
WALK: Final = "walk of the tree"
READ: Final = "reading documents and `out/`"
WRITE: Final = "writing the output once"


class Project:
    """A project of its own, copied from the corpus; `newest` is the path of its newest document."""

    def __init__(self, corpus: Path, folder: Path, newest: str) -> None:
        self._folder = folder
        self._newest = folder / "seeds" / newest
        self._settled = True
        self.out = folder / "out"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(corpus, folder)

    def builds(self) -> dict[str, Build]:
        """Return the builds and the limits by their names."""
        seeds, out, copy = (str(self._folder / name) for name in ("seeds", "out", "copy-of-out"))
        return {
            build.name: build
            for build in (
                self._build(COLD, self._forget),
                self._build(ONE_JOB, self._forget, "--jobs", "1"),
                self._build(UNCHANGED, self._settle),
                self._build(CHANGED, self._change),
                self._build(RESTORED, self._clone),
                self._build(RESTORED_ALONE, self._clone_alone),
                self._limit(WALK, nothing, "walk", seeds),
                self._limit(READ, nothing, "read", seeds, out),
                self._limit(
                    WRITE, lambda: shutil.rmtree(copy, ignore_errors=True), "write", out, copy
                ),
            )
        }

    def _build(self, name: str, before: Callable[[], None], *words: str) -> Build:
        command = [sys.executable, "-m", "feedpub", "build", "--project", str(self._folder)]
        return Build(name, [*command, "--quiet", *words], self._folder, before)

    def _limit(self, name: str, before: Callable[[], None], *words: str) -> Build:
        return Build(name, [sys.executable, str(LIMITS), *words], self._folder, before)

    def _forget(self) -> None:
        """Leave nothing of an earlier build."""
        for name in (".feedpub", "out"):
            shutil.rmtree(self._folder / name, ignore_errors=True)

    def _change(self) -> None:
        """Change the title of the newest document, which its feeds carry; the next time, back."""
        text = self._newest.read_text(encoding="utf-8")
        old, new = ("title: '", "title: '新 ")
        if new in text:
            old, new = new, old
        self._newest.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
        self._settled = False

    def _settle(self) -> None:
        """Build once more after a change, when its time has been past for long enough."""
        if not self._settled:
            time.sleep(SETTLED_S)
            run(self._build("settling", nothing))
            self._settled = True

    def _clone(self) -> None:
        """Put fresh copies in place of all files, as a clone and a restored `out/`: new times."""
        self._settle()
        for folder in (self._folder / "seeds", self.out):
            if folder.exists():
                before = folder.rename(self._folder / "before")
                shutil.copytree(before, folder, copy_function=shutil.copyfile)
                shutil.rmtree(before)

    def _clone_alone(self) -> None:
        self._clone()
        shutil.rmtree(self.out, ignore_errors=True)
