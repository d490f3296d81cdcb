"""Name the kinds of things in a body that are not text, such as template tags."""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a piece of a body is."""

    TAG = auto()  # of Liquid, Nunjucks, Hugo, Zola, WordPress
    VALUE = auto()  # {{ … }}
    COMPONENT = auto()  # of MDX
    EXPRESSION = auto()  # of MDX
    WIKI = auto()  # [[a|b]]
    FORMULA = auto()
    LITERAL = auto()  # a tag that its tool is told to show
    TITLE = auto()  # of a tab
    MORE = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a body that is not text: where it stands, its name and arguments.

    `content` is what stands between a tag whose content is code and its end; `closes` marks the end
    of a tag, and `is_single` one that has none.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    arguments: str = ""
    content: str | None = None
    closes: bool = False
    is_single: bool = False
    is_line: bool = False
