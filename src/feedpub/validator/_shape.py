"""Describe as data what an element may hold, and walk through a feed to compare."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Final, TypeAlias

from feedpub.validator._place import Fault, Feed, Kind, Place, Rule
from feedpub.validator._tree import Element
from feedpub.validator.rules.addresses import iri
from feedpub.validator.rules.characters import bad_characters
from feedpub.validator.rules.names import is_language

Tell: TypeAlias = Callable[[Fault, Place], None]


class Holds(Enum):
    """The kinds of content of an element."""

    TEXT = auto()
    ELEMENTS = auto()
    WHAT_ITS_RULES_SAY = auto()
    ANYTHING = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of an element.

    `children` are the elements that it may hold, by name; `attributes` are the attributes that it
    may have, with the rules for their values; `needs` are those that it must have. `rules` are for
    its text, or for it as a whole. `repeated` is the code for a second one in the same parent,
    empty where there may be many. `spaced` tells that white space around its text counts. `type`
    is the type that a value of JSON must have; elements of XML have none.
    """

    holds: Holds = Holds.TEXT
    rules: tuple[Rule, ...] = ()
    children: Mapping[str, "Shape"] = field(default_factory=dict)
    attributes: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    repeated: str = "DuplicateElement"
    spaced: bool = False
    type: str = ""

    def many(self) -> "Shape":
        """Return the same shape, of which there may be many."""
        return replace(self, repeated="")


def text(
    *rules: Rule,
    attributes: Mapping[str, tuple[Rule, ...]] | None = None,
    needs: Iterable[str] = (),
    spaced: bool = False,
) -> Shape:
    """Return the shape of an element that holds text."""
    return Shape(rules=rules, attributes=attributes or {}, needs=tuple(needs), spaced=spaced)


def elements(
    children: Mapping[str, Shape],
    *rules: Rule,
    attributes: Mapping[str, tuple[Rule, ...]] | None = None,
    needs: Iterable[str] = (),
) -> Shape:
    """Return the shape of an element that holds elements."""
    return Shape(Holds.ELEMENTS, rules, children, attributes or {}, tuple(needs))


def special(
    *rules: Rule,
    attributes: Mapping[str, tuple[Rule, ...]] | None = None,
    needs: Iterable[str] = (),
    spaced: bool = False,
) -> Shape:
    """Return the shape of an element whose rules look at all that is in it."""
    return Shape(
        Holds.WHAT_ITS_RULES_SAY,
        rules,
        attributes=attributes or {},
        needs=tuple(needs),
        spaced=spaced,
    )


def extension(*rules: Rule) -> Shape:
    """Return the shape of an element about which no more than `rules` is known."""
    return Shape(Holds.ANYTHING, rules, repeated="")


EXTENSION: Final = extension()

# They may stand on any element, and elements that hold no text of the feed's own have theirs.
_ANYWHERE: Final = frozenset({"xml:base", "xml:id", "xml:lang", "xml:space"})
# Modules of which no shapes are known: what is in them is not looked at.
_UNKNOWN: Final = frozenset(
    "access admin ag annotate app audio cc cf company conversationsNetwork cp email ev"
    " feedburner foaf g geo geourl georss gml icbm image l opensearch opensearch10 opml rdf rdfs"
    " ref reqv rss091 search ss str sub sx taxo wiki openid kml20 kml21 kml22 xrd xrds"
    " svg mathml xlink soap indexing".split()
)


def walk(
    root: Element, shape: Shape, feed: Feed, tell: Tell, questionable: Mapping[str, Shape]
) -> None:
    """Compare `root` and everything in it with `shape`; call `tell` for each fault.

    `questionable` are the shapes of elements that are known, but of no use in their place.
    """
    _Walk(feed, tell, questionable).element(root, shape)


class _Walk:
    def __init__(self, feed: Feed, tell: Tell, questionable: Mapping[str, Shape]) -> None:
        self._feed = feed
        self._tell = tell
        self._questionable = questionable
        channel = feed.root.first("channel")
        docs = channel.text_of("docs") if channel else ""
        self._is_open = docs == "http://www.rssboard.org/rss-specification"

    def element(self, element: Element, shape: Shape) -> None:
        value = element.text if shape.spaced else element.text.strip()
        place = Place(self._feed, element, value)
        if shape.type and element.type != shape.type:
            self._tell(Fault("json-type", element.type, shown={"wanted": shape.type}), place)
            return
        self._say(bad_characters(place), place)
        if element.attributes:
            self._attributes(element, shape)
        for name in shape.needs:
            if name not in element.attributes:
                self._tell(Fault("MissingAttribute", name), place)
        if shape.holds is Holds.ELEMENTS and value.strip():
            self._tell(Fault("UnexpectedText"), place)
        for rule in shape.rules:
            self._say(rule(place), place)
        if shape.holds is not Holds.WHAT_ITS_RULES_SAY:
            self._children(element, shape)

    def _children(self, element: Element, shape: Shape) -> None:
        seen: set[str] = set()
        for child in element.children:
            expected = self._expected(child, element, shape)
            if child.name in seen and expected.repeated:
                self._tell(Fault(expected.repeated), Place(self._feed, child))
            seen.add(child.name)
            self.element(child, expected)

    def _expected(self, child: Element, parent: Element, shape: Shape) -> Shape:
        if shape.holds is Holds.ANYTHING:
            is_bare = self._feed.kind is Kind.RSS and ":" not in child.name
            if is_bare and parent.name.startswith("{"):
                self._tell(Fault("NotInANamespace"), Place(self._feed, child))
            return EXTENSION
        known = shape.children.get(_local_name(child.name))
        if known:
            return known
        code, then = self._stranger(child, parent, shape)
        if code:
            self._tell(Fault(code), Place(self._feed, child))
        return then

    def _stranger(self, child: Element, parent: Element, shape: Shape) -> tuple[str, Shape]:
        """Return the code for an element that its parent may not have, and how to read it."""
        prefix, colon, _ = child.name.partition(":")
        if self._feed.kind is Kind.JSON:
            return "" if child.name.startswith("_") else "json-unknown-key", EXTENSION
        if self._feed.kind is Kind.RSS_1 and prefix == "rdf":
            return "", EXTENSION  # RDF may say anything of anything
        if shape.holds is Holds.TEXT:
            return "UndefinedElement", EXTENSION
        if child.name.startswith("{") or (colon and prefix in _UNKNOWN):
            return "", EXTENSION
        if not colon:
            is_rss = self._feed.kind is not Kind.ATOM
            return ("UndefinedElement" if is_rss else "UndeterminableVocabulary"), EXTENSION
        if prefix == "xhtml":
            return "MisplacedXHTMLContent", EXTENSION
        questioned = self._questionable.get(_local_name(child.name))
        if questioned and not (prefix == "atom" and parent.name.startswith("atom:")):
            return "QuestionableUsage", questioned
        return "UndefinedElement", EXTENSION

    def _attributes(self, element: Element, shape: Shape) -> None:
        is_open = shape.holds is Holds.ANYTHING
        for name, value in element.attributes.items():
            place = Place(self._feed, element, value, name)
            self._say(bad_characters(place), place)
            if name == "xml:lang":
                if value and not is_language(value):
                    self._tell(Fault("InvalidLanguage"), place)
            elif name == "xml:base":
                self._say(iri(place), place)
            elif name in shape.attributes:
                for rule in shape.attributes[name]:
                    self._say(rule(place), place)
            elif not is_open and name not in _ANYWHERE:
                self._unexpected(name, element)

    def _unexpected(self, name: str, element: Element) -> None:
        if not name.startswith("{"):
            self._tell(Fault("UnexpectedAttribute", name), Place(self._feed, element))
        elif self._feed.kind is Kind.RSS and ":" not in element.name and not self._is_open:
            namespace, _, local = name[1:].partition("}")
            shown = f"{local} (of {namespace})"
            self._tell(Fault("UseOfExtensionAttr", shown), Place(self._feed, element))

    def _say(self, faults: Iterator[Fault], place: Place) -> None:
        for fault in faults:
            self._tell(fault, place)


def _local_name(name: str) -> str:
    # "Qualified" Dublin Core: dc:date.issued is a dc:date.
    return name.partition(".")[0] if name.startswith("dc:") else name
