"""Make what `feedpub init` and `feedpub new` write: the first files of a project, a new document.

Its functions turn texts into files; nothing here uses the disk but to read feedpub's own files.
"""

from feedpub.cli.scaffold._document import as_markup, document, file_name
from feedpub.cli.scaffold._project import BLOGS, File, adopted, project
from feedpub.cli.scaffold._toml import as_toml, setting, site_toml

__all__ = [
    "BLOGS",
    "File",
    "adopted",
    "as_markup",
    "as_toml",
    "document",
    "file_name",
    "project",
    "setting",
    "site_toml",
]
