"""``any2any doctor``: versions, devices, the bundled model, and one translated window as a self-test."""

from __future__ import annotations

import argparse
import platform
import sys
import time
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any

from any2any.commands.translation_options import add_json_option, print_json
from any2any.errors import Any2AnyError
from any2any.spec.version import version

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers

PACKAGES = ("torch", "numpy", "rasterio", "safetensors")


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
    if all(check.ok for check in checks):
        checks += [_devices(), _self_test()]
    if args.json:
        print_json(_as_json(checks))
    else:
        for check in checks:
            sys.stdout.write(f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.detail}\n")
    return 0 if all(check.ok for check in checks) else 1


def _as_json(checks: list[Check]) -> dict[str, Any]:
    return {check.name: {"ok": check.ok, "detail": check.detail} for check in checks}


def _package(name: str) -> Check:
    try:
        return Check(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Check(name, False, f"not installed: run `python -m pip install {name}` in this environment")


def _devices() -> Check:
    import torch

    names = [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())]
    names += ["Apple GPU (mps)"] if torch.backends.mps.is_available() else []
    return Check("devices", True, ", ".join([*names, f"CPU with {torch.get_num_threads()} threads"]))


def _self_test() -> Check:
    """Translate one simulated radar window with the bundled model."""
    import numpy as np
    import torch

    from any2any.hub import bundled_model
    from any2any.models.translator import Translator
    from any2any.raster.radiometry import to_model_values
    from any2any.simulate import simulate_scene
    from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction

    try:
        model = Translator.load(bundled_model())
    except Any2AnyError as error:
        return Check("bundled model", False, str(error))
    sar = model.manifest.modality("sar")
    scene = simulate_scene(sar.window_px, seed=0)
    started = time.monotonic()
    x = torch.from_numpy(to_model_values(scene.arrays["sar"], sar))[None]
    noise = torch.zeros(1, LATENT_CHANNELS, WINDOW_LATENT_PX, WINDOW_LATENT_PX)
    rgb = model.translate(x, noise, Direction("sar", "rgb"), steps=1)
    seconds = time.monotonic() - started
    ok = bool(np.isfinite(rgb.numpy()).all())
    return Check(
        "bundled model", ok, f"{model.manifest.name} translated one window in {seconds:.2f} s on the CPU"
    )
