"""The worker's messages as users of QGIS read them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from any2any_qgis.layers.units import unit_titles
from any2any_qgis.processing.translate_parameters import RADIOMETRIES
from any2any_qgis.processing.wording import _sayings, reword

BACKEND = Path(__file__).resolve().parents[3] / "backend" / "any2any"


@pytest.fixture(scope="module")
def said() -> str:
    """Every text of the backend and the client, literals joined as Python joins them."""
    files = [*BACKEND.rglob("*.py"), BACKEND.parents[1] / "any2any_qgis" / "engine" / "client.py"]
    source = "\n".join(path.read_text() for path in files)
    return re.sub(r'"\s*\n\s*f?"', "", source)


def fragments(pattern: str) -> list[str]:
    """Return the words that a pattern takes literally: what lies between its groups."""
    bare = re.sub(r"\(\?P<\w+>(?:[^()]|\\.)*\)|\([^()]*\)\??", "\0", pattern)
    bare = re.sub(r"\.[+*]|\\[wdS][+*]|\\", "\0", bare)
    return [part.strip(" ,:;") for part in re.split(r"\0|\|", bare) if len(part.strip(" ,:;")) > 8]


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in _sayings()])
def test_the_backend_still_says_what_is_reworded(said, pattern):
    """A message that the backend words otherwise would silently stay in English."""
    assert fragments(pattern)
    for fragment in fragments(pattern):
        assert fragment in said, fragment


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        (
            "radiometry s2_offset: Sentinel-2 processing baseline 05.09 stores reflectance times 10,000 plus 1,000",
            "Units: Reflectance × 10000 + 1000 (Sentinel-2 since 2022) (Sentinel-2 processing baseline 05.09 stores "
            "reflectance times 10,000 plus 1,000)",
        ),
        (
            "pixels of 0.5 m are far from the 5 m that the model knows as PAN: resample the raster to 5 m, for "
            "example with gdalwarp -tr 5 5",
            "Pixels of 0.5 m are far from the 5 m that the model knows as PAN: set the pixel size to 5 m (Advanced).",
        ),
        (
            "band 1 of /a/b.tif holds colour indices, not measurements: expand it first with gdal_translate "
            "-expand rgb",
            "Band 1 of /a/b.tif holds colour indices, not measurements: convert it first with Raster > Conversion > "
            "PCT to RGB.",
        ),
        (
            "with radiometry s2_offset 41% of the values become negative reflectance, so its offset was applied "
            "already or is wrong: choose the radiometry (reflectance, s2, s2_offset or landsat_c2)",
            "With the units “Reflectance × 10000 + 1000 (Sentinel-2 since 2022)” the values cannot be right: choose "
            "other units.",
        ),
        ("cancelled; running the same command again goes on from here", "Cancelled."),
        ("loading the model in /a b/any2any-tiny on cpu", "Loading the model on cpu"),
    ],
)
def test_messages_name_menus_instead_of_commands(message, wanted):
    assert reword(message) == wanted


def test_what_is_not_known_loses_its_commands_and_raw_names():
    said = reword("were removed: run the same command again to make them once more; sorry")
    assert said == "were removed: run the job again; sorry"
    assert "s2_offset" not in reword("values look odd: choose the radiometry (s2, s2_offset)")


def test_every_unit_of_the_worker_has_a_title():
    assert set(RADIOMETRIES) <= set(unit_titles())
