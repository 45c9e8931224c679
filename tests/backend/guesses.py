"""The additions to the paper's models that many tests need."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from any2any.spec.manifest import Manifest
from any2any.spec.networks import ContextConfig, FineContextConfig, GuessConfig, source_channels

CONTEXT = ContextConfig(channels=6, width=16, depth=2, kernel=3)

FINE = replace(
    CONTEXT,
    fine=FineContextConfig(("sar", "nir"), widths=(4, 4, 6, 6), blocks=(1, 1, 1, 1)),
)
"""The same, with context at every pixel of radar and near infrared."""


def with_guess(manifest: Manifest, **options: Any) -> Manifest:
    """The same model with first guesses; ``options`` are fields of ``GuessConfig``."""
    guess = GuessConfig(**options)
    dit = replace(manifest.dit, source_channels=source_channels(guess))
    return replace(manifest, dit=dit, guess=guess)
