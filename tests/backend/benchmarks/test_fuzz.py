"""A hundred hostile inputs of each kind: each is answered by a result or by one sentence."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from benchmarks.fuzz import Inputs, kinds, mutated, run

KINDS = ("raster", "vrt", "manifest", "weights", "plan", "line", "zip", "index", "recipe", "answer")


def test_no_hostile_input_is_a_fault(tmp_path: Path) -> None:
    scores = run(100, 18, tmp_path)
    assert tuple(scores) == KINDS
    for kind, score in scores.items():
        assert score.faults == [], kind
        assert score.inputs == score.results + score.refusals == 100
        assert score.refusals > 20, kind  # mutations reach the checked code
        assert score.longest_sentence < 2000, kind


@pytest.mark.parametrize("kind", sorted({*KINDS} - {"zip", "answer"}))
def test_a_good_input_is_a_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Otherwise everything could be refused for one reason that has nothing to do with the mutations."""
    fuzz = sys.modules["benchmarks.fuzz"]
    monkeypatch.setattr(fuzz, "mutated", lambda content, random: content)
    monkeypatch.setattr(fuzz, "_put_odd", lambda document, random: None)
    kinds(Inputs(tmp_path))[kind](Random(1))


def test_the_same_seed_gives_the_same_input() -> None:
    content = bytes(range(256)) * 10
    first, again = (mutated(content, Random("18/raster/3")) for _ in range(2))
    assert first == again != content
