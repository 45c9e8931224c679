"""Graphs of the context encoder and of the first guesses; any height and width."""

from __future__ import annotations

import numpy as np
import onnx

from any2any.models.onnx.graphs.builder import GraphBuilder, WeightsHeader
from any2any.models.onnx.graphs.layers import conv, per_channel, silu
from any2any.models.reach import DEVIATION_PX, FINE_MEAN_PX, MEANS_PX, TOKEN_LATENT_PX, has_detail
from any2any.spec.modality import Modality
from any2any.spec.networks import ContextConfig, FineContextConfig


def context_graph(weights: WeightsHeader, config: ContextConfig, modality: Modality) -> onnx.ModelProto:
    """``pixels`` (B, C, H, W), multiples of a token's side -> ``tokens`` (B, K, th, tw)."""
    g = GraphBuilder("context", weights, "context.")
    x = _stem(g, g.input("pixels", ("batch", modality.channels, "height", "width")), modality)
    for number in range(config.depth):
        x = _context_block(g, x, f"blocks.{number}", config)
    x = conv(g, _channel_norm(g, x, "norm"), f"heads.{modality.name}")
    return g.finish(x, "tokens", ("batch", config.channels, "token_rows", "token_columns"))


def guess_graph(
    weights: WeightsHeader, context: ContextConfig | None, source: Modality, target: Modality
) -> onnx.ModelProto:
    """``pixels`` (B, C, h * f, w * f) of the source -> ``guess`` (B, C', h * f', w * f') in [-1, 1].

    With a context encoder also ``tokens`` (B, K, ceil(h / 2), ceil(w / 2)) of these pixels.
    """
    g = GraphBuilder("guess", weights, f"first_guesses.{source.name}->{target.name}.")
    x = g.input("pixels", ("batch", source.channels, "height", "width"))
    means, features = _features(g, _at_target(g, x, source.downsampling, target.downsampling))
    guess = g.node("Concat", *_polynomials(g, features, target.channels), axis=1)
    if context:
        tokens = g.input("tokens", ("batch", context.channels, "token_rows", "token_columns"))
        guess = _with_context(g, guess, tokens, _structure(g, means), source.channels, target.downsampling)
        fine = context.fine_of(source.name)
        if fine and (estimated := fine.numbers_of(target)):
            bands = fine_context(g.within(f"context.fine.{source.name}."), x, tokens, fine)
            bands = g.node("Gather", bands, g.integers(*estimated), axis=1)
            if not has_detail(source, target):
                structure = g.node("Sub", bands, _mean(g, bands, FINE_MEAN_PX))
                bands = g.node("Add", bands, structure)
            estimate = _at_target(g, bands, source.downsampling, target.downsampling)
            guess = g.node("Mul", g.node("Add", guess, estimate), g.constant(0.5))
    guess = g.node("Clip", guess, g.constant(-1.0), g.constant(1.0))
    return g.finish(guess, "guess", ("batch", target.channels, "guess_height", "guess_width"))


def fine_context(g: GraphBuilder, x: str, tokens: str, config: FineContextConfig) -> str:
    """Context at every pixel (``models/context.py``): (B, C, H, W) and their tokens -> (B, channels, H, W)."""
    size = g.node("Slice", g.node("Shape", x), g.integers(2), g.integers(4))
    h = conv(g, _whole_tokens(g, x, size, 1 << (len(config.widths) - 1)), "stem")
    skips = []
    for level, blocks in enumerate(config.blocks[:-1]):
        skips.append(_fine_blocks(g, h, f"before.{level}", blocks))
        h = conv(g, skips[-1], f"down.{level}", stride=2, pads=(1, 1, 1, 1))
    h = _fine_blocks(g, g.node("Add", h, conv(g, tokens, "tokens")), "coarsest", config.blocks[-1])
    for level in reversed(range(len(skips))):
        twice = g.node(
            "Resize", conv(g, h, f"up.{level}"), "", g.constant([1.0, 1.0, 2.0, 2.0]), mode="nearest",
            coordinate_transformation_mode="asymmetric", nearest_mode="floor",
        )  # fmt: skip
        h = _fine_blocks(g, g.node("Add", skips[level], twice), f"after.{level}", config.blocks[level])
    return g.node("Slice", conv(g, h, "head"), g.integers(0, 0), size, g.integers(2, 3))


def _whole_tokens(g: GraphBuilder, x: str, size: str, side: int) -> str:
    """Repeat the edge below and right until rows and columns are whole tokens."""
    lacking = g.node("Mod", g.node("Neg", size), g.integers(side, side))
    return g.node("Pad", x, g.node("Concat", g.integers(0, 0, 0, 0, 0, 0), lacking, axis=0), mode="edge")


def _fine_blocks(g: GraphBuilder, x: str, name: str, depth: int) -> str:
    for number in range(depth):
        block = f"{name}.{number}"
        h = silu(g, conv(g, _channel_norm(g, x, f"{block}.norm"), f"{block}.around"))
        x = g.node("Add", x, conv(g, h, f"{block}.narrow"))
    return x


def _stem(g: GraphBuilder, x: str, modality: Modality) -> str:
    """Convolutions that halve an image until a pixel is a token; their numbers are those of the module's layers."""
    name = f"stems.{modality.name}"
    x = silu(g, conv(g, x, f"{name}.0"))
    levels = (TOKEN_LATENT_PX * modality.downsampling).bit_length() - 1
    for level in range(levels):
        x = silu(g, conv(g, x, f"{name}.{4 * level + 2}", stride=2, pads=(1, 1, 1, 1)))
        x = conv(g, x, f"{name}.{4 * level + 4}")
        x = silu(g, x) if level < levels - 1 else x
    return x


def _context_block(g: GraphBuilder, x: str, name: str, config: ContextConfig) -> str:
    h = _channel_norm(g, conv(g, x, f"{name}.around", group=config.width), f"{name}.norm")
    h = conv(g, g.node("Gelu", conv(g, h, f"{name}.widen")), f"{name}.narrow")
    return g.node("Add", x, g.node("Mul", h, per_channel(g, f"{name}.gain")))


def _channel_norm(g: GraphBuilder, x: str, name: str) -> str:
    """Normalise each position (B, C, h, w) over its channels."""
    last = g.node("Transpose", x, perm=[0, 2, 3, 1])
    weights = g.weight(f"{name}.scale"), g.weight(f"{name}.shift")
    normal = g.node("LayerNormalization", last, *weights, axis=-1, epsilon=1e-6)
    return g.node("Transpose", normal, perm=[0, 3, 1, 2])


def _at_target(g: GraphBuilder, x: str, before: int, after: int) -> str:
    """Pixels of the source as pixels of the target: means, or bilinear."""
    if after < before:
        side = [before // after] * 2
        return g.node("AveragePool", x, kernel_shape=side, strides=side)
    return _enlarged(g, x, after / before) if after > before else x


def _enlarged(g: GraphBuilder, x: str, factor: float) -> str:
    return g.node(
        "Resize",
        x,
        "",
        g.constant([1.0, 1.0, factor, factor]),
        mode="linear",
        coordinate_transformation_mode="half_pixel",
    )


def _features(g: GraphBuilder, x: str) -> tuple[tuple[str, str], str]:
    """Means over 3 and over 15 pixels, each (B, C, H, W), and all local statistics (B, F, H, W)."""
    means = [_mean(g, x, side) for side in MEANS_PX]
    around = means[MEANS_PX.index(DEVIATION_PX)]
    squares = _mean(g, g.node("Mul", x, x), DEVIATION_PX)
    variance = g.node("Sub", squares, g.node("Mul", around, around))
    deviation = g.node("Sqrt", g.node("Max", variance, g.constant(1e-6)))
    return (means[0], means[2]), g.node("Concat", x, *means, deviation, axis=1)


def _mean(g: GraphBuilder, x: str, side: int) -> str:
    """Means over squares that end at the image's edge, columns first and then rows."""
    half = side // 2
    columns = g.node("AveragePool", x, kernel_shape=[side, 1], pads=[half, 0, half, 0])
    return g.node("AveragePool", columns, kernel_shape=[1, side], pads=[0, half, 0, half])


def _polynomials(g: GraphBuilder, features: str, bands: int) -> list[str]:
    """One target band (B, 1, H, W) each: sum over i of f_i (w_i + sum over j >= i of q_ij f_j), and the bias."""
    count = g.shape("weight")[1]
    triangle = np.full(
        (count, count), count * (count + 1) // 2
    )  # entries without a product point to the zero behind them
    triangle[np.triu_indices(count)] = np.arange(count * (count + 1) // 2)
    products = g.node("Concat", g.weight("products"), g.constant(np.zeros((bands, 1))), axis=1)
    products = g.node("Gather", products, g.constant(triangle.ravel(), np.int64), axis=1)
    out = []
    for band in range(bands):
        index = g.constant(band, np.int64)
        square = g.node("Reshape", g.node("Gather", products, index), g.integers(count, count, 1, 1))
        slopes = g.node("Conv", features, square, g.node("Gather", g.weight("weight"), index))
        summed = g.node("ReduceSum", g.node("Mul", features, slopes), g.integers(1), keepdims=1)
        out.append(g.node("Add", summed, g.node("Gather", g.weight("bias"), index)))
    return out


def _structure(g: GraphBuilder, means: tuple[str, str]) -> str:
    """What each band's mean over 3 pixels adds to that over 15, (B, C, H, W)."""
    return g.node("Sub", *means)


def _with_context(
    g: GraphBuilder, guess: str, tokens: str, structure: str, sources: int, target_px: int
) -> str:
    """Add levels that the context sets, and structure as strong as it says, weighed before they are enlarged."""
    bands, channels = g.shape("context")
    levels = g.node("Conv", tokens, g.node("Reshape", g.weight("context"), g.integers(bands, channels, 1, 1)))
    guess = g.node("Add", guess, _at_pixels(g, levels, target_px, guess))
    slopes = g.node("Reshape", g.weight("structure"), g.integers(bands, sources, channels, 1, 1))
    for band in range(sources):
        index = g.constant(band, np.int64)
        slope = g.node("Conv", tokens, g.node("Gather", slopes, index, axis=1))
        of_band = g.node("Gather", structure, g.integers(band), axis=1)
        guess = g.node("Add", guess, g.node("Mul", of_band, _at_pixels(g, slope, target_px, guess)))
    return guess


def _at_pixels(g: GraphBuilder, tokens: str, target_px: int, like: str) -> str:
    """Tokens at the target's pixels, bilinear, cropped to the size of ``like``."""
    fine = _enlarged(g, tokens, TOKEN_LATENT_PX * target_px)
    size = g.node("Slice", g.node("Shape", like), g.integers(2), g.integers(4))
    return g.node("Slice", fine, g.integers(0, 0), size, g.integers(2, 3))
