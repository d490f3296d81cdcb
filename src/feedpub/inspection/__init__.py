"""What becomes of one document, for people, line by line, and for scripts, as JSON."""

from feedpub.inspection._json import INSPECTION_VERSION, as_json
from feedpub.inspection._lines import Kind, Line, lines

__all__ = ["INSPECTION_VERSION", "Kind", "Line", "as_json", "lines"]
