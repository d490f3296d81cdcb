"""Keys that are a slip of one that is read, and keys of other tools, which are none."""

from typing import Final
from zoneinfo import ZoneInfo

import pytest

from feedpub.config import Fields, Site
from feedpub.entries import Outline, outline
from feedpub.entries._slips import is_slip, slips
from feedpub.model import Problem, Severity
from feedpub.source import front_matter

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")

# Keys as the documentation of Hexo (and its themes NexT, Butterfly), Jekyll (Minimal Mistakes,
# Just the Docs), Hugo (PaperMod, LoveIt), Zola, Astro (Starlight, AstroPaper), Eleventy,
# Docusaurus, Obsidian (Digital Garden), MkDocs Material, Pelican, Nikola, WordPress exporters,
# Ghost, Quarto, VuePress and VitePress have them, and some that people make up.
FOREIGN = """
layout title date updated comments tags categories permalink excerpt disableNunjucks lang
published mathjax sticky top description keywords cover toc toc_number toc_expand copyright
copyright_author copyright_url aside swiper_index top_img abbrlink mermaid katex aplayer
highlight_shrink password abstract message wrong_pass_message wrong_hash_message theme sitemap
author header classes sidebar read_time share related last_modified_at show_date pin math image
redirect_from redirect_to nav_order parent has_children has_toc grand_parent nav_exclude
nav_fold_state render_with_liquid tagline aliases audio build cascade draft expiryDate headless
images isCJKLanguage lastmod linkTitle markup menus menu modified outputs params pubdate
publishDate resources series slug summary translationKey type unpublishdate url videos weight
featured_image ShowToc TocOpen hidemeta canonicalURL disableHLJS disableShare hideSummary
searchHidden ShowReadingTime ShowBreadCrumbs ShowPostNavLinks ShowWordCount UseHugoToc editPost
lightgallery license hiddenFromHomePage hiddenFromSearch featuredImage featuredImagePreview code
linkToMarkdown rssFullText twemoji ruby fraction fontawesome path authors in_search_index template
taxonomies extra sort_by paginate_by page_template insert_anchor_links render transparent
generate_feed generate_feeds pubDate updatedDate heroImage editUrl head tableOfContents hero
banner lastUpdated prev next pagefind pubDatetime modDatetime postSlug featured ogImage
hideEditPost timezone pagination eleventyExcludeFromCollections eleventyComputed
eleventyNavigation templateEngineOverride eleventyImport id title_meta hide_title
hide_table_of_contents toc_min_heading_level toc_max_heading_level pagination_label
pagination_next pagination_prev parse_number_prefixes sidebar_label sidebar_position
sidebar_class_name sidebar_custom_props custom_edit_url unlisted last_update author_url
author_image_url author_title truncate cssclasses cssclass publish created dg-publish dg-home dg-
permalink icon status subtitle hide search links readtime category translation save_as link
enclosure has_math guid hidetitle hyphenate medium previewimage post_type post_id post_name
comment_status ping_status wp_id meta feature_image custom_excerpt visibility email_only execute
bibliography csl editor number-sections toc-depth code-fold date-modified date-format citation doi
funding image-alt listing about freeze jupyter engine title-block-banner home navbar outline
editLink footer pageClass features actions heroText isOriginal article timeline dir index order
star source original canonical locale language duration episode season rating rate data state
place event location venue start end time tile tabs line update create guide grid photo photos
gallery plugin plugins version versions reading_time readingTime word_count wordCount hero_image
og_image social twitter github website email bio name role cast director year month day price isbn
book publisher label color colors lead teaser hint note notes level difficulty prerequisites
objectives module course lesson chapter part unit recipe servings ingredients method prep cook
mood music weather lat lng lon geo map zoom css js scripts styles style robots noindex nofollow
canonical_url seo seo_title seo_description og twitter_card priority changefreq zettel uuid uid
key keys hash parents children siblings up down previous next_post prev_post topic topics subject
subjects people person contributors reviewer reviewers editors translator translators translated
copy audit undated published_at guideline
""".split()


def read(matter: str, path: str = "a.md") -> Outline:
    parsed, _ = front_matter.parse(path, f"---\n{matter}\n---\ntext".encode(), "digest")
    assert parsed is not None
    return outline(parsed, Site(timezone="Asia/Shanghai"), lambda _, __: None)


def warnings(matter: str) -> list[Problem]:
    found = read(matter)
    assert found.entry is not None
    return list(found.problems)


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("titel", "title"),
        ("tilte", "title"),
        ("tittle", "title"),
        ("Titel", "title"),
        ("catagories", "categories"),
        ("categorys", "category"),
        ("catergory", "category"),
        ("categores", "categories"),
        ("discription", "description"),
        ("sumary", "summary"),
        ("auther", "author"),
        ("autor", "author"),
        ("taggs", "tags"),
        ("kewords", "keywords"),
        ("permalnk", "permalink"),
        ("publshed", "published"),
        ("drfat", "draft"),
        ("hiden", "hidden"),
        ("privat", "private"),
        ("unlistd", "unlisted"),
        ("thumnail", "thumbnail"),
        ("langauge", "language"),
    ],
)
def test_a_slip_is_told_at_its_line_where_nothing_else_is_wrong(key: str, meant: str) -> None:
    [problem] = warnings(f"title: x\ndate: 2024-01-01\n{key}: z")
    assert problem == Problem(
        Severity.WARNING,
        "key-misspelt",
        "seeds/a.md",
        4,
        f"{key} is no key that is read; did you mean {meant}?",
    )


@pytest.mark.parametrize("key", ["datee", "dtae", "dat", "DATEE", "pubblished", "craeted"])
def test_a_slip_of_the_date_is_named_where_the_date_is_missing(key: str) -> None:
    found = read(f"title: x\n{key}: 2024-01-01")
    assert found.entry is None
    [problem] = found.problems
    assert (problem.code, problem.line) == ("date-missing", 3)
    assert f"but {key}; did you mean " in problem.message


def test_another_slip_is_told_beside_that_of_the_date() -> None:
    found = read("titel: x\ndat: 2024-01-01")
    assert [problem.code for problem in found.problems] == ["key-misspelt", "date-missing"]


def test_keys_of_other_tools_are_no_slips() -> None:
    assert list(slips(FOREIGN, Fields())) == []


def test_the_table_of_fields_decides_what_is_read() -> None:
    own = Fields(title=("titel",), image=("bild",))
    assert list(slips(["titel", "bild"], own)) == []
    assert list(slips(["titels", "bidl"], own)) == [("bidl", "bild")]


@pytest.mark.parametrize(
    ("word", "meant", "slip"),
    [
        ("date", "date", False),
        ("dates", "date", False),
        ("categorie", "categories", False),
        ("rate", "date", False),
        ("dte", "date", True),
        ("ttile", "title", True),
        ("titlee", "title", True),
        ("tidle", "title", True),
        ("tideel", "title", False),
        ("", "title", False),
        ("ids", "id", False),
        ("urk", "url", False),
    ],
)
def test_what_is_one_slip(word: str, meant: str, slip: bool) -> None:
    assert is_slip(word, meant) == slip


@pytest.mark.parametrize(
    ("matter", "line", "key"),
    [
        ("title: x\nposted_at: 2024-03-05T10:20:30Z", 3, "posted_at"),
        ("title: x\nday: 2024-03-05", 3, "day"),
        ("title: x\nexpires: 2025-01-01\nmade_time: 2024-03-05", 4, "made_time"),
        ("title: x\nlastmod: 2024-03-05", 3, "lastmod"),
        ("title: x\n发布日期: 2024年3月5日", 3, "发布日期"),
        ("title: x\ndate: true\nposted: 5 March 2024", 4, "posted"),
    ],
)
def test_a_date_under_another_key_is_named_with_how_it_is_read(
    matter: str, line: int, key: str
) -> None:
    found = read(matter)
    assert found.entry is None
    [problem] = found.problems
    assert (problem.code, problem.line) == ("date-missing", line)
    assert problem.message == (
        f"has no date, but {key} looks like one; to have it read, write published = ["
        f'"date", "{key}"] under [fields] in feeds/site.toml, with all keys of dates that your'
        " documents have"
    )


@pytest.mark.parametrize(
    "matter", ["title: x", "title: x\nweight: 20240305", "title: x\nversion: 1.2.3", "weight: 10"]
)
def test_without_anything_like_a_date_a_document_is_told_where_to_put_it(matter: str) -> None:
    [problem] = read(matter).problems
    assert problem.message == (
        "has no date; give it one under 'date', 'published', or in its name: 2024-01-31-name.md"
    )


@pytest.mark.parametrize(("key", "written"), [("date", "true"), ("date", "False"), ("date", "no")])
def test_yes_and_no_are_shown_where_a_date_belongs(key: str, written: str) -> None:
    [problem] = read(f"title: x\n{key}: {written}").problems
    assert problem.message == f"{key} is '{written.lower()}', which is no date; correct it"


def test_a_date_is_told_in_the_zone_of_the_site() -> None:
    [problem] = warnings("title: x\ndate: 1850-01-01")
    assert problem.message.startswith("is of 1850, before")


@pytest.mark.parametrize("written", ["Invalid Date", "null ", "NaN", "0000-00-00 00:00:00"])
def test_a_value_that_stands_for_no_date_is_shown(written: str) -> None:
    [problem] = read(f"title: x\ndate: '{written}'").problems
    assert (problem.line, problem.message) == (
        3,
        f"date is '{written.strip()}', which is no date; correct it",
    )


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("permalink: /2024/a/", "permalink"),
        ("permalink: :year/:title", "permalink"),
        ("url: a.html", "url"),
        ("link: /x", "link"),
        ("link: ../b/", "link"),
        ("source: /from/there", "source"),
        ("link: 'https://'", "link"),
        ("link: //example.org/x", "link"),
        ("canonical_url: /x", "canonical_url"),
    ],
)
def test_a_link_that_is_no_whole_address_is_told_at_its_line(written: str, key: str) -> None:
    [problem] = warnings(f"title: x\ndate: 2024-01-01\n{written}")
    assert (problem.severity, problem.code, problem.line) == (
        Severity.WARNING,
        "link-not-absolute",
        4,
    )
    assert problem.message.startswith(f"{key} is '")


@pytest.mark.parametrize(
    "written",
    [
        "permalink: /a/\nsource: https://example.org/x",
        "source: 微信公众号",
        "original: Reuters",
        "link:",
    ],
)
def test_a_document_with_another_link_or_none_is_told_nothing(written: str) -> None:
    assert warnings(f"title: x\ndate: 2024-01-01\n{written}") == []


@pytest.mark.parametrize("written", ["1885-03-04", "1989-12-31T23:59:59Z", "0100-01-02"])
def test_a_date_before_there_were_feeds_is_kept_and_told(written: str) -> None:
    [problem] = warnings(f"title: x\ndate: {written}")
    assert (problem.code, problem.line) == ("date-before-feeds", 3)
    assert f"is of {int(written[:4])}, before there were feeds" in problem.message


@pytest.mark.parametrize(
    ("path", "published", "title"),
    [
        ("2024-03-05-eight/index.md", "2024-03-05", "eight"),
        ("2024/03/05/six.md", "2024-03-05", "six"),
        ("2024-03-05_two.md", "2024-03-05", "two"),
        ("2024-03-05.md", "2024-03-05", "text"),
        ("20240305-three.md", "2024-03-05", "three"),
    ],
)
def test_a_date_in_the_path_is_the_date_and_no_title(path: str, published: str, title: str) -> None:
    found = read("lang: en", path).entry
    assert found is not None
    assert (f"{found.published.astimezone(SHANGHAI):%Y-%m-%d}", found.title) == (published, title)


def test_a_date_of_the_path_that_does_not_exist_is_named_as_such() -> None:
    [problem] = read("title: x", "2024-02-30-a.md").problems
    assert problem.message.startswith("the date in its path: '2024-02-30' does not exist")
