"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from feedpub.validator._place import Fault, Place, Rule
from feedpub.validator._shape import Holds, Shape
from feedpub.validator.formats.common import has
from feedpub.validator.rules import dates
from feedpub.validator.rules.html import safe_html
from feedpub.validator.rules.names import is_language, is_media_type
from feedpub.web.urls import absolute, email

_VERSIONS: Final = ("https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1")


# What a value can be


def _string(*rules: Rule) -> Shape:
    return Shape(rules=rules, repeated="", spaced=True, type="a string")


def _object(children: Mapping[str, Shape], *rules: Rule) -> Shape:
    return Shape(Holds.ELEMENTS, rules, children, repeated="", type="an object")


def _list(key: str, each: Shape, *rules: Rule) -> Mapping[str, Shape]:
    """Return the shape of a list and the key that it belongs to, by which its members are named."""
    return {key: Shape(Holds.ELEMENTS, rules, {f"{key}[]": each}, repeated="", type="a list")}


# Rules for values


def _matching(code: str, is_right: Callable[[str], bool]) -> Rule:
    def rule(place: Place) -> Iterator[Fault]:
        if not is_right(place.value):
            yield Fault(code)

    return rule


def _feed_address(place: Place) -> Iterator[Fault]:
    if place.feed.addresses and place.value not in place.feed.addresses:
        yield Fault("json-feed-url", shown={"address": place.feed.addresses[-1]})


_TEXT: Final = _string()
_ADDRESS: Final = _matching("json-address", lambda value: absolute(value) is not None)
_URL: Final = _string(_ADDRESS)
_WHO: Final = _string(
    _matching("json-address", lambda value: bool(absolute(value) or email(value)))
)
_DATE: Final = _string(dates.rfc3339_as("json-date", "json-date-implausible"))
_LANGUAGE: Final = _string(_matching("json-language", is_language))
_BOOLEAN: Final = Shape(repeated="", type="true or false")
_NUMBER: Final = Shape(
    rules=(_matching("json-number", lambda value: not value.startswith("-")),),
    repeated="",
    type="a number",
)


# Rules for objects


def _needs(*names: str) -> Rule:
    return has(*names, code="json-missing")


def _has_one_of(code: str, *names: str) -> Rule:
    def rule(place: Place) -> Iterator[Fault]:
        if not any(map(place.element.has, names)):
            yield Fault(code, names[0])

    return rule


def _one_word_for_authors(place: Place) -> Iterator[Fault]:
    author = place.element.first("author")
    if author and not place.element.has("authors"):
        yield Fault("json-deprecated", "authors", author)


def _ids_differ(place: Place) -> Iterator[Fault]:
    seen = set()
    for item in place.element.children:
        given = item.first("id")
        if given and given.type in ("a string", "a number"):
            if given.text in seen:
                yield Fault("json-id-repeated", given.text, given)
            seen.add(given.text)


_PERSON: Final = _object(
    {"name": _TEXT, "url": _WHO, "avatar": _URL},
    _has_one_of("json-missing", "name", "url", "avatar"),
)
_PEOPLE: Final = {"author": _PERSON, **_list("authors", _PERSON)}
ATTACHMENT: Final = _object(
    {
        "url": _URL,
        "mime_type": _string(_matching("json-media-type", is_media_type)),
        "title": _TEXT,
        "size_in_bytes": _NUMBER,
        "duration_in_seconds": _NUMBER,
    },
    _needs("url", "mime_type"),
)
ITEM: Final = _object(
    {
        **_PEOPLE,
        "id": _TEXT,
        "url": _URL,
        "external_url": _URL,
        "title": _TEXT,
        "content_html": _string(safe_html),
        "content_text": _TEXT,
        "summary": _TEXT,
        "image": _URL,
        "banner_image": _URL,
        "date_published": _DATE,
        "date_modified": _DATE,
        **_list("tags", _TEXT),
        "language": _LANGUAGE,
        **_list("attachments", ATTACHMENT),
    },
    _needs("id"),
    _has_one_of("json-no-content", "content_html", "content_text"),
    _one_word_for_authors,
)
FEED: Final = _object(
    {
        **_PEOPLE,
        "version": _string(_matching("json-version", lambda value: value in _VERSIONS)),
        "title": _TEXT,
        "home_page_url": _URL,
        "feed_url": _string(_ADDRESS, _feed_address),
        "description": _TEXT,
        "user_comment": _TEXT,
        "next_url": _URL,
        "icon": _URL,
        "favicon": _URL,
        "language": _LANGUAGE,
        "expired": _BOOLEAN,
        **_list("hubs", _object({"type": _TEXT, "url": _URL}, _needs("type", "url"))),
        **_list("items", ITEM, _ids_differ),
    },
    _needs("version", "title", "items"),
    has("home_page_url", "feed_url", code="json-recommended"),
    _one_word_for_authors,
)
