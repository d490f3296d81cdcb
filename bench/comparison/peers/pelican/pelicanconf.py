"""What pelican-quickstart asks for, and the feeds that docs/settings names, switched on."""

AUTHOR = "Coast & Field"
SITENAME = "Coast & Field"
SITEURL = "https://feeds.example.org"
PATH = "content"
STATIC_PATHS = ["images"]
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "en"
RELATIVE_URLS = False

FEED_ALL_ATOM = "feeds/all.atom.xml"
FEED_ALL_RSS = "feeds/all.rss.xml"
CATEGORY_FEED_ATOM = "feeds/category-{slug}.atom.xml"
CATEGORY_FEED_RSS = "feeds/category-{slug}.rss.xml"
TAG_FEED_ATOM = "feeds/tag-{slug}.atom.xml"
TAG_FEED_RSS = "feeds/tag-{slug}.rss.xml"
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
