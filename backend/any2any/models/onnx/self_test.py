"""Test a device of ONNX Runtime on two networks of a model, before a job uses it. Imports no torch."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np

from any2any.errors import Any2AnyError, Message
from any2any.models.onnx.sessions import Sessions, Values, first_line
from any2any.runtime.providers import CPU
from any2any.spec.manifest import Manifest

logger = logging.getLogger(__name__)

ALLOWED = 0.02
"""Largest difference from the CPU in model values and in latents, whose deviation is 1: reduced precision is allowed,
wrong kernels are not."""

TRIAL_CELLS = 16


def choose_working(folder: Path, manifest: Manifest, devices: tuple[str, ...]) -> str:
    """Return the first device that passes its self-test; others are skipped with a warning."""
    for device in devices:
        problem = problem_of(folder, manifest, device)
        if problem is None:
            return device
        said = "device {device} is skipped: {reason}"
        logger.warning("%s", Message("device-skipped", said, device=device, reason=problem))
    return CPU


def problem_of(folder: Path, manifest: Manifest, device: str) -> str | None:
    """Return why a device cannot be used, or None. The CPU is not tested, because all others are compared with it."""
    if device == CPU:
        return None
    expected = _trial(Sessions(folder, manifest, CPU))
    sessions = Sessions(folder, manifest, device)
    try:
        found = _trial(sessions)
    except (Any2AnyError, RuntimeError) as error:
        return first_line(error)
    if sessions.device != device:
        return "it failed the first time that it computed"
    difference = float(np.nanmax(np.abs(found - expected)))
    if not difference <= ALLOWED or np.isnan(found).any():
        return f"its results differ from those of the CPU by {difference:.3g}"
    return None


def _trial(sessions: Sessions) -> Values:
    """Decode fixed noise, and predict from it."""
    manifest, rng = sessions.manifest, np.random.default_rng(0)
    latent = rng.normal(size=(1, manifest.dit.latent_channels, TRIAL_CELLS, TRIAL_CELLS)).astype(np.float32)
    pixels = sessions.run(f"decode-{manifest.modalities[0].name}", latent=latent)
    side = manifest.dit.latent_px
    z_t, z_source = (
        rng.normal(size=(1, channels, side, side)).astype(np.float32)
        for channels in (manifest.dit.latent_channels, manifest.dit.source_channels)
    )
    index = np.array([0], np.int64)
    modulations = sessions.run("modulate", time=np.array([999], np.float32), source=index, target=index)
    predicted = sessions.run("predict", z_t=z_t, z_source=z_source, modulations=modulations)
    return np.concatenate([pixels.ravel(), predicted.ravel()])
