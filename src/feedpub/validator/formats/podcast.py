"""What podcast directories read: Apple's elements."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from feedpub.validator._shape import Shape, elements, text
from feedpub.validator._spot import Hit, Spot
from feedpub.validator._tree import Element
from feedpub.validator.rules import addresses, dates, names, numbers
from feedpub.validator.rules.people import person
from feedpub.validator.rules.plain import at_most
from feedpub.web.registries import PODCAST_CATEGORIES

_DURATION = re.compile(r"[0-9]+(?::[0-5][0-9](?::[0-5][0-9])?)?")
_FILES: Final = frozenset("m4a mp3 mov mp4 m4v pdf epub".split())
# Before 2019.
_FORMER: Final = frozenset(
    (
        "Arts & Entertainment; Audio Blogs; Family; Food; Games & Hobbies"
        "; Government & Organizations; Health; International; Movies & Television"
        "; News & Politics; Politics; Public Radio; Science & Medicine; Sports & Recreation"
        "; Talk Radio; Transportation; Travel; Literature; Architecture; Entertainment"
        "; Photography; Poetry; Finance; Management & Marketing; Shopping; Education Technology"
        "; Higher Education; K-12; Language Courses; Training; Other Games; Local; National"
        "; Regional; Diet & Nutrition; Fitness & Nutrition; Self-Help; New Age; Other; Amateur"
        "; College & High School; Outdoor; Professional; Computers; Developers; Gadgets"
        "; Information Technology; Operating Systems; Podcasting; Smart Phones"
        "; Software How-To; Text/Speech; Bicycles; Commuting"
    ).split("; ")
)


def podcast(spot: Spot) -> Iterator[Hit]:
    """A feed that has Apple's elements has all that directories want."""
    feed = spot.element
    if not any(child.name.startswith("itunes:") for child in _own_and_items(feed)):
        return
    if spot.feed.encoding not in ("utf-8", "utf8"):
        yield Hit("NotUTF8", spot.feed.encoding)
    if not feed.has("language") and not feed.inherited("xml:lang"):
        yield Hit("MissingItunesElement", "language")
    for name in ("itunes:category", "itunes:explicit"):
        if not feed.has(name):
            yield Hit("MissingItunesElement", name)
    if not feed.has("itunes:owner"):
        yield Hit("MissingItunesEmail")


def _own_and_items(feed: Element) -> Iterator[Element]:
    for child in feed.children:
        yield child
        if child.name in ("item", "atom:entry"):
            yield from child.children


def episode(spot: Spot) -> Iterator[Hit]:
    """An episode whose file is one that directories take."""
    item = spot.element
    if not any(child.name.startswith("itunes:") for child in item.children):
        return
    for enclosure in item.all("enclosure"):
        ending = enclosure.attributes.get("url", "").rpartition(".")[2]
        if ending not in _FILES:
            yield Hit("UnsupportedItunesFormat", enclosure.attributes.get("url", ""), enclosure)


def _duration(spot: Spot) -> Iterator[Hit]:
    if not _DURATION.fullmatch(spot.value):
        yield Hit("InvalidDuration")


def _keywords(spot: Spot) -> Iterator[Hit]:
    if " " in spot.value and "," not in spot.value:
        yield Hit("InvalidKeywords")


def _category(spot: Spot) -> Iterator[Hit]:
    outer = spot.element.parent
    above = outer.attributes.get("text", "") if outer and outer.name == "itunes:category" else None
    known = PODCAST_CATEGORIES if above is None else PODCAST_CATEGORIES.get(above, ())
    if spot.value not in known:
        yield Hit("ObsoleteItunesCategory" if spot.value in _FORMER else "InvalidItunesCategory")


_SUBCATEGORY: Final = elements({}, attributes={"text": (_category,)}, needs=("text",)).many()
_OF_BOTH: Final[Mapping[str, Shape]] = {
    "itunes:author": text(at_most(255)),
    "itunes:block": text(
        names.one_of("InvalidYesNoClean", "yes", "no", "clean", lower=True), spaced=True
    ),
    "itunes:explicit": text(names.true_or_false, spaced=True),
    "itunes:keywords": text(at_most(255), _keywords),
    "itunes:subtitle": text(at_most(255)),
    "itunes:summary": text(at_most(4000)),
    "itunes:image": elements({}, attributes={"href": (addresses.http,)}, needs=("href",)),
}


def _owner(spot: Spot) -> Iterator[Hit]:
    if not spot.element.has("itunes:email"):
        yield Hit("MissingElement", "itunes:email")


OF_FEEDS: Final[Mapping[str, Shape]] = {
    **_OF_BOTH,
    "itunes:owner": elements(
        {"itunes:email": text(person), "itunes:name": text(at_most(255))}, _owner
    ),
    "itunes:category": elements(
        {"itunes:category": _SUBCATEGORY}, attributes={"text": (_category,)}, needs=("text",)
    ).many(),
    "itunes:pubDate": text(dates.rfc822),
    "itunes:new-feed-url": text(addresses.whole()),
    "itunes:type": text(names.one_of("InvalidItunesChannelType", "episodic", "serial")),
    # Apple's own, which the W3C validator does not know.
    "itunes:title": text(),
    "itunes:complete": text(),
    "itunes:applepodcastsverify": text(),
}
OF_ITEMS: Final[Mapping[str, Shape]] = {
    **_OF_BOTH,
    "itunes:duration": text(_duration),
    "itunes:title": text(),
    "itunes:episode": text(numbers.positive),
    "itunes:season": text(numbers.positive),
    "itunes:episodeType": text(
        names.one_of("InvalidItunesEpisodeType", "full", "trailer", "bonus")
    ),
}
