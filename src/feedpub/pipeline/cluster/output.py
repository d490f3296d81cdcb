"""Publish into a bucket: what readers follow comes last, and nobody's file is written over."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from feedpub.errors import OutputError
from feedpub.model import ENTRIES
from feedpub.pipeline.cluster.engine import Engine
from feedpub.pipeline.cluster.lock import check_lock
from feedpub.pipeline.cluster.orders import Published, ToPlace, ToPublish
from feedpub.pipeline.cluster.serving import put_file
from feedpub.pipeline.cluster.shards import At
from feedpub.pipeline.memory.cache import Cache, Row
from feedpub.pipeline.output import (
    MANIFEST,
    Aside,
    File,
    Manifest,
    OutputFolder,
    digest_of,
    is_replaceable,
    manifest_from,
    objection_to_replacing,
    objection_to_strangers,
    size_of,
)
from feedpub.source.file_stamps import StampAndDigest
from feedpub.stores import ChangedError, MissingError, Store, TooLargeError

_KIND: Final = "published"
_LARGEST: Final = 256 * 1024 * 1024  # bytes, of the list of files
_LARGEST_FEED: Final = 5_000_000
_A_TASK: Final = 200  # files that one task puts in their places
_MOST_NAMED: Final = 5


@dataclass
class Bucket:
    """The files of ``out/`` in a bucket, by path: their tags and sizes, as listed and as written.

    It tells which files are as they were.
    """

    store: Store
    output: str
    tags: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def look(self) -> None:
        """List the files that are there."""
        begin = f"{self.output}/"
        found = [item for page in self.store.pages(self.output) for item in page]
        self.tags = {item.key.removeprefix(begin): item.tag for item in found}
        self.sizes = {item.key.removeprefix(begin): item.size for item in found}

    def has_stayed(self, name: str, known: Sequence[str]) -> bool:
        """Tell whether a file has the tag that is `known`."""
        return bool(known[0]) and self.tags.get(name) == known[0]

    def mark(self, name: str, digest: str) -> StampAndDigest:
        """Return the tag of a file, together with its `digest`."""
        return self.tags.get(name, ""), digest

    def address_of(self, name: str) -> str:
        """Return the address of a file, for people."""
        return f"{self.store.address.rstrip('/')}/{self.output}/{name}"


class BucketOutput(OutputFolder):
    """The files of ``out/`` in a bucket while they are changed.

    Each is written under a condition: that what it replaces is what was there when the build began.
    """

    def __init__(
        self,
        bucket: Bucket,
        cache: Cache,
        engine: Engine,
        lock: str,
        upload: Callable[[], None],
        *,
        force: bool,
        allowed: Collection[str],
        is_shared: bool,
    ) -> None:
        """Look at what is there, as OutputFolder does; `upload` is called at the very end."""
        self._bucket = bucket
        self._cache = cache
        self._engine = engine
        self._lock = lock
        self._upload = upload
        self._force = force
        self._allowed = frozenset(allowed)
        self._is_shared = is_shared
        self._known = self._read_manifest()
        self._before = self._known or Manifest()
        self._wanted = set()
        self._new = set()
        self._files: dict[str, ToPlace] = {}
        self._digests: dict[str, str] = {}

    def _read_manifest(self) -> Manifest | None:
        bucket = self._bucket
        try:
            data, bucket.tags[MANIFEST] = bucket.store.get(f"{bucket.output}/{MANIFEST}", _LARGEST)
        except MissingError:
            bucket.tags.pop(MANIFEST, None)
            return None
        return manifest_from(data, bucket.address_of(MANIFEST), bucket.address_of(""))

    def clean_up(self) -> None:
        """Do nothing: what a killed build has put aside is deleted with other objects."""

    def discard(self) -> None:
        """Forget what was put aside."""
        self._files = {}

    @property
    def replaced_files(self) -> tuple[str, ...]:
        """The files of somebody else that are replaced, as their owner allows."""
        return tuple(name for name in self._foreign() if self._may_replace(name))

    def expect(self, paths: Iterable[str]) -> None:
        """Note files that a build would have, whatever is in them."""
        for path in paths:
            self._wanted.add(path)
            if path not in self._bucket.tags:
                self._new.add(path)

    def would_change(self, output: File) -> bool:
        """Note a file that is wanted; tell whether its bytes differ from those in the bucket."""
        self._wanted.add(output.path)
        if self._has(output):
            return False
        self._new.add(output.path)
        return True

    def write(self, output: File) -> bool:
        """Put one file aside; return False, and do nothing, where it has these bytes already."""
        self._digests[output.path] = digest_of(output)
        if not self.would_change(output):
            return False
        if isinstance(output, Aside):
            name, at = output.name, At(output.begin, output.end, output.digest)
        else:
            name = self._engine.shards.put(output.body)
            at = At(0, len(output.body), digest_of(output))
        replaces = self._bucket.tags.get(output.path, "")
        self._files[output.path] = ToPlace(output.path, name, at, replaces)
        return True

    def read(self, name: str) -> bytes:
        """Return the bytes of a feed as it is now, empty where there is no feed of ours."""
        try:
            return self._bucket.store.get(f"{self._bucket.output}/{name}", _LARGEST_FEED)[0]
        except (MissingError, TooLargeError):
            return b""

    def finish(
        self,
        published: int | None = None,
        withheld: int = 0,
        against: Sequence[str] = (),
        also: Callable[[], None] = lambda: None,
    ) -> tuple[str, ...]:
        """Put the files in their places; delete stale files, and return their paths.

        Pages come first, then the feeds that name them, then the lists that name feeds; then what
        is stale goes, and the list of files is the last. A build that ends between these leaves
        whole files only, and the next one finishes the work.
        """
        self.check(against)
        replaced = (self._before.replaced & self._wanted) | set(self.replaced_files)
        new = Manifest(frozenset(self._wanted - replaced), replaced, published, withheld)
        try:
            if not new.own_files <= self._before.own_files or not self._before.replaced >= replaced:
                every = replaced | self._before.replaced
                both = replace(self._before, files=(new.files | self._before.files) - every)
                self._put_own(replace(both, replaced=every))
            for rank in range(_RANKS):
                self._publish([file for file in self._files.values() if _rank(file.path) == rank])
            removed = tuple(name for name in self.stale() if name in self._bucket.tags)
            check_lock(self._bucket.store, self._lock)
            self._bucket.store.delete(f"{self._bucket.output}/{name}" for name in removed)
            if self._known != new:
                self._put_own(new)
        except ChangedError:
            raise self._somebody_else([MANIFEST]) from None
        self._remember(removed)
        also()
        self._upload()
        return removed

    def _publish(self, files: Sequence[ToPlace]) -> None:
        tasks = [
            ToPublish(self._bucket.output, self._lock, tuple(files[at : at + _A_TASK]))
            for at in range(0, len(files), _A_TASK)
        ]
        conflicts: list[str] = []
        for done in self._engine.map("publish", tasks, Published):
            self._bucket.tags |= done.tags
            conflicts += done.conflicts
        if conflicts:
            raise self._somebody_else(conflicts)

    def _put_own(self, manifest: Manifest) -> None:
        bucket = self._bucket
        before = bucket.tags.get(MANIFEST, "")
        check_lock(bucket.store, self._lock)
        bucket.tags[MANIFEST] = put_file(
            bucket.store, bucket.output, MANIFEST, manifest.as_json(), before
        )

    def _somebody_else(self, names: Sequence[str]) -> OutputError:
        named = ", ".join(map(self._bucket.address_of, names[:_MOST_NAMED]))
        more = f" and {len(names) - _MOST_NAMED} more" if names[_MOST_NAMED:] else ""
        return OutputError(
            f"{named}{more}: was written by somebody else while this build was at work; see that"
            " one program at a time publishes there, and build again"
        )

    def _remember(self, removed: Sequence[str]) -> None:
        tags = self._bucket.tags
        for name in removed:
            tags.pop(name, None)
        self._cache.forget(_KIND, removed)
        known = ((name, digest) for name, digest in self._digests.items() if name in tags)
        self._cache.put(_KIND, (Row(name, f"{tags[name]} {d}", b"") for name, d in known))

    def _has(self, output: File) -> bool:
        """Tell whether a file is there with the bytes of `output`."""
        tag = self._bucket.tags.get(output.path)
        if tag is None:
            return False
        row = self._cache.get(_KIND, output.path)
        if row and row.made_of.rpartition(" ")[0] == tag:
            return row.made_of.rpartition(" ")[2] == digest_of(output)
        if self._bucket.sizes.get(output.path) != size_of(output):
            return False
        try:
            key = f"{self._bucket.output}/{output.path}"
            return self._bucket.store.get(key, size_of(output))[0] == output.body
        except (MissingError, TooLargeError):
            return False

    def _foreign(self) -> list[str]:
        known = self._known.own_files if self._known else frozenset[str]()
        wanted = sorted((self._wanted - known) | self._new)
        return [name for name in wanted if name in self._bucket.tags and name not in known]

    def _may_replace(self, name: str) -> bool:
        return is_replaceable(name, self._allowed, force=self._force)

    def _obstacles(self) -> Iterator[str]:
        if self._known is None and not (self._force or self._is_shared):
            names = {name.partition("/")[0] for name in self._bucket.tags}
            yield from objection_to_strangers(self._bucket.address_of(""), names, self._allowed)
        for name in self._foreign():
            if not self._may_replace(name):
                yield objection_to_replacing(self._bucket.address_of(name), name)


_RANKS: Final = 3


def _rank(path: str) -> int:
    """Return when a file is put in its place: what a file names comes before it."""
    if path.startswith((ENTRIES, "media/", "assets/")):
        return 0
    return 2 if "/" not in path and path.endswith((".opml", ".html")) else 1
