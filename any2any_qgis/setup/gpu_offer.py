"""Whether to offer the second step of the set-up: packages for the graphics card."""

from __future__ import annotations

from dataclasses import dataclass

from any2any_qgis.setup.failures import SetupError
from any2any_qgis.setup.graphics import graphics_card
from any2any_qgis.setup.location import Environment
from any2any_qgis.setup.profiles import GPU_PROFILE, RUNTIMES, find_lock


@dataclass(frozen=True)
class GpuOffer:
    """A card, and what its packages weigh."""

    card: str
    download_mb: float


def gpu_offer(present: Environment | None) -> GpuOffer | None:
    """Return what can be offered beside an environment that computes on the processor, None if nothing can.

    The same runtime in both profiles is no offer: it would have used the card already.
    """
    if present is None or not present.device.startswith("cpu"):
        return None
    if RUNTIMES.get(present.profile) == RUNTIMES[GPU_PROFILE]:
        return None
    try:
        lock = find_lock(GPU_PROFILE)
    except SetupError:
        return None
    card = graphics_card()
    return GpuOffer(card, lock.download_mb) if card else None
