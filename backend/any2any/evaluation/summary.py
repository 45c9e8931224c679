"""Means over data sources and directions, rows where the model loses, and display names. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

FIRST_GUESS = "first_guess"
"""The first guess without the model's correction: neither a baseline nor a result for users."""

_TITLES = {
    FIRST_GUESS: "first guess alone",
    "mean_image": "mean image",
    "histogram_matching": "histogram matching",
    "linear_regression": "linear regression",
}


def method_title(name: str) -> str:
    """Return a method's display name: "linear regression", "model, 4 steps"."""
    if name.startswith("model_"):
        steps = name.removeprefix("model_").removesuffix("_steps")
        return f"model, {steps} step{'' if steps == '1' else 's'}"
    return _TITLES.get(name, name.replace("_", " "))


def methods_of(row: Mapping[str, Any]) -> list[str]:
    """Names of the methods in a row of figures, baselines first."""
    return [
        name
        for name, value in row.items()
        if isinstance(value, Mapping) and isinstance(value.get("psnr_db"), (int, float))
    ]


def is_model(method: str) -> bool:
    """Whether a method is the model with some number of steps."""
    return method.startswith("model_")


def is_baseline(method: str) -> bool:
    """Whether a method is a baseline."""
    return not is_model(method) and method != FIRST_GUESS


def direction_text(row: Mapping[str, Any]) -> str:
    """Name a row's direction, with its route and whether it is zero-shot."""
    notes = [] if row["seen"] else ["zero-shot"]
    if row.get("via"):
        notes.append(f"through {row['via']}")
    return f"{row['direction']} ({', '.join(notes)})" if notes else str(row["direction"])


Row = Mapping[str, Any]

AVERAGED = ("psnr_db", "ssim", "rmse_255")

SIMULATED = "simulated"
"""The index's name for the data source of simulated scenes."""


def direction_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """For each direction the mean of every method over its data sources, each source counting once.

    ``ahead``: the model's best step count has a higher mean PSNR than every baseline.
    """
    return [_direction_row([row for row in rows if row["direction"] == name]) for name in _directions(rows)]


def _directions(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row["direction"] for row in rows))


def _direction_row(rows: Sequence[Row]) -> dict[str, Any]:
    means = _means(rows)
    ours = max(value["psnr_db"] for name, value in means.items() if is_model(name))
    theirs = [value["psnr_db"] for name, value in means.items() if is_baseline(name)]
    return {
        "direction": rows[0]["direction"],
        "seen": rows[0]["seen"],
        "via": rows[0].get("via"),
        "data": [row["data"] for row in rows],
        "windows": sum(row["windows"] for row in rows),
        **means,
        "ahead": ours > max(theirs),
    }


def _means(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    return {
        name: {figure: round(sum(row[name][figure] for row in rows) / len(rows), 4) for figure in AVERAGED}
        for name in methods_of(rows[0])
    }


def mean_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Means over directions, each direction counting once: trained and zero-shot, on all data and on real data
    alone."""
    return list(_mean_rows(rows))


def _mean_rows(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    real = [row for row in rows if row["data"] != SIMULATED]
    for data, of_data in (("all", rows), ("real", real)):
        for seen in (True, False):
            directions = [row for row in direction_rows(of_data) if row["seen"] is seen]
            if directions:
                yield {"data": data, "seen": seen, "directions": len(directions), **_means(directions)}


def behind(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows where the best baseline has a higher PSNR than the model with its best number of steps."""
    found = []
    for row in rows:
        names = methods_of(row)
        ours = max((n for n in names if is_model(n)), key=lambda n: row[n]["psnr_db"])
        theirs = max((n for n in names if is_baseline(n)), key=lambda n: row[n]["psnr_db"])
        difference = round(row[ours]["psnr_db"] - row[theirs]["psnr_db"], 4)
        if difference <= 0:
            found.append(
                {
                    **{key: row[key] for key in ("data", "direction", "seen")},
                    **{"method": ours, "baseline": theirs, "difference_db": difference},
                }
            )
    return found
