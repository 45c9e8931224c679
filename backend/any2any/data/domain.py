"""Measure the training tiles of an index for a model's domain check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile, size_latent_px
from any2any.data.tile import CorruptTileError, TileReader
from any2any.errors import UsageError
from any2any.raster.domain import Features, level_and_texture, statistics_of
from any2any.raster.latent_domain import LATENT_PATCH_PX, latent_features, latent_statistics_of
from any2any.spec.domain import DomainStatistics
from any2any.spec.manifest import Manifest

SPLIT: Split = "train"

ToLatent = Callable[[str, NDArray[np.float32]], NDArray[np.float32]]
"""Encodes model values (B, C, H, W) of a modality to its latent (B, 4, h, w)."""


@dataclass(frozen=True)
class _Measured:
    features: Features
    pixel_size_m: float
    place: str
    latent: NDArray[np.float64] | None
    """What describes the latent of the tile's middle; None where it has holes or is smaller than a patch."""


def with_domain(
    manifest: Manifest, index: TileIndex, most_tiles: int, to_latent: ToLatent | None = None
) -> Manifest:
    """Return the manifest with statistics of the index's training tiles for each common modality.

    At most ``most_tiles`` tiles per modality, evenly spread. ``to_latent``: measures their latents too. UsageError if
    the index has no training tile of any modality of the model, or if its modalities have other bands.
    """
    known = {modality.name: modality for modality in index.modalities}
    domain = {}
    for modality in manifest.modalities:
        if modality.name in known and known[modality.name].bands != modality.bands:
            raise UsageError(
                f"{index.path} has other bands or ranges of {modality.name} than the model {manifest.name}: give the "
                "index that it was trained on"
            )
        found = (
            statistics_of_modality(index, modality.name, most_tiles, to_latent)
            if modality.name in known
            else None
        )
        if found is not None:
            domain[modality.name] = found
    if not domain:
        raise UsageError(f"{index.path} has no training tile of a modality of the model {manifest.name}")
    return replace(manifest, domain=domain)


def statistics_of_modality(
    index: TileIndex, modality: str, most_tiles: int, to_latent: ToLatent | None = None
) -> DomainStatistics | None:
    """Measure training tiles of one modality; None if there are none. Unreadable tiles are omitted."""
    tiles = [tile for tile in index.tiles(SPLIT) if modality in tile.files]
    chosen = tiles[:: max(1, -(-len(tiles) // most_tiles))]
    measured = list(_measured(index, modality, chosen, to_latent))
    found = statistics_of((tile.features for tile in measured), (tile.pixel_size_m for tile in measured))
    encoded = [(tile.latent, tile.place) for tile in measured if tile.latent is not None]
    if found is None or not encoded:
        return found
    latents, places = zip(*encoded, strict=True)
    return replace(found, latent=latent_statistics_of(latents, places))


def _measured(
    index: TileIndex, modality: str, tiles: list[Tile], to_latent: ToLatent | None
) -> Iterator[_Measured]:
    reader, modalities = TileReader(index), {spec.name: spec for spec in index.modalities}
    for tile in tiles:
        try:
            values = reader.read(tile, modality, 0, 0, *size_latent_px(tile, modalities))
        except CorruptTileError:
            continue
        features = level_and_texture(values)
        if features is not None:
            patch = None if to_latent is None else _middle(values)
            latent = None if to_latent is None or patch is None else to_latent(modality, patch[None])[0]
            described = None if latent is None else latent_features(latent)
            yield _Measured(features, tile.files[modality].pixel_size_m, tile.place, described)


def _middle(values: NDArray[np.floating]) -> NDArray[np.float32] | None:
    """Return the middle patch of a tile's model values (C, H, W); None if it has holes or the tile is smaller."""
    row, col = ((side - LATENT_PATCH_PX) // 2 for side in values.shape[1:])
    patch = values[:, max(0, row) : row + LATENT_PATCH_PX, max(0, col) : col + LATENT_PATCH_PX]
    whole = min(row, col) >= 0 and bool(np.isfinite(patch).all())
    return np.ascontiguousarray(patch, np.float32) if whole else None
