"""Front matter to Entry, a table for each field."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feedpub.config import Fields, Settings, Site
from feedpub.entries import Outline, complete, outline
from feedpub.entries._title import TITLE_LENGTH
from feedpub.model import (
    Asset,
    Document,
    Enclosure,
    Entry,
    Person,
    Problem,
    Reason,
    Severity,
    Unusable,
)
from feedpub.source import front_matter

SITE = Site(url="https://feeds.example.org/", timezone="Asia/Shanghai")


def nowhere(_document: str, _reference: str) -> None:
    """Find no local file and no other document."""


def parse(path: str, text: str) -> Document | None:
    return front_matter.parse(path, text.encode(), "digest")[0]


def document(
    matter: str = "", *, path: str = "news/a name.md", body: str = "<p>Text.</p>"
) -> Document:
    parsed = parse(path, f"---\ndate: 2022-06-10\n{matter}\n---\n{body}")
    assert isinstance(parsed, Document)
    return parsed


def read(read_document: Document, site: Site = SITE) -> Outline:
    return outline(read_document, site, nowhere)


def entry(matter: str = "", *, site: Site = SITE, **other: str) -> Entry:
    found = read(document(matter, **other), site).entry
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("title: '大括号 &#123; 和 &#125;'", "大括号 { 和 }"),
        ("title: <b>Bold</b>  and\ttabs", "Bold and tabs"),
        ("title: 2015", "2015"),
        ("title: 12_00", "12_00"),
        ("title: 0x1F", "0x1F"),
        ("title: 1:30", "1:30"),
        ("title: No", "No"),
        ("title: [x]", "[x]"),
        ("title: {x}", "{x}"),
        ("title: 2021-10-10", "2021-10-10"),
        ("title: Vec<String> & co", "Vec<String> & co"),
        ("title: a\u202egnp.exe", "agnp.exe"),
        ('title: "bell \\x07 and \\uFFFE"', "bell and"),
    ],
)
def test_title(written: str, title: str) -> None:
    assert entry(written).title == title


EMPTY_TITLES = [
    "title:",
    "title: ''",
    "title: '<b></b>'",
    'title: "\\u200b"',
    "title: '\u3164'",
]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h2 id=x>The <em>first</em> heading</h2><p>x</p>", "The first heading"),
        ("<div>\n<header><h1>In a box</h1></header><p>x</p></div>", "In a box"),
        ("<img src='https://example.org/a.png'><h1>Below a picture</h1>", "Below a picture"),
        ("## Of Markdown ##\n\ntext", "Of Markdown"),
        ("Underlined\n===\n\ntext", "Underlined"),
        ("# Programming in C#\n\ntext", "Programming in C#"),
        ("# Using `code` with **bold** [link](x) {#id}\n\ntext", "Using code with bold link"),
        ("# See [the guide][1]\n\ntext\n\n[1]: https://example.org/", "See the guide"),
        ("# A note[^1] here\n\ntext\n\n[^1]: x", "A note here"),
        ("<h1>Up<a class=headerlink href='#up' title='Permalink'>¶</a></h1>text", "Up"),
        ("<h1><a href='#up'>#</a> Up</h1>text", "Up"),
        ("<h1>See <a href='#up'>C#</a></h1>text", "See C#"),
        ("# 5 < 6 & \\*stars\\*\n\ntext", "5 < 6 & *stars*"),
        ("<!-- <h1>Gone</h1> -->\n\n# Here\n\ntext", "Here"),
        ("# <!-- nothing -->\n\n# Here\n\ntext", "Here"),
    ],
)
@pytest.mark.parametrize("written", ["", *EMPTY_TITLES])
def test_title_of_a_heading_that_begins_the_body(written: str, body: str, title: str) -> None:
    assert entry(written, path="a name.md", body=body).title == title


@pytest.mark.parametrize(
    "body",
    [
        "text\n\n## In the middle\n",
        "<p>text</p><h2>In the middle</h2>",
        "text\n\n```\n# A comment\n```\n",
        "text <pre># A comment</pre>",
        "text\n\n<!--\n# Commented out\n-->\n",
        "text `<h1>A sample</h1>`",
    ],
)
def test_no_other_heading_is_a_title(body: str) -> None:
    assert entry("", path="a name.md", body=body).title == "a name"
    assert entry("title:", path="a name.md", body=body).title.startswith("text")


@pytest.mark.parametrize("body", ["", "\n", "<img src='https://example.org/a.png'>"])
@pytest.mark.parametrize("written", ["", "title: ''"])
def test_so_is_one_whose_file_has_a_name(written: str, body: str) -> None:
    found = read(document(written, path="a name.md", body=body), SITE)
    assert found.entry is not None
    assert found.entry.title == "a name"
    assert [problem.code for problem in found.problems] == ["title-missing"]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("news/2021-10-10-of a name.md", "of a name"),
        ("news/名字 😀.txt", "名字 😀"),
        ("face.md", "face"),
        ("000_fde02ecddfc3460e.txt", "春天来了。"),
        ("2024-01-31.md", "春天来了。"),
        ("20240131.md", "春天来了。"),
    ],
)
def test_title_of_a_document_without_one(path: str, title: str) -> None:
    assert entry("", path=path, body="<p>春天来了。</p>").title == title


@pytest.mark.parametrize("written", EMPTY_TITLES)
@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<style>p {}</style><p>春天来了，樱花开了。</p>", "春天来了，樱花开了。"),
        ("A *short* note & more", "A short note & more"),
        ("word " * 50, "word " * 10 + "word…"),
    ],
)
def test_an_empty_title_is_the_first_words(written: str, body: str, title: str) -> None:
    found = read(document(written, path="a name.md", body=body))
    assert found.entry is not None
    assert (found.entry.title, found.problems) == (title, ())


@pytest.mark.parametrize("written", ["", *EMPTY_TITLES])
@pytest.mark.parametrize(
    "body", ["", "<p> </p>", "<script>x</script>", "<img src='https://e.org/a'>"]
)
def test_a_document_without_title_and_text_is_told(written: str, body: str) -> None:
    found = read(document(written, path="2024-01-31.md", body=body))
    assert found.entry is not None
    assert found.entry.title == "2024-01-31"
    [problem] = found.problems
    assert (problem.severity, problem.code) == (Severity.WARNING, "title-missing")
    assert "has no title and no text, and is published as '2024-01-31'" in problem.message


def test_long_titles_are_cut() -> None:
    assert len(entry("title: " + "字" * 100_000).title) == TITLE_LENGTH


def test_a_date_without_a_zone_is_of_the_site() -> None:
    assert entry().published == datetime(2022, 6, 9, 16, tzinfo=UTC)


@pytest.mark.parametrize("key", ["updated", "lastmod", "modified"])
def test_updated(key: str) -> None:
    found = entry(f"{key}: 2022-07-01T00:00:00Z")
    assert found.updated == datetime(2022, 7, 1, tzinfo=UTC)


def test_updated_is_never_before_published() -> None:
    found = entry("updated: 2020-01-01")
    assert found.updated == found.published


def test_a_broken_update_costs_a_warning_not_the_document() -> None:
    found = read(document("updated: 03/04/2022"))
    assert found.entry is not None
    assert [(p.severity, p.code, p.line) for p in found.problems] == [
        (Severity.WARNING, "date-invalid", 3)
    ]


@pytest.mark.parametrize(
    ("written", "line", "code", "words"),
    [
        ("title: x", None, "date-missing", "has no date"),
        ("title: x\ndate: Invalid Date", 3, "date-missing", "'Invalid Date', which is no date"),
        ("title: x\ndate: 03/04/2022", 3, "date-invalid", "two ways, as 2022-03-04 or"),
        ("title: x\ndate: 2021-02-31", 3, "date-invalid", "does not exist"),
        ("title: x\ndate: [1]", 3, "date-invalid", "is no date"),
        ("title: x\ndate: 1970-01-01", 3, "date-invalid", "programs write that know no date"),
    ],
)
def test_a_document_without_a_date_is_refused(
    written: str, line: int | None, code: str, words: str
) -> None:
    parsed = parse("a.md", f"---\n{written}\n---\ntext")
    assert isinstance(parsed, Document)
    found = read(parsed)
    assert found.entry is None
    [problem] = found.problems
    assert (problem.path, problem.line, problem.code) == ("seeds/a.md", line, code)
    assert words in problem.message


def test_the_date_of_a_jekyll_file_name() -> None:
    parsed = parse("_posts/2021-10-10-name.md", "---\ntitle: x\n---\n")
    assert isinstance(parsed, Document)
    found = read(parsed).entry
    assert found is not None
    assert found.published == datetime(2021, 10, 9, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("author: 观察者网", (Person("观察者网"),)),
        ("author: A, B", (Person("A, B"),)),
        ("authors: [A, B, A]", (Person("A"), Person("B"))),
        (
            "author: {name: A, email: a@example.org, url: 'https://example.org'}",
            (Person("A", "a@example.org", "https://example.org/"),),
        ),
        ("author: ''", (Person("Site"),)),
        ("title: none", (Person("Site"),)),
    ],
)
def test_authors(written: str, authors: tuple[Person, ...]) -> None:
    assert entry(written, site=replace(SITE, settings=Settings(author="Site"))).authors == authors


@pytest.mark.parametrize(
    ("written", "categories"),
    [
        ("categories:\n - 新媒体\n - 观察者网\n - 首页", ("新媒体", "观察者网", "首页")),
        ("categories: one string", ("one string",)),
        ("categories: [[a, b], [c]]", ("a", "b", "c")),
        ("categories: [2015, 12_00, 1.0]", ("2015", "12_00", "1.0")),
        ("categories: ['', ' a  b ', a b, null, true]", ("a b",)),
        ("category: x", ("x",)),
        ("categories: ['e\u0301', 'é']", ("é",)),
        ("title: none", ()),
    ],
)
def test_categories(written: str, categories: tuple[str, ...]) -> None:
    assert entry(written).categories == categories


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("R&amp;amp;D", "R&amp;D"),
        ("a &lt;b&gt; c", "a <b> c"),
        ("&lt;i&gt;x&lt;/i&gt;", "<i>x</i>"),
        ("<b>a</b> &amp;lt; b", "a &lt; b"),
        ("<table>", "<table>"),
    ],
)
def test_names_are_read_as_markup_once(written: str, name: str) -> None:
    found = entry(f"categories: ['{written}', [b]]\ntags: ['{written}']\nauthor: '{written}'")
    assert found.branches == ((name,), ("b",))
    assert found.tags == (name,)


def test_tags_are_not_categories() -> None:
    found = entry("tags: [t]\ncategories: c")
    assert (found.tags, found.categories) == (("t",), ("c",))


@pytest.mark.parametrize(
    ("written", "permalink"),
    [
        ("link: https://example.org/a b", "https://example.org/a%20b"),
        ("url: HTTP://EXAMPLE.org/A", "http://example.org/A"),
        ("permalink: /relative/\nsource: https://example.org/x", "https://example.org/x"),
        ("link: 'javascript:alert(1)'", None),
        ("link: true", None),
        ("title: none", None),
    ],
)
def test_permalink(written: str, permalink: str | None) -> None:
    assert entry(written).permalink == permalink


class TestId:
    @pytest.mark.parametrize(
        "given",
        [
            "https://example.org/a",
            "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "urn:isbn:0-395-36341-1",
            "tag:example.org,2020:a",
        ],
    )
    def test_of_its_own(self, given: str) -> None:
        assert entry(f"guid: '{given}'\nlink: https://example.org/b").id == given

    @pytest.mark.parametrize("given", ["42", "not a uri", "urn:uuid:no", "https://x.org/%D0%C2"])
    def test_that_is_no_uri_gives_a_urn_that_stays(self, given: str) -> None:
        first = entry(f"id: {given}").id
        assert first.startswith("urn:uuid:")
        assert first == entry(f"id: {given}", path="elsewhere.md").id

    def test_of_its_link(self) -> None:
        assert entry("link: https://example.org/a").id == "https://example.org/a"

    def test_of_its_path_stays_whatever_changes_but_the_path(self) -> None:
        own = "urn:uuid:0d5b2c0e-6a43-4f0e-9d2b-0c6d1f1b7a11"
        first = entry("title: x", site=replace(SITE, id=own))
        other = entry(
            "title: y\ncategories: z\nupdated: 2023-01-01",
            site=replace(SITE, id=own, url="http://x.org/"),
        )
        assert first.id == other.id == "urn:uuid:2ce46485-fd6b-5ac2-af93-764e9049cd8d"

    def test_of_its_path_is_made_from_the_address_of_a_site_without_an_id(self) -> None:
        assert entry("title: x").id == entry("title: y").id
        assert entry("title: x").id != entry("title: x", site=replace(SITE, url="http://x.org/")).id

    @pytest.mark.parametrize("matter", ["title: x", "id: 12", "guid: hello"])
    def test_of_two_projects_are_not_the_same(self, matter: str) -> None:
        sites = [
            replace(SITE, id=f"urn:uuid:0d5b2c0e-6a43-4f0e-9d2b-0c6d1f1b7a1{n}") for n in "123"
        ]
        ids = {entry(matter, site=site).id for site in sites}
        assert len(ids) == 3

    def test_of_a_link_is_the_same_in_every_project(self) -> None:
        link = "link: https://example.org/%D0%C2"
        assert entry(link).id == entry(link, site=replace(SITE, url="http://x.org/")).id

    def test_of_its_path_is_one_on_every_file_system(self) -> None:
        assert entry(path="caf\u00e9.md").id == entry(path="cafe\u0301.md").id


@pytest.mark.parametrize(
    "written",
    ["draft: true", "draft: yes", "published: false", "published: no", "draft: 'true'"],
)
def test_drafts(written: str) -> None:
    found = read(document(written))
    assert found.entry is None
    assert found.withheld
    assert found.withheld.reason is Reason.DRAFT


@pytest.mark.parametrize("written", ["draft: false", "published: true", "published: yes"])
def test_no_drafts(written: str) -> None:
    assert entry(written).published == datetime(2022, 6, 9, 16, tzinfo=UTC)


class TestImage:
    @pytest.mark.parametrize(
        ("written", "url", "media_type"),
        [
            ("headimg: 'https://i.example.org/a.png'", "https://i.example.org/a.png", "image/png"),
            (
                "headimg: ''\nthumbnail: https://i.example.org/t.jpg",
                "https://i.example.org/t.jpg",
                "image/jpeg",
            ),
            (
                "cover: {image: 'https://i.example.org/c.webp'}",
                "https://i.example.org/c.webp",
                "image/webp",
            ),
            ("image: [//i.example.org/a.gif]", "https://i.example.org/a.gif", "image/gif"),
            (
                "banner: /b.avif\nlink: https://example.org/d/",
                "https://example.org/b.avif",
                "image/avif",
            ),
            (
                "headimg: b c.png\nlink: https://example.org/d/",
                "https://example.org/d/b%20c.png",
                "image/png",
            ),
            (
                "headimg: https://user:word@example.org/a.png",
                "https://example.org/a.png",
                "image/png",
            ),
            (
                "headimg: https://picsum.photos/400/300?random=7308",
                "https://picsum.photos/400/300?random=7308",
                "image/*",
            ),
        ],
    )
    def test_is_the_enclosure(self, written: str, url: str, media_type: str) -> None:
        assert entry(written).enclosures == (Enclosure(url, media_type),)

    @pytest.mark.parametrize(
        "written",
        [
            "headimg: data:image/png;base64,AAAA",
            "headimg: http://localhost/a.png",
            "headimg: https://my_host/a.png",
        ],
    )
    def test_with_an_address_that_no_feed_can_carry_costs_a_warning(self, written: str) -> None:
        found = read(document(written))
        assert found.entry is not None
        assert found.entry.enclosures == ()
        assert [(p.severity, p.code, p.line) for p in found.problems] == [
            (Severity.WARNING, "image-address", 3)
        ]

    def test_keys_can_be_configured(self) -> None:
        site = replace(SITE, fields=replace(Fields(), image=("pic",)))
        found = entry("headimg: https://e.org/a.png\npic: https://e.org/b.png", site=site)
        assert [enclosure.url for enclosure in found.enclosures] == ["https://e.org/b.png"]

    def test_that_is_local_is_copied(self) -> None:
        asset = Asset("news/a.png", "media/0f.png", "image/png", 12)
        found = outline(document("cover: ./a.png"), SITE, lambda _path, _reference: asset).entry
        assert found is not None
        assert found.assets == (asset,)
        assert found.enclosures == (
            Enclosure("https://feeds.example.org/media/0f.png", "image/png", 12),
        )

    def test_that_is_local_but_no_picture_costs_a_warning(self) -> None:
        found = outline(
            document("cover: a.png"), SITE, lambda _path, _reference: Unusable("is no picture")
        )
        assert [(p.code, p.message) for p in found.problems] == [
            ("image-not-copied", "cover 'a.png' is no picture")
        ]


class TestComplete:
    def completed(self, matter: str = "", site: Site = SITE, **other: str) -> Entry:
        read_document = document(matter, **other)
        found = read(read_document, site).entry
        assert found is not None
        return complete(found, read_document, site, nowhere, nowhere)[0]

    def test_content_is_sanitized_against_the_permalink(self) -> None:
        found = self.completed(
            "link: https://example.org/a/", body="<script>1</script><a href=b>x</a>"
        )
        assert found.content == '<a href="https://example.org/a/b">x</a>'

    @pytest.mark.parametrize("key", ["description", "excerpt", "summary"])
    def test_summary_of_the_front_matter(self, key: str) -> None:
        assert self.completed(f"{key}: <b>Short</b> &amp; good").summary == "Short & good"

    def test_summary_of_the_text(self) -> None:
        body = "<p>一句话。</p>" + f"<p>{'字' * 120}。</p>" * 3
        assert self.completed(body=body).summary == f"一句话。 {'字' * 120}。"

    def test_an_empty_body_still_has_content(self) -> None:
        found = self.completed("title: A <b title", body="")
        assert (found.summary, found.content) == ("A <b title", "<p>A &lt;b title</p>")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: a\n\ndate: x\n---\n", 4),
        ("\n\n---\n\ntitle: a\n'date' : x\n---\n", 6),
        ("+++\ntitle = 'a'\ndate = 'x'\n+++\n", 3),
        ('{\n"title": "a",\n"date": "x"\n}\n', 3),
    ],
)
def test_problems_name_the_line_of_the_key(text: str, line: int) -> None:
    parsed = parse("a.md", text)
    assert isinstance(parsed, Document)
    [problem] = read(parsed).problems
    assert problem.line == line


def test_toml_and_json_dates() -> None:
    for text in (
        "+++\ndate = 2022-06-10T14:01:35+08:00\n+++\n",
        '{\n"date": "2022-06-10T14:01:35+08:00"\n}\n',
    ):
        parsed = parse("a.md", text)
        assert isinstance(parsed, Document)
        found = read(parsed).entry
        assert found is not None
        assert found.published == datetime(2022, 6, 10, 6, 1, 35, tzinfo=UTC)
        assert found.published.utcoffset() == timedelta()


def test_front_matter_that_is_not_text_in_places_of_text() -> None:
    weird: Mapping[str, object] = {
        "title": {"a": 1},
        "date": "2022-06-10",
        "author": [[["x"]]],
        "categories": {"name": "c"},
        "link": ["https://example.org"],
        "headimg": 7,
        "description": [],
        "id": {},
    }
    found = read(Document("a.md", weird, "", 1, "", "digest")).entry
    assert found is not None
    assert (found.title, found.categories, found.authors) == ("a", ("c",), ())


@pytest.mark.parametrize("key", ["id", "title", "link", "author", "headimg", "description", "tags"])
def test_half_a_surrogate_pair_in_json(key: str) -> None:
    parsed = parse(
        "a.md", f'{{\n"date": "2022-01-01", "{key}": "https://x.org/\\ud83d\\u0007"\n}}\n'
    )
    assert parsed is not None
    found = read(parsed).entry
    assert found is not None
    assert "\ud83d" not in repr(found).encode("utf-8", "strict").decode()


def test_a_problem_reads_as_path_line_message() -> None:
    problem = Problem(Severity.ERROR, "code", "seeds/a.md", 3, "is wrong; do this")
    assert str(problem) == "seeds/a.md:3: is wrong; do this"
    assert str(replace(problem, line=None)) == "seeds/a.md: is wrong; do this"


def test_keys_in_any_case() -> None:
    parsed = parse("a.md", "---\nTitle: x\nDate: 03/04/2022\n---\n")
    assert parsed is not None
    [problem] = read(parsed).problems
    assert (problem.code, problem.line) == ("date-invalid", 3)
    assert entry("TITLE: loud").title == "loud"


def test_a_document_in_a_thousand_categories_is_in_fifty() -> None:
    found = read(document(f"categories: [{', '.join(f'c{n}' for n in range(1000))}]"))
    assert found.entry is not None
    assert len(found.entry.categories) == 50
    assert [(p.severity, p.code, p.line) for p in found.problems] == [
        (Severity.WARNING, "names-too-many", 3)
    ]


def test_a_document_of_a_thousand_authors_has_fifty() -> None:
    found = read(document(f"authors: [{', '.join(f'a{n}' for n in range(1000))}]"))
    assert found.entry is not None
    assert len(found.entry.authors) == 50
    assert [(p.code, p.line) for p in found.problems] == [("names-too-many", 3)]


def test_names_and_addresses_of_authors_have_a_bound() -> None:
    [author] = entry(f"author: {{name: {'x' * 5000}, email: {'a' * 5000}@b.org}}").authors
    assert author.name == "x" * 199 + "…"
    assert author.email is None
    assert entry(f"author: {'a' * 300}@b.org").authors[0].email == "a" * 300 + "@b.org"


def test_what_is_odd_again_and_again_is_told_once() -> None:
    found = read(
        document("headimg: [gone.png, gone.png, 'ftp://a.b/c', 'ftp://a.b/c', 'ftp://a.b/c']")
    )
    assert [(problem.code, problem.message[-9:]) for problem in found.problems] == [
        ("image-not-found", "(2 times)"),
        ("image-address", "(3 times)"),
    ]


def test_of_many_odd_things_the_first_are_told() -> None:
    found = read(document(f"headimg: [{', '.join(f'ftp://a.b/{n}' for n in range(150))}]"))
    assert len(found.problems) == 101
    assert {problem.code for problem in found.problems[:100]} == {"image-address"}
    last = found.problems[100]
    assert (last.code, last.line) == ("warnings-too-many", None)
    assert last.message == "has 50 more warnings, which are not shown; mend these first"


def test_long_categories_are_cut() -> None:
    assert [len(name) for name in entry("categories: " + "字" * 5000).categories] == [200]


def test_an_image_that_names_no_file_is_said() -> None:
    found = read(document("cover: none.png"))
    assert [(p.severity, p.code) for p in found.problems] == [(Severity.WARNING, "image-not-found")]
    assert read(document("cover: none.png\nlink: https://example.org/a/")).problems == ()
