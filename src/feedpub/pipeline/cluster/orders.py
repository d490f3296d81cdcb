"""Define what tasks are told, and what they answer: values that travel as JSON, in objects."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from feedpub.feeds import Key, Part, Plan
from feedpub.model import Asset, Feed, Headline, Problem
from feedpub.pipeline.cluster.job import About
from feedpub.pipeline.cluster.shards import At
from feedpub.pipeline.memory.bodies import Notes
from feedpub.pipeline.surveyed import Choice, Surveyed

Order: TypeAlias = tuple[str, str, str, str, str]
"""What is sent to a worker: a kind of task, the address of the store, the names of the objects that
describe the build and the task, and a digest of the code that is to do it."""

Done: TypeAlias = tuple[str, str]
"""What it answers: the name of an object; or why it does not do the task."""


@dataclass(frozen=True, slots=True)
class ToSurvey:
    """A range; `outlines` is the object with what is known of its documents, or empty.

    `choice` is None as long as nobody knows which of its entries are published.
    """

    about: About
    outlines: str
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a range says; `outlines` and `parts` are objects, and `at` tells where buckets are.

    `is_settled` tells that the stamps of its documents can be trusted. `sums` are its parts with
    a digest in place of the best entries.
    """

    contents: str
    names_files: bool
    is_settled: bool
    outlines: str
    surveyed: Surveyed
    sums: tuple[Part, ...]
    parts: str
    at: dict[int, At]


@dataclass(frozen=True, slots=True)
class ToChoose:
    """Some feeds of one bucket, and where the parts of the ranges are."""

    keys: tuple[Key, ...]
    parts: tuple[tuple[str, At], ...]


@dataclass(frozen=True, slots=True)
class ToComplete:
    """Documents of a range whose bodies are `wanted`; the objects with what is known of it.

    `others` is the object that says where links to other documents lead, as in Bodies.
    """

    about: About
    choice: Choice | None
    outlines: str
    bodies: str
    wanted: tuple[str, ...]
    others: str


@dataclass(frozen=True, slots=True)
class Completed:
    """The object with the bodies of a range, and the notes on each, by path."""

    bodies: str
    notes: tuple[tuple[str, At, Notes], ...]


@dataclass(frozen=True, slots=True)
class ToRender:
    """One feed without entries, and where these are, as numbers of objects."""

    plan: Plan
    entries: tuple[tuple[int, At], ...]


Placed: TypeAlias = tuple[str, At]
"""The path of a file in ``out/``, and where its bytes are."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one feed, and what goes with them, as in Rendered."""

    feeds: tuple[Feed, ...]
    entries: tuple[int, ...]
    outputs: tuple[Placed, ...]
    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...]
    page: Placed | None
    headlines: tuple[Headline, ...]


@dataclass(frozen=True, slots=True)
class AllRendered:
    """Files in the object `name`; or else documents that keep them from being made, by path."""

    name: str
    feeds: tuple[Files, ...]
    refused: dict[str, Problem]


@dataclass(frozen=True, slots=True)
class ToPage:
    """Entries that get a page, each with the feeds that it is in, as numbers of `feeds`.

    `names` are objects, of which `entries` tell the numbers; `around` are the next older and the
    next newer entry of each.
    """

    names: tuple[str, ...]
    entries: tuple[tuple[int, At], ...]
    feeds: tuple[Feed, ...]
    carriers: tuple[tuple[int, ...], ...]
    around: tuple[tuple[Headline | None, Headline | None], ...]


@dataclass(frozen=True, slots=True)
class Paged:
    """Pages in the object `name`; or else documents that can't have one, by path."""

    name: str
    pages: tuple[Placed, ...]
    refused: dict[str, Problem]


class ToPlace(NamedTuple):
    """A file of ``out/``: its path, the object with its bytes, and the tag of what it replaces."""

    path: str
    name: str
    at: At
    replaces: str


@dataclass(frozen=True, slots=True)
class ToPublish:
    """Files of the folder `output`, and who holds the `lock` of the project."""

    output: str
    lock: str
    files: tuple[ToPlace, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """The tags of files that are in their places, by path; and paths where others have written."""

    tags: dict[str, str]
    conflicts: tuple[str, ...]
