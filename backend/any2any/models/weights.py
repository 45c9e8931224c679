"""Weights files of a model folder: half precision, or eight bits with a scale for each output channel.

A matrix or kernel of eight bits has its scales beside it, under its name and ``.scale``; it is widened on loading.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from any2any.errors import Message
from any2any.models.weights_check import SCALE
from any2any.spec.manifest import Manifest, ManifestError
from any2any.spec.networks import Storage

_LARGEST = 127
_FEWEST_VALUES = 1024
"""Smaller tensors stay in half precision: their scales would take what eight bits save."""


def read_weights(folder: Path, manifest: Manifest, file: str) -> dict[str, Tensor]:
    """Read one verified weights file: float32 by name; ManifestError if it is damaged."""
    path = folder / file
    if file not in manifest.files:
        raise ManifestError(
            Message(
                "model-file-bad",
                "model {model}: its manifest lists no {path}; copy or download it again",
                model=manifest.name,
                path=path,
            )
        )
    try:
        return widened(load_file(path))
    except (SafetensorError, ValueError) as error:
        raise ManifestError(
            Message(
                "model-file-bad",
                "model {model}: {path} contains no weights: {reason}",
                model=manifest.name,
                path=path,
                reason=error,
            )
        ) from error


def write_weights(path: Path, weights: Mapping[str, Tensor], storage: Storage) -> None:
    """Write one weights file."""
    narrow = {key: value.detach().to("cpu", _dtype(key)) for key, value in weights.items()}
    if storage == "int8":
        narrow = narrowed(narrow)
    save_file({key: value.contiguous() for key, value in narrow.items()}, path)
    path.chmod(0o644)  # safetensors makes files that only their owner can read


def narrowed(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Convert matrices and kernels (out, ...) of half precision to eight bits: value = integer * scale of its row."""
    out: dict[str, Tensor] = {}
    for key, value in weights.items():
        if value.dtype != torch.float16 or value.dim() < 2 or value.numel() < _FEWEST_VALUES:
            out[key] = value
            continue
        rows = value.float().flatten(1)
        scale = rows.abs().amax(dim=1).clamp_min(1e-12) / _LARGEST
        out[key] = torch.round(rows / scale[:, None]).to(torch.int8).view(value.shape)
        out[key + SCALE] = scale
    return out


def widened(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Undo ``narrowed``: everything in float32. ValueError where the scales of eight bits are missing or do not fit."""
    out: dict[str, Tensor] = {}
    for key, value in weights.items():
        if value.dtype == torch.int8:
            scale = weights.get(key + SCALE)
            if scale is None or value.dim() < 2 or scale.shape != value.shape[:1]:
                raise ValueError(
                    f"{key} has eight bits and no {key}{SCALE} with a number for each of its rows"
                )
            out[key] = value.float() * scale.view(-1, *[1] * (value.dim() - 1))
        elif not (key.endswith(SCALE) and key.removesuffix(SCALE) in weights):
            out[key] = value.float()
    return out


def _dtype(key: str) -> torch.dtype:
    """First guesses stay whole: large coefficients of features that are nearly equal cancel each other."""
    return torch.float32 if key.startswith("first_guesses.") else torch.float16
