"""A tiny index with real GeoTIFFs of each family of sources: which values arrive where."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.errors import UsageError
from any2any.raster.radiometry import from_model_values
from any2any.training.data.imagery import PAN_WEIGHTS, SOURCES, read_imagery
from any2any.training.data.scene import MODALITIES, PairedScene

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"
HEADER = ("split", "source", "scene", "modality", "path", "bands", "width", "height")


class Imagery:
    """A folder with an index that grows file by file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.rows: list[tuple[object, ...]] = []
        self.write_index()

    def add(self, split: str, source: str, scene: str, modality: str, values: np.ndarray) -> Imagery:
        path = Path(split, source, scene, f"{modality}.tif")
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        count, height, width = values.shape
        profile = {"driver": "GTiff", "count": count, "height": height, "width": width, "dtype": values.dtype}
        with rasterio.open(
            self.root / path,
            "w",
            crs="EPSG:32633",
            transform=rasterio.Affine(10, 0, 5e5, 0, -10, 5e6),
            **profile,
        ) as dataset:
            dataset.write(values)
        self.rows.append((split, source, scene, modality, path, "", width, height))
        self.write_index()
        return self

    def write_index(self) -> None:
        with (self.root / "index.csv").open("w", newline="") as stream:
            csv.writer(stream).writerows([HEADER, *self.rows])


@pytest.fixture
def imagery(tmp_path: Path) -> Imagery:
    return Imagery(tmp_path)


def constant(values: list[float], size: int, dtype: str) -> np.ndarray:
    return np.broadcast_to(np.array(values, dtype)[:, None, None], (len(values), size, size)).copy()


def physical(scene: PairedScene, name: str) -> list[float]:
    """The quantity of each band, from the constant scene's first pixel."""
    array = from_model_values(scene.arrays[name].astype(np.float32), MODALITIES[name])
    assert (np.ptp(array, axis=(1, 2)) < 1e-3).all()
    return [float(value) for value in array[:, 0, 0]]


def test_quicklooks_become_decibels_and_display_colours_reflectance(imagery: Imagery) -> None:
    """Grey 51 is a fifth of the amplitude, 20 log10(0.2) = -13.98 dB, below 0 dB at white less 5 dB."""
    imagery.add("train", "s1s2_scenes", "003", "sar", constant([51], 64, "uint8"))
    imagery.add("train", "s1s2_scenes", "003", "rgb", constant([255, 51, 0], 64, "uint8"))
    [scene] = read_imagery(imagery.root, ["train"])
    assert (scene.name, scene.source, scene.split) == ("s1s2_scenes/003", "s1s2_scenes", "train")
    assert physical(scene, "sar") == pytest.approx([-13.98 - 5.0], abs=0.02)
    assert physical(scene, "rgb") == pytest.approx([0.3558, 0.3558 / 5, 0.0], abs=2e-4)
    assert scene.size_latent_px == (16, 16)


def test_sentinel_gives_each_polarisation_and_a_stand_in_for_pan(imagery: Imagery) -> None:
    ten = constant([400, 600, 800, 3000], 64, "uint16")  # blue, green, red, NIR
    twenty = constant([1, 2, 3, 3100, 2000, 1000], 32, "uint16")  # B05 B06 B07 B8A B11 B12
    imagery.add("train", "sen12mscr", "7", "s2_10m", ten).add("train", "sen12mscr", "7", "s2_20m", twenty)
    imagery.add("train", "sen12mscr", "7", "sar", constant([-1100, -1800], 64, "int16"))
    vv, vh, pan = read_imagery(imagery.root, ["train"])
    assert [s.name for s in (vv, vh, pan)] == [f"sen12mscr/7/{end}" for end in ("vv", "vh", "pan")]
    assert physical(vv, "sar") == pytest.approx([-11.0], abs=0.02)
    assert physical(vh, "sar") == pytest.approx([-18.0], abs=0.02)
    assert physical(vv, "rgb") == pytest.approx([0.08, 0.06, 0.04], abs=2e-4)
    assert physical(vv, "nir") == pytest.approx([0.3], abs=4e-4)
    assert physical(vv, "ms") == pytest.approx([0.04, 0.06, 0.08, 0.31, 0.2, 0.1], abs=4e-4)
    assert set(pan.arrays) == {"pan", "rgb"}
    expected = np.dot(PAN_WEIGHTS, [0.04, 0.06, 0.08, 0.3])
    assert physical(pan, "pan") == pytest.approx([expected], abs=2e-4)
    assert vv.size_latent_px == (16, 16)
    assert pan.size_latent_px == (8, 8)  # 10 m stands for 5 m, and colour is averaged to 20 m for 10 m


def test_without_radar_sentinel_is_one_optical_scene(imagery: Imagery) -> None:
    imagery.add("train", "s2_chips", "1", "s2_10m", constant([1, 2, 3, 4], 32, "uint16"))
    imagery.add("train", "s2_chips", "1", "s2_20m", constant([1] * 6, 16, "uint16"))
    optical, pan = read_imagery(imagery.root, ["train"])
    assert set(optical.arrays) == {"rgb", "nir", "ms"}
    assert set(pan.arrays) == {"pan", "rgb"}


def test_aerial_imagery_gives_near_infrared_and_a_stand_in_for_pan(imagery: Imagery) -> None:
    imagery.add("train", "naip", "1", "rgbn", constant([255, 51, 0, 51], 64, "uint8"))
    scene, pan = read_imagery(imagery.root, ["train"])
    assert physical(scene, "nir") == pytest.approx([0.6 / 5], abs=4e-4)
    expected = np.dot(PAN_WEIGHTS, [0.0, 0.3558 / 5, 0.3558, 0.6 / 5])
    assert physical(pan, "pan") == pytest.approx([expected], abs=4e-4)


def test_real_panchromatic_bands_pair_with_colour_at_half_the_size(imagery: Imagery) -> None:
    imagery.add("train", "landsat_pan", "1", "pan", constant([10_000], 64, "uint16"))
    imagery.add("train", "landsat_pan", "1", "rgb", constant([15_000, 10_000, 7_500], 32, "uint16"))
    imagery.add("train", "spacenet6", "1", "pan", constant([500], 64, "uint16"))
    imagery.add("train", "spacenet6", "1", "rgbn", constant([100, 200, 300, 400], 32, "uint16"))
    landsat, spacenet = read_imagery(imagery.root, ["train"])
    assert physical(landsat, "pan") == pytest.approx([0.1], abs=4e-4)
    assert physical(landsat, "rgb") == pytest.approx([0.2, 0.1, 0.05], abs=4e-4)
    assert landsat.size_latent_px == spacenet.size_latent_px == (8, 8)
    assert physical(spacenet, "nir") == pytest.approx([0.16], abs=4e-4)


def test_eight_band_imagery_gives_colour_and_near_infrared(imagery: Imagery) -> None:
    """Bands: coastal, blue, green, yellow, red, red edge, NIR 1, NIR 2; PAN at a quarter of their pixel size."""
    imagery.add("train", "spacenet2", "1", "pan", constant([500], 128, "uint16"))
    imagery.add(
        "train", "spacenet2", "1", "ms8", constant([10, 100, 200, 20, 300, 30, 400, 40], 32, "uint16")
    )
    [scene] = read_imagery(imagery.root, ["train"])
    assert physical(scene, "rgb") == pytest.approx([0.12, 0.08, 0.04], abs=4e-4)
    assert physical(scene, "nir") == pytest.approx([0.16], abs=4e-4)
    assert physical(scene, "pan") == pytest.approx([0.2], abs=4e-4)
    assert scene.size_latent_px == (8, 8)


def test_flood_quicklooks_give_radar_and_near_infrared(imagery: Imagery) -> None:
    """Radar grey 0 to 255 is -25 to 0 dB; of the false colours the middle one is near infrared."""
    imagery.add("train", "s1s2_flood", "1", "sar", constant([51], 32, "uint8"))
    imagery.add("train", "s1s2_flood", "1", "swir_nir_green", constant([1, 51, 2], 32, "uint8"))
    [scene] = read_imagery(imagery.root, ["train"])
    assert physical(scene, "sar") == pytest.approx([-20.0], abs=0.02)
    assert physical(scene, "nir") == pytest.approx([0.12], abs=4e-4)


def test_splits_keep_neighbours_together(imagery: Imagery) -> None:
    """Scenes 90 to 99 of every hundred are validation; test stays test."""
    small = constant([9], 8, "uint8")
    for split, number in (
        ("train", 89),
        ("train", 90),
        ("train", 99),
        ("train", 100),
        ("train", 195),
        ("test", 91),
    ):
        imagery.add(split, "s1s2_scenes", f"x{number}", "sar", small)
        imagery.add(split, "s1s2_scenes", f"x{number}", "rgb", constant([1, 2, 3], 8, "uint8"))

    def names(split: str) -> list[str]:
        return [s.name.removeprefix("s1s2_scenes/x") for s in read_imagery(imagery.root, [split])]

    assert names("train") == ["89", "100"]
    assert names("validation") == ["90", "99", "195"]
    assert names("test") == ["91"]


def test_rasters_of_less_than_one_cell_are_left_out(imagery: Imagery) -> None:
    imagery.add("train", "s1s2_scenes", "1", "sar", constant([9], 3, "uint8"))
    imagery.add("train", "s1s2_scenes", "1", "rgb", constant([1, 2, 3], 3, "uint8"))
    assert read_imagery(imagery.root, ["train"]) == []


def test_a_folder_without_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"index\.csv does not exist: give the folder"):
        read_imagery(tmp_path, ["train"])


def test_an_unknown_source_is_named(imagery: Imagery) -> None:
    imagery.add("train", "moon", "1", "rgb", constant([1, 2, 3], 8, "uint8"))
    with pytest.raises(UsageError, match="unknown source 'moon'; known are s1s2_scenes"):
        read_imagery(imagery.root, ["train"])


def test_a_file_that_cannot_be_read_is_named(imagery: Imagery) -> None:
    imagery.add("train", "s1s2_scenes", "1", "sar", constant([9], 8, "uint8"))
    (imagery.root / "train/s1s2_scenes/1/sar.tif").write_bytes(b"no raster")
    with pytest.raises(UsageError, match=r"sar\.tif cannot be read"):
        read_imagery(imagery.root, ["train"])


@pytest.mark.skipif(not (SHARED / "index.csv").is_file(), reason=f"the shared imagery is not at {SHARED}")
def test_one_scene_of_every_shared_source_can_be_read(tmp_path: Path) -> None:
    with (SHARED / "index.csv").open(newline="") as stream:
        reader = csv.DictReader(stream)
        rows = list(reader)
    first = {row["source"]: (row["split"], row["scene"]) for row in reversed(rows)}
    chosen = [row for row in rows if first[row["source"]] == (row["split"], row["scene"])]
    for split in {row["split"] for row in chosen}:
        (tmp_path / split).symlink_to(SHARED / split)
    with (tmp_path / "index.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, reader.fieldnames)
        writer.writeheader()
        writer.writerows(chosen)
    scenes = read_imagery(tmp_path, ["train", "validation", "test"])
    counts = Counter(scene.source for scene in scenes)
    assert set(counts) == set(first) <= set(SOURCES)
    for scene in scenes:
        for name, array in scene.arrays.items():
            assert np.isfinite(array).all(), (scene.name, name)
            assert np.abs(array).max() <= 1
            assert float(array.astype(np.float32).std()) > 0.005, (scene.name, name)
