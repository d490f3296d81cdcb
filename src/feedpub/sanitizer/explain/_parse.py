"""Parse HTML with bleach's parser, within bounds that keep its time linear."""

from typing import Any, Final
from xml.etree.ElementTree import Element

from bleach.html5lib_shim import BleachHTMLParser

from feedpub.sanitizer._bounds import DEEPEST, check_made, too_deep
from feedpub.sanitizer.explain._tokenize import Tokenizer

_FOREIGN: Final = frozenset({"http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"})
_CONFUSED: Final = frozenset(
    "body caption colgroup frameset head html p select table tbody td tfoot th thead tr".split()
)


def _with_children_in_order(element: type[Any]) -> type[Any]:
    """Mend html5lib's element: it forgets a child that is inserted before another, slowly."""

    class Ordered(element):  # type: ignore[misc]
        def _place(self, child: Any) -> int:
            # From the end, for what is put before a table is put before one of the last children.
            place = len(self._childNodes) - 1
            while self._childNodes[place] is not child:
                place -= 1
            return place

        def insertText(self, data: str, insertBefore: Any = None) -> None:  # noqa: N802, N803
            place = self._place(insertBefore) if insertBefore is not None else 0
            if place == 0:
                super().insertText(data, insertBefore)
            else:
                before = self._element[place - 1]
                before.tail = (before.tail or "") + data

        def insertBefore(self, node: Any, refNode: Any) -> None:  # noqa: N802, N803
            place = self._place(refNode)
            self._childNodes.insert(place, node)
            self._element.insert(place, node._element)
            node.parent = self

    return Ordered


class BoundedParser(BleachHTMLParser):
    """Parses every element as browsers do, with its entities, up to the bounds."""

    tokenizer_class: type[Tokenizer] = Tokenizer

    def __init__(self) -> None:
        super().__init__(tags=None, strip=True, consume_entities=True, namespaceHTMLElements=False)
        self.tree.elementClass = _with_children_in_order(self.tree.elementClass)
        insert = self.tree.insertElementNormal

        def bounded(token: dict[str, Any]) -> Element:
            # html5lib looks for open elements by their names alone, so a <table> of SVG would close
            # one of HTML.
            if token.get("namespace") in _FOREIGN and token["name"] in _CONFUSED:
                token["name"] = f"foreign-{token['name']}"
            if len(self.tree.openElements) > DEEPEST:
                raise too_deep()
            self._elements_made += 1
            check_made(self._source, self._elements_made)
            element: Element = insert(token)
            return element

        self.tree.insertElementNormal = bounded

    def _parse(
        self,
        stream: object,
        innerHTML: bool = False,  # noqa: N803 - html5lib's names
        container: str = "div",
        scripting: bool = True,
        **kwargs: object,
    ) -> None:
        self._source = str(stream)
        self._elements_made = 0
        # As BleachHTMLParser does it, with our tokenizer: it names its own.
        self.innerHTMLMode = innerHTML
        self.container = container
        self.scripting = scripting
        self.tokenizer = self.tokenizer_class(
            stream=stream, consume_entities=self.consume_entities, parser=self, **kwargs
        )
        self.reset()
        self.mainLoop()
