"""Write the HTML for a template tag."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Final, TypeAlias
from urllib.parse import quote

from feedpub.entries.templates import _table as table
from feedpub.entries.templates._arguments import (
    Arguments,
    looks_like_an_address,
    read_arguments,
)

Resolve: TypeAlias = Callable[[str], "str | None"]
"""Takes a reference to another document; returns its address, None where it leads to none."""

# Where the address of the blog belongs, until it is known what follows.
BLOG: Final = "\ue000"

_LANGUAGE: Final = re.compile(r"[\w+#.-]+")
_PLAYED: Final = re.compile(
    r"\.(?:mp3|m4a|ogg|oga|opus|wav|flac|aac|mp4|m4v|webm|ogv|mov)(?:[?#]|$)", re.IGNORECASE
)
# Of boxes: colours, sizes, what they look like.
_LOOKS: Final = frozenset(
    "default primary info success warning danger tip note quote simple flat modern no-icon green"
    " red blue yellow cyan orange purple grey gray black white pink dark light open close left"
    " right center done todo error important caution bolt ban home sync cogs key bell true false"
    " small middle large block fa fas far fab block-level".split()
)
_ICON: Final = re.compile(r"(?:fa[srbl]?-|icon-|fa-).*|(?:solid|brands|regular)|#[0-9a-f]{3,8}")
_WITHOUT_TITLE: Final = frozenset({"tabs", "subtabs", "subsubtabs"})  # their name is an anchor
_TEXT_LAST: Final = frozenset({"checkbox", "radio", "span", "p"})  # what they look like is first
_TITLES: Final = ("title", "summary", "header", "heading", "label", "name", "caption")
_DATED_SLUG: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-")


@dataclass(frozen=True, slots=True)
class Written:
    """The replacement of a tag: `html` in a text, `plain` in an attribute or a link of Markdown.

    `is_block` tells that it does not belong in a paragraph; `closing` replaces the end tag.
    """

    html: str = ""
    plain: str = ""
    is_block: bool = False
    closing: str = ""


NOTHING: Final = Written(is_block=True)


def write_tag(
    meaning: str, name: str, written: str, content: str | None, resolve: Resolve
) -> Written | None:
    """Return the HTML for a tag with this `meaning`; None where its arguments do not suffice."""
    if name in _WITHOUT_TITLE:
        written = ""
    given = read_arguments(written)
    if "{}" in meaning:
        return _embed(meaning, name, given)
    if name in _TEXT_LAST and "," in written:
        return _shown(given.parts[-1])
    return _WRITERS[meaning](given, content, resolve)


def code(content: str, language: str) -> Written:
    """Return a block of code."""
    lines = content.strip("\r\n").rstrip().split("\n")
    filled = [line for line in lines if line.strip()]
    indent = min((len(line) - len(line.lstrip(" \t")) for line in filled), default=0)
    text = "\n".join(line[indent:].rstrip("\r") for line in lines)
    kind = f' class="language-{escape(language)}"' if language else ""
    return Written(f"<pre><code{kind}>{escape(text, quote=False)}\n</code></pre>", text, True)


def heading(text: str) -> str:
    """Return the title of a box or a tab."""
    return f"<p><strong>{escape(text, quote=False)}</strong></p>" if text.strip() else ""


def link(address: str | None, text: str) -> Written:
    """Return a link, or its text alone where it leads nowhere."""
    shown = escape(text, quote=False)
    if not address:
        return Written(shown, "")
    return Written(f'<a href="{escape(address)}">{shown}</a>', address)


def image(address: str, alt: str = "", width: str = "", height: str = "") -> Written:
    """Return a picture."""
    sides = "".join(
        f' {side}="{escape(value.removesuffix("px"))}"'
        for side, value in (("width", width), ("height", height))
        if value
    )
    return Written(f'<img src="{escape(address)}" alt="{escape(alt)}"{sides}>', address)


def _keep(given: Arguments, _content: str | None, _resolve: Resolve) -> Written:
    title = given.get(*_TITLES) or next(iter(given.quoted), "")
    if not title and "," in given.written:
        parts = [part for part in given.parts if not all(map(_is_look, part.split()))]
        title = parts[-1] if parts else ""
    elif not title:
        words = given.written.split()
        while words and _is_look(words[0]):
            words.pop(0)
        # A small word alone is the name of a class or an anchor.
        is_name = len(words) == 1 and words[0].isascii() and words[0].islower()
        title = (
            "" if is_name or any("=" in word or ":" in word for word in words) else " ".join(words)
        )
    return Written(heading(title.strip("()")), is_block=True)


def _drop(_given: Arguments, _content: str | None, _resolve: Resolve) -> Written:
    return NOTHING


def _code(given: Arguments, content: str | None, _resolve: Resolve) -> Written | None:
    if content is None:
        return None
    language = given.get("lang", "language", "type")
    words = [word.strip("\"'") for word in given.written.split()]
    # `highlight ruby linenos`, but `codeblock A title for it`.
    if not language and words and all(_is_option(word) for word in words[1:]):
        language = words[0]
    is_name = _LANGUAGE.fullmatch(language) and not looks_like_an_address(language)
    return code(content, language if is_name else "")


def _is_option(word: str) -> bool:
    return "=" in word or word in ("linenos", "inline", "table")


def _quote(given: Arguments, _content: str | None, _resolve: Resolve) -> Written:
    words = [word for word in given.words if word.lower() not in _LOOKS]
    addresses = [word for word in words if word.startswith(("http:", "https:"))]
    text = given.written if not addresses else given.written.replace(addresses[0], "").strip()
    text = given.get("author", "source", "cite") or (text if words and not given.named else "")
    source = ""
    if text or addresses:
        text = text.strip("\"', ") or addresses[0]
        source = f"<p>— {link(next(iter(addresses), None), text).html}</p>\n"
    return Written("<blockquote>", "", True, f"{source}</blockquote>")


def _text(given: Arguments, _content: str | None, _resolve: Resolve) -> Written | None:
    written = given.written
    if "@" in written and not given.quoted:
        shown = written.partition("@")[2]
    elif given.get("text", "content", "word", *_TITLES):
        shown = given.get("text", "content", "word", *_TITLES)
    elif given.quoted:
        shown = given.quoted[0]
    elif "," in written:
        looks = [part for part in given.parts if set(part.lower().split()) - _LOOKS]
        shown = looks[0] if looks else ""
    else:
        words = written.strip("()").split()
        shown = " ".join(word for word in words if word.lower() not in _LOOKS)
    return _shown(shown)


def _shown(text: str) -> Written:
    return Written(escape(text.strip(), quote=False), text.strip())


def _link(given: Arguments, _content: str | None, resolve: Resolve) -> Written | None:
    address = given.get("href", "url", "link", "src", "to", "file", "path", "repo")
    nowhere = given.address.startswith("#")
    address = address or (given.address if nowhere or looks_like_an_address(given.address) else "")
    if not address:
        return None
    text = given.get("text", "content", *_TITLES)
    if not text and "," in given.written:
        parts = [
            part for part in given.parts if part and address not in part and not _is_look(part)
        ]
        text = parts[0] if parts else ""
    if not text:
        words = [word for word in given.words if word != address and not _is_look(word)]
        text = " ".join(word for word in words if word not in given.numbers)
    if nowhere:
        return link(None, text)
    target = resolve(address) or address
    return link(target.rstrip(","), text or _readable(address))


def _is_look(word: str) -> bool:
    return word.lower() in _LOOKS or _ICON.fullmatch(word.lower()) is not None or word == "external"


def _document(given: Arguments, _content: str | None, resolve: Resolve) -> Written | None:
    reference = given.get("path", "page", "url", "href", "to")
    words = [word for word in given.words if word not in ("true", "false")]
    is_http = given.address.startswith(("http:", "https:"))
    in_parts = "," in given.written and looks_like_an_address(given.parts[-1])
    if not reference and len(words) > 1 and (is_http or in_parts):
        return _link(given, None, resolve)  # Hexo's `link TEXT ADDRESS`
    if not reference and words:
        reference = words.pop(0)
    if not reference:
        return None
    text = given.get("title", "text") or " ".join(words)
    address = resolve(reference)
    if address is None and looks_like_an_address(reference) and not _DATED_SLUG.match(reference):
        address = reference
    name = reference.rstrip("/").rpartition("/")[2]
    return link(address, text or name)


def _address(given: Arguments, _content: str | None, _resolve: Resolve) -> Written | None:
    address = given.get("path", "src", "url") or given.address
    if not address:
        return None
    return Written(link(address, _readable(address)).html, address)


def _image(given: Arguments, _content: str | None, _resolve: Resolve) -> Written | None:
    address = given.get(
        *("src", "image_path", "url", "path", "file", "image", "img", "name", "href", "link")
    )
    address = address or given.address
    if not address:
        return None
    text = given.get("caption", "title", "desc", "description")
    alt = given.get("alt", "text")
    words = [word for word in given.words if word != address]
    after = words[len([w for w in words if w in given.numbers]) :] if words else []
    if not text and given.quoted:
        rest = [one for one in given.quoted if one != address]
        text = rest[0] if rest else ""
        inner = re.fullmatch(r"(.*?)\s*'([^']*)'\s*", text)
        text, alt = (inner[1], alt or inner[2]) if inner else (text, alt or " ".join(rest[1:2]))
    elif not text and after and "," not in given.written:
        text = " ".join(word for word in after if word not in given.numbers)
    sides = (given.get("width"), given.get("height"))
    if not any(sides) and given.numbers:
        sides = ((*given.numbers, "", ""))[:2]  # type: ignore[assignment] # two of them
    picture = image(address.rstrip(","), alt or text, *sides)
    named = given.get("caption") or given.get("title")
    if not named:
        return picture
    caption = f"<figcaption>{escape(named, quote=False)}</figcaption>"
    return Written(f"<figure>{picture.html}{caption}</figure>", address, True)


def _audio(given: Arguments, _content: str | None, _resolve: Resolve) -> Written | None:
    return _play("audio", given)


def _video(given: Arguments, _content: str | None, _resolve: Resolve) -> Written | None:
    return _play("video", given)


def _play(name: str, given: Arguments) -> Written | None:
    keys = ("src", "url", "link", "file", "path", "mp4", "webm", "mp3", "m4a", "ogg", "id")
    played = (word for word in given.words if _PLAYED.search(word))
    address = given.get(*keys) or next(played, given.address)
    address = address.strip("\"',")
    if not looks_like_an_address(address):
        return _film_of_host(given)
    if not _PLAYED.search(address) and address.startswith(("http", "//")):
        return _frame(address, given.get("title"))
    return Written(f'<{name} src="{escape(address)}"></{name}>', address)


def _film_of_host(given: Arguments) -> Written | None:
    """Embed a film that is given by its host and its number, as in Minimal Mistakes."""
    host = table.MEANINGS.get(given.get("provider", "type").lower(), "")
    return _embed(host, "", given) if "{}" in host and given.get("id") else None


def _embed(meaning: str, name: str, given: Arguments) -> Written | None:
    keys = ("id", "bvid", "bv", "v", "video", "videoid", "video_id", "repo", "slug", "url", "src")
    number = given.get(*keys)
    if name == "bilibili" and not number and given.get("aid", "av"):
        number = f"av{given.get('aid', 'av').removeprefix('av')}"
    words = [word for word in given.words if word not in ("true", "false")]
    if not number and words:
        between = next((_OF_TWO[host] for host in _OF_TWO if meaning.startswith(host)), "")
        several = between and len(words) > 1 and "." not in words[1]
        number = between.join(words[:2]) if several else words[0]
    if not number:
        return None
    if number.startswith(("http://", "https://", "//")):
        return _frame(number, given.get("title"))
    owner = given.get("user", "username")
    if meaning.startswith(tuple(_OF_TWO)) and owner:
        number = f"{owner}/{number}"
    return _frame(
        meaning.replace("{}", quote(number.strip(","), safe="/@?=&;%~:+")), given.get("title")
    )


# Named by two words, and what is between these.
_OF_TWO: Final = {
    "https://gist.github.com/": "/",
    "https://open.spotify.com/": "/",
    "https://codepen.io/": "/pen/",
}


def _frame(address: str, title: str) -> Written:
    """Write an embed, which the sanitizer turns into a link."""
    return Written(f'<iframe src="{escape(address)}" title="{escape(title)}"></iframe>', address)


def _readable(address: str) -> str:
    return re.sub(r"^https?://|/$", "", address)


_WRITERS: Final[dict[str, Callable[[Arguments, "str | None", Resolve], "Written | None"]]] = {
    table.KEEP: _keep,
    table.DROP: _drop,
    table.CODE: _code,
    table.QUOTE: _quote,
    table.TEXT: _text,
    table.LINK: _link,
    table.DOCUMENT: _document,
    table.ADDRESS: _address,
    table.IMAGE: _image,
    table.AUDIO: _audio,
    table.VIDEO: _video,
}
