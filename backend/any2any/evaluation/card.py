"""The model card: a model's manifest as a page for people. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from any2any.evaluation.summary import direction_text, method_title, methods_of
from any2any.files import write_text
from any2any.spec.manifest import Manifest

CARD_NAME = "README.md"

NOTES = (
    "Means over windows of 64 x 64 latent cells, on each modality's physical range; 'simulated' scenes are simulated, "
    "everything else is real. Baselines are fitted on training windows of the same data source. A row is ahead if the "
    "best of the scored step counts has a higher PSNR than every baseline. Colour that was stretched for display is "
    "scored on the reflectance scale that the index puts it on."
)

_RECORDED = ("psnr_db", "ssim")
"""Intervals and other details stay in the report, because the bundled model must stay below 20 MB."""
_FACTS = ("split", "steps", "index", "max_tiles", "seed", "versions", "command", "means", "directions")

_INTENDED = (
    "Use it to see how a place may look to a sensor that has no image of it: for orientation, for teaching, to fill a "
    "gap in a map that says so, or to try out a workflow before data arrive. Every result is marked as synthetic in "
    "its tags, its layer's name and its metadata."
)
_LIMITS = (
    "A result is a plausible image, not a measurement: the model invents what the source does not show. Do not derive "
    "areas, damage, yields or any legal or safety decision from it without a real image.",
    "If source and target share bands, a per-pixel regression is often closer to the truth: see the tables.",
    "With few steps, radar targets are smoother than real radar: do not take texture or speckle statistics from them.",
    "Results are poor in directions that were not trained (zero-shot), and for pixel sizes, seasons and places far "
    "from the training data.",
)


def recorded_metrics(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of a report for the manifest: the figures in the card, and how to reproduce them."""
    rows = []
    for row in report["rows"]:
        names = methods_of(row)
        kept = {key: value for key, value in row.items() if not isinstance(value, Mapping)}
        rows.append(kept | {name: {k: row[name][k] for k in _RECORDED if k in row[name]} for name in names})
    facts = {key: report[key] for key in _FACTS if key in report}
    return {"notes": NOTES, "rows": rows} | facts


def write_card(folder: Path, manifest: Manifest) -> None:
    """Write the card into the model folder atomically."""
    write_text(folder / CARD_NAME, model_card(manifest))


def model_card(manifest: Manifest) -> str:
    """Return the card as Markdown."""
    return "\n\n".join(_parts(manifest)) + "\n"


def _parts(manifest: Manifest) -> Iterator[str]:
    titles = ", ".join(modality.title for modality in manifest.modalities)
    yield f"# {manifest.title}"
    yield (
        f"`{manifest.name}` {manifest.version}, {manifest.licence}. Translates between {titles}. Its results are "
        "synthetic images: they show a plausible image predicted by the model, not what a sensor measured."
    )
    seen = ", ".join(map(str, manifest.seen_directions))
    yield f"Trained directions: {seen}. Every other direction is zero-shot."
    yield "## Intended use"
    yield _INTENDED
    yield "## Limits"
    yield "\n".join(f"- {limit}" for limit in _LIMITS)
    yield "## Training"
    facts = {key: value for key, value in manifest.training.items() if key not in ("licences", "recipe")}
    yield "\n".join(f"- {key.replace('_', ' ')}: {_plain(value)}" for key, value in facts.items())
    if manifest.training.get("licences"):
        yield "## Licences of the training data"
        yield "\n".join(f"- {name}: {licence}" for name, licence in manifest.training["licences"].items())
    if manifest.metrics.get("rows"):
        yield from _figures(manifest.metrics)
    if manifest.training.get("recipe"):
        yield "## Recipe"
        yield "Every setting of the training, defaults included:"
        yield "```text\n" + "\n".join(_settings(manifest.training["recipe"])) + "\n```"


def _figures(metrics: Mapping[str, Any]) -> Iterator[str]:
    rows = metrics["rows"]
    yield f"## Figures ({metrics['split']} split)"
    yield metrics["notes"]
    if metrics.get("directions"):
        yield "Mean over the data sources of each direction, PSNR in dB / SSIM; the best PSNR is bold:"
        yield _directions_table(metrics["directions"], metrics.get("means", []))
    yield "Every data source and direction, PSNR in dB / SSIM:"
    yield _table(rows)
    behind = [f"{row['direction']} ({row['data']})" for row in rows if not _is_ahead(row)]
    if behind:
        yield f"Behind a baseline in PSNR: {', '.join(behind)}."
    if metrics.get("command"):
        yield "## Measure it again"
        index = metrics["index"]
        yield f"With the index `{index['name']}` (sha256 `{index['sha256']}`):"
        yield f"```sh\n{metrics['command']}\n```"


def _is_ahead(row: Mapping[str, Any]) -> bool:
    """Whether the model beats every baseline; manifests of earlier releases have two baselines."""
    return bool(row.get("beats_every_baseline", row["beats_both_baselines"]))


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(item)}" for key, item in value.items())
    return str(value)


def _settings(value: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """One setting a line; a group of plain values stays on one line."""
    for key, item in value.items():
        if isinstance(item, Mapping) and any(isinstance(part, Mapping) for part in item.values()):
            yield f"{indent}{key}:"
            yield from _settings(item, indent + "  ")
        else:
            yield f"{indent}{key}: {_plain(item)}"


def _directions_table(rows: Sequence[Mapping[str, Any]], means: Sequence[Mapping[str, Any]]) -> str:
    methods = methods_of(rows[0])
    lines = [_line(row, methods, (direction_text(row), ", ".join(row["data"]))) for row in rows]
    for row in means:
        kind = "trained" if row["seen"] else "zero-shot"
        data = "all data" if row["data"] == "all" else "real data"
        lines.append(_line(row, methods, (f"mean of {row['directions']} {kind}", data)))
    return _markdown(("direction", "data", *map(method_title, methods)), lines)


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    methods = methods_of(rows[0])
    lines = [_line(row, methods, (row["data"], direction_text(row), str(row["windows"]))) for row in rows]
    return _markdown(("data", "direction", "windows", *map(method_title, methods)), lines)


def _line(row: Mapping[str, Any], methods: Sequence[str], start: Sequence[str]) -> tuple[str, ...]:
    best = max(row[method]["psnr_db"] for method in methods)
    return (*start, *(_scores(row[method], row[method]["psnr_db"] == best) for method in methods))


def _scores(entry: Mapping[str, float], is_best: bool) -> str:
    psnr = f"{entry['psnr_db']:.2f}"
    return f"{f'**{psnr}**' if is_best else psnr} / {entry['ssim']:.3f}"


def _markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
