"""feedpub's own codes, for which the W3C validator has no message."""

from typing import Final

from feedpub.validator.codes._code import Code, error, warning

_FILE: Final[dict[str, Code]] = {
    "not-a-feed": error("this is {value}, and no RSS, Atom, OPML or JSON Feed; give a feed"),
    "rss-1": warning(
        "this is RSS {value}, of which nothing is checked but its XML; write RSS 2.0 or Atom"
    ),
    "entity-declared": error(
        "the file declares entities, which attacks are made of; write the characters themselves"
    ),
    "too-deep": error("elements are nested deeper than 200; no feed needs that"),
    "too-many-elements": error("there are more than 300000 elements; no feed needs that"),
    "too-many-findings": warning("there are more than 1000 findings; mend these first"),
}

_JSON: Final[dict[str, Code]] = {
    "json-invalid": error("this is no valid JSON: {value}; correct it, for no reader reads on"),
    "json-key-repeated": error("the key {value} stands twice in one object; leave one"),
    "json-missing": error("{what} has no {value}, which it needs; add it"),
    "json-recommended": warning("{what} has no {value}, which readers want; add it"),
    "json-type": error("{what} is {value}; correct it"),
    "json-version": error(
        "{value} is no version of JSON Feed; write https://jsonfeed.org/version/1.1"
    ),
    "json-deprecated": warning("{what} is out of use since version 1.1; write {value}"),
    "json-unknown-key": warning(
        "{what} is no key of JSON Feed; check its name, or let it begin with an underscore"
    ),
    "json-address": error("{value} in {what} is no http(s) address; write a whole one"),
    "json-date": error(
        "{value} in {what} is no date of RFC 3339; write one such as 2022-06-10T14:01:35Z"
    ),
    "json-date-implausible": warning(
        "{value} in {what} is before there were feeds, or in the future; correct it"
    ),
    "json-language": error("{value} in {what} is no language; write a tag such as en or zh-CN"),
    "json-id-repeated": error(
        "another item has the id {value}, and readers show one of them; give each an id of its own"
    ),
    "json-no-content": error("{what} has neither content_html nor content_text; add one of them"),
    "json-number": error("{value} in {what} is no number from 0 on; write one"),
    "json-media-type": error("{value} in {what} is no media type; write one such as audio/mpeg"),
    "json-feed-url": warning(
        "feed_url names {value}, which is not where the feed is served; name that"
    ),
}

READERS: Final[dict[str, Code]] = {
    "script-address": warning(
        "{value} in {what} is an address that runs a script; leave it out, for readers remove it"
    ),
    "relative-media": warning(
        "{value} in {what} is a relative address, which readers do not find; write the whole one"
    ),
    "relative-in-atom": warning(
        "{value} in {what} is a relative address, and many readers do not resolve it in Atom; write"
        " the whole one"
    ),
    "lazy-image": warning(
        "the image {value} in {what} waits for a script that no reader runs; put the address into"
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
        "{what} has neither guid nor link, so readers tell it by its text, and show it as new when"
        " that changes; add a guid"
    ),
    "image-hidden": warning(
        "the image {value} is an enclosure and neither in the content nor in media:content;"
        " NetNewsWire and Feedly do not show it; add it there"
    ),
    "enclosure-type": warning(
        "the type of {value} is {declared}, by which Feedly and FreshRSS do not know it for what it"
        " is; write the true one"
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
