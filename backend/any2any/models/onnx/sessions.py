"""Sessions of ONNX Runtime for the networks of one model folder. Imports no torch.

The weights of a graph are external data inside the folder's safetensors files. A session is created when its network is
first used, on one provider for all; a provider that fails is replaced by the CPU, with a warning.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from any2any.errors import Any2AnyError, Message
from any2any.models.onnx.external_data import require_inside
from any2any.runtime.device import own_threads
from any2any.runtime.memory import is_out_of_memory
from any2any.runtime.providers import CPU, device_options, import_onnxruntime
from any2any.spec.manifest import GRAPHS_FOLDER, Manifest, ManifestError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

logger = logging.getLogger(__name__)

Values = NDArray[np.float32]
RETRY = "run `any2any models export-onnx` on the folder, or choose runtime torch"


class Sessions:
    """Runs networks by name; opens each when it is first needed."""

    def __init__(self, folder: Path, manifest: Manifest, device: str = CPU) -> None:
        """``device``: resolved, such as ``cpu`` or ``cuda:1``. ManifestError if the folder has no graphs."""
        if not manifest.has_graphs:
            raise ManifestError(
                Message(
                    "no-graphs",
                    "model {model}: {path} has no graphs for ONNX Runtime: {remedy}",
                    model=manifest.name,
                    path=folder,
                    remedy=RETRY,
                )
            )
        self.device = device
        self.manifest = manifest
        self._folder = folder
        self._onnxruntime: Any = import_onnxruntime()
        self._opened: dict[str, InferenceSession] = {}

    def run(self, name: str, **inputs: NDArray[Any]) -> Values:
        """Compute one network; RuntimeError in the words of ``runtime.memory`` if memory ran out.

        ManifestError if the graph takes inputs of other shapes than the manifest says.

        If another device than the CPU fails, this and all later networks are computed on the CPU.
        """
        try:
            return self._run(name, inputs)
        except Any2AnyError:
            raise
        except Exception as error:
            if self.device == CPU and type(error).__name__ == "InvalidArgument":
                raise ManifestError(
                    Message(
                        "model-file-bad",
                        "model {model}: its graph {path} does not fit its manifest: {reason}",
                        model=self.manifest.name,
                        path=name,
                        reason=first_line(error),
                    )
                ) from error
            failure = RuntimeError(first_line(error))
            if is_out_of_memory(failure) or self.device == CPU:
                raise failure from error
            said = "device {device} failed ({reason}): continuing on the CPU"
            logger.warning("%s", Message("device-fallback", said, device=self.device, reason=failure))
        self.device = CPU
        self.close()
        return self.run(name, **inputs)

    def close(self) -> None:
        """Free the sessions and their memory; the next use opens them again."""
        self._opened.clear()

    def _run(self, name: str, inputs: Mapping[str, NDArray[Any]]) -> Values:
        session = self._opened.get(name) or self._open(name)
        fed = {key: np.ascontiguousarray(value) for key, value in inputs.items()}
        result: Values = session.run(None, fed)[0]
        return result

    def _open(self, name: str) -> InferenceSession:
        path = self._folder / GRAPHS_FOLDER / f"{name}.onnx"
        graph = self._read(path)
        chosen = [device_options(self.device)]
        providers = chosen if self.device == CPU else [*chosen, device_options(CPU)]
        try:
            session = self._onnxruntime.InferenceSession(graph, self._options(), providers=providers)
        except Exception as error:
            if self.device != CPU or is_out_of_memory(RuntimeError(str(error))):
                raise
            raise ManifestError(
                Message(
                    "model-file-bad",
                    "model {model}: ONNX Runtime {version} cannot use {path} ({reason}): {remedy}",
                    model=self.manifest.name,
                    version=self._onnxruntime.__version__,
                    path=path,
                    reason=first_line(error),
                    remedy=RETRY,
                )
            ) from error
        if chosen[0][0] not in session.get_providers():  # ONNX Runtime falls back silently
            raise RuntimeError(f"ONNX Runtime could not start {chosen[0][0]}")
        self._require_fitting(path, session.get_modelmeta().custom_metadata_map)
        self._opened[name] = session
        return session

    def _read(self, path: Path) -> bytes:
        try:
            graph = path.read_bytes()
        except OSError as error:
            raise ManifestError(
                Message(
                    "model-file-bad",
                    "model {model}: {path} cannot be read ({reason}): {remedy}",
                    model=self.manifest.name,
                    path=path,
                    reason=error,
                    remedy=RETRY,
                )
            ) from error
        require_inside(graph, path, {n: file.bytes for n, file in self.manifest.files.items()})
        return graph

    def _require_fitting(self, path: Path, made_for: Mapping[str, str]) -> None:
        """ManifestError if a graph was made for other weights than those of the folder."""
        for file, sha256 in made_for.items():
            if file not in self.manifest.files or self.manifest.files[file].sha256 != sha256:
                raise ManifestError(
                    Message(
                        "model-file-bad",
                        "model {model}: {path} was made for other weights than those in {weights}: {remedy}",
                        model=self.manifest.name,
                        path=path,
                        weights=file,
                        remedy=RETRY,
                    )
                )

    def _options(self) -> Any:
        options = self._onnxruntime.SessionOptions()
        options.intra_op_num_threads = own_threads()
        options.log_severity_level = 4  # failures are raised as well
        options.enable_mem_pattern = False  # patterns help only if all inputs have one size
        for entry, value in (
            ("session.model_external_initializers_file_folder_path", str(self._folder)),
            ("session.disable_quant_qdq", "1"),  # so that eight bits are widened once
        ):
            options.add_session_config_entry(entry, value)
        return options


def first_line(error: Exception) -> str:
    """The first line of a message, or the error's name."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
