"""Report which installed packages have known vulnerabilities; a report never fails a run.

    .venv/bin/python .ci/audit.py

Where the service with the advisories can't be asked, one line says so.
"""

import json
import subprocess
import sys
from typing import Any

_COMMAND = [sys.executable, "-m", "pip_audit", "--local", "--skip-editable", "--format", "json"]
_SECONDS = 180


def main() -> None:
    """Print the report."""
    for line in report(_asked()):
        print(line)


def report(packages: list[dict[str, Any]] | None) -> list[str]:
    """Return the lines of the report on what pip-audit says of packages; None: nothing."""
    audited = [package for package in packages or [] if "vulns" in package]
    if not audited:
        return ["pip-audit: nothing was audited; the service with the advisories can't be reached"]
    lines = [
        f"pip-audit: {package['name']} {package['version']}: {vulnerability['id']},"
        f" fixed in {', '.join(vulnerability['fix_versions']) or 'no version'}"
        for package in audited
        for vulnerability in package["vulns"]
    ]
    skipped = len(packages or []) - len(audited)
    also = f", {skipped} unknown to the index" if skipped else ""
    return [*lines, f"pip-audit: {len(audited)} packages audited{also}, {len(lines)} advisories"]


def _asked() -> list[dict[str, Any]] | None:
    try:
        done = subprocess.run(_COMMAND, capture_output=True, check=False, timeout=_SECONDS)
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return None
    return found


if __name__ == "__main__":
    main()
