"""Random weights of So2Sat's ResNet-20 in Keras's layout, with the published names and shapes."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np

Arrays = dict[str, np.ndarray]

PLAN = (
    # convolutions of a unit (kernel, inputs, outputs), the shortcut last, as Keras made and numbered them
    ((1, 16, 16), (3, 16, 16), (1, 16, 64), (1, 16, 64)),
    ((1, 64, 16), (3, 16, 16), (1, 16, 64)),
    ((1, 64, 64), (3, 64, 64), (1, 64, 128), (1, 64, 128)),
    ((1, 128, 64), (3, 64, 64), (1, 64, 128)),
    ((1, 128, 128), (3, 128, 128), (1, 128, 256), (1, 128, 256)),
    ((1, 256, 128), (3, 128, 128), (1, 128, 256)),
)

NORMS = (16, 16, 16, 64, 16, 16, 64, 64, 64, 128, 64, 64, 128, 128, 128, 256, 128, 128, 256)
"""Widths: the stem's, two of the first unit, three of each other, and one before pooling."""


def random_weights(channels: int) -> Arrays:
    rng = np.random.default_rng(0)
    found: Arrays = {}
    shapes = [(3, channels, 16), *(shape for unit in PLAN for shape in unit)]
    for number, (side, inputs, outputs) in enumerate(shapes, 1):
        scale = (side * side * inputs) ** -0.5
        found[f"conv2d_{number}/kernel"] = rng.normal(0, scale, (side, side, inputs, outputs))
        found[f"conv2d_{number}/bias"] = rng.normal(0, 0.1, outputs)
    for number, width in enumerate(NORMS, 1):
        name = f"batch_normalization_{number}"
        found |= {f"{name}/{key}": rng.normal(1, 0.1, width) for key in ("gamma", "moving_variance")}
        found |= {f"{name}/{key}": rng.normal(0, 0.1, width) for key in ("beta", "moving_mean")}
    found["dense_1/kernel"], found["dense_1/bias"] = rng.normal(size=(256, 17)), rng.normal(size=17)
    return {name: value.astype(np.float32) for name, value in found.items()}


def write(path: Path, weights: Arrays) -> Path:
    """As Keras saves weights: LAYER/LAYER/NAME:0."""
    with h5py.File(path, "w") as file:
        for name, value in weights.items():
            layer, key = name.split("/")
            file[f"{layer}/{layer}/{key}:0"] = value
    return path
