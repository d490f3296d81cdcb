"""Find the address of a document: in its front matter, else by a pattern of the configuration.

Pure functions of the document and the site.
"""

import re
from dataclasses import dataclass
from typing import Final

from feedpub.config import CONFIG_PATH, STYLES, Site, matches_glob
from feedpub.entries._keys import plain_key
from feedpub.entries._matter import Matter
from feedpub.entries._original import address_of_original
from feedpub.entries._placeholders import Facts, MissingError, fill_placeholders, has_placeholders
from feedpub.entries._values import scalar, short
from feedpub.web import urls

_HTTP = re.compile(r"https?:", re.IGNORECASE)
# Under `source` and `original` stands an address, or the name of where a text is from.
_NAME_OF_SOURCE = re.compile("(?:source|original):[^/]*", re.IGNORECASE | re.DOTALL)
# Keys for the address of somebody else's page, which is never below the own blog.
_OF_OTHERS: Final = frozenset(
    f"{whose}{what}" for whose in ("source", "original", "external") for what in ("", "url", "link")
)
# Zola's and Gatsby's; elsewhere it may be anything, so it counts below a blog of no other tool.
_PATH: Final = "path"
_NO_PATH = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|.*(?:\s|\{\{|\{%)", re.DOTALL)

# The tools that read a pattern in front matter; the empty name stands for no tool.
_WITH_PATTERNS: Final = ("", "jekyll", "hugo")

_DOTS = re.compile(r"\.+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


@dataclass(frozen=True, slots=True)
class Link:
    """The permalink of an entry; `address` is None where it has none.

    `is_whole` tells that the document itself holds all of it, so that no configuration changes it;
    `how` says where it is from, where that is more than a key of the front matter.
    """

    address: str | None = None
    is_whole: bool = False
    how: str = ""


def permalink(matter: Matter, site: Site, facts: Facts | None) -> Link:
    """Return the permalink of a document, and warn of a value that should be one and is not.

    Without `facts`, as for a document without a date, no pattern makes one.
    """
    wrong: dict[str, tuple[str, str]] = {}
    base = site.origin_of(matter.document.path, None)
    keys = (*site.fields.link, _PATH) if site.blog and not site.tool else site.fields.link
    for key, value in matter.values_of(tuple(dict.fromkeys(keys))):
        written = scalar(value).strip()
        if not written:
            continue
        link = _link_below_base(written, base) or _link_in_key(key, written, site, facts)
        if link.address and not _is_home(link.address, site):
            return link
        if link.address:
            wrong.setdefault("link-is-home", (key, written))
        elif not _NAME_OF_SOURCE.fullmatch(f"{key}:{written}") and key != _PATH:
            wrong.setdefault("link-not-absolute", (key, written))
    for code, (key, written) in wrong.items():
        matter.warn(code, key, f"{key} is {short(written)}, {_fault(code, written, site)}")
    if site.link_after:
        address, mark = address_of_original(matter.document.body, site.link_after, base)
        if address:
            return Link(address, how=f"the address at {short(mark)} in the body")
    return _link_by_pattern(matter, site, facts) if site.blog and facts else Link()


def _link_below_base(written: str, base: str | None) -> Link | None:
    """Return the link of a document of another site that names only the path on it."""
    if base is None or not written.startswith("/"):
        return None
    address = urls.absolute(written, base)
    return Link(address, how=f"below {base}") if address else None


def _link_in_key(key: str, written: str, site: Site, facts: Facts | None) -> Link:
    """Read the value of a front matter key as a link; return an empty Link where it is not one."""
    if _HTTP.match(written):
        return Link(urls.absolute(written), is_whole=True)
    plain = plain_key(key.rpartition(".")[2])
    if not site.blog or plain in _OF_OTHERS or _NO_PATH.match(written):
        return Link()
    how = f"below {site.blog}"
    if facts and site.tool in _WITH_PATTERNS and has_placeholders(written):
        try:
            tool = site.tool or ("hugo" if plain == "url" else "jekyll")
            return Link(_fill_pattern(written, tool, facts, site.blog), how=how)
        except MissingError:
            return Link()
    # Hugo and Zola make a folder of each page.
    in_a_folder = plain == _PATH or (plain == "url" and site.tool == "hugo")
    if in_a_folder and not _ENDING.search(written) and not re.search("[/?#]", written[-1:]):
        written += "/"
    return Link(_below_blog(written, site.blog), how=how)


def _fault(code: str, written: str, site: Site) -> str:
    if code == "link-is-home":
        return (
            "which is the address of a whole site, so the entry does not have it as its link; write"
            " the address of the article"
        )
    what = "which is no whole http(s) address, so the entry has no such link; write it in full"
    if site.blog:
        return f"{what}: https://…, or as a path below {site.blog}"
    if _NO_PATH.match(written):
        return f"{what}: https://…"
    return f"{what}: https://…, or set blog under [site] in {CONFIG_PATH}, which it is below then"


def _is_home(address: str, site: Site) -> bool:
    homes = (site.blog.rstrip("/"), site.url.rstrip("/"))
    return urls.is_home(address) or address.rstrip("/") in homes


def _link_by_pattern(matter: Matter, site: Site, facts: Facts) -> Link:
    """Return the link that is made by the first pattern for the path of the document."""
    for one in site.permalinks:
        if matches_glob(one.paths, matter.document.path):
            try:
                made = _fill_pattern(one.pattern, site.tool, facts, site.blog)
                what = f"gets no address below {site.blog} from the pattern {one.pattern}"
                fix = "give it a permalink of its own"
            except MissingError as missing:
                made, what = None, f"has no {missing}, which the pattern {one.pattern} asks for"
                fix = "give it one, or a permalink"
            if made:
                return Link(made, how=f"made by permalink = {one.pattern} in {CONFIG_PATH}")
            matter.warn("permalink-incomplete", "", f"{what}, so the entry has no link; {fix}")
            return Link()
    return Link()


def _fill_pattern(pattern: str, tool: str, facts: Facts, blog: str) -> str | None:
    """Return the address that `tool` makes of `pattern`; None where it would not be below `blog`.

    Raises MissingError where the document lacks the value of a placeholder.
    """
    if tool in ("", "jekyll") and pattern in STYLES:
        tool, pattern = "jekyll", STYLES[pattern]
    path = fill_placeholders(pattern, tool, facts)
    if tool == "hugo":
        path = path.lower() if _ENDING.search(pattern) else f"{path.lower()}/"
    return _below_blog(path, blog)


def _below_blog(path: str, blog: str) -> str | None:
    """Return the address of a path below `blog`; None where that is the home page, or outside."""
    head = re.split("[?#]", path, maxsplit=1)[0]
    parts = [part for part in head.split("/") if part and not _DOTS.fullmatch(part)]
    end = "/" if parts and head.endswith("/") else ""
    found = urls.absolute(f"./{'/'.join(parts)}{end}{path[len(head) :]}", blog)
    return found if found and found.startswith(blog) and found != blog else None
