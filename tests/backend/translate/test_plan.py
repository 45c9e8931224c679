"""Requests are judged before any weights are loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from rasterio.control import GroundControlPoint
from rasterio.rpc import RPC

from any2any.errors import UsageError
from any2any.raster.window import Bounds
from any2any.requests.translate import TranslateRequest
from any2any.runtime import choice
from any2any.spec.manifest import Manifest, WeightsFile
from any2any.translate.make_plan import make_plan

RequestFor = Callable[..., TranslateRequest]
BACKEND = Path(__file__).parents[3] / "backend"


def test_planning_imports_no_torch() -> None:
    code = "import sys, any2any.translate.plan; sys.exit('torch' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(BACKEND)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


def test_a_plan_is_its_digest(sar, request_for: RequestFor, manifest: Manifest) -> None:
    request = request_for(sar)
    plan = make_plan(request, manifest)
    assert plan == make_plan(request, manifest)
    assert plan.digest == make_plan(replace(request, overwrite=True), manifest).digest
    changes = [{"seed": 1}, {"steps": 2}, {"target": "pan"}, {"window": (0, 0, 99, 99)}, {"batch": 2}]
    changes += [{"precision": "bfloat16"}, {"compiled": True}]
    digests = {make_plan(replace(request, **change), manifest).digest for change in changes}
    assert len(digests | {plan.digest}) == 8
    other_model = replace(manifest, files={"weights": replace(manifest.files["weights"], sha256="cd" * 32)})
    assert make_plan(request, other_model).digest != plan.digest
    os.utime(sar, ns=(0, 0))  # another file of the same name
    assert make_plan(request, manifest).digest != plan.digest


def test_the_runtime_is_a_part_of_the_plan_and_the_graphs_are_not(
    sar, request_for: RequestFor, manifest: Manifest
) -> None:
    """The last bits differ between runtimes; PyTorch's results keep the digests that they had."""
    graphs = {"graphs/predict.onnx": WeightsFile("ab" * 32, 9)}
    with_graphs = replace(manifest, files=manifest.files | graphs)
    torch, onnx = (replace(request_for(sar), runtime=name) for name in ("torch", "onnx"))
    assert make_plan(torch, with_graphs).digest == make_plan(torch, manifest).digest
    assert make_plan(onnx, with_graphs).digest != make_plan(torch, with_graphs).digest


@pytest.mark.parametrize(("loss_db", "expected"), [(0.02, "bfloat16"), (0.021, "float32"), (None, "float32")])
def test_automatic_precision_follows_what_the_model_was_measured_to_lose(
    sar,
    request_for: RequestFor,
    manifest: Manifest,
    monkeypatch: pytest.MonkeyPatch,
    loss_db: float | None,
    expected: str,
) -> None:
    """The limit is 0.02 dB; a loss of another target counts for nothing."""
    monkeypatch.setattr(choice, "has_bfloat16", lambda device: True)
    losses = {"nir": 0.0} | ({} if loss_db is None else {"rgb": loss_db})
    measured = replace(manifest, precision_loss_db={"bfloat16": losses})
    request = replace(request_for(sar, target="rgb"), runtime="torch", precision="auto")
    plan = make_plan(request, measured)
    assert plan.precision == expected
    assert plan.digest == make_plan(replace(request, precision=expected), measured).digest
    assert make_plan(replace(request, target="nir"), measured).precision == "bfloat16"


def test_the_cells_of_a_plan(sar, request_for: RequestFor, manifest: Manifest) -> None:
    """300 x 420 pixels are 75 x 105 cells, one piece; the window touches cells 2..28 x 10..36, work is 64 x 64."""
    plan = make_plan(request_for(sar), manifest)
    assert plan.raster_cells == plan.working_cells == plan.wanted_cells == Bounds(0, 75, 0, 105)
    assert plan.pieces == (plan.wanted_cells,)
    part = make_plan(request_for(sar, window=(41, 9, 101, 102)), manifest)
    assert part.wanted_px == part.output_px == part.piece_px(0) == Bounds(9, 111, 41, 142)
    assert part.wanted_cells == Bounds(2, 28, 10, 36)
    assert part.working_cells == Bounds(0, 64, 0, 64)
    assert (part.output_grid.height, part.output_grid.width) == (102, 101)


def test_holes_are_filled_with_the_median(write_raster, request_for, manifest, tmp_path) -> None:
    values = np.array([[[-30, -12.5, 5, np.nan]]], np.float32)
    plan = make_plan(request_for(write_raster(tmp_path / "a.tif", values)), manifest)
    assert plan.fill == pytest.approx((0.0,))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"source": "radar"}, "unknown modality 'radar': the model stand-in has rgb, sar, nir, ms, pan"),
        ({"target": "sar"}, "source and target are both 'sar'"),
        ({"source": "rgb", "target": "ms"}, r"has 1 band\(s\), RGB needs 3"),
        ({"bands": (1, 1)}, r"2 band\(s\) were chosen, SAR needs 1"),
        ({"bands": (2,)}, "band 2 does not exist"),
        ({"radiometry": "s2"}, "radiometry 's2' does not fit SAR"),
        ({"radiometry": "amplitude"}, "negative values are dB"),
        ({"window": (0, 0, 0, 5)}, "the window 0 0 0 5 is empty"),
        ({"window": (500, 0, 5, 5)}, "the window 500 0 5 5 lies outside the raster of 420 x 300 pixels"),
        ({"steps": 0}, "0 sampling steps requested: give 1 to 1000"),
        ({"seed": -1}, "seed -1 is out of range"),
        ({"batch": 0}, "a batch of 0 windows is empty"),
        ({"precision": "float16"}, "unknown precision 'float16': use auto, float32, bfloat16"),
        ({"runtime": "jax"}, "unknown runtime 'jax': use auto, onnx, torch"),
        ({"runtime": "onnx"}, "the model has no graphs for ONNX Runtime"),
        ({"output": Path("out.png")}, "must be a GeoTIFF: give it a name that ends with .tif"),
        ({"output": Path("no/such/folder/out.tif")}, "no/such/folder does not exist: create it"),
    ],
)
def test_a_bad_request_gets_one_sentence(
    sar, request_for: RequestFor, manifest: Manifest, changes: dict, message: str
) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        make_plan(request_for(sar, **changes), manifest)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("value", [np.nan, np.inf, -9999])
def test_a_raster_without_a_valid_pixel_is_refused(
    write_raster, request_for: RequestFor, manifest: Manifest, tmp_path: Path, value: float
) -> None:
    path = write_raster(tmp_path / "a.tif", np.full((1, 300, 700), value, np.float32), nodata=-9999)
    with pytest.raises(UsageError, match=r"a\.tif has no valid pixel"):
        make_plan(request_for(path), manifest)


@pytest.mark.parametrize("content", [None, b"", b"hello", b'<VRTDataset rasterXSize="0" rasterYSize="0"/>'])
def test_what_is_not_a_raster_is_refused(
    request_for: RequestFor, manifest: Manifest, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "a.vrt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"a\.vrt cannot be opened as a raster"):
        make_plan(request_for(path), manifest)


def test_a_palette_is_refused(
    write_raster, request_for: RequestFor, manifest: Manifest, tmp_path: Path
) -> None:
    path = write_raster(tmp_path / "a.tif", np.ones((1, 8, 8), np.uint8), photometric="palette")
    with pytest.raises(UsageError, match="colour indices"):
        make_plan(request_for(path, source="pan", target="rgb"), manifest)


def test_the_output_is_never_the_input(
    sar, request_for: RequestFor, manifest: Manifest, tmp_path: Path
) -> None:
    linked, mosaic = tmp_path / "linked.tif", tmp_path / "mosaic.vrt"
    linked.symlink_to(sar)
    rasterio.shutil.copy(sar, mosaic, driver="VRT")
    for source, output in ((sar, sar), (sar, linked), (mosaic, sar)):
        with pytest.raises(UsageError, match="is the input: choose another name"):
            make_plan(request_for(source, output=output, overwrite=True), manifest)


def test_an_output_that_exists_needs_to_be_overwritten_explicitly(
    sar, request_for: RequestFor, manifest: Manifest, tmp_path: Path
) -> None:
    (tmp_path / "out.tif").touch()
    with pytest.raises(UsageError, match=r"out\.tif exists: choose another name"):
        make_plan(request_for(sar), manifest)
    make_plan(request_for(sar, overwrite=True), manifest)
    (tmp_path / "folder.tif").mkdir()
    with pytest.raises(UsageError, match=r"folder\.tif is a folder"):
        make_plan(request_for(sar, output=tmp_path / "folder.tif", overwrite=True), manifest)


def test_a_folder_that_is_not_writable_is_refused(
    sar, request_for: RequestFor, manifest: Manifest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write anywhere, so the test replaces the answer of the system's access check."""
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    with pytest.raises(UsageError, match="is not writable: choose another or change its permissions"):
        make_plan(request_for(sar), manifest)


def test_pixels_far_from_the_models_are_a_warning(
    backscatter, write_raster, request_for: RequestFor, manifest: Manifest, tmp_path: Path
) -> None:
    coarse = rasterio.Affine(30, 0, 0, 0, -30, 0)
    path = write_raster(tmp_path / "a.tif", backscatter(70, 70), transform=coarse)
    (warning,) = make_plan(request_for(path), manifest).warnings
    assert warning.startswith("pixels of 30 m are far from the 10 m that the model knows as SAR")
    assert "gdalwarp -tr 10 10" in warning
    path = write_raster(
        tmp_path / "b.tif", backscatter(70, 70), transform=rasterio.Affine(19, 0, 0, 0, -19, 0)
    )
    assert make_plan(request_for(path), manifest).warnings == ()


# Inputs as the world has them -------------------------------------------------------------------------------


def test_a_place_that_a_result_could_not_keep_is_refused(
    write_raster, request_for, manifest, tmp_path
) -> None:
    """Ground control points or RPC without a transform: the way out is named."""
    values = np.full((1, 64, 64), -13, np.float32)
    gcps, rpc = (
        write_raster(tmp_path / f"{n}.tif", values, crs=None, transform=None) for n in ("gcp", "rpc")
    )
    one = [1.0] + [0.0] * 19
    with rasterio.open(gcps, "r+") as dataset:
        points = [GroundControlPoint(r, c, 11 + c * 1e-4, 48 - r * 9e-5) for r in (0, 64) for c in (0, 64)]
        dataset.gcps = (points, rasterio.CRS.from_epsg(4326))
    with rasterio.open(rpc, "r+") as dataset:
        dataset.rpcs = RPC(500, 500, 48, 0.02, one, one, 32, 32, 11, 0.02, one, one, 32, 32)
    for path, words in (
        (gcps, "ground control points only.*gdalwarp -tps"),
        (rpc, "RPC.* only.*gdalwarp -rpc"),
    ):
        with pytest.raises(UsageError, match=words):
            make_plan(request_for(path), manifest)


def test_an_undeclared_border_is_reported_and_is_a_part_of_the_plan(
    write_raster, request_for, manifest, tmp_path
) -> None:
    """A border of exact 0 dB: the fill is that of the same scene whose border is NaN."""
    values = np.random.default_rng(0).normal(-13, 4, (1, 256, 256)).astype(np.float32)
    plans = []
    for fill in (0, np.nan):
        values[:, :, :64] = fill
        plans.append(make_plan(request_for(write_raster(tmp_path / f"{fill}.tif", values)), manifest))
    zero, nan = plans
    assert zero.fill == nan.fill
    assert (zero.empty, nan.empty) == ((0.0,), ())
    assert any("the value 0 forms a border" in warning for warning in zero.warnings)
    assert replace(zero, empty=()).digest != zero.digest


def test_whatever_the_input_consists_of_makes_it_another_input(
    write_raster, request_for, manifest, tmp_path
) -> None:
    """A source of a VRT, a mask beside the raster, or its bytes under an old size and time."""
    values = np.random.default_rng(0).normal(-13, 4, (1, 256, 256)).astype(np.float32)
    source = write_raster(tmp_path / "a.tif", values)
    mosaic = tmp_path / "m.vrt"
    rasterio.shutil.copy(source, mosaic, driver="VRT")
    requests = [request_for(path) for path in (source, mosaic)]
    before = [make_plan(request, manifest).digest for request in requests]
    assert [make_plan(request, manifest).digest for request in requests] == before
    status = source.stat()
    write_raster(source, values[:, ::-1])
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert source.stat().st_size == status.st_size
    after = [make_plan(request, manifest).digest for request in requests]
    assert not set(before) & set(after)
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=False), rasterio.open(source, "r+") as dataset:
        dataset.write_mask(np.full((256, 256), 255, np.uint8))
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert make_plan(requests[0], manifest).digest not in (before[0], after[0])


def test_a_window_that_grows_says_so(sar, request_for: RequestFor, manifest: Manifest) -> None:
    """Only pixels coarser than the source's make a window grow: MS has 2 x 2 of SAR's, 191..250 grows to 190..250."""
    for target, size in (("rgb", (55, 59)), ("pan", (110, 118))):
        exact = make_plan(request_for(sar, target=target, window=(191, 66, 59, 55)), manifest)
        assert not any("grown" in warning for warning in exact.warnings)
        assert (exact.output_grid.height, exact.output_grid.width) == size
    grown = make_plan(request_for(sar, target="ms", window=(191, 66, 59, 55)), manifest)
    expected = "window 191 66 59 55 was grown to 190 66 60 56, so that it holds whole pixels of the result"
    assert any(expected in warning for warning in grown.warnings)
    assert grown.output_px == Bounds(33, 61, 95, 125)


def test_a_window_beyond_the_raster_says_so(sar, request_for: RequestFor, manifest: Manifest) -> None:
    plan = make_plan(request_for(sar, window=(400, 280, 100, 100)), manifest)
    assert plan.wanted_px == Bounds(280, 300, 400, 420)
    assert any("beyond the raster: 400 280 20 20 is translated" in warning for warning in plan.warnings)
