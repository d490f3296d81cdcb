"""Images that come late, elements of scripts, places: what is moved from one place to another."""

from html import escape
from typing import Final

from tests.browser.attack import EVIL, HIT, IMG, attacks

_LATE: Final = {
    "any attribute": f"<img src=data:, onerror={HIT} real_src='x\"{IMG}.png'>",
    "any attribute, script": f"<img src=x data-x-src='javascript:{HIT}//a.png' onerror={HIT}>",
    "noscript": f"<img src=data:,><noscript>{IMG}</noscript>{IMG}",
    "noscript, quotation": f"<img src=data:,><noscript><img src='x\">{IMG}'></noscript>{IMG}",
    "noscript, end in an attribute": (
        f'<img src=data:,><noscript><img src=/a.png alt="</noscript>{IMG}"></noscript>'
    ),
    "noscript, end in an attribute before": (
        f'<img src=data:, alt="<noscript>"><noscript title="</noscript>{IMG}"><img src=/a>'
    ),
    "placeholder in an attribute": f"<p title='<img src=data:,>'><noscript><img src=/a>{IMG}",
    "srcset": f"<img srcset='x\">{IMG} 1x' onerror={HIT}>",
    "base": f"<base href={EVIL}/><script src=s.js></script><img src=i.png onerror={HIT}>",
    "base, script": f"<base href='javascript:{HIT}//'><a href=#x onclick={HIT}>x</a>",
    "drawing in a frame": f'<iframe src="data:image/svg+xml,{escape(f"<svg onload={HIT}>")}">',
    "drawing in an image": f"<img src='data:image/svg+xml,<svg onload={HIT}>' onerror={HIT}>",
}

_OF_SCRIPTS: Final = {
    "amp-img": f"<amp-img src=x onclick={HIT} onmouseover={HIT}>{IMG}</amp-img>",
    "amp-img, quotation": f"<amp-img src='x\">{IMG}' onmouseover={HIT}>x</amp-img>",
    "amp-video": f"<amp-video><source src=x onerror={HIT}>{IMG}</amp-video>",
    "amp-iframe": f"<amp-iframe src=javascript:{HIT} onmouseover={HIT}>x</amp-iframe>",
    "lite-youtube": f"<lite-youtube videoid='\">{IMG}' onclick={HIT}>x</lite-youtube>",
    "lite-youtube, title": f"<lite-youtube videoid=x playlabel='{IMG}'>{IMG}</lite-youtube>",
    "never closed": f"<amp-img src=x>{IMG}<p>{IMG}",
}

_IN_MEDIA: Final = {
    "words of a film": f"<video>{IMG}<p onclick={HIT}>x</p></video>",
    "link in a film": f"<video><a href=javascript:{HIT} onclick={HIT}>x</a>{IMG}</video>",
    "end of a film in an attribute": f'<video><a title="</video>{IMG}" onclick={HIT}>x</a></video>',
    "film that is never closed": f"<video><source src=x onerror={HIT}>{IMG}",
    "film in a formula": f"<math><mi><video></math>{IMG}</video>",
}

_PLACES: Final = {
    "id": f"<p id='x\">{IMG}'>x</p><a href='#x\">{IMG}'>y</a>{IMG}",
    "id of the document": f"<a href=#cookie>y</a><form id=cookie onclick={HIT}>x</form>",
    "name": f"<a name=readerConfig href={EVIL}/>x</a><a href=#readerConfig onclick={HIT}>y</a>",
    "heading": f"<h2>{escape(IMG)}</h2><a href='#img-srcx-onerror' onclick={HIT}>y</a>",
}

ATTACKS: Final = (
    *attacks("late image", _LATE),
    *attacks("element of a script", _OF_SCRIPTS),
    *attacks("words in a film", _IN_MEDIA),
    *attacks("place", _PLACES),
)
