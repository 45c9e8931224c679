"""A release's page shows the changelog of its version."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NOTES = runpy.run_path(str(ROOT / "packaging" / "release_notes.py"))["notes"]
CHANGELOG = """# Changelog

## 0.3.0 - 2026-02-01

### Added

- The third.

## 0.2.0 - 2026-01-01

- The second.

## 0.1.0 - 2025-12-01

"""


@pytest.mark.parametrize(
    ("tag", "text"), [("v0.3.0", "### Added\n\n- The third.\n"), ("0.2.0", "- The second.\n")]
)
def test_notes_are_what_stands_below_the_heading_of_the_version(tag: str, text: str) -> None:
    assert NOTES(CHANGELOG, tag) == text


@pytest.mark.parametrize("tag", ["v0.1.0", "v0.4.0", "v0.3"], ids=["empty", "missing", "a part of one"])
def test_a_version_of_which_the_changelog_says_nothing_is_not_released(tag: str) -> None:
    with pytest.raises(SystemExit, match=f"says nothing of {re.escape(tag)}: write it below"):
        NOTES(CHANGELOG, tag)


def test_the_version_of_the_plugin_is_the_newest_of_the_changelog() -> None:
    version = re.search(r"^version=(.+)$", (ROOT / "metadata.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = next(line for line in changelog.splitlines() if line.startswith("## "))
    assert newest.split()[1] == version[1]
    assert NOTES(changelog, version[1]).startswith("### Added")
