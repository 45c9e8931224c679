"""How much each source counts in each band: by the inverse square of its direction's error on validation data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from any2any.spec.manifest import DirectionErrors, Manifest

Weights = NDArray[np.float64]
"""(layers, bands), adding up to 1 over the layers."""


def weigh(manifest: Manifest, sources: Sequence[str], target: str, reference: bool) -> tuple[Weights, str]:
    """Return the weights of the sources and, last, of a reference, and a warning: empty if the model knows them.

    With a reference, levels come from it: what counts then is how well each direction does apart from levels. All
    count alike where the model does not say how well one of them does.
    """
    names = [f"{source}->{target}" for source in sources]
    names += [f"{target}->{target}"] if reference else []
    errors = [_rmse(manifest.errors.get(name), reference) for name in names]
    missing = [name for name, error in zip(names, errors, strict=True) if error is None]
    bands = manifest.modality(target).channels
    if missing:
        warning = (
            f"the model {manifest.name} does not say how well it does {', '.join(missing)}: all count alike"
        )
        return np.full((len(names), bands), 1 / len(names)), warning
    inverse = np.array([error for error in errors if error is not None], np.float64) ** -2.0
    return inverse / inverse.sum(axis=0), ""


def _rmse(errors: DirectionErrors | None, without_levels: bool) -> tuple[float, ...] | None:
    if errors is None:
        return None
    return errors.detail_rmse if without_levels else errors.rmse
