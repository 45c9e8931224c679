"""Latents of a pack's tiles on the training device, and batches drawn from them; needs only torch and numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.pool import AsyncResult, Pool

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from any2any.data.augment.dihedral import spread_variants, turned
from any2any.diffusion.schedule import LAST_TIME, TRAIN_TIMES
from any2any.models.translator import Translator
from any2any.raster.radiometry import to_model_values
from any2any.simulate.scene import simulate_scene
from any2any.spec.modality import DEFAULT_MODALITIES, RGB, WINDOW_LATENT_PX, Direction
from any2any.training.pack.contents import Pack, Values

LARGEST_HOLE_SHARE = 0.05
"""Largest share of a window's cells without data."""

TRIES = 50
"""Draws from a tile before a window with holes is accepted."""


@dataclass(frozen=True)
class CodedTile:
    """Latents of one variant of a tile: (channels, rows, columns) float16 on the device."""

    source: str
    latents: Mapping[str, Tensor]
    """By modality, by direction the first guess's, and under ``"context <modality>"`` its context."""
    holes: NDArray[np.bool_]
    """(rows, columns) without data."""


@dataclass(frozen=True)
class Window:
    """One sample of a batch."""

    direction: Direction
    z_source: Tensor
    """(source_channels, 64, 64)."""
    z_target: Tensor
    """(4, 64, 64)."""
    registered: bool


def _context_name(modality: str) -> str:
    return f"context {modality}"


class LatentPool:
    """A growing pool of tiles; draws by direction, dataset and area."""

    def __init__(self, translator: Translator, pack: Pack, variants: int) -> None:
        self._translator = translator
        self._pack = pack
        self._turns = spread_variants(variants)
        self._directions = [Direction.parse(text) for text in pack.directions]
        self._index = {m.name: i for i, m in enumerate(translator.manifest.modalities)}
        self._tiles: dict[Direction, dict[str, list[CodedTile]]] = {}

    @torch.no_grad()
    def add(
        self, source: str, images: Mapping[str, Values], holes: NDArray[np.bool_], once: bool = False
    ) -> None:
        """Encode a tile's images (C, H, W), in all variants or ``once``."""
        for turn in self._turns[:1] if once else self._turns:
            views = {name: turned(values, turn) for name, values in images.items()}
            tile = CodedTile(source, self._coded(views), turned(holes, turn))
            for direction in self._directions:
                if {direction.source, direction.target} <= set(images):
                    self._tiles.setdefault(direction, {}).setdefault(source, []).append(tile)

    def _coded(self, views: Mapping[str, Values]) -> dict[str, Tensor]:
        model, latents = self._translator, {}
        for name, values in views.items():
            x = torch.from_numpy(np.ascontiguousarray(values))[None].to(model.device)
            for direction in (d for d in self._directions if d.source == name and d.target in views):
                parts = model.condition(x, direction)[0].half()
                latents[name] = parts[:4]
                rest = 4
                if model.manifest.guess:
                    latents[str(direction)], rest = parts[4:8], 8
                if rest < len(parts):
                    latents[_context_name(name)] = parts[rest:]
            if name not in latents:
                latents[name] = model.to_latent(name, x)[0].half()
        return latents

    def batch(self, rng: np.random.Generator, size: int) -> dict[str, Tensor]:
        """Draw a batch for ``TranslatorCore``: see ``training/translator/pairs.py`` for the shapes."""
        directions = [d for d in self._directions if d in self._tiles]
        weights = _shares([self._pack.direction_weights.get(str(d), 1.0) for d in directions])
        drawn = [self._window(rng, directions[i]) for i in rng.choice(len(directions), size, p=weights)]
        times = [
            LAST_TIME if rng.random() < self._pack.last_time_share else int(rng.integers(TRAIN_TIMES))
            for _ in drawn
        ]
        device = self._translator.device
        z_target = torch.stack([window.z_target for window in drawn]).float()
        return {
            "z_source": torch.stack([window.z_source for window in drawn]).float(),
            "z_target": z_target,
            "noise": torch.randn_like(z_target),
            "times": torch.tensor(times, device=device),
            "source_index": torch.tensor([self._index[w.direction.source] for w in drawn], device=device),
            "target_index": torch.tensor([self._index[w.direction.target] for w in drawn], device=device),
            "registered": torch.tensor([w.registered for w in drawn], device=device),
        }

    def _window(self, rng: np.random.Generator, direction: Direction) -> Window:
        by_source = self._tiles[direction]
        names = list(by_source)
        weights = _shares([self._pack.source_weights.get(name, 1.0) for name in names])
        name = names[int(rng.choice(len(names), p=weights))]
        tiles = by_source[name]
        tile = tiles[int(rng.choice(len(tiles), p=_shares([t.holes.size for t in tiles])))]
        place = _place(rng, tile.holes)
        keys = [direction.source, str(direction), _context_name(direction.source)]
        z_source = torch.cat([tile.latents[key][:, *place] for key in keys if key in tile.latents])
        z_target = tile.latents[direction.target][:, *place]
        return Window(direction, z_source, z_target, name not in self._pack.misregistered)


def _place(rng: np.random.Generator, holes: NDArray[np.bool_]) -> tuple[slice, slice]:
    for _ in range(TRIES):
        starts = [int(rng.integers(size - WINDOW_LATENT_PX + 1)) for size in holes.shape]
        rows, columns = (slice(start, start + WINDOW_LATENT_PX) for start in starts)
        if holes[rows, columns].mean() <= LARGEST_HOLE_SHARE:
            break
    return rows, columns


def _shares(weights: Sequence[float]) -> NDArray[np.float64]:
    values = np.asarray(weights, np.float64)
    return values / values.sum()


SIMULATED_PX = 512
FIRST_SEED = 500_000
"""Seeds of simulated scenes, apart from those in a usual index."""
MOST_SIMULATED = 400


class SimulatedTiles:
    """Scenes that other processes simulate during training."""

    def __init__(self, workers: Pool | None, first_scene: int) -> None:
        """``first_scene``: number of the first scene; another one for each run."""
        self._waiting: list[AsyncResult[dict[str, Values]]] = []
        if workers:
            seeds = range(FIRST_SEED + first_scene, FIRST_SEED + first_scene + MOST_SIMULATED)
            self._waiting = [workers.apply_async(simulated_images, (seed,)) for seed in seeds]

    def take(self, pool: LatentPool) -> None:
        """Add the scenes that are ready."""
        ready = [scene for scene in self._waiting if scene.ready()]
        self._waiting = [scene for scene in self._waiting if not scene.ready()]
        for images in (scene.get() for scene in ready):
            cells = SIMULATED_PX // RGB.downsampling
            pool.add("simulated", images, np.zeros((cells, cells), np.bool_), once=True)


def simulated_images(seed: int) -> dict[str, Values]:
    """Simulate a scene: model values (C, H, W) of the default modalities."""
    scene = simulate_scene(SIMULATED_PX, seed)
    return {m.name: to_model_values(scene.arrays[m.name], m) for m in DEFAULT_MODALITIES}
