from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from any2any.data.index.reader import TileIndex
from any2any.data.index.writer import write_index
from any2any.errors import UsageError
from any2any.spec.modality import DEFAULT_MODALITIES, Direction
from any2any.training.latents.encode import Vaes
from any2any.training.translator.held_out import HELD_OUT_PAIRS, HeldOut
from any2any.training.vae.train import read_vae

from ..runs import Run, moved_tiles

DIRECTIONS = (Direction("sar", "rgb"), Direction("rgb", "ms"))


class Constant(nn.Module):
    """Translates everything into the same latent."""

    def __init__(self, value: float) -> None:
        super().__init__()
        self.value = nn.Parameter(torch.tensor(value))

    def predict_once(self, z_source: Tensor, noise: Tensor, direction: Direction) -> Tensor:
        return torch.zeros_like(noise) + self.value


@pytest.fixture(scope="module")
def vaes(stage_one: Run) -> Vaes:
    return {m.name: read_vae(stage_one.folder, m, stage_one.recipe.size) for m in DEFAULT_MODALITIES}


def test_every_direction_is_scored_on_the_same_windows_every_time(stage_one: Run, vaes: Vaes) -> None:
    held_out = HeldOut(stage_one.index, vaes, DIRECTIONS, seed=1)
    first = held_out.psnr_db(Constant(0.0))
    assert set(first) == set(DIRECTIONS)
    assert all(math.isfinite(value) for value in first.values())
    assert HeldOut(stage_one.index, vaes, DIRECTIONS, seed=1).psnr_db(Constant(0.0)) == first
    assert held_out.psnr_db(Constant(3.0)) != first
    assert len(held_out.pairs) == HELD_OUT_PAIRS  # 28 of each


def test_a_split_that_holds_no_direction_is_said(stage_one: Run, vaes: Vaes, tmp_path: Path) -> None:
    path = tmp_path / "index.gpkg"
    write_index(path, moved_tiles(stage_one.index, "train"), DEFAULT_MODALITIES)
    with pytest.raises(UsageError, match="validation"):
        HeldOut(TileIndex(path), vaes, DIRECTIONS, seed=1)
