"""What reading the configurations of several tools has in common."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from feedpub.cli.adopt._blog import Blog
from feedpub.cli.adopt._files import Data

DATES_OF_COMMITS: Final = ["front matter", "name", "git"]


def say_texts(blog: Blog, data: Data, **paths: tuple[str, ...]) -> None:
    """Note texts for keys of ``[site]``, each from the first of its `paths` that has one."""
    for key, places in paths.items():
        written, where = data.text(*places)
        blog.say("site", key, written, where)


def say_address(blog: Blog, address: str, base: str, source: str) -> None:
    """Note where the blog is: an address, and the path of the blog there."""
    whole = address.rstrip("/")
    base = base.strip("/")
    if not re.match(r"https?://[^/]", whole, re.IGNORECASE):
        return
    if base and not f"{whole}/".endswith(f"/{base}/"):
        whole = f"{whole}/{base}"
    blog.say("site", "url", f"{whole}/", f"{source}; the feeds are beside its pages")
    blog.say("site", "blog", f"{whole}/", source)


def say_folder(blog: Blog, folder: Path, names: Iterable[str], why: str) -> None:
    """Note the first folder of documents that there is, else the first."""
    candidates = list(names)
    found = next((name for name in candidates if (folder / name).is_dir()), candidates[0])
    blog.say("documents", "folder", found, why)


def say_files(blog: Blog, folder: Path, names: Iterable[str]) -> None:
    """Note the folders of files that there are."""
    there = [name for name in dict.fromkeys(names) if name and (folder / name).is_dir()]
    documents = blog.value("documents", "folder")
    blog.say(
        "documents",
        "files",
        [name for name in there if name != documents],
        f"where {blog.tool} has pictures and files",
    )


def say_output(blog: Blog, output: str, source: str) -> None:
    """Note where the pages of the blog are made, so that feeds are beside them."""
    blog.say("output", "folder", output, f"{source}; run feedpub after {blog.run}")


def needs(folder: Path, package: str) -> bool:
    """Tell whether ``package.json`` names a package."""
    try:
        return f'"{package}"' in (folder / "package.json").read_text("utf-8")[:250_000]
    except (OSError, UnicodeDecodeError):
        return False


def has_any(folder: Path, *names: str) -> bool:
    """Tell whether one of some files or folders is there."""
    return any((folder / name).exists() for name in names)
