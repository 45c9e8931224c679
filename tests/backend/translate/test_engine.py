"""The engine against one pass over the whole raster with the same stand-in networks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.raster.radiometry import from_model_values, to_model_values
from any2any.raster.window import Bounds, noise
from any2any.requests.progress import Progress
from any2any.requests.translate import TranslateRequest
from any2any.spec.modality import Direction
from any2any.translate.engine import translate
from any2any.translate.networks import EDGE_LATENT_PX

RequestFor = Callable[..., TranslateRequest]


def read(path: Path) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read()


def in_one_pass(model, source: str, target: str, physical: np.ndarray, seed: int = 0) -> np.ndarray:
    """Translate physical values (C, H, W), at least a window, in one call of each network; physical again.

    Before it is encoded and before it is decoded, two cells around the raster are its reflection.
    """
    f, edge = model.manifest.modality(source).downsampling, EDGE_LATENT_PX
    height, width = physical.shape[1:]
    padding = ((0, 0), *((edge * f, edge * f + -size % f) for size in (height, width)))
    x = to_model_values(np.pad(physical, padding, mode="reflect"), model.manifest.modality(source))
    z_source = inside(model.condition(x[None], Direction(source, target)), edge)
    cells = Bounds(0, z_source.shape[2], 0, z_source.shape[3])
    z = np.tanh(z_source[:, ::-1]) + np.float32(model.noise_gain) * noise(seed, cells)[None]
    pixels = reflected(inside(x[None], edge * f), edge * f)
    y = model.decode(reflected(z, edge), Direction(source, target), reflected(z_source, edge), pixels)
    target_modality = model.manifest.modality(target)
    g = target_modality.downsampling
    y = from_model_values(inside(y, edge * g)[0], target_modality)
    return y[:, : -(-height * g // f), : -(-width * g // f)]


def inside(x: np.ndarray, margin: int) -> np.ndarray:
    return x[:, :, margin:-margin, margin:-margin]


def reflected(x: np.ndarray, margin: int) -> np.ndarray:
    return np.pad(x, ((0, 0), (0, 0), (margin,) * 2, (margin,) * 2), mode="reflect")


@pytest.mark.parametrize("target", ["rgb", "ms", "pan", "nir"])
def test_tiled_equals_untiled(
    model, backscatter, write_raster, request_for: RequestFor, target, tmp_path
) -> None:
    """1,030 x 850 pixels are 258 x 213 cells: three pieces, two columns of blocks, 6 x 5 windows."""
    values = backscatter(1030, 850)
    path = write_raster(tmp_path / "sar.tif", values)
    result = translate(request_for(path, target=target, seed=3), model)
    expected = in_one_pass(model, "sar", target, values, seed=3)
    stored = read(result.output)
    assert stored.shape == expected.shape
    assert abs(stored.astype(np.float32) / 1e4 - expected).max() <= 1.01e-4  # a rounding either way
    assert (result.windows, result.windows_skipped) == (30, 0)


def test_reflectance_to_backscatter(model, write_raster, request_for: RequestFor, tmp_path) -> None:
    """MS pixels are two a cell: 260 x 300 are 130 x 150 cells; a result in dB keeps its decimals."""
    values = np.random.default_rng(0).uniform(0, 0.5, (6, 260, 300)).astype(np.float32)
    path = write_raster(tmp_path / "ms.tif", values)
    result = translate(request_for(path, source="ms", target="sar"), model)
    assert np.allclose(read(result.output), in_one_pass(model, "ms", "sar", values), atol=1e-4)


@pytest.mark.parametrize("batch", [1, 3, 64])
def test_the_batch_does_not_matter(model, sar, request_for: RequestFor, batch: int, tmp_path) -> None:
    results = []
    for size in (batch, 16):
        output = tmp_path / f"{size}.tif"
        translate(request_for(sar, output=output, batch=size), model)
        results.append(read(output).astype(int))
    assert abs(results[0] - results[1]).max() <= 1
    assert max(model.batches) <= max(batch, 16)


SIZES = [(1, 1), (7, 63), (63, 7), (3, 1021), (1021, 3), (256, 256), (257, 256), (257, 523)]
"""Thin strips, one window, and primes."""


@pytest.mark.parametrize(("height", "width"), SIZES)
@pytest.mark.parametrize("target", ["ms", "pan"])
def test_any_size_works(
    model, backscatter, write_raster, request_for: RequestFor, height, width, target, tmp_path
) -> None:
    path = write_raster(tmp_path / "sar.tif", backscatter(height, width))
    result = translate(request_for(path, target=target), model)
    expected = {"ms": (-(-height // 2), -(-width // 2)), "pan": (2 * height, 2 * width)}[target]
    assert (result.height, result.width) == read(result.output).shape[1:] == expected
    assert (read(result.output) > 0).all()


@pytest.mark.parametrize(("height", "width"), [(63, 7), (13, 523), (523, 13)])
def test_a_small_raster_is_padded_by_reflection(
    model, backscatter, write_raster, request_for, tmp_path, height, width
) -> None:
    small = backscatter(height, width)
    big = np.pad(small, ((0, 0), (0, max(0, 256 - height)), (0, max(0, 256 - width))), mode="reflect")
    results = []
    for name, values in (("small", small), ("big", big)):
        path = write_raster(tmp_path / f"{name}.tif", values)
        results.append(read(translate(request_for(path, output=tmp_path / f"{name}_out.tif"), model).output))
    difference = results[0].astype(int) - results[1][:, :height, :width]
    assert abs(difference).max() <= 1  # a rounding: the far edges differ


@pytest.mark.parametrize(("height", "width"), [(300, 420), (257, 523)])
@pytest.mark.parametrize("target", ["rgb", "ms", "pan"])
def test_an_edge_looks_like_the_inside(
    model, write_raster, request_for: RequestFor, tmp_path, height: int, width: int, target: str
) -> None:
    """A uniform image stays uniform up to the last pixel: no convolution sees its own zeros."""
    model.noise_gain = 0.0
    path = write_raster(tmp_path / "sar.tif", np.full((1, height, width), -13.0, np.float32))
    result = read(translate(request_for(path, target=target), model).output)
    f = model.manifest.modality(target).downsampling
    cell = result[:, :f, :f]  # the decoder paints every cell alike, not every pixel
    cells = np.tile(cell, (-(-result.shape[1] // f), -(-result.shape[2] // f)))
    assert abs(result.astype(int) - cells[:, : result.shape[1], : result.shape[2]]).max() <= 1


def test_a_window_at_the_edge_has_the_edge_of_the_whole(
    model, backscatter, write_raster, request_for: RequestFor, tmp_path
) -> None:
    """The first 300 x 400 pixels by themselves: equal to the whole's where neither sees the cut at 300 and 400."""
    path = write_raster(tmp_path / "sar.tif", backscatter(500, 600))
    whole = translate(request_for(path, output=tmp_path / "whole.tif"), model)
    part = translate(request_for(path, output=tmp_path / "part.tif", window=(0, 0, 400, 300)), model)
    difference = read(part.output).astype(int) - read(whole.output)[:, :300, :400]
    assert abs(difference[:, :-8, :-8]).max() <= 1


@pytest.mark.parametrize(
    ("target", "place"),
    [("rgb", (101, 401, 51, 550)), ("pan", (202, 802, 102, 1100)), ("ms", (50, 201, 25, 275))],
)
def test_a_window_is_its_place_of_the_whole(
    model, backscatter, write_raster, request_for: RequestFor, tmp_path, target: str, place: tuple[int, ...]
) -> None:
    """X 101 to 401, Y 51 to 550 are those pixels and no others; MS has one for two, so it grows to 100..402 x 50..550.

    Cells 12 to 138 are two pieces, and neither starts where a cell does. The noise is that of the place.
    """
    path = write_raster(tmp_path / "sar.tif", backscatter(600, 500))
    whole = translate(request_for(path, target=target, output=tmp_path / "whole.tif"), model)
    asked = request_for(path, target=target, output=tmp_path / "part.tif", window=(101, 51, 300, 499))
    part = translate(asked, model)
    left, right, top, bottom = place
    assert (part.width, part.height) == (right - left, bottom - top)
    with rasterio.open(part.output) as dataset:
        size = dataset.transform[0]
        assert (dataset.transform[2], dataset.transform[5]) == (500000 + left * size, 5000000 - top * size)
    got, expected = read(part.output).astype(int), read(whole.output)[:, top:bottom, left:right].astype(int)
    # The decoder's two cells, 16 pixels of PAN, see reflections beyond the window's own cells.
    inner = (slice(None), slice(16, -16), slice(16, -16))
    assert abs(got - expected)[inner].max() <= 1


def test_a_tiny_window_is_translated_in_its_surroundings(
    model, backscatter, write_raster, request_for, tmp_path
) -> None:
    path = write_raster(tmp_path / "sar.tif", backscatter(500, 600))
    whole = translate(request_for(path, output=tmp_path / "whole.tif"), model)
    part = translate(request_for(path, output=tmp_path / "part.tif", window=(301, 202, 1, 1)), model)
    expected = read(whole.output)[:, 202:203, 301:302].astype(int)
    assert abs(read(part.output).astype(int) - expected).max() <= 1


def test_holes_stay_holes_and_do_not_bleed(model, backscatter, write_raster, request_for, tmp_path) -> None:
    """Holes are filled with the raster's median, so the value that marked them cannot matter."""
    values = backscatter(400, 500)
    holes = np.zeros((400, 500), bool)
    holes[100:180, 200:333] = True
    holes[5, 7] = True
    results = []
    for name, value in (("nan", np.nan), ("infinite", np.inf), ("nodata", -9999.0)):
        holed = np.where(holes, np.float32(value), values)
        path = write_raster(tmp_path / f"{name}.tif", holed, nodata=-9999.0)
        results.append(read(translate(request_for(path, output=tmp_path / f"{name}_out.tif"), model).output))
    assert np.array_equal(results[0], results[1])
    assert np.array_equal(results[0], results[2])
    assert np.array_equal(results[0][0] == 0, holes)
    filled = np.where(holes, np.median(values[:, ~holes]), values)
    expected = in_one_pass(model, "sar", "rgb", filled)
    assert abs(results[0] / 1e4 - expected)[:, ~holes].max() <= 1.01e-4


def test_the_mask_follows_to_the_targets_grid(
    model, backscatter, write_raster, request_for, tmp_path
) -> None:
    values = backscatter(256, 256)
    values[:, 11:21, 30:41] = np.nan  # coarse rows 5.5 to 10.5, columns 15 to 20.5
    path = write_raster(tmp_path / "sar.tif", values)
    ms = read(translate(request_for(path, output=tmp_path / "ms.tif", target="ms"), model).output)
    hole = np.zeros((128, 128), bool)
    hole[6:10, 15:20] = True  # whole ones; half of a pixel is enough to be valid
    assert np.array_equal(ms[0] == 0, hole)
    pan = read(translate(request_for(path, output=tmp_path / "pan.tif", target="pan"), model).output)
    assert np.array_equal(pan[0] == 0, np.isnan(values[0]).repeat(2, 0).repeat(2, 1))


def test_what_has_no_valid_pixel_costs_nothing(
    model, backscatter, write_raster, request_for, tmp_path
) -> None:
    """Of 5 x 9 windows over 1,024 x 1,792 pixels only those that touch a valid corner are translated."""
    values = np.full((1, 1024, 1792), np.nan, np.float32)
    values[0, :300, :260] = backscatter(300, 260)
    path = write_raster(tmp_path / "sar.tif", values)
    result = translate(request_for(path), model)
    # cells 0 to 75 x 0 to 65: rows of windows at 0 and 48; columns at 0 and 48
    assert (result.windows, result.windows_skipped) == (4, 41)
    assert sum(model.batches) == 4
    assert model.encoded_cells == [(100, 196), (100, 196)]  # blocks of 96 x 192 with a halo of 2
    assert np.array_equal(read(result.output)[0] > 0, np.isfinite(values[0]))


def test_the_result_says_what_it_is(model, sar, request_for: RequestFor, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    result = translate(request_for(sar, target="pan", seed=5, steps=7), model)
    with rasterio.open(result.output) as dataset:
        tags = dataset.tags()
        assert dataset.crs.to_epsg() == 32633
        assert tuple(dataset.transform)[:6] == (5, 0, 500000, 0, -5, 5000000)
        assert (dataset.descriptions, dataset.nodata, dataset.scales) == (("pan",), 0, (1e-4,))
        assert dataset.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
    expected = {
        "SYNTHETIC": "yes",
        "MODEL": "stand-in",
        "MODEL_SHA256": model.manifest.digest,
        "SOURCE": "sar",
        "TARGET": "pan",
        "SEEN_DIRECTION": "no",
        "STEPS": "7",
        "SEED": "5",
        "DATE": "1970-01-02T00:00:00Z",
    }
    assert {key: tags[f"ANY2ANY_{key}"] for key in expected} == expected
    assert tags["ANY2ANY_RADIOMETRY"].startswith("db: ")
    assert tags["TIFFTAG_IMAGEDESCRIPTION"].startswith("Synthetic PAN image, no measurement")
    assert (result.seen, result.steps, result.seed) == (False, 7, 5)


def test_another_process_reads_a_valid_cog(model, sar, request_for: RequestFor) -> None:
    """GDAL's mark lies right behind the 8 bytes of the TIFF header, and unsets itself in a file edited later."""
    result = translate(request_for(sar), model)
    head = result.output.read_bytes()[:400]
    assert head[8:].startswith(b"GDAL_STRUCTURAL_METADATA_SIZE=")
    assert b"LAYOUT=IFDS_BEFORE_DATA\n" in head
    assert b"KNOWN_INCOMPATIBLE_EDITION=NO\n" in head
    rio = "from rasterio.rio.main import main_group; main_group()"
    command = [sys.executable, "-c", rio, "info", "--tags", str(result.output)]
    others = {name: value for name, value in os.environ.items() if name != "GDAL_SKIP"}  # ours is not theirs
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=others)
    assert json.loads(done.stdout)["ANY2ANY_SYNTHETIC"] == "yes"
    assert "warning" not in done.stderr.lower()


def test_rotation_and_the_lack_of_a_crs_are_kept(
    model, backscatter, write_raster, request_for, tmp_path
) -> None:
    rotated = rasterio.Affine(8, 6, 1000, 6, -8, 2000)
    path = write_raster(tmp_path / "r.tif", backscatter(70, 90), transform=rotated)
    with rasterio.open(translate(request_for(path, target="ms"), model).output) as dataset:
        assert tuple(dataset.transform)[:6] == (16, 12, 1000, 12, -16, 2000)
    bare = tmp_path / "bare.png"
    with pytest.warns(rasterio.errors.NotGeoreferencedWarning):
        write_raster(bare, np.full((1, 70, 90), 9, np.uint8), driver="PNG", crs=None, transform=None)
    result = translate(request_for(bare, output=tmp_path / "bare_out.tif"), model)
    with pytest.warns(rasterio.errors.NotGeoreferencedWarning):
        dataset = rasterio.open(result.output)
    with dataset:
        assert dataset.transform.is_identity
        assert dataset.crs is None


def test_seeds_differ_and_repeat(model, sar, request_for: RequestFor, tmp_path) -> None:
    def run(name: str, seed: int) -> np.ndarray:
        return read(translate(request_for(sar, output=tmp_path / name, seed=seed), model).output)

    assert np.array_equal(run("a.tif", 1), run("b.tif", 1))
    assert not np.array_equal(run("c.tif", 2), run("d.tif", 1))


def test_progress_rises_to_one_and_reports_the_time_left(model, sar, request_for: RequestFor) -> None:
    seen: list[Progress] = []
    translate(request_for(sar), model, seen.append)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    stages = list(dict.fromkeys(progress.stage for progress in seen))
    assert stages == ["encoding", "translating", "decoding", "writing", "finished"]
    assert all(p.seconds_left is not None and p.seconds_left >= 0 for p in seen if p.stage == "translating")


def test_numbers_that_are_none_are_no_result(model, sar, request_for: RequestFor) -> None:
    from any2any.errors import Any2AnyError

    model.noise_gain = float("nan")
    with pytest.raises(Any2AnyError, match="stand-in gave values that are not numbers"):
        translate(request_for(sar), model)
    assert not request_for(sar).output.exists()


def test_complex_radar_is_detected(
    model, write_raster, request_for: RequestFor, backscatter, tmp_path
) -> None:
    db = backscatter(256, 256)
    amplitude = 10 ** (db / 20)
    power = write_raster(tmp_path / "power.tif", (amplitude**2).astype(np.float32))
    phase = np.exp(1j * np.random.default_rng(1).uniform(0, 6.28, db.shape))
    slc = write_raster(tmp_path / "slc.tif", (amplitude * phase).astype(np.complex64))
    results = [translate(request_for(p, output=p.with_suffix(".out.tif")), model) for p in (power, slc)]
    assert results[1].radiometry.startswith("power: complex values were detected")
    difference = read(results[0].output).astype(int) - read(results[1].output)
    assert abs(difference).max() <= 1


def test_an_existing_output_is_replaced_only_when_asked(model, sar, request_for: RequestFor) -> None:
    request = request_for(sar)
    request.output.write_bytes(b"precious")
    from any2any.errors import UsageError

    with pytest.raises(UsageError, match=r"out\.tif exists"):
        translate(request, model)
    assert request.output.read_bytes() == b"precious"
    translate(replace(request, overwrite=True), model)
    assert read(request.output).shape == (3, 300, 420)


def test_a_window_of_nothing_but_holes_says_so(
    model, backscatter, write_raster, request_for, tmp_path
) -> None:
    values = backscatter(512, 512)
    values[:, :, 256:] = np.nan
    path = write_raster(tmp_path / "sar.tif", values)
    result = translate(request_for(path, window=(256, 0, 256, 512)), model)
    assert result.warnings == ("no pixel of the chosen window is valid: the result is all nodata",)
    assert (read(result.output) == 0).all()
    assert model.batches == model.encoded_cells == []


def write_sparse(path: Path, side: int, row: int, col: int, values: np.ndarray) -> Path:
    """A float32 raster of side x side, in blocks of 256 of which only those of the values are written."""
    profile = {
        "driver": "GTiff",
        "count": 1,
        "height": side,
        "width": side,
        "dtype": "float32",
        "tiled": True,
    }
    profile |= {"blockxsize": 256, "blockysize": 256, "sparse_ok": True, "bigtiff": "yes", "nodata": -9999}
    place = rasterio.Affine(10, 0, 0, 0, -10, 9e6)
    with rasterio.open(path, "w", crs="EPSG:32633", transform=place, **profile) as dataset:
        window = rasterio.windows.Window(col, row, values.shape[1], values.shape[0])
        dataset.write(values, 1, window=window)
    return path


@pytest.mark.parametrize(("row", "col"), [(0, 0), (512, 768), (1280, 0)])
def test_blocks_that_were_never_written_change_nothing(
    model, backscatter, request_for: RequestFor, tmp_path, monkeypatch, row: int, col: int
) -> None:
    """The same raster, translated without knowing which blocks were written."""
    path = write_sparse(tmp_path / "sparse.tif", 1536, row, col, backscatter(256, 256)[0])
    result = translate(request_for(path, output=tmp_path / "a.tif"), model)
    for module in ("reader", "coverage"):
        monkeypatch.setattr(f"any2any.raster.{module}.coverage_of", lambda *args: None)
    monkeypatch.setattr("any2any.translate.source_rows.coverage_of", lambda *args: None)
    plain = translate(request_for(path, output=tmp_path / "b.tif"), model)
    assert np.array_equal(read(result.output), read(plain.output))
    assert (read(result.output) > 0).any()
    assert (result.windows, result.windows_skipped) == (plain.windows, plain.windows_skipped)


def test_a_huge_raster_costs_what_its_data_costs(
    model, backscatter, request_for: RequestFor, tmp_path
) -> None:
    """40,000 x 40,000 pixels are 4.8 GB as RGB; windows that touch the 512 x 512 of data: 8 x 8 at most."""
    path = write_sparse(tmp_path / "sparse.tif", 40_000, 19_968, 19_968, backscatter(512, 512)[0])
    result = translate(request_for(path), model)
    assert 16 <= result.windows <= 64
    with rasterio.open(result.output) as dataset:
        assert dataset.shape == (40_000, 40_000)
        assert dataset.descriptions == ("red", "green", "blue")
        window = rasterio.windows.Window(19_900, 19_900, 700, 700)
        there = (dataset.read(window=window) > 0).all(axis=0)
    assert there[68:580, 68:580].all()
    assert there.sum() == 512 * 512
    assert result.output.stat().st_size < 20e6
