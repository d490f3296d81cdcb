"""Codes for values: dates, addresses, ids, numbers, people, media types."""

from typing import Final

from feedpub.validator.codes._code import Causes, Code, error, warning

_CHARACTER: Final = (
    "the address {value} in {what} holds {character}, which no address may; write it as {escaped}"
)
_WHY_NO_ADDRESS: Final[Causes] = {
    "character": _CHARACTER,
    "empty": "{what} is empty and should be an address; write one",
    "host": "the address {value} in {what} has no host that can be found; write the whole address,"
    " such as https://example.org/page",
    "letters": "the address {value} in {what} holds letters beyond ASCII; write them as %XX, and"
    " the host in Punycode",
    "scheme": "{value} in {what} is not a whole address; write it from https:// on",
}
_NOT_AN_ADDRESS: Final = "{value} in {what} is not an address; write a valid one"
_ISO_DATE: Final = "write one such as 2022-06-10T14:01:35Z"
_RSS_DATE: Final = "write one such as Fri, 10 Jun 2022 14:01:35 +0000"
_PAST: Final = (
    '"{value}" in {what} is before 1990, when there were no feeds; correct it, for readers sort by'
    " it"
)
_FUTURE: Final = (
    '"{value}" in {what} is in the future; correct it, for readers sort by it or hide the entry'
)
_NO_SUCH_DAY: Final[Causes] = {
    "no-such-day": 'there is no such day or time as "{value}" in {what}; correct it',
}
_PERSON: Final = "write ann@example.org (Ann Example)"

VALUES: Final[dict[str, Code]] = {
    "InvalidRFC2822Date": error(
        f'"{{value}}" in {{what}} is not a date as RSS wants it (RFC 822); {_RSS_DATE}',
        _NO_SUCH_DAY,
    ),
    "IncorrectDOW": error(
        '"{value}" in {what} falls on another day of the week, {day}; correct or remove the day'
    ),
    "ProblematicalRFC822Date": warning(
        f'"{{value}}" in {{what}} is a date that not all readers understand; {_RSS_DATE}'
    ),
    "InvalidRFC3339Date": error(
        f'"{{value}}" in {{what}} is not a date as Atom wants it (RFC 3339); {_ISO_DATE}',
        _NO_SUCH_DAY,
    ),
    "InvalidW3CDTFDate": error(
        f'"{{value}}" in {{what}} is not a date of ISO 8601 with a time zone; {_ISO_DATE}',
        _NO_SUCH_DAY,
    ),
    "InvalidISO8601DateTime": error(
        f'"{{value}}" in {{what}} is not a date of ISO 8601; {_ISO_DATE}',
        _NO_SUCH_DAY,
    ),
    "ImplausibleDate": warning(_PAST, {"future": _FUTURE}),
    "InvalidLink": error(_NOT_AN_ADDRESS, _WHY_NO_ADDRESS),
    "InvalidFullLink": error(_NOT_AN_ADDRESS, _WHY_NO_ADDRESS),
    "InvalidIRI": error(_NOT_AN_ADDRESS, _WHY_NO_ADDRESS),
    "UriNotIri": error(_WHY_NO_ADDRESS["letters"]),
    "InvalidUriChar": error(_CHARACTER),
    "InvalidURIAttribute": error(_NOT_AN_ADDRESS, _WHY_NO_ADDRESS),
    "InvalidURLAttribute": error(
        "{value} in {what} is not an address of http or https; write one", _WHY_NO_ADDRESS
    ),
    "SchemeNotIANARegistered": warning(
        "{what} begins with {value}:, which programs do not know; use an address of http or https"
    ),
    "InvalidURN": error("{value} in {what} is not a URN; write one such as urn:isbn:0451450523"),
    "InvalidUUID": error(
        "{value} in {what} is not a UUID; write urn:uuid: and 32 hexadecimal digits in groups of 8,"
        " 4, 4, 4 and 12"
    ),
    "InvalidTAG": error(
        "{value} in {what} is not a tag: URI; write one such as tag:example.org,2024-01-31:name"
    ),
    "NonCanonicalURI": warning(
        "{value} in {what} has a form that programs may change, and then take for another; write"
        " {canonical}",
        {
            "none": "{value} in {what} has an address that programs may read in different ways;"
            " write each % in it as %25, or its escape in full",
        },
    ),
    "SameDocumentReference": warning(
        "{value} in {what} could lead into this file or to what xml:base names; write the whole"
        " address"
    ),
    "UnregisteredAtomLinkRel": warning(
        'the relation "{value}" in {what} is not registered; use one that is, or an address'
    ),
    "InvalidHttpGUID": error(
        'the guid {value} is not an address; add isPermaLink="false" to it',
        {
            "empty": "the guid is empty; write something that no other item has",
        },
    ),
    "InvalidPermalink": error(
        'the guid {value} is not an address that can be opened; add isPermaLink="false" to it'
    ),
    "NotSufficientlyUnique": warning(
        "the guid {value} is a short number, which other feeds have too; make it longer"
    ),
    "InvalidBooleanAttribute": error('"{value}" in {what} is neither true nor false; write one'),
    "InvalidTrueFalse": error('"{value}" in {what} is neither true nor false; write one'),
    "InvalidYesNo": error('"{value}" in {what} is neither yes nor no; write one'),
    "InvalidIntegerAttribute": error(
        '"{value}" in {what} is not a number; write one in digits alone'
    ),
    "InvalidNonNegativeInteger": error('"{value}" in {what} is not a number from 0 on; write one'),
    "InvalidPositiveInteger": error('"{value}" in {what} is not a number from 1 on; write one'),
    "InvalidFloat": error('"{value}" in {what} is not a number; write one such as 1.5'),
    "InvalidCommaSeparatedIntegers": error(
        '"{value}" in {what} is not a list of numbers; write some with commas between them'
    ),
    "UseZeroForUnknown": error("the length is -1; write 0 where it is not known"),
    "InvalidWidth": error('"{value}" in {what} is not a number from 1 to 144; correct it'),
    "InvalidHeight": error('"{value}" in {what} is not a number from 1 to 400; correct it'),
    "InvalidHour": error('"{value}" in {what} is not an hour; write a number from 0 to 23'),
    "UseZeroForMidnight": warning('"{value}" in {what} is midnight; write 0'),
    "InvalidDay": error('"{value}" in {what} is not a day of the week; write one such as Monday'),
    "InvalidMIMEType": error(
        '"{value}" in {what} is not a media type; write one such as text/html'
    ),
    "InvalidMIMEAttribute": error(
        '"{value}" in {what} is not a media type; write one such as image/png'
    ),
    "InvalidTextType": error('"{value}" in {what} is none of text, html and xhtml; write one'),
    "InvalidContact": error(f'"{{value}}" in {{what}} is not an e-mail address; {_PERSON}'),
    "InvalidAddrSpec": error(
        '"{value}" in {what} is not an e-mail address; write one such as ann@example.org'
    ),
    "UnknownHost": warning(
        '"{value}" in {what} has a host without a dot, which nobody finds; correct the address'
    ),
    "EmailFormat": warning(
        f'"{{value}}" in {{what}} has the name where readers do not look for it; {_PERSON}'
    ),
    "MissingRealName": warning(f'"{{value}}" in {{what}} names nobody; {_PERSON}'),
    "InvalidFormComponentName": error(
        '"{value}" in {what} is not the name of a form field; let it begin with a letter'
    ),
    "TooLong": error("{what} has more than {most} characters; shorten it"),
    "ImageLinkDoesntMatch": warning(
        "{value} in {what} differs from the link of the channel; write that"
    ),
    "ImageTitleDoesntMatch": warning(
        '"{value}" in {what} differs from the title of the channel; write that'
    ),
    "ImageUrlFormat": warning("{value} in {what} is not a GIF, JPEG or PNG; use one of them"),
    "InvalidLatitude": error('"{value}" in {what} is not a degree from -90 to 90; correct it'),
    "InvalidLongitude": error('"{value}" in {what} is not a degree from -180 to 180; correct it'),
}
