"""Engines that work in other processes make the same, and are told no more than names."""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest
from parsl import Config
from parsl.concurrent import ParslPoolExecutor
from parsl.executors import HighThroughputExecutor
from parsl.providers import LocalProvider

from feedpub.pipeline.build import Options
from feedpub.pipeline.cluster.job import end_workers
from feedpub.pipeline.cluster.scheduler import LOCAL, connect
from feedpub.pipeline.ranges import Division
from feedpub.stores import open_store
from tests.cluster.conftest import Site
from tests.cluster.test_same import EXAMPLE, here_from, in_folder, same
from tests.stores.server import Server

ENGINES = ["threads", "processes", "dask", "parsl"]


def _processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as executor:
        yield executor


def _threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


def _dask() -> Iterator[Executor]:
    with connect(LOCAL, 2) as (executor, _):
        yield executor


def _parsl() -> Iterator[Executor]:
    # Its programs lie beside Python.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    provider = cast("Any", LocalProvider)(init_blocks=1)
    workers = HighThroughputExecutor(address="127.0.0.1", max_workers_per_node=2, provider=provider)
    config = Config(executors=[workers], run_dir=tempfile.mkdtemp(), initialize_logging=False)
    with ParslPoolExecutor(config) as executor:
        yield executor


@pytest.fixture(scope="module", params=ENGINES)
def executor(request: pytest.FixtureRequest, s3: Server) -> Iterator[Executor]:
    """The workers of an engine; they know the stand-in for S3 from the environment."""
    yield from globals()[f"_{request.param}"]()
    end_workers()


def test_on_an_engine(executor: Executor, s3: Server, tmp_path: Path) -> None:
    """The example, from a bucket and from a folder; then one document more."""
    project, other = here_from(tmp_path / "one", EXAMPLE), here_from(tmp_path / "other", EXAMPLE)
    bucket = s3.bucket()
    site = Site(open_store(f"s3://{bucket}/site"), executor)
    site.upload(EXAMPLE)
    options = Options(division=Division(2, 5))
    for _ in range(2):
        expected = project.build(site_url=None)
        assert same(site.build(options)) == same(expected)
        assert site.published() == project.published()
        assert same(in_folder(other, executor, options)) == same(expected)
        assert other.published() == project.published()
        for one in (project, other):
            one.seed("new.md", title="New", date="2026-10-01", categories="[news, x]")
        site.write("seeds/new.md", (project.path / "seeds/new.md").read_bytes())
