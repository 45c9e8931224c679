"""Which findings of the plugin repository's checks may stay."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

GATES = runpy.run_path(str(Path(__file__).resolve().parents[3] / "packaging" / "gates.py"))
Finding, Exemption = GATES["Finding"], GATES["Exemption"]


def test_the_reasons_of_the_project_can_be_read() -> None:
    assert all(entry.reason for entry in GATES["exemptions"]())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("B608 backend/x.py", "needs a rule, a path and a reason"),
        ("B102 backend/x.py it is quick", "B102 is mandatory"),
        ("AWS_Access_Key x.py it is a test", "AWS_Access_Key is mandatory"),
    ],
)
def test_an_exception_needs_a_reason_and_a_rule_that_may_be_skipped(
    tmp_path: Path, line: str, message: str
) -> None:
    path = tmp_path / "gates.txt"
    path.write_text(f"# comment\n{line}\n")
    with pytest.raises(SystemExit, match=message):
        GATES["exemptions"](path)


def test_findings_without_a_reason_and_reasons_without_a_finding_are_distinguished() -> None:
    listed = [Exemption("B608", "data/*", "constants"), Exemption("B311", "a.py", "not secret")]
    findings = [Finding("B608", "data/index/reader.py", 3), Finding("B608", "hub/x.py", 1)]
    assert GATES["verdict"](findings, listed) == ([findings[1]], [listed[1]])
