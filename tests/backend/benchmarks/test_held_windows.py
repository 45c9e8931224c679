from __future__ import annotations

import numpy as np
import pytest

from any2any.data.scene import PairedScene
from any2any.spec.modality import Direction
from benchmarks.held_windows import by_source, held_windows

SAR_NIR = Direction("sar", "nir")


def scene(source: str, rows: int, columns: int, holed: bool = False) -> PairedScene:
    """Windows side by side, the columns of the n-th with the value n / 100."""
    values = np.repeat(np.arange(columns, dtype=np.float16) / 100, 256)
    sar = np.broadcast_to(values, (1, rows * 256, columns * 256)).copy()
    if holed:
        sar[:, :, :256] = np.nan
    return PairedScene(f"{source}/{rows}", source, "test", {"sar": sar, "nir": sar.copy()})


def test_every_window_is_a_scene_that_shares_its_pixels() -> None:
    whole = scene("a", 2, 3)
    held = held_windows([whole, PairedScene("b", "b", "test", {"sar": whole.arrays["sar"]})], SAR_NIR)
    assert [w.size_latent_px for w in held] == [(64, 64)] * 6
    assert [float(w.arrays["nir"][0, 0, 0]) for w in held] == pytest.approx([0, 0.01, 0.02] * 2, abs=1e-4)
    assert all(np.shares_memory(w.arrays["sar"], whole.arrays["sar"]) for w in held)


def test_windows_without_data_are_left_out() -> None:
    held = held_windows([scene("a", 1, 3, holed=True)], SAR_NIR)
    assert [float(w.arrays["nir"][0, 0, 0]) for w in held] == pytest.approx([0.01, 0.02], abs=1e-4)


@pytest.mark.parametrize(("most", "shares"), [(1, [1]), (4, [2, 2]), (7, [4, 3]), (100, [8, 3])])
def test_sources_get_an_even_share(most: int, shares: list[int]) -> None:
    """Eight windows of a and three of b: b runs out first, and then a fills what is left."""
    held = held_windows([scene("a", 1, 8), scene("b", 1, 3)], SAR_NIR, most)
    assert [len(found) for found in by_source(held).values()] == shares


def test_the_share_of_a_source_is_spread_over_it() -> None:
    """Two of eight windows: the first and the one in the middle."""
    held = held_windows([scene("a", 1, 8)], SAR_NIR, 2)
    assert sorted(float(w.arrays["sar"][0, 0, 0]) for w in held) == pytest.approx([0.0, 0.04], abs=1e-4)
