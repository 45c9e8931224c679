"""The finished rows of a job as a raster, while it runs or after it was stopped."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.layers.source import open_raster
from any2any_qgis.translation import tr


@dataclass(frozen=True)
class Piece:
    """One file of finished rows."""

    path: Path
    row: int
    """Its first row in the result, pixels."""
    height: int


@dataclass(frozen=True)
class PartialImage:
    """The finished pieces of a job, and the place of the whole result."""

    pieces: tuple[Piece, ...]
    width: int
    height: int
    """Of the whole result, pixels."""
    geotransform: tuple[float, ...]
    crs_wkt: str
    source: str
    target: str
    """Modalities."""


def read_partial(part_folder: Path) -> PartialImage | None:
    """Return what is finished; None if there is nothing yet. Takes milliseconds, and is safe on any thread."""
    try:
        plan = json.loads((part_folder / "plan.json").read_text(encoding="utf-8"))["plan"]
    except (OSError, ValueError, KeyError):
        return None
    height, width = _size_px(plan)
    rows_px, above_px = plan["piece_latent_px"] * plan["target_downsampling"], _rows_above(plan)
    pieces = []
    for path in sorted(part_folder.glob("rows_*.tif")):
        start = int(path.stem.rsplit("_", 1)[1]) * rows_px - above_px
        row = max(0, start)
        pieces.append(Piece(path.resolve(), row, min(start + rows_px, height) - row))
    if not pieces:
        return None
    wkt, source = plan["grid"]["crs_wkt"] or "", plan["route_source"] or plan["source"]
    return PartialImage(tuple(pieces), width, height, _geotransform(plan), wkt, source, plan["target"])


def write_vrt(image: PartialImage, path: Path, whole: bool = True) -> None:
    """Write a virtual raster of the pieces, of the result's size or only of its finished rows.

    EngineError if the first piece cannot be read. The file appears whole.
    """
    first, last = (0, image.height) if whole else _finished_range(image)
    root = ElementTree.Element("VRTDataset", rasterXSize=str(image.width), rasterYSize=str(last - first))
    if image.crs_wkt:
        ElementTree.SubElement(root, "SRS").text = image.crs_wkt
    x, a, b, y, d, e = image.geotransform
    placed = (x + first * b, a, b, y + first * e, d, e)
    ElementTree.SubElement(root, "GeoTransform").text = ", ".join(map(repr, placed))
    tags = {"SYNTHETIC": "yes", "SOURCE": image.source, "TARGET": image.target}
    metadata = ElementTree.SubElement(root, "Metadata")
    for key, value in tags.items():
        ElementTree.SubElement(metadata, "MDI", key=f"ANY2ANY_{key}").text = value
    _add_bands(root, image, first)
    unfinished = path.with_name(f"{path.name}.tmp")
    unfinished.write_bytes(ElementTree.tostring(root))
    unfinished.replace(path)


def finished_rows(part_folder: Path, output: Path) -> Path:
    """Write the rows that a job has finished into a GeoTIFF with its place; EngineError if there are none."""
    from osgeo import gdal  # only now: it would be half of the time in which QGIS starts the plugin

    image = read_partial(part_folder)
    if image is None:
        raise EngineError(tr("{} holds no finished rows.").format(part_folder))
    joined = output.with_name(f"{output.stem}.vrt.tmp")
    write_vrt(image, joined, whole=False)
    gdal.Translate(
        str(output), str(joined), creationOptions=["COMPRESS=DEFLATE", "TILED=YES", "SPARSE_OK=TRUE"]
    )
    joined.unlink()
    return output


def _add_bands(root: ElementTree.Element, image: PartialImage, first_row: int) -> None:
    """Add the bands of the first piece, each with its part of every piece."""
    from osgeo import gdal

    path = str(image.pieces[0].path)
    dataset = open_raster(path)
    if dataset is None:
        raise EngineError(tr("The finished rows in {} cannot be read any more.").format(path))
    for number in range(1, dataset.RasterCount + 1):
        source = dataset.GetRasterBand(number)
        kind = gdal.GetDataTypeName(source.DataType)
        band = ElementTree.SubElement(root, "VRTRasterBand", dataType=kind, band=str(number))
        if source.GetNoDataValue() is not None:
            ElementTree.SubElement(band, "NoDataValue").text = repr(source.GetNoDataValue())
        block = dict(zip(("BlockXSize", "BlockYSize"), map(str, source.GetBlockSize())))
        for piece in image.pieces:
            _add_piece(band, piece, image.width, first_row, {"DataType": kind, **block})


def _add_piece(
    band: ElementTree.Element, piece: Piece, width: int, first_row: int, properties: dict[str, str]
) -> None:
    source = ElementTree.SubElement(band, "SimpleSource")
    ElementTree.SubElement(source, "SourceFilename", relativeToVRT="0").text = str(piece.path)
    ElementTree.SubElement(source, "SourceBand").text = band.get("band")
    # With these GDAL opens a piece only when its rows are drawn.
    size = {"RasterXSize": str(width), "RasterYSize": str(piece.height)}
    ElementTree.SubElement(source, "SourceProperties", {**size, **properties})
    for name, row in (("SrcRect", 0), ("DstRect", piece.row - first_row)):
        place = {"xOff": "0", "yOff": str(row), "xSize": str(width), "ySize": str(piece.height)}
        ElementTree.SubElement(source, name, place)


def _finished_range(image: PartialImage) -> tuple[int, int]:
    """Return the first finished row and the one after the last."""
    return image.pieces[0].row, image.pieces[-1].row + image.pieces[-1].height


def _size_px(plan: dict) -> tuple[int, int]:
    """Return height and width of the result that a plan describes."""
    wanted = plan["wanted_px"]
    sides = wanted["row_stop"] - wanted["row_start"], wanted["col_stop"] - wanted["col_start"]
    height, width = (-(-side * plan["target_downsampling"] // plan["source_downsampling"]) for side in sides)
    return height, width


def _rows_above(plan: dict) -> int:
    """Return how many pixel rows of the first latent cells lie above the result."""
    return (
        plan["wanted_px"]["row_start"]
        % plan["source_downsampling"]
        * plan["target_downsampling"]
        // plan["source_downsampling"]
    )


def _geotransform(plan: dict) -> tuple[float, ...]:
    """Return GDAL's geotransform of the result that a plan describes; one pixel a unit without a transform."""
    transform = plan["grid"]["transform"] or (1.0, 0.0, 0.0, 0.0, -1.0, 0.0)
    a, b, c, d, e, f = transform
    wanted, scale = plan["wanted_px"], plan["source_downsampling"] / plan["target_downsampling"]
    left, top = wanted["col_start"], wanted["row_start"]
    x, y = c + left * a + top * b, f + left * d + top * e
    return x, a * scale, b * scale, y, d * scale, e * scale
