"""Translate an aligned layer into the target modality, beside the result, resumable like any translation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from any2any.fill.layers import LayerPlan
from any2any.requests.progress import IsCancelled, OnProgress, Progress
from any2any.requests.translate import PrecisionName, TranslateRequest
from any2any.spec.manifest import Manifest
from any2any.translate.job import ModelCache, run_request

_RADIOMETRY = {"reflectance": "reflectance", "backscatter_db": "db", "temperature_k": "kelvin"}
"""By quantity: the encoding of a file that stores physical values unchanged."""


@dataclass(frozen=True)
class LayerTranslator:
    """Translates layers of one job; all of them with the same settings."""

    folder: Path
    manifest: Manifest
    model: Path | None
    target: str
    steps: int
    seed: int
    device: str
    models: ModelCache
    is_cancelled: IsCancelled
    precision: PrecisionName = "float32"

    def translate(self, number: int, layer: LayerPlan, aligned: Path, on_progress: OnProgress) -> Path:
        """Return the translation of a layer's aligned file; one that is finished stays as it is."""
        output = self.folder / f"translated_{number}.tif"
        if not output.exists():
            quantity = self.manifest.modality(layer.modality).quantity
            request = TranslateRequest(
                input=str(aligned),
                output=output,
                source=layer.modality,
                target=self.target,
                model=self.model,
                steps=self.steps,
                seed=self.seed,
                radiometry=_RADIOMETRY[quantity],
                device=self.device,
                precision=self.precision,
            )
            run_request(request, on_progress, self.is_cancelled, self.models)
        return output


def share_of(
    on_progress: Callable[[Progress], None], share: tuple[float, float], number: int, count: int
) -> OnProgress:
    """Return what reports the progress of one of ``count`` parts of a share of a job's bar."""
    low, high = (share[0] + (share[1] - share[0]) * n / count for n in (number, number + 1))
    return lambda part: on_progress(Progress(low + (high - low) * part.fraction, part.stage))
