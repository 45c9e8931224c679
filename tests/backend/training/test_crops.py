from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from any2any.modality import MS, SAR
from any2any.training.config import DataConfig, VaeTrainingConfig
from any2any.training.crops import CropBatches
from any2any.training.data.index.reader import TileIndex
from any2any.training.data.index.writer import write_index

from .runs import moved_tiles, small_optimiser

CONFIG = VaeTrainingConfig(small_optimiser(), crop_latent_px=8)
PLAIN = replace(CONFIG, gain=0.0, shift=0.0)


def test_a_batch_is_a_pure_function_of_step_and_samples(index: TileIndex) -> None:
    """So any split of the global batch over processes, in any order, gives the same samples."""
    first, second = (CropBatches(index, "train", MS, CONFIG, DataConfig(), 5) for _ in range(2))
    whole = first.augmented(7, range(6))
    assert whole["image"].shape == (6, 6, 16, 16)
    assert whole["noise"].shape == (6, 4, 8, 8)
    assert whole["image"].dtype == whole["noise"].dtype == torch.float32
    late, early = second.augmented(7, [3, 4, 5]), second.augmented(7, [0, 1, 2])
    for name, tensor in whole.items():
        assert torch.equal(tensor, torch.cat([early[name], late[name]]))
    assert not torch.equal(whole["image"], first.augmented(8, range(6))["image"])
    other = CropBatches(index, "train", MS, CONFIG, DataConfig(), 6).augmented(7, range(6))
    assert not torch.equal(whole["noise"], other["noise"])


def test_plain_crops_are_the_augmented_ones_before_their_levels_change(index: TileIndex) -> None:
    crops = CropBatches(index, "train", MS, CONFIG, DataConfig(), 5)
    plain, augmented = crops.plain(0, range(16)), crops.augmented(0, range(16))
    assert torch.equal(plain["noise"], augmented["noise"])
    for x, y in zip(plain["image"], augmented["image"], strict=True):
        inside = (y > -1) & (y < 1)
        gain, shift = np.polyfit(x[inside].double(), y[inside].double(), 1)
        assert 0.8 <= gain <= 1.2
        assert -0.1 <= shift <= 0.1
        assert torch.allclose(y[inside], float(gain) * x[inside] + float(shift), atol=1e-4)
    unchanged = CropBatches(index, "train", MS, PLAIN, DataConfig(), 5).augmented(0, range(16))
    assert torch.equal(unchanged["image"], plain["image"])


def test_the_radars_level_is_jittered_by_source(index: TileIndex) -> None:
    """SAR spans 35 dB over model values -1 to 1, so 7 dB are at most 0.4, for the named source alone."""
    data = DataConfig(level_jitter_db={"elsewhere": 7.0})
    crops = CropBatches(index, "train", SAR, PLAIN, data, 5)
    plain, augmented = crops.plain(0, range(48))["image"], crops.augmented(0, range(48))["image"]
    shifts = []
    for x, y in zip(plain, augmented, strict=True):
        inside = (y > -1) & (y < 1)
        shift = (y - x)[inside]
        assert float(shift.max() - shift.min()) < 1e-5
        shifts.append(float(shift.mean()))
    untouched = sum(shift == pytest.approx(0, abs=1e-6) for shift in shifts)
    assert 10 < untouched < 38  # the other of two sources of equal weight: 24 of 48 on average
    assert 0.25 < max(abs(shift) for shift in shifts) <= 0.4
    optical = CropBatches(index, "train", MS, PLAIN, data, 5)
    assert torch.equal(optical.plain(0, range(8))["image"], optical.augmented(0, range(8))["image"])


def test_all_turns_and_mirror_images_occur_alike(index: TileIndex, tmp_path: Path) -> None:
    """A tile of 8 x 8 latent cells has one crop of that size, so its eight variants are all there is to see."""
    tile = next(moved_tiles(index, "train"))
    small = replace(tile, files={"sar": replace(tile.files["sar"], width=32, height=32)})
    write_index(tmp_path / "small.gpkg", [small], [SAR])
    crops = CropBatches(TileIndex(tmp_path / "small.gpkg"), "train", SAR, PLAIN, DataConfig(), 5)
    images = crops.plain(0, range(160))["image"][:, 0]
    counts = Counter(image.numpy().tobytes() for image in images)
    turns = [torch.rot90(images[0], k) for k in range(4)]
    assert set(counts) == {t.contiguous().numpy().tobytes() for x in turns for t in (x, x.flip(-1))}
    assert min(counts.values()) > 8  # 20 of each on average
