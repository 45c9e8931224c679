"""How good a model's directions are on fixed held-out windows, before and after: nothing that it knew may get worse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from any2any.errors import Any2AnyError

LARGEST_LOSS_DB = 0.1


def check_nothing_lost(before: Mapping[str, float], after: Mapping[str, float]) -> None:
    """Compare PSNR in dB per known direction; Any2AnyError names the worst one if it lost more than 0.1 dB."""
    losses = {direction: before[direction] - after[direction] for direction in before}
    worst = max(losses, key=lambda direction: losses[direction], default=None)
    if worst is not None and losses[worst] > LARGEST_LOSS_DB:
        raise Any2AnyError(
            f"{worst} got worse by {losses[worst]:.2f} dB ({before[worst]:.2f} to {after[worst]:.2f}), more than "
            f"{LARGEST_LOSS_DB:g}: no model was written; lower backbone_rate, raise rehearsal_share, or leave "
            "--train-backbone out"
        )


def rehearsal_weights(
    known: Sequence[str], new: Sequence[str], share: float, given: Mapping[str, float]
) -> dict[str, float]:
    """Return weights under which ``share`` of the draws are known directions; ``given`` weighs within each part."""
    weights: dict[str, float] = {}
    for part, part_share in ((known, share), (new, 1.0 - share)):
        total = sum(given.get(direction, 1.0) for direction in part)
        weights |= {d: part_share * given.get(d, 1.0) / total for d in part if total > 0.0}
    return weights
