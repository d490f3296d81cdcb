"""Make the server's own pages, and add its script to the pages of ``out/``."""

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from feedpub import messages
from feedpub.model import Format

# No build makes such a path: no slug is a hyphen alone.
OWN: Final = "/-/"
SCRIPT: Final = f"{OWN}feedpub.js"
STYLE: Final = f"{OWN}feedpub.css"
EVENTS: Final = f"{OWN}events"

ASSETS: Final = {
    SCRIPT: Path(__file__).with_name("feedpub.js"),
    STYLE: Path(__file__).with_name("feedpub.css"),
}

# For the server's own pages, which show text of documents and of mistakes.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_POLICY_BEGINS: Final = re.compile(
    rb"""(<meta\s[^>]*http-equiv=["']?Content-Security-Policy["']?\s[^>]*content=["'])""",
    re.IGNORECASE,
)
_HEAD_ENDS: Final = re.compile(rb"</head\s*>", re.IGNORECASE)
_ARCHIVES: Final = "archive/"


def with_script(page: bytes, digest: str, failure: str = "") -> bytes:
    """Add the script to an HTML page, which loads it again when ``out/`` has another `digest`.

    The policy of the page gets an exception for the script, and stays as it is otherwise. A page
    about a `failure` is loaded again when the failure is over; other pages show it.
    """
    waiting = f' data-failure="{quote(failure)}"' if failure else ""
    script = f'<script src="{SCRIPT}" data-digest="{digest}"{waiting} defer></script>'.encode()
    # If a directive occurs twice, the first one counts.
    page = _POLICY_BEGINS.sub(rb"\1connect-src 'self'; ", page, count=1)
    head = _HEAD_ENDS.search(page)
    place = head.start() if head else len(page)
    return page[:place] + script + page[place:]


def message(title: str, text: str, digest: str) -> bytes:
    """Return a page that shows plain `text` under a title."""
    return with_script(_page(title, f"<pre>{escape(messages.defuse(text))}</pre>"), digest)


def not_built(failure: str, digest: str) -> bytes:
    """Return the page that takes the place of any file after a failed build."""
    return with_script(_page("Not built", f"<pre>{escape(failure)}</pre>"), digest, failure)


def listing(names: Iterable[str], digest: str) -> bytes:
    """Return a page that lists the feeds among the files of ``out/``."""
    formats = [format_.value for format_ in Format]
    feeds: dict[str, dict[str, str]] = {}
    for name in names:
        stem, _, ending = name.rpartition(".")
        if ending in formats and not name.startswith(_ARCHIVES):
            feeds.setdefault(stem, {})[ending] = f"/{quote(name)}"
    rows = [
        f"<li>{escape(messages.defuse(stem))}: {', '.join(_links(stem, files, formats))}</li>"
        for stem, files in feeds.items()
    ]
    links = [
        f'<link rel="alternate" type="{Format(ending).media_type}" title="{escape(stem)}"'
        f' href="{address}">'
        for stem, files in feeds.items()
        for ending, address in files.items()
    ]
    body = f"<ul>{''.join(rows)}</ul>" if rows else "<p>There are none yet.</p>"
    return with_script(_page("Feeds", body, "".join(links)), digest)


def _links(stem: str, files: dict[str, str], formats: Iterable[str]) -> list[str]:
    return [
        f'<a href="{files[ending]}" aria-label="{escape(f"{stem}, {ending}")}">{ending}</a>'
        for ending in formats
        if ending in files
    ]


def _page(title: str, body: str, head: str = "") -> bytes:
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="{STYLE}">{head}</head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>\n"
    )
    return page.encode("utf-8", "backslashreplace")
