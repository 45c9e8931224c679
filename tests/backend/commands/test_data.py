from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
import yaml

from any2any.cli import main
from any2any.commands.data import KINDS
from any2any.data.builders.build import KINDS as BUILT_KINDS
from any2any.data.index.reader import TileIndex

LAYOUT = {
    "source": "alps",
    "licence": "CC0-1.0",
    "modalities": {
        "sar": {"file": "{scene}/s1.tif", "bands": [1], "radiometry": "db"},
        "rgb": {"file": "{scene}/s2.tif", "bands": [3, 2, 1], "radiometry": "s2"},
    },
}


def write(path: Path, values: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    count, height, width = values.shape
    transform = rasterio.Affine(10, 0, 5e5, 0, -10, 5e6)
    with rasterio.open(
        path, "w", driver="GTiff", count=count, height=height, width=width, dtype=values.dtype,
        crs="EPSG:32633", transform=transform,
    ) as dataset:  # fmt: skip
        dataset.write(values)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three scenes; one has no colour."""
    root = tmp_path / "alps"
    rng = np.random.default_rng(0)
    for name in ("east", "north", "west"):
        write(root / name / "s1.tif", rng.normal(-12, 3, (1, 64, 64)).astype(np.float32))
        if name != "west":
            write(root / name / "s2.tif", rng.integers(300, 3000, (3, 64, 64)).astype(np.uint16))
    (root / "any2any.yaml").write_text(yaml.safe_dump(LAYOUT))
    return root


def index(root: Path, *options: str) -> list[str]:
    return ["data", "index", "folder", str(root), str(root.parent / "i.gpkg"), *options]


def test_the_command_knows_every_kind() -> None:
    assert tuple(BUILT_KINDS) == KINDS


def test_a_folder_becomes_an_index_with_a_summary(
    root: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    splits = ["--validation-share", "0", "--test-share", "0", "--test-place", "no*"]
    assert main(index(root, *splits, "--tile-px", "32", "--json")) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary == {
        "index": str(root.parent / "i.gpkg"),
        "tiles": 8,
        "splits": {"train": 4, "validation": 0, "test": 4},
        "sources": {"alps": {"train": 4, "validation": 0, "test": 4}},
        "pairs": {"rgb-sar": {"train": 4, "validation": 0, "test": 4}},
        "scenes": 2,
        "left_out": {"fewer than two modalities": 1},
        "kept_without": {},
        "unreadable_files": 0,
    }
    assert main(index(root, *splits, "--overwrite")) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[0].endswith("i.gpkg: 2 tiles of 2 scenes")
    assert "left out: 1 for fewer than two modalities" in captured.out
    assert "no tile is in the validation split" in captured.out
    assert "scene alps/west is left out: of rgb, sar it has sar" in caplog.text


def test_an_index_is_not_replaced_by_chance(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(index(root)) == 0
    before = (root.parent / "i.gpkg").read_bytes()
    assert main(index(root)) == 2
    assert "i.gpkg exists: choose another name, or give --overwrite" in capsys.readouterr().err
    assert main(index(root, "--overwrite", "--scenes", "3")) == 2
    assert "kind 'folder' does not use 'scenes'" in capsys.readouterr().err
    assert (root.parent / "i.gpkg").read_bytes() == before


def test_indexes_are_merged(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(index(root)) == 0
    other = str(tmp_path / "simulated.gpkg")
    small = ["--scenes", "1", "--size", "64", "--validation-scenes", "0", "--test-scenes", "0"]
    assert main(["data", "index", "simulator", str(tmp_path / "scenes"), other, *small]) == 0
    capsys.readouterr()
    out = tmp_path / "both" / "all.gpkg"
    assert main(["data", "merge", str(out), str(tmp_path / "i.gpkg"), other, "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["tiles"] == 3
    assert set(summary["sources"]) == {"alps", "simulated"}
    merged = TileIndex(out)
    assert all(path.is_file() for t in merged.tiles() for f in t.files.values() for path in merged.resolve(f))


def test_an_index_is_checked(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(index(root)) == 0
    capsys.readouterr()
    check = ["data", "check", str(tmp_path / "i.gpkg"), str(tmp_path / "report")]
    code = main([*check, "--json"])
    report = json.loads(capsys.readouterr().out)
    assert code == int(any(flag["severity"] == "error" for flag in report["flags"]))
    assert (tmp_path / "report" / "index.html").is_file()
    assert report["tiles"] == 2
    assert main(["data", "check", str(tmp_path / "nothing.gpkg"), str(tmp_path / "report2")]) == 2
    assert "nothing.gpkg" in capsys.readouterr().err


def test_errors_in_the_check_are_an_exit_code(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from any2any.data import check

    assert main(index(root)) == 0
    flags = [{"severity": "warning", "message": "dark"}]
    monkeypatch.setattr(check, "check_index", lambda *_: {"flags": flags})
    command = ["data", "check", str(tmp_path / "i.gpkg"), str(tmp_path / "report")]
    assert main(command) == 0
    flags.append({"severity": "error", "message": "shifted"})
    capsys.readouterr()
    assert main(command) == 1
    assert capsys.readouterr().out.splitlines()[:2] == ["warning: dark", "error: shifted"]
