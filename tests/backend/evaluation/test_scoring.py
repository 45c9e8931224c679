from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from any2any.data.scene import PairedScene
from any2any.evaluation.windows import score_method, score_windows, whole_windows, windows
from any2any.spec.modality import Direction

SAR_RGB = Direction("sar", "rgb")


def scene(source: str, rows: int = 64, columns: int = 64, seed: int = 0, level: float = 0.0) -> PairedScene:
    rng = np.random.default_rng(seed)
    sar, rgb = (
        np.clip(rng.normal(level, 0.3, (bands, 4 * rows, 4 * columns)), -1, 1).astype(np.float16)
        for bands in (1, 3)
    )
    return PairedScene(f"{source}/{seed}", source, "test", {"sar": sar, "rgb": rgb})


def test_windows_are_whole_and_do_not_overlap() -> None:
    place = scene("a", 130, 200)
    found = list(windows(place, SAR_RGB))
    assert len(found) == 2 * 3
    assert all(source.shape == (1, 256, 256) and target.shape == (3, 256, 256) for source, target in found)
    assert [(w.row, w.column) for w in whole_windows(place, SAR_RGB)][4] == (64, 64)
    np.testing.assert_array_equal(found[4][0], place.arrays["sar"][:, 256:512, 256:512].astype(np.float32))


@pytest.mark.parametrize(("band", "name"), [(0, "sar"), (0, "rgb"), (2, "rgb")])
def test_windows_with_large_holes_are_left_out_and_small_ones_filled(band: int, name: str) -> None:
    """Of 256 rows 5 % are 12.8: twelve rows are filled from the row below, thirteen are too many."""
    place = scene("a", 64, 128)
    values = place.arrays[name]
    values[:, :12, :256] = np.nan
    values[:, :13, 256:] = np.nan
    [(source, target)] = windows(place, SAR_RGB)
    holed = {"sar": source, "rgb": target}[name]
    np.testing.assert_array_equal(holed[band, :12], np.repeat(values[band, 12:13, :256], 12, axis=0))
    assert np.isfinite(source).all()
    assert np.isfinite(target).all()


@dataclass(frozen=True)
class Constant:
    """A method with one answer."""

    value: float

    def translate(self, source: np.ndarray, target_px: tuple[int, int]) -> np.ndarray:
        return np.full((3, *target_px), self.value, np.float32)


def test_a_method_is_scored_over_all_windows_in_the_physical_range() -> None:
    """Model values 0.2 and 0.0 are 0.6 and 0.5 of the range: 20 dB."""
    rgb = np.zeros((3, 256, 512), np.float16)
    place = PairedScene("s", "s", "test", {"sar": rgb[:1], "rgb": rgb})
    scores, count = score_method(Constant(0.2), [place, place], SAR_RGB)
    assert count == 4
    assert scores.psnr_db == pytest.approx(20.0, abs=1e-3)


def test_windows_are_scored_one_by_one() -> None:
    """The right one is 0.1 of the range off the truth, the left one 0.2: 20 and 14 dB."""
    rgb = np.zeros((3, 256, 512), np.float16)
    rgb[:, :, :256] = -0.2
    place = PairedScene("here", "s", "test", {"sar": rgb[:1], "rgb": rgb})
    left, right = score_windows(Constant(0.2), iter([place]), SAR_RGB)
    assert (left.scene, left.source, left.row, left.column, right.column) == ("here", "s", 0, 0, 64)
    assert left.figures["psnr_db"] == pytest.approx(-20 * np.log10(0.2), abs=1e-2)
    assert right.figures["psnr_db"] == pytest.approx(20.0, abs=1e-3)
    assert {"ssim", "rmse_255", "spectral_angle_deg", "ergas"} < set(left.figures)


def test_scenes_without_a_window_are_no_score() -> None:
    with pytest.raises(ValueError, match="no scene has a whole window of sar and rgb"):
        score_method(Constant(0.0), [scene("a", 40, 90)], SAR_RGB)
