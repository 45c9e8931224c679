"""The statistics of training tiles that go into a manifest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from any2any.data.domain import with_domain
from any2any.data.index.reader import TileIndex
from any2any.errors import UsageError
from any2any.hub import bundled_model
from any2any.spec.model_folder import from_json, read_manifest, to_json

from .index.making import make_index, make_tile, write_raster


def index_of(folder: Path, splits: tuple[str, ...]) -> TileIndex:
    """Tiles of 16 x 16 SAR pixels, number i of i dB below -10 dB, without texture."""
    tiles = []
    for number, split in enumerate(splits):
        scene = f"s{number}"
        write_raster(folder / scene / "sar.tif", np.full((1, 16, 16), -10.0 - number, np.float32))
        tiles.append(make_tile(scene, modalities=("sar",), split=split))
    return make_index(folder, tiles)


def test_training_tiles_alone_are_measured(tmp_path: Path) -> None:
    """-10 to -12 dB of -30 to 5 dB: the median -11 dB is 2 * 19 / 35 - 1 = 0.085714 as a model value."""
    manifest = with_domain(
        read_manifest(bundled_model()), index_of(tmp_path, ("train",) * 3 + ("test",)), 100
    )
    assert list(manifest.domain) == ["sar"]
    found = manifest.domain["sar"]
    assert (found.tiles, found.textures[0].high, found.pixel_size_m.middle) == (3, 0.0, 10.0)
    assert found.levels[0].middle == pytest.approx(2 * 19 / 35 - 1, abs=1e-5)
    assert from_json(to_json(manifest)) == manifest
    assert manifest.digest == read_manifest(bundled_model()).digest


def test_the_number_of_measured_tiles_is_limited(tmp_path: Path) -> None:
    """Every second of 5 tiles is 3."""
    manifest = with_domain(read_manifest(bundled_model()), index_of(tmp_path, ("train",) * 5), 3)
    assert manifest.domain["sar"].tiles == 3


def test_an_index_without_training_tiles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no training tile"):
        with_domain(read_manifest(bundled_model()), index_of(tmp_path, ("test",)), 10)


def test_latents_of_the_middles_of_training_tiles_are_fitted(tmp_path: Path) -> None:
    """100 tiles of 64 pixels, each a place; the stand-in for the VAE gives the mean of 4 x 4 pixels, four times."""
    rng, tiles = np.random.default_rng(0), []
    for number in range(101):
        side = 64 if number < 100 else 32  # the last tile is smaller than a patch
        values = rng.normal(-12 + rng.normal(), 2, (1, side, side)).astype(np.float32)
        write_raster(tmp_path / f"s{number}" / "sar.tif", values)
        tiles.append(make_tile(f"s{number}", (side // 4, side // 4), ("sar",)))
    sizes = []

    def to_latent(modality: str, x: np.ndarray) -> np.ndarray:
        sizes.append((modality, x.shape, x.dtype))
        pooled = x.reshape(1, 1, 16, 4, 16, 4).mean(axis=(3, 5))
        return np.concatenate([pooled + rng.normal(0, 0.1, pooled.shape) for _ in range(4)], axis=1)

    manifest = with_domain(read_manifest(bundled_model()), make_index(tmp_path, tiles), 1000, to_latent)
    assert sizes == [("sar", (1, 1, 64, 64), np.float32)] * 100
    latent = manifest.domain["sar"].latent
    assert (manifest.domain["sar"].tiles, len(latent.mean)) == (101, 18)
    assert latent.mean[:4] == pytest.approx([2 * 18 / 35 - 1] * 4, abs=0.02)  # -12 dB of -30 to 5 dB
    assert from_json(to_json(manifest)) == manifest


def test_a_manifest_of_an_earlier_release_has_no_latents(tmp_path: Path) -> None:
    """Without them nothing is written of them either, so that earlier releases read the manifest."""
    manifest = with_domain(read_manifest(bundled_model()), index_of(tmp_path, ("train",) * 3), 100)
    assert manifest.domain["sar"].latent is None
    assert '"latent":' not in to_json(manifest).split('"precision_loss_db"')[0].split('"domain"')[1]
