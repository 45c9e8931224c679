"""The YAML files of docs/new-sensor.md are read by what reads a user's."""

from __future__ import annotations

import re
from pathlib import Path

from any2any.data.builders.layout import read_layout
from any2any.hub import bundled_model
from any2any.spec.model_folder import read_manifest
from any2any.training.new_modality.plan import read_spec

PAGE = Path(__file__).parents[3] / "docs" / "new-sensor.md"
LAYOUT, SPEC = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_layout_describes_a_modality_that_the_bundled_model_lacks(tmp_path: Path) -> None:
    (tmp_path / "any2any.yaml").write_text(LAYOUT)
    known, new = (entry.modality for entry in read_layout(tmp_path / "any2any.yaml", "x").modalities)
    names = {modality.name: modality for modality in read_manifest(bundled_model()).modalities}
    assert known == names["ms"]
    assert new.name not in names
    assert (new.title, new.quantity, new.bands[0].low, new.bands[0].high) == (
        "Thermal",
        "temperature_k",
        260,
        335,
    )
    assert new.pixel_size_m * new.downsampling == 40  # metres of ground in one latent cell


def test_the_specification_adds_that_modality_beside_a_known_one(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(SPEC)
    spec = read_spec(tmp_path / "spec.yaml")
    assert (spec.modality, spec.like) == ("thermal", "ms")
    assert spec.translator.optimiser.steps == 2000


def test_the_commands_name_those_files() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert "modality add resources/models/any2any-tiny thermal.yaml valleys.gpkg" in text
    assert re.search(r"data index folder rasters/ valleys\.gpkg", text)
