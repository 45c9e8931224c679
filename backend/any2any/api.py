"""The Python interface: translate a file, or an array of physical values.

    import any2any

    any2any.translate("sar.tif", "rgb.tif", source="sar", target="rgb")
    model = any2any.load_model()
    rgb = model.translate_array(backscatter_db, source="sar", target="rgb")

Importing this module imports neither torch nor rasterio; the first translation does.
"""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

from any2any.errors import UsageError
from any2any.requests.progress import OnProgress, Progress
from any2any.requests.translate import (
    LevelChoice,
    PrecisionName,
    PresetName,
    RuntimeName,
    TranslateRequest,
    TranslateResult,
)
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Level, Modality
from any2any.spec.model_folder import read_manifest
from any2any.translate.job import ModelCache, run_request

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Model", "Progress", "TranslateResult", "load_model", "translate"]

AnyArray = TypeVar("AnyArray")
"""A numpy array, or an xarray.DataArray."""

_UNITS = {"reflectance": "reflectance", "backscatter_db": "db", "temperature_k": "kelvin"}
"""By quantity: the encoding for files that store physical values unchanged."""


class SamplingOptions(TypedDict, total=False):
    """Options for files and arrays; ``TranslateRequest`` documents each."""

    preset: PresetName
    steps: int | None
    seed: int
    samples: int
    via: str
    precision: PrecisionName
    runtime: RuntimeName
    batch: int


class FileOptions(SamplingOptions, total=False):
    """Further options for files."""

    bands: tuple[int, ...] | None
    radiometry: str
    level: LevelChoice
    output_level: Level
    window: tuple[int, int, int, int] | None
    overwrite: bool
    uncertainty: Path | None


def translate(
    input: str | PathLike[str],
    output: str | PathLike[str],
    *,
    source: str,
    target: str,
    model: str | PathLike[str] | None = None,
    device: str = "auto",
    on_progress: OnProgress = lambda progress: None,
    **options: Unpack[FileOptions],
) -> TranslateResult:
    """Translate a raster of any size into a GeoTIFF, as ``any2any translate`` does.

    ``source`` and ``target`` are names of modalities, like ``"sar"``. An interrupted call keeps its finished rows;
    repeating the call resumes there. UsageError if the request is wrong, Any2AnyError if the job fails.
    """
    return load_model(model, device=device).translate(
        input, output, source=source, target=target, on_progress=on_progress, **options
    )


def load_model(folder: str | PathLike[str] | None = None, *, device: str = "auto") -> Model:
    """Return the model in a folder, or the bundled one; ManifestError if the folder contains no model.

    The first translation reads the weights; they stay loaded.
    """
    from any2any.hub import bundled_model

    path = bundled_model() if folder is None else Path(folder)
    return Model(path, read_manifest(path), device)


class Model:
    """A model that stays loaded between translations."""

    def __init__(self, folder: Path, manifest: Manifest, device: str = "auto") -> None:
        self.folder = folder
        self.manifest = manifest
        self.device = device
        self._loaded = ModelCache()

    def __repr__(self) -> str:
        return f"<Model {self.manifest.name} {self.manifest.version} in {self.folder}>"

    @property
    def modalities(self) -> tuple[str, ...]:
        """Names of the modalities that the model translates between."""
        return tuple(modality.name for modality in self.manifest.modalities)

    def translate(
        self,
        input: str | PathLike[str],
        output: str | PathLike[str],
        *,
        source: str,
        target: str,
        on_progress: OnProgress = lambda progress: None,
        **options: Unpack[FileOptions],
    ) -> TranslateResult:
        """Translate a raster; see ``any2any.translate``."""
        request = TranslateRequest(
            fspath(input), Path(output), source, target, model=self.folder, device=self.device, **options
        )
        return run_request(request, on_progress, lambda: False, self._loaded)

    def translate_array(
        self, array: AnyArray, *, source: str, target: str, **options: Unpack[SamplingOptions]
    ) -> AnyArray:
        """Translate an array of physical values; return physical values, float32, with NaN where the input has NaN.

        array: (bands, rows, columns), or (rows, columns) of a modality with one band, of any size. Reflectance is
        0 to 1, backscatter is in dB, temperature in kelvin. The result has the same number of axes, unless the
        target has more bands; rows and columns follow the target's pixel size. An ``xarray.DataArray`` returns a
        DataArray: its last two dimensions and their coordinates are scaled; scalar coordinates are kept.

        UsageError if the array does not fit the source modality; other errors as for ``translate``.
        """
        values = _values_of(array, self.manifest.modality(source))
        translated = self._through_files(values, source, target, options)
        if len(translated) == 1 and array.ndim == 2:  # type: ignore[attr-defined]
            translated = translated[0]
        if hasattr(array, "dims"):
            return _labelled(
                array, translated, self.manifest.modality(source), self.manifest.modality(target)
            )
        return translated  # type: ignore[return-value]

    def _through_files(
        self, values: NDArray[np.float32], source: str, target: str, options: SamplingOptions
    ) -> NDArray[np.float32]:
        """(bands, rows, columns) -> (bands', rows', columns'), through temporary files, so that the engine tiles it."""
        units = _UNITS[self.manifest.modality(source).quantity]
        with TemporaryDirectory(prefix="any2any-") as folder:
            before, after = Path(folder, "before.tif"), Path(folder, "after.tif")
            _write(before, values)
            self.translate(before, after, source=source, target=target, radiometry=units, **options)
            return _read(after, self.manifest.modality(target))


def _values_of(array: Any, modality: Modality) -> NDArray[np.float32]:
    import numpy as np

    values = np.asarray(array, np.float32)
    if values.ndim == 2:
        values = values[None]
    if values.ndim != 3 or len(values) != modality.channels or 0 in values.shape:
        names = ", ".join(band.name for band in modality.bands)
        raise UsageError(
            f"an array of shape {np.shape(array)} is not {modality.title}: give ({modality.channels}, rows, columns) "
            f"with the bands {names}"
        )
    return values


def _write(path: Path, values: NDArray[np.float32]) -> None:
    import rasterio

    bands, rows, columns = values.shape
    profile = {"driver": "GTiff", "dtype": "float32", "nodata": float("nan"), "tiled": True}
    with rasterio.open(path, "w", count=bands, height=rows, width=columns, **profile) as dataset:
        dataset.write(values)


def _read(path: Path, modality: Modality) -> NDArray[np.float32]:
    import numpy as np
    import rasterio

    from any2any.raster.radiometry import output_encoding

    encoding = output_encoding(modality)
    with rasterio.open(path) as dataset:
        values = dataset.read(masked=True).astype(np.float32) * np.float32(encoding.scale)
    return np.asarray(values.filled(np.nan), np.float32)


def _labelled(array: Any, values: NDArray[np.float32], source: Modality, target: Modality) -> Any:
    """Give a translated array the input's coordinates at the new pixel size."""
    ratio = source.downsampling / target.downsampling  # new pixel size over old
    axes = array.dims[-2:]
    coordinates = {name: value for name, value in array.coords.items() if not value.dims}
    for axis, before, count in zip(axes, array.shape[-2:], values.shape[-2:], strict=True):
        if axis in array.coords and before > 1:
            coordinates[axis] = (axis, _scaled_centres(array[axis].values, ratio, count))
    dims = axes
    if values.ndim == 3:
        band = array.dims[0] if array.ndim == 3 else "band"
        dims = (band, *axes)
        coordinates[band] = (band, [entry.name for entry in target.bands])
    return type(array)(values, dims=dims, coords=coordinates, name=target.name, attrs=array.attrs)


def _scaled_centres(centres: NDArray[Any], ratio: float, count: int) -> NDArray[np.float64]:
    """Return the centres of ``count`` pixels that are ``ratio`` times as large, from the same outer edge."""
    import numpy as np

    step = (float(centres[-1]) - float(centres[0])) / (len(centres) - 1)
    edge = float(centres[0]) - step / 2
    return np.asarray(edge + step * ratio * (np.arange(count) + 0.5), np.float64)
