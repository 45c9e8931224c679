from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pytest

from any2any.commands.evaluate_fill import run_fill_task
from any2any.errors import UsageError
from any2any.evaluation.filling.methods import (
    Filler,
    clear_mean,
    fill_nodata,
    methods_for,
    older_matched,
    scene_regression,
)
from any2any.evaluation.filling.pictures import Pictures, busiest_part, draw_fill, outline
from any2any.evaluation.filling.scenes import FillScene, cloud_holes
from any2any.evaluation.filling.score import changed, evaluate_fill, score, table

SIDE = 192


def make_scene(two_dates: bool = True) -> FillScene:
    """Fields of 16 pixels in radar and colour; the translation is 0.05 too bright, the older image dark and hazy."""
    generator = np.random.default_rng(0)
    parcel = np.kron(generator.random((SIDE // 16, SIDE // 16)), np.ones((16, 16)))
    noise = 0.002 * generator.normal(size=(3, SIDE, SIDE))
    target = (0.1 + 0.1 * parcel + noise).astype(np.float32)
    radar = (-18 + 8 * parcel + generator.normal(size=parcel.shape)).astype(np.float32)[None]
    high = np.full((3, 1, 1), 0.3558, np.float32)
    haze = np.linspace(0, 0.03, SIDE, dtype=np.float32) + 0.002 * generator.normal(size=target.shape)
    older = ((0.8 * target + haze).astype(np.float32), radar + 0.1) if two_dates else (None, None)
    return FillScene("place", "made up", target, radar, target + 0.05, older[0], older[1], high)


SCENE = make_scene()
HOLES = cloud_holes((SIDE, SIDE), 0.3, seed=0)


def psnr(image: np.ndarray) -> float:
    return score(image, SCENE, HOLES)["psnr_db"]


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6])
def test_holes_cover_the_share_that_was_asked_for(share: float) -> None:
    assert cloud_holes((200, 300), share, 1).mean() == pytest.approx(share, abs=1e-3)


def test_holes_have_the_size_of_clouds_and_differ_by_seed() -> None:
    edges = np.diff(HOLES.astype(int), axis=1) != 0
    assert edges.mean() < 0.1  # single pixels would give 0.42
    assert (cloud_holes((SIDE, SIDE), 0.3, 1) != HOLES).any()


@pytest.fixture
def filler(tmp_path: Path, model_folder: Path) -> Filler:
    return Filler(tmp_path, model_folder, "cpu")


def test_no_method_sees_what_the_holes_hide(filler: Filler) -> None:
    hidden = np.where(HOLES, np.float32(0.35), SCENE.target)
    blind = FillScene(**{**SCENE.__dict__, "target": hidden})
    methods = methods_for(SCENE, filler)
    del methods["fill"], methods["fill_reference"]  # those with both radars see the most
    for method in methods.values():
        np.testing.assert_array_equal(method(blind, HOLES)[:, HOLES], method(SCENE, HOLES)[:, HOLES])


def test_figures_state_their_arithmetic() -> None:
    figures = score(SCENE.target + 0.03558, SCENE, HOLES)
    # A tenth of the range too bright: 20 dB, and a level error of 10 %.
    assert figures["psnr_db"] == pytest.approx(20, abs=0.01)
    assert figures["level_percent"] == pytest.approx(10, abs=0.01)
    assert score(SCENE.target, SCENE, HOLES)["ssim"] == pytest.approx(1)


def test_only_the_holes_are_scored() -> None:
    image = np.where(HOLES, SCENE.target, 0)
    assert psnr(image) == pytest.approx(120)


def test_a_scene_that_follows_its_radar_is_filled_better_than_by_any_baseline(filler: Filler) -> None:
    best = max(psnr(method(SCENE, HOLES)) for method in (fill_nodata, clear_mean, scene_regression))
    assert psnr(filler.radar(SCENE, HOLES)) > best
    assert psnr(filler.reference(SCENE, HOLES)) > psnr(older_matched(SCENE, HOLES))


def test_changed_pixels_are_found_by_both_sensors() -> None:
    older, radar = SCENE.other_target.copy(), SCENE.other_source.copy()
    older[:, 50:60, 50:60] += 0.08
    scene = FillScene(**{**SCENE.__dict__, "other_target": older, "other_source": radar})
    found = changed(scene, HOLES)
    assert found[50:60, 50:60].mean() > 0.9
    assert found.mean() < 0.05


def test_the_report_has_a_line_for_each_method_and_data_and_pictures(tmp_path: Path, filler: Filler) -> None:
    pictures = Pictures(tmp_path / "report", 1, overwrite=False)
    scenes = [SCENE, make_scene(two_dates=False)]
    rows = evaluate_fill(scenes, filler, [0.3], pictures.take)
    text = table(rows)
    assert "made up: 2 fills" in text
    assert text.count("| older matched |") == 1
    assert set(rows[1]["figures"]) == {"fill_nodata", "clear_mean", "scene_regression", "translation", "fill"}
    pictures.write(rows, text)
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == [
        "place-30.png", "report.json", "table.md",
    ]  # fmt: skip


def test_shares_of_holes_have_columns_of_their_own() -> None:
    figures = {"psnr_db": 20.0, "ssim": 0.5, "angle_deg": 4.0, "level_percent": 1.0}
    row = {"data": "a", "changed": {}}
    rows = [
        {**row, "share": 0.1, "figures": {"fill": figures}},
        {**row, "share": 0.6, "figures": {"fill": {**figures, "psnr_db": 18.0, "ssim": 0.3}}},
    ]
    assert "| fill | 20.00 | 18.00 | 0.400 | 4.00 | 1.00 |" in table(rows)


def test_the_border_of_holes_is_outlined_outside_them() -> None:
    holes = np.zeros((300, 400), bool)
    holes[290:295, 100:110] = True
    edge = outline(holes)
    assert edge.sum() == 2 * (5 + 10)
    assert not (edge & holes).any()
    rows, columns = busiest_part(holes)
    assert (rows.stop - rows.start, columns.stop - columns.start) == (256, 256)
    assert edge[rows, columns].sum() == edge.sum()


def test_a_picture_shows_holes_fills_and_truth_side_by_side() -> None:
    picture = draw_fill(SCENE, HOLES, {"fill": SCENE.target, "fill_nodata": SCENE.target})
    assert picture.shape == (SIDE, 4 * SIDE + 3 * 4, 3)  # holes, two methods, truth; gaps of 4 pixels


def test_a_share_of_nothing_or_all_is_refused(tmp_path: Path) -> None:
    args = argparse.Namespace(holes=[1.0])
    with pytest.raises(UsageError, match="between 0 and 1"):
        run_fill_task(args, tmp_path)
