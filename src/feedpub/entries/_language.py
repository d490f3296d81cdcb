"""Find the language that the path of a document names: ``post.fr.md``, ``content/zh/post.md``.

Short names are names of much else: ``it`` is a department, ``cs`` a subject, ``tw`` a country,
``is`` and ``io`` are ends of domains. So a language of two letters alone counts where people
hardly mean anything else by it, or where tools want it to stand.
"""

import re
from typing import Final

from feedpub.web.registries import LANGUAGES

# Whose two letters hardly stand for anything else, even as the name of a folder.
_SURE: Final = frozenset(
    "bg da de el en et fa fi fr he hu ja ko lt lv nb nl nn pt ro ru sk sv th tr zh".split()
)
# And those that do so before the ending of a document.
_SURE_IN_NAMES: Final = _SURE | frozenset(
    "af ar az be bn bs ca cs cy es eu gl hi hr hy id it ka kk km lo mk mn mr ms ne no pl sl"
    " sq sr sw ta te ur uk uz vi".split()
)
# Names of documents that say nothing, so that what follows them does.
_SAY_NOTHING: Final = frozenset({"index", "_index", "readme"})
# Folders in which Hugo, Docusaurus, Jekyll and others have one for each language.
_ABOVE_LANGUAGES: Final = frozenset(
    {"content", "i18n", "_i18n", "locale", "locales", "lang", "langs", "languages", "translations"}
)
# `zh-CN`, `zh_Hant`, `zh-Hant-TW`; in small letters where it is common.
_WITH_A_REGION = re.compile(
    "([a-z]{2})[-_](?:[A-Z]{2}|[A-Z][a-z]{3}(?:[-_][A-Z]{2})?)"
    "|(zh)[-_](?:cn|tw|hk|mo|sg|hans|hant)|(en)[-_](?:us|gb|au|ca|nz|ie)|(pt)[-_](?:br|pt)"
    "|(es)[-_](?:es|mx|ar|419)|(fr)[-_](?:fr|ca|be|ch)|(de)[-_](?:de|at|ch)"
)
_VERSION = re.compile(r"v?[\d._-]*", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def language_of_path(path: str) -> tuple[str, str]:
    """Return the language tag that a path names, empty without one, and the path without it.

    A language in the name of the document counts before one in a folder, which stays in the path.
    """
    folders, slash, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    left, dot, tag = stem.rpartition(".")
    if dot and _is_language_after(left, tag):
        return tag.replace("_", "-"), f"{folders}{slash}{left}.{ending}"
    return _of_folders(folders.split("/")), path


def _is_language_after(left: str, tag: str) -> bool:
    """Tell whether `tag` is a language where it follows `left` in the name of a document."""
    if _VERSION.fullmatch(left) and not _DAY.fullmatch(left):
        return False
    known = LANGUAGES if left.lower() in _SAY_NOTHING and len(tag) == 2 else _SURE_IN_NAMES
    return tag in known or _has_a_region(tag)


def _of_folders(folders: list[str]) -> str:
    """Return the language named by the folder nearest to the document; empty where none does."""
    for number, name in reversed(list(enumerate(folders))):
        above = folders[number - 1].lower() if number else ""
        known = LANGUAGES if above in _ABOVE_LANGUAGES and len(name) == 2 else _SURE
        if name in known or _has_a_region(name):
            return name.replace("_", "-")
    return ""


def _has_a_region(name: str) -> bool:
    found = _WITH_A_REGION.fullmatch(name)
    return found is not None and name[:2] in LANGUAGES
