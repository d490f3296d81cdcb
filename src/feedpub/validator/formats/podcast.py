"""What podcast directories read: Apple's elements."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from feedpub.validator._place import Fault, Place
from feedpub.validator._shape import Shape, elements, text
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


def podcast(place: Place) -> Iterator[Fault]:
    """A feed that has Apple's elements has all that directories want."""
    feed = place.element
    if not any(child.name.startswith("itunes:") for child in _own_and_items(feed)):
        return
    if place.feed.encoding not in ("utf-8", "utf8"):
        yield Fault("NotUTF8", place.feed.encoding)
    if not feed.has("language") and not feed.inherited("xml:lang"):
        yield Fault("MissingItunesElement", "language")
    for name in ("itunes:category", "itunes:explicit"):
        if not feed.has(name):
            yield Fault("MissingItunesElement", name)
    if not feed.has("itunes:owner"):
        yield Fault("MissingItunesEmail")


def _own_and_items(feed: Element) -> Iterator[Element]:
    for child in feed.children:
        yield child
        if child.name in ("item", "atom:entry"):
            yield from child.children


def episode(place: Place) -> Iterator[Fault]:
    """An episode whose file is one that directories take."""
    item = place.element
    if not any(child.name.startswith("itunes:") for child in item.children):
        return
    for enclosure in item.all("enclosure"):
        ending = enclosure.attributes.get("url", "").rpartition(".")[2]
        if ending not in _FILES:
            yield Fault("UnsupportedItunesFormat", enclosure.attributes.get("url", ""), enclosure)


def _duration(place: Place) -> Iterator[Fault]:
    if not _DURATION.fullmatch(place.value):
        yield Fault("InvalidDuration")


def _keywords(place: Place) -> Iterator[Fault]:
    if " " in place.value and "," not in place.value:
        yield Fault("InvalidKeywords")


def _category(place: Place) -> Iterator[Fault]:
    outer = place.element.parent
    above = outer.attributes.get("text", "") if outer and outer.name == "itunes:category" else None
    known = PODCAST_CATEGORIES if above is None else PODCAST_CATEGORIES.get(above, ())
    if place.value not in known:
        yield Fault("ObsoleteItunesCategory" if place.value in _FORMER else "InvalidItunesCategory")


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


def _owner(place: Place) -> Iterator[Fault]:
    if not place.element.has("itunes:email"):
        yield Fault("MissingElement", "itunes:email")


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
