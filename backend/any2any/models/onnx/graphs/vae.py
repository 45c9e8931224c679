"""Graphs of one modality's VAE: image to latent mean, and latent to image; any height and width."""

from __future__ import annotations

import onnx

from any2any.models.onnx.graphs.builder import GraphBuilder, WeightsHeader
from any2any.models.onnx.graphs.layers import conv, group_norm, linear, silu
from any2any.spec.networks import VaeConfig


def encode_graph(weights: WeightsHeader, config: VaeConfig) -> onnx.ModelProto:
    """``pixels`` (B, C, h * f, w * f) model values -> ``latent`` (B, 4, h, w), not standardised."""
    g = GraphBuilder("encode", weights)
    x = conv(g, g.input("pixels", ("batch", config.channels, "height", "width")), "encoder.conv_in")
    for level in range(len(config.widths)):
        block = f"encoder.down_blocks.{level}"
        for number in range(config.resnets_per_level):
            x = _resnet(g, x, f"{block}.resnets.{number}", config)
        if level < len(config.widths) - 1:
            x = conv(g, x, f"{block}.downsamplers.0.conv", stride=2, pads=(0, 0, 1, 1))
    x = _middle(g, x, "encoder.mid_block", config)
    x = conv(g, _normal_silu(g, x, "encoder.conv_norm_out", config), "encoder.conv_out")
    channels = config.latent_channels
    moments = conv(g, x, "quant_conv")
    mean = g.nodes("Split", moments, results=2, axis=1, num_outputs=2)[0]
    return g.finish(mean, "latent", ("batch", channels, "latent_height", "latent_width"))


def decode_graph(weights: WeightsHeader, config: VaeConfig) -> onnx.ModelProto:
    """``latent`` (B, 4, h, w), not standardised -> ``pixels`` (B, C, h * f, w * f)."""
    g = GraphBuilder("decode", weights)
    z = g.input("latent", ("batch", config.latent_channels, "latent_height", "latent_width"))
    x = conv(g, conv(g, z, "post_quant_conv"), "decoder.conv_in")
    x = _middle(g, x, "decoder.mid_block", config)
    for level in range(len(config.widths)):
        block = f"decoder.up_blocks.{level}"
        for number in range(config.resnets_per_level + 1):
            x = _resnet(g, x, f"{block}.resnets.{number}", config)
        if level < len(config.widths) - 1:
            x = conv(g, _doubled(g, x), f"{block}.upsamplers.0.conv")
    x = conv(g, _normal_silu(g, x, "decoder.conv_norm_out", config), "decoder.conv_out")
    return g.finish(x, "pixels", ("batch", config.channels, "height", "width"))


def _middle(g: GraphBuilder, x: str, name: str, config: VaeConfig) -> str:
    x = _resnet(g, x, f"{name}.resnets.0", config)
    if config.mid_attention:
        x = _attention(g, x, f"{name}.attentions.0", config)
    return _resnet(g, x, f"{name}.resnets.1", config)


def _resnet(g: GraphBuilder, x: str, name: str, config: VaeConfig) -> str:
    h = conv(g, _normal_silu(g, x, f"{name}.norm1", config), f"{name}.conv1")
    h = conv(g, _normal_silu(g, h, f"{name}.norm2", config), f"{name}.conv2")
    if g.has(f"{name}.conv_shortcut.weight"):
        x = conv(g, x, f"{name}.conv_shortcut")
    return g.node("Add", h, x)


def _normal_silu(g: GraphBuilder, x: str, name: str, config: VaeConfig) -> str:
    return silu(g, x if config.norm == "none" else group_norm(g, x, name, config.norm_groups, eps=1e-6))


def _attention(g: GraphBuilder, x: str, name: str, config: VaeConfig) -> str:
    """Single-head attention over all pixels; only imported weights have it."""
    width = config.widths[-1]
    normal = group_norm(g, x, f"{name}.group_norm", config.norm_groups, eps=1e-6)
    tokens = g.node("Transpose", g.node("Reshape", normal, g.integers(0, 0, -1)), perm=[0, 2, 1])
    rows = g.node("Reshape", tokens, g.integers(-1, width))
    q, k, v = (
        g.node("Reshape", linear(g, rows, f"{name}.{part}"), g.node("Shape", tokens))
        for part in ("to_q", "to_k", "to_v")
    )
    mixed = g.node("MultiHeadAttention", q, k, v, domain="com.microsoft", num_heads=1)
    rows = linear(g, g.node("Reshape", mixed, g.integers(-1, width)), f"{name}.to_out.0")
    channels = g.node("Transpose", g.node("Reshape", rows, g.node("Shape", tokens)), perm=[0, 2, 1])
    return g.node("Add", x, g.node("Reshape", channels, g.node("Shape", x)))


def _doubled(g: GraphBuilder, x: str) -> str:
    """Repeat each pixel twice each way."""
    scales = g.constant([1.0, 1.0, 2.0, 2.0])
    return g.node(
        "Resize",
        x,
        "",
        scales,
        mode="nearest",
        coordinate_transformation_mode="asymmetric",
        nearest_mode="floor",
    )
