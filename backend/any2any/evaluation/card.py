"""The model card: what a model's manifest says, as a page for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from any2any.manifest import Manifest

CARD_NAME = "README.md"

METHOD_TITLES = {"mean_image": "mean image", "linear_regression": "linear regression"}


def write_card(folder: Path, manifest: Manifest) -> None:
    """Write the card into the model folder."""
    (folder / CARD_NAME).write_text(model_card(manifest), encoding="utf-8")


def model_card(manifest: Manifest) -> str:
    """Return the card as Markdown."""
    titles = ", ".join(modality.title for modality in manifest.modalities)
    seen = ", ".join(map(str, manifest.seen_directions))
    parts = [
        f"# {manifest.title}",
        f"`{manifest.name}` {manifest.version}, {manifest.licence}. Translates between {titles}. Its results are "
        "synthetic images: they show what the model holds likely, not what a sensor measured.",
        f"Trained directions: {seen}. Every other direction is zero-shot.",
        "## Training",
        "\n".join(f"- {key.replace('_', ' ')}: {_plain(value)}" for key, value in manifest.training.items()),
    ]
    rows = manifest.metrics.get("rows", [])
    if rows:
        parts += [f"## Figures ({manifest.metrics['split']} split)", manifest.metrics["notes"], _table(rows)]
        behind = [f"{row['direction']} ({row['data']})" for row in rows if not row["beats_both_baselines"]]
        if behind:
            parts.append(f"Behind a baseline in PSNR: {', '.join(behind)}.")
    return "\n\n".join(parts) + "\n"


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(item)}" for key, item in value.items())
    return str(value)


def _table(rows: list[dict[str, Any]]) -> str:
    methods = [key for key, value in rows[0].items() if isinstance(value, dict)]
    titles = [METHOD_TITLES.get(method, method.replace("_", " ")) for method in methods]
    lines = [
        f"| data | direction | windows | {' | '.join(titles)} |",
        f"|---|---|---|{'---|' * len(titles)}",
    ]
    for row in rows:
        cells = " | ".join(f"{row[method]['psnr_db']:.2f} / {row[method]['ssim']:.3f}" for method in methods)
        name = row["direction"] if row["seen"] else f"{row['direction']} (zero-shot)"
        lines.append(f"| {row['data']} | {name} | {row['windows']} | {cells} |")
    return "PSNR in dB / SSIM:\n\n" + "\n".join(lines)
