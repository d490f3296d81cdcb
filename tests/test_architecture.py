"""The rooms of docs/architecture.md, held by reading the imports."""

import ast
import re
from collections.abc import Callable, Container
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "feedpub"
LONGEST_FILE = 350

DOCUMENT = Path(__file__).parents[1] / "docs" / "architecture.md"


def _table() -> dict[str, tuple[set[str], set[str]]]:
    """Return what the document says: which rooms, and which libraries, a room may import."""
    row = re.compile(r"^\| `(\w+)/?` \| [^|]+ \| ([^|]*?) ?\| ([^|]*?) ?\|$", re.MULTILINE)
    written = DOCUMENT.read_text("utf-8").split("## The rooms")[1].split("Rooms in rooms")[0]
    return {
        room: (set(re.findall(r"\w+", ours)), set(re.findall(r"\w+", theirs)))
        for room, ours, theirs in row.findall(written)
    }


ROOMS = _table()


def files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def module_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def _longest_in(names: Container[str]) -> Callable[[str], str]:
    """Return a function from a dotted name to the module that it is of, or is in."""

    def module(dotted: str) -> str:
        while dotted and dotted not in names:
            dotted = dotted.rpartition(".")[0]
        return dotted

    return module


@cache
def imports(path: Path) -> frozenset[str]:
    """Return the dotted names that a file imports, with what is imported from them."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def test_every_file_is_in_a_room() -> None:
    rooms = {room_of(path) for path in files()} - {"__init__", "__main__"}
    assert rooms == set(ROOMS)


def test_the_rooms_stand_in_the_order_in_which_they_may_be_imported() -> None:
    seen: set[str] = set()
    for room, (ours, _) in ROOMS.items():
        assert ours <= seen, room
        seen.add(room)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_of_the_table(room: str) -> None:
    allowed = {room, "__version__", *ROOMS[room][0]}
    for path in files():
        if room_of(path) == room:
            ours = {name.split(".")[1] for name in imports(path) if name.startswith("feedpub.")}
            assert ours <= allowed, path.name


@pytest.mark.parametrize(
    ("room", "library"),
    [(room, library) for room, (_, theirs) in ROOMS.items() for library in sorted(theirs)],
)
def test_a_library_is_known_in_one_room(room: str, library: str) -> None:
    users = {
        room_of(path)
        for path in files()
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert users == {room for room, (_, theirs) in ROOMS.items() if library in theirs}


def test_no_files_import_each_other() -> None:
    """Not even inside of a room; imports within functions count."""
    # All of the package is loaded when it is asked for a name of its own, and not before.
    names = {
        module_of(path): path for path in files() if path.parent != SOURCE or path.stem[0] != "_"
    }
    left = {
        name: {found for found in map(_longest_in(names), imports(path)) if found not in ("", name)}
        for name, path in names.items()
    }
    while left:
        free = {name for name, needs in left.items() if not needs & set(left)}
        assert free, f"a cycle among {sorted(left)}"
        left = {name: needs for name, needs in left.items() if name not in free}


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


def test_only_the_command_line_and_the_api_know_the_clock() -> None:
    for path in files():
        if room_of(path) not in ("cli", "api"):
            source = path.read_text("utf-8")
            assert not re.search(r"\.now\(|\.today\(|\btime\.time(?:_ns)?\(", source), path


def test_one_file_prints() -> None:
    """So that all that is printed is cleaned: see feedpub.messages."""
    prints = re.compile(
        r"(?<![\w.])print\(|\b(?:echo|secho|prompt|confirm|progressbar|print_exc|pprint)\("
        r"|(?<!process\.)std(?:out|err)\b(?!\.isatty\(\)|=subprocess\.(?:DEVNULL|PIPE))|\bwarnings\.warn\("
        r"|\bimport logging\b"
    )
    found = {path for path in files() if prints.search(path.read_text("utf-8"))}
    assert found == {SOURCE / "cli" / "_talk.py"}
