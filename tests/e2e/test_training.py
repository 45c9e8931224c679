"""From layers to a fine-tuned model with the packaged plugin: in ``qgis_process`` and in a window."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr
from qgis_support import read_raster
from tiny_model import write_tiny_model

LIMIT_S = 300
PICTURES = Path(__file__).resolve().parents[2] / "build" / "screenshots" / "training"


@pytest.fixture(scope="module")
def random_model(tmp_path_factory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def scene(any2any, tmp_path_factory) -> Path:
    """Five simulated rasters of 256 x 256 reference pixels: one training window; read only."""
    folder = tmp_path_factory.mktemp("simulated") / "scene"
    any2any("simulate", str(folder), "--size", "256", "--seed", "5")
    return folder


@pytest.fixture
def run_algorithm(qgis_process):
    """Run an algorithm to its end; returns the exit code and all output."""

    def run(algorithm: str, **parameters: object) -> tuple[int, str]:
        arguments = [f"{name}={value}" for name, value in parameters.items()]
        process = qgis_process("run", f"any2any:{algorithm}", "--", *arguments)
        text, _ = process.communicate(timeout=LIMIT_S)
        return process.returncode, text

    return run


def test_export_finetune_translate(run_algorithm, any2any, scene, random_model, tmp_path):
    """The new model works in QGIS and on the command line, with the same pixels, which are not the base model's."""
    index, model = tmp_path / "tiles.gpkg", tmp_path / "tuned"
    layers = {name: scene / f"{name.lower()}.tif" for name in ("SAR", "RGB")}
    code, text = run_algorithm(
        "exporttrainingtiles", **layers, LICENCE="CC0-1.0", SPLIT="train", OUTPUT=index
    )
    assert code == 0, text
    dataset = ogr.Open(str(index))  # a layer does not keep its dataset alive
    assert {feature["modality"] for feature in dataset.GetLayerByName("tiles")} == {"sar", "rgb"}

    code, text = run_algorithm(
        "finetune", INDEX=index, MODEL=random_model, STEPS=3, BATCH=2, LEARNING_RATE=0.01, OUTPUT=model
    )
    assert code == 0, text
    assert "Step 3 of 3, loss" in text
    config = json.loads((model / "config.json").read_text())
    assert config["training"]["translator_steps"] == 3
    assert sorted(config["training"]["directions"]) == ["rgb->sar", "sar->rgb"]

    options = {"INPUT": scene / "sar.tif", "SOURCE": "sar", "TARGET": "rgb", "PRESET": "fast"}
    code, text = run_algorithm("translate", **options, MODEL=model, OUTPUT=tmp_path / "qgis.tif")
    assert code == 0, text
    for name, folder in (("command", model), ("base", random_model)):
        command = ["translate", str(scene / "sar.tif"), str(tmp_path / f"{name}.tif")]
        any2any(*command, "--source", "sar", "--target", "rgb", "--preset", "fast", "--model", str(folder))
    pixels = {name: read_raster(tmp_path / f"{name}.tif").astype(int) for name in ("qgis", "command", "base")}
    assert (pixels["qgis"] == pixels["command"]).all()
    assert (pixels["qgis"] != pixels["base"]).any()


def test_layers_that_do_not_fit_are_an_error_with_the_way_out(run_algorithm, scene, tmp_path):
    moved = tmp_path / "moved.tif"
    gdal.Translate(str(moved), str(scene / "rgb.tif"), outputSRS="EPSG:32632")
    code, text = run_algorithm(
        "exporttrainingtiles", SAR=scene / "sar.tif", RGB=moved, LICENCE="CC0", OUTPUT=tmp_path / "i.gpkg"
    )
    assert code != 0
    assert "EPSG:32632" in text
    assert "EPSG:32633" in text
    assert "warp" in text
    assert not (tmp_path / "i.gpkg").exists()


def test_dialogs_and_footprints_in_a_window(run_in_window, scene, tmp_path):
    PICTURES.mkdir(parents=True, exist_ok=True)
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    report = run_in_window("training.py", pictures, WINDOW_TEST_SCENE=str(scene))
    assert report["footprints"] == 2
    assert report["renderer"] == "categorizedSymbol"
    for name in ("export_dialog", "finetune_dialog", "training_tiles"):
        picture = pictures / f"{name}.png"
        assert np.unique(gdal.Open(str(picture)).ReadAsArray()).size > 16, f"{name} is blank"
        picture.replace(PICTURES / picture.name)
