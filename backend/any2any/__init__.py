"""Any2Any: translate remote-sensing images between modalities with one latent-diffusion model.

Importing this package imports neither torch nor rasterio, so the command line starts quickly.
It restricts GDAL's drivers and network access for this process and its children (see ``raster/drivers.py``): import it
before rasterio opens its first file. ``translate``, ``load_model``, ``Model`` and ``TranslateResult`` are the Python
interface (see ``api.py``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from any2any.raster.drivers import restrict_gdal

if TYPE_CHECKING:
    from any2any.api import Model, TranslateResult, load_model, translate

__all__ = ["Model", "TranslateResult", "load_model", "translate"]

restrict_gdal()


def __getattr__(name: str) -> object:
    """Import names on first use."""
    if name == "translate":  # the package of that name is callable
        return import_module("any2any.translate")
    if name in __all__:
        return getattr(import_module("any2any.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
