"""Keys of front matter as people and tools write them, and keys that stand in mappings."""

from dataclasses import replace
from datetime import datetime

import pytest

from feedpub.config import Fields, Site
from feedpub.entries import Outline, outline
from feedpub.model import Entry, Person, Reason
from feedpub.source import front_matter

SITE = Site(url="https://feeds.example.org/")
PICTURE = "https://e.org/a.png"


def outlined(matter: str, site: Site = SITE, path: str = "a.md") -> Outline:
    fence = "+++" if matter.startswith("title =") else "---"
    written = f"{fence}\n{matter}\n{fence}\ntext"
    parsed, problems = front_matter.parse(path, written.encode(), "digest")
    assert parsed is not None, problems
    return outline(parsed, site, lambda _, __: None)


def entry(matter: str, site: Site = SITE, path: str = "a.md") -> Entry:
    found = outlined(f"{matter}", site, path)
    assert found.entry is not None, found
    assert not found.problems, found.problems
    return found.entry


def images(matter: str, site: Site = SITE) -> list[str]:
    return [one.url for one in entry(f"title: x\ndate: 2024-01-01\n{matter}", site).enclosures]


@pytest.mark.parametrize(
    "key",
    [
        *"date Date published pub_date pub-date PubDate publish_date publishDate".split(),
        *"pubDatetime pub-datetime datePublished date_published created_at createdAt".split(),
        *("date_created", "publishedAt", "Created time"),
    ],
)
def test_the_date_of_publication(key: str) -> None:
    assert entry(f"title: x\n{key}: 2024-03-05").published.isoformat()[:10] == "2024-03-05"


@pytest.mark.parametrize(
    "key",
    "updated lastmod modDatetime updatedDate date-modified dateModified last_modified_at"
    " lastModified last-updated lastUpdated updated_at modified_at last_update".split(),
)
def test_the_date_of_an_update(key: str) -> None:
    found = entry(f"title: x\ndate: 2024-01-01\n{key}: 2024-03-05")
    assert found.updated.isoformat()[:10] == "2024-03-05"


@pytest.mark.parametrize(
    "matter",
    [
        "date: {created: 2024-01-01, updated: 2024-03-05}",
        "date:\n  created: 2024-01-01\n  updated: 2024-03-05",
        "date: 2024-01-01\nlast_update: {date: 2024-03-05, author: Ann}",
        "date: 2024-01-01\nlastUpdate:\n  Date: 2024-03-05",
        "date: 2024-01-01\nextra: {updated: 2024-03-05}",
    ],
)
def test_dates_in_a_mapping(matter: str) -> None:
    found = entry(f"title: x\n{matter}")
    assert found.published.isoformat()[:10] == "2024-01-01"
    assert found.updated.isoformat()[:10] == "2024-03-05"


@pytest.mark.parametrize("path", ["a.md", "2024-03-05-a.md"])
def test_a_mapping_without_a_date_that_is_known_is_none(path: str) -> None:
    found = outlined("title: x\ndate: {when: 2024-01-01}", path=path)
    [problem] = found.problems
    assert (problem.code, problem.line) == ("date-missing", 3)


def test_who_made_the_last_change_is_no_date() -> None:
    entry("title: x\ndate: 2024-01-01\nlast_update: {author: Ann}")


@pytest.mark.parametrize(
    "matter",
    [
        *(f"{key}: {PICTURE}" for key in "heroImage hero_image hero-image featuredImage".split()),
        *(f"{key}: {PICTURE}" for key in "coverImage cover_image banner_img ogImage".split()),
        *(f"{key}: {PICTURE}" for key in "og_image socialImage feature_image Top-Img".split()),
        f"images: ['{PICTURE}']",
        f"heroImage: {{src: '{PICTURE}', alt: x}}",
        f"header: {{teaser: '{PICTURE}'}}",
        f"header:\n  overlay_image: {PICTURE}",
        f"extra: {{cover: '{PICTURE}'}}",
        f"extra: {{thumbnail: '{PICTURE}'}}",
        f"params: {{cover: {{image: '{PICTURE}'}}}}",
        f"cover: {{image: '{PICTURE}'}}",
        f"seo: {{ogImage: '{PICTURE}'}}",
    ],
)
def test_a_head_image(matter: str) -> None:
    assert images(matter) == [PICTURE]


@pytest.mark.parametrize("key", ["canonicalURL", "canonical_url", "external_url", "original-url"])
def test_a_link(key: str) -> None:
    found = entry(f"title: x\ndate: 2024-01-01\n{key}: https://e.org/a")
    assert found.permalink == "https://e.org/a"


def test_keys_that_are_read_for_long_come_before_others() -> None:
    """So that no id changes with a key that is read from now on."""
    matter = "external_url: https://e.org/b\nextra: {canonical: https://e.org/c}"
    found = entry(f"title: x\ndate: 2024-01-01\n{matter}\ncanonical: https://e.org/a")
    assert found.permalink == "https://e.org/a"


def test_of_two_keys_that_are_one_that_counts_which_is_in_the_table() -> None:
    matter = "title: x\ndate: 2024-01-01\nsourceUrl: https://e.org/b\nsource_url: https://e.org/a"
    assert entry(matter).permalink == "https://e.org/a"


def test_of_two_keys_that_are_one_an_empty_one_does_not_count() -> None:
    matter = "title: x\ndate: 2024-01-01\nsource_url: ''\nsourceUrl: https://e.org/b"
    assert entry(matter).permalink == "https://e.org/b"


def test_a_document_of_zola() -> None:
    found = entry(
        'title = "x"\ndate = 2024-01-01\nauthors = ["Ann"]\n[taxonomies]\ncategories = ["News"]\n'
        f'tags = ["a", "b"]\n[extra]\nimage = "{PICTURE}"\nlang = "fr"'
    )
    assert found.branches == (("News",),)
    assert found.tags == ("a", "b")
    assert [one.url for one in found.enclosures] == [PICTURE]
    assert found.language == "fr"
    assert found.authors == (Person("Ann"),)


def test_a_document_of_docusaurus() -> None:
    found = entry(
        "title: x\ndate: 2024-01-01\ntags:\n  - label: Hello\n    permalink: /tags/hello\n  - b\n"
        "authors:\n  - name: Ann\n    title: Editor\n    url: https://e.org/ann"
    )
    assert found.tags == ("Hello", "b")
    assert found.authors == (Person("Ann", None, "https://e.org/ann"),)


def test_a_configured_key_reaches_into_mappings() -> None:
    fields = replace(
        Fields(),
        categories=("meta.topics.main",),
        image=("files.Src",),
        title=("dc.title",),
    )
    site = replace(SITE, fields=fields)
    found = entry(
        "dc.title: whole\ndate: 2024-01-01\nmeta: {topics: {main: [a, b]}}\n"
        f"files:\n  - src: {PICTURE}\n  - name: x\n  - src: {PICTURE}?2",
        site,
    )
    assert found.title == "whole"
    assert found.branches == (("a", "b"),)
    assert [one.url for one in found.enclosures] == [PICTURE, f"{PICTURE}?2"]


@pytest.mark.parametrize("matter", ["meta: {Draft: true}", "meta:\n  - draft: true"])
def test_a_key_that_keeps_documents_out_reaches_into_mappings(matter: str) -> None:
    site = replace(SITE, fields=replace(Fields(), draft=("meta.draft",)))
    found = outlined(f"title: x\ndate: 2024-01-01\n{matter}", site)
    assert found.withheld is not None
    assert found.withheld.reason is Reason.DRAFT


@pytest.mark.parametrize(
    ("matter", "line"),
    [
        ("taxonomies:\n  other: x\n  tags: no\nlink: nowhere\next: {lang: x}", 7),
        ("ext:\n  lang: 17", 4),
        ("lang: x y\next: {b: 1, lang: 17}", 4),
    ],
)
def test_a_key_in_a_mapping_has_its_line(matter: str, line: int) -> None:
    site = replace(SITE, fields=replace(Fields(), language=("ext.lang",)))
    found = outlined(f"date: 2024-01-01\n{matter}", site)
    assert [p.line for p in found.problems if p.code == "language-invalid"] == [line]


@pytest.mark.parametrize(
    ("row", "matter", "expected"),
    [
        ("episode", "nr: 3", (3, None, None)),
        ("season", "nr: 3", (None, 3, None)),
        ("explicit", "nr: yes", (None, None, True)),
    ],
)
def test_what_is_said_of_an_episode_can_stand_under_other_keys(
    row: str, matter: str, expected: tuple[object, ...]
) -> None:
    site = replace(SITE, fields=replace(Fields(), **{row: ("nr",)}))
    told = entry(f"title: x\ndate: 2024-01-01\n{matter}", site).episode
    assert told is not None
    assert (told.number, told.season, told.explicit) == expected


def test_many_keys_are_looked_up_as_fast_as_few() -> None:
    more = "\n".join(f"key{n}: {n}" for n in range(2000))
    found = entry(f"title: x\n{more}\npub-date: 2024-03-05\nTAGS: a")
    assert found.published == datetime.fromisoformat("2024-03-05T00:00:00+00:00")
    assert found.tags == ("a",)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("a, b; c，d、e；f", ("a", "b", "c", "d", "e", "f")),
        ("machine learning", ("machine learning",)),
        ("machine learning, b", ("machine learning", "b")),
        ("'a,,b, '", ("a", "b")),
        ("R&amp;D; b", ("R&D", "b")),
        ("['a, b', c]", ("a, b", "c")),
        ("2024", ("2024",)),
        ("','", ()),
    ],
)
def test_a_text_that_lists_names(value: str, names: tuple[str, ...]) -> None:
    assert entry(f"title: x\ndate: 2024-01-01\ntags: {value}").tags == names
    assert entry(f"title: x\ndate: 2024-01-01\nkeywords: {value}").tags == names
    branches = (names,) if names else ()
    assert entry(f"title: x\ndate: 2024-01-01\ncategories: {value}").branches == branches


def test_a_text_under_category_is_one_name() -> None:
    found = entry("title: x\ndate: 2024-01-01\ncategory: Food, Drink")
    assert found.branches == (("Food, Drink",),)


@pytest.mark.parametrize(
    ("path", "layout", "names"),
    [
        ("2024-01-01-a.md", "layout: post", ("jekyll", "update")),
        ("_posts/2024-01-01-a.markdown", "layout: page", ("jekyll", "update")),
        ("2024-01-01-a.md", "theme: post", ("jekyll update",)),
        ("a.md", "layout: post", ("jekyll update",)),
    ],
)
def test_spaces_part_names_in_documents_of_jekyll(
    path: str, layout: str, names: tuple[str, ...]
) -> None:
    matter = f"title: x\ndate: 2024-01-01\n{layout}"
    assert entry(f"{matter}\ncategories: jekyll update", SITE, path).branches == (names,)
    assert entry(f"{matter}\ntags: jekyll update", SITE, path).tags == names
    assert entry(f"{matter}\ntags: a b, c", SITE, path).tags == ("a b", "c")
    assert entry(f"{matter}\ntag: jekyll update", SITE, path).tags == ("jekyll update",)


ANN, BOB = Person("Ann", "ann@e.org"), Person("Bob", "bob@e.org")


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Ann <ann@e.org>, Bob <bob@e.org>", (ANN, BOB)),
        ("Ann <ann@e.org>; Bob <mailto:bob@e.org>", (ANN, BOB)),
        ("Ann <ann@e.org>、Bob <bob@e.org>", (ANN, BOB)),
        ("Ann <ann@e.org> and Bob <bob@e.org>", (ANN, BOB)),
        ("Ann <ann@e.org> & Bob <bob@e.org>", (ANN, BOB)),
        ("ann@e.org (Ann), bob@e.org (Bob)", (ANN, BOB)),
        ("ann@e.org, bob@e.org", (Person("ann", "ann@e.org"), Person("bob", "bob@e.org"))),
        ("Ann <ann@e.org>, Bob", (ANN, Person("Bob"))),
        (
            "Doe, Ann <ann@e.org>, Roe, Bob <bob@e.org>",
            (Person("Doe, Ann", "ann@e.org"), Person("Roe, Bob", "bob@e.org")),
        ),
        ("Doe, Ann <ann@e.org>", (Person("Doe, Ann", "ann@e.org"),)),
        ("Ann Doe, Bob Roe", (Person("Ann Doe, Bob Roe"),)),
        ("Ann <ann@e.org>,", (ANN,)),
    ],
)
def test_people_in_a_text(written: str, people: tuple[Person, ...]) -> None:
    assert entry(f"title: x\ndate: 2024-01-01\nauthor: '{written}'").authors == people


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("index.zh-CN.md", "zh-CN"),
        ("a/index.zh_TW.md", "zh-TW"),
        ("a/index.is.md", "is"),
        ("_index.io.md", "io"),
        ("post.fr.md", "fr"),
        ("2024-01-31-post.pt-br.md", "pt-br"),
        ("2024-01-31.fr.md", "fr"),
        ("post.zh-Hant-TW.md", "zh-Hant-TW"),
        ("en/post.it.md", "it"),
        ("zh/post.md", "zh"),
        ("zh-CN/news/post.md", "zh-CN"),
        ("content/zh/post.md", "zh"),
        ("content/it/post.md", "it"),
        ("i18n/cs/docusaurus-plugin-content-blog/post.md", "cs"),
        ("zh/blog/en/post.md", "en"),
        ("readme.md", ""),
        ("en.md", ""),
        (".en.md", ""),
        ("v1.is.md", ""),
        ("v1.en.md", ""),
        ("1.2.de.md", ""),
        ("node.js.md", ""),
        ("crates.io.md", ""),
        ("last.fm.md", ""),
        ("a.tar.gz.md", ""),
        ("notes.doc.md", ""),
        ("it/post.md", ""),
        ("cs/post.md", ""),
        ("tw/post.md", ""),
        ("os/no/my/post.md", ""),
        ("go-to/hi-fi/de-mo/post.md", ""),
        ("new/day/war/post.md", ""),
    ],
)
def test_the_language_that_a_path_names(path: str, language: str) -> None:
    assert entry("title: x\ndate: 2024-01-01", SITE, path).language == language
    assert entry("title: x\ndate: 2024-01-01\nlang: sv", SITE, path).language == "sv"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("post.fr.md", "post"),
        ("2024-01-31-post.zh-CN.md", "post"),
        ("a/index.fr.md", "a"),
        ("crates.io.md", "crates.io"),
    ],
)
def test_the_language_of_a_name_is_no_part_of_the_title(path: str, title: str) -> None:
    assert entry("date: 2024-01-01", SITE, path).title == title


def test_documents_in_two_languages_have_two_ids() -> None:
    first, second = (entry("date: 2024-01-01", SITE, path) for path in ("a.fr.md", "a.de.md"))
    assert first.id != second.id
