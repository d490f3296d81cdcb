"""The man page says what the commands say; run with --update-golden after a change."""

import shutil
import subprocess
from pathlib import Path

import pytest

from feedpub.cli import main
from tests.docs import manual

PAGE = Path(__file__).parents[2] / "docs" / "feedpub.1"


def test_the_man_page_is_that_of_the_commands(pytestconfig: pytest.Config) -> None:
    made = manual.page(main)
    if pytestconfig.getoption("--update-golden"):
        PAGE.write_text(made, "utf-8")
    assert PAGE.read_text("utf-8") == made


@pytest.mark.skipif(not shutil.which("groff"), reason="groff was not found")
def test_groff_has_nothing_to_complain_of() -> None:
    command = ["groff", "-man", "-Tutf8", "-ww", "-z", str(PAGE)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
