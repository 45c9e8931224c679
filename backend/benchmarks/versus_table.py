"""The tables of ``versus.py``: figures by direction and method, from the existing results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from benchmarks.results import table

Json = dict[str, Any]

FIGURES = {"psnr_db": ("PSNR, dB", 2, max), "ssim": ("SSIM", 3, max), "rmse_255": ("RMSE, 0-255", 2, min)}
"""Title, digits, and whether higher is better."""

MEAN = "mean"


def summarise(results: Sequence[Json], settings: Json) -> Json:
    """Average over data sources in each direction, then over the directions that every column has."""
    figures: dict[str, dict[str, dict[str, float]]] = {name: {} for name in FIGURES}
    for result in results:
        for column, rows in result["scores"].items():
            for figure, by_direction in figures.items():
                value = fmean(row[figure] for row in rows)
                by_direction.setdefault(result["direction"], {})[column] = value
    columns = list(dict.fromkeys(column for result in results for column in result["scores"]))
    for by_direction in figures.values():
        whole = [row for row in by_direction.values() if len(row) == len(columns)]
        if whole:
            by_direction[MEAN] = {c: fmean(row[c] for row in whole) for c in columns}
    return {
        "settings": settings,
        "columns": columns,
        "figures": figures,
        "methods": _methods(results),
        "results": list(results),
    }


def _methods(results: Sequence[Json]) -> dict[str, Json]:
    """Weights, steps and seconds of every method, averaged over its directions."""
    by_method: dict[str, list[Json]] = {}
    for result in results:
        by_method.setdefault(result["method"], []).append(result)
    return {method: _facts(members) for method, members in by_method.items()}


def _facts(members: Sequence[Json]) -> Json:
    trained = [m["trained"] for m in members if m["trained"]]
    return {
        "directions": len(members),
        "parameters": fmean(m["parameters"] for m in members),
        "steps": fmean(t["steps"] for t in trained) if trained else None,
        "seconds": fmean(t["seconds"] for t in trained) if trained else None,
    }


def markdown(summary: Json) -> str:
    """Return the summary as a page: how it was measured, the methods, and a table for each figure."""
    parts = ["# One model and pairwise baselines", _conditions(summary["settings"]), _method_table(summary)]
    for figure, (title, digits, _) in FIGURES.items():
        parts += [f"## {title}", _figure_table(summary, figure, digits)]
    parts.append(_lead(summary))
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _conditions(settings: Json) -> str:
    lines = [
        f"- hardware of this run: {settings['hardware']}",
        f"- one model: {settings['model']} ({settings['model_digest'][:12]}), trained for "
        f"{_seconds(settings['model_seconds'])} in all on {settings['model_machine']}",
        f"- the same time shared by {settings['pairwise_models']} pairwise models: "
        f"{_seconds(settings['fair_seconds_per_direction'])} each",
        f"- what each pairwise model was given: {_given(settings)}",
        f"- scored on the {settings['split']} split of {settings['index']}, {_windows(settings)}; figures are averaged "
        "over windows, then over data sources",
        "- every baseline drew from the train split of this index, with the recipe's weights of the data sources",
    ]
    return "\n".join(lines)


def _given(settings: Json) -> str:
    """State the budget and, if it is not the fair one, the difference."""
    given, fair = settings["seconds_per_direction"], settings["fair_seconds_per_direction"]
    if given is None:
        return f"{settings['steps_per_direction']} steps, whatever time they took"
    text = f"{_seconds(given)} of CPU time on {settings['threads']} thread(s)"
    if fair is None or abs(given / fair - 1) < 0.01:
        return text
    comparison = "less" if given < fair else "more"
    return f"{text}: {given / fair:.0%} of its fair share, **{comparison} than the one model had**"


def _windows(settings: Json) -> str:
    count = settings["max_windows"]
    return f"at most {count} windows of each data source and direction" if count else "all windows"


def _seconds(value: float | None) -> str:
    return "an unknown time" if value is None else f"{value:,.0f} s"


def _method_table(summary: Json) -> str:
    rows = []
    for method, facts in summary["methods"].items():
        shared = ", all directions together" if method == "any2any" else ""
        weights = f"{facts['parameters']:,.0f}{shared}"
        rows.append((method, weights, _number(facts["steps"]), _number(facts["seconds"])))
    return table(("method", "weights of one direction", "steps", "CPU seconds"), rows)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


def _figure_table(summary: Json, figure: str, digits: int) -> str:
    columns = summary["columns"]
    rows = []
    for direction, row in summary["figures"][figure].items():
        best = FIGURES[figure][2](row.values())
        rows.append((direction, *(_cell(row.get(column), best, digits) for column in columns)))
    return table(("direction", *columns), rows)


def _cell(value: float | None, best: float, digits: int) -> str:
    if value is None:
        return "–"
    return f"**{value:.{digits}f}**" if value == best else f"{value:.{digits}f}"


def _lead(summary: Json) -> str:
    """Count the directions in which the model's better column beats each baseline in PSNR."""
    columns = summary["columns"]
    own = [c for c in columns if c.startswith("any2any")]
    rows = {d: row for d, row in summary["figures"]["psnr_db"].items() if d != MEAN}
    lines = ["## Where the one model is behind in PSNR"]
    for column in (c for c in columns if c not in own):
        both = {d: row for d, row in rows.items() if column in row and any(c in row for c in own)}
        behind = [d for d, row in both.items() if not _best(row, own) > row[column]]
        if both:
            lines.append(f"- {column}: {len(behind)} of {len(both)} directions{_listed(behind)}")
    return "\n".join(lines)


def _best(row: Mapping[str, float], columns: Sequence[str]) -> float:
    return max(row[c] for c in columns if c in row)


def _listed(names: Sequence[str]) -> str:
    return f" ({', '.join(names)})" if names else ""
