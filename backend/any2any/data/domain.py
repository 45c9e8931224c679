"""Measure the training tiles of an index for a model's domain check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile, size_latent_px
from any2any.data.tile import CorruptTileError, TileReader
from any2any.errors import UsageError
from any2any.raster.domain import Features, level_and_texture, statistics_of
from any2any.spec.domain import DomainStatistics
from any2any.spec.manifest import Manifest

SPLIT: Split = "train"


def with_domain(manifest: Manifest, index: TileIndex, most_tiles: int) -> Manifest:
    """Return the manifest with statistics of the index's training tiles for each common modality.

    At most ``most_tiles`` tiles per modality, evenly spread. UsageError if the index has no training tile of any
    modality of the model, or if its modalities have other bands.
    """
    known = {modality.name: modality for modality in index.modalities}
    domain = {}
    for modality in manifest.modalities:
        if modality.name in known and known[modality.name].bands != modality.bands:
            raise UsageError(
                f"{index.path} has other bands or ranges of {modality.name} than the model {manifest.name}: give the "
                "index that it was trained on"
            )
        found = statistics_of_modality(index, modality.name, most_tiles) if modality.name in known else None
        if found is not None:
            domain[modality.name] = found
    if not domain:
        raise UsageError(f"{index.path} has no training tile of a modality of the model {manifest.name}")
    return replace(manifest, domain=domain)


def statistics_of_modality(index: TileIndex, modality: str, most_tiles: int) -> DomainStatistics | None:
    """Measure training tiles of one modality; None if there are none. Unreadable tiles are omitted."""
    tiles = [tile for tile in index.tiles(SPLIT) if modality in tile.files]
    chosen = tiles[:: max(1, -(-len(tiles) // most_tiles))]
    measured = list(_measured(index, modality, chosen))
    return statistics_of((features for features, _ in measured), (size for _, size in measured))


def _measured(index: TileIndex, modality: str, tiles: list[Tile]) -> Iterator[tuple[Features, float]]:
    reader, modalities = TileReader(index), {spec.name: spec for spec in index.modalities}
    for tile in tiles:
        try:
            values = reader.read(tile, modality, 0, 0, *size_latent_px(tile, modalities))
        except CorruptTileError:
            continue
        features = level_and_texture(values)
        if features is not None:
            yield features, tile.files[modality].pixel_size_m
