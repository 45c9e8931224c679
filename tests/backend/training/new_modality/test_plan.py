from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.errors import Any2AnyError, UsageError
from any2any.training.new_modality.plan import check_nothing_lost, read_spec, rehearsal_weights

TEXT = """
modality: sar_dual
like: sar
seed: 1
vae:
  optimiser: {steps: 20, batch: 8, learning_rate: 0.0004}
translator:
  optimiser: {steps: 20, batch: 16, learning_rate: 0.001}
"""


def test_the_vae_starts_from_the_modality_that_is_like_it(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(TEXT)
    spec = read_spec(tmp_path / "spec.yaml")
    assert (spec.modality, spec.vae.init_from, spec.backbone_rate) == ("sar_dual", "sar", 0.005)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("bands: [vv, vh]\n", "unknown key 'bands'"),
        ("rehearsal_share: 2.0\n", r"rehearsal_share is 2\.0"),
    ],
)
def test_a_wrong_key_is_named_with_its_file(tmp_path: Path, more: str, words: str) -> None:
    (tmp_path / "spec.yaml").write_text(TEXT + more)
    with pytest.raises(UsageError, match=f"spec.yaml.*{words}"):
        read_spec(tmp_path / "spec.yaml")


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
