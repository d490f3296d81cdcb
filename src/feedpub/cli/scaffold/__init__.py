"""What `feedpub init` and `feedpub new` write: the first files of a project, and a new document.

Functions from texts to files; nothing here touches the disk but to read feedpub's own files.
"""

from feedpub.cli.scaffold._document import document, file_name, meant
from feedpub.cli.scaffold._project import BLOGS, File, project
from feedpub.cli.scaffold._toml import setting, site_toml

__all__ = ["BLOGS", "File", "document", "file_name", "meant", "project", "setting", "site_toml"]
