"""Decide whether a value keeps its document out: yes and no, states, options of many tools.

An ambiguous value raises `NotUnderstoodError`: it could be a wish not to be published.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from feedpub.config import Rule, Says
from feedpub.entries._keys import plain_key
from feedpub.model import Reason
from feedpub.web import text


class NotUnderstoodError(Exception):
    """A value has no known meaning; the argument says what to write."""


_YES: Final = frozenset({"true", "yes", "on", "1", "y", "t", "是", "真"})
_NO: Final = frozenset(
    {"false", "no", "off", "0", "n", "f", "none", "null", "否", "不", "不是", "假"}
)

# As Hexo, Jekyll, Nikola, Pelican, WordPress, Ghost, Medium, Notion and others have them; without
# spaces, hyphens and underscores.
_STATES: Final[dict[str, Reason | None]] = (
    dict.fromkeys(
        "publish published public publicly live posted post released release final finished done"
        " complete completed active featured syndicated open everyone everybody visible listed"
        " new updated deprecated stable 已发布 已發布 发布 發布 公开 公開".split()
    )
    | dict.fromkeys(
        "draft drafts autodraft pending pendingreview review inreview future scheduled trash"
        " trashed deleted removed unpublished notpublished inherit wip workinprogress inprogress"
        " idea todo ready rejected withdrawn disabled inactive 草稿 未发布 未發布 待发布".split(),
        Reason.DRAFT,
    )
    | dict.fromkeys(
        "hidden unlisted invisible skip notlisted excluded 隐藏 隱藏".split(), Reason.HIDDEN
    )
    | dict.fromkeys(
        "private internal members member paid tiers filter subscribers subscriber premium sent"
        " restricted limited confidential secret followers friends direct me self onlyme closed"
        " 私密 私有 私人 仅自己可见".split(),
        Reason.PRIVATE,
    )
    | dict.fromkeys("password protected passwordprotected encrypted 加密".split(), Reason.PROTECTED)
)

# MkDocs' theme Material: `hide: [navigation, toc]` is about parts of the page.
_PARTS: Final = frozenset(
    {"navigation", "toc", "path", "tags", "footer", "feedback", "sidebar", "title", "date"}
)
# Options under `rss` or `feed` that keep a document out: where they say yes, where they say no.
_OUT: Final = frozenset({"exclude", "excluded", "disable", "disabled", "hide", "hidden", "skip"})
_IN: Final = frozenset({"include", "included", "enable", "enabled", "show", "publish"})

_ADDRESS = re.compile(r"https?://\S+|/\S*")


def reason(value: object, rule: Rule) -> Reason | None:
    """Return the reason for which `value` keeps its document out by `rule`; None where it does not.

    Raises NotUnderstoodError. Dates are read elsewhere, for they need a clock.
    """
    return _READERS[rule.says](value, rule)


def could_say(value: object, rule: Rule) -> bool:
    """Tell whether `value` clearly says, under a key that may be meant, what `rule` is about."""
    try:
        return reason(value, rule) is not None
    except NotUnderstoodError:
        return False


def says_nothing(value: object) -> bool:
    """Tell whether a value is empty, or only says yes or no."""
    return set(_words(value)) <= _YES | _NO


def is_no_date(value: object) -> bool:
    """Tell whether a value under a key for dates is not a date, but another wish or nothing."""
    return set(_words(value)) <= _YES | _NO | _STATES.keys()


def says_never(value: object) -> bool:
    """Tell whether the value of a key for dates says "never" or the like."""
    return set(_words(value)) <= _NO | {"never", "forever"}


def _words(value: object) -> Iterator[str]:
    """Yield the texts in a value, none for an empty one."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _words(item)
    elif value is not None and value != {}:
        folded = unicodedata.normalize("NFKC", text.fold(str(value))).casefold()
        if folded:
            yield folded


def _yes(value: object, rule: Rule) -> Reason | None:
    words = set(_words(value))
    if not words or words <= _NO or (_is_of_parts(value, rule)):
        return None
    # The value may be the password of an encrypted document: no message shows it.
    if words <= _YES or rule.reason is Reason.PROTECTED:
        return rule.reason
    raise NotUnderstoodError("write true or false")


def _is_of_parts(value: object, rule: Rule) -> bool:
    listed = isinstance(value, list) and rule.reason is Reason.HIDDEN
    return listed and set(_words(value)) <= _PARTS


def _no(value: object, rule: Rule) -> Reason | None:
    if isinstance(value, Mapping) and rule.reason is Reason.NO_FEED:
        return rule.reason if any(_is_out(key, item) for key, item in value.items()) else None
    words = set(_words(value))
    if not words or words <= _YES:
        return None
    if words <= _NO:
        return rule.reason
    if rule.reason is Reason.NO_FEED and all(map(_ADDRESS.fullmatch, words)):
        return None
    if rule.reason is not Reason.NO_FEED and words <= _STATES.keys():
        return _status(value, rule)  # Halo: `visible: PRIVATE`
    raise NotUnderstoodError("write true or false")


def _is_out(key: object, value: object) -> bool:
    """Tell whether an option of the feed keeps the document out of it, or may be meant to."""
    name, words = plain_key(str(key)), set(_words(value))
    return (name in _OUT and not words <= _NO) or (name in _IN and not words <= _YES)


def _false(value: object, rule: Rule) -> Reason | None:
    return rule.reason if set(_words(value)) == {"false"} else None


def _status(value: object, rule: Rule) -> Reason | None:
    states = {re.sub(r"[-_\s]", "", word) for word in _words(value)}
    known: dict[str, Reason | None] = {
        **_STATES,
        **dict.fromkeys(_YES),
        **dict.fromkeys(_NO, rule.reason),
    }
    found = [known[state] for state in sorted(states) if known.get(state)]
    if found:
        return found[0]
    if states <= known.keys() or rule.says is Says.A_STATE:
        return None
    raise NotUnderstoodError("write one such as published, draft, private or hidden")


def _state(value: object, rule: Rule) -> Reason | None:
    return None if says_nothing(value) else _status(value, rule)


def _anything(value: object, rule: Rule) -> Reason | None:
    return None if set(_words(value)) <= {"false"} else rule.reason


def _not_listed(value: object, rule: Rule) -> Reason | None:
    if not isinstance(value, Mapping):
        if says_nothing(value):
            return None
        raise NotUnderstoodError("write list: never below it, or nothing")
    for key, item in value.items():
        name, words = plain_key(str(key)), set(_words(item))
        if name not in ("list", "render") or words <= {"always", "true"}:
            continue
        if words <= {"never", "false", "local"}:
            return rule.reason
        if name == "list" or words != {"link"}:
            raise NotUnderstoodError(f"write always or never under {key}")
    return None


def _noindex(value: object, rule: Rule) -> Reason | None:
    told = {part for word in _words(value) for part in re.split(r"[\s,]+", word)}
    return rule.reason if told & {"noindex", "none"} else None


_READERS: Final[Mapping[Says, Callable[[object, Rule], Reason | None]]] = {
    Says.YES: _yes,
    Says.NO: _no,
    Says.FALSE: _false,
    Says.A_STATUS: _status,
    Says.A_STATE: _state,
    Says.ANYTHING: _anything,
    Says.NOT_LISTED: _not_listed,
    Says.NOINDEX: _noindex,
}
