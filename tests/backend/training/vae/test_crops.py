from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from any2any.data.augment.config import WideAugmentConfig
from any2any.data.index.reader import TileIndex
from any2any.data.index.writer import write_index
from any2any.spec.modality import MS, RGB, SAR
from any2any.training.config import DataConfig, VaeTrainingConfig
from any2any.training.vae.crops import CropBatches

from ..runs import moved_tiles, small_optimiser

CONFIG = VaeTrainingConfig(small_optimiser(), crop_latent_px=8)
QUIET = WideAugmentConfig(0, 0, 0, 0, 0, 0, 0, 0, 0)
PLAIN = replace(CONFIG, augment=QUIET, zoom=0.0)


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
    """A gain of reflectance g is one of v + 1 where a band starts at 0; with an offset a line in v for each band."""
    config = replace(PLAIN, augment=replace(QUIET, gain=0.3, offset=0.02))
    crops = CropBatches(index, "train", MS, config, DataConfig(), 5)
    plain, augmented = crops.plain(0, range(16)), crops.augmented(0, range(16))
    assert torch.equal(plain["noise"], augmented["noise"])
    gains = []
    for x, y in zip(plain["image"], augmented["image"], strict=True):
        lines = []
        for band, changed, spec in zip(x, y, MS.bands, strict=True):
            inside = (changed > -1) & (changed < 1)
            if inside.sum() < 128:
                continue  # half of the crop is clipped: water in the infrared
            gain, shift = np.polyfit(band[inside].double(), changed[inside].double(), 1)
            assert torch.allclose(changed[inside], float(gain) * band[inside] + float(shift), atol=1e-4)
            lines.append((gain, (shift - gain + 1) * spec.high / 2))
        assert len(lines) >= 3
        gains.append(lines[0][0])
        np.testing.assert_allclose(
            lines, [lines[0]] * len(lines), atol=1e-3
        )  # one sun and one offset for all bands
        assert abs(lines[0][1]) <= 0.02 + 1e-3
    assert 1 / 1.3 - 1e-3 <= min(gains) < 0.9
    assert 1.1 < max(gains) <= 1.3 + 1e-3
    unchanged = CropBatches(index, "train", MS, PLAIN, DataConfig(), 5).augmented(0, range(16))
    assert torch.equal(unchanged["image"], plain["image"])


def test_the_default_augments_and_zooms(index: TileIndex) -> None:
    levels = replace(CONFIG, zoom=0.0)
    pixels = replace(CONFIG, augment=QUIET)
    for modality in (RGB, SAR):
        for config in (levels, pixels):
            crops = CropBatches(index, "train", modality, config, DataConfig(), 5)
            plain, augmented = crops.plain(0, range(8))["image"], crops.augmented(0, range(8))["image"]
            assert augmented.shape == plain.shape
            assert augmented.abs().max() <= 1
            same = sum(torch.equal(x, y) for x, y in zip(plain, augmented, strict=True))
            # A crop of 8 cells is zoomed to 6.4 .. 10, so one of 7.5 .. 8.5 stays what it is: 0.28 of them.
            assert same == 0 if config is levels else same < 6


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
    """A tile of 8 x 8 latent cells has one crop of that size, so it has only eight variants."""
    tile = next(moved_tiles(index, "train"))
    small = replace(tile, files={"sar": replace(tile.files["sar"], width=32, height=32)})
    write_index(tmp_path / "small.gpkg", [small], [SAR])
    crops = CropBatches(TileIndex(tmp_path / "small.gpkg"), "train", SAR, PLAIN, DataConfig(), 5)
    images = crops.plain(0, range(160))["image"][:, 0]
    counts = Counter(image.numpy().tobytes() for image in images)
    turns = [torch.rot90(images[0], k) for k in range(4)]
    assert set(counts) == {t.contiguous().numpy().tobytes() for x in turns for t in (x, x.flip(-1))}
    assert min(counts.values()) > 8  # 20 of each on average
