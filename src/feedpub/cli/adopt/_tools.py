"""Which tool makes a blog, told by the files of its folder."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from feedpub.cli.adopt import _classic as classic
from feedpub.cli.adopt import _scripted as scripted
from feedpub.cli.adopt._blog import Blog
from feedpub.cli.adopt._check import check
from feedpub.cli.adopt._common import has_any, needs
from feedpub.cli.adopt._files import read_source
from feedpub.errors import ConfigError

TOOLS: Final[Mapping[str, Callable[[Path], Blog]]] = {
    "hexo": classic.hexo,
    "jekyll": classic.jekyll,
    "hugo": classic.hugo,
    "zola": classic.zola,
    "astro": scripted.astro,
    "docusaurus": scripted.docusaurus,
    "eleventy": scripted.eleventy,
    "nikola": scripted.nikola,
    "pelican": scripted.pelican,
    "obsidian": scripted.obsidian,
}
"""The tools whose configuration is read, by name."""

_FOUND_BY: Final[Mapping[str, Callable[[Path], bool]]] = {
    "docusaurus": lambda folder: has_any(folder, *scripted.DOCUSAURUS),
    "astro": lambda folder: has_any(folder, *scripted.ASTRO),
    "eleventy": lambda folder: (
        has_any(folder, *scripted.ELEVENTY) or needs(folder, "@11ty/eleventy")
    ),
    "pelican": lambda folder: has_any(folder, "pelicanconf.py"),
    "hexo": lambda folder: (
        has_any(folder, *classic.HEXO)
        and (has_any(folder, "source/_posts", "scaffolds") or needs(folder, "hexo"))
    ),
    "jekyll": lambda folder: (
        has_any(folder, "_config.yml", "_config.yaml", "_config.toml")
        and has_any(folder, "_posts", "Gemfile", "_layouts", "_includes", "_drafts")
    ),
    "zola": lambda folder: has_any(folder, "zola.toml") or _says(folder, "config.toml", "base_url"),
    "nikola": lambda folder: _says(folder, "conf.py", "BLOG_TITLE"),
    "hugo": lambda folder: (
        has_any(folder, *classic.HUGO)
        and has_any(folder, "content", "archetypes", "themes", "layouts")
    ),
    "obsidian": lambda folder: has_any(folder, ".obsidian"),
}


# By which a tool that was named is known, though its folder looks unlike others.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "hexo": classic.HEXO,
    "jekyll": classic.JEKYLL,
    "hugo": classic.HUGO,
    "zola": classic.ZOLA,
    "nikola": ("conf.py",),
    "pelican": ("pelicanconf.py",),
}


def tool_of(folder: Path) -> str | None:
    """Return the name of the tool that makes the blog in `folder`, None where no files show it."""
    return next((name for name, is_found in _FOUND_BY.items() if is_found(folder)), None)


def read_blog(folder: Path, tool: str) -> Blog:
    """Read what the blog in `folder` says of itself; raise ConfigError where it can't be read."""
    names = _NAMES.get(tool, ())
    if not (has_any(folder, *names) or _FOUND_BY[tool](folder)):
        what = f"{' or '.join(names[:2])}" if names else "none of its files"
        raise ConfigError(f"{folder}: is no blog of {tool}: {what} is not there; name its folder")
    blog = TOOLS[tool](folder)
    check(blog)
    return blog


def _says(folder: Path, name: str, key: str) -> bool:
    if not (folder / name).is_file():
        return False
    lines = read_source(folder / name).split("\n")
    return any(line.lstrip().startswith(key) for line in lines)
