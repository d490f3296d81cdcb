"""What the W3C validator says of feeds; run by the Python that has its libraries.

    python validate.py FOLDER_OF_feedvalidator OUT_FOLDER SITE < paths, one a line

Prints a JSON object: for each path the classes of errors and of warnings, each counted.
"""

import importlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote


def find_source(folder: Path) -> Path:
    """Return the folder that holds the package `feedvalidator`."""
    for place in (folder / "src", folder, folder.parent):
        if (place / "feedvalidator" / "__init__.py").exists():
            return place
    raise SystemExit(f"no feedvalidator in {folder}")


def main() -> None:
    """Validate the feeds that standard input names."""
    sys.path.insert(0, str(find_source(Path(sys.argv[1]))))
    out, site = Path(sys.argv[2]), sys.argv[3]
    validator: Any = importlib.import_module("feedvalidator")
    kinds: Any = importlib.import_module("feedvalidator.logging")
    found: dict[str, dict[str, dict[str, int]]] = {}
    for path in sys.stdin.read().splitlines():
        said = validator.validateString(
            (out / path).read_bytes(),
            firstOccurrenceOnly=1,
            fallback="utf-8",
            base=site + quote(path),
        )["loggedEvents"]
        counts: dict[str, Counter[str]] = {"errors": Counter(), "warnings": Counter()}
        for event in said:
            if isinstance(event, kinds.Error):
                counts["errors"][type(event).__name__] += 1
            elif isinstance(event, kinds.Warning):
                counts["warnings"][type(event).__name__] += 1
        found[path] = {kind: dict(count) for kind, count in counts.items()}
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
