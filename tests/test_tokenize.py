"""The short cut of the tokenizer leads to where html5lib would have come to."""

from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.sanitizer._parse import BoundedParser
from feedpub.sanitizer._tokenize import Tokenizer, TooComplexError
from tests.test_sanitize_properties import documents, few, shapes

# html5lib reads so many characters at a time.
CHUNK = 10_240


class PlainParser(BoundedParser):
    tokenizer_class = Tokenizer


def tree(parser: BoundedParser, document: str) -> object:
    try:
        return as_written(parser.parseFragment(document))
    except TooComplexError:
        return "too complex"


def as_written(element: Element) -> object:
    children = [as_written(child) for child in element]
    return element.tag, list(element.attrib.items()), element.text, element.tail, children


def assert_same(document: str) -> None:
    # The first thing of a document is always left to html5lib, which has read nothing by then.
    for whole in (document, f"x{document}"):
        assert tree(BoundedParser(), whole) == tree(PlainParser(), whole)


@few
@given(documents | shapes)
def test_the_tree_is_the_same(document: str) -> None:
    assert_same(document)


@few
@given(documents | shapes, st.integers(1, 120), st.sampled_from(["x", " ", "<b>", "\n", "中"]))
def test_the_tree_is_the_same_across_chunks(document: str, before: int, filling: str) -> None:
    assert_same((filling * CHUNK)[: CHUNK - before] + document)


@few
@given(st.text("<>/=!-\"'& \t\n\f\r\0apAP1;é", max_size=40))
def test_the_tree_of_mangled_tags_is_the_same(document: str) -> None:
    assert_same(document)


@pytest.mark.parametrize(
    "document",
    [
        "<style>a{}</style>b",
        "<STYLE a='b'>a{}</p></style>b",
        '<p a="1" A="2">x',
        '<img src="a" src="b"/>',
        "<p>\n\f\n</p>",
        "<pre>\n\nx</pre>",
        "<pre>\r\n\r\nx</pre>",
        "<textarea><b></textarea><b>",
        "<svg><style><b>x</b></style></svg>",
        "<script><!--<script></script>--></script>x",
        '<a href="?a=1&amp;b=2&copy=3">x</a>',
        "<plaintext><b>",
        "</p class='a'>x</br>",
        "<a" + "".join(f' a{n}="1"' for n in range(300)) + ">x",
        "<a" + "".join(f' a{n}="1"' for n in range(256)) + ">x",
        "<a" + "".join(f' a{n}="1"' for n in range(257)) + ">x",
        '<p a="\ud800\ufffe">\udfff',
    ],
)
def test_the_tree_of_what_is_easily_mistaken_is_the_same(document: str) -> None:
    assert_same(document)
