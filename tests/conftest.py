"""A project folder for tests: documents written in one line, built for real."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedpub import config
from feedpub.model import BuildResult
from feedpub.pipeline.build import Options, build

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SITE_URL = "https://feeds.example.org/"


@dataclass(frozen=True)
class Project:
    """A project in a temporary folder."""

    path: Path

    def seed(self, name: str, *, body: str = "<p>Text.</p>", **front_matter: str) -> Path:
        """Write a document whose front matter lines are ``key: value``, as given."""
        lines = [f"{key}: {value}" for key, value in front_matter.items()]
        return self.write(f"seeds/{name}", "\n".join(["---", *lines, "---", body, ""]))

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file below the project folder."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def build(
        self, options: Options = Options(), now: datetime = NOW, site_url: str | None = SITE_URL
    ) -> BuildResult:
        """Build the project."""
        return build(self.path, config.load(self.path, site_url), options, now)

    def out(self) -> dict[str, bytes]:
        """Return the files of ``out/`` that are no pages."""
        return {
            path: body
            for path, body in self.published().items()
            if not path.endswith(".html") and not path.startswith("assets/")
        }

    def published(self) -> dict[str, bytes]:
        """Return the files of ``out/``, without feedpub's own list of them."""
        folder = self.path / "out"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != ".feedpub.json"
        }


def work_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have short documents read in this process, where a test can see it."""
    monkeypatch.setattr("feedpub.pipeline.workers._process.can_copy", lambda: False)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project."""
    (tmp_path / "seeds").mkdir()
    return Project(tmp_path)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write tests/golden anew.")


SLOW = (
    "browser",
    "cluster",
    "docs/test_docs.py",
    "docs/test_docs_examples.py",
    "pages/test_browser.py",
    "parsers",
    "pipeline/test_incremental.py",
    "pipeline/test_ledger.py",
    "pipeline/test_resilience.py",
    "pipeline/test_signals.py",
    "pipeline/test_wall.py",
    "pipeline/test_workers.py",
    "sanitizer/test_sanitize_properties.py",
    "serve",
    "shapes",
    "test_hostile_texts.py",
    "test_properties.py",
    "validator/test_properties.py",
    "workflows",
)
"""Files and folders with tests that take more than some seconds: `make quick` leaves them out."""


LAST = ("stores", "cluster")
"""Folders with tests that leave threads behind: no process with threads makes copies of itself."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow tests as such, and put last those after which others would run otherwise."""
    here = Path(__file__).parent
    slow, last = [here / name for name in SLOW], [here / name for name in LAST]
    for item in items:
        if any(item.path.is_relative_to(place) for place in slow):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: [item.path.is_relative_to(place) for place in last])
