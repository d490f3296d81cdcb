"""feedpub's own codes, for which the W3C validator has no message."""

from typing import Final

from feedpub.validator.codes._code import Code, error, warning

_FILE: Final[dict[str, Code]] = {
    "not-a-feed": error(
        "this is an XML file that begins with {value}, and none of RSS, Atom, OPML and JSON Feed;"
        " give a feed",
        {
            "binary": "this is {value} and not a feed; give a file or an address of a feed",
            "compressed": "this is compressed with {value}; decompress it first, or let the server"
            " say Content-Encoding",
            "headers": "this begins with the headers of a server's answer; remove all up to the"
            " first <",
            "json": "this is JSON and not JSON Feed, for it has neither items nor the version of"
            " JSON Feed; give a feed",
            "page": "this is a web page (HTML) and not a feed, and it names none; look on it for"
            " the address of its feed",
            "page-with-feed": "this is a web page (HTML) and not a feed; its own feed is {address}",
        },
    ),
    "rss-1": warning(
        "this is RSS {value}, of which nothing is checked but that it is XML; write RSS 2.0 or"
        " Atom, which more readers know"
    ),
    "encoding-untrue": warning(
        "the file says that it is in {value}, and its bytes are UTF-8; write"
        ' encoding="UTF-8" into its first line'
    ),
    "entity-declared": error(
        "the file declares entities, which attacks are made of; write the characters themselves"
    ),
    "too-deep": error("elements are nested deeper than 200; no feed needs that, so correct it"),
    "too-many-elements": error("there are more than 300000 elements; split the feed"),
    "too-many-findings": warning("there are more than 1000 problems; mend these first"),
}

_JSON: Final[dict[str, Code]] = {
    "json-invalid": error(
        "this is not valid JSON; correct it, for no reader reads on",
        {
            "colon": "a colon should stand here, after a key; add it",
            "comma": "a comma should stand here, or the end of what is open; add one of them",
            "control": "a line break, a tab or another control character stands in a text; write"
            r" it as \n, \t or \u and its number",
            "cut": "the file ends before all that it opens is closed; fetch or write it again as a"
            " whole",
            "deep": "objects and lists are nested deeper than any reader goes; correct it",
            "end": "something stands after the end of the feed; remove it",
            "escape": r"a backslash begins nothing that JSON knows; write it as \\",
            "key": 'a key in double quotes should stand here; write "key": value, and no comma'
            " after the last one",
            "number": "{value} is not a number that JSON or any reader knows; write another, or"
            " null",
            "string": "a text begins here and does not end; close it with a double quote",
            "trailing": "a comma stands after the last value; remove it",
            "value": "a value should stand here: a text in double quotes, a number, true, false,"
            " null, a list or an object; write one",
        },
    ),
    "json-key-repeated": error("the key {value} stands twice in one object; leave one"),
    "json-missing": error("{what} has no {value}, which it needs; add it"),
    "json-recommended": warning("{what} has no {value}, which readers want; add it"),
    "json-type": error("{what} is {value}; write {wanted}"),
    "json-version": error(
        "{value} is not a version of JSON Feed; write https://jsonfeed.org/version/1.1"
    ),
    "json-deprecated": warning("{what} is out of use since version 1.1; write {value}"),
    "json-unknown-key": warning(
        "JSON Feed has no key {what}; check its name, or let it begin with an underscore"
    ),
    "json-address": error(
        '"{value}" in {what} is not an address of http or https; write a whole one'
    ),
    "json-date": error(
        '"{value}" in {what} is not a date of RFC 3339; write one such as 2022-06-10T14:01:35Z',
        {"no-such-day": 'there is no such day or time as "{value}" in {what}; correct it'},
    ),
    "json-date-implausible": warning(
        '"{value}" in {what} is before 1990, when there were no feeds; correct it, for readers sort'
        " by it",
        {
            "future": '"{value}" in {what} is in the future; correct it, for readers sort by it or'
            " hide the entry",
        },
    ),
    "json-language": error(
        'the language "{value}" in {what} is not known; write a code such as en or zh-CN'
    ),
    "json-id-repeated": error(
        "another item has the id {value}, and readers show one of them; give each an id of its own"
    ),
    "json-no-content": error("{what} has neither content_html nor content_text; add one of them"),
    "json-number": error("{value} in {what} is below 0; write a number from 0 on"),
    "json-media-type": error(
        '"{value}" in {what} is not a media type; write one such as audio/mpeg'
    ),
    "json-feed-url": warning(
        "feed_url names {value}, and the feed is served at {address}; name that"
    ),
}

READERS: Final[dict[str, Code]] = {
    "script-address": warning(
        "the address {value} in {what} runs a script; remove it, as readers do"
    ),
    "relative-media": warning(
        "{value} in {what} is a relative address, which readers do not find; write the whole"
        " address"
    ),
    "relative-in-atom": warning(
        "{value} in {what} is a relative address, which many readers do not resolve in Atom; write"
        " the whole address"
    ),
    "lazy-image": warning(
        "the image {value} in {what} waits for a script, and readers run none; put the address into"
        " src"
    ),
    "item-without-date": warning(
        "{what} has no date; add one, or readers sort it by when they first saw it"
    ),
    "nothing-to-open": warning(
        "{what} has neither link nor content, so no reader can show more than a title; add one"
    ),
    "guid-is-not-the-link": warning(
        'Thunderbird opens the guid {value} and not the link; give it isPermaLink="false"'
    ),
    "id-by-place": warning(
        "{what} has neither guid nor link, so readers know it by its text, and show it as new when"
        " that changes; add a guid"
    ),
    "image-hidden": warning(
        "the image {value} is an enclosure alone, which NetNewsWire and Feedly do not show; add it"
        " to the content or as media:content"
    ),
    "enclosure-type": warning(
        "the type of {value} is {declared}, by which Feedly and FreshRSS can't tell what it is;"
        " write {true}"
    ),
    "thumbnail-alone": warning(
        'Mailchimp and Feedbro show media:content with medium="image", not media:thumbnail; add it'
    ),
    "feed-large": warning(
        "the file has {value} bytes, and some readers and services take no more than 1000000; put"
        " fewer entries or summaries into it"
    ),
}

OWN: Final[dict[str, Code]] = {**_FILE, **_JSON, **READERS}
