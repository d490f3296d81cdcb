"""What a site says of feed readers, and what its pages make of that."""

import pytest

from feedpub import config
from feedpub.errors import ConfigError
from tests.conftest import Project

READER = "Our reader https://reader.example.org/add?url={address}&from=here"


def subscribe(project: Project, lines: str) -> None:
    project.write("feeds/site.toml", f"[subscribe]\n{lines}\n")


def test_pages_name_the_readers_of_the_site(project: Project) -> None:
    project.seed("a.md", title="A", date="2024-01-01")
    subscribe(project, f"readers = ['{READER}']\nabout = 'https://example.org/readers?a&b'")
    project.build()
    pages = [body.decode() for path, body in project.published().items() if path.endswith(".html")]
    with_menu = [page for page in pages if '<details class="subscribe"' in page]
    assert len(with_menu) == 2  # of the feed, and of the entry
    address = "https%3A%2F%2Ffeeds.example.org%2Fall.rss"
    link = f'href="https://reader.example.org/add?url={address}&amp;from=here"'
    for page in with_menu:
        assert f"{link} rel=" in page and ">Our reader</a>" in page
        assert 'href="https://example.org/readers?a&amp;b"' in page
        assert "feedly" not in page


def test_a_site_can_name_no_readers_and_no_page_about_them(project: Project) -> None:
    project.seed("a.md", title="A", date="2024-01-01")
    subscribe(project, "readers = []\nabout = ''")
    project.build()
    page = project.published()["all.html"].decode()
    assert "aboutfeeds" not in page and page.count('rel="nofollow') == 0
    assert 'href="feed:https://feeds.example.org/all.rss"' in page


def test_one_reader_needs_no_list(project: Project) -> None:
    subscribe(project, f"readers = '{READER}'")
    assert config.load(project.path).subscribe.readers == (READER,)


@pytest.mark.parametrize(
    "reader",
    [
        "https://reader.example.org/add?url={address}",  # no name
        "Reader https://reader.example.org/add",  # no place for the address
        "Reader https://reader.example.org/{address}/{address}",
        "Reader https://reader.example.org/{url}",
        "Reader reader.example.org/{address}",
        "Reader //reader.example.org/{address}",
        "Reader javascript:alert({address})",
        "Reader JavaScript:{address}",
        "Reader data:text/html,{address}",
        "Reader file:///{address}",
        'Reader https://reader.example.org/"{address}',
        "",
    ],
)
def test_what_is_no_reader_is_refused_with_what_to_do(project: Project, reader: str) -> None:
    subscribe(project, f"readers = ['''{reader}''']")
    with pytest.raises(ConfigError, match=r"feeds/site\.toml:2: .*; write its name, a space, and"):
        config.load(project.path)


@pytest.mark.parametrize("value", ["'javascript:alert(1)'", "'aboutfeeds'", "'ftp://a.org'", "1"])
def test_what_is_no_page_about_readers_is_refused(project: Project, value: str) -> None:
    subscribe(project, f"about = {value}")
    with pytest.raises(ConfigError, match=r"feeds/site\.toml:2: .* is no http\(s\) address; write"):
        config.load(project.path)


@pytest.mark.parametrize("path", ["404", "index", "Index"])
def test_no_feed_takes_the_place_of_a_page_of_the_site(project: Project, path: str) -> None:
    project.seed("a.md", title="A", date="2024-01-01")
    project.write("feeds/mine.toml", f"path = '{path}'\n")
    with pytest.raises(ConfigError, match="is kept for feedpub's own files; write another folder"):
        project.build()
