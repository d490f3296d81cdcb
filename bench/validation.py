"""How long `feedpub.validator.validate` takes for feeds.

    python -m bench.validation FILE… [--rounds 9]

Prints, for each file, its bytes and the milliseconds of processor time: first, when its HTML has
never been seen, then when that of the same entries has been looked at in another feed. The
smallest of the rounds counts.
"""

import argparse
import sys
import time
from pathlib import Path

from feedpub.validator import validate
from feedpub.validator.rules import html


def milliseconds(data: bytes, name: str) -> float:
    """Return the processor time that one validation takes."""
    started = time.process_time()
    validate(data, name=name)
    return (time.process_time() - started) * 1000


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    sys.stdout.write("| feed | bytes | first, ms | again, ms |\n|---|---|---|---|\n")
    for path in given.files:
        data = path.read_bytes()
        first, again = [], []
        for _ in range(given.rounds):
            html.faults_of.cache_clear()
            first.append(milliseconds(data, path.name))
            again.append(milliseconds(data, path.name))
        sys.stdout.write(f"| {path.name} | {len(data)} | {min(first):.0f} | {min(again):.0f} |\n")


if __name__ == "__main__":
    main()
