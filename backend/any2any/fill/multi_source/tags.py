"""Metadata of a translation from several sources: that it is synthetic, its sources, weights and reference."""

from __future__ import annotations

from pathlib import Path

from any2any.fill.multi_source.plan import MultiSourcePlan
from any2any.raster.product import SYNTHETIC_TAG
from any2any.spec.modality import Modality
from any2any.translate.output import PLAN_TAG
from any2any.translate.tags import INPUT_TAG


def multi_source_tags(plan: MultiSourcePlan, target: Modality, started: str) -> dict[str, str]:
    """Describe a translation from several sources; ``started``: UTC time of the job's start."""
    names = [f"{source.modality} ({Path(source.path).name})" for source in plan.sources]
    also = ""
    tags = {}
    if plan.reference is not None:
        tags["ANY2ANY_REFERENCE"] = Path(plan.reference.path).name
        tags["ANY2ANY_REFERENCE_DATE"] = plan.reference.date or "unknown"
        also = f", with {tags['ANY2ANY_REFERENCE']} of another date"
    return tags | {
        "TIFFTAG_IMAGEDESCRIPTION": f"Synthetic {target.title} image, no measurement: translated from "
        f"{', '.join(names)}{also} by the Any2Any model {plan.model}.",
        "TIFFTAG_SOFTWARE": f"Any2Any {plan.release}",
        SYNTHETIC_TAG: "yes",
        "ANY2ANY_MODEL": plan.model,
        "ANY2ANY_MODEL_SHA256": plan.model_digest,
        "ANY2ANY_SOURCE": " ".join(source.modality for source in plan.sources),
        INPUT_TAG: " ".join(Path(source.path).name for source in plan.sources),
        "ANY2ANY_TARGET": plan.target,
        "ANY2ANY_WEIGHTS": "; ".join(" ".join(f"{w:.4f}" for w in row) for row in plan.weights),
        "ANY2ANY_STEPS": str(plan.steps),
        "ANY2ANY_SEED": str(plan.seed),
        "ANY2ANY_VERSION": plan.release,
        "ANY2ANY_DATE": started,
        PLAN_TAG: plan.digest,
    }  # fmt: skip
