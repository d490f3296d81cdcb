"""Fuzz the sanitizer: clean HTML is clean, valid and stays the same.

pip install atheris html5lib
python -m tests.fuzz.sanitizer -max_total_time=600 CORPUS_FOLDER
"""

import re
import sys
from xml.parsers import expat

import atheris
import html5lib

with atheris.instrument_imports(include=["feedpub", "bleach"]):
    from feedpub.sanitizer import TooComplexError, clean
    from feedpub.sanitizer.policy import ATTRIBUTES, ELEMENTS

BASE = "https://feeds.example.org/"
ADDRESSES = {"href", "src", "cite", "poster"}


def cleaned(html: str) -> str:
    """Clean `html` as a build does."""
    return clean(html, BASE, has_page=True, referrer_policy="no-referrer")


def once(data: bytes) -> None:
    """Clean `data` and look at what came out, as a subscriber's reader would."""
    try:
        result = cleaned(data.decode("utf-8", "replace"))
    except TooComplexError:
        return
    assert cleaned(result) == result
    expat.ParserCreate().Parse(f"<a><![CDATA[{result.replace(']]>', '')}]]></a>", True)
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    for element in parser.parseFragment(result).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in ELEMENTS, element.tag
        for name, value in element.attrib.items():
            assert name in ATTRIBUTES.get(element.tag, ()) or name in ATTRIBUTES["*"], name
            if name in ADDRESSES:
                assert re.match(r"https?://[^/]|mailto:", value), value


if __name__ == "__main__":
    atheris.Setup(sys.argv, once)
    atheris.Fuzz()
