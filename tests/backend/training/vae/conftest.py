"""The published files of LPIPS, on a server of this machine: what the perceptual term is read from."""

from __future__ import annotations

from ...metrics.lpips.conftest import digests, no_lpips, published, server

__all__ = ["digests", "no_lpips", "published", "server"]
