"""Wall time of the engine over that of the bare network calls for the same windows, in one process.

Run ``python backend/benchmarks/overhead.py``. The bare calls encode, translate and decode every window by
itself, from memory to memory; the engine also reads, masks, blends, and writes a finished COG.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import torch
from subject import load_model, write_backscatter

from any2any.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction
from any2any.models.translator import Translator
from any2any.raster.window import window_starts
from any2any.translate.engine import translate
from any2any.translate.plan import Plan, make_plan
from any2any.translate.request import TranslateRequest

LIMIT = 1.15
"""Target of the design."""


def main() -> int:
    """Time both in turn, keep the best of each, print the ratio; exit code 1 beyond the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1536, help="rows and columns of the raster")
    parser.add_argument("--target", default="rgb")
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--preset", help="random weights of this size instead of the bundled model")
    parser.add_argument("--device", default="cpu")
    arguments = parser.parse_args()
    model = load_model(arguments.preset, arguments.device)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sar.tif"
        write_backscatter(path, arguments.size, arguments.size)
        request = TranslateRequest(
            str(path),
            path.with_name("out.tif"),
            "sar",
            arguments.target,
            steps=arguments.steps,
            overwrite=True,
        )
        plan = make_plan(request, model.manifest)
        bare, engine = [], []
        for _ in range(arguments.repeats):
            bare.append(_bare_seconds(model, plan))
            engine.append(translate(request, model).seconds)
    ratio = min(engine) / min(bare)
    sys.stdout.write(
        f"bare {min(bare):.2f} s, engine {min(engine):.2f} s, ratio {ratio:.3f} (limit {LIMIT})\n"
    )
    return int(ratio > LIMIT)


def _bare_seconds(model: Translator, plan: Plan) -> float:
    """Seconds of all network calls for the windows of a plan, batched as in the plan."""
    area = plan.working_cells
    columns = len(window_starts(area.col_start, area.col_stop))
    rows = len(window_starts(area.row_start, area.row_stop))
    batches = [min(plan.batch, columns - start) for start in range(0, columns, plan.batch)]
    side = WINDOW_LATENT_PX * plan.source_downsampling
    channels = model.manifest.modality(plan.source).channels
    begin = time.monotonic()
    with torch.inference_mode():
        for batch in batches * rows:
            x = torch.zeros(batch, channels, side, side, device=model.device)
            noise = torch.randn(
                batch, LATENT_CHANNELS, WINDOW_LATENT_PX, WINDOW_LATENT_PX, device=model.device
            )
            model.translate(x, noise, Direction(plan.source, plan.target), plan.steps).cpu()
    return time.monotonic() - begin


if __name__ == "__main__":
    sys.exit(main())
