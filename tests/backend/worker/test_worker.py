"""The worker as its client sees it: a real process, spoken to through its pipes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st

from any2any.errors import UsageError
from any2any.requests.translate import TranslateRequest
from any2any.worker.parameters import translate_request
from any2any.worker.rpc import PROTOCOL, Code, MessageError, Request, parse_request

from .worker_client import PATIENCE_S, PREAMBLE, running_workers

ROOT = Path(__file__).resolve().parents[3]
JOB = {"input": "in.tif", "output": "out.tif", "source": "sar", "target": "rgb"}

WAITS_FOR_CANCEL = """
def run(request, on_progress, is_cancelled, models):
    on_progress(Progress(0.25, "translating", 3.0))
    while not is_cancelled():
        threading.Event().wait(0.01)
    raise CancelledError("stopped")
"""


@pytest.fixture
def worker():
    with running_workers() as start:
        yield start


def test_handshake_names_versions_without_torch(worker):
    client = worker("def run(*_): raise Any2AnyError(str('torch' in sys.modules))")
    client.send(1, "initialize", protocol=PROTOCOL)
    hello = client.answer(1)["result"]
    assert hello["protocol"] == PROTOCOL
    assert hello["python"].startswith("3.")
    assert set(hello) == {
        "protocol",
        "version",
        "python",
        "torch",
        "onnxruntime",
        "devices",
        "modalities",
    }
    client.send(2, "translate", **JOB)
    assert client.answer(2)["error"] == {"code": Code.FAILURE, "message": "False"}


SAYS_WHAT = """
def run(request, on_progress, is_cancelled, models):
    said = Message("no-valid-pixel", "{path} has no valid pixel", path=request.input)
    logging.getLogger("any2any").warning(said)
    logging.getLogger("any2any").warning("%s", said)
    logging.getLogger("any2any").warning("%s: %s", said, said)
    raise UsageError(said)
"""


def test_codes_and_values_come_with_errors_and_log_lines(worker):
    client = worker(SAYS_WHAT)
    client.send(1, "translate", **JOB)
    data = {"code": "no-valid-pixel", "values": {"path": "in.tif"}}
    sentence = "in.tif has no valid pixel"
    assert [client.notification("log") for _ in range(3)] == [
        {"level": "warning", "message": sentence, "data": data},
        {"level": "warning", "message": sentence, "data": data},
        {"level": "warning", "message": f"{sentence}: {sentence}"},
    ]
    assert client.answer(1)["error"] == {"code": Code.USAGE, "message": sentence, "data": data}


@pytest.mark.parametrize(("asked", "side"), [(PROTOCOL - 1, "plugin"), (PROTOCOL + 1, "worker")])
def test_other_protocol_says_which_side_to_update(worker, asked, side):
    client = worker("run = None")
    client.send(1, "initialize", protocol=asked)
    error = client.answer(1)["error"]
    assert error["code"] == Code.USAGE
    assert error["message"].endswith(f"update the {side}")


def test_result_has_all_fields_and_prints_do_not_reach_the_stream(worker):
    client = worker(
        "def run(request, *_):\n"
        "    print('from Python', flush=True)\n"
        "    os.write(1, b'from C\\n')\n"
        "    assert sys.stdin.read() == ''\n"
        "    return result(request, warnings=('w',))"
    )
    client.send(7, "translate", **JOB)
    message = client.next()
    assert message["id"] == 7
    assert message["result"]["output"] == "out.tif"
    assert message["result"]["bands"] == ["red"]
    assert message["result"]["warnings"] == ["w"]
    code, stderr = client.close()
    assert code == 0
    assert "from Python" in stderr
    assert "from C" in stderr


def test_progress_heartbeat_and_cancel_in_mid_job(worker):
    client = worker(WAITS_FOR_CANCEL)
    client.send(1, "translate", **JOB)
    progress = client.notification("progress")
    counts = {"windows_done": None, "windows": None}
    assert progress == {"id": 1, "fraction": 0.25, "stage": "translating", "seconds_left": 3.0, **counts}
    for _ in range(3):
        client.notification("heartbeat")
    client.send(2, "cancel", id=1)
    assert client.answer(2)["result"] == {"cancelled": True}
    assert client.answer(1)["error"] == {"code": Code.CANCELLED, "message": "stopped"}
    client.send(3, "cancel", id=1)
    assert client.answer(3)["result"] == {"cancelled": False}  # it is over


def test_waiting_job_can_be_cancelled_before_it_starts(worker):
    client = worker(WAITS_FOR_CANCEL)
    client.send(1, "translate", **JOB)
    client.notification("progress")
    client.send(2, "translate", **JOB)
    client.send(3, "cancel", id=2)
    client.send(4, "cancel", id=1)
    assert client.answer(1)["error"]["code"] == Code.CANCELLED
    assert "before it started" in client.answer(2)["error"]["message"]


@pytest.mark.parametrize(
    ("raised", "code"),
    [("UsageError", Code.USAGE), ("Any2AnyError", Code.FAILURE), ("CancelledError", Code.CANCELLED)],
)
def test_errors_of_the_engine_keep_their_kind(worker, raised, code):
    client = worker(f"def run(*_): raise {raised}('one sentence')")
    client.send(1, "translate", **JOB)
    assert client.answer(1)["error"] == {"code": code, "message": "one sentence"}


def test_bug_carries_its_traceback_and_the_worker_continues(worker):
    client = worker("def run(*_): 1 / 0")
    for request_id in (1, 2):
        client.send(request_id, "translate", **JOB)
        error = client.answer(request_id)["error"]
        assert error["code"] == Code.BUG
        assert error["message"] == "ZeroDivisionError: division by zero"
        assert "in run" in error["data"]


def test_log_records_reach_the_client(worker):
    client = worker(
        "import logging\n"
        "def run(request, *_):\n"
        "    logging.getLogger('any2any.raster').warning('no CRS in %s', request.input)\n"
        "    return result(request)"
    )
    client.send(1, "translate", **JOB)
    assert client.notification("log") == {"level": "warning", "message": "no CRS in in.tif"}


def test_nonsense_is_answered_and_survived(worker):
    client = worker("run = None")
    client.send_line(b"{nonsense")
    assert client.next()["error"]["code"] == Code.PARSE
    client.send_line(b'[{"jsonrpc": "2.0"}]')
    assert client.next()["error"]["code"] == Code.INVALID_REQUEST
    client.send(1, "reboot")
    error = client.answer(1)["error"]
    assert error["code"] == Code.METHOD_NOT_FOUND
    assert "'reboot'" in error["message"]
    client.send(2, "translate", **JOB, colour="red")
    assert "'colour'" in client.answer(2)["error"]["message"]


def test_exits_when_stdin_closes(worker):
    code, stderr = worker("run = None").close()
    assert (code, stderr) == (0, "")


def test_leaves_no_orphan_when_stdin_closes_in_a_job_that_heeds_nothing(worker):
    client = worker(
        "def run(request, on_progress, *_):\n    on_progress(Progress(0, 's'))\n    threading.Event().wait()"
    )
    client.send(1, "translate", **JOB)
    client.notification("progress")
    code, _ = client.close()
    assert code == 1


def test_shutdown_ends_it(worker):
    client = worker("run = None")
    client.send(1, "shutdown")
    assert client.answer(1)["result"] is None
    assert client.process.wait(PATIENCE_S) == 0


def test_killed_client_takes_the_worker_along(tmp_path):
    """A QGIS that dies without a word closes the pipe: the worker must not outlive it."""
    program = (
        "import subprocess, sys, time\n"
        "worker = subprocess.Popen([sys.executable, '-c', sys.argv[1]], stdin=subprocess.PIPE)\n"
        "print(worker.pid, flush=True)\n"
        "time.sleep(600)"
    )
    # The worker holds this fifo open; its end is seen as the end of the file.
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    inner = f"alive = open({str(fifo)!r}, 'w')\n" + PREAMBLE + "worker.main(None)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "backend")}
    client = subprocess.Popen([sys.executable, "-c", program, inner], env=environment, stdout=subprocess.PIPE)
    client.stdout.readline()
    with fifo.open() as alive:
        client.send_signal(signal.SIGKILL)
        assert alive.read() == ""
    client.communicate()


def test_real_engine_translates_and_keeps_the_model(worker, tmp_path, saved_graphs):
    """Two jobs of one worker on a real GeoTIFF: 96 x 80 px SAR to RGB, and to PAN at twice the size."""
    rng = np.random.default_rng(0)
    source = tmp_path / "sar.tif"
    transform = rasterio.Affine(10, 0, 500_000, 0, -10, 5_000_000)
    profile = {
        "width": 96,
        "height": 80,
        "count": 1,
        "dtype": "float32",
        "crs": "EPSG:32632",
        "transform": transform,
    }
    with rasterio.open(source, "w", driver="GTiff", **profile) as dataset:
        dataset.write(rng.normal(-12, 3, (1, 80, 96)).astype(np.float32))
    client = worker()
    sizes, models_loaded = {}, 0
    for request_id, target in enumerate(("rgb", "pan"), 1):
        output = tmp_path / f"{target}.tif"
        job = {
            "input": str(source),
            "output": str(output),
            "source": "sar",
            "target": target,
            "radiometry": "db",
        }
        client.send(request_id, "translate", **job, model=str(saved_graphs), preset="fast", device="cpu")
        while (message := client.next()).get("id") != request_id:
            models_loaded += "loading the model in" in message["params"].get("message", "")
        with rasterio.open(output) as dataset:
            sizes[target] = (dataset.width, dataset.height)
            assert dataset.crs.to_epsg() == 32632
        assert message["result"]["seen"] is (target == "rgb")
    assert sizes == {"rgb": (96, 80), "pan": (192, 160)}
    assert models_loaded == 1


def test_wrong_request_fails_before_torch_is_imported(saved_model):
    """The model has no graphs, so its job would need torch."""
    program = f"""
import sys
from pathlib import Path
from any2any.errors import UsageError
from any2any.translate.job import ModelCache, run_request
from any2any.requests.translate import TranslateRequest
request = TranslateRequest("in.tif", Path("out.tif"), "sar", "lidar", model=Path({str(saved_model)!r}))
try:
    run_request(request, lambda progress: None, lambda: False, ModelCache())
except UsageError as error:
    print(error, "torch" in sys.modules)
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "backend")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert "'lidar'" in done.stdout
    assert done.stdout.strip().endswith("False")


@given(st.binary(max_size=60) | st.from_regex(rb'\{"jsonrpc": ?"2.0".{0,40}\}', fullmatch=True))
def test_any_line_is_a_request_or_an_error(line):
    try:
        request = parse_request(line)
    except MessageError:
        return
    assert isinstance(request, Request)


def test_request_of_several_samples():
    request = translate_request({**JOB, "samples": 8, "uncertainty": "spread.tif"})
    assert (request.samples, request.uncertainty) == (8, Path("spread.tif"))
    without = translate_request({**JOB, "uncertainty": None})
    assert (without.samples, without.uncertainty) == (1, None)


def test_request_of_all_fields():
    params = {
        **JOB,
        "model": "m",
        "preset": "fast",
        "steps": 3,
        "seed": 5,
        "bands": [2, 1],
        "radiometry": "db",
    }
    params |= {"device": "cpu", "window": [1, 2, 3, 4], "overwrite": True}
    params |= {"via": "nir", "precision": "bfloat16", "gpu_memory_gb": 7.5}
    assert translate_request(params) == TranslateRequest(
        "in.tif",
        Path("out.tif"),
        "sar",
        "rgb",
        Path("m"),
        "fast",
        3,
        5,
        (2, 1),
        "db",
        device="cpu",
        window=(1, 2, 3, 4),
        overwrite=True,
        via="nir",
        precision="bfloat16",
        gpu_memory_gb=7.5,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("input", 3),
        ("output", ""),
        ("model", 1),
        ("preset", "best"),
        ("preset", []),
        ("steps", 0),
        ("seed", "1"),
        ("samples", 0),
        ("samples", 2.5),
        ("uncertainty", ""),
        ("uncertainty", 1),
        ("bands", []),
        ("bands", [1.5]),
        ("window", [1, 2, 3]),
        ("overwrite", 1),
        ("device", None),
        ("device", ""),
        ("precision", "float16"),
        ("precision", None),
        ("gpu_memory_gb", 0),
        ("gpu_memory_gb", "4"),
        ("gpu_memory_gb", float("nan")),
        ("seed", True),
    ],
)
def test_field_of_a_wrong_type_is_named_with_its_value(field, value):
    with pytest.raises(UsageError, match=f"field '{field}' .* is ") as caught:
        translate_request({**JOB, field: value})
    assert repr(value) in str(caught.value)


def test_missing_field_is_named():
    with pytest.raises(UsageError, match="'target'"):
        translate_request({name: value for name, value in JOB.items() if name != "target"})


def test_hostile_lines_are_answered_in_a_sentence_and_the_worker_works_on(worker):
    client = worker("def run(request, *_): return result(request)")
    for line in (
        b"[" * 100_000,
        b"x" * 5 * 2**20,
        b'{"id": 1' + b"0" * 5000 + b"}",
        b"\xff\xfe",
        b"[]",
        b"1",
    ):
        client.send_line(line)
        error = client.next()["error"]
        assert error["code"] in (Code.PARSE, Code.INVALID_REQUEST)
        assert len(error["message"]) < 300
    for identity in ([1], {"a": 1}, None, True, 1.5, ["x"] * 10_000):
        client.send(identity, "translate", **JOB)
        assert client.next()["error"]["code"] == Code.INVALID_REQUEST
        client.send(3, "cancel", id=identity)
        assert client.answer(3)["result"] == {"cancelled": False}
    client.send(7, "translate", **JOB)
    assert client.answer(7)["result"]["output"] == "out.tif"


def test_an_id_in_use_is_refused_and_the_first_request_continues(worker):
    client = worker(WAITS_FOR_CANCEL)
    client.send(1, "translate", **JOB)
    client.notification("progress")
    client.send(1, "translate", **JOB)
    assert "still being answered" in client.answer(None)["error"]["message"]
    client.send(2, "cancel", id=1)
    assert client.answer(1)["error"]["code"] == Code.CANCELLED


def test_infinity_in_a_result_is_null(worker):
    """JSON has no infinity: without this the worker would end instead of answering."""
    client = worker("def run(request, *_): return result(request, seconds=float('inf'))")
    client.send(1, "translate", **JOB)
    assert client.answer(1)["result"]["seconds"] is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("input", "a\0b"),
        ("output", ""),
        ("gpu_memory_gb", 10**400),
        ("gpu_memory_gb", float("nan")),
        ("window", [1, 2, 3]),
        ("window", [True, 0, 1, 1]),
        ("bands", []),
        ("steps", 0),
        ("samples", -1),
        ("overwrite", 1),
        ("input", "x" * 10**6 + "\0"),
    ],
)
def test_a_field_that_cannot_be_is_named(field, value):
    with pytest.raises(UsageError, match=f"field '{field}'") as caught:
        translate_request({**JOB, field: value})
    assert len(str(caught.value)) < 400
