"""Validate a feed before its file replaces the old one."""

from collections.abc import Iterator, Mapping
from typing import Final

from feedpub.config import CONFIG_PATH, Site
from feedpub.feeds import Plan
from feedpub.model import Problem, Severity, Target
from feedpub.validator import CODES, validate

FAILING: Final = frozenset(
    code for code, about in CODES.items() if about.severity is Severity.ERROR
)
"""The codes of findings that are errors."""

# From which field of a document an element of a feed is made, by its name without prefix.
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
    site: Site, plan: Plan, documents: Mapping[str, str], target: Target, body: bytes
) -> Iterator[Problem]:
    """Yield the problems of a feed file with the bytes `body`.

    `documents` holds the paths of its entries by id: a finding inside an entry is a problem of its
    document, any other is a problem of the configuration. All are warnings, for the document is
    published all the same; those in `FAILING` make a strict build fail.
    """
    for found in validate(body, name=f"{site.output}/{target.path}", addresses=(target.url,)):
        path = documents.get(found.entry or "")
        if path:
            place, message = path, f"{field_of(found)}: {found.message}"
        else:
            place = plan.file or CONFIG_PATH
            message = f"{found.path}:{found.line}: {found.message}"
        yield Problem(Severity.WARNING, found.code, place, None, message)


def field_of(found: Problem) -> str:
    """Return the field of the document that a finding is about."""
    name = found.element.rpartition(":")[2]
    return _MADE_OF.get(name, name or "the entry")
