"""``feedpub init``."""

import shlex
import sys
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import click

from feedpub import contents
from feedpub.cli import adopt, scaffold
from feedpub.cli._files import write_new
from feedpub.cli._talk import ask, say
from feedpub.cli.adopt import Blog
from feedpub.errors import ConfigError
from feedpub.model import SEEDS
from feedpub.source import tree
from feedpub.source.places import places_of

_LARGEST_LIST: Final = 1_000_000  # bytes, of .gitignore
_WORKFLOW: Final = ".github/workflows/feeds.yml"

_EPILOG = """
\b
For example:
  feedpub init
  feedpub init blog --title "Coast & Field" --url https://feeds.example.org/
  feedpub init --from hexo
"""


@click.command("init", epilog=_EPILOG, short_help="Make a project: its first files.")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path())
@click.option("--title", help="The name of the site.")
@click.option("--url", help="Where out/ will be served, in full.")
@click.option("--language", help="The language of the documents, such as zh-CN.")
@click.option("--timezone", help="Of dates that carry no zone, such as Europe/Berlin.")
@click.option("--author", help="Of documents that name none.")
@click.option(
    "--from",
    "tool",
    type=click.Choice([*adopt.TOOLS, "none"]),
    help="Whose blog it is; told by its files where they show it.",
)
def init_command(folder: Path, *, tool: str | None, **options: str | None) -> None:
    """Make a project of DIR, the current folder by default, that can be built at once.

    \b
    It writes
      feeds/site.toml              the configuration, with every key that there is
      seeds/                       a sample document, unless there are documents
      .gitignore                   what is not to be committed
      .github/workflows/feeds.yml  builds and publishes the feeds on GitHub

    In the folder of a blog, by Hexo, Jekyll, Hugo, Zola, Astro, Docusaurus, Eleventy, Nikola,
    Pelican or Obsidian, the configuration says what that of the blog says: where it is, its
    title, its documents, their addresses, its feeds. Each value has a comment that names where it
    is from. No program of the blog is run. Then there is neither a sample nor a workflow, for the
    blog is published already.

    At a terminal it asks for title and address where the options do not give them. It writes
    over no file: those that are there are kept, and named.
    """
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder}: is a file; name a folder")
    given = _checked_options(options)
    blog = _blog(folder, tool)
    if blog is None and sys.stdin.isatty() and not (folder / "feeds" / "site.toml").exists():
        given |= _ask_for_more(given, folder)
    written, kept = _write(folder, given, blog)
    for path in written:
        say(folder / path, longest=None)
    for hint in _hints(folder, written, kept, given, blog):
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


def _blog(folder: Path, tool: str | None) -> Blog | None:
    """Return what the blog in `folder` says of itself; None where it is none, or a project."""
    if tool is None and not (folder / SEEDS).exists():
        tool = adopt.tool_of(folder)
    if tool in (None, "none") or (folder / "feeds" / "site.toml").exists():
        return None
    return adopt.read_blog(folder, str(tool))


def _write(
    folder: Path, given: Mapping[str, str], blog: Blog | None
) -> tuple[list[str], list[str]]:
    """Write the missing files; return their paths, and the paths of files that were kept."""
    places = places_of(folder)
    has_documents = not places.missing() and bool(tree.discover(places).paths)
    written: list[str] = []
    kept = [f"{places.name}/"] if has_documents and blog is None else []
    for file in _files(folder, given, blog):
        if has_documents and file.path.startswith(f"{SEEDS}/"):
            continue
        new = write_new(folder / file.path, file.body)
        (written if new else kept).append(file.path)
    return written, kept


def _files(folder: Path, given: Mapping[str, str], blog: Blog | None) -> tuple[scaffold.File, ...]:
    own = {"id": uuid.uuid4().urn, **given}
    if blog is None:
        now = datetime.now(ZoneInfo(given.get("timezone") or "UTC"))
        places = places_of(folder)
        return scaffold.project(own, now, (*places.folders, *places.files))
    more = {place: (said.value, said.source) for place, said in blog.said.items()}
    for name in ("title", "author"):
        if said := blog.said.get(("site", name)):
            more["site", name] = (scaffold.as_markup(str(said.value)), said.source)
    if blog.value("site", "blog"):
        more["build", "pages"] = (False, f"{blog.tool}, which makes the pages")
    feeds = {form: (said.value, said.source) for form, said in blog.feeds.items()}
    return scaffold.adopted(own, more, feeds)


def _hints(
    folder: Path,
    written: Sequence[str],
    kept: Sequence[str],
    given: Mapping[str, str],
    blog: Blog | None,
) -> Iterator[str]:
    """Yield which files were kept, and what to do next."""
    for path in kept:
        yield f"kept {folder / path}, which is there already"
    if "feeds/site.toml" in kept and given:
        named = ", ".join(f"--{name}" for name in given)
        yield f"{named}: not written, for feeds/site.toml was kept; write it there"
    if ".gitignore" in kept:
        built = () if blog else (places_of(folder).output,)
        yield from _about_ignored(folder / ".gitignore", (*built, ".feedpub"))
    yield from _about_git(folder, written)
    if blog:
        yield from _about_the_blog(folder, blog)
        return
    yield from _about_blogs(folder, written)
    yield "Next:"
    if folder.resolve() != Path.cwd():
        yield f"  cd {shlex.quote(str(folder))}"
    output = places_of(folder).output
    yield f"  feedpub build                    makes the feeds, in {output}/"
    yield "  feedpub serve                    shows them, and builds again with every change"
    yield '  feedpub new "A title" -c News    writes a document'
    if "feeds/site.toml" in written and not given.get("url"):
        yield f"and when you know where {output}/ will be served: url in feeds/site.toml"
    if _WORKFLOW in written:
        yield f"and before you push to GitHub: OWNER in {_WORKFLOW}"


def _about_ignored(path: Path, names: Iterable[str]) -> Iterator[str]:
    try:
        ignored = contents.read(path, _LARGEST_LIST).decode("utf-8", "replace")
    except OSError:
        return
    lines = {line.strip().strip("/") for line in ignored.splitlines()}
    missing = [f"/{name}/" for name in names if name not in lines]
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


def _about_the_blog(folder: Path, blog: Blog) -> Iterator[str]:
    """Yield what the owner of a blog is to know and to do."""
    yield f"read as a blog of {blog.tool}; look at what was found in feeds/site.toml"
    yield from (f"  {hint}" for hint in blog.hints)
    yield "Next:"
    if folder.resolve() != Path.cwd():
        yield f"  cd {shlex.quote(str(folder))}"
    address = blog.value("site", "url")
    if blog.feeds and address:
        old = next(iter(blog.feeds.values())).value
        yield f"  feedpub ids import {address}{old}    so that subscribers see nothing twice"
    where = blog.value("output", "folder") or "out"
    yield f"  feedpub build    after {blog.run}, here and in your workflow: writes into {where}/"


def _about_blogs(folder: Path, written: Sequence[str]) -> Iterator[str]:
    if not any(path.startswith(f"{SEEDS}/") for path in written):
        return
    for place, tool in scaffold.BLOGS.items():
        if (folder / place).is_dir():
            yield (
                f"{folder / place} looks like the documents of {tool}; for feeds of these, set"
                f' folder = "{place}" in feeds/site.toml, and for links to that blog, set blog,'
                " permalink and tool there"
            )
