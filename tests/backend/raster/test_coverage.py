"""Blocks that were never written cost nothing, and are never taken for values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.windows import Window

from any2any.raster.coverage import coverage_of
from any2any.raster.opening import open_quietly
from any2any.raster.reader import RasterReader
from any2any.raster.window import Bounds

PROFILE = {"driver": "GTiff", "width": 1000, "height": 600, "dtype": "float32", "tiled": True}
PROFILE |= {"blockxsize": 256, "blockysize": 256, "sparse_ok": True, "transform": rasterio.Affine.scale(1, 2)}


def sparse(path: Path, count: int = 1, nodata: float | None = -9999, **profile: object) -> Path:
    """4 x 3 blocks of 256, of which only the one at block row 1, block column 2 is written."""
    with rasterio.open(path, "w", count=count, nodata=nodata, **PROFILE, **profile) as dataset:
        dataset.write(np.full((count, 256, 256), 5, np.float32), window=Window(512, 256, 256, 256))
    return path


@pytest.mark.parametrize("interleave", ["band", "pixel"])
def test_only_written_blocks_are_reported(tmp_path: Path, interleave: str) -> None:
    with open_quietly(sparse(tmp_path / "a.tif", 2, interleave=interleave)) as dataset:
        coverage = coverage_of(dataset, (1, 2))
        assert coverage is not None
        whole = Bounds(0, 600, 0, 1000)
        assert list(coverage.blocks(whole)) == [Bounds(256, 512, 512, 768)]
        assert coverage.data(whole) == Bounds(256, 512, 512, 768)
        assert coverage.data(Bounds(300, 400, 0, 600)) == Bounds(300, 400, 512, 600)
        assert coverage.data(Bounds(0, 256, 0, 1000)).is_empty


def test_without_nodata_an_unwritten_block_is_zeros_and_may_be_data(tmp_path: Path) -> None:
    with open_quietly(sparse(tmp_path / "a.tif", nodata=None)) as dataset:
        assert coverage_of(dataset, (1,)) is None
        assert coverage_of(dataset, (1,), empty=(0.0,)) is not None


BOUNDS = [
    Bounds(0, 600, 0, 1000),
    Bounds(-40, 100, -50, 300),
    Bounds(200, 700, 400, 1300),
    Bounds(256, 512, 512, 768),
    Bounds(-300, 20, -600, 60),
    Bounds(500, 1100, 940, 1600),
    Bounds(-700, 1300, -1200, 2400),
]
"""The last ones reach so far outside that the written block is reflected into them."""


@pytest.mark.parametrize("bounds", BOUNDS)
def test_reading_what_is_written_is_reading_everything(tmp_path: Path, bounds: Bounds) -> None:
    path = str(sparse(tmp_path / "a.tif"))
    with open_quietly(path) as dataset:
        reader = RasterReader(dataset, path, (1,))
        values, valid = reader.read(bounds)
        some, some_valid = reader.read_written(bounds)
    assert np.array_equal(valid, some_valid)
    assert some.shape == values.shape
    assert np.array_equal(values[:, valid], some[:, valid])


def source(name: str, *, taken: str = "", to: str = "", kind: str = "SimpleSource", more: str = "") -> str:
    rectangles = "".join(
        "<{} xOff='{}' yOff='{}' xSize='{}' ySize='{}'/>".format(tag, *numbers.split())
        for tag, numbers in (("SrcRect", taken), ("DstRect", to))
        if numbers
    )
    return (
        f"<{kind}><SourceFilename relativeToVRT='1'>{name}</SourceFilename><SourceBand>1</SourceBand>"
        f"{rectangles}{more}</{kind}>"
    )


def vrt(path: Path, *sources: str, band: str = "dataType='Float32'", nodata: float = -9999) -> str:
    path.write_text(
        "<VRTDataset rasterXSize='1000' rasterYSize='600'><GeoTransform>0,1,0,0,0,2</GeoTransform>"
        f"<VRTRasterBand {band} band='1'><NoDataValue>{nodata}</NoDataValue>{''.join(sources)}</VRTRasterBand>"
        "</VRTDataset>"
    )
    return str(path)


WRITTEN = Bounds(256, 512, 512, 768)
WHOLE = Bounds(0, 600, 0, 1000)
VRTS = {
    "whole": (source("a.tif"), [WRITTEN]),
    # 400 x 300 of the source's pixels from column 400 and row 200, 30 columns and 70 rows further on.
    "moved": (source("a.tif", taken="400 200 400 300", to="430 270 400 300"), [Bounds(326, 570, 542, 798)]),
    "cut": (source("a.tif", taken="400 200 200 100", to="0 0 200 100"), [Bounds(56, 100, 112, 200)]),
    "scaled": (source("a.tif", taken="0 0 1000 600", to="100 50 500 300"), [Bounds(50, 350, 100, 600)]),
    "half a pixel": (
        source("a.tif", taken="0.5 0 500 300", to="100 50 500 300"),
        [Bounds(50, 350, 100, 600)],
    ),
    "complex": (source("a.tif", kind="ComplexSource", more="<ScaleRatio>2</ScaleRatio>"), [WHOLE]),
    "zeros": (source("zeros.tif"), [WHOLE]),
    "options": (source("a.tif", more="<OpenOptions><OOI key='NUM_THREADS'>1</OOI></OpenOptions>"), [WHOLE]),
    "none": ("", []),
}


@pytest.fixture
def small_vrts_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("any2any.raster.coverage.SMALLEST_VRT_PX", 1)


@pytest.mark.usefixtures("small_vrts_count")
@pytest.mark.parametrize(("sources", "parts"), VRTS.values(), ids=VRTS.keys())
def test_a_vrt_holds_what_its_sources_hold(tmp_path: Path, sources: str, parts: list[Bounds]) -> None:
    """Unwritten blocks of ``zeros.tif`` read as 0, which is not nodata of the VRT: all of it is data."""
    sparse(tmp_path / "a.tif")
    sparse(tmp_path / "zeros.tif", nodata=None)
    path = vrt(tmp_path / "a.vrt", sources)
    with open_quietly(path) as dataset:
        coverage = coverage_of(dataset, (1,))
        assert coverage is not None
        assert list(coverage.blocks(WHOLE)) == parts
        reader = RasterReader(dataset, path, (1,))
        for bounds in BOUNDS:
            values, valid = reader.read(bounds)
            some, some_valid = reader.read_written(bounds)
            assert np.array_equal(valid, some_valid)
            assert np.array_equal(values[:, valid], some[:, valid])


@pytest.mark.usefixtures("small_vrts_count")
def test_sources_of_a_vrt_add_up(tmp_path: Path) -> None:
    sparse(tmp_path / "a.tif")
    with open_quietly(vrt(tmp_path / "a.vrt", source("a.tif"), source("a.tif", to="0 0 100 60"))) as dataset:
        coverage = coverage_of(dataset, (1,))
        assert coverage is not None
        assert list(coverage.blocks(WHOLE)) == [WRITTEN, Bounds(0, 60, 0, 100)]
        assert coverage.data(WHOLE) == Bounds(0, 512, 0, 768)


@pytest.mark.usefixtures("small_vrts_count")
def test_of_a_vrt_that_computes_nothing_is_known(tmp_path: Path) -> None:
    sparse(tmp_path / "a.tif")
    derived = "dataType='Float32' subClass='VRTDerivedRasterBand'"
    path = vrt(
        tmp_path / "a.vrt", "<PixelFunctionType>sum</PixelFunctionType>", source("a.tif"), band=derived
    )
    with open_quietly(path) as dataset:
        assert coverage_of(dataset, (1,)) is None


@pytest.mark.usefixtures("small_vrts_count")
def test_a_vrt_with_entities_is_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entities that name each other grow without bound; GDAL has its own limit."""
    sparse(tmp_path / "a.tif")
    path = Path(vrt(tmp_path / "a.vrt", source("a.tif")))
    path.write_text("<!DOCTYPE a [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]>" + path.read_text())
    monkeypatch.setattr("any2any.raster.coverage.ElementTree.fromstring", pytest.fail)
    with open_quietly(path) as dataset:
        assert coverage_of(dataset, (1,)) is None


def test_planning_a_huge_vrt_reads_little_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 200,000 x 200,000 pixels one block of a source holds data: neither the others nor the rest is read."""
    side = 200_000
    profile = PROFILE | {"width": side, "height": side, "nodata": -9999}
    with rasterio.open(tmp_path / "a.tif", "w", count=1, bigtiff="yes", **profile) as dataset:
        dataset.write(np.full((1, 256, 256), 5, np.float32), window=Window(102_400, 102_400, 256, 256))
    path = tmp_path / "a.vrt"
    vrt(path, source("a.tif"))
    path.write_text(
        path.read_text().replace(
            "rasterXSize='1000' rasterYSize='600'", f"rasterXSize='{side}' rasterYSize='{side}'"
        )
    )
    read, inside = [], RasterReader._read_inside

    def counted(self: RasterReader, bounds: Bounds) -> object:
        read.append(bounds.height * bounds.width)
        return inside(self, bounds)

    monkeypatch.setattr(RasterReader, "_read_inside", counted)
    with open_quietly(path) as dataset:
        sample = RasterReader(dataset, str(path), (1,)).sample()
    assert sample is not None
    assert (sample.values == 5).all()
    assert sum(read) <= 36 * 96**2 + 256**2
