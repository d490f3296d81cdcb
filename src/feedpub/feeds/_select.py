"""Decide whether the definition of a feed selects an entry."""

from collections.abc import Callable, Collection

from feedpub.config import Choice, Selection, Site, matches_glob
from feedpub.model import Entry
from feedpub.web import text


def selects(selection: Selection, entry: Entry, site: Site) -> bool:
    """Tell whether `entry` meets every condition of `selection`."""
    categories = {*entry.categories, *("/".join(branch) for branch in entry.branches)}
    language = (entry.language or site.settings.language).lower()
    tests: tuple[tuple[Choice, Callable[[str], bool]], ...] = (
        (selection.categories, _among(categories)),
        (selection.tags, _among(entry.tags)),
        (selection.authors, _among([author.name for author in entry.authors])),
        (selection.paths, lambda pattern: matches_glob(pattern, entry.path)),
        (selection.titles, lambda word: text.has_word(entry.title, word)),
        (selection.words, _among(entry.words)),
        (selection.languages, lambda tag: f"{language}-".startswith(f"{tag.lower()}-")),
    )
    return (
        all(_matches(choice, fits) for choice, fits in tests)
        and (selection.since is None or entry.published >= selection.since)
        and (selection.until is None or entry.published < selection.until)
    )


def _among(names: Collection[str]) -> Callable[[str], bool]:
    folded = set(map(text.fold_name, names))
    return lambda name: text.fold_name(name) in folded


def _matches(choice: Choice, fits: Callable[[str], bool]) -> bool:
    return (
        (not choice.any or any(map(fits, choice.any)))
        and all(map(fits, choice.all))
        and not any(map(fits, choice.none))
    )
