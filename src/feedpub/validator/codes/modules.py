"""Codes for extensions of feeds, and for OPML."""

from typing import Final

from feedpub.validator.codes._code import Code, error, warning

MODULES: Final[dict[str, Code]] = {
    "InvalidUpdatePeriod": error(
        '"{value}" in {what} is none of hourly, daily, weekly, monthly, yearly; write one'
    ),
    # RFC 5005
    "ArchiveIncomplete": warning(
        "the feed is an archive and links to no other part of it; add prev-archive or next-archive"
    ),
    "MissingCurrentInArchive": warning(
        'the feed is an archive and has no link to the current feed; add rel="current"'
    ),
    "FeedRelInCompleteFeed": error(
        "the feed says that it is complete and links to another part of it ({value}); remove"
        " one of them"
    ),
    "CurrentNotSelfInCompleteFeed": error(
        "the feed says that it is complete, and its current link leads to another one; correct"
        " the link"
    ),
    "FeedHistoryRelInEntry": warning(
        "{value} is a relation between feeds and stands in an entry; move the link to the feed"
    ),
    "LinkPastEnd": error(
        "the feed is the {value} of its parts and links to one beyond; remove that link"
    ),
    # RFC 4685
    "NoThrWhen": error("thr:when is out of use; write thr:updated"),
    "CommentRSS": warning("{what} should be <wfw:commentRss>; correct the capitals"),
    # podcasts
    "MissingItunesElement": warning(
        "{what} has no {value}, which podcast directories want; add it"
    ),
    "MissingItunesEmail": warning(
        "{what} has no itunes:owner with itunes:email, which podcast directories want; add them"
    ),
    "UnsupportedItunesFormat": warning(
        "podcast directories do not take the file {value}; use m4a, mp3, mov, mp4, m4v or pdf"
    ),
    "InvalidItunesCategory": error(
        '"{value}" in {what} is not one of Apple\'s categories; take one of their list'
    ),
    "ObsoleteItunesCategory": warning(
        '"{value}" in {what} is not one of Apple\'s categories any more; take one of their list'
    ),
    "InvalidItunesEpisodeType": error(
        '"{value}" in {what} is none of full, trailer, bonus; write one'
    ),
    "InvalidItunesChannelType": error('"{value}" in {what} is none of episodic, serial; write one'),
    "InvalidYesNoClean": error('"{value}" in {what} is none of yes, no, clean; write one'),
    "InvalidDuration": error('"{value}" in {what} is not a duration; write seconds or hh:mm:ss'),
    "InvalidKeywords": warning("the keywords in {what} have no commas between them; add some"),
    # Media RSS
    "DeprecatedMediaAdult": warning("media:adult is out of use; write media:rating"),
    "MediaGroupWithoutAlternatives": error(
        "this media:group holds one version, and is for several of one thing; remove the group"
        " around it"
    ),
    "InvalidMediaTextType": error('"{value}" in {what} is neither plain nor html; write one'),
    "InvalidMediaHash": error(
        '"{value}" in {what} is not the digest that algo names (md5 or sha-1); correct one of them'
    ),
    "InvalidMediaRating": error(
        '"{value}" in {what} is not a rating of its scheme; correct one of them'
    ),
    "InvalidNPTTime": error('"{value}" in {what} is not a time; write one such as 0:01:30'),
    "InvalidMediaRestriction": error('"{value}" in {what} is neither all nor none; write one'),
    "InvalidMediaRestrictionRel": error('"{value}" in {what} is neither allow nor deny; write one'),
    "InvalidMediaRestrictionType": error(
        '"{value}" in {what} is neither country nor uri; write one'
    ),
    "InvalidMediaMedium": error(
        '"{value}" in {what} is none of image, audio, video, document, executable; write one'
    ),
    "InvalidMediaExpression": error(
        '"{value}" in {what} is none of sample, full, nonstop; write one'
    ),
    "InvalidCountryCode": error(
        '"{value}" in {what} is not a country of ISO 3166; write two letters such as CN'
    ),
    "InvalidCreditRole": error(
        '"{value}" in {what} should be in lower case, as all roles are; write it so'
    ),
    # OPML
    "MissingXmlURL": warning("the outline is a feed and has no xmlUrl; add its address"),
    "MissingTitleAttr": warning("the outline is a feed and has no title; add one"),
    "MissingUrlAttr": warning("the outline is a link and has no url; add it"),
    "MissingOutlineType": warning('the outline describes a feed and has no type; write type="rss"'),
    "InvalidOutlineType": warning(
        'OPML 1 has no outlines of type {value}; write version="2.0" on <opml>'
    ),
    "InvalidOutlineVersion": warning('"{value}" in {what} is none of RSS, RSS1, RSS2; write one'),
    "InvalidExpansionState": error(
        '"{value}" in {what} is not a list of line numbers; write some with commas between'
        " them, or nothing"
    ),
}
