"""Pictures of translations for the documentation, from a held-out simulated scene.

Run ``python -m benchmarks.pictures --model DIR --out DIR``. One PNG per direction: the source, the translation in
one and in four steps, and the truth. Real scenes are omitted because their licences differ; ``any2any evaluate`` draws
them for users who have the data.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from any2any.errors import Any2AnyError
from any2any.evaluation.methods import ModelMethod
from any2any.evaluation.quicklook import Panel, write_quicklook
from any2any.metrics import psnr_db, unit_range
from any2any.models.translator import Translator
from any2any.raster.radiometry import to_model_values
from any2any.simulate import simulate_scene
from any2any.spec.modality import WINDOW_LATENT_PX, Direction

DIRECTIONS = ("sar->rgb", "rgb->sar", "rgb->nir", "sar->ms", "pan->rgb", "rgb->pan", "nir->pan")

SEED = 990_001
"""Far beyond those that the simulator's training scenes have."""

STEPS = (1, 4)
PANEL_PX = 240
SCENE_PX = 4 * WINDOW_LATENT_PX
"""The reference grid has 4 x 4 pixels a latent cell."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pictures and print their folder; exit code 1 with a message on errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="model folder")
    parser.add_argument("--out", type=Path, required=True, help="folder of the pictures")
    parser.add_argument("--directions", nargs="+", default=list(DIRECTIONS), metavar="A->B")
    parser.add_argument("--seed", type=int, default=SEED, help="of the scene")
    options = parser.parse_args(arguments)
    try:
        translator = Translator.load(options.model)
        options.out.mkdir(parents=True, exist_ok=True)
        for text in options.directions:
            direction = translator.manifest.parse_direction(text)
            path = options.out / f"{direction.source}-to-{direction.target}.png"
            write_quicklook(path, panels_of(translator, direction, options.seed), PANEL_PX)
            sys.stdout.write(f"{path}\n")
    except Any2AnyError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


def panels_of(translator: Translator, direction: Direction, seed: int) -> list[Panel]:
    """Translate a simulated window as ``any2any translate`` would, with the routes of unseen directions."""
    manifest = translator.manifest
    source, target = manifest.modality(direction.source), manifest.modality(direction.target)
    scene = simulate_scene(SCENE_PX, seed)
    x, truth = (to_model_values(scene.arrays[m.name], m) for m in (source, target))
    panels = [Panel(source.title, x, source)]
    for steps in STEPS:
        method = ModelMethod(translator, direction, steps, via=manifest.routes.get(str(direction)))
        y = method.translate(x, (truth.shape[1], truth.shape[2]))
        closeness = psnr_db(unit_range(y), unit_range(truth))
        label = f"{target.title}, {steps} step{'s' if steps > 1 else ''}: {closeness:.1f} dB"
        panels.append(Panel(label, y, target))
    return [*panels, Panel(f"{target.title}, truth", truth, target)]


if __name__ == "__main__":
    sys.exit(main())
