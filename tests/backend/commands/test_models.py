from __future__ import annotations

import json
from pathlib import Path

import pytest

from any2any.cli import main
from any2any.manifest import CONFIG_NAME, read_manifest


@pytest.fixture
def damaged(resources: Path) -> Path:
    folder = resources / "models" / "broken"
    folder.mkdir()
    (folder / CONFIG_NAME).write_text("{}")
    return folder


def test_models_are_listed_for_people(
    bundled: Path, damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "list"]) == 0
    out = capsys.readouterr().out
    megabytes = sum(path.stat().st_size for path in bundled.glob("*.safetensors")) / 1e6
    assert f"small 1.2.3  ({megabytes:.1f} MB, CC0-1.0)\n  {bundled}\n" in out
    assert "RGB, SAR, NIR, MS, PAN; 14 trained directions" in out
    assert f"{damaged}: {damaged / CONFIG_NAME}: it is no manifest of a model" in out


def test_models_are_listed_for_programs(
    bundled: Path, damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "list", "--json"]) == 0
    found = {entry["folder"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert set(found) == {str(bundled), str(damaged)}
    assert set(found[str(damaged)]) == {"folder", "error"}
    entry = found[str(bundled)]
    assert entry["sha256"] == read_manifest(bundled).digest
    assert entry["modalities"] == ["rgb", "sar", "nir", "ms", "pan"]
    assert len(entry["seen_directions"]) == 14
    assert "sar->rgb" in entry["seen_directions"]


def test_no_model_says_what_to_do(resources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "no model found: install Any2Any again, or set ANY2ANY_MODELS" in captured.err
