"""The documents of the corpus in the form that each peer reads fastest.

Hugo is a twentieth faster with TOML than with JSON, a sixth faster than with YAML; Eleventy takes
as long for JSON as for YAML. Pelican reads HTML with a `head`, the scripts read what is there.
"""

import html
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.corpus import Document

Form = Callable[[Document], tuple[str, str]]  # the path in the site, and the text


def hugo(document: Document) -> tuple[str, str]:
    """Return a document for Hugo."""
    fields = _fields(document, "categories")
    moment = fields.pop("date")
    lines = "".join(f"{key} = {_json(value)}\n" for key, value in fields.items())
    return f"content/{document.path}.html", f"+++\ndate = {moment}\n{lines}+++\n{document.body}"


def eleventy(document: Document) -> tuple[str, str]:
    """Return a document for Eleventy."""
    matter = _json(_fields(document, "groups"))
    return f"posts/{document.path}.html", f"---json\n{matter}\n---\n{document.body}"


def pelican(document: Document) -> tuple[str, str]:
    """Return a document for Pelican, where an article has one category, so its categories are tags.

    It has a summary, for Pelican takes long to make one.
    """
    fields = {
        "date": document.date.isoformat(),
        "author": document.author,
        "tags": ", ".join(document.categories),
        "slug": document.path.rpartition("/")[2],
        "summary": document.title,
        "headimg": document.image,
    }
    metas = "".join(
        f'<meta name="{key}" content="{html.escape(value)}">\n' for key, value in fields.items()
    )
    head = f"<title>{html.escape(document.title, quote=False)}</title>\n{metas}"
    text = f"<html>\n<head>\n{head}</head>\n<body>\n{document.body}</body>\n</html>\n"
    return f"content/{document.path}.html", text


def _fields(document: Document, categories: str) -> dict[str, str | tuple[str, ...]]:
    """Return the front matter, the categories under the name that is given."""
    return {
        "title": document.title,
        "date": document.date.isoformat(),
        "author": document.author,
        "image": document.image,
        categories: document.categories,
    }


def _json(value: object) -> str:
    """Return a value as JSON; TOML writes texts, and lists of them, in the same way."""
    return json.dumps(value, ensure_ascii=False)


def write(form: Form, documents: Iterable[Document], site: Path) -> None:
    """Write documents into a site; their files have their times."""
    for document in documents:
        path, text = form(document)
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        moment = document.date.timestamp()
        os.utime(file, (moment, moment))
