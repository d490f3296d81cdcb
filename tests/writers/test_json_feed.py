"""``all.json`` and its kin are what the text of JSON Feed 1.1 says (jsonfeed.org/version/1.1)."""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.conftest import SITE_URL, Project
from tests.parsers.reading import npm_parsers

SITE: Final = """
[site]
url = "https://feeds.example.org/"
title = "镜像 & Mirror"
description = "What <the> mirror holds"
language = "zh-CN"
image = "logo.png"
icon = "/icon 1.png"
author = "Site author"
[build]
formats = ["json"]
hub = "https://hub.example.org/"
"""

_TEXT: Final = {"type": "string", "minLength": 1}
_URI: Final = {"type": "string", "format": "uri"}
_MOMENT: Final = {"type": "string", "format": "date-time"}
# RFC 5646, as far as its parts have a form.
_LANGUAGE: Final = {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"}
# "The extension name must begin with an _ character", followed by a letter, and hold no dot.
_EXTENSIONS: Final = {"^_[A-Za-z][^.]*$": {"type": "object"}}


def _object(required: str = "", **optional: object) -> dict[str, object]:
    """Return the schema of an object with these members, extensions, and no others."""
    return {
        "type": "object",
        "required": required.split(),
        "properties": optional,
        "patternProperties": _EXTENSIONS,
        "additionalProperties": False,
    }


def _list(items: object, **rules: object) -> dict[str, object]:
    return {"type": "array", "items": items, **rules}


# "These are all optional — but if you provide an author object, then at least one is required".
_AUTHORS: Final = _list({**_object(name=_TEXT, url=_URI, avatar=_URI), "minProperties": 1})
_ATTACHMENT: Final = _object(
    "url mime_type",
    url=_URI,
    mime_type={"type": "string", "pattern": r"^[a-z]+/[a-z0-9.+*-]+$"},
    title=_TEXT,
    size_in_bytes={"type": "number", "minimum": 0},
    duration_in_seconds={"type": "number", "minimum": 0},
)
_ITEM: Final = {
    **_object(
        "id",
        id=_TEXT,
        url=_URI,
        external_url=_URI,
        title=_TEXT,
        content_html=_TEXT,
        content_text=_TEXT,
        summary=_TEXT,
        image=_URI,
        banner_image=_URI,
        date_published=_MOMENT,
        date_modified=_MOMENT,
        authors=_AUTHORS,
        tags=_list(_TEXT, uniqueItems=True),
        language=_LANGUAGE,
        attachments=_list(_ATTACHMENT),
    ),
    "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
}
SCHEMA: Final = _object(
    # The addresses are "strongly recommended", and required of "feeds on the public web".
    "version title items home_page_url feed_url",
    version={"const": "https://jsonfeed.org/version/1.1"},
    title=_TEXT,
    home_page_url=_URI,
    feed_url=_URI,
    description=_TEXT,
    user_comment=_TEXT,
    next_url=_URI,
    icon=_URI,
    favicon=_URI,
    authors=_AUTHORS,
    language=_LANGUAGE,
    expired={"type": "boolean"},
    hubs=_list(_object("type url", type=_TEXT, url=_URI)),
    items=_list(_ITEM),
)

# jsonschema has no checks of its own for these two without more packages, and would let all pass.
_FORMATS: Final = FormatChecker(formats=())
_RFC_3339: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
)
# RFC 3986, with a host for what needs one.
_RFC_3986: Final = re.compile(
    r"(?:https?://[^/?#@:]+|(?!https?:)[A-Za-z][A-Za-z0-9+.-]*:)"
    r"(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=\[\]-]|%[0-9A-Fa-f]{2})*"
)


@_FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    if not isinstance(value, str):
        return True
    return bool(_RFC_3339.fullmatch(value)) and datetime.fromisoformat(value) is not None


@_FORMATS.checks("uri")
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(value.isascii() and _RFC_3986.fullmatch(value))


def faults(feed: object) -> list[str]:
    """Return what a feed has against the specification."""
    validator = Draft202012Validator(SCHEMA, format_checker=_FORMATS)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(feed)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("project"))
    project.write("feeds/site.toml", SITE)
    project.write(
        "feeds/archived.toml",
        'title = "Archived"\narchive = true\nlimit = 2\n[select]\ncategories = "新媒体"\n',
    )
    project.write("feeds/none.toml", 'title = "None"\n[select]\ncategories = "nobody\'s"\n')
    project.seed(
        "full.txt",
        title="'大括号 &#123; &#125; & <b>粗</b> 5 < 6'",
        date="Fri, 10 Jun 2022 14:01:35 GMT",
        updated="2022-06-11T00:00:00+08:00",
        authors="['张三 <zhang@example.org>', {name: B, uri: 'https://example.org/b c'}]",
        categories="[新媒体, R&D, 新媒体]",
        tags="[tag one, R&D]",
        lang="en",
        link="https://example.org/文章 1?a=1&b=[2]|3",
        headimg="'https://img.example.org/图 1.png?x=1&y=2'",
        audio="{url: 'https://cdn.example.org/1.mp3', length: 123, duration: '1:02:03'}",
        body='<p>正文 &amp; <img src="p.png"> ]]&gt; 😀</p>',
    )
    project.seed("unknown.md", title="Type", date="2021-01-01", headimg="https://i.example.org/x")
    for number in range(1, 6):
        project.seed(f"{number}.md", title="12_00", date=f"2020-01-0{number}", categories="新媒体")
    # Of these, the sanitizer leaves nothing.
    project.seed("empty.html", title="", date="2019-01-01", body="")
    project.seed("script.html", title="Script", date="2019-01-01", body="<script>x</script>")
    project.build()
    return project


@pytest.fixture(scope="module")
def feeds(project: Project) -> dict[str, Any]:
    """Return the JSON feeds by path."""
    out = project.out()
    return {name: json.loads(body) for name, body in out.items() if name.endswith(".json")}


def test_every_json_feed_is_one_by_the_specification(feeds: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert {"all.json", "none.json", "archived.json", "category/新媒体.json"} < set(feeds)
    assert {name: found for name, feed in feeds.items() if (found := faults(feed))} == {}


def test_the_feed_of_everything_has_what_the_project_says(feeds: dict[str, Any]) -> None:
    feed = feeds["all.json"]
    assert next(iter(feed)) == "version"
    assert set(feed) == {
        *("version", "title", "home_page_url", "feed_url", "description", "icon", "favicon"),
        *("authors", "language", "hubs", "items"),
    }
    assert len(feed["items"]) == 9
    assert feed["icon"] == f"{SITE_URL}logo.png"
    assert feed["favicon"] == f"{SITE_URL}icon%201.png"
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example.org/"}]
    [item] = [item for item in feed["items"] if len(item.get("attachments", [])) == 2]
    assert item == {
        "id": item["url"],
        "url": "https://example.org/%E6%96%87%E7%AB%A0%201?a=1&b=%5B2%5D%7C3",
        "title": "大括号 { } & 粗 5 < 6",
        "content_html": item["content_html"],
        "summary": "正文 & ]]> 😀",
        "image": "https://img.example.org/%E5%9B%BE%201.png?x=1&y=2",
        "date_published": "2022-06-10T14:01:35+00:00",
        "date_modified": "2022-06-10T16:00:00+00:00",
        "authors": [
            {"name": "张三", "url": "mailto:zhang@example.org"},
            {"name": "B", "url": "https://example.org/b%20c"},
        ],
        "tags": ["新媒体", "R&D", "tag one"],
        "language": "en",
        "attachments": [
            {
                "url": "https://cdn.example.org/1.mp3",
                "mime_type": "audio/mpeg",
                "size_in_bytes": 123,
                "duration_in_seconds": 3723,
            },
            {
                "url": "https://img.example.org/%E5%9B%BE%201.png?x=1&y=2",
                "mime_type": "image/png",
            },
        ],
    }


def test_ids_are_unique_in_a_feed(feeds: dict[str, Any]) -> None:
    for feed in feeds.values():
        ids = [item["id"] for item in feed["items"]]
        assert len(ids) == len(set(ids))


def test_next_urls_lead_through_every_entry_once_and_end(feeds: dict[str, Any]) -> None:
    by_url = {feed["feed_url"]: feed for feed in feeds.values()}
    assert len(by_url) == len(feeds)
    url, seen, ids = f"{SITE_URL}archived.json", set(), []
    while url:
        assert url not in seen
        seen.add(url)
        ids += [item["id"] for item in by_url[url]["items"]]
        url = by_url[url].get("next_url")
    assert len(seen) == 3
    assert ids == [item["id"] for item in feeds["category/新媒体.json"]["items"]]


def test_feedsmith_reads_all_that_is_in_it(project: Project, feeds: dict[str, Any]) -> None:
    file = project.path / "out" / "all.json"
    read = npm_parsers().read([file])[file]["feedsmith"]
    items = feeds["all.json"]["items"]
    assert read["feed"]["title"] == "镜像 & Mirror"
    assert [
        (
            entry["id"],
            entry["link"],
            entry["title"],
            entry["summary"],
            entry["content"],
            entry["published"].replace("Z", "+00:00"),
            entry["updated"].replace("Z", "+00:00"),
            entry["categories"],
            entry["authors"],
            entry["language"],
            [(it["url"], it["type"], it["length"]) for it in entry["enclosures"]],
        )
        for entry in read["entries"]
    ] == [
        (
            item["id"],
            item.get("url"),
            item["title"],
            item["summary"],
            item["content_html"],
            item["date_published"],
            item.get("date_modified", item["date_published"]),
            item.get("tags", []),
            [author["name"] for author in item["authors"]],
            item.get("language"),
            [
                (it["url"], it["mime_type"], it.get("size_in_bytes"))
                for it in item.get("attachments", [])
            ],
        )
        for item in items
    ]


def _set(key: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda feed: feed["items"][0].update({key: value})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda feed: feed.pop("title"),
        lambda feed: feed.pop("items"),
        lambda feed: feed.update(version="https://jsonfeed.org/version/1"),
        lambda feed: feed.update(language="Chinese (simplified)"),
        lambda feed: feed.update(feed_url="/all.json"),
        lambda feed: feed.update(rights="All"),
        lambda feed: feed["items"][0].pop("id"),
        lambda feed: feed["items"][0].pop("content_html"),
        lambda feed: feed["hubs"][0].pop("type"),
        lambda feed: feed["items"][0]["attachments"][0].pop("mime_type"),
        _set("url", "https://example.org/文章"),
        _set("url", "https://example.org/a b"),
        _set("image", "https:///a.png"),
        _set("date_published", "2022-06-10"),
        _set("date_published", "2022-06-10T14:01:35"),
        _set("date_modified", "2022-02-30T14:01:35Z"),
        _set("authors", [{}]),
        _set("tags", "one"),
        _set("tags", ["one", "one"]),
        _set("id", 7),
    ],
)
def test_the_schema_refuses_what_the_specification_does(
    feeds: dict[str, Any], spoil: Callable[[dict[str, Any]], object]
) -> None:
    feed = deepcopy(feeds["all.json"])
    assert feed["items"][0]["attachments"]
    spoil(feed)
    assert faults(feed) != []
