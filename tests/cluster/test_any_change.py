"""Whatever is done to a project in a store, a build there makes what one from nothing makes."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from feedpub import config
from feedpub.pipeline.build import Options
from feedpub.pipeline.memory.cache import CACHE_PATH
from feedpub.pipeline.ranges import Division
from feedpub.pipeline.workers import _process
from feedpub.stores import opened
from tests.cluster.conftest import Counting, Site
from tests.pipeline.test_incremental import AnyChange, result_from_nothing, soon


class AnyChangeElsewhere(AnyChange):
    """The files are those of a folder, which is copied into the store before each build."""

    @initialize(
        division=st.builds(Division, st.sampled_from([1, 2, 7, 1_000]), st.sampled_from([1, 5])),
        jobs=st.just(1),
    )
    def begin(self, division: Division, jobs: int) -> None:
        address = f"memory://{uuid4().hex}"
        self.site = Site(opened.setdefault(address, Counting(address)))
        self.can_start, _process.can_start = _process.can_start, lambda: False
        super().begin(division, jobs)

    def teardown(self) -> None:
        if hasattr(self, "site"):
            del opened[self.site.store.address]
            _process.can_start = self.can_start
        super().teardown()

    @rule(how=st.sampled_from(["delete", "junk", "empty", "objects", "object"]))
    def spoil_the_cache(self, how: str) -> None:
        store = self.site.store
        if how == "delete":
            store.delete([CACHE_PATH])
        elif how == "objects":
            store.delete(self.site.keys(".feedpub/work"))
        elif how == "object":
            for key in self.site.keys(".feedpub/work")[::2]:
                store.put(key, b"spoilt")
        else:
            store.put(CACHE_PATH, b"junk" * 100 if how == "junk" else b"")

    @precondition(lambda self: self.site.published())
    @rule(number=st.integers(0, 20), how=st.sampled_from(["delete", "spoil"]))
    def meddle_with_the_output(self, number: int, how: str) -> None:
        files = [f"out/{name}" for name in self.site.published()]
        if how == "delete":
            self.site.store.delete([files[number % len(files)]])
        else:
            self.site.store.put(files[number % len(files)], b"spoilt")

    @invariant()
    def the_output_is_that_of_a_build_from_nothing(self) -> None:
        if not hasattr(self, "project"):
            return
        self.copy_into_the_store()
        now = soon() + timedelta(days=self.days)
        options = Options(division=self.how["division"])  # type: ignore[arg-type]
        first, again = self.site.build(options, now), self.site.build(options, now)
        self.copy_records_from_the_store()
        passing = [
            problem
            for problem in first.problems
            if problem.code == "cache"
            or (problem.code == "id-changed" and problem.path == config.CONFIG_PATH)
        ]
        codes = [problem.code for problem in first.problems if problem not in passing]
        assert [problem.code for problem in again.problems] == codes
        assert not any(feed.changed for feed in again.feeds)
        self.number += 1
        whole, expected = result_from_nothing(self.project, now, self.folder / str(self.number))
        assert self.site.published() == expected
        told = [problem for problem in again.problems if problem.code != "cache"]
        assert (again.counts, again.withheld, told) == (
            whole.counts,
            whole.withheld,
            list(whole.problems),
        )

    def copy_into_the_store(self) -> None:
        store = self.site.store
        there = {*self.site.keys("seeds"), *self.site.keys("feeds")}
        files = {
            path.relative_to(self.project.path).as_posix(): path.read_bytes()
            for folder in ("seeds", "feeds")
            for path in (self.project.path / folder).rglob("*")
            if path.is_file()
        }
        store.delete(there - files.keys())
        for name, body in files.items():
            if name not in there or store.get(name, 2**30)[0] != body:
                store.put(name, body)

    def copy_records_from_the_store(self) -> None:
        for key in self.site.keys("feeds"):
            if key.endswith(".jsonl"):
                Path(self.project.path / key).write_bytes(self.site.store.get(key, 2**30)[0])


TestAnyChangeElsewhere = AnyChangeElsewhere.TestCase
TestAnyChangeElsewhere.settings = settings(
    max_examples=8,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
