"""The command line and readers of manifests start at once: no array library before a command runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "torch",
    "rasterio",
    "numpy",
    "safetensors",
    "PIL",
    "skimage",
    "tqdm",
    "yaml",
    "requests",
    "huggingface_hub",
)


@pytest.mark.parametrize(
    "module", ["any2any", "any2any.spec.modality", "any2any.spec.manifest", "any2any.hub", "any2any.cli"]
)
def test_importing_it_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*({set(HEAVY)} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize(
    "module",
    [
        "any2any.translate.engine",
        "any2any.translate.merge",
        "any2any.models.onnx.onnx_model",
        "benchmarks.directions",
    ],
)
def test_the_engine_and_onnx_runtimes_model_import_no_torch(module: str) -> None:
    code = f"import sys, {module}; print('torch' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "backend")}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


def test_help_of_the_command_line_imports_nothing_heavy() -> None:
    code = (
        "import sys, any2any.cli\n"
        "try:\n    any2any.cli.main(['--help'])\n"
        "except SystemExit as stop:\n    assert stop.code == 0\n"
        f"print(*({set(HEAVY)} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.split() == []
    for command in (
        "translate",
        "models",
        "doctor",
        "simulate",
        "compare",
        "data",
        "train",
        "modality",
        "evaluate",
    ):
        assert f"\n    {command}" in done.stdout
