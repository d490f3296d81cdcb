"""Codes for extensions of feeds, and for OPML."""

from typing import Final

from feedpub.validator.codes._code import Code, error, warning

MODULES: Final[dict[str, Code]] = {
    "InvalidUpdatePeriod": error(
        "{value} in {what} is none of hourly, daily, weekly, monthly, yearly; write one"
    ),
    # RFC 5005
    "ArchiveIncomplete": warning(
        "the feed is an archive and links to no other part of it; add prev-archive or next-archive"
    ),
    "MissingCurrentInArchive": warning(
        'the feed is an archive and has no link to the current feed; add rel="current"'
    ),
    "FeedRelInCompleteFeed": error(
        "the feed says that it is complete and links to another part ({value}); remove one of them"
    ),
    "CurrentNotSelfInCompleteFeed": error(
        "the feed says that it is complete, and current is another; correct the link"
    ),
    "FeedHistoryRelInEntry": warning("{value} is a relation of feeds; move the link to the feed"),
    "LinkPastEnd": error("the feed is the {value} part and links beyond it; remove that link"),
    # RFC 4685
    "NoThrWhen": error("thr:when is no attribute any more; write thr:updated"),
    "CommentRSS": warning("{what} should be wfw:commentRss; correct the capitals"),
    # podcasts
    "MissingItunesElement": warning("podcast directories want {value} in {what}; add it"),
    "MissingItunesEmail": warning(
        "podcast directories want itunes:owner with itunes:email; add them"
    ),
    "UnsupportedItunesFormat": warning(
        "{value} is no file that podcast directories take; use m4a, mp3, mov, mp4, m4v or pdf"
    ),
    "InvalidItunesCategory": error(
        "{value} in {what} is no category of podcasts; take one of Apple's list"
    ),
    "ObsoleteItunesCategory": warning(
        "{value} in {what} was a category of podcasts; take one of Apple's present list"
    ),
    "InvalidItunesEpisodeType": error(
        "{value} in {what} is none of full, trailer, bonus; write one"
    ),
    "InvalidItunesChannelType": error("{value} in {what} is none of episodic, serial; write one"),
    "InvalidYesNoClean": error("{value} in {what} is none of yes, no, clean; write one"),
    "InvalidDuration": error("{value} in {what} is no duration; write seconds or hh:mm:ss"),
    "InvalidKeywords": warning("the keywords in {what} have no commas; put commas between them"),
    # Media RSS
    "DeprecatedMediaAdult": warning("media:adult is out of use; write media:rating"),
    "MediaGroupWithoutAlternatives": error(
        "a media:group holds the versions of one thing, and here is but one; leave the group out"
    ),
    "InvalidMediaTextType": error("{value} in {what} is neither plain nor html; write one"),
    "InvalidMediaHash": error("{value} in {what} is no md5 or sha-1; correct it"),
    "InvalidMediaRating": error("{value} in {what} is none of its scheme; correct it"),
    "InvalidNPTTime": error("{value} in {what} is no time; write one such as 0:01:30"),
    "InvalidMediaRestriction": error("{value} in {what} is neither all nor none; write one"),
    "InvalidMediaRestrictionRel": error("{value} in {what} is neither allow nor deny; write one"),
    "InvalidMediaRestrictionType": error("{value} in {what} is neither country nor uri; write one"),
    "InvalidMediaMedium": error(
        "{value} in {what} is none of image, audio, video, document, executable; write one"
    ),
    "InvalidMediaExpression": error(
        "{value} in {what} is none of sample, full, nonstop; write one"
    ),
    "InvalidCountryCode": error("{value} in {what} is no country; write two letters such as CN"),
    "InvalidCreditRole": error("{value} in {what} is no role; write it in lower case"),
    # OPML
    "MissingXmlURL": warning("the outline is a feed and has no xmlUrl; add its address"),
    "MissingTitleAttr": warning("the outline is a feed and has no title; add one"),
    "MissingUrlAttr": warning("the outline is a link and has no url; add it"),
    "MissingOutlineType": warning('the outline describes a feed and has no type; write type="rss"'),
    "InvalidOutlineType": warning('OPML 1 has no outlines of type {value}; write version="2.0"'),
    "InvalidOutlineVersion": warning("{value} in {what} is none of RSS, RSS1, RSS2; write one"),
    "InvalidExpansionState": error("{value} in {what} are no line numbers; write some, or nothing"),
}
