"""A worker, or the process that builds, is ended by the system in each stage."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any, cast

import distributed
import pytest

from feedpub.errors import WorkerError
from feedpub.pipeline.build import Options
from feedpub.pipeline.cluster import lock
from feedpub.pipeline.cluster.scheduler import LOCAL, connect
from feedpub.pipeline.ranges import Division
from feedpub.stores import open_store
from tests.cluster.conftest import Inline, Site
from tests.cluster.test_faults import KINDS
from tests.cluster.test_same import EXAMPLE, here_from, same
from tests.conftest import NOW
from tests.stores.server import Server

DASK = cast("Any", distributed)
OPTIONS = Options(division=Division(2, 5))


class Killing(Executor):
    """Kills a worker of a Dask cluster as the first task of each kind is handed out."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.inner = client.get_executor(pure=False)
        self.killed: list[str] = []

    def submit(self, function: Any, /, *given: Any, **_: Any) -> "Future[Any]":
        future: Future[Any] = self.inner.submit(function, *given)
        kind = given[0][0]
        if kind not in self.killed:
            self.killed.append(kind)
            pids = self.client.run(os.getpid, on_error="ignore")
            os.kill(next(iter(pids.values())), signal.SIGKILL)
        return future


@pytest.fixture
def client(s3: Server) -> Iterator[Any]:
    with (
        DASK.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        DASK.Client(cluster) as client,
    ):
        yield client


@pytest.fixture
def site(s3: Server) -> Site:
    site = Site(open_store(f"s3://{s3.bucket()}/site"))
    site.upload(EXAMPLE)
    return site


def test_a_worker_is_killed_in_each_stage(client: Any, site: Site, tmp_path: Path) -> None:
    project = here_from(tmp_path, EXAMPLE)
    expected = project.build(site_url=None)
    executor = Killing(client)
    result = site.build(OPTIONS, executor=executor)
    assert sorted(executor.killed) == sorted(KINDS)
    assert same(result) == same(expected)
    assert site.published() == project.published()


SCRIPT = """
import os, signal, sys
from datetime import datetime
from concurrent.futures import ThreadPoolExecutor
from feedpub.model import show_nothing
from feedpub.errors import WorkerError
from feedpub.pipeline.build import Options
from feedpub.pipeline.cluster.build import build_in_bucket
from feedpub.pipeline.ranges import Division

address, kind, now = sys.argv[1:]

class Ending(ThreadPoolExecutor):
    number = 0
    def submit(self, function, /, *given, **more):
        future = super().submit(function, *given, **more)
        if given[0][0] == kind:
            self.number += 1
            if self.number == 2 or kind in ("choose", "render", "pages", "publish"):
                future.result()  # the work is done, and nobody is told
                os.kill(os.getpid(), signal.SIGKILL)
        return future

options = Options(division=Division(2, 5))
now = datetime.fromisoformat(now)
given = address, None, lambda _: options, now, show_nothing, lambda _: None, Ending(1)
build_in_bucket(*given, check=False)
"""


@pytest.mark.parametrize("kind", KINDS)
def test_the_process_that_builds_is_killed(
    kind: str, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "GONE", 1.0)
    project = here_from(tmp_path, EXAMPLE)
    project.build(site_url=None)
    command = [sys.executable, "-c", SCRIPT, site.store.address, kind, NOW.isoformat()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    published = site.published()
    assert all(project.published()[name] == body for name, body in published.items())
    if kind != "publish":
        assert published == {}
    monkeypatch.setattr("feedpub.pipeline.workers._process.can_start", lambda: False)
    site.build(OPTIONS)
    assert site.published() == project.published()
    before = site.keys(".feedpub")
    site.build(OPTIONS)
    assert site.keys(".feedpub") == before
    assert lock.LOCK not in before


POISON = """
import os, signal
from feedpub.source import documents

read = documents.read

def deadly(places, path):
    if path == "deadly.md":
        os.kill(os.getpid(), signal.SIGKILL)
    return read(places, path)

documents.read = deadly
"""


def test_a_document_that_kills_who_reads_it_is_refused(
    s3: Server, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(POISON)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    site.write("seeds/deadly.md", "---\ntitle: D\ndate: 2026-01-01\n---\nText.\n")
    with connect(LOCAL, 1) as (executor, _):
        result = site.build(OPTIONS, executor=executor)
    [problem] = [one for one in result.problems if one.path == "seeds/deadly.md"]
    assert "ended the process that read it (SIGKILL)" in problem.message
    project = here_from(tmp_path / "project", EXAMPLE)
    project.build(site_url=None)
    assert site.published() == project.published()


def test_a_copy_of_a_process_that_talks_to_a_bucket_says_so(site: Site) -> None:
    context = multiprocessing.get_context("fork")
    with (
        ProcessPoolExecutor(1, mp_context=context) as executor,
        pytest.raises(WorkerError, match=r"was copied \(fork\)"),
    ):
        site.build(OPTIONS, executor=executor)
    assert site.published() == {}
    assert site.keys(".feedpub/lock") == []


def test_what_is_interrupted_leaves_what_is_published(site: Site) -> None:
    site.build(OPTIONS)
    before = site.published()
    site.write("seeds/new.md", "---\ntitle: N\ndate: 2026-01-01\n---\nText.\n")

    class Interrupted(Inline):
        def submit(self, function: Any, /, *given: Any, **more: Any) -> "Future[Any]":
            if given[0][0] == "render":
                raise KeyboardInterrupt
            return super().submit(function, *given, **more)

    with pytest.raises(KeyboardInterrupt):
        site.build(OPTIONS, executor=Interrupted())
    assert site.published() == before
    assert not [key for key in site.keys(".feedpub") if key == lock.LOCK]
    site.build(OPTIONS)
    assert site.published() != before
