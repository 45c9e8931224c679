from __future__ import annotations

import json
from pathlib import Path
from statistics import median

import pytest
import rasterio
import torch

from any2any.models.torch_model import TorchModel
from any2any.models.translator import Translator
from any2any.raster.radiometry import from_model_values, to_model_values
from any2any.raster.reader import RasterReader
from any2any.requests.translate import TranslateRequest
from any2any.spec.modality import Direction
from any2any.translate import engine
from any2any.translate.make_plan import make_plan
from any2any.translate.plan import Plan
from benchmarks.machine import machine_name
from benchmarks.naive import seconds_of_a_tile
from benchmarks.network_calls import Bare, Call, watched
from benchmarks.subject import write_backscatter
from benchmarks.translate import LIMIT, main


@pytest.fixture
def request_of_two_rows(tmp_path: Path) -> TranslateRequest:
    """420 x 300 pixels are 105 x 75 cells: two rows of two windows, one block to encode and one to decode."""
    write_backscatter(tmp_path / "sar.tif", 420, 300)
    return TranslateRequest(str(tmp_path / "sar.tif"), tmp_path / "out.tif", "sar", "ms", steps=1)


@pytest.fixture
def plan(request_of_two_rows: TranslateRequest, small_translator: Translator) -> Plan:
    return make_plan(request_of_two_rows, small_translator.manifest)


def test_the_calls_of_a_job_are_recorded(
    request_of_two_rows: TranslateRequest, small_translator: Translator
) -> None:
    """Blocks have two cells of reflection around them, which is less than the networks' halo."""
    read = RasterReader.read
    with watched(small_translator) as watch:
        engine.translate(request_of_two_rows, TorchModel(small_translator))
    windows = Call("sample", ((2, 4, 64, 64), (2, 4, 64, 64)))
    block = Call("condition", ((1, 1, 79 * 4, 109 * 4),), ((2, 77), (2, 107)))
    decoded = Call("decode", ((1, 4, 79, 109),))
    assert watch.calls == [block, windows, windows, decoded]
    stages = {"encode", "translate", "decode", "read", "write", "final file"}
    assert set(watch.seconds) == stages
    assert all(seconds > 0 for seconds in watch.seconds.values())
    assert RasterReader.read is read
    assert "decode" not in vars(small_translator)


def test_bare_calls_are_those_of_the_job(
    plan: Plan, small_translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice the calls are twice the operations; those of the source's first convolution can be counted by hand."""
    call = Call("condition", ((1, 1, 64, 64),))
    once = Bare(small_translator, plan, [call]).flop()
    assert Bare(small_translator, plan, [call, call]).flop() == {"encode": 2 * once["encode"]}
    first = small_translator.vaes["sar"].encoder.conv_in
    assert once["encode"] > 2 * first.weight.numel() * 64 * 64
    seen = []
    fake = lambda *arguments: seen.append(arguments) or torch.zeros(1)  # noqa: E731
    monkeypatch.setattr(small_translator, "condition", fake)
    wall, cpu = Bare(small_translator, plan, [call, call]).seconds()
    assert wall > 0
    assert cpu >= 0
    assert [(x.shape, *ends) for x, *ends in seen] == [((1, 1, 64, 64), Direction("sar", "ms"))] * 2


def test_a_naive_tile_is_a_whole_translation(
    plan: Plan, request_of_two_rows: TranslateRequest, small_translator: Translator
) -> None:
    path = Path(request_of_two_rows.input)
    wall, cpu = seconds_of_a_tile(small_translator, plan, path, steps=2)
    assert wall > 0
    assert cpu > 0
    modalities = [small_translator.manifest.modality(name) for name in ("sar", "ms")]
    with rasterio.open(path) as dataset:
        values = dataset.read(window=((0, 256), (0, 256)))
    x = torch.from_numpy(to_model_values(values, modalities[0]))[None]
    noise = torch.randn(1, 4, 64, 64, generator=torch.Generator().manual_seed(0))
    y = small_translator.translate(x, noise, Direction("sar", "ms"), 2)[0].numpy()
    with rasterio.open(path.with_name("naive.tif")) as dataset:
        stored = dataset.read() / 1e4
    assert abs(stored - from_model_values(y, modalities[1]).clip(1e-4)).max() <= 1.01e-4


def test_everything_is_measured_in_one_run(
    tmp_path: Path, two_blocks: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """0.1 megapixels are 316 x 316 pixels or 79 x 79 cells: two windows each way."""
    size = ["--main", "0.1", "--megapixels", "0.07", "0.1", "--turns", "1", "--tiles", "1"]
    more = ["--steps", "1", "--paper-steps", "3", "--size", two_blocks, "--out", str(tmp_path), "--json"]
    code = main([*size, *more])
    figures = json.loads(capsys.readouterr().out)
    assert figures == json.loads((tmp_path / "translate.json").read_text())
    assert code == int(median(figures["overheads"]) > LIMIT)
    assert figures["run"]["windows"] == figures["tiles_side_by_side"] == 4
    assert [run["megapixels"] for run in figures["sizes"]] == [0.07, 0.1]
    in_line = ("encode", "translate", "decode", "final file")
    assert sum(figures["stage_seconds"][stage] for stage in in_line) < figures["run"]["seconds"]
    assert figures["overheads"] == [pytest.approx(figures["run"]["seconds"] / figures["bare_seconds"])]
    assert all(figures["flop"][stage] > 1e6 for stage in ("encode", "translate", "decode"))
    assert 1e6 < figures["peak"]["matrix"] < 1e15
    assert figures["runtimes"] == []  # random weights have no graphs; test_runtimes has some
    assert 0 < figures["crossing_seconds"] < figures["run"]["seconds"]
    report = (tmp_path / "translate.md").read_text()
    assert machine_name("cpu") in report
    for text in (
        "0.1 megapixels in",
        "Overhead",
        "3 steps of DDIM",
        "final file",
        "s a megapixel",
        "GFLOP/s",
    ):
        assert text in report
