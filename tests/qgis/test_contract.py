"""The two sides of the process boundary share no code: what they must agree on is compared here."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import fields
from pathlib import Path

from tiny_model import backend_python

from any2any_qgis.engine import protocol, results
from any2any_qgis.layers.guess import LEVEL_1
from any2any_qgis.processing.export_tiles_parameters import SPLITS
from any2any_qgis.processing.translate_parameters import (
    LEVELS,
    PRECISIONS,
    PRESETS,
    RADIOMETRIES,
    RUNTIMES,
    VIAS,
)

ROOT = Path(__file__).resolve().parents[2]
_BACKEND = """
import json
from dataclasses import fields
from any2any.requests import compare, training, translate
from any2any.raster.radiometry_detect import ENCODINGS
from any2any.worker.rpc import PROTOCOL, Code
from any2any.requests.training import SPLIT_CHOICES
from any2any.requests.translate import AUTO, DIRECT, LEVELS, PRECISIONS, RUNTIMES, STEPS
from any2any.raster.product import LEVEL_1
print(json.dumps({
    "protocol": PROTOCOL, "codes": {code.name: int(code) for code in Code}, "presets": list(STEPS),
    "radiometries": sorted({"auto"}.union(*ENCODINGS.values())), "splits": list(SPLIT_CHOICES),
    "precisions": PRECISIONS, "runtimes": RUNTIMES, "vias": [AUTO, DIRECT],
    "levels": LEVELS, "level_1": LEVEL_1.pattern,
    "results": {
        kind.__name__: {field.name: str(field.type) for field in fields(kind)}
        for kind in (translate.TranslateResult, training.IndexTilesResult, training.FinetuneResult,
                     compare.CompareResult, compare.BandScores)
    },
}))
"""


def test_both_sides_agree():
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "backend")}
    command = [str(backend_python()), "-c", _BACKEND]
    backend = json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert backend["protocol"] == protocol.PROTOCOL
    assert {code.name: int(code) for code in protocol.Code}.items() <= backend["codes"].items()
    assert list(PRESETS) == backend["presets"]
    assert sorted(RADIOMETRIES) == backend["radiometries"]
    assert list(SPLITS) == backend["splits"]
    assert list(PRECISIONS) == backend["precisions"]
    assert list(RUNTIMES) == backend["runtimes"]
    assert list(VIAS) == backend["vias"]
    assert list(LEVELS) == backend["levels"]
    assert LEVEL_1.pattern == backend["level_1"]  # both sides take a product for the same level
    kinds = (results.TranslateResult, results.IndexTilesResult, results.FinetuneResult)
    for kind in (*kinds, results.CompareResult, results.BandScores):
        read = {field.name: str(field.type) for field in fields(kind)}
        assert read.items() <= backend["results"][kind.__name__].items()
