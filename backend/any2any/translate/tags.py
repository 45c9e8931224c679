"""Metadata of a result: bands, units, and that it is synthetic."""

from __future__ import annotations

from pathlib import Path, PurePath

from any2any.raster.product import LEVEL_TAG, SYNTHETIC_TAG, at_top_of_atmosphere
from any2any.raster.radiometry import OutputEncoding, output_encoding
from any2any.raster.writer import OutputSpec
from any2any.requests.translate import FLOAT32
from any2any.runtime.choice import TORCH
from any2any.spec.domain import DomainDistance, farther
from any2any.spec.manifest import Manifest
from any2any.translate.output import PLAN_TAG, SAMPLES_TAG, VIA_PLAN_TAG, read_tags
from any2any.translate.plan import Plan

STATISTIC_TAG = "ANY2ANY_STATISTIC"
DOMAIN_TAG, DOMAIN_SCORE_TAG = "ANY2ANY_DOMAIN", "ANY2ANY_DOMAIN_SCORE"
"""Metadata of a result: how far its input lies from the training data; the score is at most 1 inside."""
LATENT_SCORE_TAG = "ANY2ANY_DOMAIN_LATENT_SCORE"
"""Metadata of a result: that distance in the latent space alone."""
INPUT_TAG = "ANY2ANY_INPUT"
"""Metadata of a result: the name of the file that was translated, without its folder."""
BANDS_TAG = "ANY2ANY_BANDS"
"""Metadata of a result: which band of the input was used for what."""


def bands_of(plan: Plan, manifest: Manifest) -> str:
    """Describe which band of the input was used for what: ``"3 as red, 2 as green, 1 as blue"``."""
    bands = zip(plan.bands, manifest.modality(plan.source).bands, strict=True)
    return ", ".join(f"{number} as {band.name}" for number, band in bands)


def _of_the_measurement(between: str) -> dict[str, str]:
    """Return what an intermediate image's tags say about its measurement; nothing if the image is gone."""
    path = Path(between)
    said = read_tags(path) if path.exists() else {}
    names = (INPUT_TAG, BANDS_TAG, DOMAIN_TAG, DOMAIN_SCORE_TAG, LATENT_SCORE_TAG)
    return {name: said[name] for name in names if name in said}


def output_spec(
    plan: Plan, manifest: Manifest, started: str, device: str = "cpu", latent: DomainDistance | None = None
) -> OutputSpec:
    """Describe a job's result; its tags give the UTC time and, unless it is the CPU, the device of the job's start."""
    source, target = (manifest.modality(name) for name in (plan.direction.source, plan.target))
    through = f" through {manifest.modality(plan.source).title}" if plan.route_source else ""
    how = "" if plan.seen else ", a direction that it was never trained on"
    description = (
        f"Synthetic {target.title} image, no measurement: translated from {source.title}{through} by the Any2Any "
        f"model {plan.model}{how}."
    )
    if plan.samples > 1:
        description += f" Mean of {_samples_of(plan)}, taken in {output_encoding(target).unit}."
    tags = {
        "TIFFTAG_IMAGEDESCRIPTION": description,
        "TIFFTAG_SOFTWARE": f"Any2Any {plan.release}",
        SYNTHETIC_TAG: "yes",
        "ANY2ANY_MODEL": plan.model,
        "ANY2ANY_MODEL_SHA256": plan.model_digest,
        "ANY2ANY_SOURCE": source.name,
        "ANY2ANY_TARGET": plan.target,
        "ANY2ANY_SEEN_DIRECTION": "yes" if plan.seen else "no",
        "ANY2ANY_STEPS": str(plan.steps),
        "ANY2ANY_SEED": str(plan.seed),
        "ANY2ANY_VERSION": plan.release,
        "ANY2ANY_DATE": started,
        "ANY2ANY_RADIOMETRY": plan.radiometry,
        PLAN_TAG: plan.digest,
    }
    distance = farther(plan.domain, latent)
    if distance is not None:
        tags |= {DOMAIN_TAG: distance.sentence, DOMAIN_SCORE_TAG: f"{distance.score:g}"}
    if latent is not None:
        tags[LATENT_SCORE_TAG] = f"{latent.score:g}"
    if plan.route_source:
        tags |= {"ANY2ANY_VIA": plan.source} | _of_the_measurement(plan.input.path)
    else:
        tags[INPUT_TAG] = PurePath(plan.input.path).name
        tags[BANDS_TAG] = bands_of(plan, manifest)
    if plan.route_plan:
        tags[VIA_PLAN_TAG] = plan.route_plan
    if plan.precision != FLOAT32:
        tags["ANY2ANY_PRECISION"] = plan.precision
    if plan.runtime != TORCH:
        tags["ANY2ANY_RUNTIME"] = plan.runtime
    if device != "cpu":
        tags["ANY2ANY_DEVICE"] = device
    if plan.samples > 1:
        tags |= {SAMPLES_TAG: str(plan.samples), STATISTIC_TAG: "mean"}
    names = tuple(band.name for band in target.bands)
    encoding = output_encoding(target)
    if target.quantity == "reflectance" and manifest.reflectance == "surface":
        tags[LEVEL_TAG] = plan.output_level
        if plan.output_level == "toa":
            encoding = at_top_of_atmosphere(encoding, names)
    return OutputSpec(plan.output_grid, encoding, names, tags)


def deviation_spec(plan: Plan, result: OutputSpec) -> OutputSpec:
    """Describe a result's standard deviation: the same grid and unit, float32, nodata NaN.

    It is not stored as integers like reflectance, where zero is nodata: here zero is a value.
    """
    unit = result.encoding.unit
    tags = {
        **result.tags,
        "TIFFTAG_IMAGEDESCRIPTION": f"Standard deviation in {unit} over {_samples_of(plan)}: how far the model's own "
        f"answers disagree, no error bar. Of this image: {result.tags['TIFFTAG_IMAGEDESCRIPTION']}",
        STATISTIC_TAG: "standard deviation",
    }
    names = tuple(f"{name} standard deviation" for name in result.band_names)
    return OutputSpec(result.grid, OutputEncoding("float32", float("nan"), 1.0, unit), names, tags)


def _samples_of(plan: Plan) -> str:
    return f"{plan.samples} samples (seeds {plan.seed} to {plan.seed + plan.samples - 1})"
