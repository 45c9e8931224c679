from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.errors import Any2AnyError
from any2any.training.new_modality.guard import check_nothing_lost, rehearsal_weights


def test_a_tenth_of_a_decibel_may_go_and_gains_do_not_make_up_for_a_loss() -> None:
    check_nothing_lost({"sar->rgb": 20.0, "rgb->sar": 15.0}, {"sar->rgb": 19.91, "rgb->sar": 17.0})
    with pytest.raises(Any2AnyError, match=r"sar->rgb got worse by 0\.20 dB \(20\.00 to 19\.80\)"):
        check_nothing_lost({"sar->rgb": 20.0, "rgb->sar": 15.0}, {"sar->rgb": 19.8, "rgb->sar": 17.0})
    check_nothing_lost({}, {})


@given(
    st.integers(1, 8),
    st.integers(1, 8),
    st.floats(0.01, 0.99),
    st.lists(st.floats(0.1, 9), min_size=16, max_size=16),
)
def test_the_share_of_rehearsal_holds_whatever_the_weights(
    known: int, new: int, share: float, given_weights: list[float]
) -> None:
    names = [f"{i}" for i in range(known + new)]
    weights = rehearsal_weights(
        names[:known], names[known:], share, dict(zip(names, given_weights, strict=False))
    )
    assert sum(weights.values()) == pytest.approx(1.0)
    assert sum(weights[name] for name in names[:known]) == pytest.approx(share)


def test_without_rehearsal_all_draws_are_new() -> None:
    assert rehearsal_weights([], ["a", "b"], 0.0, {"a": 3.0}) == {"a": 0.75, "b": 0.25}
