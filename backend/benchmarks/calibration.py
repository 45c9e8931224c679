"""Compare the deviation over samples with the error on held-out windows, by direction and step count.

Run ``python -m benchmarks.calibration INDEX --model DIR --out DIR``; a killed run resumes where it stopped. The
arithmetic, in reflectance or dB, is that of ``any2any translate --samples K --uncertainty FILE``.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray

from any2any.data.scene import PairedScene
from any2any.errors import UsageError
from any2any.evaluation.windows import windows
from any2any.models.translator import Translator
from any2any.raster.radiometry import from_model_values
from any2any.spec.modality import LATENT_CHANNELS, UNITS, WINDOW_LATENT_PX, Direction
from any2any.training.loop.processes import normal, sample_rng
from any2any.translate.uncertainty import RunningMoments
from benchmarks.by_step_count import add_options, measure_all
from benchmarks.outcome import print_report
from benchmarks.results import Figures, number, table, write_text
from benchmarks.spread_error import SpreadError

STEP_COUNTS = (1, 4, 10)
SAMPLES = 8

Image = NDArray[np.float32]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write ``calibration.md`` and ``calibration.json``, print the report; exit code 2 for a wrong request."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser, STEP_COUNTS)
    parser.add_argument(
        "--samples", type=int, default=SAMPLES, metavar="K", help="of every window (%(default)s)"
    )
    return print_report(run, parser.parse_args(arguments))


def run(options: argparse.Namespace) -> str:
    """Measure missing figures, write the report and return it as Markdown."""
    samples = options.samples
    if samples < 2:
        raise UsageError(f"--samples is {samples}: a deviation needs 2 at least, 8 is a good choice")
    document, by_direction = measure_all(options, {"samples": samples}, partial(measure, samples=samples))
    rows = {str(direction): row for direction, row in by_direction.items()}
    report = _report(document, rows)
    write_text(options.out / "calibration.json", json.dumps({**document, "directions": rows}, indent=2))
    write_text(options.out / "calibration.md", report)
    return report


def measure(
    translator: Translator, held: Sequence[PairedScene], direction: Direction, steps: int, samples: int
) -> Figures:
    """Compare spread and error of one direction and step count, in the target's physical unit.

    Pixels without truth are left out. Bands of a modality are weighted equally: their ranges are similar.
    """
    target = translator.manifest.modality(direction.target)
    compared = SpreadError(samples)
    for place, scene in enumerate(held):
        source, truth = next(windows(scene, direction))
        moments = RunningMoments()
        for image in sampled(translator, source, direction, steps, samples, place):
            moments.add(from_model_values(image, target))
        known = ~np.isnan(scene.crop(target.name, 0, 0, WINDOW_LATENT_PX))
        error = moments.mean - from_model_values(truth, target)
        compared.add(moments.deviation[known].astype(np.float64), error[known].astype(np.float64))
    return {
        "windows": len(held),
        "windows_of": dict(Counter(scene.source for scene in held)),
        "unit": UNITS[target.quantity],
        **compared.figures(),
    }


@torch.inference_mode()
def sampled(
    translator: Translator, source: Image, direction: Direction, steps: int, samples: int, place: int
) -> Iterator[Image]:
    """Translate a window (bands, rows, columns) once for each noise; it is encoded once. Yields model values.

    A position has the same noise for every direction and step count, so that nothing else differs.
    """
    shape = (1, LATENT_CHANNELS, WINDOW_LATENT_PX, WINDOW_LATENT_PX)
    x = torch.from_numpy(source)[None].to(translator.device)
    z_source = translator.condition(x, direction)
    for seed in range(samples):
        noise = normal(sample_rng(0, place, seed), shape).to(translator.device)
        z = translator.sample(z_source, noise, direction, steps)
        yield translator.decode(z, direction, z_source, x)[0].float().cpu().numpy()


def _report(document: Figures, rows: Mapping[str, Mapping[int, Figures]]) -> str:
    some = next(iter(next(iter(rows.values())).values()))
    one, two = some["calibrated_coverage"]
    head = (
        "direction", "steps", "windows", "unit", "RMSE", "spread", "RMSE/spread", "of windows, 10–50–90 %",
        "correlation", "ENCE", f"within 1 ({one:.0%})", f"within 2 ({two:.0%})",
    )  # fmt: skip
    cells = [_cells(name, steps, row) for name, by_steps in rows.items() for steps, row in by_steps.items()]
    lines = [
        f"# Calibration of {document['name']}\n",
        f"{document['split']} split, {document['samples']} samples of every window. Spread: standard deviation over "
        "the samples, times sqrt(1 + 1/samples); RMSE: of their mean. RMSE/spread is 1 for a calibrated model and "
        "above it where the deviation is too small. ENCE: expected normalised calibration error over ten bins of the "
        "deviation. The last two columns: share of pixels whose truth lies within 1 and 2 deviations of the mean, in "
        "brackets what it would be for a calibrated model.\n",
        table(head, cells),
        "## Error by predicted spread\n",
        "Pixels ordered by their deviation, in up to ten bins of about as many pixels: RMSE for each bin's spread.\n",
    ]
    for name, by_steps in rows.items():
        for steps, row in by_steps.items():
            bins = [(number(b["spread"], 4), number(b["rmse"], 4), str(b["pixels"])) for b in row["bins"]]
            lines += [
                f"### {name}, steps: {steps}\n",
                table((f"spread, {row['unit']}", "RMSE", "pixels"), bins),
            ]
    return "\n".join(lines)


def _cells(name: str, steps: int, row: Figures) -> tuple[str, ...]:
    ratios = row["ratio_of_windows"]
    return (
        name,
        str(steps),
        ", ".join(f"{count} {source}" for source, count in row["windows_of"].items()),
        row["unit"],
        number(row["rmse"], 4),
        number(row["spread"], 4),
        number(row["ratio"]),
        "–" if ratios is None else " – ".join(number(ratio) for ratio in ratios),
        number(row["correlation"]),
        number(row["ence"]),
        *(f"{share:.0%}" for share in row["coverage"]),
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    sys.exit(main())
