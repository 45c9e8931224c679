"""What can go wrong with ONNX Runtime is one sentence, and a device that dies costs only time."""

from __future__ import annotations

import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import onnxruntime
import pytest

from any2any.errors import Any2AnyError, UsageError
from any2any.models.onnx.graphs.export import export_graphs
from any2any.models.onnx.sessions import Sessions
from any2any.runtime import providers
from any2any.runtime.memory import is_out_of_memory
from any2any.spec.manifest import Manifest, ManifestError


@pytest.fixture
def exported(model_folder: Path) -> tuple[Path, Manifest]:
    return model_folder, export_graphs(model_folder)


X = np.zeros((1, 1, 16, 16), np.float32)


def failing_on_a_gpu(message: str, after: int) -> Any:
    """An ONNX Runtime whose CUDA sessions work ``after`` times."""
    left = [after]

    class Session:
        def __init__(self, graph: bytes, options: Any, providers: list[Any]) -> None:
            self.names = [name for name, _ in providers]
            self.real = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

        def get_providers(self) -> list[str]:
            return self.names

        def get_modelmeta(self) -> Any:
            return self.real.get_modelmeta()

        def run(self, *arguments: Any) -> Any:
            if "CUDAExecutionProvider" in self.names:
                left[0] -= 1
                if left[0] < 0:
                    raise Exception(message)  # as ONNX Runtime's, which have no base of their own
            return self.real.run(*arguments)

    return SimpleNamespace(
        InferenceSession=Session, SessionOptions=onnxruntime.SessionOptions, __version__="1.32.0"
    )


def test_a_device_that_dies_in_mid_job_is_replaced_by_the_cpu(
    exported: tuple[Path, Manifest], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sessions = Sessions(*exported, "cuda")
    sessions._onnxruntime = failing_on_a_gpu("CUDA failure 700: an illegal memory access", after=1)
    first = sessions.run("encode-sar", pixels=X)
    assert (sessions.device, caplog.messages) == ("cuda", [])
    with caplog.at_level(logging.WARNING):
        again = sessions.run("encode-sar", pixels=X)
    assert np.array_equal(first, again)
    assert sessions.device == "cpu"
    assert caplog.messages == [
        "device cuda failed (CUDA failure 700: an illegal memory access): continuing on the CPU"
    ]
    sessions.run("decode-sar", latent=np.zeros((1, 4, 4, 4), np.float32))
    assert len(caplog.messages) == 1


def test_too_little_memory_is_left_to_the_engine(exported: tuple[Path, Manifest]) -> None:
    """It halves its blocks and stays on the device."""
    sessions = Sessions(*exported, "cuda")
    sessions._onnxruntime = failing_on_a_gpu(
        "Failed to allocate memory for requested buffer of size 9", after=0
    )
    with pytest.raises(RuntimeError) as caught:
        sessions.run("encode-sar", pixels=X)
    assert is_out_of_memory(caught.value)
    assert sessions.device == "cuda"


def test_a_device_that_onnxruntime_left_out_is_not_used_silently(
    exported: tuple[Path, Manifest], caplog: pytest.LogCaptureFixture
) -> None:
    """The installed ONNX Runtime has no CUDA, so its session has the CPU alone."""
    sessions = Sessions(*exported, "cuda:1")
    with caplog.at_level(logging.WARNING):
        sessions.run("encode-sar", pixels=X)
    assert sessions.device == "cpu"
    assert caplog.messages[-1].endswith("could not start CUDAExecutionProvider): continuing on the CPU")


def test_a_graph_that_onnxruntime_cannot_use_is_one_sentence(exported: tuple[Path, Manifest]) -> None:
    folder, manifest = exported
    (folder / "graphs" / "predict.onnx").write_bytes(b"")
    with pytest.raises(
        ManifestError, match=r"cannot use .*predict.onnx \(.*\): run `any2any models"
    ) as caught:
        Sessions(folder, manifest).run("predict")
    assert "\n" not in str(caught.value)


def test_a_missing_graph_is_one_sentence(exported: tuple[Path, Manifest]) -> None:
    folder, manifest = exported
    with pytest.raises(ManifestError, match=r"graphs/nothing.onnx cannot be read"):
        Sessions(folder, manifest).run("nothing")


@pytest.mark.parametrize("found", ["1.9.0", "1.20.1"])
def test_an_old_onnxruntime_says_how_to_renew_it(monkeypatch: pytest.MonkeyPatch, found: str) -> None:
    monkeypatch.setattr(providers, "import_module", lambda name: SimpleNamespace(__version__=found))
    with pytest.raises(Any2AnyError, match=rf"ONNX Runtime {found} is too old: .*'onnxruntime>=1.21'"):
        providers.import_onnxruntime()


def test_a_missing_onnxruntime_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(providers, "find_spec", lambda name: None)
    with pytest.raises(Any2AnyError, match="is not installed: run `python -m pip install onnxruntime`"):
        providers.import_onnxruntime()


@pytest.mark.parametrize(
    ("name", "message"),
    [("tpu", "unknown device 'tpu'"), ("cuda:x", "unknown device"), ("cuda", "was built without it")],
)
def test_a_device_that_it_has_not_is_refused(name: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        providers.require_device(name)


def test_every_installation_has_the_cpu() -> None:
    assert providers.available_devices()[-1] == "cpu"
    assert providers.device_options("cuda:1") == ("CUDAExecutionProvider", {"device_id": "1"})
    assert providers.device_options("cpu") == ("CPUExecutionProvider", {})
