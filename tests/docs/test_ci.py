"""What .ci does besides the tests: the audit of packages, the check of a release."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    """Return .ci/audit.py as a module."""
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GOOD = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
UNFIXED = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-2", "fix_versions": []}]}
UNKNOWN = {"name": "c", "skip_reason": "not found on PyPI"}


@pytest.mark.parametrize("packages", [None, [], [UNKNOWN]])
def test_an_audit_without_the_service_is_one_line(
    audit: ModuleType, packages: list[dict[str, object]] | None
) -> None:
    [line] = audit.report(packages)
    assert "nothing was audited" in line


def test_an_audit_names_package_advisory_and_fix(audit: ModuleType) -> None:
    assert audit.report([GOOD, BAD, UNFIXED, UNKNOWN]) == [
        "pip-audit: b 2: PYSEC-1, fixed in 3",
        "pip-audit: b 2: PYSEC-2, fixed in no version",
        "pip-audit: 3 packages audited, 1 unknown to the index, 2 advisories",
    ]
