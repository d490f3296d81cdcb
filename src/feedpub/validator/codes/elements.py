"""Codes for elements and attributes: missing, repeated, in a wrong place."""

from typing import Final

from feedpub.validator.codes._code import Code, error, warning

ELEMENTS: Final[dict[str, Code]] = {
    "UndefinedElement": error("{parent} has no element {what}; check its name, or leave it out"),
    "NoBlink": error("{what} is no element of RSS; leave it out"),
    "QuestionableUsage": warning("{what} is of no use in {parent}; move or remove it"),
    "MisplacedXHTMLContent": warning(
        "{what} stands in {parent}, where no reader shows it; put it into the content"
    ),
    "MisplacedMetadata": error("{what} stands after the first entry; move it before the entries"),
    "MisplacedItem": warning("there is {value} after this item; move items to the end of channel"),
    "UnexpectedAttribute": error("{what} has no attribute {value}; check its name, or remove it"),
    "UnexpectedText": error("{what} holds text, where only elements may stand; remove the text"),
    "UnexpectedWhitespace": error("there is white space around the value of {what}; remove it"),
    "AtomLinkNotEmpty": warning("{what} holds text, which nobody reads; remove the text"),
    "DuplicateElement": error("{parent} has more than one {what}; leave one"),
    "DuplicateEnclosure": warning(
        "the item has more than one {what}, and most readers take one; leave one, or use"
        " media:content for the others"
    ),
    "DuplicateAtomLink": error(
        "{parent} has two alternate links of one type and language; leave one"
    ),
    "DuplicateValue": error("another {what} says {value} too; give each a value of its own"),
    "DuplicateEntries": warning(
        "another entry has the id {value}, and readers show one of them; give each an id of its own"
    ),
    "DuplicateIds": error("all entries have one id; give each an id of its own"),
    "DuplicateUpdated": warning(
        "another entry was updated at the same moment, {value}; give the true moments if you can"
    ),
    "DuplicateSemantics": warning("{what} says what {value} says; leave one of them"),
    "DuplicateItemSemantics": warning("{what} says what {value} says; leave one of them"),
    "DuplicateDescriptionSemantics": warning(
        "{what} says what RSS has elements for; leave one of them"
    ),
    "MissingElement": error("{what} has no {value}, which it needs; add it"),
    "MissingTitle": error("{what} has no title; add one"),
    "MissingLink": error("{what} has no link; add one to the page that it is the feed of"),
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
    "MissingSummary": error("the content is no text that is in the feed; add a summary"),
    "MissingSourceElement": warning("{what} has no {value}; copy it from the feed of the entry"),
    "MissingGuid": warning(
        "the item has no guid; add one that never changes, or readers show it again as new when its"
        " link changes"
    ),
    "MissingAttribute": error("{what} has no {value}; add it"),
    "MissingHref": error("{what} has no href; add the address"),
    "MissingTypeAttr": warning("{what} has src and no type; add the media type of what is there"),
    "MissingSelf": warning('the feed does not say where it is served; add a link with rel="self"'),
    "MissingAtomSelfLink": warning(
        'the feed does not say where it is served; add an atom:link with rel="self"'
    ),
    "SelfDoesntMatchLocation": warning(
        "the self link names {value}, which is not where the feed is served; name that"
    ),
    "RelativeSelf": warning("the self link {value} is relative; write the whole address"),
    "SelfNotAtom": warning("the type of the self link is {value}, which no feed has; correct it"),
    "NotBlank": warning("{what} is empty; fill it or leave it out"),
    "AttrNotBlank": warning("{what} is empty; fill it or leave it out"),
    "AvoidTextInput": warning("no reader shows textInput; leave it out"),
    "NeedDescriptionBeforeContent": warning(
        "content:encoded comes without a description before it; put a summary into one"
    ),
    "SlashDate": warning(
        "there is slash:comments and no lastBuildDate; add one, so that readers see new numbers"
    ),
    "EightDaysAWeek": error("skipDays names more than seven days; name each once"),
    "NotEnoughHoursInTheDay": error("skipHours names more than 24 hours; name each once"),
}
