"""Codes for elements and attributes: missing, repeated, in a wrong place."""

from typing import Final

from feedpub.validator.codes._code import Code, error, warning

ELEMENTS: Final[dict[str, Code]] = {
    "UndefinedElement": error(
        "{what} is not an element that {parent} may hold; check its name, or remove it",
        {
            "in-html": 'the element {what} stands in {parent}, which says type="html"; write its'
            ' tags as &lt;…&gt;, or write type="xhtml" and a <div> around all of it',
            "in-text": "the element {what} stands in {parent}, which says that it is plain text;"
            ' remove the tags, or write them as &lt;…&gt; and type="html"',
            "in-data": "the element {what} stands in {parent}, whose type {value} holds none;"
            " escape it, or correct the type",
        },
    ),
    "NoBlink": error("RSS has no element {what}; remove it"),
    "QuestionableUsage": warning(
        "{what} has no meaning in {parent}; move it to where it has one, or remove it"
    ),
    "MisplacedXHTMLContent": warning(
        "{what} stands in {parent}, where no reader shows it; put it into the content"
    ),
    "MisplacedMetadata": error("{what} stands after the first entry; move it before the entries"),
    "MisplacedItem": warning(
        "{value} stands after this item; move it before the items, for some readers stop there"
    ),
    "UnexpectedAttribute": error(
        "{what} may not have the attribute {value}; check its name, or remove it"
    ),
    "UnexpectedText": error("text stands in {what}, which may hold elements only; remove the text"),
    "UnexpectedWhitespace": error(
        "spaces or line breaks stand around the value of {what}; remove them"
    ),
    "AtomLinkNotEmpty": warning("text stands in {what}, where nobody reads it; remove the text"),
    "DuplicateElement": error("{what} stands more than once in {parent}; leave one"),
    "DuplicateEnclosure": warning(
        "the item has more than one {what}, and most readers take one; leave one, or use"
        " media:content for the others"
    ),
    "DuplicateAtomLink": error(
        "{parent} has two alternate links with the same type and language; leave one"
    ),
    "DuplicateValue": error('another {what} says "{value}" too; give each a value of its own'),
    "DuplicateEntries": warning(
        "another entry has the id {value}, and readers show one of them; give each an id of its own"
    ),
    "DuplicateIds": error("all entries have the same id; give each an id of its own"),
    "DuplicateUpdated": warning(
        "another entry was updated at the same moment, {value}; give the true moments if you can"
    ),
    "DuplicateSemantics": warning("{what} says the same as <{value}>; leave one of them"),
    "DuplicateItemSemantics": warning("{what} says the same as <{value}>; leave one of them"),
    "DuplicateDescriptionSemantics": warning(
        "{what} repeats what an element of RSS says; leave one of them"
    ),
    "MissingElement": error("{what} has no {value}, which it needs; add it"),
    "MissingTitle": error("{what} has no title; add one"),
    "MissingLink": error("{what} has no link; add the address of the page that it is about"),
    "MissingDescription": error("{what} has no description; add one"),
    "ItemMustContainTitleOrDescription": error(
        "the item has neither title nor description; add one of them"
    ),
    "MissingContentOrAlternate": error(
        "the entry has neither content nor an alternate link; add one of them"
    ),
    "MissingTextualContent": warning(
        "the entry has neither content nor summary; add one, or readers show the title alone"
    ),
    "MissingSummary": error(
        "the content of the entry is elsewhere, or is not text; add a summary for readers to show"
    ),
    "MissingSourceElement": warning(
        "{what} has no {value}; copy it from the feed that the entry is from"
    ),
    "MissingGuid": warning(
        "the item has no guid; add one that never changes, or readers show it again as new when its"
        " link changes"
    ),
    "MissingAttribute": error("{what} has no attribute {value}, which it needs; add it"),
    "MissingHref": error("{what} has no href; add the address that it leads to"),
    "MissingTypeAttr": warning("{what} has src and no type; add the media type of what is there"),
    "MissingSelf": warning(
        'the feed does not say where it is served; add <link rel="self" href="…"/>'
    ),
    "MissingAtomSelfLink": warning(
        'the feed does not say where it is served; add <atom:link rel="self" href="…"/>'
    ),
    "SelfDoesntMatchLocation": warning(
        "the self link names {value}, and the feed is served at {address}; name that"
    ),
    "RelativeSelf": warning("the self link {value} is relative; write the whole address"),
    "SelfNotAtom": warning(
        'the self link says type="{value}", which no feed has; write application/atom+xml or'
        " application/rss+xml"
    ),
    "NotBlank": warning("{what} is empty; fill it or remove it"),
    "AttrNotBlank": warning("{what} is empty; fill it or remove it"),
    "AvoidTextInput": warning("no reader shows textInput; remove it"),
    "NeedDescriptionBeforeContent": warning(
        "content:encoded stands here without a description before it; put a summary into one"
    ),
    "SlashDate": warning(
        "the item has slash:comments and the channel no lastBuildDate; add one, so that readers see"
        " new numbers"
    ),
    "EightDaysAWeek": error("skipDays names more than seven days; name each once"),
    "NotEnoughHoursInTheDay": error("skipHours names more than 24 hours; name each once"),
}
