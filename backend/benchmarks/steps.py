"""Effects of sampling steps on error, texture, spread over seeds and time, by step count and direction.

Run ``python -m benchmarks.steps INDEX --model DIR --out DIR``; a killed run resumes where it stopped. Presets are
chosen on the validation split, which is the default; ``--split test`` is for reporting.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from any2any.data.scene import PairedScene
from any2any.errors import UsageError
from any2any.evaluation.windows import windows
from any2any.metrics import psnr_db, ssim, unit_range
from any2any.models.translator import Translator
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction, Modality
from any2any.training.loop.processes import normal, sample_rng
from benchmarks.by_step_count import add_options, measure_all
from benchmarks.outcome import print_report
from benchmarks.presets import (
    BALANCED_STEPS,
    LEAST_GAIN,
    PAPER_STEPS,
    Preset,
    suggest_presets,
    target_verdict,
)
from benchmarks.results import Figures, number, table, write_text

STEP_COUNTS = (1, 2, 4, 8, 10, 50, 250)

TIMED_WINDOWS = 5
"""Calls per direction and step count; the fastest counts, in processor time, because others may use the machine."""

Image = NDArray[np.float32]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write ``steps.md`` and ``steps.json``, print the report; exit code 2 for an invalid request."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser, STEP_COUNTS)
    parser.add_argument("--seeds", type=int, default=3, help="noise seeds of every window, at least 3")
    return print_report(run, parser.parse_args(arguments))


def run(options: argparse.Namespace) -> str:
    """Measure missing figures, write the report and return it as Markdown."""
    seeds = options.seeds
    if seeds < 3:
        raise UsageError(f"--seeds is {seeds}: the spread of fewer than 3 says nothing, give 3 or more")
    identity, rows = measure_all(options, {"seeds": seeds}, partial(measure, seeds=seeds))
    means = mean_rows(list(rows.values()))
    presets = suggest_presets(means)
    document = {
        **identity,
        "target": target_verdict(means),
        "presets": [asdict(preset) for preset in presets],
        "mean": means,
        "directions": {str(direction): row for direction, row in rows.items()},
    }
    report = _report(document, rows, means, presets)
    write_text(options.out / "steps.json", json.dumps(document, indent=2))
    write_text(options.out / "steps.md", report)
    return report


def measure(
    translator: Translator, held: Sequence[PairedScene], direction: Direction, steps: int, seeds: int
) -> Figures:
    """Score one step count in one direction: means over windows and seeds.

    ``texture`` is the gradient energy of all results over that of all truths; ``spread`` is the standard deviation
    over seeds, averaged over pixels and bands, in model values, and ``spread_db`` the same in dB for backscatter;
    ``time_ratio`` is the processor time of a window over that of one step, both taken in this call.
    """
    target = translator.manifest.modality(direction.target)
    psnr, structure, spread, energy, true_energy = [], [], [], 0.0, 0.0
    seconds: list[tuple[float, float]] = []
    for place, scene in enumerate(held):
        source, truth = next(windows(scene, direction))
        noise = _noise(place, seeds)
        images, elapsed = _translate(translator, source, noise, direction, steps)
        if place < TIMED_WINDOWS and steps > 1:
            seconds.append((elapsed, _translate(translator, source, noise, direction, 1)[1]))
        psnr += [psnr_db(unit_range(image), unit_range(truth)) for image in images]
        structure += [ssim(unit_range(image), unit_range(truth)) for image in images]
        spread.append(float(images.std(axis=0, ddof=1).mean()))
        energy += sum(gradient_energy(image) for image in images) / seeds
        true_energy += gradient_energy(np.clip(truth, -1.0, 1.0))
    spread_db = _model_values_to_db(float(np.mean(spread)), target)
    return {
        "windows": len(held),
        "psnr_db": float(np.mean(psnr)),
        "ssim": float(np.mean(structure)),
        "spread": float(np.mean(spread)),
        "spread_db": spread_db,
        "texture": energy / true_energy if true_energy else None,
        "time_ratio": min(n for n, _ in seconds) / min(one for _, one in seconds) if seconds else 1.0,
    }


def _noise(place: int, seeds: int) -> Tensor:
    """(seeds, 4, 64, 64): the same for every step count."""
    shape = (LATENT_CHANNELS, WINDOW_LATENT_PX, WINDOW_LATENT_PX)
    return torch.stack([normal(sample_rng(0, place, seed), shape) for seed in range(seeds)])


@torch.inference_mode()
def _translate(
    translator: Translator, source: Image, noise: Tensor, direction: Direction, steps: int
) -> tuple[Image, float]:
    """Translate a window once for each noise: (seeds, bands, rows, columns) in [-1, 1], and the processor's seconds."""
    begin = time.process_time()
    x = torch.from_numpy(source).expand(len(noise), *source.shape)
    images: Image = translator.translate(x, noise, direction, steps).clamp(-1.0, 1.0).numpy()
    return images, time.process_time() - begin


def gradient_energy(image: Image) -> float:
    """Mean square of the differences between neighbours, down and across: (bands, rows, columns) -> model values²."""
    return sum(float(np.mean(np.square(np.diff(image, axis=axis), dtype=np.float64))) for axis in (1, 2))


def _model_values_to_db(spread: float, modality: Modality) -> float | None:
    if modality.quantity != "backscatter_db":
        return None
    return spread * float(np.mean([(band.high - band.low) / 2.0 for band in modality.bands]))


def mean_rows(rows: Sequence[Mapping[int, Figures]]) -> dict[int, Figures]:
    """Average over directions with equal weights; directions without a figure are skipped."""
    means = {}
    for steps in rows[0]:
        every = [row[steps] for row in rows]
        given = {name: [row[name] for row in every if row[name] is not None] for name in every[0]}
        means[steps] = {name: float(np.mean(values)) if values else None for name, values in given.items()}
        means[steps]["windows"] = sum(row["windows"] for row in every)
    return means


def _report(
    document: Figures,
    rows: Mapping[Direction, Mapping[int, Figures]],
    means: Mapping[int, Figures],
    presets: Sequence[Preset],
) -> str:
    head = ("steps", "PSNR dB", "SSIM", "texture", "spread", "spread of SAR, dB", "time")
    lines = [
        f"# Sampling steps of {document['name']}\n",
        f"{document['split']} split, {document['seeds']} seeds, {means[min(means)]['windows']} windows in "
        f"{len(rows)} directions, each direction counted alike. Texture is the gradient energy over the truth's (1: as "
        "sharp as the truth); spread the standard deviation over seeds in model values (the range is -1 to 1); time "
        "the processor's for a window over one step's.\n",
        table(head, [_cells(str(steps), row) for steps, row in means.items()]),
        f"Target of {BALANCED_STEPS} steps against {PAPER_STEPS}: {document['target']}.\n",
        "## Suggested presets\n",
        table(("preset", "steps", "why"), [(p.name, str(p.steps), p.reason) for p in presets]),
        _left_out(means, presets),
    ]
    for title, figure, digits in (("PSNR, dB", "psnr_db", 2), ("SSIM", "ssim", 3), ("Texture", "texture", 2)):
        lines += [f"## {title}\n", _matrix(rows, figure, digits)]
    lines += ["## Spread over seeds, model values\n", _matrix(rows, "spread", 3)]
    return "\n".join(line for line in lines if line)


def _cells(name: str, row: Figures) -> tuple[str, ...]:
    return (
        name,
        number(row["psnr_db"]),
        number(row["ssim"], 3),
        number(row["texture"]),
        number(row["spread"], 3),
        number(row["spread_db"]),
        number(row["time_ratio"], 1),
    )


def _left_out(means: Mapping[int, Figures], presets: Sequence[Preset]) -> str:
    if len(means) == 1 or any(preset.name == "balanced" for preset in presets):
        return ""
    return (
        f"More steps bring the texture nearer to the truth's by less than {LEAST_GAIN} on these data: they buy "
        "nothing, and no preset between is suggested.\n"
    )


def _matrix(rows: Mapping[Direction, Mapping[int, Figures]], figure: str, digits: int) -> str:
    counts = list(next(iter(rows.values())))
    return table(
        ("direction", "windows", *(f"{steps} steps" for steps in counts)),
        [
            (str(d), str(row[counts[0]]["windows"]), *(number(row[n][figure], digits) for n in counts))
            for d, row in rows.items()
        ],
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    sys.exit(main())
