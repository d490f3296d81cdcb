"""What a body names in seeds/: pictures that are copied, and other documents."""

import hashlib
import re
from pathlib import Path

import pytest
from lxml import etree

from feedpub import entries
from feedpub.config import Site
from feedpub.entries import _body
from feedpub.model import Asset, BuildResult, Places, Unusable, entry_path
from feedpub.pipeline import _read
from feedpub.pipeline.build import Options
from feedpub.source import front_matter, media_files
from feedpub.web import urls
from tests.conftest import SITE_URL, Project
from tests.entries.test_media import png

POST = "https://blog.example.org/posts/a/"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
PNG = png(2, 3)


def served(data: bytes, ending: str = "png") -> str:
    return f"{SITE_URL}media/{hashlib.sha256(data).hexdigest()[:24]}.{ending}"


def body(project: Project, title: str = "a") -> str:
    """Return the content of the document `title` in the feed of everything."""
    feed = etree.fromstring(project.out()["all.rss"])
    [found] = [item for item in feed.iterfind("channel/item") if item.findtext("title") == title]
    return found.findtext(CONTENT, "")


def media(project: Project) -> list[str]:
    return [name for name in project.out() if name.startswith("media/")]


def build(project: Project, text: str, name: str = "posts/a.md", **matter: str) -> BuildResult:
    given = {"title": "a", "date": "2024-05-01", "link": POST, **matter}
    project.seed(name, body=text, **given)
    return project.build()


def codes(result: BuildResult) -> list[str]:
    return [problem.code for problem in result.problems]


@pytest.mark.parametrize(
    ("stored", "reference"),
    [
        ("posts/pic.png", "pic.png"),
        ("posts/pic.png", "./pic.png"),
        ("posts/pic.png", "../posts/pic.png"),
        ("pic.png", "../pic.png"),
        ("pic.png", "/pic.png"),
        ("img/pic.png", "/img/pic.png"),
        ("img/pic.png", "img/pic.png"),
        ("posts/a/pic.png", "pic.png"),
        ("posts/a/pic.png", "a/pic.png"),
        ("posts/my pic.png", "my%20pic.png"),
        ("posts/图.png", "图.png"),
        ("posts/图.png", "%E5%9B%BE.png"),
        ("posts/pic.png", "pic.png?v=3"),
        ("posts/pic.png", "pic.png#x"),
    ],
)
@pytest.mark.parametrize("written", ["![x]({})\n\ntext\n", '<p><img alt="x" src="{}"></p>'])
def test_a_picture_is_copied_and_shown_from_there(
    project: Project, stored: str, reference: str, written: str
) -> None:
    project.write(f"seeds/{stored}", PNG)
    assert build(project, written.format(reference)).problems == ()
    assert re.findall(r'src="([^"]*)"', body(project)) == [served(PNG)]
    assert project.out()[served(PNG).removeprefix(SITE_URL)] == PNG


@pytest.mark.parametrize("reference", ["missing.png", "../missing.png", "sub/", "", "."])
def test_what_is_not_there_is_an_address_of_the_page(project: Project, reference: str) -> None:
    assert build(project, f'<p>x<a href="{reference}">y</a></p>').problems == ()
    assert media(project) == []
    assert SITE_URL not in body(project)


def test_addresses_are_left_alone(project: Project) -> None:
    project.write("seeds/posts/pic.png", PNG)
    text = '<p><img src="https://e.org/pic.png"><img src="//e.org/posts/pic.png">x</p>'
    build(project, text)
    assert media(project) == []
    assert re.findall(r'src="([^"]*)"', body(project)) == [
        "https://e.org/pic.png",
        "https://e.org/posts/pic.png",
    ]


def test_one_picture_under_many_names_is_one_file(project: Project) -> None:
    for name in ("seeds/posts/one.png", "seeds/two.png"):
        project.write(name, PNG)
    project.seed("b.md", title="b", date="2024-05-02", body="![x](two.png)", headimg="two.png")
    build(project, "![x](one.png) ![y](../two.png) ![z](one.png)", cover="one.png")
    assert media(project) == [served(PNG).removeprefix(SITE_URL)]
    assert body(project).count(served(PNG)) == 3
    assert body(project, "b").count(served(PNG)) == 1


def test_pictures_of_a_srcset_are_copied(project: Project) -> None:
    small, large = png(1, 1), png(4, 4)
    project.write("seeds/posts/small.png", small)
    project.write("seeds/posts/a/large.png", large)
    build(project, '<p><img src="small.png" srcset="small.png 1x, large.png 2x, no.png 3x"></p>')
    assert f'srcset="{served(small)} 1x, {served(large)} 2x, {POST}no.png 3x"' in body(project)
    assert len(media(project)) == 2


def test_pictures_that_a_script_would_load_are_copied(project: Project) -> None:
    project.write("seeds/posts/pic.png", PNG)
    build(project, '<p><img src="/loading.gif" data-src="pic.png"></p>')
    assert f'src="{served(PNG)}"' in body(project)


def test_a_file_that_is_linked_to_is_copied(project: Project) -> None:
    pdf = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    project.write("seeds/posts/paper.pdf", pdf)
    build(project, "[The paper](paper.pdf)")
    assert f'href="{served(pdf, "pdf")}"' in body(project)
    assert project.out()[served(pdf, "pdf").removeprefix(SITE_URL)] == pdf


def test_pictures_that_are_gone_are_removed(project: Project) -> None:
    project.write("seeds/posts/pic.png", PNG)
    build(project, "![x](pic.png)")
    assert len(media(project)) == 1
    build(project, "no picture")
    assert media(project) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("seeds/posts/x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not copied"),
        ("seeds/posts/x.svg", b"<script>alert(1)</script>", "is not copied"),
        ("seeds/posts/x.png", b"text", "is not copied"),
        ("seeds/posts/.x/x.png", PNG, "is hidden, or in a hidden folder"),
    ],
)
def test_what_is_not_safe_to_serve_is_not_copied(
    project: Project, name: str, content: bytes, said: str
) -> None:
    path = project.write(name, content)
    reference = path.relative_to(project.path / "seeds/posts").as_posix()
    [problem] = build(project, f"![x]({reference})").problems
    assert (problem.code, problem.path) == ("file-not-copied", "seeds/posts/a.md")
    assert problem.message.startswith(f"{reference!r} {said}")
    assert media(project) == []
    assert SITE_URL not in body(project)


def test_a_link_out_of_seeds_is_not_followed(project: Project) -> None:
    secret = project.write("secret.png", PNG)
    (project.path / "seeds/posts").mkdir()
    (project.path / "seeds/posts/x.png").symlink_to(secret)
    assert codes(build(project, "![x](x.png)")) == ["file-not-copied"]
    assert media(project) == []


class TestOtherDocuments:
    @pytest.fixture
    def other(self, project: Project) -> Project:
        project.seed("b.md", title="b", date="2024-05-02", link="https://blog.example.org/b/")
        project.seed("posts/c d.md", title="c", date="2024-05-02", link="https://e.org/c?x=1")
        project.seed("posts/文.md", title="w", date="2024-05-02", link="https://e.org/w/")
        return project

    @pytest.mark.parametrize(
        ("reference", "address"),
        [
            ("../b.md", "https://blog.example.org/b/"),
            ("/b.md", "https://blog.example.org/b/"),
            ("../b.md#part", "https://blog.example.org/b/#part"),
            ("../b.md?x=1#part", "https://blog.example.org/b/#part"),
            ("c%20d.md", "https://e.org/c?x=1"),
            ("c%20d.md#p", "https://e.org/c?x=1#p"),
            ("./文.md", "https://e.org/w/"),
            ("%E6%96%87.md", "https://e.org/w/"),
            ("a.md#top", f"{POST}#top"),
            ("https://e.org/b.md", "https://e.org/b.md"),
        ],
    )
    @pytest.mark.parametrize("written", ["[it]({})\n\n- list\n", '<p><a href="{}">it</a></p>'])
    def test_are_linked_to_by_their_own_links(
        self, other: Project, reference: str, address: str, written: str
    ) -> None:
        assert build(other, written.format(reference)).problems == ()
        assert re.findall(r'<a href="([^"]*)">it</a>', body(other)) == [address]
        assert media(other) == []

    def test_with_a_page_here_are_linked_to_by_that(self, other: Project) -> None:
        other.seed("posts/d.md", title="d", date="2024-05-03")
        assert build(other, "See [it](d.md#x).").problems == ()
        path = entry_path(urls.urn("path", "posts/d.md", SITE_URL))
        assert re.findall(r'<a href="([^"]*)">it</a>', body(other)) == [f"{SITE_URL}{path}#x"]
        assert path in other.published()

    @pytest.mark.parametrize(
        "matter",
        [
            {"draft": "true", "link": "https://e.org/d/"},
            {"hidden": "true", "link": "https://e.org/d/"},
            {"date": "2999-01-01", "link": "https://e.org/d/"},
            {"publishDate": "2999-01-01", "link": "https://e.org/d/"},
            {"expires": "2024-06-01", "link": "https://e.org/d/"},
            {"date": "03/04/2022", "link": "https://e.org/d/"},
        ],
        ids=["a draft", "hidden", "of the future", "to appear", "expired", "refused"],
    )
    def test_without_an_address_lose_the_link(self, other: Project, matter: dict[str, str]) -> None:
        other.seed("posts/d.md", **{"title": "d", "date": "2024-05-03", **matter})
        result = build(other, "See [it](d.md) and [again](d.md).")
        told = [problem for problem in result.problems if problem.code == "link-without-address"]
        assert [(problem.path, problem.message) for problem in told] == [
            (
                "seeds/posts/a.md",
                "link to 'd.md' is a document without an address, or is not published; the link is"
                " left out",
            )
        ]
        assert re.sub("</?a>", "", body(other)).strip() == "<p>See it and again.</p>"
        assert "d.md" not in body(other)

    def test_are_linked_to_when_their_time_has_come(self, other: Project) -> None:
        other.seed("posts/d.md", title="d", date="2024-05-03", link="https://e.org/d/")
        for date, linked in (("2999-01-01", 0), ("2024-05-03", 1), ("2999-01-01", 0)):
            other.seed("posts/d.md", title="d", date=date, link="https://e.org/d/")
            build(other, "See [it](d.md).")
            assert body(other).count("https://e.org/d/") == linked
        other.build(Options(future=True))
        assert body(other).count("https://e.org/d/") == 1

    def test_outside_of_seeds_are_none(self, other: Project) -> None:
        other.write("out.md", "---\ntitle: o\ndate: 2024-01-01\nlink: https://e.org/o\n---\n")
        build(other, '<p><a href="../../out.md">it</a></p>')
        assert "https://e.org/o" not in body(other)

    def test_follow_the_link_when_it_changes(self, other: Project) -> None:
        build(other, "[it](../b.md)")
        other.seed("b.md", title="b", date="2024-05-02", link="https://new.example.org/b/")
        other.build()
        assert 'href="https://new.example.org/b/"' in body(other)


def test_a_document_without_a_link_has_its_pictures_too(project: Project) -> None:
    project.write("seeds/pic.png", PNG)
    project.seed("a.md", title="a", date="2024-05-01", body="![x](pic.png)\n\n[y](other.md)")
    project.build()
    assert f'src="{served(PNG)}"' in body(project)


def test_a_long_body_has_the_same(project: Project) -> None:
    project.write("feeds/site.toml", "[build]\nmax_bytes = 5000000\n")
    project.write("seeds/posts/pic.png", PNG)
    project.seed("b.md", title="b", date="2024-05-02", link="https://blog.example.org/b/")
    project.seed("d.md", title="d", date="2024-05-02", draft="true")
    text = "![x](pic.png) [it](../b.md#p) [that](../d.md) ![z](x.svg)\n\n"
    project.write("seeds/posts/x.svg", b"<svg/>")
    short = build(project, text)
    expected = body(project)
    long = build(project, text + "word " * 50_000)
    assert body(project).startswith(expected.strip())
    assert len(body(project)) > 200_000
    assert codes(long) == codes(short) == ["file-not-copied", "link-without-address"]
    assert media(project) == [served(PNG).removeprefix(SITE_URL)]


class TestManyLinks:
    """A file is looked at once, by however many spellings it is named."""

    SPELLINGS = range(300)

    def test_are_looked_up_by_the_name_of_the_file(self) -> None:
        links = " ".join(f"[x](b.md?{n}#p{n}) ![y](c.png?{n})" for n in self.SPELLINGS)
        document = front_matter.parse("a.md", f"---\ndate: 2024-01-01\n---\n{links}".encode(), "")[
            0
        ]
        assert document
        entry = entries.outline(document, Site(), lambda *_: None).entry
        assert entry
        asked: list[str] = []

        def find_page(_document: str, name: str) -> str | None:
            asked.append(name)
            return "https://blog.example.org/b/" if name == "b.md" else None

        full, _ = entries.complete(entry, document, Site(), lambda *_: None, find_page)
        assert asked == ["b.md", "c.png"]
        assert full.content.count('href="https://blog.example.org/b/#p') == len(self.SPELLINGS)

    def test_to_one_document_read_it_once(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project.seed("b.md", title="b", date="2024-05-02", link="https://blog.example.org/b/")
        read: list[str] = []
        outline = _read.outline

        def noted(seeds: Places, site: Site, path: str) -> _read.Read:
            read.append(path)
            return outline(seeds, site, path)

        monkeypatch.setattr(_read, "outline", noted)
        seeds = Places(project.path)
        address_at = _read.addresses(seeds, Site(), _read.Others())
        for number in self.SPELLINGS:
            found = _read.find_page(seeds, address_at, "a.md", f"{'./' * number}b.md")
            assert found == "https://blog.example.org/b/"
        assert read == ["b.md"]

    def test_to_one_file_open_it_once(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project.write("seeds/pic.png", PNG)
        opened: list[str] = []
        asset = media_files._open

        def noted(source: str, file: Path) -> Asset | Unusable:
            opened.append(file.name)
            return asset(source, file)

        monkeypatch.setattr(media_files, "_open", noted)
        known: media_files.Known = {}
        for number in self.SPELLINGS:
            name = f"{'./' * number}pic.png"
            assert isinstance(
                media_files.find_local(Places(project.path), known, "a.md", name), Asset
            )
        assert opened == ["pic.png"]

    def test_lead_where_they_should_in_every_build(self, project: Project) -> None:
        project.seed("b.md", title="b", date="2024-05-02", link="https://blog.example.org/b/")
        links = " ".join(f"[x](../b.md?{n}#p{n}) [y]({'./' * n}../b.md)" for n in range(50))
        assert build(project, links).problems == ()
        before = body(project)
        assert before.count('href="https://blog.example.org/b/') == 100
        project.seed("c.md", title="c", date="2024-05-02")
        project.build()
        assert body(project) == before

    def test_have_a_bound_that_is_told(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(_body, "MOST_FILES", 3)
        result = build(project, " ".join(f"[x](a{n}.png)" for n in range(6)))
        assert codes(result) == ["files-too-many"]
        assert f'href="{POST}a5.png"' in body(project)


def summary(project: Project, title: str = "a") -> str:
    """Return the summary of the document `title` in the feed of everything."""
    feed = etree.fromstring(project.out()["all.rss"])
    [found] = [item for item in feed.iterfind("channel/item") if item.findtext("title") == title]
    return found.findtext("description", "")


def test_the_summary_has_no_words_for_browsers_and_no_address_of_a_player(project: Project) -> None:
    html = (
        "<p>Before.</p><video src='https://e.org/v.mp4'>Your browser can't. <a href='/v'>Get it</a>"
        "</video><iframe src='https://v.e.org/txp/player.html?vid=1'></iframe><p>After.</p>"
    )
    build(project, html)
    assert summary(project) == "Before. After."
    assert '<a href="https://v.e.org/txp/player.html?vid=1">→&nbsp;v.e.org</a>' in body(project)


class TestWithoutALink:
    """What a document without an address of its own names, and is not here."""

    def test_is_told_once(self, project: Project) -> None:
        html = "<img src='gone.png'><img src='/more.png'><video src=v.mp4></video><a href=x>x</a>"
        [problem, link] = build(project, html, link="").problems
        assert link.code == "link-not-found"
        assert (problem.code, problem.path) == ("image-not-found", "seeds/posts/a.md")
        assert problem.message == (
            "'gone.png' (and 2 more like it) names no file in seeds/, and the document no link that"
            " it is relative to; put the file there, or give its http(s) address, or the link of"
            " the document"
        )

    def test_does_not_break_what_works(self, project: Project) -> None:
        html = "<img src='https://e.org/a.jpg' srcset='/f/b.jpg, 1200w'>"
        assert build(project, html, link="").problems == ()
        assert body(project) == ('<img referrerpolicy="no-referrer" src="https://e.org/a.jpg">')

    def test_and_is_not_copied_leaves_its_text(self, project: Project) -> None:
        project.write("seeds/posts/x.zip", b"PK\x05\x06" + bytes(18))
        project.write("seeds/posts/x.png", b"no picture")
        result = build(project, "<img src=x.png alt=boat><a href=x.zip>all</a>", link="")
        assert codes(result) == ["file-not-copied", "file-not-copied"]
        assert body(project) == "boat<a>all</a>"


@pytest.mark.parametrize(
    ("stored", "reference"),
    [
        ("posts/b.md", "b"),
        ("posts/b.md", "./b"),
        ("posts/b.md", "b/"),
        ("posts/b.md", "b.html"),
        ("posts/b.md", "../posts/b"),
        ("posts/b.md", "/posts/b"),
        ("posts/b.md", "/posts/b/"),
        ("posts/b.md", "/posts/b.html"),
        ("posts/b.md", "@/posts/b.md"),
        ("posts/b.md", "/b/"),
        ("posts/b/index.md", "b"),
        ("posts/b/index.md", "b/"),
        ("posts/b/index.md", "/posts/b/"),
        ("posts/b/README.md", "b/"),
        ("posts/v1.2.md", "v1.2"),
        ("posts/b c.mdx", "b%20c"),
        ("posts/b.html", "b"),
    ],
)
def test_a_link_to_a_page_is_one_to_its_document(
    project: Project, stored: str, reference: str
) -> None:
    project.seed(stored, title="b", date="2024-05-02", link="https://blog.example.org/to-b/")
    assert build(project, f'<p>x<a href="{reference}#part">y</a></p>').problems == ()
    assert 'href="https://blog.example.org/to-b/#part"' in body(project)


@pytest.mark.parametrize("reference", ["b", "/posts/b/"])
def test_a_page_whose_document_is_not_published_is_an_address_on_the_web(
    project: Project, reference: str
) -> None:
    project.seed("posts/b.md", title="b", date="2024-05-02", draft="true")
    assert build(project, f'<p>x<a href="{reference}">y</a></p>').problems == ()
    assert 'href="https://blog.example.org/' in body(project)


@pytest.mark.parametrize(
    "written",
    [
        "{% post_link 2024-05-02-b %}",
        "[2024-05-02-b]({% post_url 2024-05-02-b %})",
        '{{< ref "2024-05-02-b.md" >}}',
        "[[2024-05-02-b|2024-05-02-b.md]]",
    ],
)
@pytest.mark.parametrize("folder", ["", "posts/", "_posts/"])
def test_a_tag_names_a_document_wherever_it_is(project: Project, written: str, folder: str) -> None:
    link = "https://blog.example.org/to-b/"
    project.seed(f"{folder}2024-05-02-b.md", title="b", date="2024-05-02", link=link)
    assert build(project, written, "posts/deep/a.md").problems == ()
    assert f'<a href="{link}">2024-05-02-b' in body(project)


@pytest.mark.parametrize("written", ["[x]({})", '<p><a href="{}">x</a></p>'])
@pytest.mark.parametrize("reference", ["gone.md", "../gone/", "gone.html", "/gone.md", "a b.zip"])
def test_a_link_that_leads_nowhere_is_told_once(
    project: Project, written: str, reference: str
) -> None:
    reference = reference.replace(" ", "%20")
    links = "\n\n".join(written.format(one) for one in (reference, "also-gone.md", reference))
    result = build(project, links, link="")
    assert codes(result) == ["link-not-found"]
    (problem,) = result.problems
    assert f"'{reference}' (and 1 more like it) leads to no document or file" in problem.message


@pytest.mark.parametrize(
    "reference",
    [
        "https://e.org/a.md",
        "//e.org/a.md",
        "/about/",
        "#part",
        "mailto:ann@e.org",
        "?page=2",
        "pic.png",
        "b.md",
    ],
)
def test_a_link_that_leads_somewhere_is_not(project: Project, reference: str) -> None:
    project.write("seeds/posts/pic.png", PNG)
    project.seed("posts/b.md", title="b", date="2024-01-01")
    assert codes(build(project, f"[x]({reference})", link="")) == []


def test_what_is_relative_to_the_link_of_a_document_may_be_there_but_no_source(
    project: Project,
) -> None:
    result = build(project, "[x](../b/) [y](file.pdf) [z](/c.html) [n](other.md#part)")
    assert codes(result) == ["link-not-found"]
    assert "'other.md#part' leads to no document or file in seeds/; correct it" in str(result)
    assert f'href="{POST}other.md#part"' in body(project)


def test_what_is_below_the_blog_may_be_there(project: Project) -> None:
    project.write("feeds/site.toml", f"[site]\nurl='{SITE_URL}'\nblog='https://blog.example/'\n")
    assert codes(build(project, "[x](/about/)", link="")) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Other Note", "other"),
        ("other note", "other"),
        ("Deep/Other Note", "other"),
        ("Other Note.md", "other"),
        ("Other Note#Part", "other"),
        ("Twice", "near"),
        ("Far Twice", "shallow"),
    ],
)
def test_a_wiki_link_finds_a_note_anywhere(project: Project, name: str, shown: str) -> None:
    for path, title in {
        "x/Deep/Other Note.md": "other",
        "posts/Twice.md": "near",
        "Twice.md": "far",
        "x/y/z/Far Twice.md": "deep",
        "x/b/Far Twice.md": "shallow",
        "x/.hidden/Far Twice.md": "hidden",
    }.items():
        project.seed(
            path, title=title, date="2024-01-01", link=f"https://blog.example.org/{title}/"
        )
    assert build(project, f"See [[{name}]].").problems == ()
    assert re.findall(r'href="([^"]*)"', body(project)) == [f"https://blog.example.org/{shown}/"]


@pytest.mark.parametrize(
    "written", ["![[Pic.png]]", "![[pic.png|300]]", "![[Files/pic.png]]", "![[deep/files/Pic.png]]"]
)
def test_a_wiki_picture_is_found_anywhere(project: Project, written: str) -> None:
    project.write("seeds/x/Deep/Files/Pic.png", PNG)
    assert build(project, f"Text.\n\n{written}\n").problems == ()
    assert re.findall(r'src="([^"]*)"', body(project)) == [served(PNG)]


def test_a_head_image_that_is_a_wiki_link_is_found_anywhere(project: Project) -> None:
    project.write("seeds/x/Deep/Pic.png", PNG)
    assert build(project, "Text.", cover='"[[pic.png]]"').problems == ()
    assert media(project) == [served(PNG).removeprefix(SITE_URL)]


def test_a_note_that_comes_or_goes_anywhere_is_noticed(project: Project) -> None:
    build(project, "See [[Late]] and ![[late.png]].")
    assert "<a " not in body(project)
    project.seed("x/Late.md", title="late", date="2024-01-01", link="https://blog.example.org/l/")
    picture = project.write("seeds/y/late.png", PNG)
    project.build()
    assert 'href="https://blog.example.org/l/"' in body(project)
    assert served(PNG) in body(project)
    picture.unlink()
    project.build()
    assert served(PNG) not in body(project)
