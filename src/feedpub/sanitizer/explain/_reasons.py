"""Explain to the author of a body why a part of it did not stay as it was."""

import re
from typing import Final

from feedpub.sanitizer._addresses import Local
from feedpub.sanitizer.policy import ATTRIBUTES
from feedpub.web import text, urls

_OF_ELEMENTS: Final = {
    "script": "scripts don't run in a feed",
    "style": "is CSS for a whole page, which no reader applies; its text would be shown",
    "noscript": "is for browsers without scripts",
    "template": "is for scripts",
    "canvas": "is for scripts to draw on",
    **dict.fromkeys(
        "svg annotation annotation-xml".split(), "can hold scripts; use a picture instead"
    ),
    **dict.fromkeys(
        "button datalist input isindex keygen optgroup option select textarea".split(),
        "a form can't be filled in in a reader",
    ),
    **dict.fromkeys(
        "embed frame iframe object".split(), "shows no http(s) page that a link could name"
    ),
    **dict.fromkeys(
        "base basefont bgsound frameset head link meta noframes title".split(),
        "belongs to a whole page",
    ),
}
_NOT_SHOWN: Final = "is not shown by readers"

_OF_ATTRIBUTES: Final = {
    "id": "two articles on one page could share it",
    "name": "two articles on one page could share it",
    "target": "the reader decides where links open",
    "rel": "the reader decides how links open",
    "loading": "is neither lazy nor eager",
    "width": "is no number of pixels or per cent",
    "height": "is no number of pixels or per cent",
    "srcdoc": "is a page of its own",
    "referrerpolicy": "is not one of the values in the standard",
}

HIDDEN: Final = "is hidden on the page as well"
BESIDE_TEXT: Final = (
    "is no part of the text: a line's number, a heading's anchor, a button that copies"
)
FORMULA: Final = "is a formula, which few readers show; it is written in a line of text"
SIZED: Final = "was in its style, and readers know sizes as attributes alone"
LANGUAGE: Final = "names the language of code; readers know no other class"
BREAK: Final = "so that the lines that an element left behind don't run together"
UNWRAPPED: Final = "is not an element that readers show; what is in it stays"
COMMENT: Final = "comments are for whoever writes the page"
DOCTYPE: Final = "belongs to a whole page"
NO_PLACE: Final = "HTML has no place for this tag here, so browsers see none"
AROUND: Final = "belongs around a whole page"
DOUBLED: Final = "the tag has this attribute already, or it is no name of one; HTML takes the first"
ALIKE: Final = "is inside of three that say the same"
OUTSIDE_RUBY: Final = "stands outside of a <ruby>"
NO_IMAGE: Final = "is no image that can be fetched by http(s); its alt text stays"
EMBEDDED: Final = "readers show no page inside of an article; a link leads to it"
LAZY: Final = "is what a script would have put in place of the placeholder"
PLACEHOLDER: Final = "is in place of the real one only until a script has loaded that"
PLAYED: Final = "so that it can be played, and is not fetched before somebody asks for it"
NOT_PLAYED: Final = "is for browsers that can't play sounds and films"
POLICY: Final = "asks servers for images without saying who asks ([sanitize] referrerpolicy)"
FIRST_CANDIDATE: Final = "is the first of its srcset, for readers that know no other"
CHARACTERS: Final = "has characters that no valid feed can carry"
DECODED: Final = "is UTF-8 that was encoded twice, and was decoded"
CSS: Final = "of a style, readers may apply colours, weight and alignment, with plain values"
SAME_CSS: Final = "is the same style, written shorter"
READ_AGAIN: Final = "HTML that is written and read again is read otherwise here; this is what stays"
GAVE_UP: Final = "no two readers would read this HTML alike, so only its text stays"


def of_element(name: str) -> str:
    """Return why an element is removed with all that it holds."""
    return _OF_ELEMENTS.get(name, _NOT_SHOWN)


def of_tag(name: str) -> str:
    """Return why a tag became no element."""
    return AROUND if name in ("html", "head", "body") else NO_PLACE


def of_attribute(element: str, name: str, value: str) -> str:
    """Return why an attribute other than an address is removed."""
    if name.startswith("on"):
        return "runs a script"
    if name == "style":
        return CSS
    if name == "class":
        if name in ATTRIBUTES.get(element, ()):
            return "names no language of code (language-python)"
        return "is for a style sheet, which no reader has"
    if name.startswith("data-"):
        return "is for scripts"
    if name == "loading" and value.lower() in ("lazy", "eager"):
        return _not_of(element)
    if name in ATTRIBUTES.get(element, ()) or name not in ("width", "height", "loading"):
        return _OF_ATTRIBUTES.get(name, _not_of(element))
    return _not_of(element)


def of_characters(value: str) -> str:
    """Return what was done to a text by `text.printable`."""
    return CHARACTERS if text.without_controls(value) != value else DECODED


def of_lost_address(value: str, *, has_page: bool, local: Local) -> str:
    """Return why an address is removed."""
    written = re.sub(r"[\x00-\x20]", "", value)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", written)
    if not written:
        return "is empty"
    if written.startswith("#") and not has_page:
        return "is a place in the document, which has no address of its own"
    if not scheme and local(value.strip()) == "":
        return "is a document without an address, or is not published"
    if scheme and scheme[1].lower() in ("javascript", "vbscript"):
        return f"{scheme[1].lower()}: runs a script"
    if scheme and scheme[1].lower() not in ("http", "https"):
        return f"{scheme[1].lower()}: is no kind of address that may stand here"
    return "can't be read as an address"


def of_address(value: str, base: str, local: Local) -> str:
    """Return why an address was changed."""
    if value.strip().startswith("#"):
        return "is a place on the page of the document"
    if value.strip()[:5].lower() == "data:":
        return "stands in the text, which no reader shows: it is published as a file"
    if local(value.strip()):
        return "names a file or a document of the project: this is where it is published"
    if not re.match(r"https?:", value.strip(), re.IGNORECASE):
        if urls.email(value):
            return "is written as an address has to be"
        return f"relative to {base}"
    return "is written as an address has to be, without a password"


def _not_of(element: str) -> str:
    return f"is no attribute that readers know of <{element}>"
