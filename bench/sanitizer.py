"""How the time of the sanitizer grows with the length of a body.

    python -m bench.sanitizer

Prints seconds, and microseconds a kilobyte, for bodies of ordinary paragraphs from 5 KB to
5 MB; then one megabyte against two hundred bodies of 5 KB, in turn, as a ratio. A ratio holds
on any machine; seconds do not.
"""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from feedpub.sanitizer import clean

PARAGRAPH = (
    '<p>港口的灯在傍晚六点一齐亮起。<strong>领航员</strong>说，<a href="/x">他</a>听得出每一条船。'
    '</p>\n<p align="center"><img src="/pic.png" class="big" referrerpolicy="no-referrer"></p>\n'
)
SIZES_KB = (5, 10, 50, 100, 500, 1000, 2000, 5000)
PAIRS = 5


def body(kilobytes: int) -> str:
    """Return ordinary paragraphs of about so many kilobytes in UTF-8."""
    return PARAGRAPH * max(1, round(kilobytes * 1000 / len(PARAGRAPH.encode())))


def cleaned(html: str) -> None:
    """Clean `html` as a build does."""
    clean(html, "https://example.org/", has_page=True, referrer_policy="no-referrer")


def seconds(work: Callable[[], None]) -> float:
    """Return the processor time that `work` takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Print the curve and the ratio."""
    out = sys.stdout.write
    cleaned(body(5))
    out("    KB   seconds   µs/KB\n")
    for size in SIZES_KB:
        html = body(size)
        took = min(seconds(partial(cleaned, html)) for _ in range(3 if size <= 1000 else 1))
        out(f"{size:6}  {took:8.3f}  {took / size * 1e6:6.0f}\n")
    large, small = body(1000), body(5)
    ratios = []
    for _ in range(PAIRS):
        one = seconds(partial(cleaned, large))
        many = sum(seconds(partial(cleaned, small)) for _ in range(200))
        ratios.append(one / many)
    out(
        f"1 MB / 200 x 5 KB: median {statistics.median(ratios):.2f}"
        f" (of {PAIRS} pairs: {min(ratios):.2f} to {max(ratios):.2f})\n"
    )


if __name__ == "__main__":
    main()
