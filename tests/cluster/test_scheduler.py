"""A cluster that is named on the command line, or started for one build."""

import multiprocessing
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import distributed
import psutil
import pytest
from click.testing import CliRunner

from feedpub.cli import main
from feedpub.errors import NetworkError
from feedpub.pipeline.cluster import scheduler
from feedpub.pipeline.cluster.scheduler import LOCAL, Tls, connect
from tests.cluster.test_same import EXAMPLE, here_from
from tests.conftest import Project
from tests.stores.server import Server

DASK = cast("Any", distributed)


def listening(process: psutil.Process) -> set[str]:
    """Return the addresses on which a process, and all below it, take connections."""
    found = set()
    for one in [process, *process.children(recursive=True)]:
        for connection in one.net_connections(kind="inet"):
            if connection.status == psutil.CONN_LISTEN:
                found.add(connection.laddr.ip)
    return found


def test_a_local_cluster_listens_on_this_machine_alone() -> None:
    before = {c.laddr for c in psutil.Process().net_connections() if c.status == "LISTEN"}
    with connect(LOCAL, 1) as (executor, _):
        assert executor.submit(os.getpid).result(30) != os.getpid()
        now = {c.laddr for c in psutil.Process().net_connections() if c.status == "LISTEN"}
        assert {address.ip for address in now - before} <= {"127.0.0.1"}
        below = [child for child in psutil.Process().children() if child.is_running()]
        assert set().union(*(listening(child) for child in below)) <= {"127.0.0.1"}


def test_the_command_builds_by_a_local_cluster(tmp_path: Path) -> None:
    project, other = here_from(tmp_path / "one", EXAMPLE), here_from(tmp_path / "other", EXAMPLE)
    told = [
        CliRunner()
        .invoke(main, ["build", "--project", str(one.path), *more])
        .stderr.rpartition(" in ")[0]
        for one, more in ((project, ()), (other, ("--scheduler", "local", "--jobs", "1")))
    ]
    assert told[0].replace("/one/", "/x/") == told[1].replace("/other/", "/x/")
    assert other.published() == project.published()


@pytest.fixture
def running() -> Iterator[str]:
    with DASK.LocalCluster(
        n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_the_command_builds_by_a_scheduler(running: str, s3: Server) -> None:
    bucket = s3.bucket()
    for path in sorted(EXAMPLE.rglob("*")):
        name = path.relative_to(EXAMPLE).as_posix()
        if path.is_file() and name.split("/")[0] in ("seeds", "feeds"):
            s3.client.put_object(Bucket=bucket, Key=f"site/{name}", Body=path.read_bytes())
    address = f"s3://{bucket}/site"
    command = ["build", "--project", address, "-v"]
    done = CliRunner().invoke(main, command, env={"FEEDPUB_SCHEDULER": running})
    assert done.exit_code == 0, done.stderr
    assert f"{address}/out/all.rss" in done.stdout.splitlines()
    found = s3.client.get_object(Bucket=bucket, Key="site/out/all.rss")
    assert found["ContentType"] == "application/rss+xml; charset=utf-8"
    assert found["CacheControl"] == "public, max-age=300"


def test_a_worker_of_another_version_is_named(
    running: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedpub.pipeline.memory.versions.digest_of_code", _other_version)
    done = CliRunner().invoke(
        main, ["build", "--project", str(project.path), "--scheduler", running]
    )
    assert done.exit_code == 2
    assert "the worker tcp://127.0.0.1:" in done.stderr
    assert "install the same on all of them" in done.stderr


def _other_version() -> str:
    return "this" if multiprocessing.parent_process() is None else "that"


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "_PATIENCE", "1s")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (
        pytest.raises(NetworkError, match="no scheduler answers there"),
        connect(f"tcp://127.0.0.1:{port}"),
    ):
        pass


def test_files_for_tls_are_passed_on(tmp_path: Path) -> None:
    for name in ("ca.pem", "me.pem", "me.key"):
        (tmp_path / name).write_text("x")
    tls = Tls(*(str(tmp_path / name) for name in ("ca.pem", "me.pem", "me.key")))
    found = scheduler._security(DASK, tls)
    assert found.require_encryption
    assert found.tls_ca_file == str(tmp_path / "ca.pem")
    assert found.tls_client_cert == str(tmp_path / "me.pem")
    assert found.tls_client_key == str(tmp_path / "me.key")
    assert scheduler._security(DASK, Tls()) is None


def test_other_commands_refuse_a_bucket() -> None:
    done = CliRunner().invoke(main, ["inspect", "--project", "s3://bucket/site"])
    assert done.exit_code == 2
    assert "only feedpub build takes the address of a bucket" in done.stderr


def test_ping_is_refused_for_a_bucket_before_anything_is_done() -> None:
    done = CliRunner().invoke(main, ["build", "--ping", "--project", "s3://bucket/site"])
    assert done.exit_code == 2
    assert "--ping" in done.stderr


def test_a_build_of_a_folder_imports_nothing_of_it(project: Project) -> None:
    project.seed("a.md", title="A", date="2024-05-01")
    code = (
        "import sys, feedpub; feedpub.build(sys.argv[1]);"
        "names = {'obstore', 'botocore', 'distributed', 'feedpub.stores',"
        " 'feedpub.pipeline.cluster'}; print(names & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(project.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_without_the_extra_a_scheduler_is_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = CliRunner().invoke(main, ["build", "--scheduler", "local"])
    assert done.exit_code == 2
    assert "install feedpub with the extra [cluster]" in done.stderr
