from __future__ import annotations

from pathlib import Path

import pytest

from any2any.errors import UsageError
from benchmarks.results import Figures, Results, number, table


def test_a_part_is_computed_once(tmp_path: Path) -> None:
    calls = []

    def compute() -> Figures:
        calls.append(1)
        return {"psnr_db": 20.5, "spread_db": None}

    for _ in range(2):
        results = Results(tmp_path, {"seeds": (1, 2)})
        assert results.part("a", compute) == {"psnr_db": 20.5, "spread_db": None}
    assert len(calls) == 1


def test_a_part_that_fails_leaves_nothing(tmp_path: Path) -> None:
    results = Results(tmp_path, {})

    def fails() -> Figures:
        raise UsageError("no")

    with pytest.raises(UsageError, match="no"):
        results.part("a", fails)
    assert [path.name for path in tmp_path.iterdir()] == ["what.json"]
    assert results.part("a", lambda: {"x": 1}) == {"x": 1}


def test_figures_of_something_else_are_not_mixed_in(tmp_path: Path) -> None:
    Results(tmp_path, {"steps": 3, "model": "a"})
    with pytest.raises(UsageError, match=r"another model \(a, not b\): choose another --out"):
        Results(tmp_path, {"steps": 3, "model": "b"})
    Results(tmp_path, {"steps": 3, "model": "a"})


def test_tables_are_markdown() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    assert (number(1.005, 1), number(None)) == ("1.0", "–")
