from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from any2any.errors import UsageError
from any2any.requests.fill import FillResult, NamedRaster, parse_named_raster
from tests.backend.fill.conftest import LEFT, TOP, Ground, read, write

Fill = Callable[..., FillResult]
ELSEWHERE = from_origin(LEFT + 1_000_000, TOP, 10, 10)


@pytest.mark.parametrize("which", ["mask", "sar", "reference"])
def test_a_file_of_another_place_is_refused_by_name(ground: Ground, fill: Fill, which: str) -> None:
    path = getattr(ground, which)
    write(path, read(path), transform=ELSEWHERE)
    with pytest.raises(UsageError, match=rf"{path.name} lies elsewhere"):
        fill(reference=str(ground.reference))


def test_a_reference_of_another_modality_is_refused(ground: Ground, fill: Fill) -> None:
    with pytest.raises(UsageError, match=r"s1\.tif has 1 band\(s\), but RGB needs 3"):
        fill(reference=str(ground.sar))
    radar = np.repeat(read(ground.sar), 3, axis=0)
    with pytest.raises(UsageError, match=r"radar\.tif is not an image of RGB"):
        fill(reference=str(write(ground.folder / "radar.tif", radar)))


def test_a_source_that_is_not_an_image_of_its_modality_is_refused(ground: Ground, fill: Fill) -> None:
    with pytest.raises(UsageError, match=r"s1\.tif is not an image of NIR"):
        fill(sources=(NamedRaster("nir", str(ground.sar)),))


def test_an_unknown_modality_names_those_that_exist(ground: Ground, fill: Fill) -> None:
    with pytest.raises(UsageError, match="unknown modality 'radar': the model small has rgb, sar"):
        fill(sources=(NamedRaster("radar", str(ground.sar)),))


def test_nothing_to_fill_from_is_refused(fill: Fill) -> None:
    with pytest.raises(UsageError, match="give a source or a reference"):
        fill(sources=())


def test_a_missing_mask_is_refused(ground: Ground, fill: Fill) -> None:
    with pytest.raises(UsageError, match=r"gone\.tif cannot be opened"):
        fill(mask=str(ground.folder / "gone.tif"))


def test_a_mask_band_that_does_not_exist_is_refused(fill: Fill) -> None:
    with pytest.raises(UsageError, match=r"band 2 of the mask does not exist"):
        fill(mask_band=2)


def test_classes_of_what_has_none_are_refused(fill: Fill) -> None:
    with pytest.raises(UsageError, match="omit them"):
        fill(mask="nodata", mask_values=(3,))


def test_a_mask_of_another_shape_without_a_place_is_refused(ground: Ground, fill: Fill) -> None:
    write(ground.mask, np.ones((1, 10, 99), np.uint8), crs=None, transform=rasterio.Affine.identity())
    with pytest.raises(UsageError, match="differ in shape"):
        fill()


def test_an_output_in_the_way_is_refused(ground: Ground, fill: Fill) -> None:
    (ground.folder / "filled.tif").write_bytes(b"mine")
    with pytest.raises(UsageError, match="exists"):
        fill()


@pytest.mark.parametrize("which", ["cloudy", "mask", "sar"])
def test_an_output_over_an_input_is_refused(ground: Ground, fill: Fill, which: str) -> None:
    with pytest.raises(UsageError, match="is the input"):
        fill(output=getattr(ground, which), overwrite=True)


def test_a_band_alone_needs_a_target(ground: Ground, fill: Fill) -> None:
    write(ground.cloudy, read(ground.cloudy)[:1])
    with pytest.raises(UsageError, match="give --target"):
        fill()
    assert fill(target="nir").target == "nir"


def test_bands_that_nothing_shows_are_refused_without_a_clear_pixel(ground: Ground, fill: Fill) -> None:
    cloudy = read(ground.cloudy)
    write(ground.cloudy, np.concatenate([cloudy, cloudy[:1]]))
    write(ground.mask, np.ones((1, 150, 170), np.uint8))
    with pytest.raises(UsageError, match=r"no pixel near the holes is clear.* cannot be filled \(band 4\)"):
        fill()


@pytest.mark.parametrize("text", ["sar", "=s1.tif", "sar="])
def test_a_source_needs_modality_and_file(text: str) -> None:
    with pytest.raises(UsageError, match="is not a source"):
        parse_named_raster(text)


def test_a_path_may_hold_an_equals_sign() -> None:
    assert parse_named_raster("sar=/data/orbit=1/s1.tif") == NamedRaster("sar", "/data/orbit=1/s1.tif")
