from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp
from rasterio.transform import from_origin

from any2any.cli import main
from any2any.errors import CancelledError, UsageError
from any2any.fill.job import run_fill
from any2any.requests.fill import FillRequest, FillResult, NamedRaster
from any2any.requests.progress import Progress
from any2any.translate.inspect import inspect
from tests.backend.fill.conftest import CRS, LEFT, TOP, Ground, fields, make_ground, read, write

Fill = Callable[..., FillResult]


def error_in_hole(ground: Ground, result: Path) -> float:
    """Root mean square error inside the hole, in digital numbers."""
    difference = read(result)[:3].astype(float) - ground.truth
    return float(np.sqrt(np.square(difference[:, ground.holes]).mean()))


def test_measured_pixels_are_kept_bit_for_bit_and_the_hole_is_near_the_truth(
    ground: Ground, fill: Fill
) -> None:
    result = fill()
    filled, cloudy = read(result.output), read(ground.cloudy)
    assert filled.dtype == cloudy.dtype
    np.testing.assert_array_equal(filled[:, ~ground.holes], cloudy[:, ~ground.holes])
    np.testing.assert_array_equal(read(result.synthetic)[0], ground.holes)
    assert result.filled == ground.holes.sum() == 50 * 70
    # The fields' own deviation is 260; radar separates them, whatever the small model's random weights.
    assert error_in_hole(ground, result.output) < 80


def test_a_reference_is_brought_to_the_levels_of_the_scene(ground: Ground, fill: Fill) -> None:
    result = fill(reference=str(ground.reference))
    # Pasted as it is the older image is off by a fifth of some 1,000.
    assert error_in_hole(ground, result.output) < 40


def test_a_reference_alone_is_enough(ground: Ground, fill: Fill) -> None:
    result = fill(sources=(), reference=str(ground.reference))
    assert error_in_hole(ground, result.output) < 40


def test_the_result_says_what_it_is(ground: Ground, fill: Fill) -> None:
    result = fill(
        reference=str(
            write(ground.folder / "r.tif", read(ground.reference), tags={"ACQUISITION_DATE": "2021"})
        )
    )
    with rasterio.open(result.output) as dataset:
        tags = dataset.tags()
    assert tags["ANY2ANY_SYNTHETIC"] == "partly"
    assert "filled_synthetic.tif" in tags["TIFFTAG_IMAGEDESCRIPTION"]
    assert (tags["ANY2ANY_REFERENCE"], tags["ANY2ANY_REFERENCE_DATE"]) == ("r.tif", "2021")
    assert not list(ground.folder.glob("*.fill"))


def test_inspect_says_that_holes_were_filled(
    ground: Ground, fill: Fill, capsys: pytest.CaptureFixture[str]
) -> None:
    output = fill().output
    found = inspect(output)
    assert (found.synthetic, found.partly, found.source, found.target) == (True, True, "sar", "rgb")
    assert main(["inspect", str(output)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("Partly synthetic: holes were filled from sar")
    assert lines[2] == f"filled: the holes of {found.mask} (sar to rgb)"
    assert "None" not in "".join(lines)


@pytest.mark.parametrize(
    ("dtype", "factor", "tags"),
    [("float32", 1e-4, {}), ("float64", 1e-4, {}), ("uint8", 255 / 3558, {}), ("int16", 1, {})],
)
def test_type_and_units_are_the_inputs_own(
    ground: Ground, fill: Fill, dtype: str, factor: float, tags: dict[str, str]
) -> None:
    cloudy = (read(ground.cloudy) * factor).clip(0, 255 if dtype == "uint8" else None).astype(dtype)
    write(ground.cloudy, cloudy)
    result = fill()
    filled = read(result.output)
    assert filled.dtype == np.dtype(dtype)
    assert filled[:, ~ground.holes].tobytes() == cloudy[:, ~ground.holes].tobytes()
    error = filled[:, ground.holes] / factor - ground.truth[:, ground.holes]
    assert np.sqrt(np.square(error).mean()) < 80


def test_scale_names_and_tags_are_kept(ground: Ground, fill: Fill) -> None:
    with rasterio.open(ground.cloudy, "r+") as dataset:
        dataset.scales, dataset.offsets = (1e-4,) * 3, (0.0,) * 3
        for band, name in enumerate(("B04", "B03", "B02"), 1):
            dataset.set_band_description(band, name)
        dataset.update_tags(MISSION="S2A")
    with rasterio.open(fill().output) as dataset:
        assert dataset.scales == (1e-4,) * 3
        assert dataset.descriptions == ("B04", "B03", "B02")
        assert dataset.tags()["MISSION"] == "S2A"


def test_a_fourth_band_is_filled_too(ground: Ground, fill: Fill) -> None:
    cloudy = read(ground.cloudy)
    write(ground.cloudy, np.concatenate([cloudy, 2 * cloudy[:1]]))
    filled = read(fill().output)
    error = filled[3][ground.holes] - 2.0 * ground.truth[0][ground.holes]
    assert np.sqrt(np.square(error).mean()) < 250  # its deviation is 860


def test_alpha_becomes_opaque_where_a_hole_was_filled(ground: Ground, fill: Fill) -> None:
    alpha = np.where(ground.holes, 0, 65535).astype(np.uint16)
    alpha[:5] = 0  # beyond the scene: no hole
    write(ground.cloudy, np.concatenate([read(ground.cloudy), alpha[None]]), photometric="RGB", alpha="yes")
    with rasterio.open(fill().output) as dataset:
        assert dataset.colorinterp[3] == ColorInterp.alpha
        out = dataset.read(4)
    assert (out[:5] == 0).all()
    assert (out[5:] == 65535).all()


def test_a_mask_band_becomes_valid_where_a_hole_was_filled(ground: Ground, fill: Fill) -> None:
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(ground.cloudy, "r+") as dataset:
        dataset.write_mask(~ground.holes)
    with rasterio.open(fill().output) as dataset:
        assert (dataset.dataset_mask() == 255).all()


def test_nodata_is_filled_and_a_filled_pixel_is_never_nodata(ground: Ground, fill: Fill) -> None:
    write(ground.cloudy, np.where(ground.holes, 0, read(ground.cloudy)).astype(np.uint16), nodata=0)
    result = fill(mask="nodata")
    assert result.filled == ground.holes.sum()
    assert (read(result.output) > 0).all()
    assert error_in_hole(ground, result.output) < 80


def test_a_mask_of_classes_on_a_coarser_grid(ground: Ground, fill: Fill) -> None:
    classes = np.full((75, 85), 4, np.uint8)  # 20 m: vegetation
    classes[20:45, 25:60] = 9  # rows 40 to 90, columns 50 to 120 of the raster: cloud
    classes[0, 0] = 3
    write(ground.mask, classes[None], transform=from_origin(LEFT, TOP, 20, 20))
    result = fill(mask_values=(3, 8, 9, 10))
    expected = ground.holes.copy()
    expected[:2, :2] = True
    np.testing.assert_array_equal(read(result.synthetic)[0], expected)


def test_a_mask_of_polygons(ground: Ground, fill: Fill) -> None:
    from tests.backend.fill.test_masks import wkb, write_gpkg

    x0, x1, y0, y1 = LEFT + 501, LEFT + 1199, TOP - 401, TOP - 899
    path = ground.folder / "clouds.gpkg"
    write_gpkg(path, [wkb([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)])])
    np.testing.assert_array_equal(read(fill(mask=str(path)).synthetic)[0], ground.holes)


def test_sources_of_another_grid_and_another_crs(ground: Ground, fill: Fill) -> None:
    from rasterio.warp import Resampling, calculate_default_transform, reproject

    radar = read(ground.sar)
    transform, width, height = calculate_default_transform(
        CRS, "EPSG:4326", 170, 150, left=LEFT, bottom=TOP - 1500, right=LEFT + 1700, top=TOP
    )
    warped = np.full((1, height, width), np.nan, np.float32)
    reproject(
        radar, warped, src_transform=from_origin(LEFT, TOP, 10, 10), src_crs=CRS, dst_transform=transform,
        dst_crs="EPSG:4326", resampling=Resampling.bilinear, dst_nodata=np.nan,
    )  # fmt: skip
    write(ground.sar, warped, crs="EPSG:4326", transform=transform, nodata=float("nan"))
    assert error_in_hole(ground, fill().output) < 90


def test_where_one_source_has_no_data_the_others_carry_on(ground: Ground, fill: Fill) -> None:
    near = (ground.truth[:1] * 1.5).astype(np.uint16)
    near[:, :, :80] = 0
    nir = write(ground.folder / "nir.tif", near, nodata=0)
    sources = (NamedRaster("sar", str(ground.sar)), NamedRaster("nir", str(nir)))
    result = fill(sources=sources)
    assert result.filled == ground.holes.sum()
    assert error_in_hole(ground, result.output) < 80


def test_holes_that_no_source_shows_are_left_and_said(ground: Ground, fill: Fill) -> None:
    radar = read(ground.sar)
    radar[:, :, :60] = np.nan
    write(ground.sar, radar, nodata=float("nan"))
    result = fill()
    state = read(result.synthetic)[0]
    assert result.unfilled == 50 * 10  # columns 50 to 60 of 50 rows
    assert (state[40:90, 50:60] == 2).all()
    np.testing.assert_array_equal(read(result.output)[:, state == 2], read(ground.cloudy)[:, state == 2])
    assert any("500 pixels" in warning for warning in result.warnings)


def test_a_mask_without_holes_copies_and_says_so(ground: Ground, fill: Fill) -> None:
    write(ground.mask, np.zeros((1, 150, 170), np.uint8))
    result = fill()
    np.testing.assert_array_equal(read(result.output), read(ground.cloudy))
    assert result.filled == 0
    assert any("is a copy" in warning for warning in result.warnings)


def test_a_mask_that_covers_everything_translates_and_says_so(ground: Ground, fill: Fill) -> None:
    write(ground.mask, np.ones((1, 150, 170), np.uint8))
    result = fill()
    assert result.filled == 150 * 170
    assert any("the output is a translation" in warning for warning in result.warnings)


def test_without_sources_and_georeference_equal_sizes_are_one_place(ground: Ground, fill: Fill) -> None:
    for path in (ground.cloudy, ground.mask, ground.sar):
        write(path, read(path), crs=None, transform=rasterio.Affine.identity())
    assert error_in_hole(ground, fill().output) < 80


def test_a_cancelled_fill_resumes_to_the_same_bytes(
    tmp_path: Path, model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    ground = make_ground(tmp_path, height=530, width=100)  # two pieces
    holes = ground.holes.copy()
    holes[480:525, 20:60] = True  # reaches over the border of the pieces
    write(ground.mask, holes.astype(np.uint8)[None])

    def request(output: str) -> FillRequest:
        sources = (NamedRaster("sar", str(ground.sar)),)
        return FillRequest(
            str(ground.cloudy), tmp_path / output, str(ground.mask), sources, model=model_folder, device="cpu",
            synthetic=tmp_path / "state.tif", overwrite=True,
        )  # fmt: skip

    run_fill(request("filled.tif"))
    whole = [(tmp_path / name).read_bytes() for name in ("filled.tif", "state.tif")]
    (tmp_path / "filled.tif").unlink()
    seen: list[Progress] = []
    with pytest.raises(CancelledError):
        run_fill(
            request("filled.tif"),
            seen.append,
            lambda: (tmp_path / "filled.tif.fill" / "rows_000000.tif").exists(),
        )
    folder = tmp_path / "filled.tif.fill"
    assert (folder / "rows_000000.tif").exists()
    assert not (tmp_path / "filled.tif").exists()
    with pytest.raises(UsageError, match=rf"its job is unfinished, repeat its command \({folder}\)"):
        inspect(tmp_path / "filled.tif")
    write(tmp_path / "filled.tif", read(ground.cloudy))  # an earlier result
    assert inspect(tmp_path / "filled.tif").unfinished == str(folder)
    run_fill(request("filled.tif"))
    assert [(tmp_path / name).read_bytes() for name in ("filled.tif", "state.tif")] == whole


def test_a_fill_killed_between_moving_its_two_files_resumes(
    ground: Ground, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    from any2any.fill import work

    moved: list[Path] = []

    def move_once(made: Path, place: Path) -> None:
        if moved:
            raise KeyboardInterrupt
        moved.append(place)
        made.replace(place)

    with monkeypatch.context() as patch:
        patch.setattr(work, "move_into_place", move_once)
        with pytest.raises(KeyboardInterrupt):
            fill()
    assert moved == [ground.folder / "filled_synthetic.tif"]
    assert not (ground.folder / "filled.tif").exists()
    assert fill().filled == ground.holes.sum()


def test_an_unfinished_fill_of_other_settings_is_not_overwritten_silently(ground: Ground, fill: Fill) -> None:
    work = ground.folder / "filled.tif.fill"
    work.mkdir()
    (work / "plan.json").write_text('{"digest": "another", "started": "2020"}')
    with pytest.raises(UsageError, match="unfinished fill with other settings"):
        fill()
    (work / "precious.txt").write_text("mine")
    with pytest.raises(UsageError, match="not made by Any2Any"):
        fill(overwrite=True)


def test_fields_are_what_the_tests_say() -> None:
    parcel = fields(32, 32)
    assert (parcel[:16, :16] == parcel[0, 0]).all()
    assert parcel[0, 0] != parcel[0, 16]


@pytest.mark.parametrize("even", [True, False])
def test_the_surroundings_count_where_they_tell_more_than_radar(
    ground: Ground, fill: Fill, monkeypatch: pytest.MonkeyPatch, even: bool
) -> None:
    """An even image under a varied radar is continued; fields that radar shows come from it."""
    from any2any.fill import candidate_weights, job

    found = []

    def noted(*args: Any) -> candidate_weights.Weights:
        found.append(candidate_weights.weigh(*args))
        return found[-1]

    monkeypatch.setattr(job, "weigh", noted)
    if even:
        rows = np.arange(ground.truth.shape[1], dtype=np.uint16)[:, None]
        write(
            ground.cloudy,
            np.where(ground.holes, 9000, np.broadcast_to(800 + 4 * rows, ground.truth.shape)).astype(
                np.uint16
            ),
        )
    fill()
    interpolated = found[0][2]
    assert (interpolated > 0.9).all() if even else (interpolated < 0.1).all()
