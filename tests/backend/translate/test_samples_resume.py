"""Jobs of several samples that end early or are shared out: both files have the same bytes as of one job."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from any2any.errors import CancelledError
from any2any.requests.translate import TranslateRequest
from any2any.translate.engine import translate, translate_shard
from any2any.translate.merge import merge
from any2any.translate.shard import Shard

from .conftest import DATE
from .last_move import stop_at_the_end

BACKEND = Path(__file__).parents[3] / "backend"
pytestmark = pytest.mark.usefixtures("same_date")


def bytes_of(request: TranslateRequest) -> tuple[bytes, bytes]:
    assert request.uncertainty is not None
    return request.output.read_bytes(), request.uncertainty.read_bytes()


def part(request: TranslateRequest) -> Path:
    return request.output.with_name(request.output.name + ".part")


def request_in(folder: Path, tall: Path) -> TranslateRequest:
    return TranslateRequest(
        str(tall),
        folder / "out.tif",
        "sar",
        "rgb",
        preset="fast",
        samples=3,
        uncertainty=folder / "spread.tif",
    )


@pytest.fixture
def request_both(tall: Path, tmp_path: Path) -> TranslateRequest:
    return request_in(tmp_path, tall)


@pytest.fixture(scope="module")
def expected(make_model, tall: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """What an uninterrupted job writes."""
    request = request_in(tmp_path_factory.mktemp("expected_both"), tall)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(*DATE)
        translate(request, make_model())
    return bytes_of(request)


@pytest.fixture(scope="module")
def stopped(make_model, tall: Path, tmp_path_factory: pytest.TempPathFactory) -> TranslateRequest:
    """A job that could move its deviation into place, and not its output; read only."""
    request = request_in(tmp_path_factory.mktemp("stopped"), tall)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(*DATE)
        stop_at_the_end(request, make_model(), patch)
    return request


def copy_job(stopped: TranslateRequest, request: TranslateRequest) -> None:
    """Leave for ``request`` what a stopped job left."""
    shutil.copytree(part(stopped), part(request))
    shutil.copy2(stopped.uncertainty, request.uncertainty)


@pytest.mark.parametrize("calls", [0, 3, 9, 20, 30, 36])
def test_a_job_cancelled_anywhere_is_resumed_to_the_same_bytes_of_both(
    model, request_both: TranslateRequest, expected: tuple[bytes, bytes], calls: int
) -> None:
    countdown = iter(range(calls))
    with pytest.raises(CancelledError):
        translate(request_both, model, is_cancelled=lambda: next(countdown, None) is None)
    assert not request_both.output.exists()
    assert not request_both.uncertainty.exists()
    translate(request_both, model)
    assert bytes_of(request_both) == expected
    assert not part(request_both).exists()


PROCESS = """
import sys, importlib.util
from pathlib import Path
spec = importlib.util.spec_from_file_location("stand_in", sys.argv[1])
stand_in = importlib.util.module_from_spec(spec)
sys.modules["stand_in"] = stand_in
spec.loader.exec_module(stand_in)
import torch
torch.set_num_threads(1)
from any2any.translate.engine import translate
from any2any.requests.translate import TranslateRequest
source, output, spread = sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])
request = TranslateRequest(source, output, "sar", "rgb", preset="fast", samples=3, uncertainty=spread)
translate(request, stand_in.StandIn(), lambda progress: print(progress.stage, flush=True))
"""


def test_a_killed_process_is_resumed_to_the_same_bytes_of_both(
    model, request_both: TranslateRequest, expected: tuple[bytes, bytes]
) -> None:
    places = (request_both.input, request_both.output, request_both.uncertainty)
    command = [sys.executable, "-c", PROCESS, str(Path(__file__).with_name("conftest.py")), *map(str, places)]
    environment = os.environ | {"PYTHONPATH": str(BACKEND), "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for _ in process.stdout:  # a line for every step of the work
            if list(part(request_both).glob("rows_*.tif")):
                break
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert not request_both.output.exists()
    assert not request_both.uncertainty.exists()
    result = translate(request_both, model)
    assert bytes_of(request_both) == expected
    assert result.windows < 14


def test_a_kill_between_the_two_moves_costs_nothing(
    make_model, request_both: TranslateRequest, expected: tuple[bytes, bytes], stopped: TranslateRequest
) -> None:
    """The deviation is in its place, the output is not: the same command makes both whole."""
    copy_job(stopped, request_both)
    assert not request_both.output.exists()
    assert request_both.uncertainty.read_bytes() == expected[1]
    model = make_model()
    assert translate(request_both, model).windows == 0
    assert model.batches == []
    assert bytes_of(request_both) == expected


@pytest.mark.parametrize("lost", ["rows_000001.tif", "rows_000003.tif"])
def test_a_piece_without_its_rows_is_not_finished(
    make_model,
    request_both: TranslateRequest,
    expected: tuple[bytes, bytes],
    stopped: TranslateRequest,
    lost: str,
) -> None:
    """Killed between the two files of a piece: the deviation that was written first is made again."""
    copy_job(stopped, request_both)
    request_both.uncertainty.unlink()
    (part(request_both) / lost).unlink()
    deviation = part(request_both) / lost.replace("rows", "deviation")
    deviation.write_bytes(b"of an interrupted write")
    assert translate(request_both, make_model()).windows > 0
    assert bytes_of(request_both) == expected


def test_shards_make_both_files_with_the_same_bytes(
    model, request_both: TranslateRequest, expected: tuple[bytes, bytes]
) -> None:
    for number in (1, 2):
        translate_shard(request_both, model, Shard(number, 2))
    assert not request_both.uncertainty.exists()
    result = merge(request_both.output, manifest=model.manifest)
    assert result.uncertainty == request_both.uncertainty
    assert bytes_of(request_both) == expected


def test_the_deviation_may_lie_on_another_file_system(
    model, request_both: TranslateRequest, expected: tuple[bytes, bytes], tmp_path: Path
) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system to write to")
    elsewhere = memory / f"any2any-test-{os.getpid()}"
    elsewhere.mkdir()
    try:
        request = replace(request_both, uncertainty=elsewhere / "spread.tif")
        translate(request, model)
        assert bytes_of(request) == expected
        assert [path.name for path in elsewhere.iterdir()] == ["spread.tif"]
    finally:
        shutil.rmtree(elsewhere)
