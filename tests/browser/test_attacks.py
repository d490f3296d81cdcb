"""The attacks work; what feedpub makes of them does not."""

import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from tests.browser.attacks import ATTACKS, NEED_ANOTHER_BROWSER, Attack
from tests.browser.harness import Method, Outcomes, observe
from tests.browser.structure import faults

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ID: Final = "urn:x-attack:"
_SITE: Final = """\
[site]
url = "https://feeds.example.org/"
title = "Attacks"
description = "Documents that nobody wants as they are"
language = "en"

[build]
limit = 1000
max_bytes = 5000000
formats = "atom"

[documents]
markdown = "*.md"
"""

_LEAST_SHARE: Final = 0.67
"""Of the attacks, how many fire: the rest is text, fetches images, or needs another browser."""

_LEAST_PUBLISHED: Final = 0.95
"""Of the documents, how many are not refused."""


def test_the_harness_sees_attacks(chromium: str) -> None:
    firing: set[str] = set()
    for method in Method:
        # One way of inserting it is enough for each.
        left = {attack.name: attack.html for attack in ATTACKS if attack.name not in firing}
        firing |= _firing(observe(chromium, left, [method]))
    classes = Counter(attack.klass for attack in ATTACKS if attack.name in firing)
    assert {attack.klass for attack in ATTACKS} == set(classes)
    assert len(firing) >= _LEAST_SHARE * len(ATTACKS), classes
    assert firing.isdisjoint(NEED_ANOTHER_BROWSER)


def _firing(outcomes: Outcomes) -> set[str]:
    return {name for (name, _), outcome in outcomes.items() if outcome.fires}


def published_content(tmp_path: Path, ending: str) -> dict[str, str]:
    """Publish every attack as a document of its own; return what its entry holds, by name.

    That is "" for an entry without content, and for a document that was refused.
    """
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "site.toml").write_text(_SITE, encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    for number, attack in enumerate(ATTACKS):
        # As bytes: line endings and NULs are part of some attacks.
        (tmp_path / "seeds" / f"{number:03}{ending}").write_bytes(
            _document(number, attack).encode()
        )
    command = [sys.executable, "-m", "feedpub", "build", "--project", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    entries = etree.parse(tmp_path / "out" / "all.atom").findall(f"{_ATOM}entry")
    content = {entry.findtext(f"{_ATOM}id"): _content(entry) for entry in entries}
    unheard = [
        number
        for number in range(len(ATTACKS))
        if f"{_ID}{number:03}" not in content and f"seeds/{number:03}{ending}" not in said
    ]
    assert unheard == [], "documents neither published nor refused"
    assert len(content) > _LEAST_PUBLISHED * len(ATTACKS)
    return {
        attack.name: content.get(f"{_ID}{number:03}", "") for number, attack in enumerate(ATTACKS)
    }


def _document(number: int, attack: Attack) -> str:
    date = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    front_matter = (
        f"title: {json.dumps(attack.name)}\ndate: {date.isoformat()}\nid: {_ID}{number:03}\n"
    )
    return f"---\n{front_matter}---\n{attack.html}"


def _content(entry: etree._Element) -> str:
    content = entry.find(f"{_ATOM}content")
    if content is None:
        return ""
    assert content.get("type") == "html"
    return content.text or ""


@pytest.mark.parametrize("ending", [".html", ".md"], ids=["as HTML", "in Markdown"])
def test_nothing_runs_and_only_images_are_fetched(
    chromium: str, tmp_path: Path, ending: str
) -> None:
    published = published_content(tmp_path, ending)
    assert {name: found for name, html in published.items() if (found := faults(html))} == {}
    # Many attacks leave the same behind.
    outcomes = observe(chromium, {html: html for html in published.values() if html})
    bad = {html for (html, _), outcome in outcomes.items() if outcome.fires or outcome.clobbered}
    assert {
        name: (html, *(outcomes[html, method] for method in Method))
        for name, html in published.items()
        if html in bad
    } == {}
