"""A model of the designer with ``any2any:translate``: fed by an input of the model, its result taken by the next."""

from __future__ import annotations

import numpy as np
import pytest
from model_file import HIGHEST, LOWEST, OUTPUT, write_model
from osgeo import gdal
from qgis.analysis import QgsNativeAlgorithms
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
)
from qgis_support import read_raster, run, write_raster


@pytest.fixture
def model(any2any_provider, tmp_path) -> QgsProcessingModelAlgorithm:
    """The model, read from its file, with QGIS's own algorithms registered."""
    registry = QgsApplication.processingRegistry()
    if registry.providerById("native") is None:
        registry.addProvider(QgsNativeAlgorithms(registry))
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(write_model(tmp_path / "red.model3")))
    return model


def test_a_model_finds_its_algorithms(model):
    assert model.canExecute() == (True, "")
    found = {child.algorithm().id() for child in model.childAlgorithms().values()}
    assert found == {"native:rescaleraster", "any2any:translate"}


@pytest.mark.parametrize(("preset", "seed"), [("fast", 0), ("balanced", 3)])
def test_the_result_goes_on_to_the_next_algorithm(model, sar_path, tmp_path, preset, seed):
    """The red of a translation by hand, scaled by hand: (value - least) / (most - least) * 255."""
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    outputs = {OUTPUT: str(tmp_path / "scaled.tif")}
    given = {"radar": str(sar_path), "preset": preset, "seed": seed}
    results, worked = model.run({**given, **outputs}, context, feedback)
    assert worked, feedback.textLog()
    assert results[OUTPUT] == outputs[OUTPUT]
    by_hand = {"SOURCE": "sar", "TARGET": "rgb", "PRESET": preset, "SEED": seed}
    run("any2any:translate", {**by_hand, "INPUT": str(sar_path), "OUTPUT": str(tmp_path / "rgb.tif")})
    red = read_raster(tmp_path / "rgb.tif")[0].astype(float)
    low, high = red.min(), red.max()
    wanted = LOWEST + (red - low) / (high - low) * (HIGHEST - LOWEST)
    scaled = read_raster(tmp_path / "scaled.tif")[0]
    assert np.abs(scaled - wanted).max() < 1e-3
    assert gdal.Open(outputs[OUTPUT]).GetGeoTransform() == gdal.Open(str(sar_path)).GetGeoTransform()


def test_the_reason_of_a_refusal_is_said(model, tmp_path):
    """A raster without a value ends the model with the translation's own reason, and no output is left."""
    nothing = np.full((1, 80, 96), np.nan, np.float32)
    path = write_raster(tmp_path / "nothing.tif", nothing, (500_000, 10, 0, 5_000_000, 0, -10), 32632)
    feedback, output = QgsProcessingFeedback(False), tmp_path / "scaled.tif"
    parameters = {"radar": str(path), "preset": "fast", "seed": 0, OUTPUT: str(output)}
    try:
        _, worked = model.run(parameters, QgsProcessingContext(), feedback)
        assert not worked
        said = feedback.textLog()
    except QgsProcessingException as error:
        said = str(error)
    assert "nodata" in said
    assert not output.exists()
