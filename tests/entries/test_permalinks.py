"""Where documents are published on their own blog: the links that Hexo, Jekyll and Hugo make."""

import re

import click.testing
import pytest
from lxml import etree

from feedpub import api
from feedpub.cli import main
from feedpub.errors import ConfigError
from feedpub.model import BuildResult
from tests.conftest import SITE_URL, Project
from tests.entries.test_media import png

BLOG = "https://blog.example.org/"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

# As hexo-generator-feed writes it: ids are links.
HEXO_FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Blog</title><link href="https://blog.example.org/atom.xml" rel="self"/>
  <link href="https://blog.example.org/"/><updated>2024-03-05T10:00:00.000Z</updated>
  <id>https://blog.example.org/</id><generator uri="https://hexo.io/">Hexo</generator>
  <entry><title>Renamed since</title>
    <link href="https://blog.example.org/2024/03/05/night-ferry/"/>
    <id>https://blog.example.org/2024/03/05/night-ferry/</id>
    <published>2024-03-05T10:00:00.000Z</published><updated>2024-03-05T10:00:00.000Z</updated>
  </entry>
  <entry><title>Also renamed</title>
    <link href="https://blog.example.org/2024/03/05/%E9%9B%A8/"/>
    <id>https://blog.example.org/2024/03/05/%E9%9B%A8/</id>
    <published>2024-03-05T10:00:00.000Z</published><updated>2024-03-05T10:00:00.000Z</updated>
  </entry>
</feed>
"""


def configure(project: Project, documents: str = "", site: str = "", blog: str = BLOG) -> None:
    head = f'[site]\nblog = "{blog}"\n' if blog else "[site]\n"
    project.write("feeds/site.toml", f"{head}{site}\n[documents]\n{documents}\n")


def entries(project: Project, what: str) -> dict[str, str]:
    """Return an element of each entry in the feed of everything, by the entry's title."""
    items = etree.fromstring(project.out()["all.rss"]).iterfind("channel/item")
    return {item.findtext("title", ""): item.findtext(what, "") for item in items}


def links(project: Project) -> dict[str, str]:
    return entries(project, "link")


def guids(project: Project) -> dict[str, str]:
    return entries(project, "guid")


def only(project: Project) -> str:
    [link] = links(project).values()
    return link.removeprefix(BLOG)


def told(result: BuildResult) -> list[str]:
    return [problem.code for problem in result.problems]


class TestHexo:
    """The pictures of a Hexo blog: ``source/_posts``, ``_config.yml``'s ``permalink``."""

    @pytest.mark.parametrize(
        ("pattern", "link"),
        [
            (":year/:month/:day/:title/", "2013/07/14/lorem/hello-world/"),
            (":year/:month/:day/:name/", "2013/07/14/hello-world/"),
            (":year-:month-:day-:title.html", "2013-07-14-lorem/hello-world.html"),
            (":category/:title/", "foo/bar-baz/lorem/hello-world/"),
            (":i_month/:i_day/:post_title/", "7/14/cafe-au-lait-ein-tag/"),
            ("p/:hour:minute:second.html", "p/170134.html"),
            ("posts/:abbrlink.html", "posts/4a17b156.html"),
            ("/:lang/:slug/", "fr/lorem/hello-world/"),
            ("archives/:id/", "archives/17/"),
            (":timestamp/", "1373821294/"),
        ],
    )
    def test_has_the_links_of_its_pattern(self, project: Project, pattern: str, link: str) -> None:
        configure(project, f'permalink = "{pattern}"\ntool = "hexo"')
        project.seed(
            "lorem/hello-world.md",
            title="'Café au lait: ein Tag!'",
            date="2013-07-14 17:01:34",
            categories="[foo, bar baz]",
            abbrlink="4a17b156",
            lang="fr",
            id="17",
            slug="not-read-by-hexo",
        )
        assert project.build().problems == ()
        assert only(project) == link

    def test_hashes_as_its_documentation_shows(self, project: Project) -> None:
        configure(project, 'permalink = ":title-:hash/"\ntool = "hexo"')
        project.seed("_posts/hello-world.md", title="Hello World", date="2013-07-14 17:01:34")
        project.build()
        assert only(project) == "hello-world-a2c8ac003b43/"

    def test_without_a_category_is_uncategorized(self, project: Project) -> None:
        configure(project, 'permalink = ":category/:title/"\ntool = "hexo"')
        project.seed("a b.md", title="a", date="2024-05-01")
        project.build()
        assert only(project) == "uncategorized/a%20b/"

    def test_takes_the_last_of_several_categories(self, project: Project) -> None:
        configure(project, 'permalink = ":category/:title/"\ntool = "hexo"')
        project.seed("a.md", title="a", date="2024-05-01", categories="[[x], [生活, 日记]]")
        project.build()
        assert only(project) == "%E7%94%9F%E6%B4%BB/%E6%97%A5%E8%AE%B0/a/"

    def test_a_permalink_in_a_document_is_below_the_blog(self, project: Project) -> None:
        configure(project, 'permalink = ":year/:title/"\ntool = "hexo"')
        project.seed("a.md", title="a", date="2024-05-01", permalink="my/own.html")
        assert project.build().problems == ()
        assert only(project) == "my/own.html"


class TestJekyll:
    @pytest.mark.parametrize(
        ("pattern", "link"),
        [
            ("date", "jekyll/update/2024/03/05/Hello.world.html"),
            ("pretty", "jekyll/update/2024/03/05/Hello.world/"),
            ("ordinal", "jekyll/update/2024/065/Hello.world.html"),
            ("none", "jekyll/update/Hello.world.html"),
            ("weekdate", "jekyll/update/2024/W10/Tue/Hello.world.html"),
            ("/:title", "Hello.world"),
            ("/blog/:short_year/:i_month/:i_day/:slug:output_ext", "blog/24/3/5/hello-world.html"),
            ("/:slugified_categories/:slug/", "jekyll/update/hello-world/"),
            (
                "/:long_month/:short_month/:w_year/:week/:w_day/:long_day/",
                "March/Mar/2024/10/2/Tuesday/",
            ),
            ("/:y_day/:hour-:minute-:second/", "065/09-30-00/"),
        ],
    )
    @pytest.mark.parametrize("tool", ["jekyll"])
    def test_has_the_links_of_its_pattern(
        self, project: Project, pattern: str, link: str, tool: str
    ) -> None:
        configure(
            project,
            f'permalink = "{pattern}"\ntool = "{tool}"',
            site='timezone = "Europe/Berlin"',
        )
        project.seed(
            "2024-03-05-Hello.world.md",
            title="Something else",
            date="2024-03-05 08:30:00 +0000",
            categories="Jekyll update",
        )
        assert project.build().problems == ()
        assert only(project) == link

    def test_takes_categories_from_folders_above_its_posts(self, project: Project) -> None:
        configure(project, 'permalink = "date"')
        project.seed("films/_posts/2024-03-05-x.md", title="x", category="New Wave")
        project.build()
        assert only(project) == "films/new%20wave/2024/03/05/x.html"

    def test_reads_the_slug_of_the_front_matter(self, project: Project) -> None:
        configure(project, 'permalink = "pretty"\ntool = "jekyll"')
        project.seed("2024-03-05-x.md", title="x", slug="the & other")
        project.build()
        assert only(project) == "2024/03/05/the-&-other/"

    @pytest.mark.parametrize(
        ("written", "link"),
        [
            ("/own/", "own/"),
            ("own.html", "own.html"),
            ("/:categories/:year/:title/", "a/2024/x/"),
            ("//double///slash/", None),
        ],
    )
    def test_a_permalink_in_a_document_can_be_a_pattern(
        self, project: Project, written: str, link: str | None
    ) -> None:
        configure(project, 'permalink = "none"\ntool = "jekyll"')
        project.seed("2024-03-05-x.md", title="x", permalink=written, categories="a")
        project.build()
        assert only(project) == (link or "a/x.html")


class TestHugo:
    @pytest.mark.parametrize(
        ("pattern", "link"),
        [
            ("/:year/:month/:day/:slug/", "2024/03/05/whats-new-in-c#-_-x.y/".replace("#", "%23")),
            ("/:section/:filename/", "posts/first-post/"),
            ("/:sections/:contentbasename/", "posts/long-reads/first-post/"),
            ("/:sections[1:]/:slugorfilename", "long-reads/first-post/"),
            ("/:sections[last]/:slugorcontentbasename/", "long-reads/first-post/"),
            (
                "/:sections[:1]/:monthname/:weekdayname/:weekday/:yearday/",
                "posts/march/tuesday/2/65/",
            ),
            ("/:title.html", "whats-new-in-c%23-_-x.y.html"),
        ],
    )
    def test_has_the_links_of_its_pattern(self, project: Project, pattern: str, link: str) -> None:
        configure(project, f'permalink = "{pattern}"\ntool = "hugo"')
        project.seed(
            "posts/Long Reads/First Post.md",
            title='"What\'s new in C# _ (x.y)"',
            date="2024-03-05",
        )
        assert project.build().problems == ()
        assert only(project) == link

    def test_a_slug_comes_before_title_and_name(self, project: Project) -> None:
        configure(project, 'permalink = "/:slugorfilename/:slug/"\ntool = "hugo"')
        project.seed("posts/a.md", title="A", date="2024-03-05", slug="My Slug")
        project.build()
        assert only(project) == "my-slug/my-slug/"

    def test_a_bundle_has_the_name_of_its_folder(self, project: Project) -> None:
        configure(project, 'permalink = "/:sections/:filename/"\ntool = "hugo"')
        project.seed("posts/My-Trip/index.md", title="A", date="2024-03-05")
        project.build()
        assert only(project) == "posts/my-trip/"

    @pytest.mark.parametrize(
        ("written", "link"),
        [
            ("/About/Me", "About/Me/"),
            ("x/y/", "x/y/"),
            ("z.html", "z.html"),
            ("/:year/q", "2024/q/"),
        ],
    )
    def test_an_url_is_the_whole_path(self, project: Project, written: str, link: str) -> None:
        configure(project, 'permalink = "/:slug/"\ntool = "hugo"')
        project.seed("posts/a.md", title="A", date="2024-03-05", url=written)
        project.build()
        assert only(project) == link

    def test_sections_have_patterns_of_their_own(self, project: Project) -> None:
        configure(
            project,
            'tool = "hugo"\n[documents.permalink]\n"posts/**" = "/:year/:slug/"\n'
            '"notes/" = "/n/:filename/"',
        )
        for path in ("posts/a.md", "notes/deep/b.md", "c.md"):
            project.seed(path, title=path, date="2024-03-05")
        project.build()
        found = links(project)
        assert found["posts/a.md"] == f"{BLOG}2024/posts/a.md/"
        assert found["notes/deep/b.md"] == f"{BLOG}n/b/"
        assert found["c.md"].startswith(f"{SITE_URL}entries/")


class TestOfNoTool:
    """Patterns where no tool is named: the placeholders of all."""

    @pytest.mark.parametrize(
        ("pattern", "link"),
        [
            (":year/:month/:day/:slug/", "2024/03/05/hello-world/"),
            (":title.html", "Hello%20World.html"),
            ("/:section/:name/", "blog/Hello%20World/"),
            ("/:categories/:contentbasename/", "one-two/b/2024-03-05-hello-world/"),
            (":category/:i_day/", "One-Two/b/5/"),
            ("pretty", "one%20two/b/2024/03/05/Hello-World/"),
        ],
    )
    def test_have_the_name_without_its_date(
        self, project: Project, pattern: str, link: str
    ) -> None:
        configure(project, f'permalink = "{pattern}"')
        project.seed("blog/2024-03-05-Hello World.md", title="T", categories="[One Two, b]")
        assert project.build().problems == ()
        assert only(project) == link.replace("one-two", "one%20two")

    def test_have_the_slug_of_the_front_matter_first(self, project: Project) -> None:
        configure(project, 'permalink = ":title/:slug/"')
        project.seed("2024-03-05-x.md", title="T", slug="/Sub/My Slug/")
        project.build()
        assert only(project) == "Sub/My%20Slug/sub/my-slug/"

    def test_ask_for_keys_of_the_front_matter(self, project: Project) -> None:
        configure(project, 'permalink = "p/:urlname/"')
        project.seed("a.md", title="a", date="2024-03-05", urlname="数/学?#%")
        project.seed("b.md", title="b", date="2024-03-05")
        [problem] = project.build().problems
        assert links(project)["a"] == f"{BLOG}p/%E6%95%B0/%E5%AD%A6%3F%23%25/"
        assert links(project)["b"].startswith(SITE_URL)
        assert str(problem) == (
            "seeds/b.md: has no urlname, which the pattern p/:urlname/ asks for, so the entry has"
            " no link; give it one, or a permalink"
        )

    @pytest.mark.parametrize("slug", ["../../../x", "..", "/", "./..//./x"])
    def test_lead_nowhere_else(self, project: Project, slug: str) -> None:
        blog = f"{BLOG}sub/"
        configure(project, 'permalink = ":title"', blog=blog)
        project.seed("a.md", title="a", date="2024-03-05", slug=f"'{slug}'")
        project.build()
        found = links(project)["a"]
        assert found == f"{blog}x" or found.startswith(SITE_URL) or found == f"{blog}a"

    def test_are_in_the_zone_of_the_site(self, project: Project) -> None:
        configure(project, 'permalink = ":year/:month/:day/:hour/"', 'timezone = "Asia/Shanghai"')
        project.seed("a.md", title="a", date="2023-12-31T20:30:00Z")
        project.build()
        assert only(project) == "2024/01/01/04/"


class TestWritten:
    """Links that a document names itself."""

    @pytest.mark.parametrize("key", ["permalink", "url", "link", "canonical"])
    @pytest.mark.parametrize(
        ("written", "link"),
        [
            ("/2024/x/", "2024/x/"),
            ("x.html", "x.html"),
            ("文/章", "%E6%96%87/%E7%AB%A0"),
            ("?p=12", "?p=12"),
            ("/x/?a=1#b", "x/?a=1#b"),
            ("../x", "x"),
        ],
    )
    def test_relative_ones_are_below_the_blog(
        self, project: Project, key: str, written: str, link: str
    ) -> None:
        configure(project, blog=f"{BLOG}sub/")
        project.seed("a.md", title="a", date="2024-03-05", **{key: f"'{written}'"})
        assert project.build().problems == ()
        assert links(project) == {"a": f"{BLOG}sub/{link}"}

    @pytest.mark.parametrize(("written", "link"), [("x/y", "x/y/"), ("/z.html", "z.html")])
    def test_a_path_is_the_whole_path(self, project: Project, written: str, link: str) -> None:
        configure(project)
        project.seed("a.md", title="a", date="2024-03-05", path=written)
        assert project.build().problems == ()
        assert only(project) == link

    @pytest.mark.parametrize(
        "written",
        ["two words", "/posts/{{ page.fileSlug }}/", "ftp://e.org/x", "mailto:a@e.org", "/", "."],
    )
    def test_what_is_no_address_gives_way_to_the_pattern(
        self, project: Project, written: str
    ) -> None:
        configure(project, 'permalink = ":slug/"')
        project.seed("a.md", title="a", date="2024-03-05", permalink=f"'{written}'")
        [problem] = project.build().problems
        assert only(project) == "a/"
        assert (problem.code, problem.line) == ("link-not-absolute", 4)
        assert problem.message.endswith(f"write it in full: https://…, or as a path below {BLOG}")

    def test_without_a_blog_the_warning_says_to_set_it(self, project: Project) -> None:
        project.seed("a.md", title="a", date="2024-03-05", permalink="/a/")
        [problem] = project.build().problems
        assert problem.code == "link-not-absolute"
        assert "set blog under [site] in feeds/site.toml" in problem.message

    def test_the_source_of_a_text_is_not_on_the_own_blog(self, project: Project) -> None:
        configure(project, 'permalink = ":slug/"')
        project.seed("a.md", title="a", date="2024-03-05", source="Reuters/AP")
        assert told(project.build()) == ["link-not-absolute"]
        assert only(project) == "a/"

    def test_aliases_are_addresses_of_before(self, project: Project) -> None:
        configure(project, 'permalink = ":slug/"')
        project.seed("a.md", title="a", date="2024-03-05", aliases="[/old/]")
        assert project.build().problems == ()
        assert only(project) == "a/"


class TestHomePages:
    @pytest.mark.parametrize(
        "home", ["https://e.org", "https://e.org/", "http://e.org:80/index.html", f"{BLOG}sub"]
    )
    def test_are_nobodys_permalink(self, project: Project, home: str) -> None:
        configure(project, blog=f"{BLOG}sub/")
        for name in "ab":
            project.seed(f"{name}.md", title=name, date="2024-03-05", source=home)
        problems = project.build().problems
        assert [(p.code, p.path) for p in problems] == [
            ("link-is-home", "seeds/a.md"),
            ("link-is-home", "seeds/b.md"),
        ]
        assert all(link.startswith(SITE_URL) for link in links(project).values())
        assert len(set(guids(project).values())) == 2

    @pytest.mark.parametrize("link", ["https://e.org/?p=1", "https://e.org/#/post/1"])
    def test_with_a_query_or_a_place_are_pages(self, project: Project, link: str) -> None:
        project.seed("a.md", title="a", date="2024-03-05", link=link)
        assert project.build().problems == ()
        assert links(project) == {"a": link}

    def test_give_way_to_the_next_key(self, project: Project) -> None:
        project.seed(
            "a.md", title="a", date="2024-03-05", link="https://e.org", url="https://e.org/a"
        )
        assert project.build().problems == ()
        assert links(project) == {"a": "https://e.org/a"}


class TestReferences:
    """Addresses from the root in bodies and front matter."""

    def body(self, project: Project) -> str:
        return entries(project, CONTENT)["a"]

    @pytest.mark.parametrize(
        ("blog", "written", "address"),
        [
            (BLOG, "/images/a.png", f"{BLOG}images/a.png"),
            (f"{BLOG}sub/", "/images/a.png", f"{BLOG}sub/images/a.png"),
            (f"{BLOG}sub/", "/sub/images/a.png", f"{BLOG}sub/images/a.png"),
            (f"{BLOG}sub/", "//e.org/a.png", "https://e.org/a.png"),
            (f"{BLOG}sub/", "https://e.org/a.png", "https://e.org/a.png"),
        ],
    )
    @pytest.mark.parametrize("permalink", ["", 'permalink = ":slug/"'])
    def test_are_below_the_blog(
        self, project: Project, blog: str, written: str, address: str, permalink: str
    ) -> None:
        configure(project, permalink, blog=blog)
        text = f'<p><img src="{written}"><a href="{written}">x</a></p>'
        project.seed("a.md", title="a", date="2024-03-05", cover=f"'{written}'", body=text)
        assert project.build().problems == ()
        assert f'src="{address}"' in self.body(project)
        assert f'href="{address}"' in self.body(project)
        assert f'<enclosure url="{address}"'.encode() in project.out()["all.rss"]

    def test_are_looked_for_in_seeds_first(self, project: Project) -> None:
        configure(project, 'permalink = ":slug/"')
        project.write("seeds/a.png", png(2, 3))
        project.seed("b.md", title="b", date="2024-03-04")
        project.seed("a.md", title="a", date="2024-03-05", body="![x](/a.png) [it](/b.md) [r](c/)")
        project.build()
        assert f'src="{SITE_URL}media/' in self.body(project)
        assert f'href="{BLOG}b/"' in self.body(project)
        assert f'href="{BLOG}a/c/"' in self.body(project)

    def test_of_a_document_from_elsewhere_are_there(self, project: Project) -> None:
        configure(project)
        link = "https://news.example.org/2024/a.html"
        project.seed("a.md", title="a", date="2024-03-05", link=link, body="![x](/i/a.png)")
        project.build()
        assert 'src="https://news.example.org/i/a.png"' in self.body(project)


class TestIds:
    def test_do_not_depend_on_the_configuration(self, project: Project) -> None:
        project.seed("a.md", title="a", date="2024-03-05", permalink="/x/")
        project.seed("b.md", title="b", date="2024-03-05")
        project.seed("c.md", title="c", date="2024-03-05", link="https://e.org/c")
        project.seed("d.md", title="d", date="2024-03-05", guid="https://e.org/d")
        project.build()
        before = guids(project)
        for documents in ("", 'permalink = ":slug/"', 'permalink = ":year/:slug/"'):
            configure(project, documents)
            project.build()
            assert guids(project) == before
        assert links(project)["b"] == f"{BLOG}2024/b/"

    def test_of_an_old_feed_are_found_by_link(self, project: Project) -> None:
        configure(
            project,
            'permalink = ":year/:month/:day/:title/"\ntool = "hexo"\n[build]\nledger = true',
        )
        for name, title in (("night-ferry", "The night ferry"), ("雨", "雨")):
            project.seed(f"{name}.md", title=title, date="2024-03-05 10:00:00")
        project.write("atom.xml", HEXO_FEED)
        feed = str(project.path / "atom.xml")
        arguments = ["ids", "import", feed, "--project", str(project.path)]
        done = click.testing.CliRunner().invoke(main, arguments)
        assert done.output.startswith("2 of 2 ids taken over")
        project.build()
        assert guids(project) == {
            "The night ferry": "https://blog.example.org/2024/03/05/night-ferry/",
            "雨": "https://blog.example.org/2024/03/05/%E9%9B%A8/",
        }
        assert links(project) == guids(project)


class TestOneLinkForTwo:
    def test_is_told_with_both(self, project: Project) -> None:
        configure(project, 'permalink = ":year/:title/"')
        project.seed("x/a.md", title="one", date="2024-03-05")
        project.seed("y/a.md", title="two", date="2024-04-05")
        [problem] = project.build().problems
        assert (problem.code, problem.severity) == ("link-duplicate", "warning")
        assert str(problem) == (
            f"seeds/y/a.md: has the link of seeds/x/a.md: {BLOG}2024/a/; give one of the two a"
            " permalink of its own"
        )
        assert links(project) == dict.fromkeys(("one", "two"), f"{BLOG}2024/a/")
        assert len(set(guids(project).values())) == 2

    def test_of_what_documents_say_themselves_is_theirs(self, project: Project) -> None:
        for name in "ab":
            project.seed(
                f"{name}.md", title=name, date="2024-03-05", guid=name, link="https://e.org/show/"
            )
        assert project.build().problems == ()


class TestOutside:
    @pytest.mark.parametrize(
        ("documents", "blog", "said"),
        [
            ('permalink = ":slug/"', "", "is a path below the address of the blog; set blog"),
            ('permalink = ":yaer/"\ntool = "jekyll"', BLOG, "did you mean ':year'?"),
            ('permalink = ":i_month/"\ntool = "hugo"', BLOG, "no placeholder of hugo"),
            ('permalink = "https://e.org/:slug"', BLOG, "is no path below the blog; write one"),
            ('permalink = "a b"', BLOG, "is no path below the blog; write one"),
            ("permalink = 3", BLOG, "is not text; put it in quotes"),
            ('tool = "ghost"', BLOG, "write one of hexo, jekyll, hugo"),
            ('[documents.permalink]\n"../**" = ":slug"', BLOG, "leads out of the documents"),
        ],
    )
    def test_a_mistake_is_told_with_its_line(
        self, project: Project, documents: str, blog: str, said: str
    ) -> None:
        configure(project, documents, blog=blog)
        done = click.testing.CliRunner().invoke(main, ["build", "--project", str(project.path)])
        assert done.exit_code == 2
        assert said in done.stderr
        lines = (project.path / "feeds/site.toml").read_text().splitlines()
        [number] = re.findall(r"site\.toml:(\d+)", done.stderr)
        assert re.match(r"permalink|tool|\[documents\.", lines[int(number) - 1])

    def test_a_document_with_a_permalink_has_no_page_here(self, project: Project) -> None:
        configure(project, 'permalink = {"a.md" = ":slug/"}')
        for name in "ab":
            project.seed(f"{name}.md", title=name, date="2024-03-05")
        project.build()
        assert len([name for name in project.published() if name.startswith("entries/")]) == 1

    def test_feeds_without_pages_are_of_the_blog(self, project: Project) -> None:
        configure(project, "[build]\npages = false")
        project.seed("a.md", title="a", date="2024-03-05")
        project.build()
        channel = etree.fromstring(project.out()["all.rss"])
        assert channel.findtext("channel/link") == BLOG

    def test_a_change_of_the_pattern_is_seen_at_once(self, project: Project) -> None:
        project.seed("a.md", title="a", date="2024-03-05", body="![x](/i.png)")
        configure(project, 'permalink = ":slug/"')
        project.build()
        configure(project, 'permalink = ":year/:slug/"', blog="https://new.example.org/")
        project.build()
        assert links(project) == {"a": "https://new.example.org/2024/a/"}
        assert b"https://new.example.org/i.png" in project.out()["all.rss"]

    @pytest.mark.parametrize(
        ("matter", "said"),
        [
            ({}, "made by permalink = :slug/ in feeds/site.toml"),
            ({"permalink": "/x/"}, "permalink"),
        ],
    )
    def test_inspect_shows_where_the_link_is_from(
        self, project: Project, matter: dict[str, str], said: str
    ) -> None:
        configure(project, 'permalink = ":slug/"')
        path = project.seed("a.md", title="a", date="2024-03-05", **matter)
        done = click.testing.CliRunner().invoke(
            main, ["inspect", str(path), "--project", str(project.path)]
        )
        assert said in " ".join(done.stdout.split())
        assert f"{BLOG}{'x' if matter else 'a'}/" in done.stdout

    def test_the_library_reads_the_same(self, project: Project) -> None:
        configure(project, 'permalink = ":year/:slug/"')
        project.seed("a.md", title="a", date="2024-03-05")
        project.build()
        entry = api.read(project.path / "seeds" / "a.md", site_url=SITE_URL).entry
        assert entry
        assert {"a": entry.permalink} == links(project) == {"a": f"{BLOG}2024/a/"}
        assert {"a": entry.id} == guids(project)

    def test_a_document_that_no_feed_has_is_linked_to(self, project: Project) -> None:
        configure(project, 'permalink = ":slug/"')
        project.seed("b.md", title="b", no_feed="true", date="2024-03-05")
        project.seed("a.md", title="a", date="2024-03-05", body="[it](b.md)")
        project.build()
        assert f'href="{BLOG}b/"'.encode() in project.out()["all.atom"].replace(b"&quot;", b'"')


class TestOtherTools:
    """Addresses as Docusaurus, Astro and Eleventy make them where nothing else is said."""

    @pytest.mark.parametrize(
        ("tool", "pattern", "name", "front_matter", "link"),
        [
            (
                "docusaurus",
                "/blog/:slug",
                "2021-08-26-welcome/index.md",
                {},
                "blog/2021/08/26/welcome",
            ),
            ("docusaurus", "/blog/:slug", "2019-05-28-first.md", {}, "blog/2019/05/28/first"),
            ("docusaurus", "/blog/:slug", "2021/08/26/x.md", {}, "blog/2021/08/26/x"),
            ("docusaurus", "/blog/:slug", "a/2021-08-26-x.md", {}, "blog/2021/08/26/a/x"),
            ("docusaurus", "/blog/:slug", "a/b.md", {}, "blog/a/b"),
            (
                "docusaurus",
                "/blog/:slug",
                "2021-08-26-x.md",
                {"slug": "/long/way"},
                "blog/long/way",
            ),
            ("docusaurus", "/blog/:slug/", "2021-08-26-x.md", {"slug": "hi"}, "blog/hi/"),
            ("astro", "/blog/:id/", "First Post.md", {}, "blog/first-post/"),
            ("astro", "/blog/:id/", "a/Using C++ & more.md", {}, "blog/a/using-c--more/"),
            ("astro", "/blog/:id/", "2024-05-01-x/index.md", {}, "blog/2024-05-01-x/"),
            ("astro", "/posts/:id", "a.md", {"slug": "other"}, "posts/other"),
            ("eleventy", "/blog/:stem/", "2018-01-01-file.md", {}, "blog/file/"),
            ("eleventy", "/:stem/", "posts/2018-01-01-a/index.md", {}, "posts/a/"),
            ("eleventy", "/:stem/", "Dir/File Name.md", {}, "Dir/File%20Name/"),
        ],
    )
    def test_make_the_links_of_their_documentation(
        self,
        project: Project,
        tool: str,
        pattern: str,
        name: str,
        front_matter: dict[str, str],
        link: str,
    ) -> None:
        configure(project, f'permalink = "{pattern}"\ntool = "{tool}"')
        project.seed(name, title="One", date="2024-05-01", **front_matter)
        project.build()
        assert only(project) == link

    @pytest.mark.parametrize("tool", ["docusaurus", "astro", "eleventy"])
    def test_have_no_placeholders_of_others(self, project: Project, tool: str) -> None:
        configure(project, f'permalink = "/:year/:stem/:id/:slug/"\ntool = "{tool}"')
        with pytest.raises(ConfigError, match="is no placeholder of"):
            project.build()
