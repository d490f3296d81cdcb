"""Find a head image in a body, for documents whose front matter names none."""

import html
import re
from collections.abc import Iterable
from typing import Final

from feedpub.config import Site
from feedpub.model import Asset, Enclosure
from feedpub.source import media_files
from feedpub.web import text, urls

# In pixels. What is smaller is an icon, a face or a mark, and no picture of what the text is about.
_LEAST: Final = 100
_SIDE = re.compile(r' (?:width|height)="([0-9]{1,5})"')


def cover_in(content: str, assets: Iterable[Asset], site: Site) -> Enclosure | None:
    """Return the first picture that sanitized HTML shows and that is no icon; None without one.

    `assets` are the local files that it shows. Pictures that `site` names as no covers are none.
    """
    local = {urls.absolute(asset.path, site.url): asset for asset in assets}
    for found in text.images(content):
        sides = [int(side) for side in _SIDE.findall(found[0])]
        address = html.unescape(found[1])
        if any(side < _LEAST for side in sides) or not urls.has_domain(address):
            continue
        asset = local.get(address)
        if site.is_no_cover(asset.source if asset else address):
            continue
        if asset is None:
            return Enclosure(address, media_files.type_of(address))
        if min(asset.width or _LEAST, asset.height or _LEAST) >= _LEAST:
            return Enclosure(address, asset.type, asset.length, asset.width, asset.height)
    return None
