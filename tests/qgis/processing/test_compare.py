"""A result against a real image."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingUtils,
    QgsProject,
)
from qgis_support import Feedback, read_raster, run, write_raster

PLACE = (500_000, 10, 0, 5_000_000, 0, -10)


@pytest.fixture
def pair(any2any_provider, project, tmp_path) -> tuple[Path, Path]:
    """Reflectance times 10,000; the result is 0.01 too bright."""
    truth = np.random.default_rng(0).integers(300, 3000, (3, 60, 70)).astype(np.uint16)
    paths = tmp_path / "made.tif", tmp_path / "real.tif"
    for path, values in zip(paths, (truth + 100, truth), strict=True):
        write_raster(path, values.astype(np.uint16), PLACE, 32632)
    return paths


def test_figures_map_and_page(pair, tmp_path):
    context, feedback = QgsProcessingContext(), Feedback()
    results = run(
        "any2any:compare",
        {
            "RESULT": str(pair[0]),
            "TRUTH": str(pair[1]),
            "MODALITY": "rgb",
            "RADIOMETRY": "s2",
            "ERROR_MAP": str(tmp_path / "error.tif"),
            "REPORT": str(tmp_path / "report"),
        },
        context,
        feedback,
    )
    figures = json.loads(results["FIGURES"])
    assert [band["bias"] for band in figures["bands"]] == pytest.approx([0.01] * 3, abs=1e-6)
    assert results["PSNR"] == pytest.approx(figures["psnr_db"])
    assert np.abs(read_raster(tmp_path / "error.tif") - 0.01).max() < 1e-6
    assert "PSNR" in Path(results["PAGE"]).read_text()
    assert any("+0.0100" in line for line in feedback.info)


def test_the_map_of_errors_is_a_layer_around_zero(pair, tmp_path):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    from qgis.core import QgsProcessingOutputLayerDefinition as Definition

    destination = Definition(str(tmp_path / "error.tif"), QgsProject.instance())
    chosen = {"RESULT": str(pair[0]), "TRUTH": str(pair[1]), "MODALITY": "rgb", "RADIOMETRY": "s2"}
    results = run("any2any:compare", {**chosen, "ERROR_MAP": destination}, context)
    [details] = context.layersToLoadOnCompletion().values()
    layer = QgsProcessingUtils.mapLayerFromString(results["ERROR_MAP"], context)
    details.postProcessor().postProcessLayer(layer, context, Feedback())
    assert layer.name() == "made: error (result minus truth)"
    shader = layer.renderer()
    assert shader.classificationMin() == -shader.classificationMax() < 0
    assert "REPORT" not in results


def test_what_is_wrong_is_said(pair, project):
    chosen = {"RESULT": str(pair[0]), "TRUTH": str(pair[1])}
    with pytest.raises(QgsProcessingException, match="choose the modality of both images"):
        run("any2any:compare", chosen)
