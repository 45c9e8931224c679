"""A QGIS without a window for the plugin's tests, in the Python that QGIS is installed for.

Plain ``qgis.testing`` does: pytest-qgis starts the application before any conftest, so without QT_QPA_PLATFORM in
the environment it ends the test run with a bare abort.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["OMP_NUM_THREADS"] = "1"
gdal.UseExceptions()

from qgis.core import QgsApplication, QgsProject, QgsRasterLayer  # noqa: E402
from qgis.testing import start_app  # noqa: E402
from qgis_support import write_raster  # noqa: E402
from tiny_model import write_tiny_model  # noqa: E402

from any2any_qgis import paths  # noqa: E402
from any2any_qgis.engine.service import stop_worker  # noqa: E402
from any2any_qgis.processing.provider import Any2AnyProvider  # noqa: E402


def pytest_configure(config):
    # Long tracebacks print every argument, and the repr of an object that QGIS has deleted crashes.
    config.option.tbstyle = "short"


@pytest.fixture(scope="session")
def qgis_app():
    """Start QGIS, with settings in a temporary folder."""
    return start_app()


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="session")
def any2any_provider(qgis_app, tiny_model):
    """Register the provider, with the test model in the place of the bundled one."""
    bundled, paths.BUNDLED_MODEL = paths.BUNDLED_MODEL, tiny_model
    provider = Any2AnyProvider()
    registry = QgsApplication.processingRegistry()
    assert registry.addProvider(provider)
    yield provider
    registry.removeProvider(provider)
    stop_worker()
    paths.BUNDLED_MODEL = bundled


@pytest.fixture
def project(qgis_app):
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def sar_path(tmp_path) -> Path:
    """96 x 80 pixels of 10 m in UTM 32N, speckle around -12 dB."""
    values = np.random.default_rng(0).normal(-12, 3, (1, 80, 96)).astype(np.float32)
    return write_raster(tmp_path / "radar.tif", values, (500_000, 10, 0, 5_000_000, 0, -10), 32632)


@pytest.fixture(scope="session")
def large_sar(tmp_path_factory) -> Path:
    """2048 x 2048 pixels of speckle; read only."""
    values = np.random.default_rng(0).normal(-12, 3, (1, 2048, 2048)).astype(np.float32)
    path = tmp_path_factory.mktemp("large") / "large.tif"
    return write_raster(path, values, (500_000, 10, 0, 5_000_000, 0, -10), 32632)


@pytest.fixture
def large_sar_path(large_sar, tmp_path) -> Path:
    """A job long enough to be interrupted, on a raster of the test's own."""
    return Path(shutil.copy(large_sar, tmp_path / "large.tif"))


@pytest.fixture
def sar_layer(sar_path, project) -> QgsRasterLayer:
    layer = QgsRasterLayer(str(sar_path), "radar")
    assert layer.isValid()
    project.addMapLayer(layer)
    return layer
