"""``any2any doctor``: versions, devices, the bundled model, and one translated window as a self-test."""

from __future__ import annotations

import argparse
import platform
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from any2any.commands.translation_options import add_json_option, print_json
from any2any.errors import Any2AnyError
from any2any.runtime.choice import ONNX, TORCH
from any2any.spec.manifest import Manifest
from any2any.spec.model_folder import read_manifest
from any2any.spec.version import package_version, version

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers

PACKAGES = ("numpy", "rasterio", "safetensors")
RUNTIMES = {"onnxruntime": ONNX, "torch": TORCH}
"""Package of each runtime; one is enough."""


@dataclass(frozen=True)
class Check:
    """One line of the report."""

    name: str
    ok: bool
    detail: str


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("doctor", help="check the installation and translate one window")
    add_json_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print every check; 1 if any failed."""
    checks = [
        Check("any2any", True, f"{version()}, Python {platform.python_version()}, {platform.platform()}")
    ]
    checks += [_package(name) for name in PACKAGES]
    installed = [name for name in RUNTIMES if find_spec(name)]
    checks += [_package(name) for name in installed or RUNTIMES]
    if all(check.ok for check in checks):
        checks += _of_the_model([RUNTIMES[name] for name in installed])
    if args.json:
        print_json(_as_json(checks))
    else:
        for check in checks:
            sys.stdout.write(f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.detail}\n")
    return 0 if all(check.ok for check in checks) else 1


def _as_json(checks: list[Check]) -> dict[str, Any]:
    return {check.name: {"ok": check.ok, "detail": check.detail} for check in checks}


def _package(name: str) -> Check:
    found = package_version(name)
    missing = f"not installed: run `python -m pip install {name}` in this environment"
    return Check(name, found is not None, found or missing)


def _of_the_model(runtimes: list[str]) -> list[Check]:
    """Devices, and self-tests of the bundled model with every installed runtime."""
    from any2any.hub import bundled_model

    try:
        folder = bundled_model()
        manifest = read_manifest(folder)
    except Any2AnyError as error:
        return [Check("bundled model", False, str(error))]
    checks = [_torch_devices()] if TORCH in runtimes else []
    if ONNX in runtimes and manifest.has_graphs:
        checks += _onnx_devices(folder, manifest)
    computing = [runtime for runtime in runtimes if runtime == TORCH or manifest.has_graphs]
    checks += [_self_test(folder, runtime) for runtime in computing]
    if not computing:
        checks.append(Check("bundled model", False, f"{folder} has no graphs, and PyTorch is not installed"))
    return checks


def _torch_devices() -> Check:
    import torch

    names = [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())]
    names += ["Apple GPU (mps)"] if torch.backends.mps.is_available() else []
    return Check("devices", True, ", ".join([*names, f"CPU with {torch.get_num_threads()} threads"]))


def _onnx_devices(folder: Path, manifest: Manifest) -> list[Check]:
    """Each provider of ONNX Runtime and the result of its self-test; jobs skip one that fails, so it is not an
    error."""
    from any2any.models.onnx.self_test import problem_of
    from any2any.runtime.providers import available_devices

    try:
        problems = {device: problem_of(folder, manifest, device) for device in available_devices()}
    except Any2AnyError as error:
        return [Check("onnx devices", False, str(error))]
    said = (f"{device} (skipped: {problem})" if problem else device for device, problem in problems.items())
    return [Check("onnx devices", True, ", ".join(said))]


def _self_test(folder: Path, runtime: str) -> Check:
    """Translate one simulated radar window with the bundled model on the CPU."""
    import numpy as np

    from any2any.raster.radiometry import to_model_values
    from any2any.simulate import simulate_scene
    from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction
    from any2any.translate.job import ModelCache

    name = "bundled model" if runtime == TORCH else "bundled model, onnx"
    try:
        model = ModelCache().load(folder, "cpu", runtime=runtime)
    except Any2AnyError as error:
        return Check(name, False, str(error))
    sar = model.manifest.modality("sar")
    x = to_model_values(simulate_scene(sar.window_px, seed=0).arrays["sar"], sar)[None]
    noise = np.zeros((1, LATENT_CHANNELS, WINDOW_LATENT_PX, WINDOW_LATENT_PX), np.float32)
    started = time.monotonic()
    direction = Direction("sar", "rgb")
    z_source = model.condition(x, direction)
    rgb = model.decode(model.sample(z_source, noise, direction, 1), direction, z_source, x)
    seconds = time.monotonic() - started
    detail = f"{model.manifest.name} translated one window in {seconds:.2f} s on the CPU"
    return Check(name, bool(np.isfinite(rgb).all()), detail)
