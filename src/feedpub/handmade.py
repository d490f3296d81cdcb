"""Make a feed that a program has put together safe to write, or refuse it.

Entries of documents have been through `entries`, which reads, cleans and refuses. Values from a
database have not: their texts can hold what XML can't, their content can be scripts, their
addresses relative and their dates without a zone. What has one right reading is mended here, and
what has none ends with an `ArgumentError` that names the value.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from html import escape
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from feedpub.config import DEFINITION_KEYS, language_tag
from feedpub.errors import ArgumentError, ArgumentTypeError
from feedpub.model import (
    REFERRER_POLICIES,
    Attachment,
    Enclosure,
    Entry,
    Episode,
    Feed,
    Format,
    Person,
    Podcast,
    Schedule,
    Target,
)
from feedpub.sanitizer import clean
from feedpub.web import text, urls

_SUMMARY_LENGTH: Final = 200
_MEDIA_TYPE: Final = re.compile(r"[\w.+-]+/([\w.+-]+|\*)", re.ASCII)
_KINDS: Final = ("full", "trailer", "bonus")
_TOO_MANY: Final = 2**63
_LONGEST_SHOWN: Final = 80
_CALLED: Final = {str: "a text", int: "a whole number", bool: "True or False", NoneType: "None"}
# What the configuration may say of a feed is checked by the same rules.
_KEYS: Final = {key.attribute: key.value for key in DEFINITION_KEYS}

Settings = TypeVar("Settings", Schedule, Podcast)


def ready(feed: Feed, url: str, form: Format) -> Feed:
    """Return `feed` as it can be written in a format, to be served at `url`.

    Raises ArgumentError for a value that can't be used.
    """
    _check(feed, Feed, "feed")
    own = _address(url, None, "url")
    made: Feed = _folded(feed)
    link = _address(made.link, None, "feed.link")
    entries = tuple(
        _entry(entry, link, f"feed.entries[{number}]") for number, entry in enumerate(made.entries)
    )
    for identifier, number in Counter(entry.id for entry in entries).items():
        if number > 1:
            raise ArgumentError(
                f"feed.entries: {number} have the id {_short(identifier)}, and readers would show"
                " one of them; give each its own"
            )
    title = _something(made.title, "feed.title")
    return replace(
        made,
        id=_identifier(made.id, "feed.id"),
        title=title,
        subtitle=made.subtitle or title,
        link=link,
        language=_language(made.language, "feed.language"),
        author=_person(made.author, link, "feed.author"),
        updated=max([_moment(made.updated, "feed.updated"), *(one.updated for one in entries)]),
        entries=entries,
        targets=(Target(form, "", own),),
        image=_optional(made.image, link, "feed.image"),
        icon=_optional(made.icon, link, "feed.icon"),
        hubs=tuple(_address(hub, None, "feed.hubs") for hub in made.hubs),
        schedule=_as_configured(made.schedule, "settings.schedule", "feed.schedule"),
        podcast=_podcast(made.podcast, link, made.language),
        tombstones=tuple(
            replace(one, when=_moment(one.when, "feed.tombstones")) for one in made.tombstones
        ),
        archive=False,
        page="",
    )


def _entry(entry: Entry, link: str, place: str) -> Entry:
    permalink = _address(entry.permalink, link, f"{place}.permalink") if entry.permalink else None
    base, has_page = permalink or link, permalink is not None
    content = clean(entry.content, base, has_page=has_page, referrer_policy=REFERRER_POLICIES[0])
    title = _something(entry.title, f"{place}.title")
    summary = entry.summary or text.cut(text.from_html(content), _SUMMARY_LENGTH) or title
    published = _moment(entry.published, f"{place}.published")
    return replace(
        entry,
        id=_identifier(entry.id, f"{place}.id"),
        title=title,
        permalink=permalink,
        published=published,
        updated=max(published, _moment(entry.updated, f"{place}.updated")),
        authors=tuple(
            _person(one, base, f"{place}.authors[{number}]")
            for number, one in enumerate(entry.authors)
        ),
        language=_language(entry.language, f"{place}.language"),
        branches=tuple(filter(None, (tuple(filter(None, branch)) for branch in entry.branches))),
        tags=tuple(filter(None, entry.tags)),
        summary=summary,
        content=content or f"<p>{escape(summary, quote=False)}</p>",
        enclosures=tuple(
            _enclosure(one, base, f"{place}.enclosures[{number}]")
            for number, one in enumerate(entry.enclosures)
        ),
        episode=_episode(entry.episode, base, f"{place}.episode"),
    )


def _person(person: Person, base: str, place: str) -> Person:
    name = _something(person.name, f"{place}.name")
    email = person.email or None
    if email and (urls.email(f"mailto:{email}") is None or "?" in email):
        raise ArgumentError(f"{place}.email={_short(email)}: is no e-mail address")
    uri = person.uri or None
    if uri and urls.email(uri) is None:
        uri = _address(uri, base, f"{place}.uri")
    return Person(name, email, uri)


def _enclosure(enclosure: Enclosure, base: str, place: str) -> Enclosure:
    url = _address(enclosure.url, base, f"{place}.url")
    if not urls.has_domain(url):
        raise ArgumentError(f"{place}.url={_short(enclosure.url)}: names no host with a domain")
    if not _MEDIA_TYPE.fullmatch(enclosure.type):
        raise ArgumentError(
            f"{place}.type={_short(enclosure.type)}: is no media type; write one, as audio/mpeg,"
            " or image/* where no more is known"
        )
    for name in ("length", "width", "height", "duration"):
        _check_number(getattr(enclosure, name), f"{place}.{name}")
    return replace(enclosure, url=url)


def _episode(episode: Episode, base: str, place: str) -> Episode:
    for name in ("number", "season"):
        _check_number(getattr(episode, name), f"{place}.{name}")
    if episode.kind not in (None, *_KINDS):
        raise ArgumentError(f"{place}.kind={_short(episode.kind)}: is none of {', '.join(_KINDS)}")
    attached = [(f"transcripts[{n}]", one) for n, one in enumerate(episode.transcripts)]
    attached += [("chapters", episode.chapters)] if episode.chapters else []
    found = [_attachment(one, base, f"{place}.{name}") for name, one in attached]
    count = len(episode.transcripts)
    return replace(
        episode, transcripts=tuple(found[:count]), chapters=next(iter(found[count:]), None)
    )


def _attachment(given: Attachment, base: str, place: str) -> Attachment:
    if not _MEDIA_TYPE.fullmatch(given.type):
        raise ArgumentError(f"{place}.type={_short(given.type)}: is no media type")
    return Attachment(_address(given.url, base, f"{place}.url"), given.type)


def _podcast(podcast: Podcast | None, base: str, language: str) -> Podcast | None:
    if podcast is None:
        return None
    if not language:
        raise ArgumentError(
            "feed.language: is empty; give it, for directories of podcasts want one"
        )
    checked = _as_configured(podcast, "itunes", "feed.podcast")
    return replace(checked, image=_address(checked.image, base, "feed.podcast.image"))


def _as_configured(value: Settings, of: str, place: str) -> Settings:
    """Check what `value` says as the keys of the configuration for the same are checked."""
    checked: dict[str, Any] = {}
    for field in fields(value):
        given = getattr(value, field.name)
        if given != field.default:
            try:
                checked[field.name] = _KEYS[f"{of}.{field.name}"].check(
                    list(given) if isinstance(given, tuple) else given
                )
            except ValueError as error:
                raise ArgumentError(f"{place}.{field.name}: {error}") from None
    return replace(value, **checked)


def _check_number(number: int | None, place: str) -> None:
    if number is not None and not 0 <= number < _TOO_MANY:
        raise ArgumentError(f"{place}={number}: can't be; give None where it is not known")


def _short(given: object) -> str:
    written = repr(given)
    return written if len(written) <= _LONGEST_SHOWN else f"{written[:_LONGEST_SHOWN]}…"


def _identifier(given: str, place: str) -> str:
    address = urls.absolute(given) if re.match(r"https?:", given) else None
    known = urls.identifier(address or given)
    if known is None:
        raise ArgumentError(
            f"{place}={_short(given)}: is no id that stays the same everywhere; give an http(s)"
            " address, or urn:uuid: and a UUID, or a tag: URI"
        )
    return known


def _address(given: str, base: str | None, place: str) -> str:
    found = urls.absolute(given, base)
    if not given or found is None:
        raise ArgumentError(f"{place}={_short(given)}: is no http(s) address; give all of it")
    return found


def _optional(given: str, base: str, place: str) -> str:
    return _address(given, base, place) if given else ""


def _something(given: str, place: str) -> str:
    if not given:
        raise ArgumentError(f"{place}: is empty, and readers would have nothing to show; give one")
    return given


def _language(given: str, place: str) -> str:
    try:
        return language_tag(given) if given else ""
    except ValueError as error:
        raise ArgumentError(f"{place}: {error}") from None


def _moment(given: datetime, place: str) -> datetime:
    """Return a moment as feeds can write it: no format has a zone of half a minute."""
    offset = given.utcoffset()
    if offset is None:
        raise ArgumentError(f"{place}: has no time zone; give one, such as tzinfo=UTC")
    try:
        in_greenwich = given.astimezone(UTC)
    except OverflowError:
        raise ArgumentError(f"{place}: is of no year that feeds can have; correct it") from None
    return in_greenwich if offset.seconds % 60 or offset.microseconds else given


def _folded(value: Any) -> Any:
    """Return values without the characters that XML can't carry, texts on one line.

    Content keeps its lines.
    """
    if isinstance(value, str) and not isinstance(value, Enum):
        return text.fold(value)
    if isinstance(value, tuple):
        return tuple(map(_folded, value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    named = {field.name: getattr(value, field.name) for field in fields(value)}
    kept = {"content": text.printable(value.content)} if isinstance(value, Entry) else {}
    return replace(value, **{name: _folded(one) for name, one in named.items()} | kept)


def _check(value: object, wanted: Any, place: str) -> None:
    """Raise ArgumentTypeError for the first value, in all that `value` holds, of a wrong type."""
    if get_origin(wanted) is tuple:
        _check_tuple(value, get_args(wanted), place)
        return
    kinds = get_args(wanted) if isinstance(wanted, UnionType) else (wanted,)
    fits = any(isinstance(value, kind) for kind in kinds)
    if not fits or (isinstance(value, bool) and bool not in kinds):
        named = " or ".join(_CALLED.get(kind, kind.__name__) for kind in kinds)
        raise ArgumentTypeError(f"{place}: is of the type {type(value).__name__}; give {named}")
    if is_dataclass(value):
        hints = get_type_hints(type(value))
        for field in fields(value):
            _check(getattr(value, field.name), hints[field.name], f"{place}.{field.name}")


def _check_tuple(value: object, kinds: tuple[Any, ...], place: str) -> None:
    if not isinstance(value, tuple):
        raise ArgumentTypeError(f"{place}: is of the type {type(value).__name__}; give a tuple")
    for number, (one, kind) in enumerate(_paired(value, kinds)):
        _check(one, kind, f"{place}[{number}]")


def _paired(value: tuple[object, ...], kinds: tuple[Any, ...]) -> Iterator[tuple[object, Any]]:
    if kinds[-1:] == (Ellipsis,):
        return ((one, kinds[0]) for one in value)
    return zip(value, kinds, strict=True)
