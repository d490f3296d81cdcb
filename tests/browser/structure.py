"""What no content of a feed may hold, whatever a browser would make of it."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

import html5lib

_ELEMENTS: Final = frozenset(
    "applet base bgsound button embed fencedframe form frame frameset iframe input isindex keygen"
    " link math meta noembed noframes noscript object option plaintext portal script select style"
    " svg template textarea title xmp".split()
)
_ATTRIBUTES: Final = frozenset("action formaction ping srcdoc".split())
_SCHEMES: Final = ("javascript:", "vbscript:", "data:")
_IN_STYLE: Final = ("url(", "expression(", "@import", "behavior:", "-moz-binding", "\\")

_UNSEEN: Final = re.compile(r"[\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")


def faults(html: str) -> list[str]:
    """Return what is wrong with `html`, read with and without script; nothing if it is sound."""
    found: dict[str, None] = {}
    for scripting in (False, True):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parseFragment(html, container="div", scripting=scripting)
        found.update(dict.fromkeys(_faults(tree)))
    return list(found)


def _faults(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        tag: object = element.tag
        if not isinstance(tag, str):
            yield "a comment"
            continue
        name = _local(tag)
        if name in _ELEMENTS:
            yield f"<{name}>"
        for key, value in element.attrib.items():
            yield from _faults_of_attribute(_local(key), str(value))


def _faults_of_attribute(name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name in _ATTRIBUTES:
        yield f"{name}=…"
    bare = _UNSEEN.sub("", value).lower()
    among = name in {"srcset", "style"}
    if bare.startswith(_SCHEMES) or (among and any(scheme in bare for scheme in _SCHEMES)):
        yield f'{name}="{value[:60]}"'
    if name == "style" and any(words in bare for words in _IN_STYLE):
        yield f'{name}="{value[:60]}"'


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()
