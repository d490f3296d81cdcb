"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from feedpub.validator._json import Path
from feedpub.validator._spot import Feed, Spot
from feedpub.validator.rules import dates
from feedpub.validator.rules.html import safe_html
from feedpub.validator.rules.names import is_language, is_media_type
from feedpub.web.urls import absolute, email

_VERSIONS: Final = ("https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at the value to which `path` leads."""

    code: str
    path: Path
    value: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A value, where it stands, and the feed that it is of."""

    value: object
    path: Path
    feed: Feed

    def inside(self, step: str | int, value: object) -> "Place":
        """Return the place of a value in this one."""
        return Place(value, (*self.path, step), self.feed)


Check: TypeAlias = Callable[[Place], Iterator[Fault]]


# What a value can be


def string(*checks: Check) -> Check:
    """A string, for which `checks` hold."""

    def check(place: Place) -> Iterator[Fault]:
        if isinstance(place.value, str):
            for one in checks:
                yield from one(place)
        else:
            yield _of_another_type(place, "a string")

    return check


def boolean(place: Place) -> Iterator[Fault]:
    """True or false."""
    if not isinstance(place.value, bool):
        yield _of_another_type(place, "true or false")


def number(place: Place) -> Iterator[Fault]:
    """A number from 0 on."""
    if isinstance(place.value, bool) or not isinstance(place.value, int | float):
        yield _of_another_type(place, "a number")
    elif place.value < 0:
        yield Fault("json-number", place.path, str(place.value))


def array(check_of_each: Check) -> Check:
    """A list, for each member of which `check_of_each` holds."""

    def check(place: Place) -> Iterator[Fault]:
        if isinstance(place.value, list):
            for index, value in enumerate(place.value):
                yield from check_of_each(place.inside(index, value))
        else:
            yield _of_another_type(place, "a list")

    return check


def table(keys: Mapping[str, Check], needs: tuple[str, ...], *checks: Check) -> Check:
    """An object with these keys, of which it needs some."""

    def check(place: Place) -> Iterator[Fault]:
        if not isinstance(place.value, dict):
            yield _of_another_type(place, "an object")
            return
        for name in needs:
            if name not in place.value:
                yield Fault("json-missing", place.path, name)
        for key, value in place.value.items():
            if key in keys:
                yield from keys[key](place.inside(key, value))
            elif not key.startswith("_"):
                yield Fault("json-unknown-key", (*place.path, key))
        for one in checks:
            yield from one(place)

    return check


_NAMES: Final = ((bool, "true or false"), (str, "a string"), (list, "a list"), (dict, "an object"))


def _of_another_type(place: Place, wanted: str) -> Fault:
    given = next((name for kind, name in _NAMES if isinstance(place.value, kind)), "a number")
    given = "null" if place.value is None else given
    return Fault("json-type", place.path, f"{given} and should be {wanted}")


# Rules for strings


def _matching(code: str, is_right: Callable[[str], bool]) -> Check:
    def check(place: Place) -> Iterator[Fault]:
        if not is_right(str(place.value)):
            yield Fault(code, place.path, str(place.value))

    return check


def _date(place: Place) -> Iterator[Fault]:
    value = str(place.value)
    if not dates.is_rfc3339(value):
        yield Fault("json-date", place.path, value)
    elif not dates.is_plausible(value, place.feed.now):
        yield Fault("json-date-implausible", place.path, value)


def _html(place: Place) -> Iterator[Fault]:
    spot = Spot(place.feed, place.feed.root, str(place.value))
    for hit in safe_html(spot):
        yield Fault(hit.code, place.path, spot.value if hit.value is None else hit.value)


def _feed_address(place: Place) -> Iterator[Fault]:
    if place.feed.addresses and place.value not in place.feed.addresses:
        yield Fault("json-feed-url", place.path, str(place.value))


_TEXT: Final = string()
_URL: Final = string(_matching("json-address", lambda value: absolute(value) is not None))
_WHO: Final = string(_matching("json-address", lambda value: bool(absolute(value) or email(value))))
_DATE: Final = string(_date)
_LANGUAGE: Final = string(_matching("json-language", is_language))


# Rules for objects


def _author(place: Place) -> Iterator[Fault]:
    if isinstance(place.value, dict) and not {"name", "url", "avatar"} & set(place.value):
        yield Fault("json-missing", place.path, "name")


def _one_word_for_authors(place: Place) -> Iterator[Fault]:
    if isinstance(place.value, dict) and "author" in place.value and "authors" not in place.value:
        yield Fault("json-deprecated", (*place.path, "author"), "authors")


def _content(place: Place) -> Iterator[Fault]:
    if isinstance(place.value, dict) and not {"content_html", "content_text"} & set(place.value):
        yield Fault("json-no-content", place.path)


def _ids_differ(place: Place) -> Iterator[Fault]:
    seen = set()
    for index, item in enumerate(place.value if isinstance(place.value, list) else ()):
        given = item.get("id") if isinstance(item, dict) else None
        if isinstance(given, str | int) and str(given) in seen:
            yield Fault("json-id-repeated", (*place.path, index, "id"), str(given))
        seen.add(str(given))


def _recommendations(place: Place) -> Iterator[Fault]:
    for name in ("home_page_url", "feed_url"):
        if isinstance(place.value, dict) and name not in place.value:
            yield Fault("json-recommended", place.path, name)


def _items(place: Place) -> Iterator[Fault]:
    yield from array(ITEM)(place)
    yield from _ids_differ(place)


_PERSON: Final = table({"name": _TEXT, "url": _WHO, "avatar": _URL}, (), _author)
_PEOPLE: Final = {"author": _PERSON, "authors": array(_PERSON)}
ATTACHMENT: Final = table(
    {
        "url": _URL,
        "mime_type": string(_matching("json-media-type", is_media_type)),
        "title": _TEXT,
        "size_in_bytes": number,
        "duration_in_seconds": number,
    },
    ("url", "mime_type"),
)
ITEM: Final = table(
    {
        **_PEOPLE,
        "id": _TEXT,
        "url": _URL,
        "external_url": _URL,
        "title": _TEXT,
        "content_html": string(_html),
        "content_text": _TEXT,
        "summary": _TEXT,
        "image": _URL,
        "banner_image": _URL,
        "date_published": _DATE,
        "date_modified": _DATE,
        "tags": array(_TEXT),
        "language": _LANGUAGE,
        "attachments": array(ATTACHMENT),
    },
    ("id",),
    _content,
    _one_word_for_authors,
)
FEED: Final = table(
    {
        **_PEOPLE,
        "version": string(_matching("json-version", lambda value: value in _VERSIONS)),
        "title": _TEXT,
        "home_page_url": _URL,
        "feed_url": string(
            _matching("json-address", lambda value: absolute(value) is not None), _feed_address
        ),
        "description": _TEXT,
        "user_comment": _TEXT,
        "next_url": _URL,
        "icon": _URL,
        "favicon": _URL,
        "language": _LANGUAGE,
        "expired": boolean,
        "hubs": array(table({"type": _TEXT, "url": _URL}, ("type", "url"))),
        "items": _items,
    },
    ("version", "title", "items"),
    _recommendations,
    _one_word_for_authors,
)
