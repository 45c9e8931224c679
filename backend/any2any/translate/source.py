"""Open what a job translates: a raster, the bands of a Sentinel-2 product, or the assets of a STAC item."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from any2any.raster.opening import open_raster
from any2any.raster.safe import open_product, product_folder
from any2any.spec.modality import Modality


@contextmanager
def open_source(path: str, modality: Modality) -> Iterator[Any]:
    """Open an input for one thread and close it; UsageError if it cannot be of this modality."""
    from any2any.stac.assets import is_item, open_item

    product = product_folder(path)
    if product is not None:
        opened: Any = open_product(product, modality)
    else:
        opened = open_item(path, modality) if is_item(path) else open_raster(path)
    with opened as dataset:
        yield dataset
