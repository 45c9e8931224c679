"""The addition to the paper's models that many tests need."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from any2any.spec.manifest import Manifest
from any2any.spec.networks import GuessConfig, source_channels


def with_guess(manifest: Manifest, **options: Any) -> Manifest:
    """The same model with first guesses; ``options`` are fields of ``GuessConfig``."""
    guess = GuessConfig(**options)
    dit = replace(manifest.dit, source_channels=source_channels(guess))
    return replace(manifest, dit=dit, guess=guess)
