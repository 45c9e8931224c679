from __future__ import annotations

from pathlib import Path

import pytest

from any2any.errors import UsageError
from any2any.training.new_modality.spec import read_spec

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
