"""A STAC item beside a result, and one that describes a model (the MLM extension)."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import rasterio
from rasterio.warp import transform_bounds, transform_geom

from any2any.errors import UsageError
from any2any.files import write_text
from any2any.raster.opening import open_quietly
from any2any.spec.manifest import Manifest
from any2any.spec.modality import WINDOW_LATENT_PX, Modality
from any2any.stac.assets import is_item, read_item

STAC_VERSION = "1.1.0"
_EXTENSIONS = "https://stac-extensions.github.io"
PROJECTION = f"{_EXTENSIONS}/projection/v2.0.0/schema.json"
PROCESSING = f"{_EXTENSIONS}/processing/v1.2.0/schema.json"
RASTER = f"{_EXTENSIONS}/raster/v2.0.0/schema.json"
EO = f"{_EXTENSIONS}/eo/v2.0.0/schema.json"
MLM = f"{_EXTENSIONS}/mlm/v1.4.0/schema.json"

COG_TYPE = "image/tiff; application=geotiff; profile=cloud-optimized"
COMMON_NAMES = {"nir_narrow": "nir08", "swir1": "swir16", "swir2": "swir22"}
"""Names of bands that STAC calls differently."""


def write_result_item(result: Path, source: str | None = None, moment: str | None = None) -> Path:
    """Write ``<result's name>.json`` beside a result and return its path; errors as of ``result_item``."""
    path = result.with_suffix(".json")
    write_text(path, json.dumps(result_item(result, source, moment), indent=2, ensure_ascii=False) + "\n")
    return path


def result_item(result: Path, source: str | None = None, moment: str | None = None) -> dict[str, Any]:
    """Describe a result as a STAC item; UsageError if the file is not a translation.

    source: the input of the translation, as given. moment: its time of acquisition in RFC 3339. By default, the time of
    a source that is an item, else the time of processing; ``any2any:datetime_is`` says which.
    """
    with open_quietly(result) as dataset:
        tags = dataset.tags()
        if tags.get("ANY2ANY_SYNTHETIC") != "yes":
            raise UsageError(f"{result} was not made by Any2Any: give results of a translation")
        place, bands = _place(dataset), _bands(dataset)
    when, what = _moment(tags, source, moment)
    asset = {
        "href": f"./{result.name}",
        "type": COG_TYPE,
        "title": tags.get("TIFFTAG_IMAGEDESCRIPTION", ""),
        "roles": ["data", "synthetic"],
        "bands": bands,
    }
    return {
        "type": "Feature",
        "stac_version": STAC_VERSION,
        "stac_extensions": [PROJECTION, PROCESSING, RASTER, EO],
        "id": result.stem,
        **place["where"],
        "properties": {"datetime": when, "any2any:datetime_is": what, **place["grid"], **_processing(tags)},
        "assets": {"data": asset},
        "links": [] if source is None else [_link(source)],
    }


def model_item(manifest: Manifest, folder: Path) -> dict[str, Any]:
    """Describe a model as a STAC item with the fields of the MLM extension."""
    weights = {
        name: {
            "href": str(folder.absolute() / name),
            "type": "application/octet-stream; application=safetensors",
            "roles": ["mlm:model", "mlm:weights"],
            "mlm:artifact_type": "safetensors",
        }
        for name in sorted(manifest.files)
        if name.endswith(".safetensors")
    }
    whole_earth = [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]
    return {
        "type": "Feature",
        "stac_version": STAC_VERSION,
        "stac_extensions": [MLM],
        "id": f"{manifest.name}-{manifest.version}",
        "bbox": [-180, -90, 180, 90],
        "geometry": {"type": "Polygon", "coordinates": whole_earth},
        "properties": {
            "datetime": None,
            "start_datetime": "1900-01-01T00:00:00Z",
            "end_datetime": "9999-12-31T23:59:59Z",
            "mlm:name": manifest.title,
            "mlm:architecture": "latent diffusion transformer",
            "mlm:tasks": ["generative"],
            "mlm:framework": "pytorch",
            "mlm:pretrained": True,
            "mlm:input": [_mlm_input(modality) for modality in manifest.modalities],
            "mlm:output": [_mlm_output(modality) for modality in manifest.modalities],
            "any2any:digest": manifest.digest,
        },
        "assets": weights,
        "links": [],
    }


def _place(dataset: Any) -> dict[str, dict[str, Any]]:
    grid: dict[str, Any] = {
        "proj:shape": [dataset.height, dataset.width],
        "proj:transform": list(dataset.transform)[:6],
    }
    if not dataset.crs:
        return {"where": {"geometry": None}, "grid": {**grid, "proj:code": None}}
    code = dataset.crs.to_epsg()
    grid |= {"proj:code": f"EPSG:{code}"} if code else {"proj:code": None, "proj:wkt2": dataset.crs.to_wkt()}
    corners = [(0, 0), (0, dataset.width), (dataset.height, dataset.width), (dataset.height, 0), (0, 0)]
    ring = [dataset.xy(row, column, offset="ul") for row, column in corners]
    with rasterio.Env():
        outline = transform_geom(dataset.crs, "EPSG:4326", {"type": "Polygon", "coordinates": [ring]})
        box = transform_bounds(dataset.crs, "EPSG:4326", *dataset.bounds)
    coordinates = [[[round(x, 7), round(y, 7)] for x, y in outline["coordinates"][0]]]
    return {
        "where": {
            "bbox": [round(value, 7) for value in box],
            "geometry": {"type": "Polygon", "coordinates": coordinates},
        },
        "grid": grid,
    }


def _bands(dataset: Any) -> list[dict[str, Any]]:
    facts = zip(
        dataset.descriptions, dataset.dtypes, dataset.nodatavals, dataset.scales, dataset.units, strict=True
    )
    bands = []
    for name, dtype, nodata, scale, unit in facts:
        band: dict[str, Any] = {"name": name, "data_type": dtype, "raster:scale": scale, "unit": unit}
        common = COMMON_NAMES.get(name, name)
        if name != "backscatter":
            band["eo:common_name"] = common
        band["nodata"] = "nan" if nodata is not None and math.isnan(nodata) else nodata
        bands.append({key: value for key, value in band.items() if value is not None})
    return bands


def _processing(tags: dict[str, str]) -> dict[str, Any]:
    names = (
        "model",
        "model_sha256",
        "source",
        "target",
        "via",
        "steps",
        "seed",
        "seen_direction",
        "radiometry",
    )
    known = {f"any2any:{name}": tags.get(f"ANY2ANY_{name.upper()}") for name in names}
    return {
        "processing:software": {"Any2Any": tags.get("ANY2ANY_VERSION", "")},
        "processing:datetime": tags.get("ANY2ANY_DATE"),
        "processing:lineage": tags.get("TIFFTAG_IMAGEDESCRIPTION", ""),
        "any2any:synthetic": True,
        **{key: value for key, value in known.items() if value is not None},
    }


def _moment(tags: dict[str, str], source: str | None, moment: str | None) -> tuple[str | None, str]:
    """Return a time, and whether it is the acquisition's or the processing's."""
    if moment is None and source is not None and is_item(source):
        moment = read_item(source.partition("#")[0])["properties"].get("datetime")
    return (moment, "acquisition") if moment else (tags.get("ANY2ANY_DATE"), "processing")


def _link(source: str) -> dict[str, str]:
    kind = "application/geo+json" if is_item(source) else "image/tiff"
    return {"rel": "derived_from", "href": source.partition("#")[0], "type": kind}


def _mlm_input(modality: Modality) -> dict[str, Any]:
    return {
        "name": modality.title,
        "bands": [band.name for band in modality.bands],
        "input": _array(modality),
        "pre_processing_function": None,
    }


def _mlm_output(modality: Modality) -> dict[str, Any]:
    return {"name": modality.title, "tasks": ["generative"], "result": _array(modality)}


def _array(modality: Modality) -> dict[str, Any]:
    """One window of the model."""
    side = WINDOW_LATENT_PX * modality.downsampling
    shape = [-1, len(modality.bands), side, side]
    return {"shape": shape, "dim_order": ["batch", "channel", "height", "width"], "data_type": "float32"}
