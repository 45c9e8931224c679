"""Make the pictures on the panel's target buttons from a simulated scene (CC0): five looks at one place.

Run ``any2any simulate SCENE --size 256 --seed 77`` first, then ``python packaging/modality_pictures.py SCENE``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import rasterio
from rasterio.enums import Resampling

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "modalities"
WIDTH_PX, HEIGHT_PX = 112, 72
SHARE = (0.1, 0.1, 0.7, 0.45)
"""Left, top, width and height of the part that is shown, as shares of the scene."""
BANDS = {"rgb": (1, 2, 3), "sar": (1,), "nir": (1,), "ms": (4, 3, 2), "pan": (1,)}


def picture(scene: Path, name: str) -> np.ndarray:
    """Return 8-bit values (bands, HEIGHT_PX, WIDTH_PX), stretched between the 2nd and 98th percentile."""
    with rasterio.open(scene / f"{name}.tif") as dataset:
        left, top, width, height = SHARE
        window = rasterio.windows.Window(
            left * dataset.width, top * dataset.height, width * dataset.width, height * dataset.height
        )
        shape = (len(BANDS[name]), HEIGHT_PX, WIDTH_PX)
        values = dataset.read(BANDS[name], window=window, out_shape=shape, resampling=Resampling.average)
    low, high = np.percentile(values, (2, 98), axis=(1, 2), keepdims=True)
    return (np.clip((values - low) / (high - low), 0, 1) * 255).astype(np.uint8)


def main(scene: Path) -> None:
    """Write one PNG for each modality."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in BANDS:
        values = picture(scene, name)
        profile = {
            "driver": "PNG",
            "count": len(values),
            "height": HEIGHT_PX,
            "width": WIDTH_PX,
            "dtype": "uint8",
        }
        with rasterio.open(FOLDER / f"{name}.png", "w", **profile) as file:
            file.write(values)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
