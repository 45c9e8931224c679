"""The README and the page of results agree with the bundled model's manifest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from any2any.hub import bundled_model
from any2any.spec.manifest import Manifest
from any2any.spec.model_folder import read_manifest

ROOT = Path(__file__).parents[2]
BASELINES = ("mean_image", "histogram_matching", "linear_regression")
COLUMNS = (*BASELINES, "first_guess", "model_1_steps")
"""Of the table of every direction."""


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return read_manifest(bundled_model())


def cells(line: str) -> list[str]:
    return [cell.strip().strip("*") for cell in line.strip().strip("|").split("|")]


def test_the_readme_has_the_manifests_figures(manifest: Manifest) -> None:
    rows = {(row["data"], row["direction"]): row for row in manifest.metrics["rows"]}
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = [cells(line) for line in text.splitlines() if re.match(r"\| [A-Z]+ to [A-Z]+", line)]
    assert len(listed) > 10
    for ends, data, model, baseline in listed:
        source, target = re.match(r"([A-Z]+) to ([A-Z]+)", ends).groups()
        name = data.rpartition("(")[2].rstrip(")")
        row = rows[name, f"{source}->{target}".lower()]
        best = max(row[method]["psnr_db"] for method in BASELINES)
        assert (model, baseline) == (f"{row['model_1_steps']['psnr_db']:.1f}", f"{best:.1f}"), (ends, data)
    mean = next(row for row in manifest.metrics["means"] if row["data"] == "all" and row["seen"])
    best = max(mean[method]["psnr_db"] for method in BASELINES)
    said = re.search(
        r"mean over the (\d+) trained directions is ([\d.]+) dB; the best baseline .*? reaches\s+([\d.]+) dB",
        text,
    )
    assert said.groups() == (
        str(mean["directions"]),
        f"{mean['model_1_steps']['psnr_db']:.2f}",
        f"{best:.2f}",
    )


def test_the_page_of_results_has_the_manifests_figures(manifest: Manifest) -> None:
    rows = {row["direction"]: row for row in manifest.metrics["directions"]}
    text = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")
    table = text.partition("## Every direction")[2].partition("\n##")[0]
    listed = [cells(line) for line in table.splitlines() if "->" in line]
    assert len(listed) == len(rows) == 20
    for direction, _, *figures in listed:
        row = rows[direction.partition(" ")[0]]
        assert figures == [f"{row[method]['psnr_db']:.2f}" for method in COLUMNS], direction
    assert f"{manifest.name}` {manifest.version}" in text
