"""The finished rows of a job as a raster, while it runs or after it was stopped."""

from __future__ import annotations

import json
from pathlib import Path

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.translation import tr


def finished_rows(part_folder: Path, output: Path) -> Path:
    """Join the rows that a job has finished into a GeoTIFF with its place; EngineError if there are none."""
    from osgeo import gdal  # only now: it would be half of the time in which QGIS starts the plugin

    placed = _placed_rows(part_folder)
    if not placed:
        raise EngineError(tr("{} holds no finished rows.").format(part_folder))
    mosaic = gdal.BuildVRT("", placed)
    if mosaic is None:  # GDAL joins only rasters that are not rotated
        raise EngineError(tr("The finished rows in {} cannot be joined: resume the job.").format(part_folder))
    gdal.Translate(str(output), mosaic, creationOptions=["COMPRESS=DEFLATE", "TILED=YES", "SPARSE_OK=TRUE"])
    for dataset in placed:
        gdal.Unlink(dataset)
    return output


def _placed_rows(part_folder: Path) -> list[str]:
    """Return in-memory rasters of the finished pieces, each at its own place."""
    from osgeo import gdal

    plan = json.loads((part_folder / "plan.json").read_text(encoding="utf-8"))["plan"]
    rows_px = plan["piece_latent_px"] * plan["target_downsampling"]
    origin, wkt = _geotransform(plan), plan["grid"]["crs_wkt"]
    placed = []
    for path in sorted(part_folder.glob("rows_*.tif")):
        row = int(path.stem.rsplit("_", 1)[1]) * rows_px
        name = f"/vsimem/any2any/{part_folder.name}/{path.stem}.vrt"
        dataset = gdal.Translate(name, str(path), format="VRT")
        a, b, c, d, e, f = origin
        dataset.SetGeoTransform((a + row * c, b, c, d + row * f, e, f))
        if wkt:
            dataset.SetProjection(wkt)
        dataset = None  # writes the file
        placed.append(name)
    return placed


def _geotransform(plan: dict) -> tuple[float, ...]:
    """Return GDAL's geotransform of the result that a plan describes; one pixel a unit without a transform."""
    transform = plan["grid"]["transform"] or (1.0, 0.0, 0.0, 0.0, -1.0, 0.0)
    a, b, c, d, e, f = transform
    wanted, scale = plan["wanted_px"], plan["source_downsampling"] / plan["target_downsampling"]
    left, top = wanted["col_start"], wanted["row_start"]
    x, y = c + left * a + top * b, f + left * d + top * e
    return x, a * scale, b * scale, y, d * scale, e * scale
