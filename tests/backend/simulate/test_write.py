from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.errors import Any2AnyError, UsageError
from any2any.simulate import CLASS_NAMES, simulate_scene
from any2any.simulate.write import write_scene
from any2any.spec.modality import DEFAULT_MODALITIES

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
    with pytest.raises(UsageError, match=r"nir\.tif exists already"):
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
