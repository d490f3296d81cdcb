"""Find the picture that an image stands for, by its attributes alone.

Scripts that load images late keep the address of the real one in an attribute, or in a
``<noscript>`` beside it, and show a placeholder meanwhile: names differ from site to site, so any
attribute counts that looks like the address of an image.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final
from urllib.parse import urlsplit

from feedpub.sanitizer._markup import attributes_as_written

# Where scripts that load images late keep the address of the real one.
LAZY_SOURCES: Final = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-original-src",
    "data-lazyload",
    "data-lazy",
    "data-echo",
    "data-real-src",
    "data-cfsrc",
    "data-orig-src",
    "data-hi-res-src",
    "lazy-src",
    "file",
    "zoomfile",
)
# Where `with_images_of_noscript` puts what it finds.
_OF_NOSCRIPT: Final = "data-noscript-src"
_MAY_BE_LAZY: Final = re.compile("|".join(LAZY_SOURCES), re.IGNORECASE)
# These name other things as well, a page to share for one: only in place of a placeholder.
ANY_LAZY: Final = frozenset(LAZY_SOURCES)
WEAK_SOURCES: Final = (_OF_NOSCRIPT, "data-url", "original")
LAZY_SOURCE_SETS: Final = ("data-srcset", "data-lazy-srcset", "data-original-set")

_PLACEHOLDER: Final = re.compile(
    r"(?:^|[_.-])(?:blank|placeholder|load(?:ing|er|img)?|spacer|spinner|transparent|lazy(?:load)?"
    r"|pixel|gr[ae]y|none|clear|1x1)[^/]{0,40}\.(?:gif|png|svg|jpe?g|webp)$|^[st]\.gif$",
    re.IGNORECASE,
)
_STANDS_IN: Final = re.compile(r"placeholder|lqip|blur", re.IGNORECASE)

_ADDRESS: Final = re.compile(r"(?:https?:)?//[^\s/][^\s<>]*|[^\s:<>\"'(){}]+", re.IGNORECASE)
_PICTURE: Final = re.compile(
    r"\.(?:apng|avif|bmp|gif|heic|jfif|jpe?g|png|svg|webp)(?![a-z0-9])|[/?&=,](?:fmt|format)[=,/]"
    r"|[?&]wx_fmt=",
    re.IGNORECASE,
)
_NO_PICTURE: Final = re.compile(
    r"\.(?:avi|css|html?|js|json|mov|mp[34]|ogg|pdf|php|webm|zip)(?:[?#]|$)", re.IGNORECASE
)
# An address under such a name is an image's, whatever it ends in.
_NAME: Final = re.compile(
    r"(?:^|[-_:.])(?:src|source|img|image|pic|picture|original|orig|real|lazy)|src$", re.IGNORECASE
)
_SMALLER: Final = re.compile(
    r"thumb|small|low|tiny|mini|preview|blur|lqip|placeholder", re.IGNORECASE
)
_NO_SOURCE: Final = re.compile(
    r"on[a-z]+|style|class|id|name|alt|title|href|longdesc|usemap|cite|sizes|type|lang|dir"
    r"|aria-.*|.*srcset|data-(?:href|link|page|permalink|share)(?:-(?:link|url))?",
    re.IGNORECASE,
)

_EMOJI: Final = frozenset(
    "emoji emojione twemoji joypixels smiley smilies wp-smiley emoticon emote icon icons"
    " inline-icon".split()
)
_EMOJI_PATH: Final = re.compile(
    r"/(?:[Ee]mojis?|[Ss]mil(?:ey|ies|eys)|[Ee]moticons?|[Ee]mots?|twemoji)/"
)
_DOT: Final = re.compile(r"\s*[01](?:\.0+)?(?:px)?\s*")

_TAG: Final = re.compile(r"<img([\s/][^<>]*)>", re.IGNORECASE)
# An image, and after it, with nothing but tags in between, what stands for it without scripts.
_NOSCRIPT: Final = re.compile(
    r"(<img(?=[\s/]))([^<>]*>"
    r"(?:\s++|</?(?:a|amp-img|br|canvas|div|figure|i|p|picture|source|span)(?=[\s/>])[^<>]*+>)*+"
    r"<noscript[^<>]*+>[^<]*+(?:<(?!/?noscript|img[\s/])[^<]*+)*+<img([\s/][^<>]*+)>)",
    re.IGNORECASE,
)
# Tags of images with nothing but what every page has, which nearly all are.
_USUAL: Final = re.compile(
    r"(?:\s+(?:align|alt|border|class|height|id|loading|referrerpolicy|src|style|title|width"
    r"|data-src|data-original|data-ratio|data-w|data-type|data-s)"
    r"""(?:=(?:"[^"]*+"|'[^']*+'|[^\s"'>]++))?)*+[\s/]*""",
    re.IGNORECASE,
)


def is_placeholder(source: str) -> bool:
    """Tell whether an image with this address only keeps the place of another."""
    name = source.partition("#")[0].partition("?")[0].rpartition("/")[2]
    return not source or is_data(source) or _PLACEHOLDER.search(name) is not None


def is_data(reference: str) -> bool:
    """Tell whether a reference is a ``data:`` address, which holds the file itself."""
    return reference[:5].lower() == "data:"


def other_sources(attributes: Mapping[str, str]) -> list[str]:
    """Return the names of attributes, the best first, that look like the address of an image."""
    found = []
    for key, value in attributes.items():
        written = value.strip()
        if (
            key not in ("src", *LAZY_SOURCES, *WEAK_SOURCES)
            and not _NO_SOURCE.fullmatch(key)
            and ("/" in written or "." in written)
            and _ADDRESS.fullmatch(written)
            and (_PICTURE.search(written) or (_NAME.search(key) and "/" in written))
            and not _NO_PICTURE.search(written)
            and not is_placeholder(written)
        ):
            found.append((bool(_SMALLER.search(key)), not _NAME.search(key), key))
    return [key for _, _, key in sorted(found)]


def names_of_sources(html: str) -> frozenset[str]:
    """Return the names of attributes in `html` where the address of an image may stand."""
    found: set[str] = set()
    for written in _TAG.findall(html):
        if not _USUAL.fullmatch(written):
            found.update(other_sources(attributes_as_written(written)))
    return frozenset(found)


def with_images_of_noscript(html: str) -> str:
    """Return `html` in which an image that has another in a ``<noscript>`` beside it names it."""
    return _NOSCRIPT.sub(_naming, html)


def _naming(found: re.Match[str]) -> str:
    other = attributes_as_written(found[3])
    sources = (other.get(key, "").strip() for key in (*LAZY_SOURCES, "src"))
    source = next((source for source in sources if not is_placeholder(source)), "")
    if not source or is_dot(other):
        return found[0]
    return f'{found[1]} {_OF_NOSCRIPT}="{escape(source)}"{found[2]}'


def real_source(html: str, shown: str) -> str | None:
    """Return what the image of `html` that shows `shown` becomes; None where that is the picture.

    A thumbnail, which ends in the name of what it becomes, is the picture.
    """
    name = escape(re.split("[/?&]", shown.strip())[-1])
    if name not in html:
        return None
    keeps_place = is_placeholder(shown.strip())
    if keeps_place and ("noscript" in html or "NOSCRIPT" in html):
        html = with_images_of_noscript(html)
    for written in _TAG.findall(html):
        if name not in written or not (keeps_place or _MAY_BE_LAZY.search(written)):
            continue
        attributes = attributes_as_written(written)
        if _without_scheme(attributes.get("src", "")) == _without_scheme(shown):
            keys: tuple[str, ...] = LAZY_SOURCES
            if keeps_place:
                keys = (*keys, *WEAK_SOURCES, *other_sources(attributes))
            for source in _sources(attributes, keys):
                return None if is_same_picture(source, shown) else source
    return None


def _sources(attributes: Mapping[str, str], keys: Iterable[str]) -> Iterator[str]:
    values = (attributes.get(key, "").strip() for key in keys)
    return (v for v in values if looks_like_an_address(v) and not is_placeholder(v))


def _without_scheme(address: str) -> str:
    return re.sub("^https?:", "", address.strip(), flags=re.IGNORECASE)


def looks_like_an_address(value: str) -> bool:
    """Tell whether the value of an attribute is an address and not, say, ``true`` or a number."""
    return "/" in value or "." in value


def stands_in(attributes: Mapping[str, str]) -> bool:
    """Tell whether an image says of itself that it is shown only until another has loaded."""
    return attributes.get("aria-hidden", "").lower() == "true" or bool(
        _STANDS_IN.search(attributes.get("class", ""))
    )


def is_dot(attributes: Mapping[str, str]) -> bool:
    """Tell whether an image has at most one pixel, and so serves only to count readers."""
    width, height = attributes.get("width", "?"), attributes.get("height", "?")
    return _DOT.fullmatch(width) is not None and _DOT.fullmatch(height) is not None


def is_emoji(attributes: Mapping[str, str]) -> bool:
    """Tell whether an image stands in a line of text as a character does."""
    if "class" in attributes and not _EMOJI.isdisjoint(attributes["class"].lower().split()):
        return True
    return _EMOJI_PATH.search(attributes.get("src", "")) is not None


def is_same_picture(one: str, other: str) -> bool:
    """Tell whether two addresses end in the same name, whatever folder and ending they have."""
    return bool(_stem(one)) and _stem(one) == _stem(other)


def _stem(address: str) -> str:
    try:
        name = urlsplit(address).path.rpartition("/")[2]
    except ValueError:
        return ""
    return re.sub(r"(?:\.[a-z0-9]{2,4})+$", "", name.lower())
