"""Codes for the file as a whole: encoding, XML, namespaces, what kind of file it is."""

from typing import Final

from feedpub.validator.codes._code import Code, error, warning

_BROKEN: Final = {
    "empty": "the file is empty; write the feed into it, or look why its program wrote nothing",
    "text": 'this is text without any tag, "{value}"; give a file or an address of a feed',
    "before": '"{value}" stands before the first tag; remove it',
    "no-element": "there is no element in this file, so it is not a feed; give one",
    "ampersand": "the & in {address} does not begin an entity; write it as &amp;",
    "ampersand-address": "the address {address} holds a bare &; write each & in it as &amp;",
    "semicolon": "the entity {value} does not end in a semicolon; add it, or write & as &amp;",
    "less": "the < in {value} does not begin a tag; write it as &lt;",
    "less-in-attribute": "a < stands in the attribute {value} of {element}; write it as &lt;, or"
    " close the quotes before it",
    "character": "the character {value} may not stand in XML; remove it",
    "reference": "{value} is not the number of a character that may stand in XML; remove it",
    "quotes": 'the value of {value} in {element} has no quotes; write {value}="…"',
    "no-value": 'the attribute {value} of {element} has no value; write {value}="{value}"',
    "space": "no space stands before the attribute {value} of {element}; add one",
    "twice": "the attribute {value} stands twice in one tag; leave one",
    "tag": "the tag {value} is not written as XML wants it; correct its name and attributes",
    "open-tag": "the tag {value} does not end before the next one begins; close it with >",
    "end-tag": "{value} stands here, but {open} of line {since} is still open; close that first",
    "end-tag-alone": "{value} closes an element that nothing has opened; remove it",
    "end-tag-form": "{value} is not written as an end tag; write </ and the name alone",
    "cut": "the file ends while {value} of line {since} is open; fetch or write it again as a"
    " whole",
    "cut-tag": "the file ends in the midst of {value}; fetch or write it again as a whole",
    "comment": "a comment holds two hyphens; write something else in their place",
    "comment-end": "the comment {value} does not end; close it with -->",
    "cdata": "the part that begins with <![CDATA[ does not end; close it with ]]>",
    "cdata-end": "the text holds ]]>, which may only end a CDATA section; write it as ]]&gt;",
    "after": '"{value}" stands after the end of the feed; remove it',
    "doctype": "the document type is not written as XML wants it; remove <!DOCTYPE …>",
    "declaration": 'the XML declaration is not right; write <?xml version="1.0" encoding="UTF-8"?>',
    "declaration-place": "an XML declaration stands within the file; move it to the very"
    " beginning, or remove it",
    "prefix": 'the prefix {value} is not declared; add xmlns:{value}="{address}" to {root}',
    "prefix-unknown": 'the prefix {value} is not declared; add xmlns:{value}="…" with the'
    " address of its vocabulary to {root}, or remove what begins with {value}:",
    "empty-namespace": "a prefix is declared with an empty address; give the address of its"
    " vocabulary",
    "reserved-prefix": "a prefix or an address that XML keeps for itself is declared; remove that"
    " declaration",
    "long-namespace": "the address of a namespace has more than 1000 characters; correct it",
    "namespace": "the namespace {value} holds white space; correct its address",
}

FILE: Final[dict[str, Code]] = {
    "ValidatorLimit": error(
        "the file has {value} bytes, and the W3C validator reads no more than 5000000;"
        " put fewer entries or summaries into it"
    ),
    "UnicodeError": error(
        "the bytes {value} here are not text in {encoding}, in which the file should be; save it as"
        " UTF-8",
        {
            "undeclared": "the file is in {value} and does not say so; save it as UTF-8",
            "declared": "the file says that it is in {declared}, and is in {value}; save it as"
            " UTF-8 and say that",
        },
    ),
    "UnknownEncoding": error(
        "the file says that it is in {value}, an encoding that readers do not know; save it as"
        " UTF-8"
    ),
    "ObscureEncoding": warning("few readers know the encoding {value}; save the file as UTF-8"),
    "EncodingMismatch": warning(
        "the server says that this is in {value}, and the file says {declared}; make both say UTF-8"
    ),
    "NotUTF8": warning(
        "podcast directories want UTF-8, and this is in {value}; save the file as UTF-8"
    ),
    "UnexpectedContentType": warning(
        "this is {declared}, and the server says {value}; let it say {expected}"
    ),
    "SAXError": error("this is not well-formed XML; correct it, for no reader reads on", _BROKEN),
    "WPBlankLine": error(
        "blank lines or spaces stand before the XML declaration; remove them, for most readers stop"
        " here"
    ),
    "UndefinedNamedEntity": error(
        "the entity {value} is unknown in XML; write {instead} or the character itself",
        {
            "unknown": "the entity {value} is unknown; write the character that is meant, or & as"
            " &amp;",
        },
    ),
    "BadXmlVersion": error("this is XML {value}, which few parsers read; write version 1.0"),
    "ContainsSystemEntity": warning(
        "the file names a document type, which readers do not fetch; remove <!DOCTYPE …>"
    ),
    "DeprecatedDTD": error(
        "Netscape does not serve this document type any more; remove <!DOCTYPE …>"
    ),
    "InvalidDoctype": error(
        "the document type is for RSS 0.91, and {what} says {value}; remove <!DOCTYPE …>"
    ),
    "InvalidNamespace": error(
        "{what} is in the namespace {value}, where readers do not look for it; remove xmlns, for"
        " RSS and OPML have none",
        {
            "atom": "{what} is in the namespace {value}, where readers do not look for it; write"
            " http://www.w3.org/2005/Atom",
        },
    ),
    "MissingNamespace": error(
        "{what} has no namespace; add the xmlns that it belongs to, such as {usual}"
    ),
    "NotInANamespace": error(
        "{what} is part of an extension and has no namespace; give it the one of {parent}"
    ),
    "ObsoleteNamespace": error(
        "this is Atom 0.3, a draft that was given up in 2005; write Atom 1.0"
    ),
    "MediaRssNamespace": error(
        "the namespace of Media RSS ends in a slash; write http://search.yahoo.com/mrss/"
    ),
    "ReservedPrefix": warning(
        "readers take the prefix {value} for {usual}; use another one for this namespace"
    ),
    "ObsoleteWikiNamespace": warning(
        "this namespace of wikis is out of use; write http://purl.org/rss/1.0/modules/wiki/"
    ),
    "AvoidNamespacePrefix": warning(
        "simple readers do not find elements with the prefix {value}; declare this namespace with"
        " xmlns, without a prefix"
    ),
    "UnknownNamespace": warning(
        "the namespace {value} is not known; check its address, or remove it if nobody reads it"
    ),
    "UndeterminableVocabulary": warning(
        "{what} has no namespace, so nobody can tell what it means; give it one, or remove it"
    ),
    "UseOfExtensionAttr": warning(
        "RSS does not allow the attribute {value} on {what}; write it as an element of its own"
    ),
    "BadCharacters": warning(
        '{what} holds "{value}", which a wrong decoding leaves behind; decode the text in the'
        " encoding that it is in"
    ),
    "InvalidRSSVersion": error('there is no RSS "{value}"; write version="2.0"'),
    "ObsoleteVersion": warning("this is an outlineDocument, the first OPML; write OPML 2.0"),
    "InvalidOPMLVersion": error('there is no OPML "{value}"; write version="2.0"'),
    "InvalidLanguage": error(
        'the language "{value}" in {what} is not known; write a code such as en or zh-CN'
    ),
}
