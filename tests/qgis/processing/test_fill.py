"""Cloud gaps of an image, from radar."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from qgis_support import Feedback, read_raster, run, write_raster

PLACE = (500_000, 10, 0, 5_000_000, 0, -10)
SIDE = 96


@pytest.fixture
def files(any2any_provider, project, tmp_path) -> dict[str, Path]:
    """An image whose rows 40 to 60 and columns 30 to 70 are cloud, and radar of the same fields."""
    parcel = np.kron(np.random.default_rng(0).random((6, 6)), np.ones((16, 16)))
    holes = np.zeros((SIDE, SIDE), bool)
    holes[40:60, 30:70] = True
    truth = np.stack([600 + 1500 * parcel, 700 + 900 * parcel, 500 + 700 * parcel])
    image = np.where(holes, 8000, truth).astype(np.uint16)
    rasters = {
        "INPUT": image,
        "MASK": holes.astype(np.uint8)[None],
        "SOURCE": (-18 + 8 * parcel).astype(np.float32)[None],
        "REFERENCE": (0.8 * truth).astype(np.uint16),
    }
    paths = {name: tmp_path / f"{name.lower()}.tif" for name in rasters}
    for name, values in rasters.items():
        write_raster(paths[name], values, PLACE, 32632)
    return paths


def filled(files, tmp_path, context=None, feedback=None, **options):
    chosen = {name: str(files[name]) for name in ("INPUT", "MASK", "SOURCE")}
    places = {"OUTPUT": str(tmp_path / "filled.tif"), "SYNTHETIC": str(tmp_path / "synthetic.tif")}
    return run(
        "any2any:fill",
        {**chosen, **places, **options},
        context or QgsProcessingContext(),
        feedback or Feedback(),
    )


def test_measured_pixels_stay_and_the_hole_is_filled(files, tmp_path):
    feedback = Feedback()
    results = filled(files, tmp_path, feedback=feedback, REFERENCE=str(files["REFERENCE"]))
    holes = read_raster(files["MASK"])[0] > 0
    before, after = read_raster(files["INPUT"]), read_raster(results["OUTPUT"])
    assert (after[:, ~holes] == before[:, ~holes]).all()
    assert (after[:, holes] < 4000).all()  # the cloud's 8,000 are gone
    assert (read_raster(results["SYNTHETIC"])[0] == holes).all()
    assert (results["FILLED"], results["UNFILLED"]) == (20 * 40, 0)
    assert any("800 pixels are synthetic" in line for line in feedback.info)


def test_polygons_of_any_format_are_a_mask(files, tmp_path, project):
    layer = QgsVectorLayer("Polygon?crs=EPSG:32632", "clouds", "memory")
    feature = QgsFeature()
    feature.setGeometry(
        QgsGeometry.fromWkt(
            "POLYGON((500301 4999599, 500699 4999599, 500699 4999401, 500301 4999401, 500301 4999599))"
        )
    )
    layer.dataProvider().addFeature(feature)
    project.addMapLayer(layer)
    assert filled(files, tmp_path, MASK=layer)["FILLED"] == 20 * 40


def test_both_layers_say_what_they_are(files, tmp_path):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    places = {
        name: QgsProcessingOutputLayerDefinition(str(tmp_path / f"{name}.tif"), QgsProject.instance())
        for name in ("OUTPUT", "SYNTHETIC")
    }
    results = filled(files, tmp_path, context, **places)
    names = []
    for path, details in context.layersToLoadOnCompletion().items():
        layer = QgsProcessingUtils.mapLayerFromString(path, context)
        details.postProcessor().postProcessLayer(layer, context, Feedback())
        names.append(layer.name())
        if path == results["SYNTHETIC"]:
            colours = {entry.value: entry.color.alpha() for entry in layer.renderer().classes()}
            assert colours[0] == 0 < colours[1]
    assert sorted(names) == ["input: holes filled (partly synthetic)", "input: synthetic pixels"]


def test_what_is_wrong_is_said(files, tmp_path):
    with pytest.raises(QgsProcessingException, match="not whole numbers"):
        filled(files, tmp_path, MASK_VALUES="3;8")
    with pytest.raises(QgsProcessingException, match="add a source or a reference"):
        filled(files, tmp_path, SOURCE=None)
