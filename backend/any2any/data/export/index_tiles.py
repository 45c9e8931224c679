"""Put a scene of co-registered rasters into an index of training tiles ("Export training tiles")."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path

from rasterio.io import DatasetReader
from rasterio.warp import transform_bounds

from any2any.data.bands import format_bands, plain_bands
from any2any.data.export.common_grid import CellBlock, CommonGrid, common_grid
from any2any.data.export.layers import OpenedLayer, open_layers, valid_share
from any2any.data.export.splits import KnownScenes, choose_place_and_split
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Tile, TileFile
from any2any.data.index.writer import write_index
from any2any.errors import CancelledError, Message, UsageError
from any2any.hub import bundled_model
from any2any.raster.opening import open_raster
from any2any.requests.progress import IsCancelled, OnProgress, Progress
from any2any.requests.training import IndexTilesRequest, IndexTilesResult
from any2any.spec.modality import WINDOW_LATENT_PX, Modality
from any2any.spec.model_folder import read_manifest

logger = logging.getLogger(__name__)

TILE_LATENT_PX = 256
"""Largest side of a tile: four training windows."""

SMALLEST_VALID_SHARE = 0.5
"""Tiles with a smaller share of valid pixels in a modality are omitted."""

SOURCE = "qgis"
"""The source of these tiles; recipes weight sources."""


def index_tiles(
    request: IndexTilesRequest, on_progress: OnProgress, is_cancelled: IsCancelled
) -> IndexTilesResult:
    """Check the layers against one another, and write or extend the index.

    The index is written atomically. UsageError if layers do not fit together; CancelledError if the user stopped it.
    """
    begin = time.monotonic()
    on_progress(Progress(0.0, "checking the layers"))
    manifest = read_manifest(bundled_model() if request.model is None else request.model)
    _check_texts(request)
    layers = open_layers(request.layers, manifest)
    for layer in layers:
        logger.info("%s: radiometry %s", layer.modality.title, layer.detection.sentence)
    grid = common_grid([layer.placement for layer in layers], _extent(request, layers))
    warnings = (*(text for layer in layers for text in layer.warnings), *_check_ground(layers, grid))
    for warning in warnings:
        logger.warning("%s", warning)

    _check_existing(request, layers, manifest.modalities)
    known = KnownScenes.of(_other_tiles(request))
    footprint = _footprint(layers[0], grid, CellBlock(0, 0, grid.rows, grid.columns))
    place, split = choose_place_and_split(request.scene, request.place, request.split, footprint, known)
    template = Tile(request.scene, place, SOURCE, split, request.licence, {})
    tiles = _tiles(template, layers, grid, on_progress, is_cancelled)

    on_progress(Progress(0.9, "writing the index"))
    write_index(request.index, chain(_other_tiles(request), tiles), manifest.modalities)
    on_progress(Progress(1.0, "finished", 0.0))
    return IndexTilesResult(
        index=request.index,
        scene=request.scene,
        place=place,
        split=split,
        tiles=len(tiles),
        tiles_in_index=known.tiles + len(tiles),
        radiometry={layer.modality.name: layer.detection.sentence for layer in layers},
        warnings=warnings,
        seconds=time.monotonic() - begin,
    )


def _check_texts(request: IndexTilesRequest) -> None:
    if not request.scene.strip():
        raise UsageError(
            Message("scene-unnamed", "the scene has no name: give it one that people will recognise")
        )
    if not request.licence.strip():
        raise UsageError(
            Message("licence-unnamed", "the licence has no name: give it one that people will recognise")
        )
    for layer in request.layers:
        if ";" in layer.path or not Path(layer.path).is_file():
            raise UsageError(
                Message(
                    "not-a-file",
                    "{path} is not a plain raster file, which an index can point to: export it to a "
                    "GeoTIFF first",
                    path=layer.path,
                )
            )


def _extent(
    request: IndexTilesRequest, layers: Sequence[OpenedLayer]
) -> tuple[float, float, float, float] | None:
    if request.extent is not None and layers[0].crs is None:
        raise UsageError(
            Message(
                "extent-no-crs",
                "an extent was given, but {path} has no CRS: leave the extent empty",
                path=layers[0].path,
            )
        )
    return request.extent


def _check_ground(layers: Sequence[OpenedLayer], grid: CommonGrid) -> list[str]:
    """Refuse areas smaller than a training window; warn about pixel sizes that the model was not trained on."""
    if min(grid.rows, grid.columns) < WINDOW_LATENT_PX:
        raise UsageError(
            Message(
                "layers-too-small",
                "the layers share {columns} x {rows} latent cells of {cell:.6g} CRS units, a training "
                "window has {window} x {window}: choose layers or an extent of at least {size:.6g} units "
                "each way",
                columns=grid.columns,
                rows=grid.rows,
                cell=grid.cell,
                window=WINDOW_LATENT_PX,
                size=WINDOW_LATENT_PX * grid.cell,
            )
        )
    warnings: list[str] = []
    for layer in layers:
        size_m = layer.pixel_size_m * grid.average(layer.placement)
        if not 0.5 <= size_m / layer.modality.pixel_size_m <= 2:
            warnings.append(
                Message(
                    "export-pixel-size",
                    "{title} pixels of {size:.3g} m are far from the {known:g} m that the model knows: fine-tuning has "
                    "to bridge that too",
                    title=layer.modality.title,
                    size=size_m,
                    known=layer.modality.pixel_size_m,
                )
            )
    return warnings


def _check_existing(
    request: IndexTilesRequest, layers: Sequence[OpenedLayer], modalities: Sequence[Modality]
) -> None:
    """UsageError if the existing index is being edited, does not match the model, or has a scene of the same name."""
    journal = request.index.with_name(f"{request.index.name}-wal")
    if journal.exists() and journal.stat().st_size > 0:
        raise UsageError(
            Message(
                "index-locked",
                "{path} is being edited by another program: save the edits and close the layer first",
                path=request.index,
            )
        )
    if not _extends(request):
        return
    existing = TileIndex(request.index)
    if existing.modalities != tuple(modalities):
        theirs, ours = (", ".join(m.name for m in side) for side in (existing.modalities, modalities))
        raise UsageError(
            Message(
                "index-other-model",
                "{path} was made for a model with other modalities ({theirs}) than the chosen one "
                "({ours}): write to another file, or choose the model it was made for",
                path=request.index,
                theirs=theirs,
                ours=ours,
            )
        )
    tile = next((tile for tile in existing.tiles() if tile.scene == request.scene), None)
    if tile is None:
        return
    theirs_by_name = {name: [p.resolve() for p in existing.resolve(f)] for name, f in tile.files.items()}
    if theirs_by_name != {layer.modality.name: [Path(layer.path).resolve()] for layer in layers}:
        files = ", ".join(str(path) for paths in theirs_by_name.values() for path in paths)
        raise UsageError(
            Message(
                "scene-taken",
                "the index holds another scene {scene!r} already, from {files}: choose another scene name",
                scene=request.scene,
                files=files,
            )
        )
    said = "scene {scene} was in the index: its tiles are replaced"
    logger.info("%s", Message("scene-replaced", said, scene=request.scene))


def _extends(request: IndexTilesRequest) -> bool:
    return request.append and request.index.exists()


def _other_tiles(request: IndexTilesRequest) -> Iterator[Tile]:
    """Stream the remaining tiles of the existing index.

    The index is open only while streaming, because Windows cannot replace an open file.
    """
    if _extends(request):
        yield from (tile for tile in TileIndex(request.index).tiles() if tile.scene != request.scene)


def _tiles(
    template: Tile,
    layers: Sequence[OpenedLayer],
    grid: CommonGrid,
    on_progress: OnProgress,
    is_cancelled: IsCancelled,
) -> list[Tile]:
    """Cut the common ground into tiles, and omit those that are mostly holes."""
    blocks = list(grid.blocks(TILE_LATENT_PX))
    kept: list[Tile] = []
    with ExitStack() as stack:
        datasets = [stack.enter_context(open_raster(layer.path)) for layer in layers]
        for i, block in enumerate(blocks):
            if is_cancelled():
                raise CancelledError(
                    Message(
                        "cancelled",
                        "the export was cancelled; the index is as it was",
                    )
                )
            on_progress(Progress(0.9 * i / len(blocks), "looking for holes"))
            if all(
                _is_covered(layer, data, grid, block) for layer, data in zip(layers, datasets, strict=True)
            ):
                files = {layer.modality.name: _file(layer, grid, block) for layer in layers}
                kept.append(replace(template, files=files, footprint=_footprint(layers[0], grid, block)))
    if not kept:
        raise UsageError(
            Message(
                "no-valid-tile",
                "no tile of scene {scene!r} has {share:.0%} valid pixels in all layers: choose layers "
                "that overlap where they have data",
                scene=template.scene,
                share=SMALLEST_VALID_SHARE,
            )
        )
    if len(kept) < len(blocks):
        said = "{count} of {total} tiles are mostly nodata and are left out"
        left_out = len(blocks) - len(kept)
        logger.info("%s", Message("tiles-left-out", said, count=left_out, total=len(blocks)))
    return kept


def _is_covered(layer: OpenedLayer, dataset: DatasetReader, grid: CommonGrid, block: CellBlock) -> bool:
    n = grid.average(layer.placement)
    x, y, width, height = (n * value for value in grid.window(layer.placement, block))
    return valid_share(layer, dataset, (x, y, width, height)) >= SMALLEST_VALID_SHARE


def _file(layer: OpenedLayer, grid: CommonGrid, block: CellBlock) -> TileFile:
    n = grid.average(layer.placement)
    x, y, width, height = grid.window(layer.placement, block)
    return TileFile(
        modality=layer.modality.name,
        path=Path(layer.path).resolve().as_posix(),
        bands=format_bands([plain_bands(layer.bands, n)]),
        radiometry=layer.radiometry_text,
        x=x,
        y=y,
        width=width,
        height=height,
        pixel_size_m=layer.pixel_size_m * n,
    )


def _footprint(
    layer: OpenedLayer, grid: CommonGrid, block: CellBlock
) -> tuple[float, float, float, float] | None:
    if layer.crs is None:
        return None
    west, south, east, north = transform_bounds(layer.crs, "EPSG:4326", *grid.extent(block))
    return west, south, east, north
