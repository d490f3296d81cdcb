"""``feedpub init``."""

import shlex
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import click

from feedpub import contents
from feedpub.cli import scaffold
from feedpub.cli._files import write_new
from feedpub.cli._talk import ask, fail, say
from feedpub.errors import ConfigError, FeedpubError
from feedpub.model import SEEDS
from feedpub.source import tree

_LARGEST_LIST: Final = 1_000_000  # bytes, of .gitignore
_WORKFLOW: Final = ".github/workflows/feeds.yml"

_EPILOG = """
\b
For example:
  feedpub init
  feedpub init blog --title "Coast & Field" --url https://feeds.example.org/
"""


@click.command("init", epilog=_EPILOG, short_help="Make a project: its first files.")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path())
@click.option("--title", help="The name of the site.")
@click.option("--url", help="Where out/ will be served, in full.")
@click.option("--language", help="The language of the documents, such as zh-CN.")
@click.option("--timezone", help="Of dates that carry no zone, such as Europe/Berlin.")
@click.option("--author", help="Of documents that name none.")
def init_command(folder: Path, **options: str | None) -> None:
    """Make a project of DIR, the current folder by default, that can be built at once.

    \b
    It writes
      feeds/site.toml              the configuration, with every key that there is
      seeds/                       a sample document, unless there are documents
      .gitignore                   what is not to be committed
      .github/workflows/feeds.yml  builds and publishes the feeds on GitHub

    At a terminal it asks for title and address where the options do not give them. It writes
    over no file: those that are there are kept, and named.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise ConfigError(f"{folder}: is a file; name a folder")
        given = _checked_options(options)
        if sys.stdin.isatty() and not (folder / "feeds" / "site.toml").exists():
            given |= _ask_for_more(given, folder)
        written, kept = _write(folder, given)
    except FeedpubError as error:
        fail(str(error), error.exit_status)
    for path in written:
        say(folder / path, longest=None)
    for hint in _hints(folder, written, kept, given):
        say(hint, err=True)


def _checked_options(options: Mapping[str, str | None]) -> dict[str, str]:
    """Check the given options; return their values in the form of the configuration."""
    given = {}
    for name, value in options.items():
        if value is not None:
            try:
                given[name] = scaffold.setting(name, value)
            except ValueError as error:
                raise ConfigError(f"--{name} {value!r}: {error}") from None
    return given


def _ask_for_more(given: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Ask at the terminal for title and address, where they are not given."""
    answers = {}
    if "title" not in given:
        name = folder.resolve().name or "Feeds"
        answers["title"] = ask("Title of the site", default=name, check=_checker("title"))
    if "url" not in given:
        answers["url"] = ask(
            "Address where out/ will be served (nothing: not known yet)",
            default="",
            check=lambda value: _checker("url")(value) if value.strip() else "",
            show_default=False,
        )
    return answers


def _checker(name: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        try:
            return scaffold.setting(name, value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return check


def _write(folder: Path, given: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Write the missing files; return their paths, and the paths of files that were kept."""
    now = datetime.now(ZoneInfo(given.get("timezone") or "UTC"))
    has_documents = bool(tree.discover(folder / SEEDS).paths)
    written: list[str] = []
    kept = [f"{SEEDS}/"] if has_documents else []
    for file in scaffold.project({"id": uuid.uuid4().urn, **given}, now):
        if has_documents and file.path.startswith(f"{SEEDS}/"):
            continue
        new = write_new(folder / file.path, file.body)
        (written if new else kept).append(file.path)
    return written, kept


def _hints(
    folder: Path, written: Sequence[str], kept: Sequence[str], given: Mapping[str, str]
) -> Iterator[str]:
    """Yield which files were kept, and what to do next."""
    for path in kept:
        yield f"kept {folder / path}, which is there already"
    if "feeds/site.toml" in kept and given:
        named = ", ".join(f"--{name}" for name in given)
        yield f"{named}: not written, for feeds/site.toml was kept; write it there"
    if ".gitignore" in kept:
        yield from _about_ignored(folder / ".gitignore")
    yield from _about_git(folder, written)
    yield from _about_blogs(folder, written)
    yield "Next:"
    if folder.resolve() != Path.cwd():
        yield f"  cd {shlex.quote(str(folder))}"
    yield "  feedpub build                    makes the feeds, in out/"
    yield "  feedpub serve                    shows them, and builds again with every change"
    yield '  feedpub new "A title" -c News    writes a document'
    if "feeds/site.toml" in written and not given.get("url"):
        yield "and when you know where out/ will be served: url in feeds/site.toml"
    if _WORKFLOW in written:
        yield f"and before you push to GitHub: OWNER in {_WORKFLOW}"


def _about_ignored(path: Path) -> Iterator[str]:
    try:
        ignored = contents.read(path, _LARGEST_LIST).decode("utf-8", "replace")
    except OSError:
        return
    lines = {line.strip().strip("/") for line in ignored.splitlines()}
    missing = [f"/{name}/" for name in ("out", ".feedpub") if name not in lines]
    if missing:
        yield f"add {' and '.join(missing)} to {path}, so that nobody commits what is built"


def _about_git(folder: Path, written: Sequence[str]) -> Iterator[str]:
    here = folder.resolve()
    top = next((place for place in (here, *here.parents) if (place / ".git").exists()), here)
    if _WORKFLOW in written and top != here:
        below = here.relative_to(top).as_posix()
        yield (
            f"GitHub looks for workflows at the top of a repository: move {folder / _WORKFLOW} to"
            f" {top / _WORKFLOW}, put {below}/ before each path in it, and give the action"
            f" project: {below}"
        )


def _about_blogs(folder: Path, written: Sequence[str]) -> Iterator[str]:
    if not any(path.startswith(f"{SEEDS}/") for path in written):
        return
    for place, tool in scaffold.BLOGS.items():
        if (folder / place).is_dir():
            yield (
                f"{folder / place} looks like the documents of {tool}; for links to that blog, set"
                f" blog, permalink and tool in feeds/site.toml, and for feeds of these, let {SEEDS}"
                f" be a link to it: rm -r {SEEDS} && ln -s {place} {SEEDS}"
            )
