"""Metadata of a filled raster: that it is partly synthetic, and what it was filled from."""

from __future__ import annotations

from pathlib import Path

from any2any.fill.plan import FillPlan
from any2any.raster.product import SYNTHETIC_TAG
from any2any.translate.output import PLAN_TAG


def fill_tags(plan: FillPlan, synthetic: Path, started: str) -> dict[str, str]:
    """Describe a filled raster, and name its map of synthetic pixels; ``started``: UTC time of the job's start."""
    sources = ", ".join(f"{s.modality} ({Path(s.path).name})" for s in plan.sources) or "no other sensor"
    tags = {
        "TIFFTAG_IMAGEDESCRIPTION": f"Partly synthetic: holes were filled from {sources} by the Any2Any model "
        f"{plan.model}; {synthetic.name} says where. All other pixels are as measured.",
        SYNTHETIC_TAG: "partly",
        "ANY2ANY_MODEL": plan.model,
        "ANY2ANY_MODEL_SHA256": plan.model_digest,
        "ANY2ANY_SOURCE": " ".join(s.modality for s in plan.sources),
        "ANY2ANY_TARGET": plan.target,
        "ANY2ANY_STEPS": str(plan.steps),
        "ANY2ANY_SEED": str(plan.seed),
        "ANY2ANY_VERSION": plan.release,
        "ANY2ANY_DATE": started,
        "ANY2ANY_MASK": Path(plan.mask).name,
        PLAN_TAG: plan.digest,
    }
    if plan.reference is not None:
        tags["ANY2ANY_REFERENCE"] = Path(plan.reference.path).name
        tags["ANY2ANY_REFERENCE_DATE"] = plan.reference.date or "unknown"
    return tags
