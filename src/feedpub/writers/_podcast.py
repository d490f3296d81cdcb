"""Add what podcast directories ask for, through feedgen's podcast extension (RSS only)."""

from typing import Any, Final

from feedgen.feed import FeedGenerator

from feedpub.model import Entry, Podcast

# The types that Apple's directory accepts; for others the W3C validator warns of its elements.
_KNOWN_ENDINGS: Final = (".m4a", ".mp3", ".mov", ".mp4", ".m4v", ".pdf", ".epub")
_LONGEST_SUMMARY: Final = 4_000  # characters
_LONGEST_NAME: Final = 255


def describe(made: FeedGenerator, podcast: Podcast, summary: str) -> None:
    """Write `podcast` into a feed, with the extension that `new_feed` has loaded."""
    made.podcast.itunes_author(podcast.author[:_LONGEST_NAME])
    category = dict(zip(("cat", "sub"), podcast.category, strict=False))
    made.podcast.itunes_category(category)
    made.podcast.itunes_image(podcast.image)
    made.podcast.itunes_explicit("yes" if podcast.explicit else "no")
    made.podcast.itunes_owner(podcast.owner_name[:_LONGEST_NAME], podcast.owner_email)
    made.podcast.itunes_summary(summary[:_LONGEST_SUMMARY])
    made.podcast.itunes_type(podcast.type)


def describe_episode(item: Any, entry: Entry) -> None:
    """Write the episode of an entry into its item."""
    item.mended.is_episode = True
    sound = entry.enclosures[0] if entry.enclosures else None
    if sound is None or not sound.url.endswith(_KNOWN_ENDINGS):
        return
    if sound.duration:
        item.podcast.itunes_duration(_clock(sound.duration))
    episode = entry.episode
    if episode.explicit is not None:
        item.podcast.itunes_explicit("yes" if episode.explicit else "no")
    if episode.season:
        item.podcast.itunes_season(episode.season)
    if episode.number:
        item.podcast.itunes_episode(episode.number)
    if episode.kind:
        item.podcast.itunes_episode_type(episode.kind)
    images = (enclosure.url for enclosure in entry.enclosures if enclosure.medium == "image")
    cover = next((url for url in images if url.lower().endswith((".jpg", ".png"))), None)
    if cover:
        item.podcast.itunes_image(cover)


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"
