"""Extensions that are at home in several formats: Dublin Core, content, sy, slash, thr, fh…"""

from collections.abc import Iterator, Mapping
from typing import Final

from feedpub.validator._place import Fault, Place, Rule
from feedpub.validator._shape import EXTENSION, Shape, elements, special, text
from feedpub.validator.formats.media import MEDIA, MEDIA_OF_ITEMS
from feedpub.validator.rules import addresses, dates, names, numbers
from feedpub.validator.rules.constructs import content as atom_content
from feedpub.validator.rules.constructs import text_construct
from feedpub.validator.rules.links import link, link_type, registered_relation
from feedpub.validator.rules.people import address, without_address
from feedpub.validator.rules.plain import filled_in, not_blank, plain, without_space

_WHOLE: Final = text(addresses.whole())

DUBLIN_CORE: Final[Mapping[str, Shape]] = {
    "dc:title": text(),
    "dc:description": text(),
    "dc:publisher": text().many(),
    "dc:contributor": text().many(),
    "dc:creator": text().many(),
    "dc:subject": text().many(),
    "dc:date": text(dates.w3cdtf),
    "dc:type": text(),
    "dc:format": text(),
    "dc:identifier": text().many(),
    "dc:source": text(),
    "dc:language": text(names.language),
    "dc:relation": text().many(),
    "dc:coverage": text().many(),
    "dc:rights": text(plain()),
}
_DATES: Final = ("dcterms:created", "dcterms:issued", "dcterms:modified")
_TEXTS: Final = (
    "dcterms:abstract", "dcterms:dateAccepted", "dcterms:dateCopyrighted",
    "dcterms:dateSubmitted", "dcterms:mediator",
)  # fmt: skip
_MANY: Final = (
    "abstract alternative audience accessRights accrualMethod accrualPeriodicity accrualPolicy"
    " available bibliographicCitation conformsTo educationLevel hasFormat hasPart hasVersion"
    " instructionalMethod isFormatOf isPartOf isReferencedBy isReplacedBy isRequiredBy"
    " isVersionOf license provenance references replaces requires rightsHolder spatial"
    " tableOfContents temporal valid"
)
DUBLIN_CORE_TERMS: Final[Mapping[str, Shape]] = {
    **{f"dcterms:{name}": EXTENSION for name in _MANY.split()},
    **dict.fromkeys(_TEXTS, text()),
    **dict.fromkeys(_DATES, text(dates.w3cdtf)),
    "dcterms:extent": text(numbers.positive),
}
_LATITUDE: Final = text(numbers.within(90, "InvalidLatitude")).many()
_LONGITUDE: Final = text(numbers.within(180, "InvalidLongitude")).many()
GEOGRAPHY: Final[Mapping[str, Shape]] = {
    "geo:lat": _LATITUDE,
    "geo:long": _LONGITUDE,
    "geourl:latitude": _LATITUDE,
    "geourl:longitude": _LONGITUDE,
    "icbm:latitude": _LATITUDE,
    "icbm:longitude": _LONGITUDE,
}
EVERYWHERE: Final[Mapping[str, Shape]] = {**DUBLIN_CORE, **DUBLIN_CORE_TERMS, **GEOGRAPHY}


def _reply_to(place: Place) -> Iterator[Fault]:
    # RFC 4685 §3
    if "ref" not in place.element.attributes and "href" not in place.element.attributes:
        yield Fault("MissingAttribute", "ref")


def _old_name(place: Place) -> Iterator[Fault]:
    yield Fault("CommentRSS")
    yield from addresses.whole()(place)


_REPLY: Final = special(
    _reply_to,
    attributes={
        "href": (addresses.iri_in_base,),
        "ref": (addresses.canonical,),
        "source": (addresses.iri_in_base,),
        "type": (names.media_type(),),
    },
).many()

OF_ITEMS: Final[Mapping[str, Shape]] = {
    **EVERYWHERE,
    **MEDIA,
    **MEDIA_OF_ITEMS,
    "slash:comments": text(numbers.not_negative),
    "slash:section": text().many(),
    "slash:department": text().many(),
    "slash:hit_parade": text(numbers.list_of_numbers("InvalidCommaSeparatedIntegers")),
    "thr:total": text(numbers.not_negative),
    "thr:in-reply-to": _REPLY,
    "wfw:comment": _WHOLE,
    "wfw:commentRss": _WHOLE,
    "wfw:commentRSS": text(_old_name),
    "ev:startdate": text(dates.iso8601_of_any_time),
    "ev:enddate": text(dates.iso8601_of_any_time),
    "ag:timestamp": text(dates.iso8601),
    "ag:sourceURL": _WHOLE,
    "creativeCommons:license": _WHOLE.many(),
    "trackback:ping": _WHOLE,
    "trackback:about": _WHOLE.many(),
}
OF_FEEDS: Final[Mapping[str, Shape]] = {
    **EVERYWHERE,
    **MEDIA,
    "sy:updatePeriod": text(
        names.one_of("InvalidUpdatePeriod", "hourly", "daily", "weekly", "monthly", "yearly")
    ),
    "sy:updateFrequency": text(numbers.positive, not_blank),
    "sy:updateBase": text(dates.w3cdtf),
    "thr:in-reply-to": _REPLY,
    "fh:archive": elements({}).many(),
    "fh:complete": elements({}).many(),
    "creativeCommons:license": _WHOLE.many(),
    "blogChannel:blogRoll": _WHOLE,
    "blogChannel:mySubscriptions": _WHOLE,
    "blogChannel:blink": _WHOLE,
    "blogChannel:changes": _WHOLE,
    "xhtml:div": EXTENSION,
    "xhtml:meta": EXTENSION,
}

LINK: Final = special(
    link,
    attributes={
        "href": (addresses.iri_in_base,),
        "rel": (registered_relation,),
        "type": (link_type,),
        "title": (filled_in, plain()),
        "hreflang": (names.language,),
        "length": (numbers.not_negative, not_blank),
        "thr:count": (numbers.not_negative,),
        "thr:updated": (dates.rfc3339,),
        "thr:when": (),
        "rdf:resource": (),
        "rdf:type": (),
    },
).many()


def _has_name(place: Place) -> Iterator[Fault]:
    if not place.element.has("atom:name") and not place.element.has("name"):
        yield Fault("MissingElement", "name")


PERSON: Final = elements(
    {
        "atom:name": text(plain(), without_address, not_blank),
        "atom:email": text(address("InvalidAddrSpec")),
        "atom:uri": text(not_blank, addresses.iri, without_space),
        "xhtml:div": EXTENSION,
    },
    _has_name,
    attributes={"rdf:parseType": ()},
).many()
CATEGORY: Final = elements(
    {},
    attributes={"term": (not_blank,), "scheme": (addresses.full_iri,), "label": (plain(),)},
    needs=("term",),
).many()
_TYPED: Final[Mapping[str, tuple[Rule, ...]]] = {"type": (), "src": ()}
TEXT_CONSTRUCT: Final = special(text_construct, attributes=_TYPED, spaced=True)
CONTENT: Final = special(atom_content, attributes=_TYPED, spaced=True)
GENERATOR: Final = text(
    plain(),
    not_blank,
    attributes={"uri": (addresses.reference("InvalidURIAttribute"),), "version": ()},
)

# What of Atom may stand in RSS.
ATOM_IN_CHANNELS: Final[Mapping[str, Shape]] = {
    "atom:author": PERSON,
    "atom:category": CATEGORY,
    "atom:contributor": PERSON,
    "atom:generator": GENERATOR,
    "atom:id": _WHOLE,
    "atom:icon": text(not_blank, addresses.reference()),
    "atom:logo": text(not_blank, addresses.reference()),
    "atom:link": LINK,
    "atom:title": TEXT_CONSTRUCT,
    "atom:subtitle": TEXT_CONSTRUCT,
    "atom:rights": TEXT_CONSTRUCT,
    "atom:updated": text(dates.rfc3339),
}
ATOM_IN_ITEMS: Final[Mapping[str, Shape]] = {
    "atom:id": _WHOLE,
    "atom:link": LINK,
    "atom:title": CONTENT,
    "atom:summary": TEXT_CONSTRUCT,
    "atom:author": PERSON,
    "atom:contributor": PERSON,
    "atom:content": CONTENT.many(),
    "atom:published": text(dates.rfc3339),
    "atom:updated": text(dates.rfc3339),
}

QUESTIONABLE: Final[Mapping[str, Shape]] = {
    **EVERYWHERE,
    **ATOM_IN_CHANNELS,
    **ATOM_IN_ITEMS,
    "atom:id": text(addresses.canonical),
}
"""Elements that have a meaning only in some of the places where they are allowed."""
