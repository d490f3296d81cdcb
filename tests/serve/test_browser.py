"""The open page, in Chromium: loaded again, shown what is wrong, nothing amiss in the console."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import chromium
from tests.conftest import Project
from tests.serve.running import running

__all__ = ["chromium"]

SITE = '[site]\nurl = "https://feeds.example.org/"\ntitle = "The site"\n'
BROKEN = f"{SITE}titel = '<b>x</b>'\n"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium)
        yield started
        started.close()


@dataclass
class Seen:
    """A page, and what went on in it."""

    page: Page
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", lambda said: self.console.append(said.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.on("request", lambda asked: self.requests.append(asked.url))


@pytest.fixture
def seen(browser: Browser) -> Iterator[Seen]:
    page = browser.new_page()
    seen = Seen(page)
    seen.watch()
    yield seen
    page.close()


@pytest.fixture
def site(project: Project) -> Project:
    project.write("feeds/site.toml", SITE)
    project.seed("a.md", title="First headline", date="2022-01-01", categories="x")
    return project


def test_the_page_is_loaded_again_when_a_document_changes(site: Project, seen: Seen) -> None:
    with running(site.path) as command:
        seen.page.goto(command.address)
        expect(seen.page.get_by_text("First headline").first).to_be_visible()
        site.seed("a.md", title="Second headline", date="2022-01-01", categories="x")
        expect(seen.page.get_by_text("Second headline").first).to_be_visible()
        seen.page.get_by_text("Second headline").first.click()
        expect(seen.page.get_by_role("heading", name="Second headline")).to_be_visible()
        site.seed("a.md", title="Third headline", date="2022-01-01", categories="x")
        expect(seen.page.get_by_role("heading", name="Third headline")).to_be_visible()
        assert seen.console == []
        assert all(url.startswith(command.address) for url in seen.requests)


def test_what_is_wrong_is_shown_as_text_until_it_is_mended(site: Project, seen: Seen) -> None:
    with running(site.path) as command:
        seen.page.goto(command.address)
        panel = seen.page.get_by_role("complementary", name="feedpub serve")
        expect(panel).to_have_count(0)
        site.write("feeds/site.toml", BROKEN)
        expect(panel.get_by_text("Not built: this is what was built before")).to_be_visible()
        expect(panel.get_by_text("feeds/site.toml:4: unknown key 'titel'")).to_be_visible()
        expect(seen.page.get_by_text("First headline").first).to_be_visible()
        site.write("feeds/site.toml", SITE)
        expect(panel).to_have_count(0)
        site.seed("<img src=x onerror=alert(1)>.md", title="Odd", date="03/04/2022")
        expect(panel.get_by_text("1 document refused")).to_be_visible()
        expect(panel.get_by_text("<img src=x onerror=alert(1)>.md:3: date '03/0")).to_be_visible()
        expect(panel.locator("img")).to_have_count(0)
        panel.get_by_role("button", name="Hide").click()
        expect(panel).to_have_count(0)
        assert seen.console == []


def test_a_page_that_was_never_built_is_loaded_when_it_is(site: Project, seen: Seen) -> None:
    site.write("feeds/site.toml", BROKEN)
    with running(site.path) as command:
        answer = seen.page.goto(command.address)
        assert answer is not None
        assert answer.status == 503
        expect(seen.page.get_by_text("unknown key 'titel'")).to_be_visible()
        site.write("feeds/site.toml", f"{SITE}langage = 1\n")
        expect(seen.page.get_by_text("unknown key 'langage'")).to_be_visible()
        expect(seen.page.get_by_text("unknown key 'titel'")).to_have_count(0)
        site.write("feeds/site.toml", SITE)
        expect(seen.page.get_by_text("First headline").first).to_be_visible()


def test_a_page_that_is_not_there_is_loaded_when_it_is(site: Project, seen: Seen) -> None:
    with running(site.path) as command:
        answer = seen.page.goto(f"{command.address}category/new.opml")
        assert answer is not None
        assert answer.status == 404
        seen.page.goto(f"{command.address}feeds/new")
        expect(seen.page.get_by_role("heading", name="Not Found")).to_be_visible()
        site.write("out/feeds/new.html", "<title>It is there</title>")
        site.seed("b.md", title="Other", date="2022-01-02")
        expect(seen.page).to_have_title("It is there")


# A headless browser hides no page, however many there are.
HIDDEN = """
let hidden = true;
Object.defineProperty(document, "hidden", {get: () => hidden});
window.reveal = () => {
  hidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
};
"""


def test_more_pages_are_open_than_a_browser_keeps_connections(
    site: Project, browser: Browser
) -> None:
    with running(site.path) as command, browser.new_context() as context:
        context.add_init_script(HIDDEN)
        pages = [context.new_page() for _ in range(8)]
        for page in pages:
            page.goto(command.address)
            expect(page.get_by_text("First headline").first).to_be_visible()
        site.seed("a.md", title="Second headline", date="2022-01-01", categories="x")
        command.says("^seeds/a.md: ")
        for page in pages:
            expect(page.get_by_text("First headline").first).to_be_visible()
        pages[3].evaluate("reveal()")
        expect(pages[3].get_by_text("Second headline").first).to_be_visible()
