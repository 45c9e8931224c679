"""A model folder with small random networks: what tests translate with where pixels need not look like anything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_SNIPPET = """
import sys
from pathlib import Path

import torch

from any2any.spec.manifest import Manifest, VaeEntry
from any2any.spec.modality import DEFAULT_MODALITIES, LATENT_CHANNELS, SEEN_DIRECTIONS
from any2any.spec.networks import AdapterConfig, DitConfig, VaeConfig
from any2any.models.onnx.graphs.export import export_graphs
from any2any.models.translator import Translator, save_model

torch.manual_seed(0)
widths = (4, 4, 8, 8)
vaes = {
    m.name: VaeEntry(
        VaeConfig(m.channels, widths[-m.downsampling.bit_length():]), (0.0,) * LATENT_CHANNELS, (1.0,) * LATENT_CHANNELS
    )
    for m in DEFAULT_MODALITIES
}
translator = Translator(
    Manifest(
        name="test-random", title="Random test model", version="0", licence="CC0-1.0", modalities=DEFAULT_MODALITIES,
        vaes=vaes, dit=DitConfig(2, 24, 2), adapter=AdapterConfig(8, 1), seen_directions=SEEN_DIRECTIONS,
    )
)
for parameter in translator.parameters():  # zero-initialised layers too: the input must show in the result
    torch.nn.init.normal_(parameter, std=0.7 / parameter[0].numel() ** 0.5)
save_model(Path(sys.argv[1]), translator)
export_graphs(Path(sys.argv[1]))  # like the bundled model: a worker translates without torch, and starts faster
"""


def backend_python() -> Path:
    """Return the backend's Python: ``ANY2ANY_PYTHON``, else the checkout's .venv."""
    configured = os.environ.get("ANY2ANY_PYTHON")
    return Path(configured) if configured else ROOT / ".venv" / "bin" / "python"


def write_tiny_model(folder: Path, python: str | Path | None = None) -> Path:
    """Write the model with the backend's Python and return its folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "backend"), "OMP_NUM_THREADS": "1"}
    command = [str(python or backend_python()), "-c", _SNIPPET, str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"the test model cannot be made:\n{done.stderr}")
    return folder


if __name__ == "__main__":
    write_tiny_model(Path(sys.argv[1]))
