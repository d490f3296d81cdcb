"""A feed reader, newsboat, subscribes to what is served, and refreshes with 304."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from feedpub.cli.serve import Preview, application, listen
from feedpub.cli.serve._server import answer_in_thread
from feedpub.config import load
from feedpub.pipeline.build import Options, build
from tests.conftest import NOW, Project


@pytest.fixture(scope="session")
def newsboat() -> str:
    """Return the path of newsboat; without it, skip, but not where the tests have to run."""
    binary = shutil.which("newsboat")
    if binary is None:
        message = "newsboat was not found: install it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return binary


class Noted:
    """An application that notes which answer each address got."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.answers: list[tuple[str, int]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.answers.append((scope["path"], message["status"]))
            await send(message)

        await self._app(scope, receive, noting)


def test_newsboat_subscribes_and_refreshes(project: Project, newsboat: str, tmp_path: Path) -> None:
    project.write("feeds/site.toml", '[site]\nurl = "https://feeds.example.org/"\n')
    project.seed("a.md", title="First", date="2022-01-01", categories="新媒体")
    preview = Preview(project.path)
    preview.renew(lambda _changed: build(project.path, load(project.path), Options(), NOW))
    app = Noted(application(preview))
    listener = listen(0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    urls = tmp_path / "urls"
    urls.write_text(f"{address}/all.rss\n{address}/category/新媒体.atom\n")

    def run(command: str) -> str:
        own = ["-C", os.devnull, "-u", str(urls), "-c", str(tmp_path / "cache.db")]
        environment = {**os.environ, "HOME": str(tmp_path)}
        result = subprocess.run(
            [newsboat, *own, "-x", command],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return result.stdout

    with answer_in_thread(app, listener):
        # It keeps the tag only of a feed that it knows, so the second time is like the first.
        for _ in range(3):
            app.answers.clear()
            run("reload")
        assert app.answers == [("/all.rss", 304), ("/category/新媒体.atom", 304)]
        assert run("print-unread") == "1 unread articles\n"  # in both feeds
        project.seed("b.md", title="Second", date="2022-01-02")
        preview.renew(lambda _changed: build(project.path, load(project.path), Options(), NOW))
        app.answers.clear()
        run("reload")
        assert app.answers == [("/all.rss", 200), ("/category/新媒体.atom", 304)]
        assert run("print-unread") == "2 unread articles\n"
