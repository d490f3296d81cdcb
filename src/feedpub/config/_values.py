"""Check values of the configuration, and give the JSON Schema with which editors check them.

A check returns the value as the configuration holds it, and raises ValueError with a
sentence that says what is wrong and, after a semicolon, what to do.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from feedpub.config import _templates
from feedpub.config._settings import Choice
from feedpub.model import REFERRER_POLICIES, Format
from feedpub.web import text, urls
from feedpub.web.registries import LANGUAGES, PODCAST_CATEGORIES

Schema = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Value:
    """One kind of value: its check, and its JSON Schema."""

    check: Callable[[object], object]
    schema: Schema


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not text; put it in quotes")
    return text.plain(value)


def some_text(value: object) -> str:
    if not _text(value):
        raise ValueError("is empty; give it a text")
    return _text(value)


def _folder_url(value: object) -> str:
    _text(value)
    address = urls.absolute(str(value))
    if address is None or "?" in address or "#" in address:
        raise ValueError(f"{value!r} is not the http(s) address of a folder; write it in full")
    return address if address.endswith("/") else address + "/"


def _url(value: object) -> str:
    _text(value)
    address = urls.absolute(str(value))
    if address is None:
        raise ValueError(f"{value!r} is no http(s) address; write it in full")
    return address


def _reference(value: object) -> str:
    """Check an address that may be relative to the site's."""
    written = _text(value)
    address = urls.absolute(str(value).strip(), "http://example.org/")
    if written and (address is None or not urls.has_domain(address)):
        raise ValueError(f"{value!r} is no http(s) address; write one, or a path below the site's")
    return str(value).strip()


def _feed_id(value: object) -> str:
    address = _url(value)
    if urls.identifier(address) is None:
        raise ValueError(f"{value!r} can't be an id in Atom; write an http(s) address")
    return address


def _site_id(value: object) -> str:
    written = _text(value).lower()
    if not _SITE_ID.fullmatch(written):
        raise ValueError(
            f"{value!r} is not the id of a project; write urn:uuid: and a UUID, such as"
            " `feedpub init` makes"
        )
    return written


def _hubs(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_url(item) for item in as_list(value)))


def language_tag(value: object) -> str:
    """Check a language tag (BCP 47), such as zh-CN."""
    tag = _text(value).replace("_", "-")
    found = re.fullmatch(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{2,8})*)", tag)
    if not found or found[1].lower() not in LANGUAGES:
        raise ValueError(f"{value!r} is no language tag; write one such as en, zh-CN or pt-BR")
    return tag


def _timezone(value: object) -> str:
    name = _text(value)
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        raise ValueError(f"{value!r} is no time zone; write one such as Europe/Berlin") from None
    return name


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false; write one of them, without quotes")
    return value


def whole(what: str, least: int, most: int) -> Value:
    """Return the kind of a whole number from `least` to `most`."""

    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"{value!r} is no {what}; write one from {least} to {most}")
        return value

    return Value(check, {"type": "integer", "minimum": least, "maximum": most})


def one_of(*choices: str) -> Value:
    """Return the kind of a value that is one of some words, or members of a StrEnum."""

    def check(value: object) -> str:
        if value not in choices:
            raise ValueError(f"{value!r} is not known; write one of {', '.join(choices)}")
        return choices[choices.index(value)]

    return Value(check, {"enum": [str(choice) for choice in choices]})


def some_of(choices: tuple[Any, ...], *, least: int = 0) -> Value:
    """Return the kind of a list of some of `choices`, each once and in their order."""

    def check(value: object) -> tuple[Any, ...]:
        given = as_list(value)
        for item in given:
            if item not in choices or isinstance(item, bool):
                named = ", ".join(map(str, choices))
                raise ValueError(f"{item!r} is not known; write some of {named}")
        if len(given) < least:
            raise ValueError(f"is empty; write some of {', '.join(map(str, choices))}")
        return tuple(choice for choice in choices if choice in given)

    item = {"enum": [str(c) if isinstance(c, str) else c for c in choices]}
    return Value(check, one_or_more(item, least))


def in_order(*choices: str) -> Value:
    """Return the kind of a list of some of `choices`, each once, in any order."""
    known = some_of(choices, least=1)

    def check(value: object) -> tuple[str, ...]:
        known.check(value)
        given = [choices.index(str(item)) for item in as_list(value)]
        return tuple(choices[number] for number in dict.fromkeys(given))

    return Value(check, known.schema)


def template(*names: str) -> Value:
    """Return the kind of a text with fields in braces."""

    def check(value: object) -> str:
        return _templates.check_template(some_text(value), names)

    fields = ", ".join(f"{{{name}}}" for name in names)
    return Value(check, {"type": "string", "description": f"A text with any of {fields}"})


def as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _names(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(some_text(name) for name in as_list(value)))


def _some_names(value: object) -> tuple[str, ...]:
    names = _names(value)
    if not names:
        raise ValueError("is empty; an entry needs a date, so name a key for it")
    return names


def choice_of(names: Callable[[object], tuple[str, ...]]) -> Value:
    def check(value: object) -> Choice:
        if not isinstance(value, dict):
            return Choice(any=names(value))
        strange = sorted(set(value) - {"any", "all", "none"})
        if strange:
            raise ValueError(f"{strange[0]!r} is not known; write any, all or none")
        return Choice(**{how: names(given) for how, given in value.items()})

    some = one_or_more({"type": "string"})
    how = {"any": some, "all": some, "none": some}
    table = {"type": "object", "properties": how, "additionalProperties": False}
    return Value(check, {"anyOf": [some, table]})


def _languages(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(language_tag(item) for item in as_list(value)))


def _moment(value: object) -> date:
    """Check a TOML date, with or without a time; its zone is known later."""
    if not isinstance(value, date):
        raise ValueError(f"{value!r} is no date; write one such as 2024-01-31, without quotes")
    if not 100 <= value.year <= 9998:
        raise ValueError(f"{value} is no year that a document can have; write one from 100 on")
    return value


def _email(value: object) -> str:
    written = _text(value).removeprefix("mailto:")
    if urls.email(f"mailto:{written}") is None or "?" in written:
        raise ValueError(f"{value!r} is no e-mail address; write one such as name@example.org")
    return written


def _podcast_category(value: object) -> tuple[str, ...]:
    names = tuple(some_text(item) for item in as_list(value))
    known = names[:1] and names[0] in PODCAST_CATEGORIES
    if not known:
        raise ValueError(
            f"{value!r} is no category of podcasts; write one of {', '.join(PODCAST_CATEGORIES)}"
        )
    below = PODCAST_CATEGORIES[names[0]]
    if len(names) > 2 or (len(names) == 2 and names[1] not in below):
        raise ValueError(
            f"{names[1]!r} is not in {names[0]!r}; write none, or one of {', '.join(below)}"
        )
    return names


def _podcast_image(value: object) -> str:
    written = _reference(value)
    if not re.search(r"\.(?:jpg|png)$", written, re.IGNORECASE):
        raise ValueError(f"{value!r} is no address of a .jpg or .png file; directories want one")
    return written


def one_or_more(item: Schema, least: int = 0) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": least}]}


_SITE_ID = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_STRING: Final[Schema] = {"type": "string"}
SOME_STRING: Final[Schema] = {"type": "string", "minLength": 1}
_ADDRESS: Final[Schema] = {"type": "string", "format": "uri"}

TEXT: Final = Value(_text, _STRING)
SOME_TEXT: Final = Value(some_text, SOME_STRING)
YES: Final = Value(_yes, {"type": "boolean"})
FOLDER_URL: Final = Value(_folder_url, {**_ADDRESS, "pattern": "^https?://[^?#]+$"})
REFERENCE: Final = Value(_reference, {"type": "string", "format": "uri-reference"})
FEED_ID: Final = Value(_feed_id, _ADDRESS)
SITE_ID: Final = Value(
    _site_id, {**_STRING, "pattern": "^[uU][rR][nN]:[uU][uU][iI][dD]:[0-9A-Fa-f-]{36}$"}
)
HUBS: Final = Value(_hubs, one_or_more(_ADDRESS))
LANGUAGE: Final = Value(
    language_tag, {**_STRING, "pattern": "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$"}
)
TIMEZONE: Final = Value(_timezone, SOME_STRING)
NAMES: Final = Value(_names, one_or_more(SOME_STRING))
SOME_NAMES: Final = Value(_some_names, one_or_more(SOME_STRING, 1))
SOME: Final = choice_of(_names)
SOME_LANGUAGES: Final = choice_of(_languages)
MOMENT: Final = Value(_moment, {"description": "A date or a date with time"})
EMAIL: Final = Value(_email, {"type": "string", "format": "email"})
PODCAST_CATEGORY: Final = Value(_podcast_category, one_or_more(SOME_STRING, 1))
PODCAST_IMAGE: Final = Value(_podcast_image, {**_STRING, "pattern": r"\.([jJ][pP]|[pP][nN])[gG]$"})
FORMATS: Final = some_of(tuple(Format), least=1)


_POLICIES: Final = one_of(*REFERRER_POLICIES, "none")


def _referrer_policy(value: object) -> str | None:
    name = _POLICIES.check(value)
    return None if name == "none" else str(name)


REFERRER_POLICY: Final = Value(_referrer_policy, _POLICIES.schema)


def since(value: date, zone: ZoneInfo) -> datetime:
    """Return the moment at which the day `value`, or the moment `value`, begins."""
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - the zone is next
    return value if value.tzinfo else value.replace(tzinfo=zone)
