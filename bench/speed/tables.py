"""The bars, and the tables in Markdown."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bench.speed import builds, peers
from bench.speed.count import Counted
from bench.speed.timing import Pair

LARGE: Final = "1 MB of paragraphs"
SMALL: Final = "200 articles of 5 KB"
FEED: Final = "a feed of 50 entries, RSS and Atom"
FEEDGEN: Final = "feedgen alone"
# In MiB, of the largest process, by the number of documents.
MOST_MEMORY: Final = {100_000: 200, 1_000_000: 600}
Size = tuple[int, int]  # documents, categories


@dataclass(frozen=True)
class Bar:
    """A ratio that is to be stayed below, at one size; nothing of a size is any."""

    one: str
    other: str
    below: float
    documents: int = 0
    categories: int = 0

    def at(self, size: Size) -> bool:
        """Tell whether the bar is for this size."""
        return self.documents in (0, size[0]) and self.categories in (0, size[1])

    def __str__(self) -> str:
        of = "/".join(f"{number:,}" for number in (self.documents, self.categories) if number)
        return f"< {self.below:g}" + (f" ({of})" if of else "")


BARS: Final = (
    Bar(builds.COLD, peers.HUGO, 2, 10_000, 100),
    Bar(builds.COLD, peers.ELEVENTY, 0.6, 10_000, 100),
    Bar(builds.COLD, peers.PELICAN, 1, 10_000, 100),
    Bar(builds.COLD, peers.SCRIPT, 1, 10_000, 100),
    Bar(builds.COLD, peers.SCRIPT_NH3, 1.3, 10_000, 100),
    Bar(builds.COLD, peers.HUGO, 2, 10_000, 1000),
    Bar(builds.COLD, peers.HUGO, 1.5, 100_000, 1000),
    Bar(builds.UNCHANGED, builds.WALK, 4, 10_000),
    Bar(builds.UNCHANGED, builds.WALK, 2.2, 100_000),
    Bar(builds.UNCHANGED, builds.WALK, 2.5, 1_000_000),
    Bar(builds.UNCHANGED, peers.HUGO, 1 / 5, 10_000),
    Bar(builds.CHANGED, builds.UNCHANGED, 3, 10_000, 100),
    Bar(builds.CHANGED, builds.UNCHANGED, 2, 100_000, 1000),
    Bar(builds.CHANGED, builds.UNCHANGED, 1.5, 1_000_000),
    Bar(builds.CHANGED, peers.HUGO, 0.08, 100_000, 1000),
    Bar(builds.RESTORED, builds.READ, 1.8, 10_000, 100),
    Bar(builds.RESTORED_ALONE, builds.COLD, 0.3, 10_000, 100),
    Bar(LARGE, SMALL, 0.5),
    Bar(FEED, FEEDGEN, 1.2),
)


def machine(size: Size, megabytes: float, rounds: int) -> str:
    """Return what has to be known of a run."""
    return (
        f"{size[0]:,} documents ({megabytes:.1f} MB) in {size[1]:,} categories,"
        f" {rounds} pairs each; {os.cpu_count()} cores, {platform.system()} {platform.machine()},"
        f" {platform.python_implementation()} {platform.python_version()}\n"
    )


def made(found: Iterable[tuple[str, str, Counted]]) -> str:
    """Return what each builder made, by name and version."""
    head = ("builder", "version", "RSS", "Atom", "entries", "content, MB")
    rows: list[Sequence[str]] = [
        [name, version, f"{one.rss}", f"{one.atom}", f"{one.entries:,}", f"{one.content / 1e6:.1f}"]
        for name, version, one in found
    ]
    return _table(head, rows)


def ratios(pairs: Iterable[Pair], size: Size) -> str:
    """Return how long each build took beside another, and the bars."""
    head = ("build", "against", "ratio (min–max)", "seconds", "MiB", "bar", "met")
    return _table(head, [_row(pair, size) for pair in pairs])


def _row(pair: Pair, size: Size) -> tuple[str, ...]:
    bars = [bar for bar in BARS if (bar.one, bar.other) == (pair.one, pair.other)]
    here = [bar for bar in bars if bar.at(size)]
    return (
        pair.one,
        "itself (noise)" if pair.one == pair.other else pair.other,
        f"{_figure(pair.ratio)} ({_figure(min(pair.ratios))}–{_figure(max(pair.ratios))})",
        " / ".join(map(_figure, pair.seconds)),
        " / ".join(f"{one:.0f}" for one in pair.mebibytes) if all(pair.mebibytes) else "",
        ", ".join(map(str, here or bars)),
        _met(all(pair.ratio < bar.below for bar in here)) if here else "",
    )


def memory(pairs: Iterable[Pair], size: Size) -> str:
    """Return the most memory that a process of feedpub took."""
    most = max(
        (used, name)
        for pair in pairs
        for name, used in zip((pair.one, pair.other), pair.mebibytes, strict=True)
        if name in builds.FEEDPUB
    )
    bar = MOST_MEMORY.get(size[0])
    met = f"; bar: {bar} MiB; met: {_met(most[0] < bar)}" if bar else ""
    return f"Peak memory of the largest process of feedpub: {most[0]:.0f} MiB ({most[1]}){met}\n"


def _figure(number: float) -> str:
    """Return a number with three figures."""
    return f"{number:.{2 if number >= 1 else 3}f}" if number < 100 else f"{number:.0f}"


def _met(met: bool) -> str:
    return "yes" if met else "**no**"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
