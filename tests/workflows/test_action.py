"""The shell steps of action.yml, run as GitHub runs them, in a clean clone of a project."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
DOCUMENT = "---\ntitle: {0}\ndate: 2022-01-0{0}\ncategories: x\n---\nText.\n"


class Runner:
    """A machine that has nothing but a clone, and what the cache action restores to it."""

    def __init__(self, folder: Path, origin: Path) -> None:
        self.clone = folder / "clone"
        self.temporary = folder / "temp"
        self.temporary.mkdir(parents=True)
        self.summary = folder / "step_summary"
        self.outputs = folder / "outputs"
        git("clone", "--quiet", str(origin), str(self.clone))

    def run(self, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run the shell step `name` of the action with `inputs`."""
        [step] = [step for step in STEPS if step.get("name") == name]
        assert step["shell"] == "bash"
        given = {key: value["default"] for key, value in ACTION["inputs"].items()} | inputs
        commands = Path(sys.executable).parent
        environment = {
            "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.temporary),
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(self.outputs),
            **{key: filled(value, given) for key, value in step["env"].items()},
        }
        script = self.temporary / "step.sh"
        script.write_text(step["run"])
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.clone,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def paths_of_the_cache(self) -> list[Path]:
        step, kept = [step for step in STEPS if "actions/cache" in step.get("uses", "")]
        assert step["with"]["path"] == kept["with"]["path"]
        given = {key: value["default"] for key, value in ACTION["inputs"].items()}
        return [self.clone / filled(line, given) for line in step["with"]["path"].splitlines()]


def filled(value: str, inputs: dict[str, str]) -> str:
    """Return `value` with the expressions that the action uses in it."""
    known = {f"inputs.{key}": text for key, text in inputs.items()}
    known["github.action_path"] = str(ROOT)
    known["steps.places.outputs.output"] = "out"
    known["steps.cache.outputs.cache-matched-key"] = inputs.get("restored", "")
    return re.sub(r"\$\{\{ (.+?) \}\}", lambda found: known[found[1]], value)


def git(*arguments: str, cwd: Path | None = None) -> None:
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *author, *arguments], check=True, cwd=cwd)


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository with two documents."""
    folder = tmp_path / "origin"
    (folder / "seeds").mkdir(parents=True)
    for number in (1, 2):
        (folder / "seeds" / f"{number}.md").write_text(DOCUMENT.format(number))
    (folder / "feeds").mkdir()
    (folder / "feeds" / "site.toml").write_text('[site]\nurl = "https://feeds.example.org/"\n')
    (folder / ".gitignore").write_text("/out/\n/.feedpub/\n")
    git("init", "--quiet", cwd=folder)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    git("add", "-A", cwd=folder)
    git("commit", "--quiet", "-m", "x", cwd=folder)


def test_builds_and_validates_a_clean_clone(origin: Path, tmp_path: Path) -> None:
    runner = Runner(tmp_path / "a", origin)
    built = runner.run("Build")
    assert built.returncode == 0, built.stderr
    checked = runner.run("Validate")
    assert (checked.returncode, checked.stdout) == (0, "")
    assert (runner.clone / "out" / "category" / "x.atom").exists()
    summary = runner.summary.read_text()
    assert "- 2 documents read, 2 published" in summary
    assert re.search(r"\| <code>all\.rss</code> \| 2 \| \d\.\d kB \|", summary)


def test_a_document_that_is_refused_fails_the_step_and_is_in_the_summary(
    origin: Path, tmp_path: Path
) -> None:
    (origin / "seeds" / "3.md").write_text("---\ntitle: c\ndate: x\n---\n")
    commit(origin)
    runner = Runner(tmp_path / "a", origin)
    built = runner.run("Build")
    assert built.returncode == 1
    assert built.stdout.startswith("::error file=seeds/3.md,line=3,title=date-invalid::date 'x'")
    assert not (runner.clone / "out").exists()
    assert "| <code>seeds/3.md:3</code> | date 'x' is no date;" in runner.summary.read_text()
    assert runner.run("Build", strict="false").returncode == 0


def test_a_feed_with_an_error_fails_the_step(origin: Path, tmp_path: Path) -> None:
    runner = Runner(tmp_path / "a", origin)
    runner.run("Build")
    (runner.clone / "out" / "all.rss").write_text("<rss version='2.0'><channel></rss>")
    checked = runner.run("Validate")
    assert checked.returncode == 3
    assert checked.stdout.startswith("::error file=")


def test_inputs_are_data(origin: Path, tmp_path: Path) -> None:
    runner = Runner(tmp_path / "a", origin)
    (runner.clone / "seeds").rename(runner.temporary / "seeds")
    project = runner.clone / "a $(touch evil) project"
    project.mkdir()
    (runner.temporary / "seeds").rename(project / "seeds")
    done = runner.run("Build", **{"project": project.name, "site-url": "https://x.example/$(id)/"})
    assert done.returncode == 0, done.stderr
    assert not (runner.clone / "evil").exists()
    assert "https://x.example/$(id)/all.rss" in (project / "out" / "all.rss").read_text()


def test_a_fresh_clone_with_the_restored_cache_has_nothing_to_do(
    origin: Path, tmp_path: Path
) -> None:
    first = Runner(tmp_path / "a", origin)
    # A runner installs feedpub meanwhile; files that are as new as the build are not trusted.
    time.sleep(2.1)
    assert first.run("Build").returncode == 0
    second = Runner(tmp_path / "b", origin)
    for path in first.paths_of_the_cache():
        saved = tmp_path / "saved.tar"
        subprocess.run(["tar", "-cf", saved, "-C", first.clone, path.name], check=True)
        subprocess.run(["tar", "-xf", saved, "-C", second.clone], check=True)
    command = [sys.executable, "-X", "importtime", "-m", "feedpub", "build", "--strict"]
    done = subprocess.run(command, cwd=second.clone, capture_output=True, text=True, check=True)
    assert "0 written" in done.stderr
    # Nothing that reads, sanitizes or writes was as much as imported.
    assert "feedpub.pipeline.memory.unchanged" in done.stderr
    for room in ("pipeline.build", "entries", "sanitizer", "writers"):
        assert f"feedpub.{room}" not in done.stderr
    assert "changed=true" in first.outputs.read_text()
    kept = second.run("Build", restored="feedpub-key")
    assert kept.returncode == 0
    assert re.search(r"has saved the making of (\d+) of \1 files", kept.stdout)
    assert not second.outputs.exists()
    shutil.rmtree(second.clone / "out")
    assert second.run("Build", restored="feedpub-key").returncode == 0
    assert "changed=true" in second.outputs.read_text()
    assert "4 written" in second.summary.read_text()


def test_the_script_for_gitlab_runs_in_a_clean_clone(origin: Path, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    [text] = re.findall(r"```yaml\n(# .gitlab-ci.yml\n.*?)```", page, re.S)
    install, *script = yaml.safe_load(text)["pages"]["script"]
    assert install.startswith("pip install ")
    runner = Runner(tmp_path / "a", origin)
    commands = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for _ in range(2):  # the second time, everything is there already
        subprocess.run(
            ["sh", "-ec", "\n".join(script)],
            cwd=runner.clone,
            env={"PATH": commands, "HOME": str(tmp_path)},
            check=True,
        )
    assert (runner.clone / "public" / "all.rss").exists()
    assert not (runner.clone / "public" / "out").exists()


def test_every_input_is_documented() -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    for name, about in ACTION["inputs"].items():
        default = f"`{about['default']}` " if about["default"] else ""
        assert f"| `{name}` | {default}| {about['description']} |" in page
