"""Use feedpub from Python: what the commands do, as functions.

Nothing here prints, and nothing but `build` with ``probe=True`` uses the network. An error that
would end a command is raised as a `feedpub.errors.FeedpubError`; problems of one document or feed
are among the values that are returned.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from os import PathLike
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any

from feedpub.errors import ArgumentError, ArgumentTypeError, ConfigError
from feedpub.model import (
    BuildResult,
    Problem,
    Progress,
    Severity,
    Withheld,
    show_nothing,
)
from feedpub.pipeline.memory import unchanged
from feedpub.source.places import places_of

if TYPE_CHECKING:
    from feedpub.config import Site
    from feedpub.model import Entry, Feed, Format
    from feedpub.pipeline.build import Ask, Options
    from feedpub.pipeline.workers import Executor

__all__ = ["ReadResult", "build", "read", "render", "sanitize", "validate"]

# The functions import what they need when they are called: imports take most of a second, and a
# build that has nothing to do needs none of them.


@dataclass(frozen=True, slots=True)
class ReadResult:
    """One document as `read` returns it.

    `entry` is None for a document that is refused, with an error among the `problems`; and for a
    document that is not to be published (a draft, hidden), with the reason in `withheld`.
    """

    entry: "Entry | None"
    problems: tuple[Problem, ...] = ()
    withheld: Withheld | None = None


def build(
    project: str | PathLike[str] = ".",
    *,
    site_url: str | None = None,
    strict: bool = False,
    future: bool = False,
    force: bool = False,
    replace: Sequence[str] = (),
    dry_run: bool = False,
    probe: bool = False,
    check: bool = False,
    jobs: int | None = None,
    now: datetime | None = None,
    progress: Progress = show_nothing,
    executor: "Executor | None" = None,
) -> BuildResult:
    """Build ``out/`` of a project from its ``seeds/`` and ``feeds/``, as ``feedpub build`` does.

    Args:
        project: the folder with ``seeds/``, ``feeds/`` and ``out/``; or the address of a bucket
            with these, such as ``s3://bucket/site``.
        site_url: where ``out/`` will be served; takes the place of ``[site] url``.
        strict: raise DocumentsRefused, and leave ``out/`` as it is, if a document is refused
            or a published id would change.
        future: publish documents with a date in the future too.
        force: write into an ``out/`` that feedpub did not make, and feeds over files of somebody
            else; go on where most of what is published would be gone.
        replace: paths in ``out/``, of files or folders of somebody else that may be replaced, such
            as ``index.html``.
        dry_run: write nothing, and say of each feed what would change for its readers.
        probe: ask the servers of enclosures for length and type.
        check: check each new feed as `validate` does before it takes the place of the old one;
            with `strict`, an error is a DocumentsRefused. As ``[build] check`` does.
        jobs: processes that read and sanitize; None for one a processor.
        now: decides which documents are of the future; the present by default.
        progress: is given what is done, the items and how many they are, and yields the items.
        executor: of `concurrent.futures`, or like one; its workers, which see the project, work.

    Returns:
        Counts of documents, the feeds with their sizes and whether they changed, what was
        removed, and every problem of a document, by file and line.

    Raises:
        ConfigError: the configuration is wrong, or there is no ``seeds/``.
        OutputError: ``out/`` can't be used.
        NetworkError, WorkerError: a bucket can't be used; workers are lost, or of another version.
        DocumentsRefused: see `strict`; its `result` is what would have been returned.
        ArgumentError: an argument can't be used (a ConfigError and a ValueError; where the type is
            wrong, an ArgumentTypeError, which is a TypeError too).
    """
    _check_type("site_url", site_url, str, "a text", optional=True)
    _check_type("jobs", jobs, int, "a number", optional=True)
    if jobs is not None and jobs < 1:
        raise ArgumentError(f"jobs={jobs}: is no number of processes; give 1 or more, or None")
    if isinstance(replace, str | bytes):
        raise ArgumentTypeError(f"replace={replace!r}: is one text; give a list of paths")
    _check_moment(now)
    now = now or datetime.now(UTC)
    how = partial(_options, replace, (strict, future, force, dry_run, jobs))
    if isinstance(project, str) and "://" in project:
        from feedpub.pipeline.cluster.build import build_in_bucket  # noqa: PLC0415

        asker = partial(_asker, progress) if probe else lambda _: None
        return build_in_bucket(project, site_url, how, now, progress, asker, executor, check=check)
    folder = _folder("project", project)
    state = unchanged.look(folder, site_url, strict, future, check)
    if not (probe or dry_run or force or replace):
        known, state = unchanged.recall(folder, state, now)
        if known:
            return known
    from feedpub import config  # noqa: PLC0415
    from feedpub.pipeline.build import build as run  # noqa: PLC0415

    site = config.load(folder, site_url)
    if check:
        site = dataclasses.replace(site, check=True)
    options = how(site.output)
    ask = _asker(progress, site) if probe else None
    if executor:
        from feedpub.pipeline.cluster.build import build_in_folder as run_there  # noqa: PLC0415

        return run_there(folder, site, site_url, options, now, progress, ask, state, executor)
    return run(folder, site, options, now, progress, ask, state)


def _options(replace: Sequence[str], others: tuple[Any, ...], output: str) -> "Options":
    from feedpub.pipeline.build import Options  # noqa: PLC0415
    from feedpub.pipeline.output import in_out  # noqa: PLC0415

    named = tuple(in_out(path, output) for path in replace)
    return Options(*(*others[:3], named, *others[3:]))


def read(
    path: str | PathLike[str],
    *,
    project: str | PathLike[str] | None = None,
    site_url: str | None = None,
) -> ReadResult:
    """Read one document: its front matter, and its body as safe HTML.

    Args:
        path: a file with front matter. In a project, below ``seeds/``, it is read as the
            project's configuration says; anywhere else as in a project without one.
        project: the folder whose ``seeds/`` the file is in. Without it, it is the folder above
            the file that has a ``feeds/`` beside such a ``seeds/``.
        site_url: the address that relative ones are resolved against, where the document has
            no address of its own and ``[site] blog`` is not set; takes the place of ``[site] url``.

    Returns:
        The entry as feeds carry it, with the same id, link, content and summary, and the problems
        of the document. An entry with a date in the future is returned too. In a project with a
        ledger, all its documents are read to find the id.

    Raises:
        ConfigError: there is no such file, it is not in the ``seeds/`` of `project`, or the
            configuration of its project is wrong.
    """
    from feedpub import config  # noqa: PLC0415
    from feedpub.pipeline.single import entry_of  # noqa: PLC0415

    _check_type("path", path, str | PathLike, "a path")
    _check_type("site_url", site_url, str, "a text", optional=True)
    file = Path(path).absolute()
    if not file.is_file():
        raise ConfigError(f"{path}: no such file")
    folder = _folder("project", project).absolute() if project is not None else _project_of(file)
    site = config.load(folder or file.parent, site_url)
    if folder is None:  # a folder without feeds/ is a project with the defaults; and no ledger
        site = dataclasses.replace(site, ledger=False, folders=("",))
    places = site.places(folder or file.parent)
    homes = [places.project / one for one in places.folders]
    if not any(file.is_relative_to(home) for home in homes):
        named = " or ".join(map(str, homes))
        raise ConfigError(f"{path}: is not in {named}; name the project that it is in")
    path_of_document = file.relative_to(places.top).as_posix()
    return ReadResult(*entry_of(places, site, path_of_document, datetime.now(UTC)))


def _project_of(file: Path) -> Path | None:
    """Return the folder of the project whose documents `file` is among; None outside of any.

    A folder of documents can be called seeds too. So the nearest one with a configuration is used,
    else the outermost, for a build reads everything below it.
    """
    above = [
        folder
        for folder in file.parents
        if any(file.is_relative_to(folder / one) for one in places_of(folder).folders)
    ]
    configured = (folder for folder in above if (folder / "feeds").is_dir())
    return next(configured, above[-1] if above else None)


def render(feed: "Feed", *, url: str, format: "Format | str" = "atom") -> bytes:  # noqa: A002
    """Write a feed of values that are not from documents, such as rows of a database.

    Args:
        feed: the feed with its entries. It needs no `targets`.
        url: the http(s) address where the bytes will be served: a feed names its own.
        format: ``atom``, ``rss`` or ``json``.

    Returns:
        The bytes of the feed. Content is sanitized as `sanitize` does, and what XML can't carry is
        taken out of all texts; relative addresses, in values and in content, are resolved against
        the permalink of the entry, and that against the link of the feed. Entries stay in their
        order; where one was updated before it was published, or after its feed, the later moment
        counts. An empty summary is the beginning of the content, and an empty content the summary.

    Raises:
        ArgumentError: a value can't be used, which the error names: a text where a tuple should be,
            a moment without a time zone, an id that is none or that two entries have, an empty
            title, an address that is not of the web, or whatever else `validate` would call an
            error.
        TooComplexError: the content of an entry is nested so that it can't be sanitized in time.
    """
    from feedpub import handmade, validator, writers  # noqa: PLC0415
    from feedpub.model import Format  # noqa: PLC0415

    _check_type("url", url, str, "a text")
    _check_type("format", format, str, "a text")
    if format not in list(Format):
        known = ", ".join(Format)
        raise ArgumentError(f"format={format!r}: is no format of feeds; give one of {known}")
    made = handmade.ready(feed, url, Format(format))
    [target] = made.targets
    written = writers.render(made, target).body
    found = validator.validate(written, name="feed", addresses=(target.url,))
    wrong = [one for one in found if one.severity is Severity.ERROR]
    if wrong:
        raise ArgumentError("\n".join(map(str, wrong)))
    return written


def sanitize(
    html: str, *, base: str | None = None, referrer_policy: str | None = "no-referrer"
) -> str:
    """Make untrusted HTML safe, by the policy of docs/sanitizing.md.

    Args:
        html: any text; a fragment of HTML as it stands in a document.
        base: the http(s) address of the page that it is from, for relative addresses and links
            to places in it. Without one, relative addresses are removed.
        referrer_policy: what images get that name no ``referrerpolicy``; None for nothing.

    Returns:
        HTML without scripts, styles that hide or load, event handlers and embedded pages, with
        every address absolute; well-formed by the HTML standard. Sanitizing it again changes
        nothing.

    Raises:
        TooComplexError: it is nested or attributed so that it would take more than linear time
            (a ValueError).
    """
    _check_type("html", html, str, "a text")
    _check_type("base", base, str, "a text", optional=True)
    _check_type("referrer_policy", referrer_policy, str, "a text", optional=True)
    from feedpub.model import REFERRER_POLICIES  # noqa: PLC0415

    if referrer_policy is not None and referrer_policy not in REFERRER_POLICIES:
        known = ", ".join(REFERRER_POLICIES)
        raise ArgumentError(f"referrer_policy={referrer_policy!r}: is none; known are {known}")
    from feedpub.sanitizer import clean  # noqa: PLC0415

    return clean(html, base or "", has_page=base is not None, referrer_policy=referrer_policy)


def validate(
    data: bytes,
    *,
    name: str = "feed",
    addresses: tuple[str, ...] = (),
    content_type: str | None = None,
    now: datetime | None = None,
) -> tuple[Problem, ...]:
    """Find what is wrong with a feed, as ``feedpub validate`` does.

    Args:
        data: a file of RSS 2.0, Atom 1.0, OPML or JSON Feed, by anybody.
        name: the name of the file in findings.
        addresses: where it is served; the last address is where redirects end.
        content_type: the Content-Type that its server sends.
        now: the moment after which dates are in the future; without it, no date is.

    Returns:
        The findings in the order of the file, with line, column, severity, the code of the W3C
        validator where it has one, and what to do. Whatever the bytes are, nothing is raised.

    Raises:
        ArgumentError: an argument can't be used: `data` is no bytes, `now` has no time zone.
    """
    _check_type("data", data, bytes, "bytes")
    _check_type("name", name, str, "a text")
    _check_type("addresses", addresses, tuple, "a tuple of addresses")
    _check_moment(now)
    from feedpub import validator  # noqa: PLC0415

    return validator.validate(
        data, name=name, addresses=addresses, content_type=content_type, now=now
    )


def _folder(name: str, given: str | PathLike[str]) -> Path:
    _check_type(name, given, str | PathLike, "a path")
    folder = Path(given)
    if folder.is_file():
        raise ArgumentError(f"{name}={str(folder)!r}: is a file; give the folder of a project")
    return folder


def _check_type(
    name: str, given: object, wanted: type | UnionType, what: str, *, optional: bool = False
) -> None:
    """Raise ArgumentTypeError for a value of another type; True and False are no numbers."""
    fits = isinstance(given, wanted) and not isinstance(given, bool)
    if not (fits or (optional and given is None)):
        kind = type(given).__name__
        raise ArgumentTypeError(f"{name}: is of the type {kind}; give {what}")


def _check_moment(now: object) -> None:
    """Raise ArgumentError for a moment that means another one on another machine."""
    _check_type("now", now, datetime, "a datetime", optional=True)
    if isinstance(now, datetime) and now.utcoffset() is None:
        raise ArgumentError("now: has no time zone; give one, as datetime.now(UTC) does")


def _asker(progress: Progress, site: "Site") -> "Ask":
    from feedpub import remote  # noqa: PLC0415

    told = site.probe
    limits = remote.Limits(
        told.at_once, told.per_host, told.seconds, allow_private=told.allow_private
    )
    asked = datetime.now(UTC).date()
    return partial(remote.probe, limits=limits, asked=asked, progress=progress)
