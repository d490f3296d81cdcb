import re
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.web import urls

PIECES: Final = st.lists(
    st.sampled_from(
        [
            *("http", "https", "://", ":", "/", "//", "\\", "?", "#", "[", "]", "@", "&", ";"),
            *("%", "%4", "%41", "%2e", "%zz", "%C3%A9", "x.org", "例え", "xn--", "ß", "127.1"),
            *(":80", "..", ".", " ", "\t", "\n", '"', "<", "{", "|", "^", "`", "é", "\u200d"),
            *("\ud800", "\x00", "a", "1"),
        ]
    )
).map("".join)
ADDRESSES: Final = st.one_of(
    PIECES, PIECES.map("https://x.org/".__add__), st.text(st.characters(exclude_categories=()))
)
# RFC 3986 §2 and §3; brackets stand only around an IPv6 address, which is not taken.
HTTP_URI: Final = re.compile(
    r"https?://[A-Za-z0-9\-._~!$&'()*+,;=:@%]+(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-F]{2})*"
    r"(?:#(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-F]{2})*)?"
)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        pytest.param("https://x.org", "https://x.org/", id="a path is given"),
        pytest.param("HTTPS://X.ORG:443/A", "https://x.org/A", id="case and port of the host"),
        pytest.param("http://x.org:8000/", "http://x.org:8000/", id="another port stays"),
        pytest.param("https://x.org/a/../b/./c", "https://x.org/b/c", id="dot segments"),
        pytest.param("https://x.org/a/%2e%2e/b", "https://x.org/b", id="encoded dot segments"),
        pytest.param(" https://x.org/a \n", "https://x.org/a", id="white space around"),
        pytest.param("ht\ttps://x.org/a\nb", "https://x.org/ab", id="tabs and line ends inside"),
        pytest.param("http:\\\\x.org\\a", "http://x.org/a", id="back-slashes"),
        pytest.param("http:x.org", "http://x.org/", id="missing slashes"),
        pytest.param("https:////x.org/a", "https://x.org/a", id="too many slashes"),
        pytest.param("https://例え.jp/", "https://xn--r8jz45g.jp/", id="a host in another script"),
        pytest.param("http://１２７.0.0.1/", "http://127.0.0.1/", id="full-width digits"),
        pytest.param("http://0x7f.1/", "http://127.0.0.1/", id="a hexadecimal host"),
        pytest.param(
            "https://x.org/路?查=询#段",
            "https://x.org/%E8%B7%AF?%E6%9F%A5=%E8%AF%A2#%E6%AE%B5",
            id="path, query and fragment in another script",
        ),
        pytest.param("https://x.org/a b", "https://x.org/a%20b", id="a space"),
        pytest.param("https://x.org/%7euser", "https://x.org/~user", id="needless escapes"),
        pytest.param("https://x.org/%e4%b8%ad", "https://x.org/%E4%B8%AD", id="case of escapes"),
        pytest.param("https://x.org/100%", "https://x.org/100%25", id="a bare per cent sign"),
        pytest.param("https://x.org/%zz", "https://x.org/%25zz", id="an escape that is none"),
        pytest.param("https://x.org/%%32%35", "https://x.org/%2525", id="escapes in a row"),
        pytest.param("https://x.org/[1]{2}|^", "https://x.org/%5B1%5D%7B2%7D%7C%5E", id="marks"),
        pytest.param("https://x.org/'\"<>", "https://x.org/'%22%3C%3E", id="quotes and brackets"),
        pytest.param("https://x.org/#a#b", "https://x.org/#a%23b", id="a second hash mark"),
        pytest.param("https://u:p@x.org/", "https://x.org/", id="user and password go"),
        pytest.param("https://x.org/a.jpg!large", "https://x.org/a.jpg!large", id="a style name"),
    ],
)
def test_an_address_is_written_as_rfc_3986_wants_it(written: str, address: str) -> None:
    assert urls.absolute(written) == address


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        pytest.param("a.png", "https://x.org/b/a.png", id="beside"),
        pytest.param("../a.png", "https://x.org/a.png", id="above"),
        pytest.param("../../../a.png", "https://x.org/a.png", id="above the top"),
        pytest.param("/a.png", "https://x.org/a.png", id="from the top"),
        pytest.param("//y.org/a.png", "https://y.org/a.png", id="on another host"),
        pytest.param("http://y.org/a.png", "http://y.org/a.png", id="an address in full"),
        pytest.param("?q=1", "https://x.org/b/c?q=1", id="a query"),
        pytest.param("#f", "https://x.org/b/c?d#f", id="a fragment"),
        pytest.param("", "https://x.org/b/c?d", id="nothing"),
        pytest.param("图 1.png", "https://x.org/b/%E5%9B%BE%201.png", id="a name in any script"),
    ],
)
def test_a_reference_is_resolved_against_its_base(reference: str, address: str) -> None:
    assert urls.absolute(reference, "https://x.org/b/c?d") == address


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("", id="nothing"),
        pytest.param("a.png", id="a relative path"),
        pytest.param("//x.org/a", id="no scheme"),
        pytest.param("x.org/a", id="a host alone"),
        pytest.param("http://", id="no host"),
        pytest.param("http://a b/", id="a space in the host"),
        pytest.param("http://x.org:99999/", id="a port that does not exist"),
        pytest.param("http://[::1]/", id="IPv6, which the validator refuses"),
        pytest.param("http://256.1.1.1/", id="a number that is no IPv4 address"),
        pytest.param("https://x.org/\ud800", id="a lone surrogate"),
        pytest.param("javascript:alert(1)", id="javascript"),
        pytest.param("java\nscript://x.org/%0aalert(1)", id="javascript in two lines"),
        pytest.param("data:image/png;base64,AAAA", id="data"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("ftp://x.org/a", id="ftp"),
        pytest.param("mailto:a@x.org", id="mailto"),
        pytest.param("blob:https://x.org/1", id="blob"),
    ],
)
def test_what_is_no_web_address_is_none(written: str) -> None:
    assert urls.absolute(written) is None


@pytest.mark.parametrize(
    ("reference", "base"),
    [
        pytest.param("javascript:alert(1)", "https://x.org/", id="another scheme"),
        pytest.param("a.png", "nonsense", id="a base that is no address"),
        pytest.param("a.png", "ftp://x.org/", id="a base of another scheme"),
        pytest.param("http://a b/", "https://x.org/", id="a broken address"),
    ],
)
def test_what_does_not_resolve_to_the_web_is_none(reference: str, base: str) -> None:
    assert urls.absolute(reference, base) is None


@given(ADDRESSES)
@settings(deadline=None)
def test_an_address_holds_only_what_a_uri_may_hold(written: str) -> None:
    address = urls.absolute(written)
    assert address is None or HTTP_URI.fullmatch(address)


@given(ADDRESSES)
@settings(deadline=None)
def test_a_resolved_reference_holds_only_what_a_uri_may_hold(written: str) -> None:
    address = urls.absolute(written, "https://x.org/a/b?c#d")
    assert address is None or HTTP_URI.fullmatch(address)


@given(ADDRESSES)
@settings(deadline=None)
def test_an_address_stays_as_it_is(written: str) -> None:
    address = urls.absolute(written)
    assert address is None or urls.absolute(address) == address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        pytest.param("mailto:a@x.org", "mailto:a@x.org", id="an address"),
        pytest.param(" MAILTO:a@x.org ", "MAILTO:a@x.org", id="in capitals, spaces around"),
        pytest.param(
            "mailto:a@x.org?subject=你", "mailto:a@x.org?subject=%E4%BD%A0", id="with a subject"
        ),
        pytest.param("mailto:", None, id="no address"),
        pytest.param("mailto:a", None, id="no host"),
        pytest.param("mailto:a@x.org%0Abcc:b@x.org", None, id="a second header"),
        pytest.param("mailto:a@x.org b@x.org", None, id="a space"),
        pytest.param('mailto:a"onclick=x@x.org', None, id="a quote"),
        pytest.param("a@x.org", None, id="no scheme"),
        pytest.param("https://x.org/", None, id="a web address"),
    ],
)
def test_only_mailto_is_email(written: str, address: str | None) -> None:
    assert urls.email(written) == address


@pytest.mark.parametrize(
    ("address", "is_identifier"),
    [
        pytest.param("https://x.org/a?b#c", True, id="ASCII"),
        pytest.param("https://x.org/%E4%B8%AD", True, id="UTF-8"),
        pytest.param("https://x.org/%C3%A9", True, id="in form C"),
        pytest.param("https://x.org/e%CC%81", False, id="not in form C"),
        pytest.param("https://x.org/%D6%D0", False, id="GBK"),
        pytest.param("https://x.org./", False, id="a host that ends in a dot"),
    ],
)
def test_an_id_is_an_address_with_one_canonical_form(address: str, is_identifier: bool) -> None:
    assert urls.identifier(address) == (address if is_identifier else None)


@pytest.mark.parametrize(
    ("address", "has_domain"),
    [
        pytest.param("https://img.example.org/a", True, id="a name"),
        pytest.param("https://xn--fsq.jp/", True, id="a name in Punycode"),
        pytest.param("http://127.0.0.1:8000/", True, id="an IPv4 address and a port"),
        pytest.param("https://x.org/a@b", True, id="an at sign in the path"),
        pytest.param("http://localhost/a.png", False, id="localhost"),
        pytest.param("http://cdn/a.png", False, id="a name without a dot"),
        pytest.param("https://x.org./", False, id="a dot at the end"),
        pytest.param("https://x.org:8080/", True, id="a port"),
    ],
)
def test_an_enclosure_needs_a_dotted_host(address: str, has_domain: bool) -> None:
    assert urls.has_domain(address) == has_domain


@pytest.mark.parametrize(
    "written", ["https://a.example/" + "b" * 8000, "https://a.example/" + "é" * 2000]
)
def test_what_is_longer_than_any_address_is_none(written: str) -> None:
    assert urls.absolute(written) is None
    assert urls.identifier(written) is None
    assert urls.email("mailto:a@b.org?subject=" + "x" * 8000) is None


def test_a_long_address_is_one() -> None:
    written = "https://a.example/" + "b" * 7000
    assert urls.absolute(written) == urls.identifier(written) == written
