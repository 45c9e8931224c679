"""The kinds of datasets that can be indexed, and the options of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from any2any.data.builders.caco import caco_scenes
from any2any.data.builders.files import SceneFiles, Tally
from any2any.data.builders.folder import folder_layout, folder_modalities, folder_scenes
from any2any.data.builders.imagery import imagery_scenes
from any2any.data.builders.options import Options
from any2any.data.builders.sen12 import sen12_scenes, sen12ms_scenes
from any2any.data.builders.simulator import simulator_modalities, simulator_scenes
from any2any.data.builders.spacenet import spacenet_scenes
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
