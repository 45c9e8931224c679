from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from any2any.evaluation import report
from any2any.evaluation.report import evaluate, score_method, windows
from any2any.modality import Direction
from any2any.models.translator import Translator
from any2any.training.data.scene import PairedScene

SAR_RGB = Direction("sar", "rgb")


def scene(source: str, rows: int = 64, columns: int = 64, seed: int = 0, level: float = 0.0) -> PairedScene:
    rng = np.random.default_rng(seed)
    sar, rgb = (
        np.clip(rng.normal(level, 0.3, (bands, 4 * rows, 4 * columns)), -1, 1).astype(np.float16)
        for bands in (1, 3)
    )
    return PairedScene(f"{source}/{seed}", source, "test", {"sar": sar, "rgb": rgb})


def test_windows_are_whole_and_do_not_overlap() -> None:
    place = scene("a", 130, 200)
    found = list(windows(place, SAR_RGB))
    assert len(found) == 2 * 3
    assert all(source.shape == (1, 256, 256) and target.shape == (3, 256, 256) for source, target in found)
    np.testing.assert_array_equal(found[4][0], place.arrays["sar"][:, 256:512, 256:512].astype(np.float32))


@pytest.mark.parametrize(("band", "name"), [(0, "sar"), (0, "rgb"), (2, "rgb")])
def test_windows_with_large_holes_are_left_out_and_small_ones_filled(band: int, name: str) -> None:
    """Of 256 rows 5 % are 12.8: twelve rows are filled from the row below, thirteen are too many."""
    place = scene("a", 64, 128)
    values = place.arrays[name]
    values[:, :12, :256] = np.nan
    values[:, :13, 256:] = np.nan
    [(source, target)] = windows(place, SAR_RGB)
    holed = {"sar": source, "rgb": target}[name]
    np.testing.assert_array_equal(holed[band, :12], np.repeat(values[band, 12:13, :256], 12, axis=0))
    assert np.isfinite(source).all()
    assert np.isfinite(target).all()


@dataclass(frozen=True)
class Constant:
    """A method with one answer."""

    value: float

    def translate(self, source: np.ndarray, target_px: tuple[int, int]) -> np.ndarray:
        return np.full((3, *target_px), self.value, np.float32)


def test_a_method_is_scored_over_all_windows_in_the_physical_range() -> None:
    """Model values 0.2 and 0.0 are 0.6 and 0.5 of the range: 20 dB."""
    rgb = np.zeros((3, 256, 512), np.float16)
    place = PairedScene("s", "s", "test", {"sar": rgb[:1], "rgb": rgb})
    scores, count = score_method(Constant(0.2), [place, place], SAR_RGB)
    assert count == 4
    assert scores.psnr_db == pytest.approx(20.0, abs=1e-3)


def test_rows_have_every_figure(small_translator: Translator) -> None:
    rows = evaluate(small_translator, [scene("a", seed=1)], [scene("a"), scene("b", 40, 40)], [1, 2])
    assert [(row["data"], row["direction"]) for row in rows] == [("a", "rgb->sar"), ("a", "sar->rgb")]
    for row in rows:
        assert (row["scenes"], row["windows"], row["seen"]) == (1, 1, True)
        for method in ("mean_image", "linear_regression", "model_1_steps", "model_2_steps"):
            assert set(row[method]) == {"psnr_db", "ssim", "rmse_255"}
            assert all(np.isfinite(value) for value in row[method].values())


def test_only_the_directions_that_are_asked_for_are_scored(small_translator: Translator) -> None:
    both = [Direction("sar", "rgb"), Direction("nir", "ms")]
    rows = evaluate(small_translator, [scene("a", seed=1)], [scene("a")], [1], both)
    assert [row["direction"] for row in rows] == ["sar->rgb"]


def fake_scores(monkeypatch: pytest.MonkeyPatch, psnr_db: dict[str, float]) -> None:
    """Make every method score what is given for its class, or for the model's steps."""
    real = report.Scores

    def scored(method: object, held_out: object, direction: object) -> tuple[report.Scores, int]:
        steps = getattr(method, "steps", None)
        name = type(method).__name__ if steps is None else f"model {steps}"
        return real(psnr_db[name], 0.5, 10.0), 1

    monkeypatch.setattr(report, "score_method", scored)


@pytest.mark.parametrize(
    ("model_1", "model_4", "mean", "linear", "ahead"),
    [
        (21, 19, 18, 20, True),
        (19, 21, 18, 20, True),
        (19, 19, 18, 20, False),
        (19, 19, 20, 18, False),
        (20, 19, 18, 20, False),
    ],
)
def test_ahead_means_the_best_step_count_is_ahead_of_both(
    small_translator: Translator,
    monkeypatch: pytest.MonkeyPatch,
    model_1: float,
    model_4: float,
    mean: float,
    linear: float,
    ahead: bool,
) -> None:
    figures = {"model 1": model_1, "model 4": model_4, "MeanImage": mean, "LinearRegression": linear}
    fake_scores(monkeypatch, figures)
    row = evaluate(small_translator, [scene("a", seed=1)], [scene("a")], [1, 4])[1]
    assert row["beats_both_baselines"] is ahead
    assert row["model_4_steps"]["psnr_db"] == model_4


def test_a_noisy_model_is_behind_the_mean(small_translator: Translator) -> None:
    for row in evaluate(small_translator, [scene("a", seed=1)], [scene("a")], [1]):
        assert row["model_1_steps"]["psnr_db"] < row["mean_image"]["psnr_db"]
        assert row["beats_both_baselines"] is False


def sources_of_fit(
    small_translator: Translator, train: list[PairedScene], monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    fitted = []
    real = report.MeanImage.fit

    def spy(scenes: list[PairedScene], target: str) -> report.MeanImage:
        fitted.append([s.source for s in scenes])
        return real(scenes, target)

    monkeypatch.setattr(report.MeanImage, "fit", spy)
    evaluate(small_translator, train, [scene("a")], [1])
    return fitted[0]


@pytest.mark.parametrize(
    ("sources", "used"),
    [
        (["a", "b", "simulated"], ["a"]),
        (["b", "c", "simulated"], ["b", "c"]),
        (["simulated"], ["simulated"]),
    ],
)
def test_baselines_are_fitted_where_it_suits_them_best(
    small_translator: Translator, monkeypatch: pytest.MonkeyPatch, sources: list[str], used: list[str]
) -> None:
    train = [scene(source, seed=i) for i, source in enumerate(sources, 1)]
    assert sources_of_fit(small_translator, train, monkeypatch) == used
