"""The peers: where they come from, their sites, and their commands."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bench.corpus import Document
from bench.speed import forms
from bench.speed.forms import Form
from bench.speed.timing import ENVIRONMENT, Build

SITES: Final = Path(__file__).with_name("sites")
HUGO: Final = "Hugo"
ELEVENTY: Final = "Eleventy"
PELICAN: Final = "Pelican"
SCRIPT: Final = "script, bleach"
SCRIPT_NH3: Final = "script, nh3"


@dataclass(frozen=True)
class Peer:
    """A tool; its documents are those of the corpus where it has no form of its own."""

    title: str
    site: str  # below SITES
    out: str  # below its site
    form: Form | None
    command: Callable[[str, Path], list[str]]  # of its program and the corpus
    program: str = ""  # nothing: this Python, and the libraries that feedpub stands on
    npm: str = ""  # its package, where that is not PyPI's of the name of its program
    asks: str = "--version"


def _script(sanitizer: str, _: str, corpus: Path) -> list[str]:
    return [sys.executable, "feeds.py", sanitizer, str(corpus / "seeds"), "out"]


PEERS: Final = {
    "hugo": Peer(
        HUGO,
        "hugo",
        "public",
        forms.hugo,
        lambda tool, _: [tool, "--quiet"],
        "hugo",
        asks="version",
    ),
    "eleventy": Peer(
        ELEVENTY,
        "eleventy",
        "_site",
        forms.eleventy,
        lambda tool, _: [tool, "--quiet"],
        "eleventy",
        "@11ty/eleventy",
    ),
    "pelican": Peer(
        PELICAN,
        "pelican",
        "output",
        forms.pelican,
        lambda tool, _: [tool, "content", "-s", "pelicanconf.py", "--quiet"],
        "pelican",
    ),
    "script": Peer(SCRIPT, "script", "out", None, partial(_script, "bleach")),
    "script-nh3": Peer(SCRIPT_NH3, "script", "out", None, partial(_script, "nh3")),
}


@dataclass(frozen=True)
class Ready:
    """A peer that can be built."""

    title: str
    version: str
    build: Build
    out: Path


def prepare(
    name: str, tools: Path, corpus: Path, documents: Iterable[Document], folder: Path
) -> Ready:
    """Install a peer where it is missing, and write its site."""
    peer = PEERS[name]
    program = _program(peer, tools) if peer.program else ""
    site = folder / name
    if not (done := folder / f"{name}.written").exists():
        shutil.rmtree(site, ignore_errors=True)
        site.mkdir(parents=True)
        if peer.form:
            forms.write(peer.form, documents, site)
        done.touch()
    shutil.copytree(SITES / peer.site, site, dirs_exist_ok=True)
    out = site / peer.out
    before = partial(shutil.rmtree, out, ignore_errors=True)
    build = Build(peer.title, peer.command(program, corpus), site, before)
    return Ready(peer.title, _version(peer, program), build, out)


def _program(peer: Peer, tools: Path) -> str:
    """Return the path of a program: that on PATH, else that in `tools`, where it is put."""
    if not (found := _find(peer.program, tools)):
        _install(peer, tools)
        found = _find(peer.program, tools)
    if not found:
        raise FileNotFoundError(f"{peer.program} was installed, but is not there")
    return found


def _find(program: str, tools: Path) -> str | None:
    places = (os.environ["PATH"], tools / "bin", tools / "node_modules" / ".bin")
    return shutil.which(program, path=os.pathsep.join(map(str, places)))


def _install(peer: Peer, tools: Path) -> None:
    """Install a peer from npm or PyPI."""
    tools.mkdir(parents=True, exist_ok=True)
    if peer.npm:
        _call(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(tools), peer.npm])
        return
    if not (tools / "bin" / "pip").exists():
        _call([sys.executable, "-m", "venv", str(tools)])
    _call([str(tools / "bin" / "pip"), "install", "--quiet", peer.program])


def _call(command: list[str]) -> None:
    subprocess.run(command, stdout=sys.stderr, check=True)  # noqa: S603


def _version(peer: Peer, program: str) -> str:
    """Return the version that a program says; of a script, those of its libraries."""
    if not program:
        sanitizer = "bleach" if peer.title == SCRIPT else "nh3"
        return ", ".join(f"{name} {version(name)}" for name in ("feedgen", sanitizer))
    done = subprocess.run(  # noqa: S603
        [program, peer.asks], env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    words = (word.removeprefix("v") for word in done.stdout.split())
    return next((word for word in words if word[:1].isdigit()), "?").split("-")[0]
