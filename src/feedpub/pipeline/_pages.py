"""Write pages for people: one for each entry without an address of its own, and the directory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from feedpub.config import Site
from feedpub.feeds import Plan
from feedpub.model import Entry, Feed, Front, Listed, Output, Progress, entry_path
from feedpub.pipeline._trouble import CannotRenderError, cannot_render
from feedpub.pipeline.memory.answers import Memory, digest_of_value
from feedpub.pipeline.memory.cache import KnownPage
from feedpub.pipeline.output import OutputFolder
from feedpub.pipeline.workers import Trouble, Workers
from feedpub.render import opml
from feedpub.source import tree
from feedpub.web import urls

if TYPE_CHECKING:
    from feedpub.render.pages import Pages


@dataclass(frozen=True, slots=True)
class Look:
    """What all pages of a project share: title, icon and the like, and its own templates."""

    front: Front
    templates: Path

    @classmethod
    def of(cls, project: Path, site: Site) -> "Look | None":
        """Return the look of the pages of `project`; None where it has no pages.

        Raises ConfigError for a template that can't be used.
        """
        if not site.pages:
            return None
        icon = site.settings.icon
        front = Front(
            title=site.title,
            description=site.description,
            language=site.settings.language,
            url=site.url,
            opml=opml.PATH,
            timezone=site.timezone,
            icon=urls.absolute(icon, site.url) or "" if icon else "",
            referrer_policy=site.referrer_policy,
        )
        look = cls(front, project / "feeds" / "templates")
        _pages.cache_clear()  # templates may have changed since an earlier build
        _pages(look)  # loaded before processes are copied, each of which would load them again
        return look

    @property
    def pages(self) -> "Pages":
        """The templates, ready to be filled; raises ConfigError for one that can't be used."""
        return _pages(self)


@lru_cache(maxsize=1)
def _pages(look: Look) -> "Pages":
    # Takes long to import, and not every site has pages.
    from feedpub.render.pages import Pages  # noqa: PLC0415

    return Pages(look.front, look.templates if look.templates.is_dir() else None)


@dataclass(frozen=True, slots=True)
class StagedPages:
    """The pages of entries that ``out/`` will hold.

    `new` are those made by this build; `digests` holds the digest of each page by its path;
    `written` is the number of files that are new or changed.
    """

    new: tuple[KnownPage, ...]
    digests: dict[str, str]
    written: int


def has_page(site: Site, entry: Entry) -> bool:
    """Tell whether `entry` gets a page: where it has no address of its own."""
    return site.pages and entry.permalink is None


def stage_entries(
    folder: OutputFolder,
    look: Look,
    site: Site,
    entries: Iterable[Entry],
    plans: Sequence[Plan],
    memory: Memory,
    workers: Workers,
    progress: Progress,
) -> StagedPages:
    """Put aside the pages of `entries` that are new or changed."""
    carriers = _carriers(plans)
    plan_digests = {
        plan.path: digest_of_value((plan.feed.title, plan.feed.targets)) for plan in plans
    }
    digests: dict[str, str] = {}
    wanted: dict[str, tuple[Entry, tuple[Feed, ...]]] = {}
    for entry in entries:
        if not has_page(site, entry):
            continue
        of = carriers.get(entry.path, [])
        parts = [
            memory.digest_of_entry(entry),
            look.pages.digest,
            *(plan_digests[p.path] for p in of),
        ]
        input_digest = digest_of_value(parts)
        known = memory.page(entry, input_digest)
        if known:
            folder.keep([known.file])
            digests[known.file] = known.digest
        else:
            wanted[input_digest] = (entry, tuple(plan.feed for plan in of))
    made = workers.map(
        partial(_page, look),
        ((memory.whole_entry(entry, workers), of) for entry, of in wanted.values()),
        len(wanted),
        instead=_cannot_have_a_page,
        size=lambda item: len(item[0].content),
    )
    new, written = [], 0
    outputs = progress("Writing pages", made, len(wanted))
    for (input_digest, (entry, _)), output in zip(wanted.items(), outputs, strict=True):
        written += folder.write(output)
        digests[output.path] = tree.digest_of_bytes(output.body)
        new.append(KnownPage(entry.path, input_digest, output.path, "", digests[output.path]))
    return StagedPages(tuple(new), digests, written)


def front_pages(look: Look, listed: Sequence[Listed]) -> tuple[Output, ...]:
    """Return the directory of the feeds, and the files that all pages use."""
    return (look.pages.directory(listed), *look.pages.assets())


def paths(look: Look, site: Site, entries: Iterable[Entry]) -> list[str]:
    """Return the paths of all pages except those of the feeds."""
    own = [entry_path(entry.id) for entry in entries if has_page(site, entry)]
    return [*own, *(output.path for output in front_pages(look, ()))]


def _carriers(plans: Iterable[Plan]) -> Mapping[str, list[Plan]]:
    """Return the plans to which each entry belongs, by the path of the entry."""
    found: dict[str, list[Plan]] = {}
    for plan in plans:
        for entry in plan.members:
            found.setdefault(entry.path, []).append(plan)
    return found


def _cannot_have_a_page(item: tuple[Entry, tuple[Feed, ...]], trouble: Trouble) -> NoReturn:
    raise CannotRenderError({item[0].path: cannot_render(item[0], trouble)})


def _page(look: Look, item: tuple[Entry, tuple[Feed, ...]]) -> Output:
    entry, feeds = item
    return look.pages.entry(entry, feeds)
