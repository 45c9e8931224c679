"""Use an installed wheel as a stranger would: run by ``make wheel`` with the Python of an empty environment.

Fails if anything comes from a checkout, if the wheel lacks the types, the model or the sample, or if a translation by
command line and one from Python differ.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import any2any

PACKAGE = Path(any2any.__file__).parent


def check_files() -> Path:
    """Return the sample's radar image; SystemExit if something is not inside the environment."""
    sample = PACKAGE / "resources" / "sample" / "sar.tif"
    for path in (PACKAGE / "py.typed", PACKAGE / "resources" / "metadata.txt", sample):
        if not path.is_relative_to(sys.prefix) or not path.is_file():
            raise SystemExit(f"the wheel lacks {path}")
    return sample


def translate_twice(sample: Path, folder: Path) -> None:
    """Translate one window by command line and from Python; SystemExit if the pixels differ."""
    import rasterio

    command = [
        str(Path(sys.executable).with_name("any2any")),
        "translate",
        str(sample),
        str(folder / "cli.tif"),
    ]
    options = ["--source", "sar", "--target", "rgb", "--preset", "fast"]
    subprocess.run([*command, *options], check=True)
    any2any.translate(sample, folder / "api.tif", source="sar", target="rgb", preset="fast")
    with rasterio.open(folder / "cli.tif") as one, rasterio.open(folder / "api.tif") as other:
        if one.read().tobytes() != other.read().tobytes():
            raise SystemExit("the command line and the Python door give different pixels")


if __name__ == "__main__":
    radar = check_files()
    with tempfile.TemporaryDirectory() as place:
        translate_twice(radar, Path(place))
    sys.stdout.write(
        f"any2any-rs {version('any2any-rs')}: the wheel translates by command line and from Python\n"
    )
