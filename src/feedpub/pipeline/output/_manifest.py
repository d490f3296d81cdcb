"""The list of the files that feedpub made, which stands among them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from feedpub.errors import OutputError

MANIFEST: Final = ".feedpub.json"

_ABOUT: Final = "files made by feedpub; it removes those under files, and no others"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What feedpub knows of ``out/``.

    It made `files`. It wrote over those that are `replaced`, which were there before it: it does
    so again, and never removes them. `published` is the number of documents that were published
    with them, None where an earlier version wrote the list; `withheld` of those left out by wish.
    """

    files: frozenset[str] = frozenset()
    replaced: frozenset[str] = frozenset()
    published: int | None = None
    withheld: int = 0

    @property
    def own(self) -> frozenset[str]:
        """All that feedpub may write over."""
        return self.files | self.replaced

    def written(self) -> bytes:
        """Return the list as it stands in ``out/``."""
        listed: dict[str, object] = {"about": _ABOUT, "files": sorted(self.files)}
        if self.replaced:
            listed["replaced"] = sorted(self.replaced)
        if self.published is not None:
            listed["published"] = self.published
        if self.withheld:
            listed["withheld"] = self.withheld
        return json.dumps(listed, ensure_ascii=False, indent=1).encode() + b"\n"


def read_manifest(folder: Path) -> Manifest | None:
    """Return the list that stands in `folder`; None where feedpub never wrote there.

    A list that is broken is an empty one: then nothing is feedpub's.
    """
    path = folder / MANIFEST
    try:
        known = json.loads(path.read_text("utf-8"))
        return Manifest(
            frozenset(map(str, known["files"])),
            frozenset(map(str, known.get("replaced", ()))),
            _number(known.get("published")),
            _number(known.get("withheld")) or 0,
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, NotADirectoryError):
        return Manifest() if path.is_file() else None
    except OSError as error:
        raise OutputError(f"{path}: can't be read: {error.strerror}") from None


def _number(known: object) -> int | None:
    return known if isinstance(known, int) and known >= 0 else None
