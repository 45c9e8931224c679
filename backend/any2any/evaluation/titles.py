"""What methods and figures are called for people. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FIRST_GUESS = "first_guess"
"""The regression that the model corrects, by itself: neither a baseline nor what a user gets."""

_TITLES = {
    FIRST_GUESS: "first guess alone",
    "mean_image": "mean image",
    "histogram_matching": "histogram matching",
    "linear_regression": "linear regression",
}


def method_title(name: str) -> str:
    """Return a method's name for people: "linear regression", "model, 4 steps"."""
    if name.startswith("model_"):
        steps = name.removeprefix("model_").removesuffix("_steps")
        return f"model, {steps} step{'' if steps == '1' else 's'}"
    return _TITLES.get(name, name.replace("_", " "))


def methods_of(row: Mapping[str, Any]) -> list[str]:
    """Names of the methods that a row of figures holds, baselines first."""
    return [
        name
        for name, value in row.items()
        if isinstance(value, Mapping) and isinstance(value.get("psnr_db"), (int, float))
    ]


def is_model(method: str) -> bool:
    """Whether a method is the model with some number of steps."""
    return method.startswith("model_")


def is_baseline(method: str) -> bool:
    """Whether a method is what the model is compared with."""
    return not is_model(method) and method != FIRST_GUESS


def direction_text(row: Mapping[str, Any]) -> str:
    """Name a row's direction, and say where it is zero-shot and what was translated through."""
    notes = [] if row["seen"] else ["zero-shot"]
    if row.get("via"):
        notes.append(f"through {row['via']}")
    return f"{row['direction']} ({', '.join(notes)})" if notes else str(row["direction"])
