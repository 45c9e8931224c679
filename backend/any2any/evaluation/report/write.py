"""Write a report: figures as JSON and CSV, pictures, and the page that shows them."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from any2any.evaluation.compare_methods import Comparison
from any2any.evaluation.report.page import render_page
from any2any.evaluation.report.pictures import choose, write_example
from any2any.evaluation.report.run import KIND, Evaluation
from any2any.report.folder import PAGE_NAME, REPORT_NAME, check_folder, new_folder

WINDOWS_NAME = "windows.csv"


def write_report(path: Path, evaluation: Evaluation, pictures: int = 2, overwrite: bool = False) -> None:
    """Write ``index.html``, ``report.json``, ``windows.csv`` and pictures into a folder atomically.

    ``pictures`` windows of each direction are drawn, the same ones for the same seed. An earlier report is replaced.
    UsageError if the folder has other contents and ``overwrite`` is off; Any2AnyError if writing fails.
    """
    check_folder(path, KIND, overwrite)
    with new_folder(path) as folder:
        evaluation.report["examples"] = list(_examples(folder, evaluation, pictures))
        text = json.dumps(finite(evaluation.report), indent=1, ensure_ascii=False, allow_nan=False)
        (folder / REPORT_NAME).write_text(f"{text}\n", encoding="utf-8")
        _write_windows(folder / WINDOWS_NAME, evaluation.comparisons)
        (folder / PAGE_NAME).write_text(render_page(evaluation.report), encoding="utf-8")


def finite(value: Any) -> Any:
    """Replace infinity and NaN, which JSON lacks, by null."""
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _examples(folder: Path, evaluation: Evaluation, count: int) -> Iterator[dict[str, Any]]:
    directions = dict.fromkeys(c.direction for c in evaluation.comparisons)
    for direction in directions:
        methods = evaluation.model_methods(direction)
        of_direction = [c for c in evaluation.comparisons if c.direction == direction]
        for number, (comparison, window) in enumerate(
            choose(of_direction, count, evaluation.settings.seed), 1
        ):
            stem = f"{direction.source}-{direction.target}-{number}"
            yield write_example(folder, stem, comparison, window, methods, evaluation.reader)


def _write_windows(path: Path, comparisons: Sequence[Comparison]) -> None:
    """Return one line per window and method, from which readers can compute other intervals."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        figures = ("psnr_db", "ssim", "rmse_255")
        writer.writerow(("data", "direction", "place", "scene", "row", "column", "method", *figures))
        for comparison in comparisons:
            for window in comparison.windows:
                tile = window.address.tile
                where = (tile.place, tile.scene, window.address.row, window.address.column)
                for method, values in window.figures.items():
                    numbers = (f"{values[figure]:.5f}" for figure in figures)
                    writer.writerow((comparison.source, str(comparison.direction), *where, method, *numbers))
