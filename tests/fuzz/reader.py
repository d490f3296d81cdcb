"""Fuzz the reader and the mapper: any bytes are a document or a Problem.

pip install atheris
python -m tests.fuzz.reader -max_total_time=600 CORPUS_FOLDER
"""

import sys
from xml.parsers import expat

import atheris

with atheris.instrument_imports(include=["feedpub", "frontmatter", "yaml"]):
    from feedpub import feeds
    from feedpub.config import Settings, Site
    from feedpub.entries import outline
    from feedpub.model import Feed, Format
    from feedpub.source import front_matter
    from feedpub.writers import render
    from tests.feeds.assembling import assemble

SITE = Site(
    url="https://feeds.example.org/",
    timezone="Asia/Shanghai",
    settings=Settings(author="Site", formats=(Format.RSS, Format.ATOM)),
)


def once(data: bytes) -> None:
    """Read `data` as a file, map it, and write what it came to into feeds."""
    document, problems = front_matter.parse("a.md", data, "digest")
    if document is None:
        assert problems
        return
    found = outline(document, SITE, lambda _path, _reference: None)
    assert found.entry or found.withheld or found.problems
    if found.entry:
        for plan in assemble([found.entry], SITE):
            for feed in feeds.pack(plan, SITE)[0]:
                assert_well_formed(feed)


def assert_well_formed(feed: Feed) -> None:
    """Render a feed in every format and parse what comes out."""
    for target in feed.targets:
        expat.ParserCreate().Parse(render(feed, target).body, True)


if __name__ == "__main__":
    atheris.Setup(sys.argv, once)
    atheris.Fuzz()
