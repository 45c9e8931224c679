from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from any2any.evaluation.quicklook import GAP_PX, LABEL_PX
from any2any.models.translator import Translator
from any2any.spec.modality import Direction
from benchmarks.pictures import PANEL_PX, main, panels_of


def test_a_picture_has_the_source_both_translations_and_the_truth(small_model: Path, tmp_path: Path) -> None:
    assert main(["--model", str(small_model), "--out", str(tmp_path / "p"), "--directions", "sar->rgb"]) == 0
    picture = np.asarray(Image.open(tmp_path / "p" / "sar-to-rgb.png"))
    assert picture.shape == (PANEL_PX + LABEL_PX, 4 * PANEL_PX + 3 * GAP_PX, 3)
    panels = panels_of(Translator.load(small_model), Direction("sar", "rgb"), 990_001)
    assert [panel.modality.name for panel in panels] == ["sar", "rgb", "rgb", "rgb"]
    assert not np.array_equal(panels[1].values, panels[2].values)
    assert panels[3].label == "RGB, truth"


def test_an_unknown_direction_is_said(
    small_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--model", str(small_model), "--out", str(tmp_path), "--directions", "sar->heat"]) == 1
    assert "heat" in capsys.readouterr().err
