"""What becomes of one document, for people, line by line, and for scripts, as JSON."""

from feedpub.cli.inspection._json import INSPECTION_VERSION, as_json
from feedpub.cli.inspection._lines import Kind, Line, lines

__all__ = ["INSPECTION_VERSION", "Kind", "Line", "as_json", "lines"]
