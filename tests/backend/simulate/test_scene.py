"""Scenes of several seeds: the sensors agree about one landscape, and the landscape is a plausible one."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray

import any2any
from any2any.errors import Any2AnyError, UsageError
from any2any.simulate import CLASS_NAMES, Scene, simulate_scene
from any2any.simulate.landscape import halve
from any2any.simulate.sensors import EQUIVALENT_LOOKS, NOISE_FLOOR_DB, PAN_WEIGHTS, add_speckle
from any2any.simulate.write import write_scene
from any2any.spec.modality import DEFAULT_MODALITIES

SEEDS = (2, 6, 9, 10, 11, 12)
BACKEND = str(Path(any2any.__file__).parents[1])


@cache
def scene(seed: int, size: int = 256) -> Scene:
    return simulate_scene(size, seed)


def of_class(image_of: str, band: int, name: str) -> NDArray[np.float32]:
    """Return a band's values at pixels of one class, over all seeds."""
    code = CLASS_NAMES.index(name)
    return np.concatenate([scene(s).arrays[image_of][band][scene(s).classes == code] for s in SEEDS])


def ndvi(name: str) -> float:
    red, nir = of_class("rgb", 0, name), of_class("nir", 0, name)
    return float(np.median((nir - red) / (nir + red)))


@pytest.mark.parametrize("size", [64, 72, 256])
def test_every_modality_has_its_bands_and_its_size(size: int) -> None:
    arrays = scene(2, size).arrays
    assert list(arrays) == [modality.name for modality in DEFAULT_MODALITIES]
    for modality in DEFAULT_MODALITIES:
        side = size * modality.downsampling // 4
        assert arrays[modality.name].shape == (modality.channels, side, side)
        assert arrays[modality.name].dtype == np.float32
        assert np.isfinite(arrays[modality.name]).all()
    assert scene(2, size).classes.shape == (size, size)
    assert scene(2, size).classes.max() < len(CLASS_NAMES)
    assert scene(2, size).sar_clean_db.shape == (1, size, size)


def test_the_same_seed_gives_the_same_bits_and_another_seed_another_landscape() -> None:
    again = simulate_scene(64, 3)
    for name, array in simulate_scene(64, 3).arrays.items():
        np.testing.assert_array_equal(array, again.arrays[name])
    other = simulate_scene(64, 4)
    for name, array in again.arrays.items():
        assert np.abs(array - other.arrays[name]).mean() > 1e-3


@pytest.mark.parametrize("size", [0, 63, 56, 100, -64])
def test_a_size_that_cannot_be_simulated_is_named(size: int) -> None:
    with pytest.raises(UsageError, match=f"size {size} "):
        simulate_scene(size, 0)


def test_a_negative_seed_is_named() -> None:
    with pytest.raises(UsageError, match="seed -1 "):
        simulate_scene(64, -1)


@pytest.mark.parametrize("pixel_size_m", [0.0, 4.9, 20.1, float("nan")])
def test_a_pixel_size_that_cannot_be_simulated_is_named(pixel_size_m: float) -> None:
    with pytest.raises(UsageError, match=f"pixels of {pixel_size_m} m cannot be simulated"):
        simulate_scene(64, 0, pixel_size_m=pixel_size_m)


def test_ten_metres_are_the_usual_pixel_size() -> None:
    for name, array in simulate_scene(64, 3, pixel_size_m=10.0).arrays.items():
        np.testing.assert_array_equal(array, simulate_scene(64, 3).arrays[name])


@pytest.mark.parametrize("pixel_size_m", [5.0, 20.0])
def test_materials_look_the_same_in_other_pixel_sizes(pixel_size_m: float) -> None:
    woods = CLASS_NAMES.index("forest")
    scenes = [simulate_scene(256, seed, pixel_size_m=pixel_size_m) for seed in SEEDS]
    assert all(other.pixel_size_m == pixel_size_m for other in scenes)
    red, db = (
        np.median(np.concatenate([s.arrays[name][0][s.classes == woods] for s in scenes]))
        for name in ("rgb", "sar")
    )
    assert red == pytest.approx(np.median(of_class("rgb", 0, "forest")), rel=0.15)
    assert db == pytest.approx(np.median(of_class("sar", 0, "forest")), abs=1.5)


@pytest.mark.parametrize("seed", SEEDS)
def test_values_are_those_of_satellite_images(seed: int) -> None:
    arrays = scene(seed).arrays
    for modality in DEFAULT_MODALITIES:
        for band, image in zip(modality.bands, arrays[modality.name], strict=True):
            inside = (image >= band.low) & (image <= band.high)
            assert inside.mean() > 0.99, f"{modality.name} {band.name}"
    assert 0.02 < np.median(arrays["rgb"]) < 0.2


@pytest.mark.parametrize("seed", SEEDS)
def test_ms_is_the_mean_of_what_rgb_and_nir_show(seed: int) -> None:
    # Both see one radiance. Sensor noise: 0.002 averaged over four pixels is 0.001, and MS adds 0.001, so the
    # difference has a deviation of 0.0014 (five per cent of tolerance; clipping at 0 only lowers it).
    arrays = scene(seed).arrays
    for rgb_band, ms_band in ((0, 2), (1, 1), (2, 0)):
        difference = halve(arrays["rgb"][rgb_band]) - arrays["ms"][ms_band]
        assert difference.std() < 0.0014142 * 1.05
        assert abs(difference.mean()) < 1e-4


@pytest.mark.parametrize("seed", SEEDS)
def test_pan_shows_the_same_ground_as_rgb_and_has_finer_detail(seed: int) -> None:
    pan, rgb = scene(seed).arrays["pan"][0], scene(seed).arrays["rgb"]
    blue, green, red, nir = PAN_WEIGHTS[:4]
    visible = red * rgb[0] + green * rgb[1] + blue * rgb[2]
    integral = visible + nir * scene(seed).arrays["nir"][0]
    coarse = halve(pan)
    assert np.corrcoef(coarse.ravel(), visible.ravel())[0, 1] > 0.9
    # Noise of both sides: 0.0015 / 2, and 0.002 times the root of the weights' squares, 0.56.
    assert (coarse - integral).std() < 1.05 * np.hypot(0.00075, 0.002 * np.linalg.norm(PAN_WEIGHTS))
    # What is lost by averaging is more than the sensor's noise of 0.0015.
    assert (pan - coarse.repeat(2, 0).repeat(2, 1)).std() > 2 * 0.0015


@pytest.mark.parametrize(("name", "shift"), [("rgb", (0, 1)), ("rgb", (1, 0)), ("nir", (1, 1))])
def test_a_shift_of_one_pixel_would_show(name: str, shift: tuple[int, int]) -> None:
    pan, other = halve(scene(6).arrays["pan"][0]), scene(6).arrays[name][0]
    moved = np.roll(other, shift, (0, 1))
    aligned = abs(np.corrcoef(np.diff(pan).ravel(), np.diff(other).ravel())[0, 1])
    assert aligned > abs(np.corrcoef(np.diff(pan).ravel(), np.diff(moved).ravel())[0, 1]) + 0.1


def test_vegetation_index_orders_the_classes() -> None:
    assert ndvi("forest") > ndvi("grassland") > ndvi("bare soil") > ndvi("water")
    assert ndvi("forest") > 0.6
    assert ndvi("water") < 0


def test_water_is_dark_and_darker_with_wavelength() -> None:
    blue, red = np.median(of_class("rgb", 2, "water")), np.median(of_class("rgb", 0, "water"))
    nir = np.median(of_class("nir", 0, "water"))
    assert 0.12 > blue > red > nir


def test_radar_orders_the_classes() -> None:
    order = ("water", "bare soil", "forest", "building")
    means = [float(np.median(of_class("sar", 0, name))) for name in order]
    assert means == sorted(means)
    assert means[0] < -18
    assert means[-1] > -8


def test_the_noise_floor_bounds_the_clean_backscatter() -> None:
    assert all(scene(seed).sar_clean_db.min() > NOISE_FLOOR_DB for seed in SEEDS)


def test_speckle_has_its_looks_and_keeps_the_mean() -> None:
    # On a flat area, power / mean has variance 1 / looks. 512 x 512 px, of which at least one in four
    # counts as independent: the variance is known to about sqrt((2 + 6 / looks) / 65536) = 0.7 %.
    flat_db = np.full((512, 512), -12.0, np.float32)
    power = 10 ** (add_speckle(np.random.Generator(np.random.Philox(8)), flat_db) / 10)
    relative = power / 10**-1.2
    assert abs(relative.mean() - 1) < 0.01
    assert abs(1 / relative.var() / EQUIVALENT_LOOKS - 1) < 0.03


def test_speckle_is_slightly_correlated_between_neighbours() -> None:
    # Weights (a, 1 - 2a, a), a = 0.12: correlation at one pixel 2a(1 - 2a) / (2a^2 + (1 - 2a)^2) = 0.301.
    power = 10 ** (
        add_speckle(np.random.Generator(np.random.Philox(9)), np.zeros((512, 512), np.float32)) / 10
    )
    neighbours = np.corrcoef(power[:, :-1].ravel(), power[:, 1:].ravel())[0, 1]
    assert abs(neighbours - 0.301) < 0.02


def test_the_scene_holds_the_speckled_clean_backscatter() -> None:
    ratio_db = scene(2).arrays["sar"] - scene(2).sar_clean_db
    assert abs(float((10 ** (ratio_db / 10)).mean()) - 1) < 0.02


def test_landscapes_vary() -> None:
    shares = np.stack([np.bincount(scene(s).classes.ravel(), minlength=8) / 65536 for s in SEEDS])
    assert shares[:, CLASS_NAMES.index("cropland")].std() > 0.1
    assert np.std([scene(s).arrays["rgb"].mean() for s in SEEDS]) > 0.008


def test_simulating_needs_neither_torch_nor_rasterio() -> None:
    code = "import sys, any2any.simulate; print({'torch', 'rasterio'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": BACKEND}
    )
    assert done.stdout.strip() == "set()"


NAMES = ["rgb.tif", "sar.tif", "nir.tif", "ms.tif", "pan.tif", "classes.tif"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out_dir = tmp_path_factory.mktemp("simulated") / "new folder"
    assert write_scene(simulate_scene(64, 7), out_dir) == [out_dir / name for name in NAMES]
    return out_dir


def test_only_the_finished_files_are_there(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)


def test_files_cover_the_same_ground_at_their_own_pixel_size(folder: Path) -> None:
    pixel_size_m = {"rgb": 10, "sar": 10, "nir": 10, "ms": 20, "pan": 5, "classes": 10}
    bounds = set()
    for name, size_m in pixel_size_m.items():
        with rasterio.open(folder / f"{name}.tif") as raster:
            assert raster.res == (size_m, size_m)
            assert raster.crs.to_epsg() == 32633
            assert raster.width == raster.height == 640 // size_m
            bounds.add(tuple(raster.bounds))
    assert len(bounds) == 1


def test_files_of_another_pixel_size_say_so(tmp_path: Path) -> None:
    write_scene(simulate_scene(64, 7, pixel_size_m=7.5), tmp_path)
    for name, size_m in (("rgb", 7.5), ("ms", 15.0), ("pan", 3.75), ("classes", 7.5)):
        with rasterio.open(tmp_path / f"{name}.tif") as raster:
            assert raster.res == (size_m, size_m)


def test_files_hold_the_arrays_and_name_their_bands(folder: Path) -> None:
    scene = simulate_scene(64, 7)
    for modality in DEFAULT_MODALITIES:
        with rasterio.open(folder / f"{modality.name}.tif") as raster:
            np.testing.assert_array_equal(raster.read(), scene.arrays[modality.name])
            assert raster.descriptions == tuple(band.name for band in modality.bands)
            assert raster.profile["tiled"]
            assert raster.compression.name == "deflate"


def test_every_file_says_that_it_is_simulated(folder: Path) -> None:
    for name in NAMES:
        with rasterio.open(folder / name) as raster:
            tags = raster.tags()
        assert tags["ANY2ANY_SIMULATED"] == "yes"
        assert tags["ANY2ANY_SEED"] == "7"
        assert "SIMULATED" in tags["TIFFTAG_IMAGEDESCRIPTION"]


def test_classes_have_names_and_different_colours(folder: Path) -> None:
    with rasterio.open(folder / "classes.tif") as raster:
        colours = {raster.colormap(1)[code] for code in range(len(CLASS_NAMES))}
        tags = raster.tags(1)
        np.testing.assert_array_equal(raster.read(1), simulate_scene(64, 7).classes)
    assert len(colours) == len(CLASS_NAMES)
    assert [tags[f"CLASS_{code}"] for code in range(len(CLASS_NAMES))] == list(CLASS_NAMES)


def test_an_existing_file_is_named_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "nir.tif").write_bytes(b"precious")
    with pytest.raises(UsageError, match=r"nir\.tif exists: "):
        write_scene(simulate_scene(64, 1), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["nir.tif"]
    assert (tmp_path / "nir.tif").read_bytes() == b"precious"
    write_scene(simulate_scene(64, 1), tmp_path, overwrite=True)
    with rasterio.open(tmp_path / "nir.tif") as raster:
        assert raster.shape == (64, 64)


def test_a_folder_that_is_a_file_is_an_error_of_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Any2AnyError, match="cannot be written to"):
        write_scene(simulate_scene(64, 1), tmp_path / "file")
