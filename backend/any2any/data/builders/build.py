"""Build an index from a dataset of a known kind; the kinds and the options of each."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import rasterio

from any2any.data.builders.assemble import Assembler
from any2any.data.builders.files import SceneFiles, Tally
from any2any.data.builders.folder import folder_layout, folder_modalities, folder_scenes
from any2any.data.builders.grid_match import probe
from any2any.data.builders.imagery import imagery_scenes
from any2any.data.builders.options import Options, matches
from any2any.data.builders.published import caco_scenes, sen12_scenes, sen12ms_scenes, spacenet_scenes
from any2any.data.builders.simulator import simulator_modalities, simulator_scenes
from any2any.data.index.schema import Tile
from any2any.data.index.writer import write_index
from any2any.errors import UsageError
from any2any.spec.modality import DEFAULT_MODALITIES, Modality


@dataclass(frozen=True)
class Builder:
    """A dataset that is ready to be read."""

    modalities: tuple[Modality, ...]
    scenes: Callable[[Tally], Iterator[SceneFiles]]


@dataclass(frozen=True)
class Kind:
    """One kind of dataset."""

    open: Callable[[Path, Options], Builder]
    takes: frozenset[str]
    """Names of the options that it accepts."""
    makes_root: bool = False
    """Whether it writes to ROOT."""


_EVERY = frozenset({"tile_px"})
_SPLITS = _EVERY | {"validation_share", "test_share", "validation_places", "test_places"}
_SIMULATOR = _EVERY | {
    *(
        "scenes",
        "size_px",
        "first_seed",
        "validation_scenes",
        "test_scenes",
        "held_out_size_px",
        "extra_sensors",
        "pixel_size_spread",
    )
}


def _folder(root: Path, options: Options) -> Builder:
    layout = folder_layout(root, options)
    return Builder(folder_modalities(layout), lambda _: folder_scenes(root, layout, options))


def _imagery(root: Path, options: Options) -> Builder:
    return Builder(DEFAULT_MODALITIES, partial(imagery_scenes, root))


def _simulator(root: Path, options: Options) -> Builder:
    return Builder(simulator_modalities(options), lambda _: simulator_scenes(root, options))


def _sen12ms(root: Path, options: Options) -> Builder:
    return Builder(DEFAULT_MODALITIES, lambda _: sen12ms_scenes(root, options))


def _sen12(root: Path, options: Options) -> Builder:
    return Builder(DEFAULT_MODALITIES, partial(sen12_scenes, root, options))


def _caco(root: Path, options: Options) -> Builder:
    return Builder(DEFAULT_MODALITIES, lambda _: caco_scenes(root, options))


def _spacenet(source: str, root: Path, options: Options) -> Builder:
    return Builder(DEFAULT_MODALITIES, lambda _: spacenet_scenes(source, root, options))


KINDS: dict[str, Kind] = {
    "folder": Kind(_folder, _SPLITS | {"layout"}),
    "imagery": Kind(_imagery, _EVERY),
    "simulator": Kind(_simulator, _SIMULATOR, makes_root=True),
    "sen12ms": Kind(_sen12ms, _SPLITS),
    "sen12": Kind(_sen12, _SPLITS),
    "caco": Kind(_caco, _SPLITS),
    "spacenet3": Kind(partial(_spacenet, "spacenet3"), _SPLITS),
    "spacenet5": Kind(partial(_spacenet, "spacenet5"), _SPLITS),
}

logger = logging.getLogger(__name__)


def build_index(kind: str, root: Path, out: Path, **options: Any) -> Tally:
    """Write an index of the data under ``root`` to ``out`` and return the counts.

    Options are the fields of ``Options`` that the kind accepts. Unusable scenes are omitted, counted and logged.
    UsageError if the kind or an option is unknown, if ``root`` is not a folder, or if no scene is usable.
    """
    chosen = _known(kind)
    tally = Tally()
    probe.cache_clear()  # files may have changed since this process's last build
    read = _options(kind, chosen, options)
    if not root.is_dir() and not chosen.makes_root:
        raise UsageError(f"{root} is not a folder: give the one that holds the data")
    source = chosen.open(root, read)
    assembler = Assembler(source.modalities, read.tile_px, tally)
    tiles = assembler.tiles(source.scenes(tally))
    # Listing a folder of a hundred thousand chips takes longer than reading one header.
    with rasterio.Env(GDAL_DISABLE_READDIR_ON_OPEN="TRUE"):
        write_index(out, _at_least_one(tiles, kind, root, tally), source.modalities)
    for pattern in read.validation_places + read.test_places:
        if not any(matches(place, pattern) for place in tally.places):
            logger.warning(
                "%r matches no place; places are %s, ...", pattern, ", ".join(sorted(tally.places)[:5])
            )
    return tally


def _at_least_one(tiles: Iterator[Tile], kind: str, root: Path, tally: Tally) -> Iterator[Tile]:
    first = next(tiles, None)
    if first is None:
        reason = tally.first_reason or "no files in this kind's layout"
        raise UsageError(
            f"{root} has nothing that kind {kind!r} can use ({reason}): check the folder and the kind"
        )
    return chain([first], tiles)


def _known(kind: str) -> Kind:
    if kind not in KINDS:
        raise UsageError(f"kind {kind!r} is unknown: choose one of {', '.join(KINDS)}")
    return KINDS[kind]


def _options(kind: str, chosen: Kind, options: dict[str, Any]) -> Options:
    for name in options:
        if name not in {field.name for field in fields(Options)}:
            raise UsageError(f"option {name!r} is unknown")
        if name not in chosen.takes:
            takes = ", ".join(sorted(chosen.takes))
            raise UsageError(f"kind {kind!r} does not use {name!r}: leave it out; it takes {takes}")
    return Options(**options)
