"""The folder ``out/``: whose it is, writing all of it or nothing, removing what is stale.

The folder holds a list of the files that feedpub made there. What is not on it is never removed,
and never written over unless its owner says so.
"""

from feedpub.pipeline.output._folder import OutputFolder
from feedpub.pipeline.output._lock import one_at_a_time
from feedpub.pipeline.output._manifest import MANIFEST, Manifest
from feedpub.pipeline.output._obstacles import in_out

__all__ = ["MANIFEST", "Manifest", "OutputFolder", "in_out", "one_at_a_time"]
