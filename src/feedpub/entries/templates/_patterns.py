"""How template tags look, and what stands around them: regular expressions and bounds."""

import re
from typing import Final

LONGEST: Final = 2_000  # characters of one tag, or of one formula in a line
LONGEST_FORMULA: Final = 10_000  # of one that stands by itself
LONGEST_MODULE: Final = 20_000  # of one `export` of JavaScript

DEEPEST_INDENT: Final = 100

WORDPRESS: Final = (
    r"caption|wp_caption|gallery|embed|audio|video|playlist|sourcecode"
    r"|vc_\w+|et_pb_\w+|fusion_\w+"
)
# Where something may begin: found much faster than what it is.
STOP: Final = re.compile(r"[`\\<${|!\[]|^[ \t>]*+(?=[-*+0-9~@:`$\[{iIeE])", re.MULTILINE)
NEXT: Final = re.compile(
    r"^(?P<fence>[ \t>]*+(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]++)?(?P<ticks>`{3,}+(?=[^`\n]*$)|~{3,}+))"
    r"|(?P<run>`++)"
    r"|(?P<comment><!--)"
    r"|<(?P<element>pre|code|kbd|samp|script|style|textarea|xmp)(?=[\s/>])"
    r"|(?P<formula>\\[(\[]|\$\$?)"
    r"|(?P<escape>\\[^\w\s])"
    r"|(?P<liquid>\{%)"
    r"|(?P<shortcode>\{\{[<%])"
    r"|(?P<action>\{\{-?\s?/\*)"
    r"|(?P<value>\{\{)"
    r"|(?P<kramdown>\{::comment\})"
    r"|(?P<jinja>\{\#-?\s)"
    r"|(?P<aside>\{/\*)"
    r"|(?P<pelican>(?<=[(\"'<])(?:\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\|))"
    r"|^(?P<contents>[ \t]*+(?:\[toc\]|@\[toc\]|\$\{toc\}|\[\[_?toc_?\]\]|\{:\s?toc\})[ \t]*+$"
    r"|[ \t]*+(?:[-*+]|[0-9]{1,9}\.)[ \t][^\n]*+\n[ \t]*+\{:[^{}\n]*\btoc\b[^{}\n]*\}[ \t]*+$)"
    r"|^(?P<leaf>[ \t]*+::[a-z][\w-]*+(?:\[[^\]\n]*\])?(?:\{[^{}\n]*\})?[ \t]*+$)"
    r"|(?P<wiki>!?\[\[)"
    rf"|(?P<bracket>\[/?(?:{WORDPRESS})(?=[\s\]]))"
    r"|^(?P<module>(?:im|ex)port\b)"
    r"|(?P<component></?[a-z][\w.]*+(?=[\s/>]))"
    r"|(?P<expression>\{)",
    re.IGNORECASE | re.MULTILINE,
)
MAY_HAVE_TAGS: Final = re.compile(
    r"\{[{%#/:]|^[ \t]*::[a-z]|\[\[|\$|\\[(\[]"
    r"|\[/?(?:caption|wp_|gallery|embed|audio|video|playlist|source|vc_|et_|fusion)"
    r"|\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\||\[toc\]|=\{|\{\.{3}|^import\b"
    # Of a component the name begins with a capital, or the body would be read for each `<p>`.
    r"|<!--\s*(?:tab|cell)\s|^[ \t>]*</?(?-i:[A-Z])",
    re.IGNORECASE | re.MULTILINE,
)
HTML_MAY_HAVE_TAGS: Final = re.compile(
    r"\{(?:[{%]|(?:filename|static|attach)\})|\|(?:filename|static|attach)\||<!--\s*(?:tab|cell)\s"
    r"|\[/?(?:caption|wp_|gallery|embed|audio|video|playlist|source|vc_|et_|fusion)"
)
LIQUID: Final = re.compile(r"\{%[-~+=]?\s*(\#|/?[\w$@][\w.:-]*)\s*")
SHORTCODE: Final = re.compile(r"\{\{[<%]\s*(/?\s*[\w$@][\w./-]*)\s*")
LITERAL_SHORTCODE: Final = re.compile(r"\{\{([<%])\s*/\*(.{0,2000}?)\*/\s*([>%])\}\}", re.DOTALL)
# What has no name: `{% %}`, `{{< >}}`, `{% "a" %}`.
NAMELESS: Final = re.compile(r"\{%[^{}%\n]{0,200}%\}|\{\{[<%][^{}\n]{0,200}[>%]\}\}")
LITERAL: Final = re.compile(
    r"""\{\{[-~]?\s*((?:"[^"\n]{0,500}"|'[^'\n]{0,500}')[^{}"'\n]{0,200})\}\}"""
)
CALL: Final = re.compile(r"([\w:]+)\s*\((.*)\)", re.DOTALL)
IN_TEX: Final = re.compile(r"(?:[\^_}]|\\[A-Za-z]+)\Z")
WIKI: Final = re.compile(
    r"(!?)\[\[(?!\s)([^\[\]|\n]{1,500})(?:\\?\|([^\[\]\n]{0,500}))?\]\](?![(\[:])"
)
LEAF: Final = re.compile(r"::([A-Za-z][\w-]*)(?:\[([^\]]*)\])?(?:\{([^{}]*)\})?")
BRACKET: Final = re.compile(r"\[(/?)([\w]+)([^\]\n]{0,2000})\]")
EMBED: Final = re.compile(r"\[embed(?:\s[^\]\n]{0,200})?\]\s*(https?://[^\s\[\]]+)\s*\[/embed\]")
TAB: Final = re.compile(
    r"<!--\s*(?:tab|cell)\s+(?:\{%[^@%{}\n]{0,100}@)?([^<>@%\n]{1,200}?)\s*(?:%\}\s*)?(?:@[^<>\n]*)?-->",
    re.IGNORECASE,
)
IMPORT: Final = re.compile(
    r"""import\s+(?:[\w$*{][^;"'`]{0,2000}?\sfrom\s*)?["'][^"'\n]{1,500}["'][ \t]*;?[ \t]*$""",
    re.MULTILINE,
)
INMOST: Final = r"\{[^{}]{0,2000}+\}"
INNER: Final = rf"\{{(?:[^{{}}]{{1,2000}}+|{INMOST}){{0,99}}+\}}"
BRACES: Final = rf"\{{(?:[^{{}}]{{1,2000}}+|{INNER}){{0,99}}+\}}"
COMPONENT: Final = re.compile(
    r"<(/?)([A-Za-z][\w.]*+)"
    rf"""((?:\s++|[\w:-]++(?:=(?:"[^"]{{0,2000}}+"|'[^']{{0,2000}}+'|{BRACES}))?+|{BRACES})*+)(/?)>"""
)
EXPRESSION: Final = re.compile(BRACES)
END_OF_KRAMDOWN: Final = re.compile(r"\{:/(?:comment)?\}")
BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
END_OF_ELEMENT: Final = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("pre", "code", "kbd", "samp", "script", "style", "textarea", "xmp")
}
TO_THE_END: Final = frozenset({"highlight", "codeblock", "sourcecode"})  # these need an end
UNTOUCHED: Final = frozenset({"raw", "verbatim", "comment"})
TEX: Final = re.compile(
    r"\\[A-Za-z]|[\^=]|[A-Za-z0-9})]_[A-Za-z0-9{\\]|[A-Za-z0-9] ?[+<>] ?[A-Za-z0-9]"
    r"|\A[A-Za-z](?:[0-9]|\([A-Za-z]\))?\Z"
)
