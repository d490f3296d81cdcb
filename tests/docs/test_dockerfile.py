"""The Dockerfile, as far as it can be tested without Docker: its lines, and what goes in."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "Dockerfile").read_text("utf-8")


def test_hadolint_has_nothing_against_it() -> None:
    beside = Path(sys.executable).parent
    hadolint = shutil.which("hadolint", path=f"{beside}{os.pathsep}{os.environ['PATH']}")
    if hadolint is None and not os.environ.get("CI"):
        pytest.skip("hadolint was not found: make .venv/.installed-dev")
    assert hadolint
    done = subprocess.run(
        [hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_it_runs_as_somebody_who_is_not_root() -> None:
    *_, last = re.split(r"^FROM ", LINES, flags=re.M)
    [user] = re.findall(r"^USER (\d+):\d+$", last, re.M)
    assert int(user) >= 1000
    assert not re.search(r"^(RUN|COPY|ADD) ", last.partition("\nUSER")[2], re.M)


def test_what_goes_in_is_all_that_an_installation_needs(tmp_path: Path) -> None:
    """Each file that pyproject.toml names is among them."""
    ignored, *wanted = [
        line
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert ignored == "*"
    for line in wanted:
        source = ROOT / line.removeprefix("!")
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / source.name)
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    [readme] = re.findall(r'^readme = "(.+)"$', project, re.M)
    [licence] = re.findall(r'^license-files = \["(.+)"\]$', project, re.M)
    [package] = re.findall(r'^packages = \["(.+)"\]$', project, re.M)
    [version] = re.findall(r'^path = "(.+)"$', project, re.M)
    for needed in (readme, licence, package, version):
        assert (tmp_path / needed).exists()
