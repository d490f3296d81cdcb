"""Install the wheel in a folder into an empty environment, and look whether all is there.

    python .ci/installed.py dist

Whatever stands in a source tree is not proof of what a user gets.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

DOCUMENT = "---\ntitle: Tide\ndate: 2022-01-01\ncategories: Field notes\n---\nText.\n"
THERE = """
from importlib.resources import files
for name in ("py.typed", "writers/pages/templates/index.html", "writers/pages/templates/style.css"):
    assert files("feedpub").joinpath(name).is_file(), name
"""


def main(dist: Path) -> None:
    """Install, build a project, validate its feeds."""
    [wheel] = dist.glob("*.whl")
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        (project / "seeds").mkdir(parents=True)
        (project / "seeds" / "tide.md").write_text(DOCUMENT, "utf-8")
        environment = Path(folder, "venv")
        venv.create(environment, with_pip=True)
        commands = environment / ("Scripts" if os.name == "nt" else "bin")
        for command in (
            ["python", "-m", "pip", "install", "-q", "--disable-pip-version-check", str(wheel)],
            ["python", "-c", THERE],
            ["feedpub", "--version"],
            ["feedpub", "build", "--strict", "--site-url", "https://feeds.example.org/"],
            ["feedpub", "validate", "--strict"],
            ["feedpub", "schema", "site"],
        ):
            subprocess.run(
                [commands / command[0], *command[1:]],
                cwd=project,
                check=True,
                stdout=subprocess.DEVNULL if command[1] == "schema" else None,
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
