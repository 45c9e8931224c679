from __future__ import annotations

from pathlib import Path

import pytest
import rasterio

from benchmarks import fill


def test_a_scene_of_twice_the_height_has_as_many_clouds(tmp_path: Path) -> None:
    low, high = (fill.write_scene(tmp_path / str(h), 1200, h, clouds=1, seed=0) for h in (900, 1800))
    counts = []
    for scene in (low, high):
        with rasterio.open(scene.clouds) as dataset:
            counts.append(int(dataset.read(1).sum()))
    assert counts[0] == counts[1] > 0


def test_a_killed_fill_gives_the_same_bytes(
    saved_graphs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four runs of the command with one small cloud. With a model of graphs they start without torch."""
    monkeypatch.setattr(fill, "CLOUD_PX", 60)
    fill_code = fill.main(["--side", "320", "--clouds", "1", "--kills", "1", "--model", str(saved_graphs)])
    printed = capsys.readouterr().out
    assert "same bytes after" in printed
    assert "320 x 320: " in printed
    # Memory of a scene this small says nothing about its height.
    assert fill_code in (0, 1)
