"""Graphs of the DiT and the adapters: conditioning of one step, one prediction, and the last refinement."""

from __future__ import annotations

import math

import numpy as np
import onnx
from onnx import TensorProto

from any2any.models.onnx.graphs.builder import GraphBuilder, WeightsHeader
from any2any.models.onnx.graphs.layers import conv, group_norm, linear, silu
from any2any.spec.networks import AdapterConfig, DitConfig

TIME_FREQUENCIES = 256
_SITE_ROWS = 3
"""Shift, scale and gate."""


def modulation_rows(config: DitConfig) -> int:
    """Rows of ``modulations``: shift, 1 + scale and gate of each block's attention and MLP, and of the output."""
    return _SITE_ROWS * (2 * config.depth + 1)


def modulate_graph(weights: WeightsHeader, config: DitConfig) -> onnx.ModelProto:
    """``time`` (1,) float, ``source`` and ``target`` (1,) int64 indices -> ``modulations`` (rows, D)."""
    g = GraphBuilder("modulate", weights, "dit.")
    parts = [linear(g, silu(g, linear(g, _frequencies(g), "embed_time.0")), "embed_time.2")]
    for end in ("source", "target"):
        index = g.input(end, (1,), TensorProto.INT64)
        parts.append(g.node("Gather", g.weight(f"embed_{end}.weight"), index))
    summed = g.node("Add", g.node("Add", *parts[:2]), parts[2])
    c = silu(g, linear(g, silu(g, linear(g, summed, "condition_mlp.0")), "condition_mlp.2"))
    sites = [*(f"blocks.{i}.ada_ln" for i in range(config.depth)), "final_ada_ln"]
    joined = g.node("Concat", *(linear(g, c, f"{site}.linear") for site in sites), axis=1)
    rows = modulation_rows(config)
    is_scale = (np.arange(rows) % _SITE_ROWS == 1).astype(np.float32)[:, None]
    result = g.node("Add", g.node("Reshape", joined, g.integers(rows, -1)), g.constant(is_scale))
    return g.finish(result, "modulations", (rows, config.width))


def predict_graph(weights: WeightsHeader, config: DitConfig) -> onnx.ModelProto:
    """``z_t`` (B, 4, 64, 64), ``z_source`` (B, S, 64, 64), ``modulations`` -> ``predicted`` (B, 4, 64, 64).

    It is the correction of a first guess where the model has one. Tokens are rows (B * N, D) between attentions, so
    that every linear layer is one matrix product.
    """
    g = GraphBuilder("predict", weights, "dit.")
    size, channels = config.latent_px, config.latent_channels
    z_t = g.input("z_t", ("batch", channels, size, size))
    z_source = g.input("z_source", ("batch", config.source_channels, size, size))
    modulations = g.input("modulations", (modulation_rows(config), config.width))
    rows = iter([g.node("Gather", modulations, _scalar(g, i)) for i in range(modulation_rows(config))])
    x = _embedded(g, g.node("Concat", z_t, z_source, axis=1), config)
    for number in range(config.depth):
        block = f"blocks.{number}"
        shift, scale, gate = next(rows), next(rows), next(rows)
        x = _gated(g, x, _attend(g, _normal(g, x, scale, shift), block, config), gate)
        shift, scale, gate = next(rows), next(rows), next(rows)
        hidden = g.node("Gelu", linear(g, _normal(g, x, scale, shift), f"{block}.mlp.0"), approximate="tanh")
        x = _gated(g, x, linear(g, hidden, f"{block}.mlp.2"), gate)
    shift, scale = next(rows), next(rows)
    predicted = _unpatchified(g, linear(g, _normal(g, x, scale, shift), "final"), config)
    return g.finish(predicted, "predicted", ("batch", channels, size, size))


def refine_graph(
    weights: WeightsHeader, config: AdapterConfig, latent_px: int, source: str, target: str
) -> onnx.ModelProto:
    """``clean`` (B, 4, 64, 64) and ``z_source`` (B, S, 64, 64) -> ``change`` (B, 4, 64, 64).

    The paper's adapters have no input ``z_source``.
    """
    g = GraphBuilder("refine", weights, f"adapters.{target}.")
    size = ("batch", config.latent_channels, latent_px, latent_px)
    z = _reflected(g, g.input("clean", size), config.edge_px)
    x = conv(g, group_norm(g, z, "norm_in", 1), "conv_in")
    if config.source_channels:
        z_source = g.input("z_source", ("batch", config.source_channels, latent_px, latent_px))
        x = g.node("Add", x, conv(g, _reflected(g, z_source, config.edge_px), f"conv_source.{source}"))
    for number in range(config.depth):
        x = _refine_block(g, x, f"blocks.{number}", config)
    change = conv(g, silu(g, group_norm(g, x, "norm_out", config.groups)), "conv_out")
    return g.finish(_inside(g, change, latent_px, config.edge_px), "change", size)


def _reflected(g: GraphBuilder, z: str, edge: int) -> str:
    """A window with an edge of reflection around it."""
    return g.node("Pad", z, g.integers(0, 0, edge, edge, 0, 0, edge, edge), mode="reflect") if edge else z


def _inside(g: GraphBuilder, change: str, latent_px: int, edge: int) -> str:
    """A window without its edge."""
    if not edge:
        return change
    begin, end, axes = g.integers(edge, edge), g.integers(*[latent_px + edge] * 2), g.integers(2, 3)
    return g.node("Slice", change, begin, end, axes)


def _frequencies(g: GraphBuilder) -> str:
    """``time`` (1,) -> (1, 256) cosines and sines at geometrically spaced frequencies."""
    time = g.node("Unsqueeze", g.input("time", (1,)), g.integers(1))
    half = TIME_FREQUENCIES // 2
    scale = np.exp(np.arange(half, dtype=np.float32) * np.float32(-math.log(10_000.0) / half))
    angles = g.node("Mul", time, g.constant(scale[None]))
    return g.node("Concat", g.node("Cos", angles), g.node("Sin", angles), axis=1)


def _embedded(g: GraphBuilder, z: str, config: DitConfig) -> str:
    """(B, C, 64, 64) -> rows (B * N, D): patches, row by row, with their position."""
    p, grid = config.patch, config.latent_px // config.patch
    channels = config.latent_channels + config.source_channels
    patches = g.node("Reshape", z, g.integers(-1, channels, grid, p, grid, p))
    patches = g.node("Transpose", patches, perm=[0, 2, 4, 1, 3, 5])
    x = linear(g, g.node("Reshape", patches, g.integers(-1, channels * p * p)), "embed_patches")
    tokens = g.node("Reshape", x, g.integers(-1, grid * grid, config.width))
    tokens = g.node("Add", tokens, _position(g, config.width, grid))
    return g.node("Reshape", tokens, g.integers(-1, config.width))


def _unpatchified(g: GraphBuilder, rows: str, config: DitConfig) -> str:
    p, grid, channels = config.patch, config.latent_px // config.patch, config.latent_channels
    patches = g.node("Reshape", rows, g.integers(-1, grid, grid, channels, p, p))
    patches = g.node("Transpose", patches, perm=[0, 3, 1, 4, 2, 5])
    return g.node("Reshape", patches, g.integers(-1, channels, config.latent_px, config.latent_px))


def _normal(g: GraphBuilder, x: str, scale: str, shift: str) -> str:
    """Layer norm of rows, then scale and shift."""
    return g.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=1e-6)


def _gated(g: GraphBuilder, x: str, change: str, gate: str) -> str:
    return g.node("Add", x, g.node("Mul", change, gate))


def _attend(g: GraphBuilder, rows: str, block: str, config: DitConfig) -> str:
    """Attention among the tokens of each window, as one operator."""
    tokens = (config.latent_px // config.patch) ** 2
    qkv = g.node("Reshape", linear(g, rows, f"{block}.qkv"), g.integers(-1, tokens, 3 * config.width))
    q, k, v = g.nodes("Split", qkv, results=3, axis=2, num_outputs=3)
    mixed = g.node("MultiHeadAttention", q, k, v, domain="com.microsoft", num_heads=config.heads)
    return linear(g, g.node("Reshape", mixed, g.integers(-1, config.width)), f"{block}.proj")


def _refine_block(g: GraphBuilder, x: str, name: str, config: AdapterConfig) -> str:
    h = silu(g, conv(g, group_norm(g, x, f"{name}.norm1", config.groups), f"{name}.conv1"))
    h = conv(g, group_norm(g, h, f"{name}.norm2", config.groups), f"{name}.conv2")
    means = g.node("Flatten", g.node("GlobalAveragePool", h))
    squeezed = silu(g, linear(g, means, f"{name}.excite.down"))
    excited = g.node("Sigmoid", linear(g, squeezed, f"{name}.excite.up"))
    excited = g.node("Unsqueeze", excited, g.integers(2, 3))
    return g.node("Add", x, g.node("Mul", h, excited))


def _scalar(g: GraphBuilder, value: int) -> str:
    return g.constant(value, np.int64)


def _position(g: GraphBuilder, width: int, grid: int) -> str:
    """The fixed sine-cosine code of ``models/dit.py``, (1, grid * grid, width); half the width per axis."""
    quarter = width // 4
    scale = np.exp(np.arange(quarter, dtype=np.float32) * np.float32(-math.log(10_000.0) / quarter))
    angles = np.arange(grid, dtype=np.float32)[:, None] * scale[None]
    axis = g.constant(np.concatenate([np.sin(angles), np.cos(angles)], axis=-1))  # (grid, D / 2)
    shape = g.integers(grid, grid, 2 * quarter)
    rows, columns = (g.node("Expand", g.node("Unsqueeze", axis, g.integers(n)), shape) for n in (1, 0))
    code = g.node("Concat", rows, columns, axis=2)
    return g.node("Reshape", code, g.integers(1, grid * grid, width))
