"""Warnings of a plan: about the window, undeclared nodata, the georeference, or the pixel size."""

from __future__ import annotations

from any2any.errors import Message, UsageError
from any2any.raster.description import RasterInfo
from any2any.raster.grid import PixelGrid
from any2any.raster.reader import BorderValues
from any2any.raster.window import Bounds
from any2any.spec.modality import Modality


def window_warnings(
    window: tuple[int, int, int, int] | None, wanted: Bounds, grid: PixelGrid
) -> tuple[str, ...]:
    """Warn if other pixels are written than requested."""
    if window is None:
        return ()
    x, y, width, height = window
    asked = Bounds(y, y + height, x, x + width)
    if asked == wanted:
        return ()
    place = f"{wanted.col_start} {wanted.row_start} {wanted.width} {wanted.height}"
    if asked.clipped(grid.bounds) == wanted:
        return (
            Message(
                "window-cut",
                "the window {window} reaches beyond the raster: {place} is translated, all that it holds",
                window=f"{x} {y} {width} {height}",
                place=place,
            ),
        )
    return (
        Message(
            "window-grown",
            "the window {window} was grown to {place}, so that it holds whole pixels of the result",
            window=f"{x} {y} {width} {height}",
            place=place,
        ),
    )


def empty_warnings(border: BorderValues) -> tuple[str, ...]:
    """Warn of undeclared values at the border that are treated as nodata, or that may be nodata."""
    known = (
        Message(
            "border-empty",
            "the value {value:g} forms a border and is treated as nodata: declare it as nodata, for example "
            "with gdal_edit.py -a_nodata {value:g}",
            value=value,
        )
        for value in border.empty
    )
    doubtful = (
        Message(
            "border-doubtful",
            "the value {value:g} fills a part of the raster's edge and is translated, because it occurs elsewhere too: "
            "if nothing was measured there declare it as nodata, for example with gdal_edit.py -a_nodata {value:g}",
            value=value,
        )
        for value in border.doubtful
    )
    return (*known, *doubtful)


def place_warnings(info: RasterInfo, modality: Modality) -> tuple[str, ...]:
    """Warn if the georeference is unusable, and if pixels have another size or shape than in training."""
    if info.grid.transform is None and (info.has_gcps or info.has_rpcs):
        what, option = (
            ("ground control points", "-tps") if info.has_gcps else ("rational polynomials (RPC)", "-rpc")
        )
        said = Message(
            "placed-by-points",
            "{path} is placed by {what} only, which a result could not keep: warp it to a map first, for example with "
            "gdalwarp {option} -t_srs EPSG:32633 in.tif out.tif (with the UTM zone of your place)",
            path=info.path,
            what=what,
            option=option,
        )
        raise UsageError(said)
    if not info.grid.is_possible:
        raise UsageError(
            Message(
                "nowhere",
                "the geotransform of {path} is {transform}, which places pixels nowhere on a map: give "
                "the raster its place again, for example with gdal_edit.py -a_ullr",
                path=info.path,
                transform=", ".join(f"{t:g}" for t in info.grid.transform or ()),
            )
        )
    if info.grid.transform is None and info.has_geolocation:
        return (
            f"{info.path} is placed by geolocation arrays, which the result does not keep: warp it to a map first, "
            "for example with gdalwarp -geoloc -t_srs EPSG:32633 in.tif out.tif (with the UTM zone of your place)",
        )
    return _pixel_warnings(info, modality)


LONGEST_TO_SHORTEST = 1.1
"""Pixels whose sides differ by more are not square: a model trained on square ones sees stretched shapes."""


def _pixel_warnings(info: RasterInfo, modality: Modality) -> tuple[str, ...]:
    """Return how the pixels differ from those of the training data."""
    if info.pixel_sides_m is None or info.pixel_size_m is None:
        return ()
    warnings = []
    size = f"{modality.pixel_size_m:g}"
    if not 0.5 <= info.pixel_size_m / modality.pixel_size_m <= 2:
        warnings.append(
            Message(
                "pixel-size",
                "pixels of {size:.3g} m are far from the {known} m that the model knows as {title}: resample the "
                "raster to {known} m, for example with gdalwarp -tr {known} {known}",
                size=info.pixel_size_m,
                known=size,
                title=modality.title,
            )
        )
    x, y = info.pixel_sides_m
    if max(x, y) > LONGEST_TO_SHORTEST * min(x, y):
        warnings.append(
            Message(
                "pixels-not-square",
                "pixels of {x:.3g} x {y:.3g} m are not square, and the model knows square ones: warp the raster to a "
                "projected map first, for example with gdalwarp -t_srs EPSG:32633 -tr {size} {size} (with the UTM "
                "zone of your place)",
                x=x,
                y=y,
                size=size,
            )
        )
    return tuple(warnings)
