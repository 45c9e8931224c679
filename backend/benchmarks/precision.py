"""The cost of bfloat16: held-out windows in float32 and bfloat16, compared with the truth and each other, by modality.

Run ``python -m benchmarks.precision INDEX``. The precision is lowered as the engine does: autocast around every
network, everything between them in float32.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split
from any2any.evaluation.tiles import WindowReader, held_out_windows
from any2any.evaluation.windows import Window, whole_windows
from any2any.hub import bundled_model
from any2any.metrics import psnr_db, unit_range
from any2any.models.translator import Translator
from any2any.requests.translate import BFLOAT16
from any2any.spec.manifest import LOSS_LIMIT_DB
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction
from any2any.spec.model_folder import read_manifest, write_manifest
from benchmarks.results import Figures, model_title, number, table, write_text
from benchmarks.subject import load_model


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table by target modality; exit code 1 if one of them loses more than the limit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index", type=Path)
    parser.add_argument("--split", choices=("validation", "test"), default="validation")
    parser.add_argument("--max-windows", type=int, default=4, help="of a direction and source (%(default)s)")
    parser.add_argument("--steps", type=int, default=4, help="(%(default)s)")
    parser.add_argument("--size", help="random weights of this size instead of the bundled model")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write precision.json and .md there too")
    parser.add_argument("--model", type=Path, metavar="DIR", help="(the bundled one)")
    parser.add_argument(
        "--record",
        action="store_true",
        help="write the losses into the model's manifest, for --precision auto",
    )
    args = parser.parse_args(arguments)
    folder = args.model or bundled_model()
    model = load_model(args.size, args.device) if args.model is None else Translator.load(folder, args.device)
    model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    reader = WindowReader(TileIndex(args.index))
    figures = {}
    for target in (modality.name for modality in model.manifest.modalities):
        directions = [d for d in reader.index.directions(args.split) if d.target == target]
        found = [
            _compare(model, window, direction, args.steps)
            for direction in directions
            for window in _windows(reader, args.split, direction, args.max_windows)
        ]
        if found:
            figures[target] = _mean(found)
    report = f"{model_title(model.manifest)}\n\n{_report(figures, args.steps)}"
    if args.record:
        losses = {target: round(float(row["loss_db"]), 4) for target, row in figures.items()}
        manifest = read_manifest(folder)
        write_manifest(folder, replace(manifest, precision_loss_db={BFLOAT16: losses}))
    if args.out is not None:
        write_text(args.out / "precision.json", json.dumps(figures, indent=2))
        write_text(args.out / "precision.md", report)
    sys.stdout.write(report)
    return int(any(not _is_allowed(row) for row in figures.values()))


def _windows(reader: WindowReader, split: Split, direction: Direction, most: int) -> Iterator[Window]:
    """Yield at most this many windows of each data source."""
    ends = (direction.source, direction.target)
    groups = [g for g in reader.index.groups if g.split == split and g.holds(ends)]
    for source in dict.fromkeys(group.source for group in groups):
        for address in held_out_windows(reader, split, source, direction, most)[:most]:
            yield from whole_windows(reader.read(address, ends), direction)


def _compare(model: Translator, window: Window, direction: Direction, steps: int) -> Figures:
    x = torch.from_numpy(window.source)[None].to(model.device)
    side = WINDOW_LATENT_PX
    generator = torch.Generator().manual_seed(0)
    noise = torch.randn(1, LATENT_CHANNELS, side, side, generator=generator).to(model.device)
    images, seconds = [], []
    for low in (False, True):
        begin = time.process_time()
        with torch.inference_mode(), torch.autocast(model.device.type, torch.bfloat16, enabled=low):
            y = model.translate(x, noise, direction, steps)
        images.append(unit_range(y[0].float().cpu().numpy()))
        seconds.append(time.process_time() - begin)
    truth = unit_range(window.target)
    exact, low_psnr = (psnr_db(image, truth) for image in images)
    return {
        "windows": 1,
        "float32_db": exact,
        "bfloat16_db": low_psnr,
        "loss_db": exact - low_psnr,
        "between_db": psnr_db(images[1], images[0]),
        "largest_grey_levels": float(255 * np.abs(images[1] - images[0]).max()),
        "processor_time_ratio": seconds[1] / seconds[0],
    }


def _mean(found: Sequence[Figures]) -> Figures:
    figures = {key: float(np.mean([each[key] for each in found])) for key in found[0]}
    return figures | {
        "windows": len(found),
        "largest_grey_levels": max(each["largest_grey_levels"] for each in found),
        "processor_time_ratio": float(np.median([each["processor_time_ratio"] for each in found])),
    }


def _is_allowed(figures: Figures) -> bool:
    return float(figures["loss_db"]) <= LOSS_LIMIT_DB


def _report(figures: dict[str, Figures], steps: int) -> str:
    header = (
        "target",
        "windows",
        "float32, dB",
        "bfloat16, dB",
        f"loss (limit {LOSS_LIMIT_DB})",
        "between both, dB",
    )
    rows = [
        (
            target,
            str(row["windows"]),
            *(number(row[key], digits) for key, digits in _COLUMNS.items()),
            "yes" if _is_allowed(row) else "NO",
        )
        for target, row in figures.items()
    ]
    more = ("largest difference, grey levels of 255", "processor time", "allowed")
    return f"{steps} step(s), PSNR against the truth.\n\n" + table((*header, *more), rows)


_COLUMNS = {
    "float32_db": 3,
    "bfloat16_db": 3,
    "loss_db": 4,
    "between_db": 1,
    "largest_grey_levels": 1,
    "processor_time_ratio": 2,
}


if __name__ == "__main__":
    sys.exit(main())
