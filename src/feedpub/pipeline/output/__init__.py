"""Change ``out/``: all of it or nothing, and without harm to files that feedpub did not make.

The folder holds a list of the files that feedpub made there. Any other file is never removed, and
never written over unless its owner says so.
"""

from feedpub.pipeline.output._folder import OutputFolder
from feedpub.pipeline.output._lock import one_at_a_time
from feedpub.pipeline.output._manifest import MANIFEST, Manifest
from feedpub.pipeline.output._obstacles import in_out

__all__ = ["MANIFEST", "Manifest", "OutputFolder", "in_out", "one_at_a_time"]
