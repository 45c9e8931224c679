from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from any2any.data.scene import PairedScene
from any2any.models.translator import Translator
from any2any.spec.modality import DEFAULT_MODALITIES, Direction
from benchmarks import calibration
from benchmarks.calibration import main, measure, sampled

from .checks import never

DIRECTIONS = ("sar->rgb", "ms->sar")


def command(simulated: Path, small_model: Path, out: Path, *more: str) -> list[str]:
    common = [str(simulated), "--model", str(small_model), "--out", str(out), "--steps", "1", "2"]
    return [*common, "--samples", "3", "--directions", *DIRECTIONS, *more]


@pytest.fixture(scope="module")
def out(simulated: Path, small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calibration")
    assert main(command(simulated, small_model, folder)) == 0
    return folder


def test_every_direction_and_step_count_is_measured(out: Path) -> None:
    document = json.loads((out / "calibration.json").read_text())
    assert (document["split"], document["samples"], document["name"]) == ("validation", 3, "small 1.2.3")
    assert set(document["directions"]) == set(DIRECTIONS)
    for direction, row in document["directions"].items():
        assert set(row) == {"1", "2"}
        for figures in row.values():
            assert figures["windows"] == 1
            assert list(figures["windows_of"].values()) == [1]
            assert figures["unit"] == ("reflectance" if direction == "sar->rgb" else "dB")
            assert figures["pixels"] == (3 if direction == "sar->rgb" else 1) * 256 * 256
            assert figures["ratio"] == pytest.approx(figures["rmse"] / figures["spread"])
            assert figures["coverage"][0] <= figures["coverage"][1]
    assert document["directions"]["ms->sar"]["1"]["rmse"] > 1  # dB, not reflectance


def test_the_report_is_markdown(out: Path) -> None:
    text = (out / "calibration.md").read_text()
    assert text.startswith("# Calibration of small 1.2.3\n")
    assert "validation split, 3 samples" in text
    assert all(f"### {direction}, steps: 2" in text for direction in DIRECTIONS)


def test_a_second_run_computes_nothing_and_a_killed_one_continues(
    out: Path, simulated: Path, small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in out.rglob("*.*")}
    with monkeypatch.context() as patch:
        patch.setattr(calibration, "measure", never)
        assert main(command(simulated, small_model, out)) == 0
    (out / "parts" / "ms-sar-2.json").unlink()
    measured = []

    def spy(*arguments: Any, **settings: Any) -> Any:
        measured.append((str(arguments[2]), arguments[3]))
        return measure(*arguments, **settings)

    monkeypatch.setattr(calibration, "measure", spy)
    assert main(command(simulated, small_model, out)) == 0
    assert measured == [("ms->sar", 2)]
    assert {path: path.read_bytes() for path in out.rglob("*.*")} == before


@pytest.mark.parametrize("more", [("--samples", "1"), ("--max-windows", "0"), ("--split", "test")])
def test_requests_that_cannot_be_end_with_code_2(
    out: Path, simulated: Path, small_model: Path, more: tuple[str, ...]
) -> None:
    """The last one asks for another split than the folder's figures are of."""
    assert main(command(simulated, small_model, out, *more)) == 2


class KnownSpread:
    """A model of SAR whose samples are -13 dB and noise of 2 dB; it sees nothing of the source."""

    device = torch.device("cpu")

    class manifest:  # noqa: N801 - stands for an instance
        @staticmethod
        def modality(name: str) -> object:
            return next(modality for modality in DEFAULT_MODALITIES if modality.name == name)

    encoded = 0

    def condition(self, x: torch.Tensor, direction: Direction) -> torch.Tensor:
        self.encoded += 1
        return torch.zeros(1, 4, 64, 64)

    def sample(self, z_source: torch.Tensor, noise: torch.Tensor, *others: object) -> torch.Tensor:
        return noise

    def decode(self, z: torch.Tensor, *others: object) -> torch.Tensor:
        db = -13.0 + 2.0 * torch.nn.functional.pixel_shuffle(z[:, :4].repeat(1, 4, 1, 1), 4)
        return (db + 30.0) / 35.0 * 2.0 - 1.0


def scene(truth_db: np.ndarray) -> PairedScene:
    values = ((truth_db + 30.0) / 35.0 * 2.0 - 1.0).astype(np.float16)
    return PairedScene(
        "s", "s", "validation", {"nir": np.zeros((1, 256, 256), np.float16), "sar": values[None]}
    )


def test_a_known_spread_is_measured_in_db() -> None:
    """Truth of the samples' own law: ratio 1, spread 2 dB times sqrt(9/8); float16 holds it to 0.01 dB."""
    rng = np.random.default_rng(0)
    model = KnownSpread()
    truths = [-13.0 + 2.0 * rng.normal(size=(256, 256)) for _ in range(3)]
    figures = measure(model, [scene(truth) for truth in truths], Direction("nir", "sar"), 4, 8)  # type: ignore[arg-type]
    assert figures["spread"] == pytest.approx(2.0 * (9 / 8) ** 0.5, rel=0.02)
    assert figures["ratio"] == pytest.approx(1.0, abs=0.03)
    assert model.encoded == 3  # once a window, for all samples


def test_pixels_without_truth_do_not_count() -> None:
    truth = np.full((256, 256), -13.0)
    truth[:8] = np.nan
    figures = measure(KnownSpread(), [scene(truth)], Direction("nir", "sar"), 1, 2)  # type: ignore[arg-type]
    assert figures["pixels"] == 248 * 256


def test_samples_of_a_window_differ_and_repeat(small_model: Path) -> None:
    translator = Translator.load(small_model)
    source = np.random.default_rng(0).uniform(-1, 1, (1, 256, 256)).astype(np.float32)
    first, again = (list(sampled(translator, source, Direction("sar", "nir"), 1, 2, 0)) for _ in range(2))
    assert (first[0] == again[0]).all()
    assert (first[0] != first[1]).any()
