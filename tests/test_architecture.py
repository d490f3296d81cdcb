"""The rooms of docs/architecture.md, held by reading the imports."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "feedpub"
LONGEST_FILE = 350

# room: (ours it may import, theirs that it alone imports)
ROOMS: dict[str, tuple[str, str]] = {
    "errors": ("", ""),
    "model": ("", ""),
    "text": ("", ""),
    "messages": ("", ""),
    "markdown": ("", "markdown_it mdit_py_plugins"),
    "urls": ("", "ada_url"),
    "dates": ("", ""),
    "sanitizer": ("model text urls", "bleach nh3 tinycss2"),
    "people": ("model text urls", ""),
    "enclosures": ("errors model tree", "puremagic imagesize"),
    "known": ("", ""),
    "checks": ("errors known messages model urls", ""),
    "signals": ("", ""),
    "workers": ("errors signals", "concurrent"),
    "atomic": ("", ""),
    "git": ("", ""),
    "records": ("atomic errors", ""),
    "remote": ("errors model urls", "httpx"),
    "config": ("errors known model text urls", "tomllib"),
    "front_matter": ("model text", "frontmatter yaml charset_normalizer"),
    "tree": ("errors model", ""),
    "documents": ("front_matter model tree", ""),
    "render": ("errors model text", "feedgen jinja2 lxml markupsafe"),
    "output": ("atomic errors model", "filelock"),
    "entries": ("config dates enclosures markdown model people sanitizer text urls", ""),
    "ledger": ("model records urls", ""),
    "facts": ("model records", ""),
    "versions": ("", ""),
    "cache": ("git tree", "sqlite3"),
    "unchanged": ("cache model tree versions", ""),
    "report": ("messages model", ""),
    "scaffold": ("config model text", ""),
    "serve": ("enclosures errors messages model output tree", "starlette uvicorn watchfiles"),
    "existing": ("errors ledger text workers", "feedparser"),
    "bodies": ("config model text", ""),
    "feeds": ("bodies config errors model text urls", ""),
    "pipeline": (
        "cache checks config documents enclosures entries errors facts feeds ledger model output"
        " records render sanitizer signals text tree unchanged urls versions workers",
        "msgspec",
    ),
    "inspection": ("pipeline entries messages model", ""),
    "api": ("pipeline checks config errors model output remote sanitizer unchanged workers", ""),
    "cli": (
        "api pipeline checks config errors existing inspection ledger messages model output records"
        " remote report scaffold serve signals tree urls workers",
        "click",
    ),
}
SHARED = {"tomllib": {"config", "front_matter"}}


def files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Return the dotted names that a file imports, with what is imported from them."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_every_file_is_in_a_room() -> None:
    rooms = {room_of(path) for path in files()} - {"__init__", "__main__"}
    assert rooms == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_of_the_table(room: str) -> None:
    allowed = {room, "__version__", *ROOMS[room][0].split()}
    for path in files():
        if room_of(path) == room:
            ours = {name.split(".")[1] for name in imports(path) if name.startswith("feedpub.")}
            assert ours <= allowed, path.name


@pytest.mark.parametrize(
    ("room", "library"),
    [(room, library) for room, (_, theirs) in ROOMS.items() for library in theirs.split()],
)
def test_a_library_is_known_in_one_room(room: str, library: str) -> None:
    users = {
        room_of(path)
        for path in files()
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert users == SHARED.get(library, {room})


def test_the_table_has_no_cycle() -> None:
    left = {room: set(ours.split()) for room, (ours, _) in ROOMS.items()}
    while left:
        free = {room for room, needs in left.items() if not needs & set(left)}
        assert free, f"a cycle among {sorted(left)}"
        left = {room: needs for room, needs in left.items() if room not in free}


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


def test_only_the_command_line_and_the_api_know_the_clock() -> None:
    for path in files():
        if room_of(path) not in ("cli", "api"):
            source = path.read_text("utf-8")
            assert not re.search(r"\.now\(|\.today\(|time\.time\(", source), path


def test_one_file_prints() -> None:
    """So that all that is printed is cleaned: see feedpub.messages."""
    prints = re.compile(
        r"(?<![\w.])print\(|\b(?:echo|secho|prompt|confirm|progressbar|print_exc|pprint)\("
        r"|std(?:out|err)\b(?!\.isatty\(\)|=subprocess\.DEVNULL)|\bwarnings\.warn\("
        r"|\bimport logging\b"
    )
    found = {path for path in files() if prints.search(path.read_text("utf-8"))}
    assert found == {SOURCE / "cli" / "_talk.py"}
