"""Note what the sanitizer does to each element while it does it: for people, not for feeds.

Parser, walk and rewriting are the ones of `clean`. They are run once more, by a
parser that notes the lines of tags and a rewriter that notes attributes before and after.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

from feedpub.sanitizer._rewrite import Rewriter
from feedpub.sanitizer._tokens import Token
from feedpub.sanitizer.explain._parse import BoundedParser
from feedpub.sanitizer.explain._tokenize import Tokenizer
from feedpub.sanitizer.explain._walk import Inside, walk

# html5lib's numbers of the kinds of tokens.
_DOCTYPE: Final = 0
_START_TAG: Final = 3


class _NotingTokenizer(Tokenizer):
    """Gives each start tag the line on which it begins, and its attributes as written."""

    def tagOpenState(self) -> bool:  # noqa: N802 - html5lib's name
        stream: Any = self.stream
        self._line = stream.position()[0]
        went_on: bool = super().tagOpenState()
        return went_on

    def emitCurrentToken(self) -> None:  # noqa: N802 - html5lib's name
        token: Any = self.currentToken
        if token["type"] == _START_TAG:
            token["line"] = self._line
            token["written"] = [(name, value) for name, value in token["data"]]
        super().emitCurrentToken()

    def __iter__(self) -> Iterator[Any]:
        token: Any
        for token in super().__iter__():
            self.parser.note(token)
            yield token


class NotingParser(BoundedParser):
    """A parser that knows of each element the line of its tag, and which tags became none.

    `lines` are those of elements; one that HTML itself put there has none. `doctypes` is how
    often a document type was declared.
    """

    tokenizer_class = _NotingTokenizer

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[Element, int] = {}
        self.doctypes = 0
        # By the identity of their attributes, which is all that a tag passes on to its element.
        self._tags: dict[int, Token] = {}
        self._made: set[int] = set()
        create, insert = self.tree.createElement, self.tree.insertElementNormal
        self.tree.createElement = lambda token: self._noted(token, create(token))
        self.tree.insertElementNormal = lambda token: self._noted(token, insert(token))

    def note(self, token: Token) -> None:
        """Note a token before it is taken."""
        if token["type"] == _START_TAG:
            self._tags[id(token["data"])] = token
        self.doctypes += token["type"] == _DOCTYPE

    def unused(self) -> Iterator[Token]:
        """Yield the tags that became no element, as HTML has no place for them there."""
        return (token for known, token in self._tags.items() if known not in self._made)

    def doubled(self) -> Iterator[tuple[Token, str, str]]:
        """Yield tag, name and value of each attribute that HTML takes for none."""
        for token in self._tags.values():
            left = dict(token["data"])
            for name, value in token.get("written", ()):
                if name in left:
                    del left[name]
                else:
                    yield token, name, value

    def _noted(self, token: dict[str, Any], made: Any) -> Any:
        known = id(token["data"])
        if known in self._tags:
            self._made.add(known)
            self.lines[made._element] = self._tags[known]["line"]
        return made


@dataclass(slots=True)
class Note:
    """What became of one element: its attributes, or what stands instead of it.

    `token` is its start tag, None where it has none any more.
    """

    name: str
    before: dict[str, str]
    after: dict[str, str]
    instead: list[Token] | None
    token: Token | None = None


class Noting:
    """A Rewriter that notes what it does to each element."""

    def __init__(self, rewriter: Rewriter) -> None:
        self.notes: dict[Element, Note] = {}
        self._rewriter = rewriter
        self._last: Note | None = None

    def __call__(
        self, name: str, attributes: dict[str, str], element: Element
    ) -> list[Token] | None:
        """Rewrite as the Rewriter does."""
        before = dict(attributes)
        instead = self._rewriter(name, attributes, Inside(element))
        self._last = self.notes[element] = Note(name, before, dict(attributes), instead)
        return instead

    def tokens(self, tree: Element) -> list[Token]:
        """Return what `walk` makes of `tree`, noting which start tag is whose."""
        found = []
        for token in walk(tree, self):
            # The start tag of an element comes right after its attributes were rewritten.
            last = self._last
            if token["type"] in ("StartTag", "EmptyTag") and last and last.instead is None:
                last.token = token
                self._last = None
            found.append(token)
        return found
