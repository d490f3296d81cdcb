"""Codes for text and HTML."""

from typing import Final

from feedpub.validator.codes._code import Code, error, warning

CONTENT: Final[dict[str, Code]] = {
    "ContainsHTML": warning(
        "{what} should be plain text and holds markup ({value}); remove it, or write & and < that"
        " are meant as such as &#x26; and &#x3C;"
    ),
    "ContainsUndeclaredHTML": warning(
        '{what} says that it is text and holds markup ({value}); remove it or add type="html"'
    ),
    "CharacterData": warning(
        "readers differ in how they read & and < in {what}; write them as &#x26; and &#x3C;"
    ),
    "NotInline": warning(
        "{what} says that it is XHTML and holds escaped markup ({value}); write it as elements"
    ),
    "ContainsEmail": warning("{what} holds an e-mail address; move it to the element for it"),
    "SecurityRisk": warning("{what} holds <{value}>, which readers remove or should; leave it out"),
    "SecurityRiskAttr": warning(
        "{what} holds the attribute {value}, which readers remove or should; leave it out"
    ),
    "DangerousStyleAttr": warning(
        "the style {value} in {what} is one that readers remove; leave it out"
    ),
    "NotHtml": warning("{what} holds HTML that is not valid: {value}; correct it"),
    "HtmlFragment": warning('{what} is no whole HTML document; write type="html"'),
    "ContainsRelRef": warning(
        "{value} in {what} is a relative address, which readers resolve differently or not at all;"
        " write the whole address"
    ),
    "MissingXhtmlDiv": error("{what} is XHTML and has no <div> around it all; add it"),
    "NotEscaped": error("{what} says that it is escaped and holds elements; escape them"),
    "NotBase64": error("{what} is to be Base64, by its type, and is not; correct one of them"),
}
