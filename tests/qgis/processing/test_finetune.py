"""Fine-tuning as the toolbox does it, against the real worker and a small random model."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsApplication, QgsProcessingException, QgsVectorLayer
from qgis_support import Feedback, check, read_raster, run, write_raster

ALGORITHM = "any2any:finetune"
PLACE = (500_000, 10, 0, 5_000_000, 0, -10)


@pytest.fixture(scope="module")
def index_path(any2any_provider, tmp_path_factory) -> Path:
    """One scene of 256 x 256 pixels, one window, in SAR and NIR; read only."""
    folder = tmp_path_factory.mktemp("index")
    rng = np.random.default_rng(0)
    sar = rng.normal(-12, 3, (1, 256, 256)).astype(np.float32)
    nir = rng.uniform(0.05, 0.5, (1, 256, 256)).astype(np.float32)
    layers = {
        "SAR": str(write_raster(folder / "sar.tif", sar, PLACE, 32632)),
        "NIR": str(write_raster(folder / "nir.tif", nir, PLACE, 32632)),
    }
    output = folder / "index.gpkg"
    run("any2any:exporttrainingtiles", {**layers, "LICENCE": "CC0-1.0", "OUTPUT": str(output)})
    return output


class CancelsAtTheFirstStep(Feedback):
    """Stops the job when the base model has been measured: training comes next."""

    def pushInfo(self, info):
        super().pushInfo(info)
        if "tiles before" in info:
            self.cancel()


def test_every_parameter_has_a_help_text(any2any_provider):
    algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHM)
    definitions = algorithm.parameterDefinitions()
    assert [definition.name() for definition in definitions] == (
        ["INDEX", "MODEL", "DIRECTIONS", "STEPS", "LEARNING_RATE", "BATCH", "SEED", "OUTPUT"]
    )
    for definition in definitions:
        assert len(definition.help()) > 10, definition.name()
    assert algorithm.group() == "Training"


def test_cancelled_training_continues_and_its_model_translates(any2any_provider, index_path, tmp_path):
    """The footprint layer is the index; the new model serves as MODEL of the translation and gives other pixels."""
    layer = QgsVectorLayer(str(index_path), "Training tiles", "ogr")
    output = tmp_path / "alps"
    parameters = {
        "INDEX": layer, "DIRECTIONS": "sar->nir", "STEPS": 60, "BATCH": 2, "LEARNING_RATE": 0.01,
        "OUTPUT": str(output),
    }  # fmt: skip
    feedback = CancelsAtTheFirstStep()
    assert run(ALGORITHM, parameters, feedback=feedback) == {}
    assert any("of 60: run the same training again" in line for line in feedback.info)
    assert not output.exists()

    percents, feedback = [], Feedback()
    feedback.progressChanged.connect(percents.append)
    results = run(ALGORITHM, parameters, feedback=feedback)
    assert results["OUTPUT"] == str(output)
    assert results["LOSS_AFTER"] < results["LOSS_BEFORE"]
    assert percents == sorted(percents)
    said = "\n".join(feedback.info)
    assert "Step 60 of 60, loss" in said
    assert re.search(r"alps: loss on train tiles \d+\.\d+ before, \d+\.\d+ after 60 steps", said)
    training = json.loads((output / "config.json").read_text())["training"]
    assert training["translator_steps"] == 60
    assert training["licences"] == {"qgis": "CC0-1.0"}

    pixels = {}
    for name, model in (("old", None), ("new", str(output))):
        path = tmp_path / f"{name}.tif"
        request = {
            "INPUT": str(index_path.with_name("sar.tif")), "SOURCE": "sar", "TARGET": "nir", "PRESET": "fast",
            "MODEL": model, "OUTPUT": str(path),
        }  # fmt: skip
        run("any2any:translate", request)
        pixels[name] = read_raster(path).astype(int)
    assert abs(pixels["old"] - pixels["new"]).max() > 10


@pytest.mark.parametrize(
    ("directions", "sentence"),
    [
        ("sar-nir", "'sar-nir' is not a direction"),
        ("sar->lidar", "'lidar'"),
        ("sar->sar", "is not a direction"),
    ],
)
def test_wrong_directions_are_reported_by_the_dialog(
    any2any_provider, index_path, tmp_path, directions, sentence
):
    parameters = {"INDEX": str(index_path), "DIRECTIONS": directions, "OUTPUT": str(tmp_path / "model")}
    valid, message = check(ALGORITHM, parameters)
    assert not valid
    assert sentence in message


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"DIRECTIONS": "sar->rgb"}, "choose among sar->nir, nir->sar"),
        ({"OUTPUT": "/proc/model"}, "/proc/model.training cannot be written"),
    ],
)
def test_wrong_requests_are_one_sentence(any2any_provider, index_path, tmp_path, parameters, sentence):
    with pytest.raises(QgsProcessingException, match=re.escape(sentence)) as caught:
        run(ALGORITHM, {"INDEX": str(index_path), "OUTPUT": str(tmp_path / "model"), **parameters})
    assert len(str(caught.value).splitlines()) == 1


def test_folder_with_files_is_left_alone(any2any_provider, index_path, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(QgsProcessingException, match="holds other files or another training"):
        run(ALGORITHM, {"INDEX": str(index_path), "OUTPUT": str(tmp_path)})
    assert [entry.name for entry in tmp_path.iterdir()] == ["notes.txt"]
