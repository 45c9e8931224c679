"""A hundred hostile inputs of each kind: each is answered by a result or by one sentence."""

from __future__ import annotations

import sys
import types
import warnings
from pathlib import Path
from random import Random

import pytest

from benchmarks.fuzz import ODD_VALUES, Inputs, kinds, mutated, run

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


def test_what_python_prints_or_warns_about_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def warn(random: Random) -> None:
        warnings.warn("seen by a user", RuntimeWarning, stacklevel=1)

    def print_exception(random: Random) -> None:
        sys.unraisablehook(types.SimpleNamespace(exc_value=ValueError("seen"), object="a callback"))

    fuzz = sys.modules["benchmarks.fuzz"]
    monkeypatch.setattr(fuzz, "kinds", lambda inputs: {"warns": warn, "prints": print_exception})
    scores = run(2, 18, tmp_path)
    assert scores["warns"].faults[1] == "18/warns/1: RuntimeWarning: seen by a user"
    assert scores["prints"].faults[1] == "18/prints/1: printed ValueError('seen') of a callback"


def test_odd_values_stay_what_they_are(tmp_path: Path) -> None:
    """An odd list that was put into a document must not take in the next odd value: the seed would not repeat it."""
    run(40, 102, tmp_path)
    assert ODD_VALUES[-5:] == ("\udc80", [], {}, [[[]]], {"a": {}})
