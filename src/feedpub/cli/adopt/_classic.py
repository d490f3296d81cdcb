"""Read the configurations of Hexo, Jekyll, Hugo and Zola."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from feedpub.cli.adopt._blog import Blog
from feedpub.cli.adopt._common import (
    DATES_OF_COMMITS,
    needs,
    say_address,
    say_files,
    say_folder,
    say_output,
    say_texts,
)
from feedpub.cli.adopt._files import Data, read_first

HEXO: Final = ("_config.yml", "_config.yaml", "_config.json")
JEKYLL: Final = ("_config.yml", "_config.yaml", "_config.toml")
ZOLA: Final = ("zola.toml", "config.toml")
HUGO: Final = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for ending in ("toml", "yaml", "yml", "json")
)
_ENDINGS_OF_HEXO: Final = {"atom": "atom", "rss2": "rss", "rss": "rss"}


def hexo(folder: Path) -> Blog:
    """Read ``_config.yml`` of Hexo."""
    blog = Blog("Hexo", "hexo generate")
    data = read_first(folder, *HEXO) or Data("", {})
    say_texts(
        blog,
        data,
        title=("title",),
        description=("description", "subtitle"),
        author=("author",),
        timezone=("timezone",),
    )
    say_language(blog, data, "language")
    say_address(blog, data.text("url")[0], data.text("root")[0], data.at("url, root"))
    source = data.text("source_dir")[0] or "source"
    say_folder(blog, folder, [f"{source}/_posts"], f"where {blog.tool} keeps posts")
    say_files(blog, folder, [source])
    permalink, where = data.text("permalink")
    blog.say("documents", "permalink", permalink or ":year/:month/:day/:title/", where or "default")
    blog.say("documents", "tool", "hexo", "its placeholders")
    public, where = data.text("public_dir")
    say_output(blog, public or "public", where or "default of Hexo")
    _say_feeds_of_hexo(blog, folder, data)
    return blog


def _say_feeds_of_hexo(blog: Blog, folder: Path, data: Data) -> None:
    plugin = "hexo-generator-feed"
    types = data.get("feed.type") or "atom"
    paths = data.get("feed.path")
    named = types if isinstance(types, list) else [types]
    given = paths if isinstance(paths, list) else [paths]
    if data.get("feed") is None and not needs(folder, plugin):
        return
    for number, kind in enumerate(named):
        form = _ENDINGS_OF_HEXO.get(str(kind))
        if form:
            path = given[number] if number < len(given) else None
            name = "atom.xml" if form == "atom" else "rss2.xml"
            blog.feed(form, str(path or name), data.at("feed") if path else f"default of {plugin}")
    blog.hints.append(f"take {plugin} out of package.json: two programs can't write one file")


def jekyll(folder: Path) -> Blog:
    """Read ``_config.yml`` of Jekyll."""
    blog = Blog("Jekyll", "jekyll build")
    data = read_first(folder, *JEKYLL) or Data("", {})
    say_texts(
        blog,
        data,
        title=("title", "name"),
        description=("description", "tagline", "subtitle"),
        author=("author.name", "author"),
        timezone=("timezone",),
    )
    say_language(blog, data, "lang", "locale", "language")
    say_address(blog, data.text("url")[0], data.text("baseurl")[0], data.at("url, baseurl"))
    source = data.text("source")[0].strip("./")
    collections = data.text("collections_dir")[0].strip("./")
    parts = "/".join(filter(None, (source, collections, "_posts")))
    say_folder(
        blog, folder, [parts, f"{source}/_posts".lstrip("/"), "_posts"], "where Jekyll keeps posts"
    )
    names = ("assets", "images", "img", "static", "uploads", "media", "files", "public")
    say_files(blog, folder, [f"{source}/{name}".lstrip("/") for name in names])
    permalink, where = data.text("permalink")
    blog.say("documents", "permalink", permalink or "date", where or "default")
    blog.say("documents", "tool", "jekyll", "its placeholders")
    destination, where = data.text("destination")
    say_output(blog, destination.removeprefix("./") or "_site", where or "default of Jekyll")
    path, where = data.text("feed.path")
    blog.feed("atom", path or "feed.xml", where or "default of jekyll-feed")
    blog.hints.append(
        "take jekyll-feed out of plugins and Gemfile: two programs can't write one file"
    )
    return blog


def hugo(folder: Path) -> Blog:
    """Read ``hugo.toml``, ``config.toml`` and the like of Hugo."""
    blog = Blog("Hugo", "hugo")
    data = read_first(folder, *HUGO) or Data("", {})
    say_texts(
        blog,
        data,
        title=("title",),
        description=("params.description", "params.subtitle"),
        author=("params.author.name", "params.author", "author.name", "author"),
        timezone=("timeZone",),
        copyright=("copyright",),
    )
    say_language(blog, data, "locale", "languageCode", "defaultContentLanguage")
    say_address(blog, data.text("baseURL")[0], "", data.at("baseURL"))
    content, where = data.text("contentDir")
    say_folder(blog, folder, [content or "content"], where or "default of Hugo")
    static = data.get("staticDir")
    given = static if isinstance(static, list) else [static or "static"]
    say_files(blog, folder, [*map(str, given), "assets"])
    _say_permalinks_of_hugo(blog, data)
    if data.get("enableGitInfo") in (True, "true"):
        blog.say("documents", "date_from", DATES_OF_COMMITS, data.at("enableGitInfo"))
    public, where = data.text("publishDir")
    say_output(blog, public or "public", where or "default of Hugo")
    say_main_sections(blog, folder / (content or "content"))
    blog.feed(
        "rss", f"{data.text('outputFormats.rss.baseName')[0] or 'index'}.xml", "default of Hugo"
    )
    blog.hints.append(
        'write disableKinds = ["rss"] into its configuration: two programs can\'t write one file'
    )
    return blog


def say_main_sections(blog: Blog, content: Path) -> None:
    """Leave out pages that are no articles: those directly in the folder of the content."""
    if content.is_dir() and any(path.is_dir() for path in content.iterdir()):
        blog.say(
            "documents",
            "leave_out",
            ["*.md", "*.html", "**/_index.*"],
            "pages, not posts: about.md and the like stand at the top of the content",
        )


def _say_permalinks_of_hugo(blog: Blog, data: Data) -> None:
    given = data.get("permalinks.page") or data.get("permalinks")
    found: dict[str, str] = {}
    if isinstance(given, Mapping):
        for section, pattern in given.items():
            if isinstance(pattern, str):
                found[f"{str(section).strip('/')}/**"] = pattern
    found["**"] = "/:sections/:slugorcontentbasename/"
    source = data.at("permalinks") if len(found) > 1 else "default of Hugo"
    blog.say("documents", "permalink", found if len(found) > 1 else found["**"], source)
    blog.say("documents", "tool", "hugo", "its placeholders")


def zola(folder: Path) -> Blog:
    """Read ``zola.toml`` or ``config.toml`` of Zola."""
    blog = Blog("Zola", "zola build")
    data = read_first(folder, *ZOLA) or Data("", {})
    say_texts(
        blog,
        data,
        title=("title", "extra.title"),
        description=("description",),
        author=("author", "extra.author"),
    )
    say_language(blog, data, "default_language")
    say_address(blog, data.text("base_url")[0], "", data.at("base_url"))
    say_folder(blog, folder, ["content"], "where Zola keeps pages")
    say_files(blog, folder, ["static"])
    blog.say("documents", "permalink", "/:sections/:slug/", "how Zola names pages")
    say_main_sections(blog, folder / "content")
    output, where = data.text("output_dir")
    say_output(blog, output or "public", where or "default of Zola")
    names = data.get("feed_filenames") or data.get("feed_filename") or "atom.xml"
    for name in names if isinstance(names, list) else [names]:
        form = "rss" if "rss" in str(name) else "atom"
        blog.feed(form, str(name), data.at("feed_filenames"))
    blog.hints.append(
        "set generate_feeds = false in its configuration: two programs can't write one file"
    )
    return blog


def say_language(blog: Blog, data: Data, *paths: str) -> None:
    """Note the first language at one of `paths` that is one."""
    for path in paths:
        value = data.get(path)
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str) and re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", first):
            blog.say("site", "language", first, data.at(path))
            return
