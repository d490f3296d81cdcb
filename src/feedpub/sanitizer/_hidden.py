"""Recognize elements that their author hid; they are removed with all that they hold.

``visibility: hidden`` and ``opacity: 0`` hide nothing here: WeChat's pages keep their whole text in
such an element until a script shows it.
"""

import re
from typing import Any, Final

import tinycss2

from feedpub.sanitizer.policy import LONGEST_STYLE, declarations, remember_short

# What style sheets of pages take off the screen, for screen readers alone.
_FOR_SCREEN_READERS: Final = frozenset(
    (
        # Bootstrap 3, 4 and 5, Tailwind, Bulma, Font Awesome
        "sr-only sr-only-focusable visually-hidden visually-hidden-focusable is-sr-only fa-sr-only"
        # WordPress, Drupal, jQuery UI, HTML5 Boilerplate, Foundation, Angular, Pressbooks
        " screen-reader-text assistive-text element-invisible ui-helper-hidden-accessible"
        " visuallyhidden show-for-sr cdk-visually-hidden"
        # the public style sheets of governments and companies
        " govuk-visually-hidden nhsuk-u-visually-hidden usa-sr-only slds-assistive-text"
        " pf-screen-reader pf-u-screen-reader pf-v5-screen-reader pf-v6-screen-reader"
        " bx--visually-hidden cds--visually-hidden p-visually-hidden u-visually-hidden"
        " euiscreenreaderonly vjs-control-text"
        # and others
        " a11y-hidden accessibly-hidden accessible-hidden hidden-visually hide-accessible"
        " hide-visually offscreen-text screen-reader screen-reader-only screenreader"
        " screenreader-only screenreader-text screenreadertext sr sr-text sronly sronly"
        " visually-hide visuallyhide"
    ).split()
)
# Tailwind's: on a screen of this size, the text is shown.
_SHOWN_AGAIN: Final = re.compile(r"(?:sm|md|lg|xl|2xl):not-sr-only")
# A font of icons shows this text as a picture; read without the font, it is a word out of place.
_ICON: Final = re.compile(
    r"(?:^|[\s_-])(?:icons?|iconfont|glyphicon|dashicons|octicon|material-symbols[a-z-]*"
    r"|fa[bdlrs]?|bi)(?:$|[\s_-])",
    re.IGNORECASE,
)

HIDING_ATTRIBUTES: Final = frozenset({"aria-hidden", "class", "hidden", "open", "popover", "style"})


def is_hidden(name: str, attributes: dict[str, str]) -> bool:
    """Tell whether a page shows nothing of the element, whatever it holds."""
    if not attributes:
        return name == "dialog"
    return (
        "hidden" in attributes
        or "popover" in attributes
        or (name == "dialog" and "open" not in attributes)
        or ("style" in attributes and _style_hides(attributes["style"]))
        or ("class" in attributes and _class_hides(attributes["class"]))
        or (
            attributes.get("aria-hidden", "").strip().lower() == "true"
            and _is_ornament(name, attributes)
        )
    )


def _class_hides(value: str) -> bool:
    classes = value.lower().split()
    hides = not _FOR_SCREEN_READERS.isdisjoint(classes)
    return hides and not any(map(_SHOWN_AGAIN.fullmatch, classes))


def _is_ornament(name: str, attributes: dict[str, str]) -> bool:
    """Tell whether an element that only screen readers do not see is an icon or an anchor."""
    if name == "a":
        return attributes.get("href", "").startswith("#")
    if name == "nobr":  # MathJax's, beside a formula for screen readers
        return True
    return bool(_ICON.search(attributes.get("class", "")))


def _style_hides(style: str) -> bool:
    written = style.lower()
    if not ("none" in written or "clip" in written or "\\" in written):
        return False
    if len(style) > LONGEST_STYLE:  # longer than any that a person writes: withheld unread
        return True
    return _reads_as_hiding(style)


@remember_short
def _reads_as_hiding(style: str) -> bool:
    counts: dict[str, Any] = {}
    for declaration in declarations(style):
        before = counts.get(declaration.lower_name)
        if before is None or declaration.important or not before.important:
            counts[declaration.lower_name] = declaration
    values = {
        name: tinycss2.serialize(declaration.value).strip().lower()
        for name, declaration in counts.items()
    }
    return values.get("display") == "none" or _is_clipped(values)


def _is_clipped(values: dict[str, str]) -> bool:
    """Tell whether a style clips an element to nothing, as classes for screen readers do."""
    if values.get("position") not in ("absolute", "fixed"):
        return False
    clip = re.sub(r"[\s,]+|px", "", values.get("clip", ""))
    return clip in ("rect(0000)", "rect(1111)") or bool(
        re.fullmatch(r"inset\((?:50|100)%\)", values.get("clip-path", ""))
    )
