"""The documents of the corpus in the form that each peer reads fastest.

Hugo and Eleventy take front matter in JSON, which both parse with the least work; Pelican reads
HTML with a `head`. The plain scripts read the documents as they are.
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
    return f"content/{document.path}.html", f"{_json(document, 'categories')}\n{document.body}"


def eleventy(document: Document) -> tuple[str, str]:
    """Return a document for Eleventy."""
    matter = _json(document, "groups")
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


def _json(document: Document, categories: str) -> str:
    fields = {
        "title": document.title,
        "date": document.date.isoformat(),
        "author": document.author,
        "image": document.image,
        categories: document.categories,
    }
    return json.dumps(fields, ensure_ascii=False, indent=1)


def write(form: Form, documents: Iterable[Document], site: Path) -> None:
    """Write documents into a site; their files have their times."""
    for document in documents:
        path, text = form(document)
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        moment = document.date.timestamp()
        os.utime(file, (moment, moment))
