"""Write a training pack: tiles of an index up to a size, start weights, and the package's code."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

import any2any
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile, size_latent_px
from any2any.data.tile import CorruptTileError, TileReader, fill_holes
from any2any.errors import UsageError
from any2any.models.correction import output_ratio
from any2any.models.translator import Translator
from any2any.spec.manifest import Manifest, VaeEntry
from any2any.spec.modality import WINDOW_LATENT_PX
from any2any.spec.model_folder import to_json
from any2any.spec.networks import SIZES, vae_config
from any2any.training.config import Recipe
from any2any.training.pack.contents import Pack, PackedTile, write_holes, write_pack, write_tile
from any2any.training.pack.parts import save_parts

logger = logging.getLogger(__name__)

VALIDATION_SHARE = 0.05
"""Share of the bytes: enough windows to see whether training helps."""

RUN = '''"""Train from this pack: python run.py --minutes 9. Needs torch, numpy, pillow and safetensors."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "code"))

if __name__ == "__main__":
    from any2any.training.pack.remote import main

    sys.exit(main(HERE, sys.argv[1:]))
'''


@dataclass(frozen=True)
class Packed:
    """What a pack holds."""

    tiles: int
    validation_tiles: int
    tile_bytes: int
    sources: Mapping[str, int]
    """Training tiles of each dataset."""


def write_training_pack(
    index: TileIndex,
    model: Path,
    recipe: Recipe,
    out: Path,
    megabytes: float,
    on_bytes: Callable[[int], None] = lambda _: None,
) -> Packed:
    """Write a pack into the new folder ``out``.

    The weights come from ``model``. If the recipe has another size, only context and first guesses do, and the VAEs are
    trained first. Tiles are drawn by the recipe's source weights, places evenly, until their images take ``megabytes``.
    UsageError if ``out`` exists or the index has no tile of a window.
    """
    if out.exists():
        raise UsageError(f"{out} exists: give a new folder")
    translator = Translator.load(model)
    manifest, fresh = _manifest(translator.manifest, recipe)
    (out / "tiles").mkdir(parents=True)
    limits = {
        "train": megabytes * 1e6 * (1.0 - VALIDATION_SHARE),
        "validation": megabytes * 1e6 * VALIDATION_SHARE,
    }
    writer = _Writer(index, out, recipe.data.source_weights, recipe.seed, on_bytes)
    for split, limit in limits.items():
        writer.write(split, limit)  # type: ignore[arg-type]  # the two names are splits
    if not writer.tiles:
        raise UsageError(
            f"{index.path} has no training tile of a window of {WINDOW_LATENT_PX} cells: add larger ones"
        )
    save_parts(out / "start", _start_weights(translator, manifest, fresh), {"config.json": to_json(manifest)})
    _copy_code(out / "code")
    (out / "run.py").write_text(RUN, encoding="utf-8")
    config, optimiser = recipe.translator, recipe.translator.optimiser
    directions = config.directions or [str(d) for d in manifest.seen_directions]
    pack = Pack(
        tiles=tuple(writer.tiles),
        directions=tuple(directions),
        batch=optimiser.batch,
        learning_rate=optimiser.learning_rate,
        weight_decay=optimiser.weight_decay,
        calibration_weight=config.calibration_weight,
        structure_weight=config.structure_weight,
        misregistered=tuple(recipe.data.misregistered),
        last_time_share=config.last_time_share,
        vaes_are_fresh=fresh,
        seed=recipe.seed,
        direction_weights=dict(config.direction_weights),
        source_weights=dict(recipe.data.source_weights),
    )
    write_pack(out, pack)
    return writer.packed()


def _manifest(ours: Manifest, recipe: Recipe) -> tuple[Manifest, bool]:
    """The manifest of the model to train, and whether its VAEs are new."""
    size = SIZES[recipe.size]
    vaes = {m.name: vae_config(recipe.size, m.channels, m.downsampling) for m in ours.modalities}
    fresh = any(ours.vaes[name].config != config for name, config in vaes.items())
    dit = replace(
        ours.dit,
        depth=size.dit.depth,
        width=size.dit.width,
        heads=size.dit.heads,
        sigma_data=recipe.translator.sigma_data,
    )
    anchored = recipe.guess is not None and recipe.guess.anchored
    adapter = replace(recipe.adapter, source_channels=ours.adapter.source_channels)
    entries = {name: VaeEntry(config, (0.0,) * 4, (1.0,) * 4) for name, config in vaes.items()}
    changed = replace(
        ours,
        name=recipe.name,
        title=recipe.title,
        version=recipe.version,
        licence=recipe.licence,
        dit=dit,
        guess=replace(ours.guess, anchored=anchored) if ours.guess else None,
        adapter=adapter,
        vaes=entries if fresh else ours.vaes,
        files={},
        metrics={},
    )
    return changed, fresh


def _start_weights(translator: Translator, manifest: Manifest, fresh: bool) -> dict[str, Tensor]:
    """The weights that fit the model to train, without VAEs if these are new.

    Half precision, except first guesses, whose large coefficients cancel each other.
    """
    with torch.device("meta"):
        wanted = Translator(manifest).state_dict()
    ratio = output_ratio(translator.manifest.dit, manifest.dit)
    state = translator.state_dict()
    state |= {key: ratio * state[key] for key in ("dit.final.weight", "dit.final.bias")}
    weights = {
        key: value if key.startswith("first_guesses.") else value.to(torch.float16)
        for key, value in state.items()
        if key in wanted and wanted[key].shape == value.shape and not (fresh and key.startswith("vaes."))
    }
    new = {key.partition(".")[0] for key in wanted.keys() - weights.keys()}
    if new:
        logger.warning(
            "of another size than in the model, so trained from scratch: %s", ", ".join(sorted(new))
        )
    return weights


def _copy_code(folder: Path) -> None:
    """Copy the package's own modules; about a megabyte."""
    source = Path(any2any.__file__).parent
    shutil.copytree(source, folder / "any2any", ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))


class _Writer:
    """Draws and writes tiles until a size is reached."""

    def __init__(
        self,
        index: TileIndex,
        out: Path,
        weights: Mapping[str, float],
        seed: int,
        on_bytes: Callable[[int], None],
    ) -> None:
        self.tiles: list[PackedTile] = []
        self._index = index
        self._reader = TileReader(index)
        self._modalities = {m.name: m for m in index.modalities}
        self._out = out
        self._weights = weights
        self._rng = np.random.default_rng([seed, 7])
        self._bytes = 0
        self._on_bytes = on_bytes

    def write(self, split: Split, limit: float) -> None:
        """Write tiles of a split until they take ``limit`` bytes, or all are written."""
        written = 0.0
        for tile in self._drawn(split):
            if written >= limit:
                return
            written += self._write_one(tile, split)

    def packed(self) -> Packed:
        """What was written."""
        training = [tile for tile in self.tiles if not tile.validation]
        sources = dict.fromkeys(sorted({tile.source for tile in training}), 0)
        for tile in training:
            sources[tile.source] += 1
        return Packed(len(training), len(self.tiles) - len(training), self._bytes, sources)

    def _drawn(self, split: Split) -> Iterator[Tile]:
        """Tiles of at least a window: a dataset by weight, then a place, then a tile, none twice."""
        waiting: dict[str, dict[str, list[Tile]]] = {}
        for tile in self._index.tiles(split):
            if (
                min(size_latent_px(tile, self._modalities)) >= WINDOW_LATENT_PX
                and self._weight(tile.source) > 0
            ):
                waiting.setdefault(tile.source, {}).setdefault(tile.place, []).append(tile)
        while waiting:
            source = _choice(self._rng, {name: self._weight(name) for name in waiting})
            place = _choice(self._rng, dict.fromkeys(waiting[source], 1.0))
            tiles = waiting[source][place]
            yield tiles.pop(int(self._rng.integers(len(tiles))))
            if not tiles:
                del waiting[source][place]
            if not waiting[source]:
                del waiting[source]

    def _weight(self, source: str) -> float:
        return self._weights.get(source, 1.0)

    def _write_one(self, tile: Tile, split: Split) -> int:
        """Return the tile's bytes; 0 if it is unreadable."""
        rows, columns = size_latent_px(tile, self._modalities)
        try:
            images = {name: self._reader.read(tile, name, 0, 0, rows, columns) for name in sorted(tile.files)}
        except CorruptTileError as error:
            logger.warning("tile %d is left out: %s", tile.number, error)
            return 0
        holes = np.zeros((rows, columns), np.bool_)
        for name, values in images.items():
            f = self._modalities[name].downsampling
            missing = np.isnan(values).any(axis=0)
            holes |= missing.reshape(rows, f, columns, f).any(axis=(1, 3))
            if missing.any() and not missing.all():
                images[name] = fill_holes(values)
        number = len(self.tiles)
        size = write_tile(self._out, number, images)
        if holes.any():
            write_holes(self._out, number, holes)
        bands = {name: len(values) for name, values in images.items()}
        packed = PackedTile(tile.source, split == "validation", rows, columns, bands, bool(holes.any()))
        self.tiles.append(packed)
        self._bytes += size
        self._on_bytes(self._bytes)
        return size


def _choice(rng: np.random.Generator, weights: Mapping[str, float]) -> str:
    shares = np.array(list(weights.values())) / sum(weights.values())
    return list(weights)[int(rng.choice(len(shares), p=shares))]
