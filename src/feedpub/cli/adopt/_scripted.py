"""Read the configurations of Astro, Docusaurus, Eleventy, Nikola, Pelican and Obsidian."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from feedpub.cli.adopt._blog import Blog
from feedpub.cli.adopt._classic import say_language
from feedpub.cli.adopt._common import (
    DATES_OF_COMMITS,
    say_address,
    say_files,
    say_folder,
    say_output,
    say_texts,
)
from feedpub.cli.adopt._files import Data, names_in, read_first

_SCRIPTS: Final = ("js", "mjs", "cjs", "ts", "mts", "cts")
ASTRO: Final = tuple(f"astro.config.{ending}" for ending in _SCRIPTS)
DOCUSAURUS: Final = tuple(f"docusaurus.config.{ending}" for ending in _SCRIPTS)
ELEVENTY: Final = (
    ".eleventy.js",
    *(f"eleventy.config.{ending}" for ending in _SCRIPTS),
)
_TIMES_OF_PELICAN: Final = {"Y": ":year", "m": ":month", "d": ":day", "H": ":hour", "j": ":y_day"}


def astro(folder: Path) -> Blog:
    """Read ``astro.config.mjs`` and the constants of Astro's starters."""
    blog = Blog("Astro", "astro build")
    data = read_first(folder, *ASTRO) or Data("", {})
    constants = read_first(
        folder, "src/consts.ts", "src/consts.js", "src/config.ts", "src/site.config.ts"
    )
    for one in filter(None, (constants,)):
        say_texts(
            blog,
            one,
            title=("SITE_TITLE", "SITE.title", "title", "siteConfig.title"),
            description=("SITE_DESCRIPTION", "SITE.desc", "SITE.description", "description"),
            author=("SITE_AUTHOR", "SITE.author", "author"),
            timezone=("SITE.timezone",),
        )
        say_language(blog, one, "SITE.lang", "LOCALE.lang", "lang")
        site, where = one.text("SITE.website", "SITE.site", "SITE_URL")
        say_address(
            blog, data.text("site")[0] or site, data.text("base")[0], where or data.at("site")
        )
    say_language(blog, data, "i18n.defaultLocale")
    say_address(blog, data.text("site")[0], data.text("base")[0], data.at("site, base"))
    names = ("blog", "posts", "post", "articles", "writing", "notes")
    places = [f"src/{kind}/{name}" for kind in ("content", "data") for name in names]
    say_folder(
        blog, folder, [*places, "src/content", "src/pages/posts"], "where Astro keeps entries"
    )
    say_files(blog, folder, ["public", "src/assets"])
    route = _route_of_astro(folder)
    blog.say(
        "documents", "permalink", f"{route}/:id/", f"src/pages{route}/, where entries are shown"
    )
    blog.say("documents", "tool", "astro", "its placeholders")
    output, where = data.text("outDir")
    say_output(blog, output.removeprefix("./") or "dist", where or "default of Astro")
    pages = [
        name
        for name in names_in(folder / "src/pages")
        if re.match(r"(rss|feed|atom|index)\.xml\.", name)
    ]
    name = pages[0].rpartition(".")[0] if pages else "rss.xml"
    blog.feed("rss", name, f"src/pages/{pages[0]}" if pages else "default of @astrojs/rss")
    blog.hints.append("remove src/pages/rss.xml.js: two programs can't write one file")
    return blog


def _route_of_astro(folder: Path) -> str:
    """Return the folder of ``src/pages`` with a page for each entry, with a slash before it."""
    pages = folder / "src/pages"
    for name in names_in(pages):
        inner = list(names_in(pages / name)) if (pages / name).is_dir() else []
        if not name.startswith(("[", "_")) and any(one.startswith("[") for one in inner):
            return f"/{name}"
    return "" if any(name.startswith("[...") for name in names_in(pages)) else "/blog"


def docusaurus(folder: Path) -> Blog:
    """Read ``docusaurus.config.js``, as far as it is data."""
    blog = Blog("Docusaurus", "docusaurus build")
    data = read_first(folder, *DOCUSAURUS) or Data("", {})
    say_texts(blog, data, title=("title",), description=("tagline",))
    say_language(blog, data, "i18n.defaultLocale")
    say_address(blog, data.text("url")[0], data.text("baseUrl")[0], data.at("url, baseUrl"))
    options = Data(data.name, _blog_of_docusaurus(data.get("presets")))
    path = options.text("path")[0] or "blog"
    say_folder(blog, folder, [path], "where Docusaurus keeps the blog")
    say_files(blog, folder, ["static"])
    route = (options.text("routeBasePath")[0] or path).strip("/")
    slash = "/" if data.get("trailingSlash") is True else ""
    pattern = f"/{route}/:slug{slash}" if route else f"/:slug{slash}"
    blog.say("documents", "permalink", pattern, data.at("presets, blog.routeBasePath"))
    blog.say("documents", "tool", "docusaurus", "its placeholders")
    say_output(blog, "build", "default of Docusaurus")
    kinds = options.get("feedOptions.type") or ["rss", "atom"]
    kinds = ["rss", "atom", "json"] if kinds == "all" else kinds
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if kind in ("rss", "atom", "json"):
            name = f"{kind}.xml" if kind != "json" else "feed.json"
            blog.feed(str(kind), f"{route}/{name}".lstrip("/"), "default of its blog")
    blog.hints.append(
        "set feedOptions: {type: null} of its blog: two programs can't write one file"
    )
    if (folder / ".git").exists():
        blog.hints.append(
            f"a post without a date has that of its first commit: write date_from ="
            f" {DATES_OF_COMMITS} under [documents], if there are such"
        )
    return blog


def _blog_of_docusaurus(presets: object) -> Mapping[str, object]:
    for preset in presets if isinstance(presets, list) else []:
        for part in preset if isinstance(preset, list) else []:
            options = part.get("blog") if isinstance(part, Mapping) else None
            if isinstance(options, Mapping):
                return options
    return {}


def eleventy(folder: Path) -> Blog:
    """Read the data files of Eleventy; its configuration is a program."""
    blog = Blog("Eleventy", "npx @11ty/eleventy")
    data = Data("", {})
    for name in ("metadata", "site", "meta"):
        for place in ("_data", "src/_data", "content/_data"):
            found = read_first(
                folder, *(f"{place}/{name}.{e}" for e in ("json", *_SCRIPTS, "yaml", "yml"))
            )
            data = data if data.name else found or data
    title = ("title", "name", "siteTitle")
    author = ("author.name", "author", "authorName")
    say_texts(blog, data, title=title, description=("description",), author=author)
    say_language(blog, data, "language", "lang", "locale")
    say_address(blog, data.text("url", "siteUrl", "domain", "baseUrl")[0], "", data.at("url"))
    bases = ("content", "src", "")
    names = ("blog", "posts", "post", "articles")
    places = [f"{base}/{name}".lstrip("/") for base in bases for name in names]
    say_folder(blog, folder, places, "where Eleventy's starters keep posts")
    place = str(blog.value("documents", "folder")).rpartition("/")[2]
    say_files(
        blog,
        folder,
        ["public", "src/static", "static", "img", "images", "assets", "src/assets", "content"],
    )
    blog.say("documents", "permalink", f"/{place}/:stem/", "how Eleventy names pages")
    blog.say("documents", "tool", "eleventy", "its placeholders")
    say_output(blog, "_site", "default of Eleventy")
    path = "feed/feed.xml"
    blog.feed("atom", path, "eleventy-base-blog")
    blog.hints.append("take the feed out of its configuration: two programs can't write one file")
    return blog


def nikola(folder: Path) -> Blog:
    """Read ``conf.py`` of Nikola, as data."""
    blog = Blog("Nikola", "nikola build")
    data = read_first(folder, "conf.py") or Data("", {})
    say_texts(
        blog,
        data,
        title=("BLOG_TITLE",),
        description=("BLOG_DESCRIPTION",),
        author=("BLOG_AUTHOR",),
        timezone=("TIMEZONE",),
    )
    say_language(blog, data, "DEFAULT_LANG")
    say_address(blog, data.text("SITE_URL", "BASE_URL")[0], "", data.at("SITE_URL"))
    posts = data.get("POSTS")
    first = posts[0] if isinstance(posts, list | tuple) and posts else ()
    given = first if isinstance(first, list | tuple) else ()
    source = str(given[0]).rpartition("/")[0] if given else "posts"
    route = str(given[1]).strip("/") if len(given) > 1 else "posts"
    say_folder(blog, folder, [source or "posts"], data.at("POSTS"))
    compilers = data.get("COMPILERS")
    rest = compilers.get("rest") if isinstance(compilers, Mapping) else None
    if ".txt" in (rest if isinstance(rest, list | tuple) else (".txt",)):
        where = data.at("COMPILERS") if rest else "default of Nikola: .txt is reStructuredText"
        blog.say("documents", "leave_out", ["**/_index.*", "**/*.txt"], where)
    folders = data.get("IMAGE_FOLDERS"), data.get("FILES_FOLDERS")
    named = [str(name) for one in folders if isinstance(one, Mapping) for name in one]
    say_files(blog, folder, [*named, "images", "files"])
    end = "/" if data.get("PRETTY_URLS") is not False else ".html"
    blog.say("documents", "permalink", f"/{route}/:slug{end}", data.at("POSTS, PRETTY_URLS"))
    output, where = data.text("OUTPUT_FOLDER")
    say_output(blog, output or "output", where or "default of Nikola")
    blog.feed("rss", "rss.xml", "default of Nikola")
    blog.hints.append("set GENERATE_RSS = False in conf.py: two programs can't write one file")
    return blog


def pelican(folder: Path) -> Blog:
    """Read ``pelicanconf.py`` and ``publishconf.py`` of Pelican, as data."""
    blog = Blog("Pelican", "pelican -s publishconf.py")
    published = read_first(folder, "publishconf.py") or Data("", {})
    data = read_first(folder, "pelicanconf.py") or Data("", {})
    say_texts(
        blog,
        data,
        title=("SITENAME",),
        description=("SITESUBTITLE", "SITEDESCRIPTION"),
        author=("AUTHOR",),
        timezone=("TIMEZONE",),
    )
    say_language(blog, data, "DEFAULT_LANG")
    for one in (published, data):
        say_address(blog, one.text("SITEURL")[0], "", one.at("SITEURL"))
    path, where = data.text("PATH")
    say_folder(blog, folder, [path.strip("./") or "content"], where or "default of Pelican")
    content = str(blog.value("documents", "folder"))
    say_files(blog, folder, [f"{content}/images", f"{content}/static"])
    written, where = data.text("ARTICLE_URL")
    pattern = _pattern_of_pelican(written) if written else "/:slug.html"
    if "{" in pattern:
        blog.hints.append(f"{where} is {written!r}, which is no pattern here: see permalinks.md")
    else:
        blog.say("documents", "permalink", pattern, where or "default of Pelican")
    output, where = data.text("OUTPUT_PATH")
    say_output(blog, output.strip("./") or "output", where or "default of Pelican")
    for form, keys, default in (
        ("atom", ("FEED_ALL_ATOM", "FEED_ATOM"), "feeds/all.atom.xml"),
        ("rss", ("FEED_ALL_RSS", "FEED_RSS"), ""),
    ):
        for one in (published, data):
            name, where = one.text(*keys)
            blog.feed(form, name, where)
        if default:
            blog.feed(form, default, "default of Pelican")
    blog.hints.append(
        "set FEED_ALL_ATOM = None in publishconf.py: two programs can't write one file"
    )
    return blog


def _pattern_of_pelican(written: str) -> str:
    written = re.sub(r"\{date:([^{}]*)\}", lambda found: _time_of_pelican(found[1]), written)
    for name in ("slug", "category", "lang"):
        written = written.replace(f"{{{name}}}", f":{name}")
    return f"/{written.lstrip('/')}"


def _time_of_pelican(form: str) -> str:
    def of_time(found: re.Match[str]) -> str:
        return _TIMES_OF_PELICAN.get(found[1], "{}")

    return re.sub(r"%-?([A-Za-z])", of_time, form)


def obsidian(folder: Path) -> Blog:
    """Read where a vault of Obsidian keeps attachments and templates."""
    blog = Blog("Obsidian", "Obsidian")
    blog.say("site", "title", folder.resolve().name, "the name of the vault")
    blog.say("documents", "folder", ".", "the vault")
    app = read_first(folder, ".obsidian/app.json")
    left_out = ["templates/**"]
    for name in (".obsidian/templates.json", ".obsidian/daily-notes.json"):
        given = read_first(folder, name)
        place = given.text("folder")[0] if given else ""
        if place.strip("/"):
            left_out.append(f"{place.strip('/')}/**")
    ignored = app.get("userIgnoreFilters") if app else None
    left_out += [str(one) for one in ignored] if isinstance(ignored, list) else []
    good = [one for one in dict.fromkeys(left_out) if not re.match(r"/|.*\.\.", one)]
    blog.say("documents", "leave_out", good, ".obsidian: templates, daily notes, excluded files")
    return blog
