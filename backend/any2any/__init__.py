"""Any2Any: translate remote-sensing images between modalities with one latent-diffusion model.

Importing this package imports neither torch nor rasterio: the command line and readers of manifests stay quick.
It does restrict GDAL's drivers and network for this process and its children (see ``raster/drivers.py``): import it
before rasterio opens its first file. ``translate``, ``load_model``, ``Model`` and ``TranslateResult`` are the door for
Python programs (see ``api.py``).
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
    """Import what was asked for when it is asked for."""
    if name == "translate":  # the package of that name, which can be called
        return import_module("any2any.translate")
    if name in __all__:
        return getattr(import_module("any2any.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
