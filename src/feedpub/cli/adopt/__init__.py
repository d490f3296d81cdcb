"""Take over the configuration of a blog that another tool makes, for `feedpub init --from`.

_files      the folder        → its files, as data; nothing in them is run
_literals   JavaScript, Python → what of it is plain data
_tools      these             → what feedpub is to know, each with where it is from
"""

from feedpub.cli.adopt._blog import Blog, Said
from feedpub.cli.adopt._tools import TOOLS, read_blog, tool_of

__all__ = ["TOOLS", "Blog", "Said", "read_blog", "tool_of"]
