"""The model that ships: whole, small enough, honest about itself, and better than nothing on the sample."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from any2any.evaluation.quicklook import read_model_values
from any2any.hub import bundled_model, resources_folder
from any2any.metrics import psnr_db, unit_range
from any2any.models.onnx.onnx_model import OnnxModel
from any2any.models.torch_model import TorchModel
from any2any.models.translator import Translator
from any2any.raster.radiometry import to_model_values
from any2any.requests.translate import TranslateRequest
from any2any.simulate import simulate_scene
from any2any.spec.manifest import Manifest, is_graph
from any2any.spec.modality import ALL_DIRECTIONS, RGB, SEEN_DIRECTIONS
from any2any.spec.model_folder import read_manifest, verify_files
from any2any.translate.engine import translate

LIMIT_BYTES = 20_000_000
GRAPHS_LIMIT_BYTES = 700_000
BASELINES = ("mean_image", "histogram_matching", "linear_regression")


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return read_manifest(bundled_model())


def scored(manifest: Manifest) -> list[str]:
    """The model's own figures; one step, where every job starts, is always among them."""
    assert 1 in manifest.metrics["steps"]
    return [f"model_{steps}_steps" for steps in manifest.metrics["steps"]]


def test_it_is_whole_and_at_most_20_mb(manifest: Manifest) -> None:
    verify_files(bundled_model(), manifest)
    graphs, weights = (
        sum(file.bytes for name, file in manifest.files.items() if is_graph(name) is wanted)
        for wanted in (True, False)
    )
    assert weights <= LIMIT_BYTES
    assert 0 < graphs <= GRAPHS_LIMIT_BYTES


def test_it_knows_all_five_modalities_and_the_14_seen_directions(manifest: Manifest) -> None:
    assert {m.name for m in manifest.modalities} == {"rgb", "sar", "nir", "ms", "pan"}
    assert set(manifest.seen_directions) == set(SEEN_DIRECTIONS)


def test_its_manifest_scores_every_direction_beside_both_baselines(manifest: Manifest) -> None:
    rows = manifest.metrics["rows"]
    simulated = {row["direction"] for row in rows if row["data"] == "simulated"}
    assert simulated == {str(direction) for direction in ALL_DIRECTIONS}
    assert any(row["data"] == "s1s2_scenes" and row["direction"] == "sar->rgb" for row in rows)
    for row in rows:
        assert all(math.isfinite(row[method]["psnr_db"]) for method in (*BASELINES, *scored(manifest)))


def test_it_never_claims_to_beat_a_baseline_that_it_does_not(manifest: Manifest) -> None:
    for row in manifest.metrics["rows"]:
        best = max(row[method]["psnr_db"] for method in scored(manifest))
        assert row["beats_every_baseline"] == (best > max(row[method]["psnr_db"] for method in BASELINES))


def test_on_the_sample_it_beats_even_the_truths_own_mean_colour(tmp_path: Path) -> None:
    sample = resources_folder() / "sample"
    output = tmp_path / "rgb.tif"
    request = TranslateRequest(str(sample / "sar.tif"), output, "sar", "rgb", preset="fast")
    translate(request, TorchModel(Translator.load(bundled_model())))
    truth = unit_range(read_model_values(str(sample / "rgb.tif"), RGB))
    mean_colour = np.broadcast_to(truth.mean(axis=(1, 2), keepdims=True), truth.shape)
    translated = unit_range(read_model_values(str(output), RGB))
    assert psnr_db(translated, truth) > psnr_db(mean_colour, truth)


GREY_LEVEL = 2 / 255
"""Of model values -1 to 1 as an 8-bit image."""


def test_both_runtimes_translate_every_direction_within_one_grey_level(manifest: Manifest) -> None:
    """One whole window of a simulated scene in all 20 directions; rounding differs by a thousandth of a level."""
    scene = simulate_scene(512, seed=3)
    onnx, torch = OnnxModel.load(bundled_model()), TorchModel(Translator.load(bundled_model()))
    noise = np.random.default_rng(0).normal(size=(1, 4, 64, 64)).astype(np.float32)
    for direction in ALL_DIRECTIONS:
        source = manifest.modality(direction.source)
        side = source.window_px
        x = to_model_values(scene.arrays[source.name][:, :side, :side], source)[None]
        results = []
        for model in (onnx, torch):
            z_source = model.condition(x, direction)
            z = model.sample(z_source, noise, direction, 1)
            results.append(model.decode(z, direction, z_source, x).clip(-1, 1))
        assert abs(results[0] - results[1]).max() < GREY_LEVEL, direction
        assert results[1].std() > GREY_LEVEL, direction
