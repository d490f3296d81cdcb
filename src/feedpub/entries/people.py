"""Read authors in front matter as Persons (RFC 4287 §3.2)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from feedpub.model import Person
from feedpub.web import text, urls

_EMAIL: Final = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9][A-Za-z0-9-]*"
_ADDRESS = re.compile(_EMAIL)
_NAME_AND_ADDRESS = re.compile(rf"(?P<name>[^<>]*?)\s*<\s*(?:mailto:)?(?P<email>{_EMAIL})\s*>")
_ADDRESS_AND_NAME = re.compile(rf"(?P<email>{_EMAIL})\s*\((?P<name>[^()]*)\)")

_FORMS: Final = (_NAME_AND_ADDRESS, _ADDRESS_AND_NAME, _ADDRESS)

_SEPARATORS = re.compile(r"\s*[,;，、；]\s*")
# In `Doe, Ann <ann@e.org>, Roe, Bob <bob@e.org>`, what follows an address.
_AFTER_ONE = re.compile(rf"(<\s*(?:mailto:)?{_EMAIL}\s*>)\s*(?:[,;，、；&]|and\b)\s*")

# In characters: the longest address that RFC 5321 §4.5.3.1 allows.
_LONGEST_NAME: Final = 200
_LONGEST_ADDRESS: Final = 320

_NAME_KEYS: Final = ("name", "title", "display_name", "nickname")
_URI_KEYS: Final = ("uri", "url", "link", "homepage", "website")


def persons(value: object) -> Iterator[Person]:
    """Yield the authors that `value` names: text, a mapping with name, email, uri, or a list.

    Text is one author, whatever commas are in it, in one of the forms ``Name``,
    ``Name <name@host>`` and ``name@host (Name)``; several where addresses tell where one ends.
    What names nobody yields nothing.
    """
    match value:
        case str() | int() | float() if not isinstance(value, bool):
            for part in _split_authors(" ".join(str(value).split())):
                yield from _from_text(part)
        case Mapping():
            yield from _from_mapping(value)
        case list() | tuple():
            for item in value:
                if not isinstance(item, list | tuple):
                    yield from persons(item)
        case _:
            pass


def _split_authors(value: str) -> Iterable[str]:
    """Return the parts of a text that are each one author."""
    parts = _SEPARATORS.split(value)
    if len(parts) > 1 and all(any(form.fullmatch(part) for form in _FORMS) for part in parts):
        return parts
    begin, found = 0, []
    for one in _AFTER_ONE.finditer(value):
        found.append(value[begin : one.end(1)])
        begin = one.end()
    return [*found, value[begin:]]


def _from_text(value: str) -> Iterator[Person]:
    whole = " ".join(value.split())
    found = _NAME_AND_ADDRESS.fullmatch(whole) or _ADDRESS_AND_NAME.fullmatch(whole)
    email = found["email"] if found else None
    if _ADDRESS.fullmatch(whole):
        email, whole = whole, whole.partition("@")[0]
    if email and len(email) > _LONGEST_ADDRESS:
        email = None
    name = _clean_name(text.plain(found["name"] if found else whole))
    name = name or (email or "").partition("@")[0]
    if name:
        yield Person(name, email)


def _from_mapping(value: Mapping[object, object]) -> Iterator[Person]:
    texts = {
        str(key).lower(): str(item)
        for key, item in value.items()
        if isinstance(item, str | int) and not isinstance(item, bool)
    }
    email = texts.get("email", "").strip().removeprefix("mailto:")
    addresses = (urls.absolute(texts[key]) for key in _URI_KEYS if texts.get(key))
    uri = next(filter(None, addresses), None)
    for named in (*(texts[key] for key in _NAME_KEYS if key in texts), email):
        for person in _from_text(named):
            is_one = len(email) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(email)
            checked = email if is_one else person.email
            yield Person(person.name, checked, uri)
            return


def _clean_name(name: str) -> str:
    """Return a name that a feed can carry: without an address, and without angle brackets.

    An address is the W3C validator's ContainsEmail. The name of a person is plain text in Atom, and
    the validator takes angle brackets in it for markup.
    """
    bare = text.fold(re.sub(r"[<>]", "", re.sub("<[^<>@]*@[^<>]*>", " ", name)))
    return text.cut(bare, _LONGEST_NAME)
