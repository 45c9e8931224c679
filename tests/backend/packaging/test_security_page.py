"""The page of security names, for each promise, tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_each_promise_names_a_test_that_exists() -> None:
    rows = [line for line in PAGE.split("## ")[0].splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 15
    for row in rows:
        paths = re.findall(r"`(tests/[\w/.]+)`", row)
        assert paths, row[:80]
        texts = [text for path in paths for text in _texts(ROOT / path)]
        for function in re.findall(r"`(test_\w+)`", row):
            assert any(f"def {function}(" in text for text in texts), function


def test_every_test_file_that_the_page_names_exists() -> None:
    for path in re.findall(r"`(tests/[\w/.]+)`", PAGE):
        assert (ROOT / path).exists(), path


def _texts(path: Path) -> list[str]:
    files = path.rglob("test_*.py") if path.is_dir() else [path]
    return [file.read_text(encoding="utf-8") for file in files]
