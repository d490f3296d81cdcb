"""The grammars of front matter, found and split by python-frontmatter, read by ours."""

import re
from typing import Any, Final

from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from feedpub.front_matter import _json, _mend, _toml


class _YAML(YAMLHandler):
    def load(self, fm: str, **_: object) -> Any:
        return _mend.load(fm)


class _JSON(JSONHandler):
    def load(self, fm: str, **_: object) -> Any:
        return _json.load(fm), []


class _TOML(BaseHandler):
    """python-frontmatter's own needs the package ``toml``; Python reads TOML itself."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str, **_: object) -> Any:
        return _toml.load(fm), []


HANDLERS: Final = (_YAML(), _JSON(), _TOML())
"""Each returns, from `load`, the values and what was odd; it raises Broken."""
