"""HTML that is one tree when it is read and another when it is written and read again."""

from html import escape
from typing import Final

from tests.browser.attack import HIT, IMG, attacks

_QUOTED: Final = escape(IMG)

# A parser that takes the element's content for text ends it at the end tag in the attribute.
_RAW_TEXT: Final = (
    "title",
    "textarea",
    "style",
    "script",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "listing",
    "template",
    "select",
    "math",
    "svg",
)

_END_IN_ATTRIBUTE: Final = {
    f"end of {name} in an attribute": f'<{name}><p title="</{name}>{IMG}">x</p></{name}>'
    for name in _RAW_TEXT
}

# In foreign content the same names hold elements; what holds text there is the reverse.
_FOREIGN: Final = {
    f"end of {name} in an attribute, in {outer}": (
        f'<{outer}></p><{name}><a id="</{name}>{IMG}"></{name}></{outer}>'
    )
    for outer in ("svg", "math")
    for name in ("style", "title", "noscript", "xmp", "textarea", "iframe", "noembed")
}

_COMMENTS: Final = {
    "empty comment": f"<!-->{IMG}-->",
    "nearly empty comment": f"<!--->{IMG}-->",
    "comment with a bang": f"<!-- x --!>{IMG}-->",
    "comment in a comment": f"<!-- <!-- -->{IMG}-->",
    "comment of a quote": f'<!--" -->{IMG}<!--" -->',
    "comment that a tag ends": f"<!--\x3e{IMG}",
    "comment in a style": f"<style><!--</style>{IMG}<!-- --></style>",
    "comment in a title": f"<title><!--</title>{IMG}--></title>",
    "comment in a noscript": f"<noscript><!--</noscript>{IMG}--></noscript>",
    "comment in a script": f"<script><!--<script></script>{IMG}--></script>{IMG}",
    "comment in an iframe": f"<iframe><!--</iframe>{IMG}--></iframe>",
    "comment in a select": f"<select><!--</select>{IMG}--></select>",
    "comment in an svg style": f"<svg><style><!--</style>{IMG}--></style></svg>",
    "comment in an svg title": f"<svg><title><!--</title>{IMG}--></svg>",
    "comment with an end in an attribute": f'<!-- <a title="-->{IMG}">',
    "conditional comment": f"<!--[if gte IE 4]>{IMG}<![endif]-->",
    "conditional comment, downlevel": f"<![if !IE]>{IMG}<![endif]>",
}

_FORESTS: Final = {
    "form in form, mglyph": (
        f"<form><math><mtext></form><form><mglyph><style></math>{IMG}</style></mglyph></form>"
    ),
    "form in form, svg": f"<form><svg><desc></form><form><title><style></svg>{IMG}</style>",
    "table in mtext, mglyph": (
        f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;{_QUOTED}">'
    ),
    "table in mtext, malignmark": (
        f'<math><mtext><table><malignmark><style><!--</style><b title="--&gt;{_QUOTED}">'
    ),
    "table in annotation": (
        "<math><annotation-xml encoding=text/html><table><mglyph><style><!--</style>"
        f'<b title="--&gt;{_QUOTED}">'
    ),
    "table in svg desc": (
        f'<svg><desc><table><g><style><!--</style><b title="--&gt;{_QUOTED}"></table></desc></svg>'
    ),
    "style in p in svg": f'<svg><p><style><g title="</style>{IMG}"></style></p></svg>',
    "style in foreignObject": (
        f'<svg><foreignObject><svg><style><a title="</style>{IMG}"></style></svg></foreignObject>'
    ),
    "style in math in svg": (
        f'<svg><foreignObject><math><mi><style><a title="</style>{IMG}"></style></mi></math>'
    ),
    "font that breaks out": f'<svg><font color=red><style><a id="</style>{IMG}"></font></svg>',
    "font that does not": f'<svg><font><style><a id="</style>{IMG}"></font></svg>',
    "br end tag in math": f'<math></br><style><a id="</style>{IMG}"></math>',
    "table, foster-parented image": f"<table>{IMG}<tr><td>x</table>",
    "table, foster-parented link": f"<table><a href=javascript:{HIT}>x</a></table>",
    "table, foster-parented style": f'<table><style></table><a title="</style>{IMG}">x</a>',
    "table, caption and svg": f"<table><caption><svg><title><table><caption>{IMG}",
    "table in table": f"<table><tr><table><style><!--</style>{IMG}--></table>",
    "link in link": f"<a><table><a href=javascript:{HIT}>x</table>y</a>",
    "button in button": f"<button><p><button onclick={HIT}>x</p></button>",
    "nobr in nobr": f"<nobr><b><nobr onclick={HIT}>x</b></nobr>",
    "bold over paragraphs": f"<b onclick={HIT}>x<p>y</b>z</p>",
    "option in option": f"<select><option><option>{IMG}</select>",
    "select, element inside": f"<select>{IMG}</select>",
    "select, style inside": f'<select><style></select><a title="</style>{IMG}">',
    "select, svg inside": f"<select><svg onload={HIT}></select>",
    "select in select": f"<select><select>{IMG}",
    "select in table": f"<table><tr><td><select><tr><td>{IMG}",
    "template": f"<template>{IMG}</template>",
    "template in template": f"<template><template></template></template>{IMG}</template>",
    "template, table part": f"<template><tr><td>{IMG}</template>",
    "template, shadow root": f"<p><template shadowrootmode=open>{IMG}</template></p>",
    "template, closed shadow root": f"<p><template shadowrootmode=closed>{IMG}</template></p>",
    "template with a style": f"<template><style></template>{IMG}</style></template>",
    "frameset after text": f"x<frameset onload={HIT}>",
    "frameset after nothing": f"<input type=hidden><frameset onload={HIT}>",
    "text after body": f"<body></body></html>{IMG}",
    "head after body": f"<body><head>{IMG}</head>",
    "textarea, first line break": f"<textarea>\n\n</textarea>{IMG}",
    "pre, first line break": f"<pre>\n\n{IMG}</pre>",
    "noscript in head": f"<head><noscript><style></noscript>{IMG}</style></noscript></head>",
    "noscript, twice": f'<noscript><noscript><p title="</noscript>{IMG}"></noscript>',
    "noscript link": f'<noscript><a href="</noscript>{IMG}">x</a></noscript>',
    "xmp in noscript": f"<noscript><xmp></noscript>{IMG}</xmp>",
    "end tags that open": f"</p></br>{IMG}",
    "ruby": f"<ruby><rtc><rt><style><a title='</style>{IMG}'></ruby>",
}

_TEXTS: Final = {
    "escaped, in a p": f"<p>{_QUOTED}</p>",
    "escaped, in an xmp": f"<xmp>{_QUOTED}</xmp>",
    "escaped, in a listing": f"<listing>{_QUOTED}</listing>",
    "escaped, in a noembed": f"<noembed>{_QUOTED}</noembed>",
    "escaped, in a style": f"<style>{_QUOTED}</style>",
    "escaped, in a textarea": f"<textarea>{_QUOTED}</textarea>",
    "escaped, in a title": f"<title>{_QUOTED}</title>",
    "escaped, in an svg style": f"<svg><style>{_QUOTED}</style></svg>",
    "escaped, in a math mtext": f"<math><mtext>{_QUOTED}</mtext></math>",
    "escaped, after a plaintext": f"<plaintext>{_QUOTED}",
    "escaped, in a script": f"<script>{_QUOTED}</script>",
    "escaped, in an attribute": f'<p title="{_QUOTED}">x</p>',
    "escaped twice": f"<p>{escape(_QUOTED)}</p>",
    "unescaped, after a plaintext": f"<plaintext>{IMG}",
    "unescaped, in an attribute": f"<p title='{IMG}'>x</p>",
    "unescaped, in an alternative": f"<img src=i.png alt='{IMG}'>",
    "backquotes in an attribute": f"<img alt='``onerror={HIT} ' src=x>",
    "backslash quotes in a style": f"<p style=\"font-family:'\\22\\3bx:expression({HIT})'\">x</p>",
    "a quote that ends the attribute": f"<p title='&quot;&gt;{_QUOTED}'>x</p>",
}

ATTACKS: Final = (
    *attacks("mutation", _END_IN_ATTRIBUTE | _FOREIGN),
    *attacks("mutation by comment", _COMMENTS),
    *attacks("mutation of the tree", _FORESTS),
    *attacks("mutation of text", _TEXTS),
)
