"""The whole evaluation on a small index, with a model of random weights."""

from __future__ import annotations

import csv
import json
import math
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from any2any.data.index.reader import TileIndex
from any2any.errors import UsageError
from any2any.evaluation.perception import Perception
from any2any.evaluation.report import Evaluation, Settings, evaluate, write_report
from any2any.evaluation.report.page import render_page
from any2any.models.translator import Translator
from any2any.requests.progress import Progress
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction

from ...guesses import with_guess

SAR_RGB = Direction("sar", "rgb")
METHODS = ("mean_image", "histogram_matching", "linear_regression", "model_1_steps", "model_2_steps")
SETTINGS = Settings(step_counts=(1, 2))
NO_WEIGHTS = Perception(missing={"lpips": "fetch <them>", "fid": "fetch them"})


@pytest.fixture(scope="module")
def evaluation(small_translator: Translator, radar_index: TileIndex) -> Evaluation:
    return evaluate(small_translator, radar_index, SETTINGS, NO_WEIGHTS)


def test_every_source_and_direction_has_a_row(evaluation: Evaluation) -> None:
    rows = evaluation.report["rows"]
    sources = ("a", "only-tests", "simulated")
    expected = [(source, direction) for source in sources for direction in ("rgb->sar", "sar->rgb")]
    assert [(row["data"], row["direction"]) for row in rows] == expected
    assert [row["windows"] for row in rows] == [3, 3, 1, 1, 1, 1]
    assert {(entry["data"], entry["reason"]) for entry in evaluation.report["not_scored"]} == {
        ("small", "no tile is as large as a window")
    }


def test_rows_have_every_figure(evaluation: Evaluation) -> None:
    for row in evaluation.report["rows"]:
        more = {"looks", "bias_db"} if row["direction"] == "rgb->sar" else {"spectral_angle_deg", "ergas"}
        for method in METHODS:
            always = {"psnr_db", "ssim", "rmse_255", "psnr_db_ci95", "ssim_ci95"}
            always |= {"correlation", "fine_correlation", "explained_80m"}
            extra = {"against_best_baseline", "seam", "patch_grid"} if method.startswith("model") else set()
            assert set(row[method]) == always | more | extra
            assert math.isfinite(row[method]["psnr_db"])
        assert "seam" in row["truth"]
        assert ("looks" in row["truth"]) == (row["direction"] == "rgb->sar")


def test_intervals_need_several_places(evaluation: Evaluation) -> None:
    for row in evaluation.report["rows"]:
        for method in METHODS:
            ends = row[method]["psnr_db_ci95"]
            if row["places"] == 1:
                assert ends is None
            else:
                assert row["places"] == 3
                assert ends[0] <= row[method]["psnr_db"] <= ends[1]


def test_the_model_is_compared_with_the_best_baseline(evaluation: Evaluation) -> None:
    for row in evaluation.report["rows"]:
        baselines = {name: row[name]["psnr_db"] for name in METHODS[:3]}
        best = max(baselines, key=lambda name: baselines[name])
        assert row["best_baseline_psnr_db"] == best
        difference = row["model_1_steps"]["psnr_db"] - baselines[best]
        assert row["model_1_steps"]["against_best_baseline"]["psnr_db"] == pytest.approx(difference, abs=2e-4)
        ours = max(row[name]["psnr_db"] for name in METHODS[3:])
        assert row["beats_every_baseline"] == (ours > max(baselines.values()))
        assert row["beats_both_baselines"] == (
            ours > max(baselines["mean_image"], baselines["linear_regression"])
        )


def test_the_mean_image_has_no_speckle(evaluation: Evaluation) -> None:
    for row in evaluation.report["rows"]:
        if row["direction"] == "rgb->sar":
            assert row["mean_image"]["looks"] == math.inf
            assert 2 < row["truth"]["looks"] < 5  # 4 looks, over blocks of different brightness


def test_the_same_settings_give_the_same_figures_on_any_number_of_threads(
    evaluation: Evaluation, small_translator: Translator, radar_index: TileIndex
) -> None:
    again = evaluate(small_translator, radar_index, replace(SETTINGS, threads=3), NO_WEIGHTS)
    assert again.report == evaluation.report


class MeanOfChannels(torch.nn.Module):
    """A stand-in for So2Sat's network that takes no time."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.mean(dim=(2, 3))


def test_radar_gets_a_distance_over_the_tiles_of_all_windows(
    small_translator: Translator, radar_index: TileIndex
) -> None:
    """A window of 256 x 256 pixels of 10 m holds 64 tiles of 32 x 32; three threads give the same figures."""
    perception = Perception(radar=MeanOfChannels(), missing={"frechet_spectra": "name <it>"})
    settings = Settings(step_counts=(1,), seam_scenes=0, threads=3)
    report = evaluate(small_translator, radar_index, settings, perception).report
    for row in report["rows"]:
        figures = {name: row[name].get("frechet_radar") for name in METHODS[:4]}
        if row["direction"] == "rgb->sar":
            assert all(value > 0 for value in figures.values())
            assert row["truth"]["frechet_radar_vectors"] == 64 * row["windows"]
        else:
            assert set(figures.values()) == {None}
    once = evaluate(small_translator, radar_index, replace(settings, threads=1), perception).report
    assert once["rows"] == report["rows"]
    page = render_page({**report, "examples": []})
    assert "Fréchet distance of radar, in features of So2Sat&#x27;s network for Sentinel-1" in page
    assert re.search(r"<td[^>]*>192</td>", page)  # of three windows
    assert "The Fréchet distance of multispectral images was not measured" in page
    assert "name &lt;it&gt;" in page


def test_only_what_is_asked_for_is_scored(small_translator: Translator, radar_index: TileIndex) -> None:
    reports: list[Progress] = []
    settings = Settings(
        step_counts=(1,), directions=(SAR_RGB, Direction("nir", "ms")), max_tiles=1, seam_scenes=0
    )
    found = evaluate(small_translator, radar_index, settings, NO_WEIGHTS, reports.append)
    assert {(row["direction"], row["windows"]) for row in found.report["rows"]} == {("sar->rgb", 1)}
    assert all("seam" not in row["truth"] for row in found.report["rows"])
    fractions = [report.fraction for report in reports]
    assert fractions == sorted(fractions)
    assert set(fractions) == {0, 1 / 3, 2 / 3, 1}  # three windows are to be scored
    assert (reports[0].stage, reports[-1].stage) == ("a sar->rgb", "finished")


@pytest.mark.parametrize("changes", [{"split": "validation"}, {"directions": (Direction("nir", "ms"),)}])
def test_an_index_without_windows_is_refused(
    small_translator: Translator, radar_index: TileIndex, changes: dict
) -> None:
    with pytest.raises(UsageError, match=r"tile of .* is large enough for a window"):
        evaluate(small_translator, radar_index, replace(SETTINGS, **changes), NO_WEIGHTS)


class Page(HTMLParser):
    """Tags, pictures and cells of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.pictures: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.addresses += [value for key in ("src", "href") if (value := given.get(key))]
        if tag == "img":
            assert given["alt"]
            self.pictures.append(given["src"] or "")


@pytest.fixture(scope="module")
def folder(evaluation: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "report"
    write_report(path, evaluation, pictures=2)
    return path


def test_the_report_is_complete_and_needs_nothing_else(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "index.html",
        "pictures",
        "report.json",
        "windows.csv",
    ]
    page = Page((folder / "index.html").read_text())
    assert page.tags.count("table") >= 7
    assert page.addresses == page.pictures
    assert {folder / path for path in page.pictures} == set((folder / "pictures").iterdir())
    # Two windows of two directions: source, truth, two results and two errors.
    assert len(page.pictures) == 2 * 2 * 6
    for path in page.pictures:
        with Image.open(folder / path) as picture:
            assert max(picture.size) <= 160


def test_the_json_holds_what_was_measured(folder: Path, evaluation: Evaluation) -> None:
    report = json.loads((folder / "report.json").read_text())
    assert report["model"]["sha256"] == evaluation.translator.manifest.digest
    assert report["index"]["sha256"] == evaluation.reader.index.digest
    assert (report["split"], report["seed"], report["steps"]) == ("test", 0, [1, 2])
    assert report["index"]["licences"]["a"] == ["CC0-1.0"]
    assert set(report["versions"]) >= {"any2any", "numpy", "torch"}
    assert len(report["rows"]) == 6
    radar = next(row for row in report["rows"] if row["direction"] == "rgb->sar")
    assert radar["mean_image"]["looks"] is None  # infinite
    assert str(folder.parent) not in (folder / "report.json").read_text()


def test_the_windows_average_to_the_rows(folder: Path, evaluation: Evaluation) -> None:
    with (folder / "windows.csv").open() as stream:
        lines = list(csv.DictReader(stream))
    assert len(lines) == 10 * len(METHODS)
    for row in evaluation.report["rows"]:
        for method in METHODS:
            values = [
                float(line["psnr_db"])
                for line in lines
                if (line["data"], line["direction"], line["method"])
                == (row["data"], row["direction"], method)
            ]
            assert np.mean(values) == pytest.approx(row[method]["psnr_db"], abs=1e-3)


def test_the_page_shows_the_figures(folder: Path, evaluation: Evaluation) -> None:
    text = (folder / "index.html").read_text()
    for row in evaluation.report["rows"]:
        assert f"{row['model_1_steps']['psnr_db']:.2f}" in text
    assert "fetch &lt;them&gt;" in text  # strings are escaped
    assert "prefers-color-scheme: dark" in text
    assert len(re.findall("20% and more", text)) == 1


def test_the_same_report_has_the_same_page(evaluation: Evaluation, folder: Path, tmp_path: Path) -> None:
    write_report(tmp_path / "again", evaluation, pictures=2)
    for path in folder.rglob("*"):
        if path.is_file():
            assert (tmp_path / "again" / path.relative_to(folder)).read_bytes() == path.read_bytes()


def test_the_page_says_where_the_model_is_behind(evaluation: Evaluation) -> None:
    """Random weights are behind everywhere; a report without such rows says so too."""
    assert len(evaluation.report["behind"]) == 6
    report = {**evaluation.report, "examples": []}
    assert "ahead of every baseline in PSNR in 0 of 6 rows" in render_page(report)
    assert "In all 6 rows the model is ahead" in render_page({**report, "behind": []})


def test_something_else_is_not_overwritten(evaluation: Evaluation, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(UsageError, match="not an earlier report"):
        write_report(tmp_path, evaluation)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_models_first_guess_is_listed_but_not_as_a_baseline(
    small_manifest: Manifest, radar_index: TileIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An untrained model corrects nothing, so it equals its first guess."""
    untrained = Translator(with_guess(small_manifest)).eval()
    for guess in untrained.first_guesses.values():
        guess.weight.add_(0.01), guess.bias.add_(0.1)
    # As between optical modalities.
    monkeypatch.setattr(untrained.conditioning, "needs_pixels", lambda direction: True)
    settings = Settings(step_counts=(1,), directions=[SAR_RGB], max_tiles=1, seam_scenes=0)
    for row in evaluate(untrained, radar_index, settings, NO_WEIGHTS).report["rows"]:
        assert row["first_guess"]["psnr_db"] == pytest.approx(row["model_1_steps"]["psnr_db"], abs=0.01)
        assert row["best_baseline_psnr_db"] != "first_guess"
