"""bleach's tokenizer, with a bound to what would take it more than linear time, and a short cut."""

import re
from typing import Any, Final

from bleach import html5lib_shim

# For each attribute of a tag, all those before it are looked at.
MOST_ATTRIBUTES: Final = 256


class TooComplexError(ValueError):
    """The HTML goes beyond a bound; its text says which, and what to do."""


# What nearly all HTML is made of: a tag in which nothing wants a closer look, white space, text
# without entities.
_PLAIN: Final = re.compile(
    r"<(?P<start>[A-Za-z][A-Za-z0-9]*)"
    r'(?P<attributes>(?:[ \t\n]+[A-Za-z][A-Za-z0-9_:-]*="[^"&\0]*")*)[ \t\n]*(?P<closed>/?)>'
    r"|</(?P<end>[A-Za-z][A-Za-z0-9]*)>"
    r"|(?P<space>[ \t\n\f\r]+)"
    r"|(?P<text>[^&<\0 \t\n\f\r][^&<\0]*)"
)
_ATTRIBUTE: Final = re.compile(r'([A-Za-z0-9_:-]+)="([^"]*)"')
_TYPES: Final[dict[str, int]] = html5lib_shim.constants.tokenTypes  # type: ignore[attr-defined]


class Tokenizer(html5lib_shim.BleachHTMLTokenizer):
    """bleach's, with the bound."""

    def attributeNameState(self) -> bool:  # noqa: N802 - html5lib's name
        """Read the name of one more attribute."""
        token = self.currentToken
        if token is not None and len(token["data"]) > MOST_ATTRIBUTES:
            raise TooComplexError(
                f"a tag has more than {MOST_ATTRIBUTES} attributes; remove what is no HTML"
            )
        kept_on: bool = super().attributeNameState()
        return kept_on


class QuickTokenizer(Tokenizer):
    """Takes what is plain at once, where html5lib takes one character after the other.

    Its tokens are the same; whatever is not just plain is left to html5lib.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._source: Any = self.stream._inner_stream  # type: ignore[attr-defined]
        self._source.reportCharacterErrors = None  # slow, and nobody asks for them

    def dataState(self) -> bool:  # noqa: N802 - html5lib's name
        """Read a tag, white space or text."""
        source = self._source
        found = _PLAIN.match(source.chunk, source.chunkOffset)
        # What ends with the chunk may go on in the next.
        if found is None or found.end() == source.chunkSize or not self._take(found):
            went_on: bool = super().dataState()
            return went_on
        source.chunkOffset = found.end()
        return True

    def _take(self, found: re.Match[str]) -> bool:
        """Emit what was `found`; return whether it is as plain as it looks."""
        token: Any
        match found.lastgroup:
            case "closed":
                pairs = _ATTRIBUTE.findall(found["attributes"])
                attributes = {name.lower(): value for name, value in pairs}
                if len(attributes) < len(pairs) or len(pairs) > MOST_ATTRIBUTES:
                    return False
                token = {
                    "type": _TYPES["StartTag"],
                    "name": found["start"].lower(),
                    "data": attributes,
                    "selfClosing": bool(found["closed"]),
                    "selfClosingAcknowledged": False,
                }
                self.currentToken = token  # the end of a <style> is told by its beginning
            case "end":
                name = found["end"].lower()
                token = {"type": _TYPES["EndTag"], "name": name, "data": [], "selfClosing": False}
            case "space":
                token = {"type": _TYPES["SpaceCharacters"], "data": found[0]}
            case _:
                token = {"type": _TYPES["Characters"], "data": found[0]}
        self.tokenQueue.append(token)
        return True
