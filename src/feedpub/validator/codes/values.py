"""Codes for values: dates, addresses, ids, numbers, people, media types."""

from typing import Final

from feedpub.validator.codes._code import Code, error, warning

VALUES: Final[dict[str, Code]] = {
    "InvalidRFC2822Date": error(
        "{value} in {what} is no date of RFC 822; write one such as Fri, 10 Jun 2022 14:01:35 +0000"
    ),
    "IncorrectDOW": error("{value} in {what} is another day of the week; correct or omit the day"),
    "ProblematicalRFC822Date": warning(
        "{value} in {what} is a date that not all readers read; write one such as"
        " Fri, 10 Jun 2022 14:01:35 +0000"
    ),
    "InvalidRFC3339Date": error(
        "{value} in {what} is no date of RFC 3339; write one such as 2022-06-10T14:01:35Z"
    ),
    "InvalidW3CDTFDate": error(
        "{value} in {what} is no date; write one such as 2022-06-10T14:01:35Z"
    ),
    "InvalidISO8601DateTime": error(
        "{value} in {what} is no date; write one such as 2022-06-10T14:01:35Z"
    ),
    "ImplausibleDate": warning(
        "{value} in {what} is before there were feeds, or in the future; correct it, for readers"
        " sort by it"
    ),
    "InvalidLink": error("{value} in {what} is no address; write a valid one"),
    "InvalidFullLink": error("{value} in {what} is no whole address; write one with its scheme"),
    "InvalidIRI": error("{value} in {what} is no address; write a valid one"),
    "UriNotIri": error(
        "{value} in {what} has letters that a URI can't have; write them as %XX and the host in"
        " Punycode"
    ),
    "InvalidUriChar": error(
        "{value} in {what} has a character that no address can have; write it as %XX"
    ),
    "InvalidURIAttribute": error("{value} in {what} is no address; write a valid one"),
    "InvalidURLAttribute": error(
        "{value} in {what} is no http(s) address; write a whole one, with a host that has a dot"
    ),
    "SchemeNotIANARegistered": warning(
        "no program knows the addresses that begin with {value}: in {what}; use http(s)"
    ),
    "InvalidURN": error("{value} in {what} is no URN; write urn:NAME:THING"),
    "InvalidUUID": error("{value} in {what} is no UUID; write urn:uuid: and 32 hexadecimal digits"),
    "InvalidTAG": error(
        "{value} in {what} is no tag: URI; write one such as tag:example.org,2024-01-31:name"
    ),
    "NonCanonicalURI": warning(
        "{value} in {what} can be written in another way, {canonical}; write it in that, so that no"
        " program takes them for two"
    ),
    "SameDocumentReference": warning(
        "{value} in {what} could mean this file or what xml:base names; write the whole address"
    ),
    "UnregisteredAtomLinkRel": warning(
        "{value} in {what} is no relation that is registered; use one that is, or an address"
    ),
    "InvalidHttpGUID": error('the guid {value} is no address; give it isPermaLink="false"'),
    "InvalidPermalink": error(
        'the guid {value} is no address that can be opened; give it isPermaLink="false"'
    ),
    "NotSufficientlyUnique": warning(
        "the guid {value} is a short number, which other feeds have too; make it longer"
    ),
    "InvalidBooleanAttribute": error("{value} in {what} is neither true nor false; write one"),
    "InvalidTrueFalse": error("{value} in {what} is neither true nor false; write one"),
    "InvalidYesNo": error("{value} in {what} is neither yes nor no; write one"),
    "InvalidIntegerAttribute": error("{value} in {what} is no number; write a number of bytes"),
    "InvalidNonNegativeInteger": error("{value} in {what} is no number from 0 on; write one"),
    "InvalidPositiveInteger": error("{value} in {what} is no number from 1 on; write one"),
    "InvalidFloat": error("{value} in {what} is no number; write one such as 1.5"),
    "InvalidCommaSeparatedIntegers": error(
        "{value} in {what} are no numbers with commas between them; write some"
    ),
    "UseZeroForUnknown": error("the length is -1; write 0 where it is not known"),
    "InvalidWidth": error("{value} in {what} is no number of pixels from 1 to 144; correct it"),
    "InvalidHeight": error("{value} in {what} is no number of pixels from 1 to 400; correct it"),
    "InvalidHour": error("{value} in {what} is no hour; write a number from 0 to 23"),
    "UseZeroForMidnight": warning("{value} in {what} is midnight; write 0"),
    "InvalidDay": error("{value} in {what} is no day of the week; write one such as Monday"),
    "InvalidMIMEType": error("{value} in {what} is no media type; write one such as text/html"),
    "InvalidMIMEAttribute": error(
        "{value} in {what} is no media type; write one such as image/png"
    ),
    "InvalidTextType": error("{value} in {what} is none of text, html and xhtml; write one"),
    "InvalidContact": error(
        "{value} in {what} is no e-mail address; write one such as ann@example.org (Ann Example)"
    ),
    "InvalidAddrSpec": error(
        "{value} in {what} is no e-mail address; write one such as ann@example.org"
    ),
    "UnknownHost": warning("nobody can tell where {value} in {what} is; check the address"),
    "EmailFormat": warning(
        "{value} in {what} has the name in another place; write ann@example.org (Ann Example)"
    ),
    "MissingRealName": warning(
        "{value} in {what} comes without a name; write ann@example.org (Ann Example)"
    ),
    "InvalidFormComponentName": error("{value} in {what} is no name of a form field; correct it"),
    "TooLong": error("{what} has more than {most} characters; shorten it"),
    "ImageLinkDoesntMatch": warning("{value} in {what} is not the link of the channel; write that"),
    "ImageTitleDoesntMatch": warning(
        "{value} in {what} is not the title of the channel; write that"
    ),
    "ImageUrlFormat": warning("{value} in {what} is no GIF, JPEG or PNG; use one of them"),
    "InvalidLatitude": error("{value} in {what} is no degree from -90 to 90; correct it"),
    "InvalidLongitude": error("{value} in {what} is no degree from -180 to 180; correct it"),
}
