"""Fill the placeholders of a permalink pattern, each as the tool of the pattern does."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from feedpub.config import PLACEHOLDER, PLACEHOLDERS
from feedpub.entries._matter import Matter
from feedpub.entries._values import flat, scalar

# What a path may hold as it is (RFC 3986, 3.3); a browser would read the rest as something else.
_IN_A_PATH: Final = "/~!$&'()*+,;=:@"
_DAY_IN_NAME = re.compile(r"[0-9]{2,4}-[0-9]{1,2}-[0-9]{1,2}-(?=.)")
_DAY_IN_PATH = re.compile(
    r"(?P<folder>.*)(?P<day>[0-9]{4}([-/])[0-9]{1,2}\3[0-9]{1,2})[-/]?(?P<rest>.*)", re.DOTALL
)
_HEXO_SPECIAL = re.compile(r"""[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:"'<>,.?/]+""")
_ACCENTS = re.compile(r"(?<=[A-Za-z])[\u0300-\u036f]+")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A document without a value for one of these has an address without that part.
_MAY_BE_EMPTY: Final = frozenset({"categories", "slugified_categories", "section", "sections"})


@dataclass(frozen=True, slots=True)
class Facts:
    """The values of one document from which its address can be made.

    `name` is the name of the file without ending and date; `published` is in the site's time zone.
    """

    matter: Matter
    name: str
    title: str
    published: datetime
    branches: tuple[tuple[str, ...], ...]

    @property
    def path(self) -> str:
        """The path below ``seeds/``, spelt in one way on every file system."""
        return unicodedata.normalize("NFC", self.matter.document.path)

    @property
    def slug(self) -> str:
        """What the front matter calls the document in its address."""
        return self.value("slug").strip("/")

    def value(self, key: str) -> str:
        """Return a key of the front matter as text."""
        value = self.matter.value((key,))
        return "" if value is None else scalar(value).strip()


class MissingError(Exception):
    """A document lacks the value of a placeholder; the argument is the placeholder's name."""


def fill_placeholders(pattern: str, tool: str, facts: Facts) -> str:
    """Replace each placeholder of a pattern by its value, percent-encoded, as `tool` does.

    Without a tool (""), the placeholders of all tools are known. Raises MissingError.
    """

    def value(found: re.Match[str]) -> str:
        return quote(_value(found[1], found[2], tool, facts), safe=_IN_A_PATH)

    return PLACEHOLDER.sub(value, pattern)


def has_placeholders(written: str) -> bool:
    """Tell whether an address in front matter holds a placeholder of some tool."""
    known = {name for tool in ("hexo", "jekyll", "hugo") for name in PLACEHOLDERS[tool]}
    return any(found[1] in known for found in PLACEHOLDER.finditer(written))


def _value(name: str, choice: str | None, tool: str, facts: Facts) -> str:
    """Return the value of the placeholder `name`; `choice` is what stands in brackets after it."""
    if name == "sections" and name in _MAKERS[tool]:
        # Hugo's alone has a choice.
        return "/".join(_choose_sections(_sections(facts), choice))
    make = _MAKERS[tool].get(name)
    value = make(facts) if make else facts.value(name)
    if not value.strip("/") and name not in _MAY_BE_EMPTY:
        raise MissingError(name)
    return value if choice is None else f"{value}[{choice}]"


def _hexo_stem(facts: Facts) -> str:
    """Return the path without ending below the folder in which Hexo keeps documents."""
    path = f"/{facts.path}".rpartition("/_posts/")[2].lstrip("/")
    return re.sub(r"\.[^./]*$", "", path)


def _hexo_slug(name: str) -> str:
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", name)))
    return _HEXO_SPECIAL.sub("-", plain).strip("-")


def _hexo_category(facts: Facts) -> str:
    branch = facts.branches[-1] if facts.branches else ("uncategorized",)
    return "/".join(map(_hexo_slug, branch))


def _hexo_hash(facts: Facts) -> str:
    named = f"{_hexo_stem(facts)}{int(facts.published.timestamp())}"
    return hashlib.sha1(named.encode(), usedforsecurity=False).hexdigest()[:12]


def _jekyll_slug(name: str, *, kept: str = "") -> str:
    """Replace all characters of a name but letters, digits and those in `kept` by hyphens."""
    fit = (one if one in kept or _is_of_a_word(one) else " " for one in name)
    return re.sub(" +", "-", "".join(fit)).removeprefix("-").removesuffix("-")


def _jekyll_name(facts: Facts) -> str:
    name = re.sub(r"\.[^.]*$", "", facts.path.rpartition("/")[2])
    return facts.slug or _DAY_IN_NAME.sub("", name, count=1)


def _jekyll_categories(facts: Facts) -> Iterator[str]:
    """Yield the categories as Jekyll reads them: folders, then the key, split at spaces."""
    above = f"/{facts.path}".rpartition("/_posts/")[0]
    yield from above.split("/")
    one, several = facts.matter.value(("category",)), facts.matter.value(("categories",))
    if one:
        yield from flat(one)
    elif isinstance(several, str):
        yield from several.split()
    else:
        yield from _all_categories(facts)


def _all_categories(facts: Facts) -> Iterator[str]:
    return (name for branch in facts.branches for name in branch)


def _join(names: Iterable[str]) -> str:
    return "/".join(dict.fromkeys(filter(None, names)))


def _hugo_path_name(name: str) -> str:
    """Return a name with only the characters that Hugo keeps in a path, in small letters."""
    written = "".join(
        " " if character.isspace() else character
        for character in name
        if character in "./\\_#+~-@" or character.isspace() or _is_of_a_word(character)
    )
    return re.sub(" *- *| +", lambda gap: gap[0].strip() or "-", written.strip()).lower()


def _hugo_name(facts: Facts) -> str:
    *folders, name = facts.path.split("/")
    if _is_index(name) and folders:
        return _hugo_path_name(folders[-1])
    return _hugo_path_name(re.sub(r"\.[^.]*$", "", name))


def _sections(facts: Facts) -> list[str]:
    """Return the folders above a page; a file named `index` is the page of its own folder."""
    *folders, name = facts.path.removeprefix("content/").split("/")
    return [_hugo_path_name(one) for one in (folders[:-1] if _is_index(name) else folders)]


def _docusaurus_slug(facts: Facts) -> str:
    """Return the slug, else the path, in which a day becomes the first folders."""
    found = _DAY_IN_PATH.fullmatch(facts.path)
    if facts.slug or found is None:
        return facts.slug or _without_index(facts.path)
    day = found["day"].replace("-", "/")
    return f"{day}/{found['folder']}{_without_index(found['rest'])}".rstrip("/")


def _astro_id(facts: Facts) -> str:
    """Return the slug, else the id that Astro makes of the path."""
    return facts.slug or "/".join(map(_github_slug, _without_index(facts.path).split("/")))


def _github_slug(name: str) -> str:
    kept = (one for one in name.lower() if _is_of_a_word(one) or one in " -_")
    return "".join(kept).replace(" ", "-")


def _eleventy_stem(facts: Facts) -> str:
    """Return the path without ending, and without the day before a name."""
    folder, slash, name = _without_index(facts.path).rpartition("/")
    return f"{folder}{slash}{_DAY_IN_NAME.sub('', name, count=1)}"


def _without_index(path: str) -> str:
    """Return a path without its ending; for a file named `index`, the path of its folder."""
    return re.sub(r"(?:(?:^|/)index)?\.[^./]*$", "", path)


def _is_index(name: str) -> bool:
    return name.partition(".")[0] == "index"


def _is_of_a_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM" or character.isdecimal()


def _choose_sections(sections: list[str], choice: str | None) -> list[str]:
    """Return the sections that a pattern of Hugo picks: `1:`, `:last`, `0` or `last`."""
    if not choice:
        return sections
    begin, colon, end = choice.lower().replace(" ", "").partition(":")
    first, after = _number_of_section(begin, sections), _number_of_section(end, sections)
    if colon:
        return sections[first:after]
    return [] if first is None else sections[first : first + 1]


def _number_of_section(written: str, sections: list[str]) -> int | None:
    if written == "last":
        return max(len(sections) - 1, 0)
    return int(written) if re.fullmatch("[0-9]{1,3}", written) else None


def _own_title(facts: Facts) -> str:
    return facts.slug or facts.name


_Maker = Callable[[Facts], str]

_TIMES: Final[Mapping[str, Callable[[datetime], object]]] = {
    "year": lambda at: f"{at.year:04}",
    "short_year": lambda at: f"{at.year % 100:02}",
    "month": lambda at: f"{at.month:02}",
    "i_month": lambda at: at.month,
    "short_month": lambda at: _MONTHS[at.month - 1][:3],
    "long_month": lambda at: _MONTHS[at.month - 1],
    "monthname": lambda at: _MONTHS[at.month - 1],
    "day": lambda at: f"{at.day:02}",
    "i_day": lambda at: at.day,
    "y_day": lambda at: f"{at.timetuple().tm_yday:03}",
    "yearday": lambda at: at.timetuple().tm_yday,
    "w_year": lambda at: at.isocalendar().year,
    "week": lambda at: f"{at.isocalendar().week:02}",
    "w_day": lambda at: at.isoweekday(),
    "weekday": lambda at: at.isoweekday() % 7,
    "short_day": lambda at: _WEEKDAYS[at.weekday()][:3],
    "long_day": lambda at: _WEEKDAYS[at.weekday()],
    "weekdayname": lambda at: _WEEKDAYS[at.weekday()],
    "hour": lambda at: f"{at.hour:02}",
    "minute": lambda at: f"{at.minute:02}",
    "second": lambda at: f"{at.second:02}",
    "timestamp": lambda at: int(at.timestamp()),
}

_OWN: Final[Mapping[str, Mapping[str, _Maker]]] = {
    "hexo": {
        "title": _hexo_stem,
        "slug": _hexo_stem,
        "name": lambda facts: _hexo_stem(facts).rpartition("/")[2],
        "post_title": lambda facts: _hexo_slug(facts.title).lower(),
        "category": _hexo_category,
        "hash": _hexo_hash,
    },
    "jekyll": {
        "title": lambda facts: _jekyll_slug(_jekyll_name(facts), kept="._~!$&'()+,;=@"),
        "slug": lambda facts: _jekyll_slug(_jekyll_name(facts)).lower(),
        "categories": lambda facts: _join(map(str.lower, _jekyll_categories(facts))),
        "slugified_categories": lambda facts: _join(
            _jekyll_slug(name).lower() for name in _jekyll_categories(facts)
        ),
        "output_ext": lambda _: ".html",
    },
    "hugo": {
        "section": lambda facts: next(iter(_sections(facts)), ""),
        "sections": lambda facts: "/".join(_sections(facts)),
        "title": lambda facts: _hugo_path_name(facts.title),
        "slug": lambda facts: _hugo_path_name(facts.slug or facts.title),
        "slugorfilename": lambda facts: _hugo_path_name(facts.slug) or _hugo_name(facts),
        "filename": _hugo_name,
        "contentbasename": _hugo_name,
        "slugorcontentbasename": lambda facts: _hugo_path_name(facts.slug) or _hugo_name(facts),
    },
    "docusaurus": {"slug": _docusaurus_slug},
    "astro": {"id": _astro_id, "slug": _astro_id},
    "eleventy": {"stem": _eleventy_stem, "slug": lambda facts: facts.name},
}


def _makers(tool: str) -> Mapping[str, _Maker]:
    """Return, for each placeholder of a tool, the function that makes its value."""

    def of_time(name: str) -> _Maker:
        return lambda facts: str(_TIMES[name](facts.published))

    own = _OWN[tool]
    return {name: own.get(name) or of_time(name) for name in PLACEHOLDERS[tool]}


_OF_TOOLS: Final = {tool: _makers(tool) for tool in PLACEHOLDERS}
_MAKERS: Final[Mapping[str, Mapping[str, _Maker]]] = {
    **_OF_TOOLS,
    # Without a tool, a placeholder that several tools have is the slug, or the name without date.
    "": {
        **{name: make for makers in _OF_TOOLS.values() for name, make in makers.items()},
        "title": _own_title,
        "categories": lambda facts: _join(map(str.lower, _all_categories(facts))),
        "slugified_categories": lambda facts: _join(
            _jekyll_slug(name).lower() for name in _all_categories(facts)
        ),
        "name": lambda facts: facts.name,
        "slug": lambda facts: "/".join(
            _jekyll_slug(part).lower() for part in _own_title(facts).split("/")
        ),
    },
}
