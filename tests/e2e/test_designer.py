"""The model designer in a real window, and its model in ``qgis_process``: the same pixels both times."""

from __future__ import annotations

import json
from pathlib import Path

from qgis_support import read_raster

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screenshots" / "designer"
LIMIT_S = 300


def test_a_model_is_edited_saved_and_run(run_in_window, qgis_process, sample_path, tmp_path):
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "report.json").unlink(missing_ok=True)
    model, by_window, by_process = (tmp_path / name for name in ("red.model3", "window.tif", "process.tif"))
    paths = {"MODEL": model, "SCENE": sample_path, "OUTPUT": by_window, "MODULES": ROOT / "tests"}
    given = {f"WINDOW_TEST_{name}": str(path) for name, path in paths.items()}
    report = run_in_window("designer.py", PICTURES, **given)
    assert report["children"] == ["scale", "translate"]
    assert report["titles"] == ["SAR", "RGB", "Automatic"]
    assert report["valid"] == [True, []]
    assert report["saved"]
    written = {name: values[0] for name, values in report["sources"].items()}
    assert (written["SOURCE"], written["TARGET"], written["RADIOMETRY"]) == ("sar", "rgb", "auto")
    assert report["worked"]
    assert report["results"] == {"scale:scaled": str(by_window)}
    asked = {"radar": sample_path, "preset": "balanced", "seed": 3, "scale:scaled": by_process}
    process = qgis_process(
        "run", str(model), "--json", "--", *(f"{name}={value}" for name, value in asked.items())
    )
    text, _ = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 0, text
    answer = json.loads(text[text.index("{") : text.rindex("}") + 1])
    assert answer["results"]["scale:scaled"] == str(by_process)
    assert (read_raster(by_process) == read_raster(by_window)).all()
