"""The documents in the form that each tool reads, its own names of fields among them."""

import html
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

from bench.comparison.documents import DOCUMENTS, PICTURE, Document

Fields = dict[str, str | Sequence[str]]


def write(tool: str, folder: Path, documents: Sequence[Document]) -> None:
    """Write `documents` below `folder` as `tool` wants them, and the local picture."""
    for document in documents:
        body = document.body(DOCUMENTS.index(document))
        if tool == "pelican":
            path, text = _pelican(document, body)
        else:
            path = _place(tool, document)
            text = f"---\n{_yaml(_fields(tool, document), document)}---\n\n{body}"
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    picture = folder / _PICTURES[tool] / PICTURE.lstrip("/")
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(_png())


_PICTURES = {
    "feedpub": "seeds",
    "hugo": "static",
    "pelican": "content",
    "hexo": "source",
    "eleventy": "",
    "jekyll": "",
    "feedgen": "site",
}


def _place(tool: str, document: Document) -> str:
    """Return the path of a document in the site of a tool."""
    file = document.name + (".md" if document.markdown else ".html")
    if tool == "jekyll":
        if document.draft:
            return f"_drafts/{file}"
        return f"_posts/{document.date[:10] + '-' if document.date else ''}{file}"
    if tool == "hexo":
        return f"source/{'_drafts' if document.draft else '_posts'}/{file}"
    folder = {"feedpub": "seeds", "hugo": "content/posts", "eleventy": "posts"}
    return f"{folder.get(tool, 'documents')}/{file}"


def _fields(tool: str, document: Document) -> Fields:
    """Return the front matter, under the names that the tool knows."""
    updated = {"hugo": "lastmod", "jekyll": "last_modified_at"}.get(tool, "updated")
    picture = {"hugo": "images", "jekyll": "image", "hexo": "image"}.get(tool, "headimg")
    fields: Fields = {"title": document.title, "author": document.author}
    if tool == "eleventy":  # its tags are its collections, and it has no other grouping
        fields["tags"] = ["posts", *document.categories, *document.tags]
    else:
        fields["categories"] = document.categories
        if document.tags:
            fields["tags"] = document.tags
    if document.headimg:
        fields[picture] = [document.headimg] if tool == "hugo" else document.headimg
    if document.date:
        fields["date"] = _moment(tool, document.date)
    if document.updated:
        fields[updated] = _moment(tool, document.updated)
    if document.link:
        fields["link"] = document.link
    if document.draft and tool not in ("hexo", "jekyll"):  # they have a folder for drafts
        fields["draft"] = "true"
    return fields


def _moment(tool: str, moment: str) -> str:
    """Return a date as the tool wants it: Hexo's have no zone, which is in its configuration."""
    return moment[:19].replace("T", " ") if tool == "hexo" else moment


def _yaml(fields: Fields, document: Document) -> str:
    """Return front matter as YAML, dates and truth unquoted; the broken title as it was left."""
    lines = []
    for key, value in fields.items():
        if key == "title" and document.broken_title:
            lines.append(document.broken_title)
        elif not isinstance(value, str):
            lines += [f"{key}:", *(f"  - {_quoted(item)}" for item in value)]
        elif key in ("date", "updated", "lastmod", "last_modified_at", "draft"):
            lines.append(f"{key}: {value}")
        else:
            lines.append(f"{key}: {_quoted(value)}")
    return "".join(f"{line}\n" for line in lines)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _pelican(document: Document, body: str) -> tuple[str, str]:
    """Return path and text of a document for Pelican: a `head` for HTML, header lines for Markdown.

    An article has one category there: the first. All of them, and the tags, are its tags.
    """
    fields = {
        "date": document.date,
        "modified": document.updated,
        "author": document.author,
        "category": document.categories[0],
        "tags": ", ".join([*document.categories, *document.tags]),
        "slug": document.name,
        "headimg": document.headimg,
        "link": document.link,
        "status": "draft" if document.draft else None,
    }
    given = {key: value for key, value in fields.items() if value}
    if document.markdown:
        lines = [f"Title: {document.title}"]
        lines += [f"{key.capitalize()}: {value}" for key, value in given.items()]
        return f"content/{document.name}.md", "\n".join(lines) + f"\n\n{body}"
    head = [f"<title>{html.escape(document.title, quote=False)}</title>"]
    head += [f'<meta name="{key}" content="{html.escape(value)}">' for key, value in given.items()]
    text = "<html>\n<head>\n" + "\n".join(head) + f"\n</head>\n<body>\n{body}</body>\n</html>\n"
    return f"content/{document.name}.html", text


def _png() -> bytes:
    """Return a picture of 8 by 8 green pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + b"\x20\x80\x40" * 8 for _ in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )
