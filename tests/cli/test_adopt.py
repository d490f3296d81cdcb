"""`feedpub init --from`: the configuration of a blog becomes feedpub's; nothing of it is run."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub import config
from feedpub.cli import adopt, main
from feedpub.cli.adopt._literals import javascript, python
from feedpub.validator import validate
from tests.source.test_enclosures import PNG

PAGES = Path(__file__).parents[2] / "docs" / "tools"
POST = "---\ntitle: One\ndate: 2024-03-05 10:00:00\n---\n\nText. ![p](/images/p.png)\n"
OLD = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Old</title><id>{blog}</id>
<updated>2024-03-05T10:00:00Z</updated><link rel="self" href="{blog}atom.xml"/>
<entry><title>One</title><id>{id}</id><link href="{link}"/>
<updated>2024-03-05T10:00:00Z</updated></entry></feed>
"""


class Tool:
    """A blog of one tool, in its shape: its files, and what becomes of them."""

    def __init__(
        self, files: dict[str, str | bytes], link: str, feeds: tuple[str, ...], **site: Any
    ) -> None:
        self.files = files
        self.link = link
        self.feeds = feeds
        self.site = {"title": "Coast", "language": "de"} | site


HEXO = Tool(
    {
        "_config.yml": "# Hexo\ntitle: Coast\nsubtitle: ''\ndescription: Tides\nauthor: Ann\n"
        "language: de\ntimezone: Europe/Berlin\nurl: https://blog.example.org\nroot: /\n"
        "permalink: :year/:month/:day/:title/\nsource_dir: source\npublic_dir: public\n"
        "feed:\n  type: atom\n  path: atom.xml\n",
        "source/_posts/one.md": POST,
        "source/images/p.png": PNG,
        "scaffolds/post.md": "---\n---\n",
    },
    "2024/03/05/one/",
    ("atom.xml",),
    author="Ann",
    timezone="Europe/Berlin",
    description="Tides",
)
JEKYLL = Tool(
    {
        "_config.yml": "title: >-\n  Coast\nlang: de\nauthor:\n  name: Ann\n  email: a@b.org\n"
        "url: 'https://blog.example.org'\nbaseurl: ''\npermalink: pretty\ntimezone: Europe/Berlin\n"
        "plugins:\n  - jekyll-feed\n",
        "_posts/2024-03-05-one.md": POST,
        "images/p.png": PNG,
        "Gemfile": "gem 'jekyll'\n",
    },
    "2024/03/05/one/",
    ("feed.xml",),
    author="Ann",
)
HUGO = Tool(
    {
        "hugo.toml": 'baseURL = "https://blog.example.org/"\nlanguageCode = "de"\ntitle = "Coast"\n'
        '[params]\nauthor = "Ann"\n[permalinks]\nposts = "/:year/:slugorcontentbasename/"\n',
        "content/posts/one.md": POST,
        "content/about.md": "---\ntitle: About\ndate: 2020-01-01\n---\n",
        "static/images/p.png": PNG,
    },
    "2024/one/",
    ("index.xml",),
    author="Ann",
)
ZOLA = Tool(
    {
        "config.toml": 'base_url = "https://blog.example.org"\ntitle = "Coast"\n'
        'default_language = "de"\ngenerate_feeds = true\nauthor = "Ann"\n',
        "content/blog/_index.md": "+++\ntitle = 'Blog'\n+++\n",
        "content/blog/one.md": "+++\ntitle = 'One'\ndate = 2024-03-05\n+++\n![](/images/p.png)\n",
        "static/images/p.png": PNG,
    },
    "blog/one/",
    ("atom.xml",),
    author="Ann",
)
ASTRO = Tool(
    {
        "astro.config.mjs": "import { defineConfig } from 'astro/config';\n"
        "// https://astro.build\nexport default defineConfig({\n  site: 'https://blog.example.org',\n"
        "  integrations: [mdx(), sitemap({ filter: (page) => page !== '}' })],\n});\n",
        "src/consts.ts": "export const SITE_TITLE = 'Coast';\n"
        "export const SITE_DESCRIPTION = `Tides`;\nexport const LOCALE = { lang: 'de' };\n",
        "src/content/blog/one.md": "---\ntitle: One\npubDate: 'Mar 05 2024'\n"
        "heroImage: '../../assets/p.png'\n---\nText.\n",
        "src/assets/p.png": PNG,
        "src/pages/blog/[...slug].astro": "---\n---\n",
        "src/pages/rss.xml.js": "throw new Error('never run');\n",
    },
    "blog/one/",
    ("rss.xml",),
    description="Tides",
)
DOCUSAURUS = Tool(
    {
        "docusaurus.config.js": "// @ts-check\nimport {themes} from 'prism-react-renderer';\n"
        "/** @type {import('@docusaurus/types').Config} */\nconst config = {\n"
        "  title: 'Coast', tagline: \"It's \\u0054ides\",\n  url: 'https://blog.example.org',\n"
        "  baseUrl: '/', i18n: { defaultLocale: 'de', locales: ['de'] },\n"
        "  presets: [['classic', /** @type {Options} */ ({\n"
        "    docs: { sidebarPath: require.resolve('./x') },\n"
        "    blog: { showReadingTime: true, feedOptions: { type: ['rss', 'atom'], xslt: true } },\n"
        "  })]],\n};\nexport default config;\n",
        "blog/2024-03-05-one.md": "---\ntitle: One\nauthors: ann\n---\n![](/img/p.png)\n",
        "static/img/p.png": PNG,
    },
    "blog/2024/03/05/one",
    ("blog/rss.xml", "blog/atom.xml"),
    description="It's Tides",
)
ELEVENTY = Tool(
    {
        "eleventy.config.js": "export default function (c) { throw new Error('never run'); }\n",
        "_data/metadata.js": 'export default {\n\ttitle: "Coast",\n\turl: "https://blog.example.org/",\n'
        '\tlanguage: "de",\n\tauthor: { name: "Ann", email: "a@example.org" }\n}\n',
        "content/blog/one.md": "---\ntitle: One\ndate: 2024-03-05\n---\n![](/img/p.png)\n",
        "public/img/p.png": PNG,
    },
    "blog/one/",
    ("feed/feed.xml",),
    author="Ann",
)
OBSIDIAN = Tool(
    {
        ".obsidian/app.json": '{"attachmentFolderPath": "files"}',
        ".obsidian/templates.json": '{"folder": "Vorlagen"}',
        "Notes/one.md": "---\ntitle: One\ndate: 2024-03-05\n---\nText. ![](../p.png)\n",
        "Vorlagen/a.md": "---\ntitle: '{{title}}'\ndate: 2024-03-05\n---\n",
        "p.png": PNG,
    },
    "",
    ("all.rss", "all.atom"),
    title="blog",
    language="en",
)
NIKOLA = Tool(
    {
        "conf.py": "import time\nBLOG_AUTHOR = 'Ann'\nBLOG_TITLE = 'Coast'\n"
        "SITE_URL = 'https://blog.example.org/'\nDEFAULT_LANG = 'de'\nTIMEZONE = 'Europe/Berlin'\n"
        "POSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\nraise SystemExit('never run')\n",
        "posts/one.md": POST,
        "images/images/p.png": PNG,
    },
    "posts/one/",
    ("rss.xml",),
    author="Ann",
    timezone="Europe/Berlin",
)
PELICAN = Tool(
    {
        "pelicanconf.py": "AUTHOR = 'Ann'\nSITENAME = 'Coast'\nSITEURL = ''\nPATH = 'content'\n"
        "TIMEZONE = 'Europe/Berlin'\nDEFAULT_LANG = 'de'\nimport os; os.abort()\n"
        "ARTICLE_URL = '{date:%Y}/{date:%m}/{slug}/'\n",
        "publishconf.py": "from pelicanconf import *\nSITEURL = 'https://blog.example.org'\n"
        "FEED_ALL_ATOM = 'feeds/all.atom.xml'\n",
        "content/one.md": "Title: One\nDate: 2024-03-05 10:00\n\nText. ![p](/images/p.png)\n",
        "content/images/p.png": PNG,
    },
    "2024/03/one/",
    ("feeds/all.atom.xml",),
    author="Ann",
)
BLOGS = {
    "hexo": HEXO,
    "jekyll": JEKYLL,
    "hugo": HUGO,
    "zola": ZOLA,
    "astro": ASTRO,
    "docusaurus": DOCUSAURUS,
    "eleventy": ELEVENTY,
    "obsidian": OBSIDIAN,
    "nikola": NIKOLA,
    "pelican": PELICAN,
}
WITH_A_BLOG = sorted(set(BLOGS) - {"obsidian"})


def written(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body.encode() if isinstance(body, str) else body)
    return folder


def blog_of(tool: str, tmp_path: Path) -> Path:
    return written(tmp_path / "blog", BLOGS[tool].files)


def run(*arguments: object) -> Result:
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert "Traceback" not in done.output, done.output
    return done


def said(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "feeds/site.toml").read_text("utf-8"))


def test_all_tools_have_a_blog_here() -> None:
    assert set(BLOGS) == set(adopt.TOOLS)


@pytest.mark.parametrize("tool", BLOGS)
class TestABlog:
    def test_is_known_by_its_files(self, tmp_path: Path, tool: str) -> None:
        assert adopt.tool_of(blog_of(tool, tmp_path)) == tool

    def test_says_what_it_says_itself(self, tmp_path: Path, tool: str) -> None:
        folder = blog_of(tool, tmp_path)
        done = run("init", folder)
        assert done.exit_code == 0, done.output
        site = said(folder)["site"]
        assert {key: site.get(key, "en") for key in BLOGS[tool].site} == BLOGS[tool].site
        if tool != "obsidian":
            assert site["blog"] == site["url"] == "https://blog.example.org/"
        assert config.load(folder)

    def test_is_told_where_each_value_is_from(self, tmp_path: Path, tool: str) -> None:
        folder = blog_of(tool, tmp_path)
        run("init", folder, "--from", tool)
        lines = (folder / "feeds/site.toml").read_text("utf-8").splitlines()
        for number, line in enumerate(lines):
            if re.match("[a-z_]+ = ", line) and not line.startswith(("id =", "ledger =")):
                assert lines[number - 1].startswith("# from "), line

    def test_gets_neither_sample_nor_workflow_nor_change(self, tmp_path: Path, tool: str) -> None:
        folder = blog_of(tool, tmp_path)
        run("init", folder)
        found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
        made = found - set(BLOGS[tool].files)
        assert made <= {"feeds/site.toml", "feeds/all.toml", ".gitignore"}
        for name, body in BLOGS[tool].files.items():
            assert (folder / name).read_bytes() == (
                body.encode() if isinstance(body, str) else body
            )

    def test_becomes_the_feeds_that_its_subscribers_have(self, tmp_path: Path, tool: str) -> None:
        folder = blog_of(tool, tmp_path)
        extra = ("--url", "https://blog.example.org/") if tool == "obsidian" else ()
        run("init", folder, *extra)
        out = folder / str(said(folder).get("output", {}).get("folder", "out"))
        theirs = ["index.html", "blog/index.html"] if tool != "obsidian" else []
        written(out, dict.fromkeys(theirs, "theirs"))
        done = run("build", "--project", folder)
        assert done.exit_code == 0, done.output
        assert "1 document read, 1 published" in done.output or tool in ("hugo", "zola", "obsidian")
        assert "refused" not in done.output
        for name in BLOGS[tool].feeds:
            body = (out / name).read_bytes()
            address = f"https://blog.example.org/{name}"
            assert not validate(body, name=name, addresses=(address,))
            assert address.encode() in body
            assert b"One" in body
            if BLOGS[tool].link:
                assert f"https://blog.example.org/{BLOGS[tool].link}".encode() in body
        assert all((out / name).read_text() == "theirs" for name in theirs)
        pictures = list((out / "media").glob("*.png"))
        assert len(pictures) == 1

    def test_can_be_named_though_nothing_shows_it(self, tmp_path: Path, tool: str) -> None:
        done = run("init", tmp_path / "empty", "--from", tool)
        assert done.exit_code == 2
        assert f"is no blog of {tool}" in done.output
        assert not (tmp_path / "empty").exists()

    def test_can_be_a_project_of_its_own_instead(self, tmp_path: Path, tool: str) -> None:
        folder = blog_of(tool, tmp_path)
        run("init", folder, "--from", "none")
        assert (folder / "seeds").is_dir()
        assert "blog" not in said(folder)["site"]


def test_what_the_command_line_says_comes_first(tmp_path: Path) -> None:
    folder = blog_of("hexo", tmp_path)
    run("init", folder, "--title", "Other", "--language", "fr")
    site = said(folder)["site"]
    assert (site["title"], site["language"], site["author"]) == ("Other", "fr", "Ann")


def test_a_project_stays_what_it_is(tmp_path: Path) -> None:
    folder = blog_of("hexo", tmp_path)
    written(folder, {"feeds/site.toml": "[site]\ntitle = 'Mine'\n"})
    run("init", folder)
    assert said(folder) == {"site": {"title": "Mine"}}


@pytest.mark.parametrize("tool", WITH_A_BLOG)
def test_subscribers_see_nothing_twice(tmp_path: Path, tool: str) -> None:
    folder = blog_of(tool, tmp_path)
    run("init", folder)
    link = f"https://blog.example.org/{BLOGS[tool].link}"
    old = OLD.format(blog="https://blog.example.org/", link=link, id="tag:example.org,2024:one")
    (tmp_path / "old.xml").write_text(old)
    done = run("ids", "import", tmp_path / "old.xml", "--project", folder)
    assert done.exit_code == 0, done.output
    run("build", "--project", folder)
    out = folder / said(folder)["output"]["folder"]
    [name, *_] = BLOGS[tool].feeds
    assert "tag:example.org,2024:one" in (out / name).read_text("utf-8")


def lines_of_pages() -> dict[str, list[str]]:
    """Return what the page of each tool has its readers type."""
    found = {}
    for page in sorted(PAGES.glob("*.md")):
        session = re.search(r"^# \w+\n\n```console\n(.*?)```", page.read_text("utf-8"), re.S)
        assert session, page
        found[page.stem] = re.findall(r"^\$ (.*)$", session[1], re.M)
    return found


def test_each_tool_has_a_page_of_five_lines_in_the_docs() -> None:
    assert set(lines_of_pages()) == set(BLOGS) - {"nikola", "pelican"}
    assert all(len(lines) <= 5 for lines in lines_of_pages().values())
    index = PAGES.with_suffix(".md").read_text("utf-8")
    assert all(f"(tools/{tool}.md)" in index for tool in lines_of_pages())


@pytest.mark.parametrize("tool", lines_of_pages())
def test_the_lines_of_the_docs_do_what_they_say(
    tmp_path: Path, tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the tool does itself is done here: it empties its folder, and makes pages and a feed."""
    folder = blog_of(tool, tmp_path)
    monkeypatch.chdir(folder)
    lines = lines_of_pages()[tool]
    imported = next((line.split()[-1] for line in lines if "ids import" in line), "")
    link = f"https://blog.example.org/{BLOGS[tool].link}"
    for number, line in enumerate(lines):
        if not line.startswith("feedpub "):
            top = Path(imported.split("/")[0])
            written(folder, {f"{top}/index.html": "theirs"})
            old = OLD.format(blog="https://blog.example.org/", link=link, id=f"{link}#old")
            if number == 0:
                written(folder, {imported: old})
            else:
                for feed in BLOGS[tool].feeds:
                    (top / feed).unlink(missing_ok=True)
            continue
        done = run(*shlex.split(line)[1:])
        assert done.exit_code == 0, (line, done.output)
    if imported:
        feed = Path(imported).read_text("utf-8")
        assert f"{link}#old" in feed
        assert "feedpub" in feed


HOSTILE = {
    "hexo": "_config.yml",
    "jekyll": "_config.yml",
    "hugo": "hugo.toml",
    "zola": "config.toml",
    "astro": "astro.config.mjs",
    "docusaurus": "docusaurus.config.js",
    "eleventy": "_data/metadata.js",
    "nikola": "conf.py",
    "pelican": "pelicanconf.py",
    "obsidian": ".obsidian/app.json",
}


@pytest.mark.parametrize("tool", HOSTILE)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"\x00" * 100,
        b"[" * 100_000,
        b"{" * 100_000,
        b"(" * 100_000,
        b"a: &a [*a, *a]\n",
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" * 50,
        b"title: !!python/object/apply:os.system ['touch pwned']\n",
        b"title = __import__('os').system('touch pwned')\n",
        b"export default { title: (() => require('fs'))(), url: `${x}` \n",
        b"/*" * 50_000,
        b"'" * 50_000 + b"`" * 50_000,
        b"const a = {" * 20_000,
        b'url: "javascript:alert(1)"\ntitle: "<script>"\nbase_url = "x"\nbaseURL = "file:///etc"\n',
        b"x" * 2_000_000,
    ],
    ids=range(16),
)
def test_a_hostile_configuration_ends_in_a_sentence(
    tmp_path: Path, tool: str, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(blog_of(tool, tmp_path), {HOSTILE[tool]: body})
    monkeypatch.chdir(folder)
    done = run("init", "--from", tool)
    assert done.exit_code in (0, 2)
    assert not (folder / "pwned").exists()
    if done.exit_code == 0:
        assert config.load(folder)
    else:
        assert re.search(r": .*; ", done.output.strip())
        assert not (folder / "feeds").exists()


@pytest.mark.parametrize(
    ("line", "hint", "place"),
    [
        ("public_dir: ../../etc", "leads out of the project", ("output", "folder")),
        ("public_dir: source/_posts", "is in the documents", ("output", "folder")),
        ("public_dir: .", "is the project itself", ("output", "folder")),
        ("language: xx-nothing", "is no language tag", ("site", "language")),
        ("timezone: Mars/Base", "is no time zone", ("site", "timezone")),
        (
            "permalink: https://x.org/:title",
            "is no path below the blog",
            ("documents", "permalink"),
        ),
        ("url: not an address", "its address is not known", ("documents", "permalink")),
    ],
)
def test_a_value_that_can_not_be_is_left_out_and_told(
    tmp_path: Path, line: str, hint: str, place: tuple[str, str]
) -> None:
    folder = blog_of("hexo", tmp_path)
    key = line.partition(":")[0]
    path = folder / "_config.yml"
    path.write_text(re.sub(rf"^{key}:.*$", line, path.read_text(), flags=re.M))
    done = run("init", folder)
    assert done.exit_code == 0
    assert hint in done.output
    assert place[1] not in said(folder).get(place[0], {})
    assert config.load(folder)


def test_a_path_of_a_feed_that_can_not_be_is_left_out_and_told(tmp_path: Path) -> None:
    folder = blog_of("hexo", tmp_path)
    path = folder / "_config.yml"
    path.write_text(path.read_text().replace("path: atom.xml", "path: ../../x.xml"))
    assert "is no path that every server can serve" in run("init", folder).output
    assert not (folder / "feeds/all.toml").exists()


@pytest.mark.parametrize(
    ("source", "values"),
    [
        (
            "export default {a: 1, 'b': \"x\", c: [1, f(), 'y'], d: {e: true}}",
            {"a": 1.0, "b": "x", "c": [1.0, "y"], "d": {"e": True}},
        ),
        (
            "module.exports = { url: 'https://x.org', // no\n title: 'a' + b, n: null }",
            {"url": "https://x.org", "n": None},
        ),
        ("const config = { a: process.env.X || 'b', c: 'd' };", {"c": "d"}),
        (
            "module.exports = function () { return { dir: { input: 'src' } } }",
            {"dir": {"input": "src"}},
        ),
        ("export default { ...base, f() { return '}' }, a: `x` }", {"a": "x"}),
        ("export default { a: '\\'\\u4e2d\\x41', b: x ? 'y' : 'z' }", {"a": "'中A"}),
        ("", {}),
        ("export default {", {}),
    ],
)
def test_of_javascript_only_literals_are_read(source: str, values: dict[str, object]) -> None:
    found = javascript(source)
    assert {key: found[key] for key in values} == values
    assert set(found) - set(values) <= {"config"}


def test_of_python_only_literals_are_read() -> None:
    source = "A = 'x'\nB = A + 'y'\nC = D = [1, (2,)]\nE = open('/etc/passwd')\nimport os\n"
    assert python(source) == {"A": "x", "C": [1, (2,)], "D": [1, (2,)]}


@given(st.text(alphabet="{}[](),:'\"`$/*\\ ab1\nexport default const=", max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_as_javascript(source: str) -> None:
    javascript(source)
    javascript(f"export default {{{source}")


def test_hugo_with_dates_of_commits_has_them_here(tmp_path: Path) -> None:
    folder = blog_of("hugo", tmp_path)
    config_of_hugo = folder / "hugo.toml"
    config_of_hugo.write_text("enableGitInfo = true\n" + config_of_hugo.read_text("utf-8"), "utf-8")
    run("init", folder)
    assert said(folder)["documents"]["date_from"] == ["front matter", "name", "git"]


def test_what_nikola_reads_as_restructuredtext_is_left_out(tmp_path: Path) -> None:
    folder = blog_of("nikola", tmp_path)
    written(folder, {"posts/two.txt": ".. title: Two\n.. date: 2024-03-05\n\nText\n====\n"})
    run("init", folder)
    assert "**/*.txt" in said(folder)["documents"]["leave_out"]
    run("build", "--project", folder)
    assert "Two" not in (folder / "output/rss.xml").read_text("utf-8")


def test_text_that_nikola_reads_as_markdown_is_read(tmp_path: Path) -> None:
    folder = blog_of("nikola", tmp_path)
    compilers = "COMPILERS = {'rest': ['.rst'], 'markdown': ['.md', '.txt']}\n"
    written(folder, {"conf.py": compilers + BLOGS["nikola"].files["conf.py"]})  # type: ignore[operator]
    run("init", folder)
    assert "leave_out" not in said(folder)["documents"]


def test_docusaurus_in_a_repository_is_told_of_dates_of_commits(tmp_path: Path) -> None:
    folder = blog_of("docusaurus", tmp_path)
    assert "date_from" not in run("init", folder).output
    other = blog_of("docusaurus", tmp_path / "other")
    (other / ".git").mkdir()
    assert "date_from = ['front matter', 'name', 'git']" in run("init", other).output
