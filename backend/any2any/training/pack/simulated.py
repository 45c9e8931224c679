"""Scenes that processes beside the training simulate meanwhile."""

from __future__ import annotations

from multiprocessing.pool import AsyncResult, Pool

import numpy as np

from any2any.raster.radiometry import to_model_values
from any2any.simulate.scene import simulate_scene
from any2any.spec.modality import DEFAULT_MODALITIES, RGB
from any2any.training.pack.contents import Values
from any2any.training.pack.pool import LatentPool

SIMULATED_PX = 512
FIRST_SEED = 500_000
"""Of simulated scenes: other ones than an index usually holds."""
MOST_SIMULATED = 400


class SimulatedTiles:
    """Scenes that other processes simulate meanwhile."""

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
