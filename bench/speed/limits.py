"""What no build can be below: a walk of the tree, reading all bytes, writing the output once.

    python limits.py walk FOLDER
    python limits.py read FOLDER FOLDER
    python limits.py write OUT FOLDER    # as many files as in OUT, of the same sizes

Each in a Python that has imported click, as the command line of feedpub has to.
"""

import os
import sys
from collections.abc import Iterator

import click

assert click  # noqa: S101 - imported for the time that it takes


def walk(folder: str) -> Iterator[tuple[str, int]]:
    """Yield path and size of every file below `folder`, each asked for with `stat`."""
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    yield entry.path, entry.stat(follow_symlinks=False).st_size


def read(folder: str) -> None:
    """Read every file by one call of the system."""
    for path, size in walk(folder):
        file = os.open(path, os.O_RDONLY)
        os.read(file, size + 1)
        os.close(file)


def write(out: str, folder: str) -> None:
    """Write files of the sizes of those below `out`."""
    made: set[str] = set()
    for path, size in walk(out):
        target = folder + path.removeprefix(out)
        if (parent := os.path.dirname(target)) not in made:  # noqa: PTH120 - pathlib takes longer
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103
            made.add(parent)
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(file, b"x" * size)
        os.close(file)


def main() -> None:
    """Do one of them."""
    match sys.argv[1:]:
        case ["walk", folder]:
            for _ in walk(folder):
                pass
        case ["read", *folders]:
            for folder in folders:
                read(folder)
        case ["write", out, folder]:
            write(out, folder)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
