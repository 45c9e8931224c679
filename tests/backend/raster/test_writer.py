from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import rasterio

from any2any.errors import Any2AnyError
from any2any.raster import writer
from any2any.raster.grid import PixelGrid
from any2any.raster.radiometry import output_encoding
from any2any.raster.writer import OutputSpec, is_intact, write_cog, write_error, write_piece, write_whole
from any2any.spec.modality import RGB, SAR

GRID = PixelGrid(1100, 700, (8.0, 6.0, 1000.0, 6.0, -8.0, 2000.0), rasterio.CRS.from_epsg(32633).to_wkt())
SPEC = OutputSpec(GRID, output_encoding(RGB), ("red", "green", "blue"), {"ANY2ANY_SYNTHETIC": "yes <&> é"})


def make_cog(folder: Path, spec: OutputSpec, values: np.ndarray, rows: int = 400) -> Path:
    pieces = []
    for row in range(0, spec.grid.height, rows):
        pieces.append((folder / f"piece{row}.tif", row))
        write_piece(pieces[-1][0], values[:, row : row + rows], spec)
    write_cog(folder / "result.tif", pieces, spec)
    return folder / "result.tif"


def numbers() -> np.ndarray:
    values = np.random.default_rng(0).integers(1, 4000, (3, 1100, 700)).astype(np.uint16)
    values[:, :600, :300] = 0
    return values


def test_the_pieces_become_one_cog_with_all_its_metadata(tmp_path: Path) -> None:
    values = numbers()
    with rasterio.open(make_cog(tmp_path, SPEC, values)) as result:
        assert np.array_equal(result.read(), values)
        assert result.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert result.tags()["ANY2ANY_SYNTHETIC"] == "yes <&> é"
        assert tuple(result.transform)[:6] == GRID.transform
        assert result.crs.to_epsg() == 32633
        assert result.descriptions == ("red", "green", "blue")
        assert result.nodata == 0
        assert result.scales == (1e-4,) * 3
        assert result.overviews(1) == [2, 4]
        assert [interp.name for interp in result.colorinterp] == ["red", "green", "blue"]
        assert (result.dataset_mask()[:600, :300] == 0).all()


def test_threads_do_not_show_in_the_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy, results = rasterio.shutil.copy, []
    for threads in (1, 2, 5):
        folder = tmp_path / str(threads)
        folder.mkdir()
        monkeypatch.setattr(
            rasterio.shutil,
            "copy",
            lambda *places, threads=threads, **options: copy(*places, **options | {"num_threads": threads}),
        )
        results.append(make_cog(folder, SPEC, numbers()).read_bytes())
    assert results[0] == results[1] == results[2]


def test_a_gdal_without_zstandard_writes_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pieces are compressed another way, the result is not."""
    expected = make_cog(tmp_path, SPEC, numbers()).read_bytes()

    def missing_codec() -> None:
        raise rasterio.errors.RasterioIOError("Cannot create TIFF file due to missing codec for ZSTD.")

    with monkeypatch.context() as patch:
        patch.setattr(writer, "MemoryFile", missing_codec)
        plain = writer._fast_compression.__wrapped__()
    assert plain["compress"] == "deflate"
    monkeypatch.setattr(writer, "_fast_compression", lambda: plain)
    (tmp_path / "plain").mkdir()
    assert make_cog(tmp_path / "plain", SPEC, numbers()).read_bytes() == expected


def test_db_keeps_nan_as_nodata(tmp_path: Path) -> None:
    spec = replace(SPEC, encoding=output_encoding(SAR), band_names=("backscatter",), grid=PixelGrid(20, 30))
    values = np.random.default_rng(0).normal(size=(1, 20, 30)).astype(np.float32)
    values[0, 0, 0] = np.nan
    with pytest.warns(rasterio.errors.NotGeoreferencedWarning):
        result = rasterio.open(make_cog(tmp_path, spec, values))
    with result:
        assert np.array_equal(result.read(), values, equal_nan=True)
        assert np.isnan(result.nodata)
        assert result.transform.is_identity
        assert result.crs is None


def test_the_same_pieces_give_the_same_bytes(tmp_path: Path) -> None:
    results = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        results.append(make_cog(tmp_path / name, SPEC, numbers()).read_bytes())
    assert results[0] == results[1]


def test_a_refused_write_says_why_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        Any2AnyError, match=r"a\.txt cannot be written \(No space left on device\): free some"
    ):
        write_whole(tmp_path / "a.txt", b"content")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "free", "space"), [(errno.ENOSPC, 400, "about 0.6 MB"), (errno.EDQUOT, 400, "some")]
)
def test_a_full_disk_says_how_much_is_missing(
    tmp_path: Path, code: int, free: int, space: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A megabyte into 400 kB; a quota may refuse what the disk has room for, so there is no number."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free * 1000))
    error = write_error(tmp_path / "a.tif", OSError(code, os.strerror(code)), 1_000_000)
    assert f"): free {space} " in str(error)


def test_a_cog_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    """The end of a piece is missing: GDAL stops in the middle of the file."""
    pieces = [(tmp_path / "piece0.tif", 0), (tmp_path / "piece1.tif", 512)]
    for path, row in pieces:
        write_piece(path, numbers()[:, row : row + 512], SPEC)
    os.truncate(pieces[1][0], pieces[1][0].stat().st_size // 2)
    with pytest.raises(Any2AnyError, match=r"result\.tif cannot be written"):
        write_cog(tmp_path / "result.tif", pieces, SPEC)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "mosaic.vrt",
        "piece0.tif",
        "piece0.tif.sha256",
        "piece1.tif",
        "piece1.tif.sha256",
    ]


def test_every_flipped_bit_is_seen(tmp_path: Path) -> None:
    """300 bits all over a piece of three layers, one at a time; the unchanged piece is intact."""
    piece = tmp_path / "rows_000000.tif"
    write_piece(piece, numbers()[:, :64, :64], SPEC)
    content = piece.read_bytes()
    rng = np.random.default_rng(0)
    for position, bit in zip(rng.integers(0, len(content), 300), rng.integers(0, 8, 300), strict=True):
        changed = bytearray(content)
        changed[position] ^= 1 << bit
        piece.write_bytes(changed)
        assert not is_intact(piece), (position, bit)
    piece.write_bytes(content)
    assert is_intact(piece)
