"""The table of front matter keys: which are read for what, and which keep a document out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum, auto
from typing import Any, Final

from feedpub.model import Reason


class Says(Enum):
    """What the value of a key has to say for its document to be kept out."""

    YES = auto()
    NO = auto()
    FALSE = auto()  # whatever else the value is has another meaning
    A_STATUS = auto()  # one that is not public
    A_STATE = auto()  # likewise, but whatever is none has another meaning
    ANYTHING = auto()  # but false, or nothing
    A_PAST_DATE = auto()
    A_FUTURE_DATE = auto()
    NOT_LISTED = auto()  # Hugo's options of a build
    NOINDEX = auto()  # what search engines are told


_WHEN: Final = {
    Says.YES: "say yes",
    Says.NO: "say no",
    Says.FALSE: "say `false`",
    Says.A_STATUS: "name a state that is not public",
    Says.A_STATE: "name a state that is not public",
    Says.ANYTHING: "hold anything",
    Says.A_PAST_DATE: "have a date that is past",
    Says.A_FUTURE_DATE: "have a date that is to come",
    Says.NOT_LISTED: "have `list` or `render` as `never`",
    Says.NOINDEX: "hold `noindex`",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """When the keys of a row keep a document out, and for which reason."""

    says: Says
    reason: Reason

    @property
    def about(self) -> str:
        """What the keys of the row do, in a few words."""
        where = "of feeds" if self.reason is Reason.NO_FEED else ""
        return f"keys that keep a document out {where}".rstrip() + f" where they {_WHEN[self.says]}"


def _keeps_out(says: Says, reason: Reason, *keys: str) -> Any:
    return field(default=keys, metadata={"rule": Rule(says, reason)})


@dataclass(frozen=True, slots=True)
class Fields:
    """Which front matter keys are read for what, the first that holds something first.

    The keys of the rows with a rule all count, in any case, with or without ``-`` and ``_``.
    """

    id: tuple[str, ...] = ("guid", "id")
    title: tuple[str, ...] = ("title",)
    link: tuple[str, ...] = (
        "link",
        "permalink",
        "url",
        "source",
        "source_url",
        "original",
        "canonical_url",
        "canonical",
    )
    published: tuple[str, ...] = ("date", "published", "pubDate", "publishDate", "created")
    updated: tuple[str, ...] = ("updated", "lastmod", "modified", "last_modified_at")
    authors: tuple[str, ...] = ("authors", "author")
    categories: tuple[str, ...] = ("categories", "category")
    tags: tuple[str, ...] = ("tags", "tag", "keywords")
    language: tuple[str, ...] = ("lang", "language", "locale")
    summary: tuple[str, ...] = ("description", "excerpt", "summary")
    image: tuple[str, ...] = (
        "headimg",
        "thumbnail",
        "cover",
        "image",
        "banner",
        "featured_image",
        "index_img",
        "top_img",
        "photos",
    )
    media: tuple[str, ...] = ("enclosures", "enclosure", "podcast", "audio", "video")

    draft: tuple[str, ...] = _keeps_out(
        Says.YES, Reason.DRAFT, "draft", "is_draft", "save_as_draft", "unpublished", "wip"
    )
    publish: tuple[str, ...] = _keeps_out(
        Says.NO,
        Reason.DRAFT,
        *("published", "publish", "is_published", "dg-publish"),
        *("enabled", "render", "routable", "should_output"),
    )
    status: tuple[str, ...] = _keeps_out(
        Says.A_STATUS,
        Reason.DRAFT,
        *("status", "post_status", "publish_status", "visibility", "post_visibility", "access"),
    )
    state: tuple[str, ...] = _keeps_out(
        Says.A_STATE, Reason.DRAFT, "state", "stage", "workflow", "workflow_state"
    )
    scheduled: tuple[str, ...] = _keeps_out(
        Says.A_FUTURE_DATE,
        Reason.FUTURE,
        *("publishDate", "pubDate", "published", "publish", "publish_on", "publish_at"),
        *("publish_from", "publish_after", "scheduled", "scheduled_at", "scheduled_for"),
        *("embargo", "embargo_until", "embargo_date", "visible_from"),
    )
    expires: tuple[str, ...] = _keeps_out(
        Says.A_PAST_DATE,
        Reason.EXPIRED,
        *("expiryDate", "unpublishDate", "expires", "expiry", "expire", "expires_at"),
        *("expire_date", "expires_on", "expiration", "expirationDate", "date_expires"),
        *("unpublish_on", "unpublish_at", "publish_until", "visible_until", "valid_until"),
    )
    hidden: tuple[str, ...] = _keeps_out(
        Says.YES,
        Reason.HIDDEN,
        *("hidden", "is_hidden", "hide", "unlisted", "is_unlisted", "invisible", "headless"),
        *("excluded", "exclude", "ignore", "ignored", "disabled", "dg-hide"),
    )
    listed: tuple[str, ...] = _keeps_out(
        Says.NO, Reason.HIDDEN, "listed", "visible", "is_visible", "discoverable"
    )
    build: tuple[str, ...] = _keeps_out(Says.NOT_LISTED, Reason.HIDDEN, "build")
    private: tuple[str, ...] = _keeps_out(
        Says.YES,
        Reason.PRIVATE,
        *("private", "is_private", "confidential"),
        *("members_only", "subscribers_only", "paid_only"),
    )
    public: tuple[str, ...] = _keeps_out(Says.NO, Reason.PRIVATE, "public", "is_public")
    password: tuple[str, ...] = _keeps_out(
        Says.ANYTHING,
        Reason.PROTECTED,
        *("password", "post_password", "passwd", "pwd", "passcode", "passphrase", "dg-passphrase"),
    )
    encrypted: tuple[str, ...] = _keeps_out(
        Says.YES,
        Reason.PROTECTED,
        "encrypt",
        "encrypted",
        "protected",
        "password_protected",
        "secret",
    )
    no_feed: tuple[str, ...] = _keeps_out(
        Says.YES,
        Reason.NO_FEED,
        *("exclude_from_feed", "exclude_from_feeds", "exclude_from_rss", "feed_exclude"),
        *("rss_exclude", "disable_feed", "disable_rss", "hiddenInRss", "hidden_in_feed"),
        *("hidden_from_rss", "hidden_from_feed", "hide_from_rss", "hide_from_feed", "no_feed"),
        *("no_rss", "skip_feed", "skip_rss", "eleventyExcludeFromCollections", "noindex"),
        *("no_index", "robots_no_index"),
    )
    feed: tuple[str, ...] = _keeps_out(
        Says.NO,
        Reason.NO_FEED,
        *("feed", "rss", "in_feed", "in_rss", "include_in_feed", "include_in_feeds"),
        *("include_in_rss", "show_in_feed", "show_in_rss"),
    )
    page: tuple[str, ...] = _keeps_out(Says.FALSE, Reason.NO_FEED, "permalink", "article")
    robots: tuple[str, ...] = _keeps_out(Says.NOINDEX, Reason.NO_FEED, "robots")


RULES: Final[Mapping[str, Rule]] = {
    item.name: item.metadata["rule"] for item in fields(Fields) if "rule" in item.metadata
}
"""The rule of each row of `Fields` that has one."""
