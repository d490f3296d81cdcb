"""The examples of the documentation, built."""

import shutil
from pathlib import Path

import pytest

from feedpub.pipeline.build import Options
from tests.conftest import Project

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@pytest.fixture
def example(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    for folder in ("feeds", "seeds"):
        shutil.copytree(EXAMPLES / request.param / folder, tmp_path / folder)
    return Project(tmp_path)


@pytest.mark.parametrize("example", ["languages"], indirect=True)
def test_two_languages(example: Project) -> None:
    result = example.build(Options(strict=True), site_url=None)
    assert result.problems == ()
    assert {feed.path: feed.entries for feed in result.feeds if feed.path.endswith(".atom")} == {
        "all.atom": 3,
        "en.atom": 2,
        "zh.atom": 1,
    }
    chinese = example.out()["zh.atom"].decode()
    assert 'xml:lang="zh-CN"' in chinese
    assert "夜班渡轮恢复" in chinese
    assert "ferry" not in chinese.replace("/ferry", "")
