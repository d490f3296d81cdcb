"""``feeds/site.toml`` to a `Site`: every key, its default, what it does, what it may hold.

Knows files and people's mistakes, nothing of documents. Unknown keys are refused with the
nearest known one; all mistakes of a file are reported at once, each with its line.
"""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from feedpub import text, urls
from feedpub.errors import ConfigError
from feedpub.model import REFERRER_POLICIES, Format

CONFIG_PATH = "feeds/site.toml"

# Where `feedpub serve` and `python -m http.server` serve a folder. A number and not "localhost":
# the W3C validator takes only dotted hosts in an enclosure.
DEFAULT_URL = "http://127.0.0.1:8000/"


@dataclass(frozen=True, slots=True)
class Fields:
    """Which front matter keys are read for what, the first that holds something first."""

    id: tuple[str, ...] = ("guid", "id")
    title: tuple[str, ...] = ("title",)
    link: tuple[str, ...] = (
        "link",
        "permalink",
        "url",
        "source",
        "source_url",
        "original",
        "canonical_url",
        "canonical",
    )
    published: tuple[str, ...] = ("date", "published", "pubDate", "publishDate", "created")
    updated: tuple[str, ...] = ("updated", "lastmod", "modified", "last_modified_at")
    authors: tuple[str, ...] = ("authors", "author")
    categories: tuple[str, ...] = ("categories", "category")
    tags: tuple[str, ...] = ("tags", "tag", "keywords")
    summary: tuple[str, ...] = ("description", "excerpt", "summary")
    image: tuple[str, ...] = (
        "headimg",
        "thumbnail",
        "cover",
        "image",
        "banner",
        "featured_image",
        "index_img",
        "top_img",
        "photos",
    )


@dataclass(frozen=True, slots=True)
class Site:
    """The whole configuration of a project, checked; `url` ends in a slash."""

    url: str = DEFAULT_URL
    title: str = "Feeds"
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    author: str = ""
    limit: int = 50
    content: str = "full"
    formats: tuple[Format, ...] = (Format.RSS, Format.ATOM)
    referrer_policy: str | None = "no-referrer"
    fields: Fields = field(default_factory=Fields)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the file: where it stands, how its value is checked, what it is for."""

    table: str
    name: str
    attribute: str
    check: Callable[[object], object]
    about: str


def load(project: Path, site_url: str | None = None) -> Site:
    """Read ``feeds/site.toml`` of `project`; a project without one gets the defaults.

    `site_url` takes the place of the file's ``[site] url``. Raises ConfigError with every
    mistake, a line each.
    """
    folder = project / "feeds"
    path = folder / "site.toml"
    mistakes = [
        f"feeds/{other.name}: a feed of one's own can't be defined yet; move its settings"
        " to feeds/site.toml or remove the file"
        for other in sorted(folder.glob("*.toml"))
        if other.name != "site.toml"
    ]
    site = Site()
    if path.exists():
        site, more = _parse(_read(path))
        mistakes += more
    if site_url is not None:
        try:
            site = replace(site, url=_url(site_url))
        except ValueError as error:
            mistakes.append(f"--site-url {site_url!r}: {error}")
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return site


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{CONFIG_PATH}:{line}: not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise ConfigError(f"{CONFIG_PATH}: can't be read: {error.strerror}") from None


def _parse(source: str) -> tuple[Site, list[str]]:
    try:
        tables = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        line = found[1] if found else str(source.count("\n") + 1)
        what = re.sub(r" \(at .*", "", str(error))
        return Site(), [f"{CONFIG_PATH}:{line}: not valid TOML: {what}; mend this line"]
    except (ValueError, RecursionError):
        return Site(), [f"{CONFIG_PATH}: not valid TOML: too deep, or too large a number; mend it"]
    site, mistakes = Site(), []
    known = {(key.table, key.name): key for key in KEYS}
    for table, name, value in _settings(tables):
        key = known.get((table, name))
        where = f"{CONFIG_PATH}:{_line_of(source, table, name)}"
        if key is None:
            mistakes.append(f"{where}: {_unknown(table, name)}")
            continue
        try:
            checked = key.check(value)
        except ValueError as error:
            mistakes.append(f"{where}: [{table}] {name}: {error}")
            continue
        if table == "fields":
            site = replace(site, fields=replace(site.fields, **{key.attribute: checked}))  # type: ignore[arg-type]
        else:
            site = replace(site, **{key.attribute: checked})  # type: ignore[arg-type]
    return site, mistakes


def _settings(tables: dict[str, object]) -> Iterator[tuple[str, str, object]]:
    """Yield table, key and value of every setting; "" is the table of a key outside of any."""
    for table, content in tables.items():
        if isinstance(content, dict):
            for name, value in content.items():
                yield table, name, value
            if not content and table not in _TABLES:
                yield table, "", None
        elif table in _TABLES:
            yield table, "", None
        else:
            yield "", table, content


def _unknown(table: str, name: str) -> str:
    if table in _TABLES and not name:
        return f"{table!r} is no table; write a line [{table}] and its keys below it"
    if table not in _TABLES:
        wanted, choices = table or name, list(_TABLES)
        what = f"unknown table [{table}]" if table else f"{name!r} stands outside of any table"
        inside = [key.table for key in KEYS if key.name == name]
        if not table and inside:
            return f"{what}; put it under [{inside[0]}]"
    else:
        wanted, choices = name, [key.name for key in KEYS if key.table == table]
        what = f"unknown key {name!r} in [{table}]"
    near = difflib.get_close_matches(wanted, choices, n=1, cutoff=0.6)
    if near:
        return f"{what}; did you mean {near[0]!r}?"
    return f"{what}; known are {', '.join(choices)}"


def _line_of(source: str, table: str, name: str) -> int:
    """Return the line of a key, as near as a search finds it."""
    header = rf"^[ \t]*\[[ \t]*{re.escape(table)}[ \t]*\]"
    start = re.search(header, source, re.MULTILINE) if table else None
    begin = start.start() if start else 0
    key = rf"""["']?{re.escape(name)}["']?[ \t]*"""
    for pattern in (rf"^[ \t]*{key}[=.]", rf"[.{{,\s]{key}="):
        found = re.compile(pattern, re.MULTILINE).search(source, begin)
        if found and name:
            begin = found.end()
            break
    return source.count("\n", 0, begin) + 1


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not text; put it in quotes")
    return text.plain(value)


def _some_text(value: object) -> str:
    if not _text(value):
        raise ValueError("is empty; give it a text")
    return _text(value)


def _url(value: object) -> str:
    _text(value)
    address = urls.absolute(str(value))
    if address is None or "?" in address or "#" in address:
        raise ValueError(f"{value!r} is not the http(s) address of a folder; write it in full")
    return address if address.endswith("/") else address + "/"


def _language(value: object) -> str:
    tag = _text(value).replace("_", "-")
    found = re.fullmatch(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{2,8})*)", tag)
    if not found or (len(found[1]) == 2 and found[1].lower() not in _LANGUAGES):
        raise ValueError(f"{value!r} is no language tag; write one such as en, zh-CN or pt-BR")
    return tag


def _timezone(value: object) -> str:
    name = _text(value)
    try:
        ZoneInfo(name)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise ValueError(f"{value!r} is no time zone; write one such as Europe/Berlin") from None
    except KeyError:
        raise ValueError(f"{value!r} is no time zone; write one such as Europe/Berlin") from None
    return name


def _limit(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 10_000:
        raise ValueError(f"{value!r} is no number of entries; write one from 1 to 10000")
    return value


def _one_of(*choices: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if value not in choices:
            raise ValueError(f"{value!r} is not known; write one of {', '.join(choices)}")
        return str(value)

    return check


def _formats(value: object) -> tuple[Format, ...]:
    names = value if isinstance(value, list) else [value]
    check = _one_of(*Format)
    chosen = {Format(check(name)) for name in names}
    if not chosen:
        raise ValueError(f"is empty; write some of {', '.join(Format)}")
    return tuple(name for name in Format if name in chosen)


def _referrer_policy(value: object) -> str | None:
    name = _one_of(*REFERRER_POLICIES, "none")(value)
    return None if name == "none" else name


def _key_names(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    return tuple(_some_text(name) for name in names)


def _some_key_names(value: object) -> tuple[str, ...]:
    names = _key_names(value)
    if not names:
        raise ValueError("is empty; an entry needs a date, so name a key for it")
    return names


# ISO 639-1, the two-letter languages; three-letter ones are taken as they are.
_LANGUAGES = frozenset(
    (
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv"
        " cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr"
        " ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw"
        " ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv"
        " ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr"
        " ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi"
        " yo za zh zu"
    ).split()
)

KEYS = (
    Key("site", "url", "url", _url, "where `out/` is served, in full"),
    Key("site", "title", "title", _some_text, "name of the site, and of the feed of everything"),
    Key("site", "description", "description", _text, "one line about the site"),
    Key("site", "language", "language", _language, "language of the documents, such as `zh-CN`"),
    Key("site", "timezone", "timezone", _timezone, "of dates that carry no zone"),
    Key("site", "author", "author", _text, "of entries that name none"),
    Key("build", "limit", "limit", _limit, "entries a feed, 1 to 10000"),
    Key("build", "content", "content", _one_of("full", "summary"), "`full` or `summary`"),
    Key("build", "formats", "formats", _formats, "some of `rss`, `atom`"),
    Key(
        "sanitize",
        "referrerpolicy",
        "referrer_policy",
        _referrer_policy,
        "what an image without one gets; `none` for nothing",
    ),
    *(
        Key(
            "fields",
            item.name,
            item.name,
            _key_names if item.name != "published" else _some_key_names,
            f"front matter keys read as {item.name}",
        )
        for item in fields(Fields)
    ),
)
_TABLES = tuple(dict.fromkeys(key.table for key in KEYS))
