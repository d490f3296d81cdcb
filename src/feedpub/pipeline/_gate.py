"""The rules for feeds, applied before a file takes the place of the old one."""

from collections.abc import Iterator, Mapping
from typing import Final

from feedpub.config import CONFIG_PATH
from feedpub.feeds import Plan
from feedpub.model import SEEDS, Finding, Problem, Severity, Target
from feedpub.validator import CODES, validate

FAILING: Final = frozenset(
    code for code, about in CODES.items() if about.severity is Severity.ERROR
)
"""The codes of what is an error in a feed."""

# What of a document an element of a feed is made of, by its name without prefix.
_MADE_OF: Final = {
    "title": "title",
    "link": "link",
    "url": "link",
    "guid": "id",
    "id": "id",
    "pubDate": "date",
    "published": "date",
    "date_published": "date",
    "updated": "updated",
    "date_modified": "updated",
    "creator": "author",
    "author": "author",
    "authors": "author",
    "name": "author",
    "email": "author",
    "uri": "author",
    "category": "categories",
    "tags": "categories",
    "enclosure": "headimg or enclosure",
    "thumbnail": "headimg",
    "image": "headimg",
    "attachments": "headimg or enclosure",
    "description": "body",
    "summary": "body",
    "encoded": "body",
    "content": "body",
    "content_html": "body",
}


def problems(
    plan: Plan, documents: Mapping[str, str], target: Target, body: bytes
) -> Iterator[Problem]:
    """Yield what is wrong with the file `body` of a feed.

    `documents` are the paths of its entries by id: what is wrong inside of an entry is a problem
    of its document, anything else one of the configuration. All are warnings, for the document is
    published all the same; `FAILING` are the codes that a strict build does not let pass.
    """
    for found in validate(body, name=f"out/{target.path}", addresses=(target.url,)):
        path = documents.get(found.entry or "")
        if path:
            place, message = f"{SEEDS}/{path}", f"{_field(found)}: {found.message}"
        else:
            place = plan.file or CONFIG_PATH
            message = f"{found.file}:{found.line}: {found.message}"
        yield Problem(Severity.WARNING, found.code, place, None, message)


def _field(found: Finding) -> str:
    """Return what of the document a finding is about."""
    name = found.element.rpartition(":")[2]
    return _MADE_OF.get(name, name or "the entry")
