"""A tiny index with real GeoTIFFs of each family of sources: which values arrive where."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from any2any.data.builders.imagery import PAN_WEIGHTS
from any2any.data.builders.imagery_sources import SOURCES
from any2any.data.builders.stretch import REFERENCE_REFLECTANCE
from any2any.errors import UsageError

from .trees import Built, Imagery, constant

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"


@pytest.fixture
def imagery(tmp_path: Path) -> Imagery:
    return Imagery(tmp_path / "imagery")


def built(imagery: Imagery) -> Built:
    return Built("imagery", imagery.root, imagery.root.parent / "index.gpkg")


def test_quicklooks_become_decibels_and_stretched_colour_reflectance(imagery: Imagery) -> None:
    """Grey 51 is a fifth of the amplitude, 20 log10(0.2) = -13.98 dB, below 0 dB at white less 5 dB.

    Of grey levels 0 to 255, each as often, 12 and 243 are the 5th and 95th percentile: those become the reference
    reflectances, so level 0 is 12 / 231 of their span below the lower one.
    """
    ramp = np.tile(np.arange(256, dtype=np.uint8), (3, 256, 1))
    imagery.add("train", "s1s2_scenes", "003", "sar", constant([51], 256, "uint8"))
    imagery.add("train", "s1s2_scenes", "003", "rgb", ramp)
    result = built(imagery)
    [tile] = result.tiles
    assert (tile.scene, tile.source, tile.split) == ("s1s2_scenes/003", "s1s2_scenes", "train")
    assert result.physical(tile, "sar") == pytest.approx([-13.98 - 5.0], abs=0.01)
    numbers = tile.files["rgb"].radiometry.removeprefix("linear(").removesuffix(")").split(",")
    _, offsets = ([float(n) for n in per_band.split("|")] for per_band in numbers)
    assert offsets == pytest.approx([low - (high - low) * 12 / 231 for low, high in REFERENCE_REFLECTANCE])


def test_sentinel_gives_each_polarisation_and_a_stand_in_for_pan(imagery: Imagery) -> None:
    ten = constant([1400, 1110, 1160, 2910], 64, "uint16")  # blue, green, red, NIR
    twenty = constant([1, 2, 3, 3100, 2000, 1000], 32, "uint16")  # B05 B06 B07 B8A B11 B12
    imagery.add("train", "sen12mscr", "7", "s2_10m", ten).add("train", "sen12mscr", "7", "s2_20m", twenty, 20)
    imagery.add("train", "sen12mscr", "7", "sar", constant([-1100, -1800], 64, "int16"))
    result = built(imagery)
    assert result.names == [f"sen12mscr/7/{end}" for end in ("pan", "vh", "vv")]
    pan, vh, vv = result.tiles
    assert result.physical(vv, "sar") == pytest.approx([-11.0], abs=1e-3)
    assert result.physical(vh, "sar") == pytest.approx([-18.0], abs=1e-3)
    # (0.14 - 0.074) / 0.80, (0.111 - 0.045) / 0.83, (0.116 - 0.027) / 0.89, (0.291 - 0.012) / 0.93 at the surface
    assert result.physical(vv, "rgb") == pytest.approx([0.1, 0.066 / 0.83, 0.0825], abs=1e-5)
    assert result.physical(vv, "nir") == pytest.approx([0.3], abs=1e-5)
    visible = [0.0825, 0.066 / 0.83, 0.1]
    assert result.physical(vv, "ms") == pytest.approx(
        [*visible, 0.3 / 0.95, 0.198 / 0.95, 0.099 / 0.92], abs=1e-5
    )
    assert set(pan.files) == {"pan", "rgb"}
    # 0.2 * 0.14 + 0.35 * 0.111 + 0.35 * 0.116 + 0.1 * 0.291 = 0.13655; path 0.041, transmittance 0.855 in the mean
    assert result.physical(pan, "pan") == pytest.approx([(0.13655 - 0.041) / 0.855], abs=1e-4)
    assert result.size(vv) == (16, 16)
    assert result.size(pan) == (8, 8)  # 10 m stands for 5 m, and colour is averaged to 20 m for 10 m
    assert [vv.files[m].pixel_size_m for m in ("rgb", "ms")] == [10, 20]
    assert [pan.files[m].pixel_size_m for m in ("pan", "rgb")] == [10, 20]
    assert vv.footprint is not None


def test_without_radar_sentinel_is_one_optical_scene(imagery: Imagery) -> None:
    imagery.add("train", "s2_chips", "1", "s2_10m", constant([1, 2, 3, 4], 32, "uint16"))
    imagery.add("train", "s2_chips", "1", "s2_20m", constant([1] * 6, 16, "uint16"), 20)
    optical, pan = built(imagery).tiles
    assert set(optical.files) == {"rgb", "nir", "ms"}
    assert set(pan.files) == {"pan", "rgb"}


def test_aerial_imagery_gives_near_infrared_and_a_stand_in_for_pan(imagery: Imagery) -> None:
    """White is 0.3558 in the visible and 0.6 in near infrared, 51 is a fifth of that."""
    imagery.add("train", "naip", "1", "rgbn", constant([255, 51, 0, 51], 64, "uint8"))
    result = built(imagery)
    scene, pan = result.tiles
    assert result.physical(scene, "rgb") == pytest.approx([0.3558, 0.3558 / 5, 0.0], abs=1e-5)
    assert result.physical(scene, "nir") == pytest.approx([0.6 / 5], abs=1e-5)
    expected = np.dot(list(PAN_WEIGHTS.values()), [0.0, 0.3558 / 5, 0.3558, 0.6 / 5])
    assert result.physical(pan, "pan") == pytest.approx([expected], abs=1e-5)


def test_real_panchromatic_bands_pair_with_colour_at_half_the_size(imagery: Imagery) -> None:
    imagery.add("train", "landsat_pan", "1", "pan", constant([10_000], 64, "uint16"), 15)
    imagery.add("train", "landsat_pan", "1", "rgb", constant([15_000, 10_000, 7_500], 32, "uint16"), 30)
    imagery.add("train", "spacenet6", "1", "pan", constant([500], 64, "uint16"), 0.5)
    imagery.add("train", "spacenet6", "1", "rgbn", constant([100, 200, 300, 400], 32, "uint16"), 1)
    result = built(imagery)
    landsat, spacenet = result.tiles
    assert result.physical(landsat, "pan") == pytest.approx([0.1], abs=1e-5)
    assert result.physical(landsat, "rgb") == pytest.approx([0.2, 0.1, 0.05], abs=1e-5)
    assert result.size(landsat) == result.size(spacenet) == (8, 8)
    assert result.physical(spacenet, "nir") == pytest.approx([0.16], abs=1e-5)


def test_six_landsat_bands_give_colour(imagery: Imagery) -> None:
    imagery.add("train", "landsat_pan", "e", "pan", constant([10_000], 64, "uint16"), 15)
    six = constant([7_500, 10_000, 15_000, 1, 1, 1], 32, "uint16")
    imagery.add("train", "landsat_pan", "e", "landsat", six, 30)
    result = built(imagery)
    assert result.physical(result.tiles[0], "rgb") == pytest.approx([0.2, 0.1, 0.05], abs=1e-5)


def test_eight_band_imagery_gives_colour_and_near_infrared(imagery: Imagery) -> None:
    """Bands: coastal, blue, green, yellow, red, red edge, NIR 1, NIR 2; PAN at a quarter of their pixel size."""
    imagery.add("train", "spacenet2", "1", "pan", constant([500], 128, "uint16"), 0.3)
    eight = constant([10, 100, 200, 20, 300, 30, 400, 40], 32, "uint16")
    imagery.add("train", "spacenet2", "1", "ms8", eight, 1.2)
    result = built(imagery)
    [tile] = result.tiles
    assert result.physical(tile, "rgb") == pytest.approx([0.12, 0.08, 0.04], abs=1e-5)
    assert result.physical(tile, "nir") == pytest.approx([0.16], abs=1e-5)
    assert result.physical(tile, "pan") == pytest.approx([0.2], abs=1e-5)
    assert result.size(tile) == (8, 8)
    assert tile.files["pan"].pixel_size_m == pytest.approx(0.6)


def test_flood_quicklooks_give_radar_and_near_infrared(imagery: Imagery) -> None:
    """Radar grey 0 to 255 is -25 to 0 dB; of the false colours the middle one is near infrared."""
    imagery.add("train", "s1s2_flood", "1", "sar", constant([51], 32, "uint8"))
    imagery.add("train", "s1s2_flood", "1", "swir_nir_green", constant([1, 51, 2], 32, "uint8"))
    result = built(imagery)
    [tile] = result.tiles
    assert result.physical(tile, "sar") == pytest.approx([-20.0], abs=1e-3)
    assert result.physical(tile, "nir") == pytest.approx([0.12], abs=1e-5)


def test_numbered_scenes_are_set_aside_in_blocks_of_ten(imagery: Imagery) -> None:
    """Scenes 90 to 99 of every hundred are validation; test stays test."""
    small = constant([9], 8, "uint8")
    numbers = (("train", 89), ("train", 90), ("train", 99), ("train", 100), ("train", 195), ("test", 91))
    for split, number in numbers:
        imagery.add(split, "s1s2_flood", f"x{number}", "sar", small)
        imagery.add(split, "s1s2_flood", f"x{number}", "swir_nir_green", constant([1, 2, 3], 8, "uint8"))
    tiles = built(imagery).tiles
    by_split = {s: {t.scene[12:] for t in tiles if t.split == s} for s in ("train", "validation", "test")}
    assert by_split == {"train": {"89", "100"}, "validation": {"90", "99", "195"}, "test": {"91"}}
    places = {tile.scene[12:]: tile.place for tile in tiles}
    assert places["90"] == places["99"] != places["89"]
    assert places["91"] != places["90"]  # the numbers of test scenes mean other ground


@pytest.mark.parametrize(
    ("source", "scenes"),
    [
        ("sen12_pairs", ["ROIs1970_fall_s1_8_p90", "ROIs1970_fall_s1_8_p7"]),
        ("s2_chips", ["ROIs1868_summer_s2_100_p90", "ROIs1868_summer_s2_cloudy_100_p5"]),
        ("s2_chips", ["s2_ROIs2017_146_ImgNo_0_2018-01-06_patch_0", "s2_ROIs2017_146_ImgNo_9_2018-04-26_patch_97"]),
        ("s2_forest", ["geojson_208748_2019", "geojson_208748_2020"]),
        ("naip", ["m_4709963_se_14_1_20090818", "m_4709963_se_14_1_20140720_subset"]),
    ],
)  # fmt: skip
def test_images_of_one_place_stay_together(imagery: Imagery, source: str, scenes: list[str]) -> None:
    files = {
        "sen12_pairs": {"sar": constant([9], 32, "uint8"), "rgb": constant([1, 2, 3], 32, "uint8")},
        "naip": {"rgbn": constant([1, 2, 3, 4], 32, "uint8")},
    }.get(source, {"s2_10m": constant([1, 2, 3, 4], 32, "uint16")})
    for scene in scenes:
        for modality, values in files.items():
            imagery.add("train", source, scene, modality, values)
    tiles = built(imagery).tiles
    assert {tile.scene.split("/")[1] for tile in tiles} == set(scenes)
    assert len({(tile.place, tile.split) for tile in tiles}) == 1


def test_what_cannot_be_used_is_left_out_and_counted(
    imagery: Imagery, caplog: pytest.LogCaptureFixture
) -> None:
    colour = constant([1, 2, 3], 8, "uint8")
    for scene in ("1", "2", "3", "4"):
        imagery.add("train", "s1s2_flood", scene, "sar", constant([9], 3 if scene == "3" else 8, "uint8"))
        imagery.add(
            "train", "s1s2_flood", scene, "swir_nir_green", colour[:, :3, :3] if scene == "3" else colour
        )
    (imagery.root / "train/s1s2_flood/1/sar.tif").write_bytes(b"no raster")
    (imagery.root / "train/s1s2_flood/2/sar.tif").unlink()
    result = built(imagery)
    assert result.names == ["s1s2_flood/4"]
    assert result.tally.skipped == {"fewer than two modalities": 2, "too small": 1}
    assert result.tally.unreadable == 1
    assert "1/sar.tif cannot be read and is left out" in caplog.text


def test_wrong_folders_and_indexes_are_named(imagery: Imagery, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"index\.csv does not exist: give the folder"):
        Built("imagery", tmp_path, tmp_path / "index.gpkg")
    with pytest.raises(UsageError, match="has nothing that kind 'imagery' can use"):
        built(imagery)
    imagery.add("train", "moon", "1", "rgb", constant([1, 2, 3], 8, "uint8"))
    with pytest.raises(UsageError, match="unknown source 'moon'; known are s1s2_scenes"):
        built(imagery)
    assert not (tmp_path / "index.gpkg").exists()


@pytest.mark.skipif(not (SHARED / "index.csv").is_file(), reason=f"the shared imagery is not at {SHARED}")
def test_one_scene_of_every_shared_source_can_be_read(tmp_path: Path) -> None:
    with (SHARED / "index.csv").open(newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
    first = {row["source"]: (row["split"], row["scene"]) for row in reversed(rows)}
    chosen = [row for row in rows if first[row["source"]] == (row["split"], row["scene"])]
    root = tmp_path / "imagery"
    root.mkdir()
    for split in {row["split"] for row in chosen}:
        (root / split).symlink_to(SHARED / split)
    with (root / "index.csv").open("w", newline="") as stream:
        assert reader.fieldnames
        writer = csv.DictWriter(stream, reader.fieldnames)
        writer.writeheader()
        writer.writerows(chosen)
    result = Built("imagery", root, tmp_path / "index.gpkg")
    counts = Counter(tile.source for tile in result.tiles)
    radar_alone = {"sen12_grey"}  # its optical chips have neither colour nor level
    assert set(counts) == set(first) - radar_alone
    assert set(first) <= set(SOURCES)
    assert result.tally.skipped == {"fewer than two modalities": 1}
    for tile in result.tiles:
        rows_of_cells, columns = result.size(tile)
        for name in tile.files:
            values = result._reader.read(tile, name, 0, 0, min(32, rows_of_cells), min(32, columns))
            assert float(np.nanstd(values)) > 0.005, (tile.scene, name)


def test_cities_have_two_dates_and_orbits_and_are_set_aside_by_name(imagery: Imagery) -> None:
    """Both dates of a city are one place; radar of another orbit is a view of its own."""
    ten, twenty = constant([400, 600, 800, 3000], 64, "uint16"), constant([1] * 6, 32, "uint16")
    for city in ("pisa", "pisa_t2", "milano_t2", "saclay_e"):
        imagery.add("train", "s2_cities", city, "s2_10m", ten).add(
            "train", "s2_cities", city, "s2_20m", twenty, 20
        )
        for name, db100 in (("sar", -1000), ("sar_2", -1500)):
            imagery.add("train", "s2_cities", city, name, constant([db100], 64, "int16"), bands="VV")
    result = built(imagery)
    orbits = [t for t in result.tiles if t.scene.startswith("s2_cities/pisa/")]
    assert [t.scene.rpartition("/")[2] for t in orbits] == ["pan", "vv", "vv_orbit2"]
    assert [float(result.physical(t, "sar")[0]) for t in orbits[1:]] == pytest.approx(
        [-10.0, -15.0], abs=1e-3
    )
    splits = {(t.scene.split("/")[1], t.place.rpartition("/")[2], t.split) for t in result.tiles}
    assert splits == {
        ("pisa", "pisa", "validation"),
        ("pisa_t2", "pisa", "validation"),
        ("milano_t2", "milano", "train"),
        ("saclay_e", "saclay_e", "train"),
    }


def test_calibrated_chips_of_colour_and_radar_keep_their_units(imagery: Imagery) -> None:
    """-1234 hundredths of a decibel; 0.116 in red above the atmosphere is (0.116 - 0.027) / 0.89 at the surface."""
    name = "ROIs2017_winter_104_p3"
    imagery.add("train", "sen12ms_winter", name, "rgb", constant([1160, 865, 1140], 64, "uint16"))
    imagery.add("train", "sen12ms_winter", name, "sar", constant([-1234], 64, "int16"), bands="VV")
    result = built(imagery)
    [tile] = result.tiles
    assert (tile.scene, tile.split) == (f"sen12ms_winter/{name}/vv", "validation")
    assert result.physical(tile, "rgb") == pytest.approx([0.1, 0.05, 0.05], abs=1e-5)
    assert result.physical(tile, "sar") == pytest.approx([-12.34], abs=1e-3)
