"""``any2any translate-many`` in this process, on one device."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any import cli
from any2any.commands import translate_many
from any2any.distributed import crew as crew_module

COMMON = ["--source", "sar", "--target", "rgb", "--preset", "fast"]


@pytest.fixture
def folder(tmp_path: Path, bundled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three small radar images here, the small model as the bundled one, and one date for all."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    transform = rasterio.Affine(10, 0, 500000, 0, -10, 5000000)
    for seed, name in enumerate("abc"):
        values = np.random.default_rng(seed).normal(-13, 4, (1, 64, 64)).astype(np.float32)
        with rasterio.open(
            f"{name}.tif", "w", "GTiff", 64, 64, 1, "EPSG:32633", transform, "float32"
        ) as dataset:
            dataset.write(values)
    Path("list.txt").write_text("a.tif\nb.tif\nc.tif\n")
    return tmp_path


def many(*options: str) -> int:
    return cli.main(["translate-many", "list.txt", "--out-dir", "new/out", *COMMON, *options])


def test_scenes_are_those_of_single_runs_and_are_not_made_twice(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert many() == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0] for line in said[:3]] == [
        f"{folder}/new/out/{name}_rgb.tif: 64 x 64" for name in "abc"
    ]
    assert said[3].startswith("3 scenes: 3 translated, 0 finished before; ")
    for name in "abc":
        assert cli.main(["translate", f"{name}.tif", f"{name}_single.tif", *COMMON]) == 0
        assert Path(f"new/out/{name}_rgb.tif").read_bytes() == Path(f"{name}_single.tif").read_bytes()
    Path("new/out/b_rgb.tif").unlink()
    before = Path("new/out/a_rgb.tif").stat().st_mtime_ns
    capsys.readouterr()
    assert many("--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert [scene["status"] for scene in printed["scenes"]] == ["skipped", "translated", "skipped"]
    assert printed["counts"] == {"translated": 1, "skipped": 2, "failed": 0, "stopped": 0}
    assert Path("new/out/a_rgb.tif").stat().st_mtime_ns == before
    assert many("--seed", "1") == 2
    assert "line 1: the output new/out/a_rgb.tif exists and was not made by this" in capsys.readouterr().err
    assert many("--seed", "1", "--overwrite") == 0
    assert Path("new/out/a_rgb.tif").stat().st_mtime_ns > before


def test_samples_precision_and_deviation_are_those_of_single_runs(folder: Path) -> None:
    options = ["--samples", "2", "--precision", "bfloat16"]
    assert many(*options, "--uncertainty") == 0
    single = ["translate", "b.tif", "single.tif", *COMMON, *options, "--uncertainty", "spread.tif"]
    assert cli.main(single) == 0
    assert Path("new/out/b_rgb.tif").read_bytes() == Path("single.tif").read_bytes()
    assert Path("new/out/b_rgb_uncertainty.tif").read_bytes() == Path("spread.tif").read_bytes()
    before = Path("new/out/a_rgb.tif").stat().st_mtime_ns
    Path("new/out/b_rgb_uncertainty.tif").unlink()
    assert many(*options, "--uncertainty", "--overwrite") == 0
    assert Path("new/out/b_rgb_uncertainty.tif").read_bytes() == Path("spread.tif").read_bytes()
    assert Path("new/out/a_rgb.tif").stat().st_mtime_ns == before


def test_nothing_is_loaded_where_all_is_finished(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert many() == 0
    monkeypatch.delattr(crew_module, "InlineCrew")
    assert many() == 0


def test_a_scene_that_fails_stops_no_other_and_is_reported_at_the_end(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Something of the user's is where the second one's work would lie, which shows only when it begins."""
    Path("new/out/b_rgb.tif.part").mkdir(parents=True)
    Path("new/out/b_rgb.tif.part/mine.txt").write_text("keep")
    assert many("--json") == 1
    printed = json.loads(capsys.readouterr().out)
    assert printed["counts"] == {"translated": 2, "skipped": 0, "failed": 1, "stopped": 0}
    assert "b_rgb.tif.part is in the way" in printed["scenes"][1]["error"]
    assert many() == 1
    said = capsys.readouterr().out.splitlines()
    assert said[-3].startswith("3 scenes: 0 translated, 2 finished before, 1 failed; ")
    assert said[-2].startswith(
        f"  line 2: {folder}/b.tif failed: {folder}/new/out/b_rgb.tif.part is in the way"
    )
    assert said[-1] == "repeat the command to continue"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_all_and_the_same_command_continues(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The signal comes when the first scene is reported: the second does not start."""
    show = translate_many._Display.show
    handler = signal.getsignal(number)

    def and_stop(display, report) -> None:
        show(display, report)
        signal.raise_signal(number)

    monkeypatch.setattr(translate_many._Display, "show", and_stop)
    assert many("--json") == 130
    assert json.loads(capsys.readouterr().out)["counts"]["stopped"] == 2
    assert signal.getsignal(number) == handler
    monkeypatch.setattr(translate_many._Display, "show", show)
    assert many("--json") == 0
    assert json.loads(capsys.readouterr().out)["counts"]["translated"] == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--workers", "2"], "--workers is for the engine ray: give --engine ray, or leave it out"),
        (["--ray-address", "local"], "--ray-address is for the engine ray"),
        (["--engine", "ray", "--devices", "cpu"], "--devices is for the engine local"),
        (["--engine", "ray", "--workers", "0"], "--workers 0 is too small: give 1 or more"),
        (["--devices", "cpu,gpu"], "unknown device 'gpu'"),
        (["--devices", "cpu,"], "devices 'cpu,' are not a list"),
        (["--steps", "1001", "--target", "nir"], "line 1: 1001 sampling steps requested"),
        (["--bands", "2"], "line 1: "),
    ],
)
def test_wrong_options(
    folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    common = COMMON[:4] if "--steps" in options else COMMON
    assert cli.main(["translate-many", "list.txt", "--out-dir", "out", *common, *options]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
