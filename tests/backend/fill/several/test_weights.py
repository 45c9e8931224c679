from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from any2any.fill.several.weights import weigh
from any2any.spec.manifest import DirectionErrors, Manifest, from_json, read_manifest, to_json


def with_errors(folder: Path, **errors: DirectionErrors) -> Manifest:
    named = {name.replace("_to_", "->"): error for name, error in errors.items()}
    return replace(read_manifest(folder), errors=named)


SAR = DirectionErrors((0.06, 0.04, 0.02), (0.03, 0.03, 0.03))
NIR = DirectionErrors((0.02, 0.04, 0.06), (0.03, 0.01, 0.03))
OLD = DirectionErrors((0.05, 0.05, 0.05), (0.01, 0.01, 0.01))


def test_sources_count_by_the_inverse_square_of_their_errors(model_folder: Path) -> None:
    manifest = with_errors(model_folder, sar_to_rgb=SAR, nir_to_rgb=NIR)
    weights, warning = weigh(manifest, ["sar", "nir"], "rgb", reference=False)
    # Red: 1 / 0.06**2 against 1 / 0.02**2 is 1 to 9.
    np.testing.assert_allclose(weights, [[0.1, 0.5, 0.9], [0.9, 0.5, 0.1]])
    assert warning == ""


def test_with_a_reference_levels_do_not_count(model_folder: Path) -> None:
    manifest = with_errors(model_folder, sar_to_rgb=SAR, rgb_to_rgb=OLD)
    weights, _ = weigh(manifest, ["sar"], "rgb", reference=True)
    # 1 / 0.03**2 against 1 / 0.01**2.
    np.testing.assert_allclose(weights, [[0.1] * 3, [0.9] * 3])


def test_a_model_that_does_not_say_weighs_all_alike_and_warns(model_folder: Path) -> None:
    manifest = with_errors(model_folder, sar_to_rgb=SAR)
    weights, warning = weigh(manifest, ["sar", "nir"], "rgb", reference=False)
    np.testing.assert_array_equal(weights, 0.5)
    assert "nir->rgb" in warning


def test_errors_are_kept_in_the_manifest(model_folder: Path) -> None:
    manifest = with_errors(model_folder, sar_to_rgb=SAR)
    assert from_json(to_json(manifest)).errors == {"sar->rgb": SAR}
