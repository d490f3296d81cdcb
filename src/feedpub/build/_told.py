"""What a build tells besides the problems of its documents."""

from collections.abc import Iterable

from feedpub.build._publish import Staged
from feedpub.config import CONFIG_PATH, DEFAULT_URL, Site
from feedpub.model import Ping, Problem, Severity


def about_the_site(site: Site) -> Iterable[Problem]:
    """Yield what is wrong with the site itself."""
    if site.url == DEFAULT_URL:
        message = (
            f"the address where out/ will be served is not set, so the feeds name {DEFAULT_URL};"
            " set url under [site], or use --site-url"
        )
        yield Problem(Severity.WARNING, "site-url-missing", CONFIG_PATH, None, message)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by the place that they are of."""
    return tuple(sorted(problems, key=lambda found: (found.path, found.line or 0, found.code)))


def pings(staged: Staged) -> tuple[Ping, ...]:
    """Return what hubs are to be told."""
    changed = {feed.url for feed in staged.files if feed.changed}
    return tuple(
        Ping(hub, target.url)
        for feed in staged.feeds
        for hub in feed.hubs
        for target in feed.targets
        if target.url in changed
    )
