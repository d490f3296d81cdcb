"""How the pages of a project look: what they share, and its own templates."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from feedpub.config import Site
from feedpub.model import Front
from feedpub.web import urls
from feedpub.writers import opml

if TYPE_CHECKING:
    from feedpub.writers.pages import Pages


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
            readers=site.subscribe.readers,
            about_readers=site.subscribe.about,
        )
        look = cls(front, project / "feeds" / "templates")
        _pages.cache_clear()  # templates may have changed since an earlier build
        _pages(look)  # loaded before processes are copied, each of which would load them again
        return look

    @property
    def pages(self) -> "Pages":
        """The templates, ready to be filled; raises ConfigError for one that can't be used."""
        return _pages(self)


@lru_cache(maxsize=4)
def _pages(look: Look) -> "Pages":
    # Takes long to import, and not every site has pages.
    from feedpub.writers.pages import Pages  # noqa: PLC0415

    return Pages(look.front, look.templates if look.templates.is_dir() else None)
