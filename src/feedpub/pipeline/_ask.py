"""Ask servers for the enclosures in feeds of which nothing is known yet."""

from collections.abc import Iterable, Mapping

from feedpub.feeds import plan_feeds
from feedpub.model import Entry, Fact, Problem, Severity
from feedpub.pipeline._choose import places_within_limits
from feedpub.pipeline._context import Context
from feedpub.pipeline._options import Ask
from feedpub.pipeline._survey import Survey
from feedpub.pipeline.records import enclosure_facts


def ask_servers(
    ask: Ask, known: Mapping[str, Fact], survey: Survey, context: Context
) -> tuple[dict[str, Fact], list[Problem]]:
    """Return what is known of enclosures with the answers of servers, and what could not be known.

    Facts of enclosures that no document names any more are forgotten, unless some document can't be
    read just now: it may name any of them.
    """
    carried = list(_entries_of_feeds(survey))
    site = context.site
    asked = enclosure_facts.to_ask(carried, known, site.url, context.now.date(), site.probe.max_age)
    facts = enclosure_facts.add_answers(known, ask(asked))
    told = (problem for one in survey.parts.surveyed.values() for problem in one.problems)
    listed = context.state.listing.problems
    if not any(problem.severity is Severity.ERROR for problem in (*listed, *told)):
        entries = (entry for part in survey.ranges for entry in survey.entries(part))
        named = {enclosure.url for entry in entries for enclosure in entry.enclosures}
        facts = {url: fact for url, fact in facts.items() if url in named}
    return facts, list(enclosure_facts.failures(carried, facts))


def _entries_of_feeds(survey: Survey) -> Iterable[Entry]:
    """Yield all entries that a feed may hold."""
    plans = plan_feeds(survey.parts.totals(), survey.site)
    found = dict(survey.parts.places([plan.key for plan in plans]))
    paths = dict.fromkeys(
        place.path for plan in plans for place in places_within_limits(plan, found[plan.key])
    )
    return survey.load(paths)
