"""The paper's ablation: seven choices of trained directions, scored on SAR to RGB, with equal steps and batches.

Run ``python -m benchmarks.ablation INDEX --out DIR --steps 3600``; a killed run resumes where it stopped. All
settings share frozen VAEs and one latent cache; what a setting trains is in ``backend/recipes/ablation-*.yaml``.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np

from any2any.data.index.reader import TileIndex
from any2any.data.scene import PairedScene, load_scenes
from any2any.errors import UsageError
from any2any.evaluation.methods import ModelMethod
from any2any.evaluation.windows import score_method
from any2any.hub import bundled_model
from any2any.models.translator import Translator
from any2any.spec.modality import RGB, SAR, Direction
from benchmarks.ablation_training import Settings, budget_of
from benchmarks.held_windows import by_source, held_windows
from benchmarks.outcome import print_report
from benchmarks.results import Figures, Results, number, table, write_text

SAR_RGB = Direction(SAR.name, RGB.name)

PAPER = {
    1: ("SAR→RGB, no adapter", 20.68, 28.51),
    2: ("SAR→RGB", 20.88, 27.89),
    3: ("SAR→RGB and back, together", 19.63, 32.83),
    4: ("SAR→RGB, then both", 21.44, 25.87),
    5: ("SAR→ all", 22.06, 24.00),
    6: ("all → RGB", 21.36, 26.32),
    7: ("all 14 directions", 22.25, 23.45),
}
"""What a setting trains, and the paper's PSNR in dB and RMSE of 255 for SAR→RGB with the S backbone."""

MEAN = "mean"
"""Key of the scores that weight every dataset equally."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, score, write ``ablation.md`` and ``ablation.json``, print the report; exit code 2 for invalid options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", metavar="INDEX", type=Path)
    parser.add_argument(
        "--out", type=Path, required=True, help="folder of the report, its parts and the models"
    )
    parser.add_argument(
        "--vaes", type=Path, help="run or model folder with the VAEs (default: the bundled model)"
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--settings", type=int, nargs="+", default=list(PAPER), choices=tuple(PAPER))
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--steps", type=int, help="of every setting")
    length.add_argument(
        "--seconds", type=float, help="of every setting: made into steps by the pace of setting 7"
    )
    parser.add_argument("--batch", type=int, help="samples of a step (default: the recipes')")
    parser.add_argument("--size", help="size of the networks (default: the recipes')")
    parser.add_argument(
        "--variants",
        type=int,
        metavar="N",
        help="turned copies of a tile in the latent cache (default: the recipes')",
    )
    parser.add_argument("--split", choices=("validation", "test"), default="test")
    parser.add_argument(
        "--max-tiles", type=int, metavar="N", help="of each source, to score on (default: all)"
    )
    parser.add_argument("--device", default="auto")
    return print_report(run, parser.parse_args(arguments))


def run(options: argparse.Namespace) -> str:
    """Train and score missing parts, write the report and return it as Markdown."""
    index = TileIndex(options.index)
    vaes = options.vaes or bundled_model()
    settings = Settings(
        index, options.out, vaes, options.batch, options.size, options.variants, options.device
    )
    settings.check(options.settings)
    identity = {
        "index": index.digest,
        "vaes": settings.vaes_digest,
        "size": settings.size,
        "batch": settings.batch,
        "variants": settings.variants,
        "steps": options.steps,
        "seconds": options.seconds,
        "split": options.split,
        "max_tiles": options.max_tiles,
    }
    results = Results(options.out / "parts", identity)
    steps = results.part("budget", lambda: {"steps": budget_of(settings, options.steps, options.seconds)})[
        "steps"
    ]
    held = held_windows(load_scenes(index, options.split, options.max_tiles), SAR_RGB)
    if not held:
        raise UsageError(
            f"no {options.split} tile of {index.path} holds a window of {SAR_RGB}: choose another split"
        )
    rows: dict[int, dict[int, Figures]] = {setting: {} for setting in sorted(set(options.settings))}
    for seed in options.seeds:  # the outer loop: a latent cache depends on the seed
        for setting, of_setting in rows.items():
            of_setting[seed] = results.part(
                f"setting-{setting}-seed-{seed}",
                partial(_train_and_score, settings, setting, seed, steps, held),
            )
        report = _report(identity, steps, rows)
        document = {**identity, "steps": steps, "settings": rows, "order": compare(rows)}
        write_text(options.out / "ablation.json", json.dumps(document, indent=2))
        write_text(options.out / "ablation.md", report)
    return report


def _train_and_score(
    settings: Settings, setting: int, seed: int, steps: int, held: Sequence[PairedScene]
) -> Figures:
    return score(settings.trained(setting, seed, steps), held)


def score(folder: Path, held: Sequence[PairedScene]) -> Figures:
    """Score a model's one-step SAR→RGB by data source, and their mean: PSNR in dB, SSIM, RMSE of 255."""
    method = ModelMethod(Translator.load(folder), SAR_RGB, steps=1)
    rows: Figures = {}
    for source, scenes in by_source(held).items():
        scores, windows = score_method(method, scenes, SAR_RGB)
        rows[source] = {
            "psnr_db": scores.psnr_db,
            "ssim": scores.ssim,
            "rmse_255": scores.rmse_255,
            "windows": windows,
        }
    mean = {name: _mean(row[name] for row in rows.values()) for name in ("psnr_db", "ssim", "rmse_255")}
    return {**rows, MEAN: {**mean, "windows": len(held)}}


def compare(rows: Mapping[int, Mapping[int, Figures]]) -> list[Figures]:
    """Compare all pairs of settings: the paper's difference in PSNR and ours, paired by seed, and whether they agree.

    Ours is undecided if it is within twice its standard error over seeds; with one seed only its sign counts.
    """
    found = []
    for pair in combinations(rows, 2):
        better, worse = sorted(pair, key=lambda setting: -PAPER[setting][1])
        seeds = [seed for seed in rows[better] if seed in rows[worse]]
        gaps = [_psnr_db(rows[better][seed]) - _psnr_db(rows[worse][seed]) for seed in seeds]
        here, deviation = _mean(gaps), _deviation(gaps)
        margin = 2.0 * deviation / len(gaps) ** 0.5 if deviation is not None else 0.0
        verdict = "undecided" if abs(here) <= margin else "agrees" if here > 0 else "disagrees"
        found.append(
            {
                "better": better,
                "worse": worse,
                "paper_db": round(PAPER[better][1] - PAPER[worse][1], 2),
                "here_db": here,
                "deviation_db": deviation,
                "verdict": verdict,
            }
        )
    return sorted(found, key=lambda row: -row["paper_db"])


def _psnr_db(figures: Figures) -> float:
    value: float = figures[MEAN]["psnr_db"]
    return value


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))


def _deviation(values: Sequence[float]) -> float | None:
    """Standard deviation over seeds; None of one."""
    return float(np.std(values, ddof=1)) if len(values) > 1 else None


def _report(identity: Figures, steps: int, rows: Mapping[int, Mapping[int, Figures]]) -> str:
    seeds = sorted({seed for row in rows.values() for seed in row})
    order = compare(rows)
    lines = [
        "# Ablation: SAR→RGB by what else is trained\n",
        f"Size {identity['size']}, {steps} steps with batches of {identity['batch']} in every setting, "
        f"seeds {', '.join(map(str, seeds))}, shared frozen VAEs; one-step translations of the {identity['split']} "
        "split. Setting 4 trains SAR→RGB for the first half of its steps, as setting 2 with half the budget, and both "
        "directions for the second half. The mean counts every data source alike; ± is the standard deviation over "
        "seeds. The paper has the S backbone, other data and a larger budget: compare orders, not levels.\n",
        table(
            ("setting", "trained", "PSNR dB", "SSIM", "RMSE", "paper's PSNR", "paper's RMSE"),
            [_setting_cells(setting, list(row.values())) for setting, row in rows.items()],
        ),
        "## PSNR by data source, dB\n",
        _source_table(rows),
        "## Order\n",
        "Undecided is a difference within twice its standard error over seeds; with one seed only its sign counts.\n",
        table(
            ("paper", "by, dB", "here, dB", ""),
            [
                (
                    f"{row['better']} > {row['worse']}",
                    number(row["paper_db"]),
                    _with_deviation(row["here_db"], row["deviation_db"], 2, "+"),
                    row["verdict"].replace("disagrees", "**disagrees**"),
                )
                for row in order
            ],
        ),
        *[_disagreement(row) for row in order if row["verdict"] == "disagrees"],
    ]
    return "\n".join(lines)


def _setting_cells(setting: int, figures: Sequence[Figures]) -> tuple[str, ...]:
    title, psnr_db, rmse_255 = PAPER[setting]
    ours = [
        _over_seeds([row[MEAN][name] for row in figures], digits)
        for name, digits in (("psnr_db", 2), ("ssim", 3), ("rmse_255", 2))
    ]
    return (str(setting), title, *ours, number(psnr_db), number(rmse_255))


def _source_table(rows: Mapping[int, Mapping[int, Figures]]) -> str:
    first = next(figures for row in rows.values() for figures in row.values())
    sources = [name for name in first if name != MEAN]
    header = ("setting", *(f"{name} ({first[name]['windows']})" for name in sources))
    return table(
        header,
        [
            (str(setting), *(_over_seeds([f[name]["psnr_db"] for f in row.values()], 2) for name in sources))
            for setting, row in rows.items()
        ],
    )


def _over_seeds(values: Sequence[float], digits: int) -> str:
    return _with_deviation(_mean(values), _deviation(values), digits)


def _with_deviation(mean: float, deviation: float | None, digits: int, sign: str = "") -> str:
    text = f"{mean:{sign}.{digits}f}"
    return text if deviation is None else f"{text} ± {deviation:.{digits}f}"


def _disagreement(row: Figures) -> str:
    return (
        f"- paper: {row['better']} > {row['worse']} by {row['paper_db']:.2f} dB; here {row['worse']} > {row['better']} "
        f"by {_with_deviation(-row['here_db'], row['deviation_db'], 2)} dB"
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    sys.exit(main())
