from __future__ import annotations

import numpy as np
import pytest

from any2any.data.index.reader import TileIndex
from any2any.data.scene import PairedScene
from any2any.data.tile import CorruptTileError, Crop
from any2any.errors import UsageError
from any2any.evaluation import tiles
from any2any.evaluation.tiles import FitScenes, WindowReader, held_out_windows
from any2any.spec.modality import Direction

SAR_RGB, RGB_SAR = Direction("sar", "rgb"), Direction("rgb", "sar")


@pytest.fixture
def reader(radar_index: TileIndex) -> WindowReader:
    return WindowReader(radar_index)


def test_addresses_are_of_whole_windows(reader: WindowReader) -> None:
    """64 x 80 cells hold one window of 64 x 64, 40 x 80 hold none."""
    found = held_out_windows(reader, "test", "a", SAR_RGB, None)
    assert [a.tile.scene for a in found] == ["a/4", "a/5", "a/6"]
    assert {(a.row, a.column, a.rows, a.columns) for a in found} == {(0, 0, 64, 64)}
    assert held_out_windows(reader, "test", "small", SAR_RGB, None) == []
    assert len(held_out_windows(reader, "test", "a", SAR_RGB, 2)) == 2


def test_a_window_is_read_as_a_scene_of_its_own(reader: WindowReader) -> None:
    [address, *_] = held_out_windows(reader, "test", "a", SAR_RGB, None)
    scene = reader.read(address, ["sar"])
    assert {name: x.shape for name, x in scene.arrays.items()} == {"sar": (1, 256, 256)}
    assert (scene.name, scene.source, scene.size_latent_px) == ("a/4", "a", (64, 64))


@pytest.mark.parametrize(
    ("source", "scenes"),
    [
        ("a", {"a/1", "a/2", "a/3"}),
        ("simulated", {"simulated/1"}),
        ("only-tests", {"a/1", "a/2", "a/3"}),
    ],
)
def test_baselines_are_fitted_where_it_suits_them_best(
    reader: WindowReader, source: str, scenes: set[str]
) -> None:
    """On the source's own training tiles, small ones too; else on real ones."""
    found = FitScenes(reader).of(source, SAR_RGB)
    assert {scene.name for scene in found} == scenes


def test_the_number_of_training_windows_is_limited(
    reader: WindowReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiles, "FIT_WINDOWS", 2)
    assert len(FitScenes(reader).of("a", SAR_RGB)) == 2
    assert len(FitScenes(reader, max_tiles=1).of("a", SAR_RGB)) == 1


def test_a_corrupt_training_tile_is_left_out(
    reader: WindowReader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = WindowReader.read

    def read(self: WindowReader, address: Crop, names: list[str]) -> PairedScene:
        if address.tile.scene == "a/1":
            raise CorruptTileError("scene a/1 is gone")
        return real(self, address, names)

    monkeypatch.setattr(WindowReader, "read", read)
    assert {scene.name for scene in FitScenes(reader).of("a", SAR_RGB)} == {"a/2", "a/3"}
    assert "scene a/1 is gone" in caplog.text


def test_both_ways_of_a_pair_share_what_was_read(reader: WindowReader) -> None:
    fit = FitScenes(reader)
    assert fit.of("a", SAR_RGB) is fit.of("a", RGB_SAR)
    assert fit.of("a", SAR_RGB) is not fit.of("simulated", SAR_RGB)


def test_a_pair_that_no_training_tile_has_is_named(reader: WindowReader) -> None:
    with pytest.raises(UsageError, match=r"no training tile of .* holds sar and nir"):
        FitScenes(reader).of("a", Direction("sar", "nir"))


def test_reading_in_windows_gives_what_the_tile_holds(reader: WindowReader) -> None:
    """The second window of 20 x 30 cells read at an offset is the same part of the whole."""
    tile = next(t for t in reader.index.tiles("train") if t.scene == "a/3")
    whole, part = (
        reader.read(Crop(tile, *at), ["rgb"]).arrays["rgb"] for at in ((0, 0, 20, 30), (5, 10, 8, 8))
    )
    np.testing.assert_array_equal(part, whole[:, 20:52, 40:72])
