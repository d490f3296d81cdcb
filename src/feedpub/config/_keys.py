"""List the keys of ``feeds/site.toml`` and of ``feeds/NAME.toml``, which share many of them."""

from dataclasses import fields, replace
from typing import Final

from feedpub.config import _paths as paths
from feedpub.config import _values as values
from feedpub.config._fields import RULES, Fields
from feedpub.config._key import Key
from feedpub.config._mirror_keys import MIRROR_BUILD_KEYS, MIRROR_DOCUMENT_KEYS
from feedpub.config._permalinks import PLACEHOLDERS
from feedpub.config._readers import SUBSCRIBE_KEYS
from feedpub.config._setting_keys import SETTINGS
from feedpub.config._settings import DateFrom
from feedpub.config._tags import BODY_KEYS
from feedpub.config._values import Value

AUTOMATIC_FIELDS: Final = {
    "category": ("category", "path", "site"),
    "tag": ("tag", "site"),
    "author": ("author", "site"),
    "year": ("year", "site"),
    "section": ("section", "site"),
    "language": ("language", "site"),
}


_EXAMPLES: Final = {"year": ("2012",), "section": ("drawings",), "language": ("en",)}


def _automatic(kind: str, fields_of_title: tuple[str, ...]) -> tuple[Key, ...]:
    title = values.template(*fields_of_title)
    plural = {"category": "categories"}.get(kind, f"{kind}s")
    return (
        Key(kind, "feeds", f"{kind}.feeds", values.YES, f"whether all {plural} have feeds", True),
        Key(
            kind,
            "leave_out",
            f"{kind}.leave_out",
            values.NAMES,
            f"{plural} without a feed",
            _EXAMPLES.get(kind, ("A name", "Another")),
        ),
        Key(
            kind,
            "least",
            f"{kind}.least",
            values.whole("number of entries", 1, 10_000),
            "entries below which there is no feed",
        ),
        Key(
            kind,
            "title",
            f"{kind}.title",
            title,
            f"of these feeds; `{{{kind}}} · {{site}}`",
            f"{{{kind}}} · {{site}}",
        ),
        Key(
            kind,
            "description",
            f"{kind}.description",
            title,
            "of these feeds; defaults to the site's",
            f"{{site}}: {{{kind}}}",
        ),
    )


_READINGS: Final = values.one_of("flat", "path")

KEYS: Final = (
    Key("site", "url", "url", values.FOLDER_URL, "where `out/` is served, in full"),
    Key(
        "site",
        "blog",
        "blog",
        values.FOLDER_URL,
        "where the documents are published as pages: root-relative addresses are below it",
        "https://blog.example.org/",
    ),
    Key(
        "site",
        "id",
        "id",
        values.SITE_ID,
        "makes the ids of entries this project's own; never change it",
        "urn:uuid:00000000-0000-4000-8000-000000000000",
    ),
    Key("site", "title", "title", values.SOME_TEXT, "name of the site, and of the feed of all"),
    Key(
        "site",
        "description",
        "description",
        values.TEXT,
        "one line about the site",
        "What happens at the coast and in the fields",
    ),
    Key("site", "timezone", "timezone", values.TIMEZONE, "of dates that carry no zone"),
    *(replace(key, attribute=f"settings.{key.attribute}") for key in SETTINGS),
    Key("build", "pages", "pages", values.YES, "write pages for people: `docs/pages.md`"),
    Key("build", "check", "check", values.YES, "check each feed before it is published"),
    Key("build", "ledger", "ledger", values.YES, "keep ids in `feeds/ids.jsonl`, to be committed"),
    *MIRROR_BUILD_KEYS,
    Key(
        "category",
        "read",
        "branches",
        Value(lambda value: _READINGS.check(value) == "path", _READINGS.schema),
        "`flat`: each name is a category; `path`: the names of a document are one branch",
    ),
    *(key for kind, names in AUTOMATIC_FIELDS.items() for key in _automatic(kind, names)),
    Key(
        "documents",
        "folder",
        "folders",
        paths.SOME_FOLDERS,
        "where the documents are: a folder of the project, or several",
    ),
    Key(
        "documents",
        "files",
        "files",
        paths.FOLDERS,
        "where pictures and files that documents name are, besides beside them",
        ("static", "public"),
    ),
    Key(
        "documents",
        "html",
        "html",
        paths.GLOBS,
        "paths of documents whose bodies are HTML",
        ("mirror/**",),
    ),
    Key(
        "documents",
        "markdown",
        "markdown",
        paths.GLOBS,
        "paths whose bodies are Markdown",
        ("notes/*.txt",),
    ),
    Key("documents", "drafts", "drafts", paths.GLOBS, "paths of drafts and what is private"),
    Key(
        "documents",
        "leave_out",
        "leave_out",
        paths.GLOBS,
        "paths that no feed and no page is to have",
    ),
    Key(
        "documents",
        "permalink",
        "permalinks",
        paths.PERMALINKS,
        "their addresses below `blog`: a pattern, or a table of one for each glob of paths",
        ":year/:month/:day/:title/",
    ),
    Key(
        "documents",
        "tool",
        "tool",
        values.one_of(*PLACEHOLDERS),
        "whose permalinks these are: `hexo`, `jekyll`, `hugo`, `docusaurus`, `astro` or `eleventy`",
        "hexo",
    ),
    Key(
        "documents",
        "date_from",
        "date_from",
        values.in_order(*DateFrom),
        "where their dates are looked for, in this order: `front matter`, `name`, `git`",
        ("front matter", "name", "git"),
    ),
    *MIRROR_DOCUMENT_KEYS,
    *BODY_KEYS,
    Key("output", "folder", "output", paths.FOLDER, "where the feeds are written"),
    *SUBSCRIBE_KEYS,
    Key(
        "sanitize",
        "referrerpolicy",
        "referrer_policy",
        values.REFERRER_POLICY,
        "what an image without one gets, and each page; `none` for nothing",
    ),
    Key(
        "probe",
        "max_age",
        "probe.max_age",
        values.whole("number of days", 0, 3_650),
        "days until a server is asked again",
    ),
    Key(
        "probe",
        "at_once",
        "probe.at_once",
        values.whole("number of requests", 1, 64),
        "requests at a time",
    ),
    Key(
        "probe",
        "per_host",
        "probe.per_host",
        values.whole("number of requests", 1, 16),
        "of them to one host",
    ),
    Key(
        "probe",
        "seconds",
        "probe.seconds",
        values.whole("number of seconds", 1, 300),
        "seconds to wait for one answer",
    ),
    Key(
        "probe",
        "allow_private",
        "probe.allow_private",
        values.YES,
        "ask addresses of private networks too",
    ),
    *(
        Key(
            "fields",
            item.name,
            f"fields.{item.name}",
            values.NAMES if item.name != "published" else values.SOME_NAMES,
            RULES[item.name].about
            if item.name in RULES
            else f"front matter keys read as {item.name}",
        )
        for item in fields(Fields)
    ),
)

_TITLE: Final = values.template(
    "site", "category", "path", "tag", "author", "year", "section", "language"
)

DEFINITION_KEYS: Final = (
    Key("", "title", "title", _TITLE, "title of the feed; `{site}` is the site's title"),
    Key("", "description", "description", _TITLE, "one line about the feed"),
    Key(
        "",
        "path",
        "path",
        paths.FEED_PATH,
        "its files, without ending; or whole paths",
    ),
    Key("", "id", "id", values.FEED_ID, "id of the feed itself, where it had one before"),
    Key("", "aliases", "aliases", paths.FEED_PATHS, "paths at which it was served before"),
    *(replace(key, table="", attribute=f"settings.{key.attribute}") for key in SETTINGS),
    Key("", "podcast", "podcast", values.YES, "say what podcast directories ask for"),
    Key("of", "category", "of.category", values.SOME_TEXT, "change the feed of this category"),
    Key("of", "tag", "of.tag", values.SOME_TEXT, "change the feed of this tag"),
    Key("of", "author", "of.author", values.SOME_TEXT, "change the feed of this author"),
    Key("of", "year", "of.year", values.whole("year", 100, 9998), "change the feed of this year"),
    Key("of", "section", "of.section", values.SOME_TEXT, "change the feed of this section"),
    Key("of", "language", "of.language", values.LANGUAGE, "change the feed of this language"),
    Key("select", "categories", "select.categories", values.SOME, "categories of its entries"),
    Key("select", "authors", "select.authors", values.SOME, "names of their authors"),
    Key("select", "tags", "select.tags", values.SOME, "their tags"),
    Key("select", "paths", "select.paths", paths.SOME_PATHS, "globs of paths of documents"),
    Key("select", "titles", "select.titles", values.SOME, "words in their titles"),
    Key("select", "words", "select.words", values.SOME, "words in their titles or texts"),
    Key("select", "languages", "select.languages", values.SOME_LANGUAGES, "their languages"),
    Key("select", "since", "select.since", values.MOMENT, "published on this day or later"),
    Key("select", "until", "select.until", values.MOMENT, "published on this day or earlier"),
    Key("itunes", "author", "itunes.author", values.SOME_TEXT, "who makes the podcast"),
    Key(
        "itunes",
        "category",
        "itunes.category",
        values.PODCAST_CATEGORY,
        'of Apple\'s list: `"Arts"`, or `["Arts", "Books"]`',
    ),
    Key("itunes", "image", "itunes.image", values.PODCAST_IMAGE, "square .jpg or .png"),
    Key("itunes", "owner_email", "itunes.owner_email", values.EMAIL, "for the directory"),
    Key("itunes", "owner_name", "itunes.owner_name", values.SOME_TEXT, "for the directory"),
    Key("itunes", "explicit", "itunes.explicit", values.YES, "whether it is for adults"),
    Key(
        "itunes",
        "type",
        "itunes.type",
        values.one_of("episodic", "serial"),
        "`episodic`: newest first; `serial`: in order",
    ),
)
