"""List the front matter keys: which are read for what, and which keep a document out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum, auto
from typing import Any, Final

from feedpub.model import Reason


class Says(Enum):
    """The condition on the value of a key under which its document is kept out."""

    YES = auto()
    NO = auto()
    FALSE = auto()  # any other value has another meaning
    A_STATUS = auto()  # such as "private"; a status that nobody knows is unclear
    A_STATE = auto()  # likewise, but any other value has another meaning
    ANYTHING = auto()  # except false, or nothing
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
    """The condition under which the keys of a row keep a document out, and the reason."""

    says: Says
    reason: Reason

    @property
    def about(self) -> str:
        """What the keys of the row do, in a few words."""
        where = "of feeds" if self.reason is Reason.NO_FEED else ""
        return f"keys that keep a document out {where}".rstrip() + f" where they {_WHEN[self.says]}"


def _keeps_out(says: Says, reason: Reason, *keys: str) -> Any:
    return field(default=keys, metadata={"rule": Rule(says, reason)})


def _in_extra(*keys: str) -> tuple[str, ...]:
    """Return `keys` inside ``extra`` and ``params``, where Zola and Hugo want keys of others."""
    return tuple(f"{table}.{key}" for table in ("extra", "params") for key in keys)


@dataclass(frozen=True, slots=True)
class Fields:
    """The front matter keys for each field; the first key that holds something is used.

    They are compared without case, ``-``, ``_`` and spaces; ``a.b`` is the key ``b`` in the mapping
    ``a``. In rows with a rule all keys count. A new key comes after those in its row, so that no
    document changes its link, and with it its id.
    """

    id: tuple[str, ...] = ("guid", "id")
    title: tuple[str, ...] = ("title",)
    link: tuple[str, ...] = (
        *("link", "permalink", "url", "source", "source_url", "original", "canonical_url"),
        *("canonical", "external_url", "original_url", "external_link", "original_link"),
        *("source_link", "article_url", "post_url", "page_url"),
        *("seo.canonical", "seo.canonical_url"),
        *_in_extra("canonical_url", "canonical", "external_url", "original_url"),
    )
    published: tuple[str, ...] = (
        *("date", "published", "pubDate", "publishDate", "created", "pubDatetime"),
        *("datePublished", "dateCreated", "created_at", "published_at", "created_on"),
        *("published_on", "published_date", "published_time", "publish_time", "created_date"),
        *("created_time", "create_time", "creation_date", "post_date"),
        *("date.created", "date.published"),
    )
    updated: tuple[str, ...] = (
        *("updated", "lastmod", "modified", "last_modified_at", "modDatetime", "updatedDate"),
        *("dateModified", "dateUpdated", "updated_at", "modified_at", "updated_on", "modified_on"),
        *("last_updated", "last_updated_at", "last_modified", "last_update", "last_edited_time"),
        *("update_date", "modified_date", "mod_date", "update_time", "updated_time"),
        *("modified_time", "last_update.date", "date.updated", "date.modified"),
        *_in_extra("updated", "lastmod"),
    )
    authors: tuple[str, ...] = (
        *("authors", "author", "byline", "writer", "creator"),
        *("taxonomies.authors", "taxonomies.author"),
        *_in_extra("authors", "author"),
    )
    categories: tuple[str, ...] = (
        *("categories", "category", "taxonomies.categories", "taxonomies.category"),
        *_in_extra("categories", "category"),
    )
    tags: tuple[str, ...] = (
        *("tags", "tag", "keywords", "taxonomies.tags", "taxonomies.tag"),
        *_in_extra("tags", "keywords"),
    )
    language: tuple[str, ...] = (
        *("lang", "language", "locale", "language_code"),
        *_in_extra("lang", "language", "locale"),
    )
    summary: tuple[str, ...] = (
        *("description", "excerpt", "summary"),
        *_in_extra("description", "excerpt", "summary"),
    )
    image: tuple[str, ...] = (
        *("headimg", "thumbnail", "cover", "image", "banner", "featured_image", "index_img"),
        *("top_img", "photos", "images", "heroImage", "coverImage", "banner_img", "ogImage"),
        *("socialImage", "feature_image", "feature_img", "featured_img", "header_img"),
        *("header_image", "banner_image", "cover_img", "cover_url", "hero_img", "image_url"),
        *("thumbnail_image", "thumbnail_url", "thumb", "post_image", "preview_image"),
        *("social_media_image", "lead_image", "share_image", "share_img", "twitter_image"),
        *("card_image", "page_image", "header.teaser", "header.image", "header.overlay_image"),
        *("header.og_image", "hero.image", "og.image", "seo.image", "seo.og_image"),
        *_in_extra("image", "images", "cover", "cover_image", "thumbnail", "banner"),
        *_in_extra("hero_image", "featured_image", "og_image", "social_media_card"),
    )
    media: tuple[str, ...] = (
        *("enclosures", "enclosure", "podcast", "audio", "video", "audio_url", "podcast_link"),
        *("podcast_url", "podcast_file", "podcast_audio", "audio_file", "audio_link"),
        *("mp3", "mp3_url", "mp3_link", "enclosure_url", "video_url", "video_file"),
        *_in_extra("audio", "audio_url", "podcast", "video"),
    )
    duration: tuple[str, ...] = (
        *("duration", "podcast_duration", "audio_duration", "itunes_duration"),
        *("itunes.duration", *_in_extra("duration")),
    )
    length: tuple[str, ...] = (
        *("length", "podcast_length", "podcast_bytes", "podcast_file_size", "audio_length"),
        *("audio_size", "file_size", "bytes", *_in_extra("length")),
    )
    episode: tuple[str, ...] = (
        *("podcast.episode", "episode", "episode_number", "podcast_episode", "itunes_episode"),
        *("itunes.episode", *_in_extra("episode")),
    )
    season: tuple[str, ...] = (
        *("podcast.season", "season", "season_number", "podcast_season", "itunes_season"),
        *("itunes.season", *_in_extra("season")),
    )
    explicit: tuple[str, ...] = (
        *("podcast.explicit", "explicit", "podcast_explicit", "itunes_explicit"),
        *("itunes.explicit", *_in_extra("explicit")),
    )
    episode_type: tuple[str, ...] = (
        *("podcast.episode_type", "episode_type", "podcast_episode_type", "itunes_episode_type"),
        *("itunes.episode_type", *_in_extra("episode_type")),
    )
    transcript: tuple[str, ...] = (
        *("podcast.transcript", "transcript", "transcripts", "transcript_url", "transcript_file"),
        *("podcast_transcript", *_in_extra("transcript")),
    )
    chapters: tuple[str, ...] = (
        *("podcast.chapters", "chapters", "chapters_url", "chapters_file", "podcast_chapters"),
        *_in_extra("chapters"),
    )
    format: tuple[str, ...] = ("format",)
    excerpt_separator: tuple[str, ...] = ("excerpt_separator",)
    layout: tuple[str, ...] = ("layout",)

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

    def __hash__(self) -> int:
        """Return a digest of a few rows: it is asked for with each document."""
        return hash((self.id, self.title, self.draft))


RULES: Final[Mapping[str, Rule]] = {
    item.name: item.metadata["rule"] for item in fields(Fields) if "rule" in item.metadata
}
"""The rule of each row of `Fields` that has one."""
