"""Authors whom documents name by a key, from the files in which tools keep them."""

import pytest

from feedpub import api, config
from feedpub.errors import ConfigError
from feedpub.model import Person
from feedpub.pipeline.build import Options, entries_of
from tests.conftest import NOW, SITE_URL, Project

DOCUSAURUS = """\
ann:
  name: Ann Lee
  title: Maintainer
  url: https://example.org/ann
  image_url: /img/ann.png
  email: ann@example.org
  socials: {github: ann}
bob: {name: Bob}
"""
ANN = Person("Ann Lee", "ann@example.org", "https://example.org/ann")
BOB = Person("Bob")


def configure(project: Project, folder: str) -> None:
    project.write(
        "feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[documents]\nfolder = '{folder}'\n"
    )


def authors(project: Project) -> dict[str, tuple[Person, ...]]:
    site = config.load(project.path, SITE_URL)
    return {e.path: e.authors for e in entries_of(project.path, site, Options(jobs=1))}


def write(project: Project, path: str, line: str) -> None:
    project.write(path, f"---\ntitle: T\ndate: 2024-01-01\n{line}\n---\nText.\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("authors: ann", (ANN,)),
        ("authors: [ann, bob]", (ANN, BOB)),
        ("author: bob", (BOB,)),
        ("authors: [{key: ann, title: Founder}]", (ANN,)),
        ("authors: {key: ann, name: Ann L.}", (Person("Ann L.", ANN.email, ANN.uri),)),
        ("authors: [ann, {name: Cy}]", (ANN, Person("Cy"))),
        ("authors: Ann Lee", (Person("Ann Lee"),)),
        ("authors: ANN", (Person("ANN"),)),
        ("authors: [nobody]", (Person("nobody"),)),
    ],
)
def test_a_key_is_the_author_who_has_it(
    project: Project, line: str, expected: tuple[Person, ...]
) -> None:
    configure(project, "blog")
    project.write("blog/authors.yml", DOCUSAURUS)
    write(project, "blog/a.md", line)
    assert authors(project) == {"a.md": expected}


@pytest.mark.parametrize(
    ("folder", "file", "content"),
    [
        ("docs/blog/posts", "docs/blog/.authors.yml", "authors:\n  ann: {name: Ann}\n"),
        ("docs/blog", "docs/blog/.authors.yml", "authors:\n  ann:\n    name: Ann\n    avatar: a\n"),
        ("_posts", "_data/authors.yml", "ann:\n  name: Ann\n  bio: Writes.\n"),
        ("content", "data/authors.yaml", "ann: Ann\n"),
        ("blog", "blog/authors.json", '{"ann": {"name": "Ann"}}'),
    ],
)
def test_the_files_of_each_tool(project: Project, folder: str, file: str, content: str) -> None:
    configure(project, folder)
    project.write(file, content)
    write(project, f"{folder}/a.md", "authors: [ann]")
    assert authors(project) == {"a.md": (Person("Ann"),)}


def test_the_nearest_file_counts(project: Project) -> None:
    project.write(
        "feeds/site.toml",
        f"[site]\nurl = '{SITE_URL}'\n[documents]\nfolder = ['blog', 'news']\n",
    )
    project.write("_data/authors.yml", "ann: {name: Of all}\n")
    project.write("blog/authors.yml", "ann: {name: Of the blog}\n")
    write(project, "blog/a.md", "authors: ann")
    write(project, "news/b.md", "authors: ann")
    assert authors(project) == {
        "blog/a.md": (Person("Of the blog"),),
        "news/b.md": (Person("Of all"),),
    }


@pytest.mark.parametrize("content", ["", "# nobody\n", "- name: Ann\n", "[]", "ann: [1]\n"])
def test_a_file_that_names_nobody_by_a_key_changes_nothing(project: Project, content: str) -> None:
    configure(project, "blog")
    project.write("blog/authors.yml", content)
    write(project, "blog/a.md", "authors: ann")
    assert authors(project) == {"a.md": (Person("ann"),)}


@pytest.mark.parametrize("content", ["ann: [1\n", "ann: {name: 'x\n", b"ann: \xff\n"])
def test_a_file_that_cannot_be_read_ends_the_build_with_its_name(
    project: Project, content: str | bytes
) -> None:
    configure(project, "blog")
    project.write("blog/authors.yml", content)
    write(project, "blog/a.md", "authors: ann")
    with pytest.raises(ConfigError, match=r"^blog/authors\.yml: .*; mend it"):
        api.build(project.path, now=NOW)


@pytest.mark.parametrize("file", ["blog/authors.yml", "_data/authors.yml"])
def test_a_change_of_the_file_is_noticed(project: Project, file: str) -> None:
    configure(project, "blog")
    project.write(file, "ann: {name: Ann}\n")
    write(project, "blog/a.md", "authors: ann")
    for name in ("Ann", "Bea"):
        project.write(file, f"ann: {{name: {name}}}\n")
        api.build(project.path, now=NOW)
        assert f"<name>{name}</name>".encode() in project.out()["all.atom"]
    assert not api.build(project.path, now=NOW).feeds[0].changed
