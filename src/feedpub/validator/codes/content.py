"""Codes for text and HTML."""

from typing import Final

from feedpub.validator.codes._code import Code, error, warning

CONTENT: Final[dict[str, Code]] = {
    "ContainsHTML": warning(
        "{what} should be plain text and holds markup, {value}; remove it, or write & and < that"
        " are to be shown as &#x26; and &#x3C;"
    ),
    "ContainsUndeclaredHTML": warning(
        '{what} says that it is plain text and holds markup, {value}; remove it or add type="html"'
    ),
    "CharacterData": warning(
        "readers differ in how they read & and < in {what}; write them as &#x26; and &#x3C;"
    ),
    "NotInline": warning(
        "{what} says that it is XHTML and holds escaped markup, {value}; write it as elements, or"
        ' say type="html"'
    ),
    "ContainsEmail": warning("{what} holds an e-mail address; move it to the element for it"),
    "SecurityRisk": warning(
        "{what} holds <{value}>, which readers remove for safety; remove it yourself"
    ),
    "SecurityRiskAttr": warning(
        "{what} holds the attribute {value}, which readers remove for safety; remove it yourself"
    ),
    "DangerousStyleAttr": warning(
        '{what} holds the style "{value}", which readers remove for safety; remove it yourself'
    ),
    "NotHtml": warning(
        "{what} holds HTML that is not valid: {value}; correct it",
        {"reference": "{what} holds {value}; write & as &amp;, or the character itself"},
    ),
    "HtmlFragment": warning(
        '{what} says type="{value}" and is not a whole document; write type="html"'
    ),
    "ContainsRelRef": warning(
        "{value} in {what} is a relative address, which readers resolve differently or not at all;"
        " write the whole address"
    ),
    "MissingXhtmlDiv": error("{what} is XHTML and has no <div> around all of it; add one"),
    "NotEscaped": error("{what} says that it is escaped and holds elements; escape them"),
    "NotBase64": error(
        '{what} should be Base64, for its type is "{value}"; encode it, or correct the type'
    ),
}
