from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.scene import PairedScene
from any2any.spec.modality import DEFAULT_MODALITIES, Direction
from benchmarks import steps
from benchmarks.presets import suggest_presets, target_verdict
from benchmarks.steps import gradient_energy, main, measure

from .checks import never

NIR_SAR = Direction("nir", "sar")
DIRECTIONS = ("sar->rgb", "ms->sar")


def command(simulated: Path, small_model: Path, out: Path, *more: str) -> list[str]:
    common = [str(simulated), "--model", str(small_model), "--out", str(out), "--steps", "1", "2"]
    return [*common, "--directions", *DIRECTIONS, *more]


@pytest.fixture(scope="module")
def out(simulated: Path, small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("steps")
    assert main(command(simulated, small_model, folder)) == 0
    return folder


def test_every_step_count_is_scored_in_every_direction(out: Path) -> None:
    document = json.loads((out / "steps.json").read_text())
    assert (document["split"], document["seeds"], document["name"]) == ("validation", 3, "small 1.2.3")
    assert set(document["directions"]) == set(DIRECTIONS)
    for direction, row in document["directions"].items():
        assert set(row) == {"1", "2"}
        for figures in row.values():
            assert figures["windows"] == 1
            assert figures["spread"] > 0
            assert figures["texture"] > 0
            assert (figures["spread_db"] is None) == (direction == "sar->rgb")
        assert row["1"]["time_ratio"] == 1.0
        assert row["2"]["time_ratio"] > 0
    for n in ("1", "2"):
        each = [row[n] for row in document["directions"].values()]
        mean = document["mean"][n]
        assert mean["psnr_db"] == pytest.approx(np.mean([row["psnr_db"] for row in each]))
        assert mean["spread_db"] == document["directions"]["ms->sar"][n]["spread_db"]


def test_the_report_is_markdown(out: Path) -> None:
    text = (out / "steps.md").read_text()
    assert text.startswith("# Sampling steps of small 1.2.3\n")
    assert "Target of 4 steps against 250: not measured" in text
    assert all(f"| {direction} | 1 |" in text for direction in DIRECTIONS)


def test_a_second_run_computes_nothing(
    out: Path, simulated: Path, small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in out.rglob("*.*")}
    monkeypatch.setattr(steps, "measure", never)
    assert main(command(simulated, small_model, out)) == 0
    assert {path: path.read_bytes() for path in out.rglob("*.*")} == before


def test_a_run_continues_with_what_is_missing(
    simulated: Path, small_model: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (out / "parts").iterdir():
        (tmp_path / "parts").mkdir(exist_ok=True)
        (tmp_path / "parts" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "parts" / "ms-sar-2.json").unlink()
    measured = []

    def spy(*arguments: Any, **settings: Any) -> Any:
        measured.append((str(arguments[2]), arguments[3]))
        return measure(*arguments, **settings)

    monkeypatch.setattr(steps, "measure", spy)
    assert main(command(simulated, small_model, tmp_path)) == 0
    assert measured == [("ms->sar", 2)]


@pytest.mark.parametrize("more", [("--seeds", "2"), ("--max-windows", "0"), ("--split", "test")])
def test_requests_that_cannot_be_end_with_code_2(
    out: Path, simulated: Path, small_model: Path, more: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """The last one asks for another split than the folder's figures are of."""
    assert main(command(simulated, small_model, out, *more)) == 2
    assert more[0].removeprefix("--").replace("-", "_")[:5] in capsys.readouterr().err.replace("-", "_")


class FakeTranslator:
    """Gives, for each seed, what ``answer`` makes of the window's number of that seed."""

    manifest = SimpleNamespace(modality=lambda name: {m.name: m for m in DEFAULT_MODALITIES}[name])

    def __init__(self, answer: Callable[[int], np.ndarray]) -> None:
        self.answer = answer
        self.noises: list[torch.Tensor] = []

    def translate(
        self, x: torch.Tensor, noise: torch.Tensor, direction: Direction, count: int
    ) -> torch.Tensor:
        self.noises.append(noise)
        return torch.stack([torch.from_numpy(self.answer(i)) for i in range(len(x))])


def window(truth: np.ndarray) -> PairedScene:
    nir = np.zeros((1, 256, 256), np.float16)
    return PairedScene("s", "s", "validation", {"nir": nir, "sar": truth.astype(np.float16)})


RAMP = np.broadcast_to(np.linspace(-0.5, 0.5, 256, dtype=np.float32), (1, 256, 256))


def test_spread_and_closeness_are_those_of_the_seeds() -> None:
    """Results 0.0, 0.1 and 0.2 above the truth: deviation 0.1, of 35 dB over 2 model values that is 1.75 dB.

    In 0 .. 1 the errors are 0, 0.05 and 0.1; the first's PSNR is infinite but for half precision.
    """
    fake = FakeTranslator(
        lambda seed: RAMP.astype(np.float16).astype(np.float32) + np.float32(0.1 * (seed + 1))
    )
    row = measure(fake, [window(RAMP)] * 2, NIR_SAR, 4, 3)  # type: ignore[arg-type]
    assert row["windows"] == 2
    assert row["spread"] == pytest.approx(0.1, abs=1e-5)
    assert row["spread_db"] == pytest.approx(1.75, abs=1e-3)
    errors = np.array([0.05, 0.10, 0.15])
    assert row["psnr_db"] == pytest.approx(np.mean(-20 * np.log10(errors)), abs=1e-3)
    assert row["texture"] == pytest.approx(1.0, abs=1e-3)


def test_half_the_contrast_is_a_quarter_of_the_gradient_energy() -> None:
    row = measure(FakeTranslator(lambda _: RAMP * np.float32(0.5)), [window(RAMP)], NIR_SAR, 1, 3)  # type: ignore[arg-type]
    assert row["texture"] == pytest.approx(0.25, rel=0.01)
    assert row["spread"] == pytest.approx(0.0, abs=1e-6)


def test_a_flat_truth_has_no_texture_to_compare_with() -> None:
    flat = np.zeros((1, 256, 256), np.float32)
    assert measure(FakeTranslator(lambda _: RAMP), [window(flat)], NIR_SAR, 1, 3)["texture"] is None  # type: ignore[arg-type]


def test_every_step_count_gets_the_same_noise_and_every_seed_another() -> None:
    fakes = [FakeTranslator(lambda _: RAMP) for _ in range(2)]
    for fake, count in zip(fakes, (1, 8), strict=True):
        measure(fake, [window(RAMP)] * 2, NIR_SAR, count, 3)  # type: ignore[arg-type]
    one, eight = (fake.noises for fake in fakes)
    assert len(one) == 2
    assert len(eight) == 4  # each window once more for the time of one step
    assert torch.equal(one[0], eight[0])
    assert torch.equal(one[1], eight[2])
    assert len(torch.unique(torch.cat([one[0], one[1]])[:, 0, 0, 0])) == 6


@given(st.floats(0.1, 4.0), st.integers(0, 2**31))
def test_gradient_energy_grows_with_the_square_of_contrast_and_ignores_level(gain: float, seed: int) -> None:
    image = np.random.default_rng(seed).normal(size=(2, 8, 9)).astype(np.float32)
    energy = gradient_energy(image)
    assert gradient_energy(np.float32(gain) * image + np.float32(3)) == pytest.approx(
        gain**2 * energy, rel=1e-3
    )
    assert gradient_energy(np.swapaxes(image, 1, 2)) == pytest.approx(energy, rel=1e-5)


def test_gradient_energy_of_a_ramp() -> None:
    """Neighbours differ by 2 across and by 0 down."""
    assert gradient_energy(np.broadcast_to(np.arange(0.0, 10.0, 2.0), (3, 4, 5)).astype(np.float32)) == 4.0


def means(**texture: float) -> dict[int, dict[str, Any]]:
    """Rows by step count: ``n4=0.5`` is a texture of half the truth's with 4 steps."""
    return {
        int(name[1:]): {"psnr_db": 20.0 - 0.01 * int(name[1:]), "texture": value, "time_ratio": 2.0}
        for name, value in texture.items()
    }


@pytest.mark.parametrize(
    ("ahead", "verdict"), [(0.3, "met"), (0.0, "met"), (-0.09, "met"), (-0.11, "MISSED")]
)
def test_four_steps_may_be_a_tenth_of_a_decibel_behind(ahead: float, verdict: str) -> None:
    rows = {4: {"psnr_db": 20.0 + ahead}, 250: {"psnr_db": 20.0}}
    assert target_verdict(rows).startswith(f"{verdict}: 4 steps are {ahead:+.2f} dB")
    assert target_verdict({4: rows[4]}).startswith("not measured")


def test_presets_are_the_fewest_steps_that_bring_half_and_nine_tenths_of_the_texture() -> None:
    """From 0.2 to 0.8 at best: half is at 0.5 or more, nine tenths at 0.74 or more."""
    rows = means(n1=0.2, n2=0.3, n4=0.5, n8=0.7, n10=0.75, n50=0.8, n250=0.79)
    chosen = [(preset.name, preset.steps) for preset in suggest_presets(rows)]
    assert chosen == [("fast", 1), ("balanced", 4), ("detailed", 10), ("paper", 250)]
    assert "0.20 -> 0.50" in suggest_presets(rows)[1].reason


def test_one_count_that_reaches_both_is_suggested_once() -> None:
    chosen = suggest_presets(means(n1=0.2, n4=0.99, n10=1.0))
    assert [(preset.name, preset.steps) for preset in chosen] == [("fast", 1), ("balanced", 4)]


def test_more_texture_than_the_truth_is_not_a_gain() -> None:
    """0.9 is nearer to 1 than 1.3."""
    chosen = suggest_presets(means(n1=0.9, n4=1.3, n250=1.5))
    assert [(preset.name, preset.steps) for preset in chosen] == [("fast", 1), ("paper", 250)]
