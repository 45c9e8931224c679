from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.builders.options import Options, split_of
from any2any.errors import UsageError


def test_shares_are_met_over_many_places() -> None:
    """Of 4000 places a share of 0.1 is 400 give or take five standard deviations, 5 x 19."""
    options = Options(validation_share=0.1, test_share=0.3)
    counts = Counter(split_of(f"source/place {i}", options) for i in range(4000))
    assert counts["validation"] == pytest.approx(400, abs=95)
    assert counts["test"] == pytest.approx(1200, abs=145)


@given(st.text(max_size=20), st.floats(0, 0.5), st.floats(0, 0.5))
def test_a_larger_test_share_never_takes_a_place_out_of_test(place: str, share: float, more: float) -> None:
    small, large = (Options(validation_share=0.0, test_share=s) for s in (share, share + more))
    if split_of(place, small) == "test":
        assert split_of(place, large) == "test"


def test_names_go_before_shares() -> None:
    options = Options(
        validation_share=0.0, test_share=1.0, test_places=("a*",), validation_places=("*/b?", "a1")
    )
    assert [split_of(f"source/{name}", options) for name in ("a1", "b1", "c")] == [
        "test",
        "validation",
        "test",
    ]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"tile_px": 30}, "a tile of 30 pixels cannot be cut: give a multiple of 4"),
        ({"tile_px": 0}, "a tile of 0 pixels"),
        ({"test_share": 0.8, "validation_share": 0.3}, "shares of 0.3 for validation and 0.8 for test"),
        ({"test_share": -0.1}, "shares of 0.05 for validation and -0.1"),
        ({"scenes": -1}, "must be 0 or more"),
    ],
)
def test_impossible_options_are_named(wrong: dict[str, float], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Options(**wrong)  # type: ignore[arg-type]
