"""Choose presets from a comparison of step counts, and check the design's target."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.results import Figures

BALANCED_STEPS, PAPER_STEPS, LIMIT_DB = 4, 250, 0.1
"""Target of the design: largest loss of 4 steps against 250."""

LEAST_GAIN = 0.02
"""Smallest gain in texture, as a share of the truth's, that justifies a preset."""

BALANCED_SHARE, DETAILED_SHARE = 0.5, 0.9
"""Shares of the best gain in texture that the presets must reach."""


@dataclass(frozen=True)
class Preset:
    """A suggested step count and why."""

    name: str
    steps: int
    reason: str


def target_verdict(means: Mapping[int, Figures]) -> str:
    """Say whether the design's target is met: 4 steps no more than 0.1 dB behind 250."""
    if not {BALANCED_STEPS, PAPER_STEPS} <= set(means):
        return f"not measured: it needs {BALANCED_STEPS} and {PAPER_STEPS} steps"
    ahead = means[BALANCED_STEPS]["psnr_db"] - means[PAPER_STEPS]["psnr_db"]
    met = "met" if ahead >= -LIMIT_DB else "MISSED"
    return (
        f"{met}: {BALANCED_STEPS} steps are {ahead:+.2f} dB from {PAPER_STEPS} steps "
        f"(may be {LIMIT_DB} dB behind)"
    )


def suggest_presets(means: Mapping[int, Figures]) -> list[Preset]:
    """Choose step counts that are worth their time: one step, and the fewest that bring the texture near the truth's.

    The distance of a texture is ``|1 - texture|``: more than the truth's is as wrong as less. The paper's count stays
    as ``paper``, for comparison.
    """
    fewest, *more = sorted(means)
    presets = [Preset("fast", fewest, f"the quickest, {means[fewest]['psnr_db']:.2f} dB")]
    away = {n: math.inf if (t := means[n]["texture"]) is None else abs(1.0 - t) for n in (fewest, *more)}
    best = min(away.values())
    if math.isfinite(best) and away[fewest] - best >= LEAST_GAIN:
        gained = {n: (away[fewest] - away[n]) / (away[fewest] - best) for n in more}
        for name, share in (("balanced", BALANCED_SHARE), ("detailed", DETAILED_SHARE)):
            steps = min(n for n in more if gained[n] >= share)
            if steps not in [preset.steps for preset in presets]:
                presets.append(Preset(name, steps, _reason(means, fewest, steps, gained[steps])))
    if PAPER_STEPS in means and PAPER_STEPS not in [preset.steps for preset in presets]:
        presets.append(Preset("paper", PAPER_STEPS, "what the paper samples with, to compare with it"))
    return presets


def _reason(means: Mapping[int, Figures], fewest: int, steps: int, gained: float) -> str:
    row, first = means[steps], means[fewest]
    return (
        f"the fewest steps with {gained:.0%} of the texture that more steps add "
        f"({first['texture']:.2f} -> {row['texture']:.2f} of the truth's), "
        f"for {first['psnr_db'] - row['psnr_db']:.2f} dB of PSNR and {row['time_ratio']:.1f} times the time"
    )
