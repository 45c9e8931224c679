"""Put the pictures of ``tests/e2e/test_guide.py`` into the documentation: ``make guide-pictures``."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
TAKEN, SHOWN = ROOT / "build" / "screenshots" / "guide", ROOT / "docs" / "images"
PICTURES = {
    "preview_light": "panel-preview",
    "filling_light": "panel-filling",
    "filling_dark": "panel-filling-dark",
    "cancelled_light": "panel-cancelled",
    "compare_light": "panel-compare",
}
"""What is taken, and what it is called in the documentation."""
COLOURS = 256
"""A palette keeps the files small; more is not seen in them."""


def main() -> None:
    """Write every picture; SystemExit if one was not taken."""
    for taken, name in PICTURES.items():
        path = TAKEN / f"{taken}.png"
        if not path.is_file():
            raise SystemExit(f"{path} is missing: run the test of the guide first")
        # Means of clusters: the median cut gives most colours to the map, and the buttons lose theirs.
        picture = Image.open(path).convert("RGB").quantize(COLOURS, kmeans=2)
        picture.save(SHOWN / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
