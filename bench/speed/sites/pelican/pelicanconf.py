"""Feeds of tags, and nothing else: an article has one category, so its categories are its tags."""

AUTHOR = "Coast & Field"
SITENAME = "Coast & Field"
SITEURL = "https://feeds.example.org"
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "UTC"
DEFAULT_LANG = "zh"
SLUGIFY_USE_UNICODE = True  # else two names with the same sounds are one

FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = False
TAG_FEED_ATOM = "feeds/{slug}.atom"
TAG_FEED_RSS = "feeds/{slug}.rss"
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None

ARTICLE_SAVE_AS = ""
CATEGORY_SAVE_AS = ""
TAG_SAVE_AS = ""
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
