"""Media RSS (http://www.rssboard.org/media-rss)."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from feedpub.validator._place import Fault, Place, Rule
from feedpub.validator._shape import Shape, elements, text
from feedpub.validator.rules import addresses, names, numbers
from feedpub.validator.rules.html import safe_html
from feedpub.validator.rules.plain import plain

_TIME = re.compile(r"now|[0-9]+(?:\.[0-9]+)?|[0-9]+:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?")
# ISO 3166-1.
_COUNTRIES: Final = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR"
    " BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ"
    " EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW"
    " GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY"
    " KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV"
    " MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY"
    " QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG"
    " TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM"
    " ZW".split()
)
_DIGITS: Final = {"md5": 32, "sha-1": 40}
_HEXADECIMAL = re.compile("[0-9A-Za-z]+")
_RATINGS: Final = {
    "urn:simple": frozenset({"adult", "nonadult"}),
    "urn:mpaa": frozenset("g m nc-17 pg pg-13 r x".split()),
    "urn:v-chip": frozenset("14+ 18+ c c8 g pg tv-14 tv-g tv-ma tv-pg tv-y tv-y7 tv-y7-fv".split()),
}
_ICRA = re.compile(
    r"r \((?:[nsvlocx]z [01]|(?:n[a-c]|s[a-f]|v[a-j]|l[a-c]|o[a-h]|c[ab]|x[a-e]) 1)"
    r"(?: (?:[nsvlocx]z [01]|(?:n[a-c]|s[a-f]|v[a-j]|l[a-c]|o[a-h]|c[ab]|x[a-e]) 1))*\)"
)
_UNDECLARED: Final = plain("ContainsUndeclaredHTML")


def _time(place: Place) -> Iterator[Fault]:
    if place.value and not _TIME.match(place.value):
        yield Fault("InvalidNPTTime")


def _if_given(*rules: Rule) -> tuple[Rule, ...]:
    def rule(place: Place) -> Iterator[Fault]:
        if place.value:
            for one in rules:
                yield from one(place)

    return (rule,)


def _text(place: Place) -> Iterator[Fault]:
    is_html = place.element.attributes.get("type") == "html"
    yield from (safe_html if is_html else _UNDECLARED)(place)


def _hash(place: Place) -> Iterator[Fault]:
    algorithm = place.element.attributes.get("algo") or "md5"
    digits = _DIGITS.get(algorithm)
    if digits is None:
        yield Fault("InvalidMediaHash", algorithm)
    if not _HEXADECIMAL.fullmatch(place.value) or len(place.value) != (digits or 32):
        yield Fault("InvalidMediaHash")


def _rating(place: Place) -> Iterator[Fault]:
    scheme = place.element.attributes.get("scheme") or "urn:simple"
    if scheme in _RATINGS:
        is_known = place.value in _RATINGS[scheme]
    elif scheme == "urn:icra":
        is_known = bool(_ICRA.fullmatch(place.value))
    else:
        yield from addresses.whole()(Place(place.feed, place.element, scheme, "scheme"))
        return
    if not is_known:
        yield Fault("InvalidMediaRating")


def _restriction(place: Place) -> Iterator[Fault]:
    relationship = place.element.attributes.get("relationship")
    if not relationship:
        yield Fault("MissingAttribute", "relationship")
    elif relationship not in ("allow", "deny"):
        yield Fault("InvalidMediaRestrictionRel", relationship)
    kind = place.element.attributes.get("type")
    if not kind:
        if place.value not in ("", "all", "none"):
            yield Fault("InvalidMediaRestriction")
    elif kind == "country":
        for country in place.value.upper().split(" "):
            if country not in _COUNTRIES:
                yield Fault("InvalidCountryCode", country)
    elif kind == "uri":
        yield from addresses.whole()(place)
    else:
        yield Fault("InvalidMediaRestrictionType", kind)


def _role(place: Place) -> Iterator[Fault]:
    # The roles of the EBU, the default scheme, are many, and all in lower case.
    if place.value != place.value.lower():
        yield Fault("InvalidCreditRole")


def _adult(place: Place) -> Iterator[Fault]:
    yield Fault("DeprecatedMediaAdult")
    yield from names.true_or_false(place)


def _alternatives(place: Place) -> Iterator[Fault]:
    if len(place.element.all("media:content")) < 2:
        yield Fault("MediaGroupWithoutAlternatives")


_URL: Final = _if_given(addresses.whole())
_SIZES: Final = {"height": _if_given(numbers.positive), "width": _if_given(numbers.positive)}
_KIND: Final = {"type": _if_given(names.one_of("InvalidMediaTextType", "plain", "html"))}
_TITLE: Final = text(_text, attributes=_KIND)

MEDIA: Final[Mapping[str, Shape]] = {
    "media:adult": text(_adult),
    "media:category": text(
        plain(), attributes={"label": _if_given(plain()), "scheme": _if_given(addresses.whole())}
    ).many(),
    "media:copyright": text(plain(), attributes={"url": _URL}),
    "media:credit": text(attributes={"role": (_role,), "scheme": _URL}).many(),
    "media:description": _TITLE,
    "media:hash": text(_hash, attributes={"algo": ()}).many(),
    "media:keywords": text().many(),
    "media:player": text(attributes={"url": _URL, **_SIZES}, needs=("url",)).many(),
    "media:rating": text(_rating, attributes={"scheme": ()}).many(),
    "media:restriction": text(_restriction, attributes={"relationship": (), "type": ()}).many(),
    "media:text": text(
        _text,
        attributes={
            **_KIND,
            "start": (_time,),
            "end": (_time,),
            "lang": _if_given(names.language),
        },
    ).many(),
    "media:thumbnail": text(
        attributes={"url": _URL, "time": (_time,), **_SIZES}, needs=("url",)
    ).many(),
    "media:title": _TITLE,
}
_CONTENT: Final = elements(
    MEDIA,
    attributes={
        "bitrate": _if_given(numbers.decimal),
        "channels": _if_given(numbers.not_negative),
        "duration": _if_given(numbers.decimal),
        "expression": _if_given(
            names.one_of("InvalidMediaExpression", "sample", "full", "nonstop")
        ),
        "fileSize": _if_given(numbers.positive),
        "framerate": _if_given(numbers.decimal),
        "isDefault": _if_given(names.true_or_false),
        "lang": _if_given(names.language),
        "medium": _if_given(
            names.one_of("InvalidMediaMedium", "image", "audio", "video", "document", "executable")
        ),
        "samplingrate": _if_given(numbers.decimal),
        "type": _if_given(names.media_type("InvalidMIMEAttribute")),
        "url": _URL,
        **_SIZES,
    },
).many()

MEDIA_OF_ITEMS: Final[Mapping[str, Shape]] = {
    "media:content": _CONTENT,
    "media:group": elements({**MEDIA, "media:content": _CONTENT}, _alternatives).many(),
}
