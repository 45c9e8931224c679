"""Layers that several networks share, as in PyTorch: names of weights and shapes are those of its modules."""

from __future__ import annotations

from any2any.models.onnx.graphs.builder import GraphBuilder


def conv(
    g: GraphBuilder,
    x: str,
    name: str,
    *,
    stride: int = 1,
    pads: tuple[int, int, int, int] | None = None,
    group: int = 1,
) -> str:
    """A convolution (B, C, H, W) that keeps the size unless it says otherwise; ``pads``: top, left, bottom, right."""
    half = g.shape(f"{name}.weight")[-1] // 2
    pads = (half,) * 4 if pads is None else pads
    weights = g.weight(f"{name}.weight"), g.weight(f"{name}.bias")
    return g.node("Conv", x, *weights, strides=[stride] * 2, pads=list(pads), group=group)


def linear(g: GraphBuilder, x: str, name: str) -> str:
    """Rows (N, D) -> (N, D')."""
    return g.node("Gemm", x, g.weight(f"{name}.weight"), g.weight(f"{name}.bias"), transB=1)


def silu(g: GraphBuilder, x: str) -> str:
    """x * sigmoid(x)."""
    return g.node("Mul", x, g.node("Sigmoid", x))


def group_norm(g: GraphBuilder, x: str, name: str, groups: int, eps: float = 1e-5) -> str:
    """(B, C, H, W), H and W of any size: normalise each group of channels, then scale and shift each channel."""
    rows = g.node("Reshape", x, g.integers(0, groups, -1))
    ones, zeros = g.constant([1.0] * groups), g.constant([0.0] * groups)
    normal = g.node("InstanceNormalization", rows, ones, zeros, epsilon=eps)
    normal = g.node("Reshape", normal, g.node("Shape", x))
    return g.node(
        "Add",
        g.node("Mul", normal, per_channel(g, f"{name}.weight")),
        per_channel(g, f"{name}.bias"),
    )


def per_channel(g: GraphBuilder, key: str) -> str:
    """A vector (C,) as (C, 1, 1)."""
    return g.node("Unsqueeze", g.weight(key), g.integers(1, 2))
