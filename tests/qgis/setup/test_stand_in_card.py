"""The whole step for a graphics card, with real processes: its packages, and a stand-in for the worker and its card."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
import pytest
from loopback import write_wheel
from qgis.core import QgsSettings
from qgis_support import write_raster

from any2any_qgis import paths
from any2any_qgis.setup.build import Builder
from any2any_qgis.setup.failures import Failure, Remedy, SetupError
from any2any_qgis.setup.location import FOLDER_SETTING, ready_environment
from any2any_qgis.setup.profiles import GPU_PROFILE, RUNTIMES, Lock, platform_name

pytestmark = pytest.mark.usefixtures("quick_pip")

WORKER = """
import json, os, shutil, sys, time
from pathlib import Path

HERE = Path(__file__).parent
for line in sys.stdin:
    message = json.loads(line)
    params = message.get("params", {})
    result = {"protocol": params.get("protocol")}
    if message["method"] == "translate":
        device = "cpu" if params.get("device", "cpu") == "cpu" else "cuda:0"
        if device != "cpu" and (HERE / "crashes").exists():
            os.abort()
        if "window" not in params or params["window"] is None:
            time.sleep(float((HERE / device.partition(":")[0]).read_text()))
        shutil.copyfile(HERE / f"{device.partition(':')[0]}.tif", params["output"])
        result = {"device": device}
    print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)
"""
"""Takes as long as a file says on each device, and answers with the image beside it."""

SCENE = np.random.default_rng(0).normal(size=(3, 32, 32)).astype(np.float32)
MODULES = ("numpy", "rasterio", "safetensors", RUNTIMES[GPU_PROFILE])


@pytest.fixture
def folder(tmp_path):
    """A cache folder in which the processor's environment is ready."""
    folder = tmp_path / "Jörg Müller" / "any2any"
    QgsSettings().setValue(FOLDER_SETTING, str(folder))
    yield folder
    QgsSettings().remove("any2any")


@pytest.fixture
def card(tmp_path, monkeypatch):
    """A backend whose worker has a card of a chosen speed and error."""
    backend = tmp_path / "backend"
    (backend / "any2any").mkdir(parents=True)
    (backend / "any2any" / "worker.py").write_text(WORKER)
    monkeypatch.setattr(paths, "BACKEND", backend)

    def choose(cpu_s: float, gpu_s: float, error: float = 0.0) -> Path:
        place = backend / "any2any"
        (place / "cpu").write_text(str(cpu_s))
        (place / "cuda").write_text(str(gpu_s))
        write_raster(place / "cpu.tif", SCENE)
        write_raster(place / "cuda.tif", SCENE + np.float32(error))
        return place

    return choose


@pytest.fixture
def locks(lock, wheels) -> tuple[Lock, Lock]:
    """The lock files for the processor and for the card, whose packages are small stand-ins."""
    lines = ["# pythons: 3.11 3.12 3.13", "# download_mb: 0.2"]
    for name in MODULES:
        digest = hashlib.sha256(write_wheel(wheels, name).read_bytes()).hexdigest()
        lines.append(f"{name}==1.0 --hash=sha256:{digest}")
    made = []
    for profile in ("train", GPU_PROFILE):
        path = lock.path.with_name(f"{profile}-{platform_name()}.txt")
        path.write_text("\n".join([f"# profile: {profile}", *lines]) + "\n")
        made.append(Lock(path, profile))
    return made[0], made[1]


def build(lock: Lock, folder: Path):
    return Builder(lock, folder, bases=[Path(sys.base_prefix) / "bin" / "python3"]).build(
        lambda *_: None, lambda: False
    )


@pytest.fixture
def on_processor(locks, folder, card, index):
    card(0.0, 0.0)
    environment = build(locks[0], folder)
    assert ready_environment() == environment
    return environment


def test_a_faster_card_that_agrees_is_in_use_afterwards(on_processor, locks, folder, card):
    card(cpu_s=1.0, gpu_s=0.1, error=0.01)
    environment = build(locks[1], folder)
    assert (environment.profile, environment.device) == (GPU_PROFILE, "cuda:0")
    assert ready_environment() == environment
    assert on_processor.python.exists()  # both stay: a run on the processor may be asked for again


@pytest.mark.parametrize(
    ("cpu_s", "gpu_s", "error", "failure"),
    [
        pytest.param(0.2, 1.2, 0.0, Failure.GPU_SLOWER, id="slower"),
        pytest.param(1.0, 0.1, 0.1, Failure.GPU_DIFFERS, id="other values"),
        pytest.param(1.0, 0.1, np.nan, Failure.GPU_DIFFERS, id="not numbers"),
    ],
)
def test_another_card_leaves_the_processor_in_use(
    on_processor, locks, folder, card, cpu_s, gpu_s, error, failure
):
    card(cpu_s, gpu_s, error)
    with pytest.raises(SetupError) as caught:
        build(locks[1], folder)
    assert (caught.value.failure, caught.value.remedy) == (failure, Remedy.STAY), caught.value.details
    assert ready_environment() == on_processor
    assert sorted(path.name for path in folder.glob("*-*")) == [on_processor.folder.name]


def test_a_driver_that_ends_the_worker_leaves_the_processor_in_use(on_processor, locks, folder, card):
    (card(1.0, 0.1) / "crashes").touch()
    with pytest.raises(SetupError) as caught:
        build(locks[1], folder)
    assert caught.value.failure is Failure.SELF_TEST, caught.value.details
    assert (
        "the worker ended unexpectedly (exit code -6, signal 6), without a word on stderr. Try again"
        in str(caught.value)
    )
    assert ready_environment() == on_processor
