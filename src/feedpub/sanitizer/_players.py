"""List the elements that embed another page, and custom elements that stand for HTML's own."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

EMBEDS: Final = {"iframe": "src", "embed": "src", "object": "data", "frame": "src"}
EMBED_LAZY: Final = ("data-src", "data-lazy-src", "data-original")

# Custom elements of scripts and of AMP, each with the element of HTML that it is shown as.
INSTEAD_OF: Final = {
    **dict.fromkeys(
        "amp-img amp-anim gatsby-image lazy-image lazy-img nuxt-img progressive-img".split(), "img"
    ),
    "amp-audio": "audio",
    "amp-video": "video",
}
# The page of each, by the attribute that tells which it is.
PAGES: Final = {
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
    "amp-facebook": ("data-href", "{}"),
    "amp-gist": ("data-gistid", "https://gist.github.com/{}"),
    "amp-iframe": ("src", "{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-reddit": ("data-src", "{}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-video-iframe": ("src", "{}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "lite-vimeo": ("videoid", "https://vimeo.com/{}"),
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v={}"),
    "vimeo-video": ("src", "{}"),
    "youtube-video": ("src", "{}"),
}
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
TITLES: Final = ("title", "playlabel", "videotitle")

# What players call themselves where nobody has given them a title.
_NO_TITLE: Final = re.compile(
    r"(?:(?:youtube|vimeo|bilibili|video|audio|media|embed(?:ded)?|html5|spotify|tencent)\s*)*"
    r"(?:player|iframe|embed|video|content|media)?",
    re.IGNORECASE,
)
_FILE: Final = re.compile(
    r".\.(?:docx?|epub|mp[34]|odt|ogg|pdf|pptx?|txt|webm|xlsx?|zip)$", re.IGNORECASE
)
# No author writes an arrow and this space, so that `entries` can tell these labels from the text.
MARK: Final = "→\xa0"


def page_of(name: str, attributes: Mapping[str, str]) -> str:
    """Return the address of the page that an element of `PAGES` embeds, empty where it has none."""
    key, page = PAGES[name]
    value = attributes.get(key, "").strip()
    if page == "{}":
        return value
    return page.format(value) if _IDENTIFIER.fullmatch(value) else ""


def label(attributes: Mapping[str, str], address: str) -> str:
    """Return the words of a link to what is shown inside of a page."""
    titles = (" ".join(attributes.get(key, "").split()) for key in TITLES)
    title = next((title for title in titles if not _NO_TITLE.fullmatch(title)), "")
    parts = urlsplit(address)
    file, host = unquote(parts.path.rpartition("/")[2]), parts.hostname or address
    return title or f"{MARK}{file if _FILE.search(file) else host.removeprefix('www.')}"
