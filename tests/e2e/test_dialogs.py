"""The panel's dialogs, the route's picture and the set-up page in a real window, in a light and a dark theme."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screenshots" / "dialogs"


@pytest.fixture
def rgb(tmp_path) -> Path:
    """Reflectance times 10,000 with its bands' names."""
    path = tmp_path / "rgb.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 256, 256, 3, gdal.GDT_UInt16)
    dataset.SetGeoTransform((500_000, 10, 0, 5_000_000, 0, -10))
    values = np.random.default_rng(0).integers(300, 3000, (3, 256, 256)).astype(np.uint16)
    for number, name in enumerate(("red", "green", "blue"), 1):
        dataset.GetRasterBand(number).WriteArray(values[number - 1])
        dataset.GetRasterBand(number).SetDescription(name)
    return path


@pytest.mark.parametrize("theme", ["default", "Night Mapping"])
def test_each_dialog_has_a_title_and_refusing_starts_nothing(run_in_window, rgb, theme):
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "report.json").unlink(missing_ok=True)
    report = run_in_window(
        "dialogs.py",
        PICTURES,
        WINDOW_TEST_SCENE=str(rgb),
        WINDOW_TEST_OUTPUT=str(rgb),
        WINDOW_TEST_THEME=theme,
    )
    assert report["route"] == "RGB → NIR → SAR"
    assert report["route_shown"]
    # QGIS 3.40 puts an algorithm's group before its name.
    titles = {name: title.removeprefix("Translation - ") for name, title in report["titles"].items()}
    assert titles == {
        "card": "Model card",
        "question": "Any2Any",
        "translate": "Translate image modality",
        "translatebatch": "Translate many images",
        "fill": "Fill cloud gaps",
        "compare": "Compare with a real image",
        "status": "Show status",
        "setup": "Set up Any2Any",
    }
    assert report["queued"] == 0
    assert report["left_open"] == []
