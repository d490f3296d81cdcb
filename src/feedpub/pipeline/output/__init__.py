"""Change ``out/``: all of it or nothing, and without harm to files that feedpub did not make.

The folder holds a list of the files that feedpub made there. Any other file is never removed, and
never written over unless its owner says so.
"""

from feedpub.pipeline.output._aside import Aside, File, digest_of, size_of
from feedpub.pipeline.output._folder import OutputFolder
from feedpub.pipeline.output._lock import one_at_a_time
from feedpub.pipeline.output._manifest import MANIFEST, Manifest, manifest_from
from feedpub.pipeline.output._marks import FolderMarks, Marks
from feedpub.pipeline.output._obstacles import (
    in_out,
    is_replaceable,
    objection_to_replacing,
    objection_to_strangers,
)

__all__ = [
    "MANIFEST",
    "Aside",
    "File",
    "FolderMarks",
    "Manifest",
    "Marks",
    "OutputFolder",
    "digest_of",
    "in_out",
    "is_replaceable",
    "manifest_from",
    "objection_to_replacing",
    "objection_to_strangers",
    "one_at_a_time",
    "size_of",
]
