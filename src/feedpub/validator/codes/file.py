"""Codes for the file as a whole: encoding, XML, namespaces, what kind of file it is."""

from typing import Final

from feedpub.validator.codes._code import Code, error, warning

FILE: Final[dict[str, Code]] = {
    "ValidatorLimit": error(
        "the file has {value} bytes, and the W3C validator reads no more than 5000000;"
        " put fewer entries or summaries into it"
    ),
    "UnicodeError": error(
        "the file is not in the encoding that it should be in ({value}); write it as UTF-8"
    ),
    "UnknownEncoding": error("{value} is no encoding that readers know; write the file as UTF-8"),
    "ObscureEncoding": warning("few readers know the encoding {value}; write the file as UTF-8"),
    "EncodingMismatch": warning(
        "the server says {value} and the file {declared}; write and serve it as UTF-8"
    ),
    "NotUTF8": warning("podcast directories want UTF-8, and this is {value}; write it as UTF-8"),
    "UnexpectedContentType": warning(
        "it is served as {value}, and it is {declared}; serve it with the media type of its format"
    ),
    "SAXError": error("this is no well-formed XML: {value}; correct it, for no reader reads on"),
    "WPBlankLine": error(
        "there is white space before the XML declaration; remove it, for no reader reads on"
    ),
    "UndefinedNamedEntity": error(
        "an entity is used that XML does not have; write the character itself"
    ),
    "BadXmlVersion": error("this is XML {value}, which few parsers read; write version 1.0"),
    "ContainsSystemEntity": warning(
        "there is a document type declaration, which readers do not fetch; leave it out"
    ),
    "DeprecatedDTD": error(
        "this document type is not served by Netscape any more; leave the declaration out"
    ),
    "InvalidDoctype": error(
        "the document type is that of RSS 0.91, and {what} says {value}; leave the declaration out"
    ),
    "InvalidNamespace": error(
        "{what} is in the namespace {value}, where no reader looks for it; correct xmlns"
    ),
    "MissingNamespace": error("{what} has no namespace; declare the one that it is from"),
    "NotInANamespace": error(
        "{what} is part of an extension and has no namespace; give it the one of {parent}"
    ),
    "ObsoleteNamespace": error("this is Atom 0.3, which was given up in 2005; write Atom 1.0"),
    "MediaRssNamespace": error(
        "the namespace of Media RSS ends in a slash; write http://search.yahoo.com/mrss/"
    ),
    "ReservedPrefix": warning(
        "the prefix {value} is what readers know for {usual}; use another for this namespace"
    ),
    "ObsoleteWikiNamespace": warning(
        "this namespace of wikis is out of use; write http://purl.org/rss/1.0/modules/wiki/"
    ),
    "AvoidNamespacePrefix": warning(
        "simple readers do not find elements with the prefix {value}; make theirs the default"
        " namespace"
    ),
    "UnknownNamespace": warning(
        "the namespace {value} is not known; check its address, or leave it out if nobody reads it"
    ),
    "UndeterminableVocabulary": warning(
        "{what} has no namespace, so nobody can tell what it means; give it one"
    ),
    "UseOfExtensionAttr": warning(
        "RSS has no place for {value} on {what}; put it into an element of your own"
    ),
    "BadCharacters": warning(
        "there are characters in {what} that come from a wrong decoding; decode the text with the"
        " encoding that it is in"
    ),
    "InvalidRSSVersion": error('there is no RSS {value}; write version="2.0"'),
    "ObsoleteVersion": warning("this is an outlineDocument, the first OPML; write OPML 2.0"),
    "InvalidOPMLVersion": error('there is no OPML {value}; write version="2.0"'),
    "InvalidLanguage": error("{value} in {what} is no language; write a tag such as en or zh-CN"),
}
