"""The corpus: documents that want to run script, to fetch, or to take over the reader's page.

Every script that runs calls ``window.__hit(1)``; everything fetched is fetched from
``http://evil.example/`` or from the page's own address.
"""

from typing import Final

from tests.browser.attack import Attack
from tests.browser.vectors import (
    addresses,
    documents,
    embeds,
    foreign,
    handlers,
    late,
    markup,
    mutation,
    styles,
)

__all__ = ["ATTACKS", "NEED_ANOTHER_BROWSER", "Attack"]

ATTACKS: Final[tuple[Attack, ...]] = (
    *handlers.ATTACKS,
    *addresses.ATTACKS,
    *foreign.ATTACKS,
    *mutation.ATTACKS,
    *styles.ATTACKS,
    *documents.ATTACKS,
    *embeds.ATTACKS,
    *markup.ATTACKS,
    *late.ATTACKS,
)

NEED_ANOTHER_BROWSER: Final = frozenset(
    f"{klass}: {name}"
    for klass, names in {
        "event handler": (
            "marquee start",
            "marquee finish",
            "marquee bounce",
            "xml readystatechange",
            "script readystatechange",
            "propertychange",
            "html time begin",
        ),
        "javascript address": (
            "nul in front",
            "nul inside",
            "nul entity inside",
            "no-break space in front",
            "soft hyphen inside",
        ),
        "javascript attribute": (
            "embed src",
            "object data",
            "object code base",
            "object class id",
            "object parameter",
            "applet code",
            "meta refresh",
            "base href",
            "link import",
            "img lowsrc",
            "img dynsrc",
            "isindex action",
            "portal src",
            "bgsound src",
            "layer src",
            "xml src",
            "math href",
            "math xlink:href",
            "math maction",
        ),
        "data address": ("portal",),
        "svg": (
            "script, prefix",
            "discard begin",
            "set a handler",
            "font face",
            "handler element",
            "listener",
        ),
        "mathml": ("href of a row",),
        "mutation by comment": ("conditional comment",),
        "mutation of the tree": (
            "table in mtext, mglyph",
            "table in mtext, malignmark",
            "table in annotation",
            "table in svg desc",
        ),
        "mutation of text": ("backquotes in an attribute", "backslash quotes in a style"),
        "css of an element": (
            "expression",
            "expression, upper case",
            "expression, comment inside",
            "expression, escape inside",
            "expression, escaped letters",
            "expression, entity inside",
            "expression, full width",
            "expression, after a broken string",
            "binding",
            "behavior",
            "behavior, timed",
            "javascript background",
            "link of Opera",
        ),
        "css of a sheet": ("expression", "binding", "charset", "style of a script type"),
        "meta": ("charset", "content type", "link"),
        "link": ("import",),
        "script": ("vbscript",),
        "frame": ("object, class", "embed, code", "applet", "portal", "webview", "layer"),
        "form": ("isindex",),
        "fetch": ("lowsrc", "dynsrc", "bgsound", "xml", "event source"),
        "encoding": ("nul in a script element", "utf-7", "iso-2022 escape"),
        "xml": (
            "stylesheet instruction",
            "import instruction",
            "namespace prefix",
            "html time",
        ),
    }.items()
    for name in names
)
"""The names of attacks on browsers that Chromium is not, or not any more."""
