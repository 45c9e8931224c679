"""Facts of a raster: names, tags, wavelengths and a sample of its values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from qgis.core import (
    Qgis,
    QgsProviderRegistry,
    QgsRasterBlock,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRectangle,
)

from any2any_qgis.layers.source import file_path, open_raster

SAMPLE_PX = 128
"""Side of the patches that are read, at full resolution."""


@dataclass(frozen=True)
class BandFacts:
    """One band."""

    description: str = ""
    colour: str = ""
    """GDAL's colour interpretation in lower case: ``"red"``, ``"alpha"``, ``"palette"``."""
    wavelength_nm: float | None = None


@dataclass(frozen=True)
class RasterFacts:
    """One raster. Reading the facts takes milliseconds for a file, seconds for an address: use a thread."""

    name: str
    """File or product name."""
    bands: tuple[BandFacts, ...]
    dtype: str
    """Of the first band, such as ``"uint16"``; ``"complex64"`` for complex values."""
    values: np.ndarray = field(default_factory=lambda: np.empty((0, 0)))
    """Valid file values of a few patches, (bands, N); empty if they were not read."""
    tags: dict[str, str] = field(default_factory=dict)
    has_scale: bool = False
    """Whether the file declares a scale or offset that changes its values."""

    @property
    def data_bands(self) -> tuple[int, ...]:
        """1-based numbers of the bands that are not alpha."""
        return tuple(number for number, band in enumerate(self.bands, 1) if band.colour != "alpha")


def read_facts(path: str, options: Sequence[str] = ()) -> RasterFacts | None:
    """Read a raster's facts with GDAL; None if it cannot be opened. Safe on any thread.

    ``options``: GDAL's open options, ``"NAME=VALUE"``.
    """
    from osgeo import gdal  # only now: it would be half of the time in which QGIS starts the plugin

    dataset = open_raster(path, options)
    if dataset is None or dataset.RasterCount == 0:
        return None
    bands = [dataset.GetRasterBand(number) for number in range(1, dataset.RasterCount + 1)]
    return RasterFacts(
        name=Path(path).name,
        bands=tuple(_band(band) for band in bands),
        dtype=gdal.GetDataTypeName(bands[0].DataType).lower().replace("byte", "uint8"),
        values=_sample(dataset, bands),
        tags={key.upper(): value for key, value in dataset.GetMetadata().items()},
        has_scale=any((band.GetScale() or 1) != 1 or (band.GetOffset() or 0) != 0 for band in bands),
    )


def _band(band) -> BandFacts:
    from osgeo import gdal

    colour = gdal.GetColorInterpretationName(band.GetColorInterpretation()).lower()
    return BandFacts(band.GetDescription() or "", colour, _wavelength_nm(band))


def _wavelength_nm(band) -> float | None:
    """Read the wavelength from GDAL's IMAGERY domain or from the band's own tags."""
    tags = {
        key.lower(): value
        for domain in ("", "IMAGERY")
        for key, value in (band.GetMetadata(domain) or {}).items()
    }
    for key, factor in (("central_wavelength_um", 1000.0), ("wavelength", None), ("wavelength_nm", 1.0)):
        try:
            number = float(tags[key].split()[0])
        except (KeyError, ValueError, IndexError):
            continue
        in_um = number < 20  # no optical band has a wavelength below 20 nm
        return number * (factor if factor is not None else 1000.0 if in_um else 1.0)
    return None


def _sample(dataset, bands: list) -> np.ndarray:
    """Read the centre and four patches around it; (bands, N) without nodata and values that are not finite."""
    width, height = dataset.RasterXSize, dataset.RasterYSize
    size = min(SAMPLE_PX, width), min(SAMPLE_PX, height)
    patches = []
    for x, y in ((0.5, 0.5), (0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
        left, top = int(x * (width - size[0])), int(y * (height - size[1]))
        patches.append(_patch(bands, left, top, *size))
    return np.concatenate(patches, axis=1)


def _patch(bands: list, left: int, top: int, width: int, height: int) -> np.ndarray:
    read = [band.ReadAsArray(left, top, width, height) for band in bands]
    if any(values is None for values in read):
        return np.empty((len(bands), 0))
    values = np.stack([band.ravel() for band in read])
    if np.iscomplexobj(values):
        values = np.abs(values) ** 2
    nodata = bands[0].GetNoDataValue()
    valid = np.isfinite(values).all(axis=0)
    if nodata is not None:
        valid &= (values != nodata).any(axis=0)
    return values[:, valid]


def layer_facts(layer: QgsRasterLayer) -> tuple[RasterFacts | None, Callable[[], RasterFacts | None]]:
    """Return the facts that QGIS knows of a layer of pictures, or None and what reads them on any thread."""
    if layer.providerType() == "wms":  # WMS, WMTS and XYZ are pictures
        bands = tuple(BandFacts(colour=name) for name in ("red", "green", "blue"))
        facts = RasterFacts(layer.name(), bands, "uint8", tags={})
        return facts, lambda: facts
    if layer.providerType() == "gdal":
        uri = QgsProviderRegistry.instance().decodeUri("gdal", layer.source())
        path, options = file_path(layer), uri.get("openOptions") or ()
        return None, lambda: read_facts(path, options)
    name, provider = layer.name(), layer.dataProvider().clone()
    return None, lambda: provider_facts(name, provider)


def provider_facts(name: str, provider: QgsRasterDataProvider) -> RasterFacts:
    """Read the facts of a layer that GDAL does not open; a service or a database may take seconds."""
    numbers = range(1, provider.bandCount() + 1)
    bands = tuple(BandFacts(colour=provider.colorInterpretationName(n).lower()) for n in numbers)
    dtype = provider.sourceDataType(1).name.lower().replace("byte", "uint8")
    return RasterFacts(name, bands, dtype, _provider_sample(provider, numbers))


def _provider_sample(provider: QgsRasterDataProvider, numbers: Sequence[int]) -> np.ndarray:
    """Read the centre, as ``_sample`` does."""
    extent = provider.extent()
    columns, rows = min(SAMPLE_PX, provider.xSize()), min(SAMPLE_PX, provider.ySize())
    if columns <= 0 or rows <= 0:
        return np.empty((len(numbers), 0))
    width = extent.width() * columns / provider.xSize()
    height = extent.height() * rows / provider.ySize()
    centre = QgsRectangle.fromCenterAndSize(extent.center(), width, height)
    blocks = [provider.block(number, centre, columns, rows) for number in numbers]
    if any(block.isEmpty() for block in blocks):
        return np.empty((len(numbers), 0))
    read = [read_block(block) for block in blocks]
    if not any(values.any() for values, _ in read):  # what QGIS gives where a service does not answer
        return np.empty((len(numbers), 0))
    valid = np.all([np.isfinite(values) & ~empty for values, empty in read], axis=0)
    return np.stack([values[valid] for values, _ in read])


def read_block(block: QgsRasterBlock) -> tuple[np.ndarray, np.ndarray]:
    """Return a block's values, float64 (H, W), and where there are none, bool (H, W)."""
    shape = block.height(), block.width()
    has_value, bitmap = block.hasNoDataValue(), block.hasNoData()
    nodata = block.noDataValue()
    if bitmap and not has_value:
        cells = range(shape[0] * shape[1])
        empty = np.fromiter((block.isNoData(cell) for cell in cells), bool, len(cells)).reshape(shape)
    block.convert(Qgis.DataType.Float64)
    values = np.frombuffer(bytes(block.data()), np.float64).reshape(shape)
    if not bitmap or has_value:
        empty = np.isnan(values) | (values == nodata if has_value else False)
    return values, empty
