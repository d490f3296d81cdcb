"""Show what becomes of one document: line by line for people, as JSON for scripts."""

from feedpub.cli.inspection._json import INSPECTION_VERSION, as_json
from feedpub.cli.inspection._lines import Kind, Line, lines

__all__ = ["INSPECTION_VERSION", "Kind", "Line", "as_json", "lines"]
