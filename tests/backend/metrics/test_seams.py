from __future__ import annotations

import math

import numpy as np
import pytest

from any2any.metrics.seams import border_cells, patch_grid_score, seam_score


@pytest.mark.parametrize(
    ("cells", "borders"), [(64, ()), (80, (16, 64)), (112, (48, 64)), (160, (48, 64, 96, 112))]
)
def test_borders_are_where_windows_begin_and_end(cells: int, borders: tuple[int, ...]) -> None:
    """Windows of 64 every 48 cells, the last one shifted inwards: 160 cells have them at 0, 48 and 96."""
    assert border_cells(cells) == borders


def noise(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(3, 640, 640))


LINES = (192, 256, 384, 448)


def test_an_image_without_seams_scores_about_1() -> None:
    assert seam_score(noise(), LINES, LINES, 4) == pytest.approx(1.0, abs=0.02)


def test_a_step_at_every_border_is_seen() -> None:
    """A ramp of slope 1 with a step of 3 more at each border, down only: gradients 4 and 1; across, 0 of 0."""
    ramp = np.arange(640.0)
    for line in LINES:
        ramp[line:] += 3
    image = np.broadcast_to(ramp[None, :, None], (1, 640, 640))
    assert seam_score(image, LINES, LINES, 4) == pytest.approx(4.0)


def test_a_pattern_in_every_latent_cell_is_no_seam() -> None:
    """The first pixel of each cell of 4 is brighter: all borders begin a cell, as do all other lines compared."""
    image = noise()
    image[:, ::4] += 5
    image[:, :, ::4] += 5
    assert seam_score(image, LINES, LINES, 4) == pytest.approx(1.0, abs=0.02)


def test_scale_and_offset_do_not_matter_and_holes_are_left_out() -> None:
    image = noise()
    score = seam_score(image, LINES, LINES, 4)
    assert seam_score(1000 * image + 7, LINES, LINES, 4) == pytest.approx(score)
    image[:, 250:260, 100:200] = np.nan
    assert seam_score(image, LINES, LINES, 4) == pytest.approx(score, abs=0.02)


def test_one_window_has_no_seams() -> None:
    assert math.isnan(seam_score(noise(), (), (), 4))


def test_a_grid_of_patches_is_no_seam_but_is_told() -> None:
    """Every patch of 16 pixels has a level of its own: all window borders are patch borders too."""
    image = noise()
    assert patch_grid_score(image, 16, 4) == pytest.approx(1.0, abs=0.02)
    image += 3 * np.kron(np.random.default_rng(1).normal(size=(40, 40)), np.ones((16, 16)))
    assert patch_grid_score(image, 16, 4) > 2
    assert seam_score(image, LINES, LINES, 16) == pytest.approx(1.0, abs=0.1)
    assert seam_score(image, LINES, LINES, 4) > 1.5
