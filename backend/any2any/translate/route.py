"""Route a direction through an intermediate modality, if that scored higher or the user wants it.

A model that was never trained on SAR to PAN may be trained on SAR to RGB and RGB to PAN. The intermediate image is a
file beside the output, so both halves stream and resume like any other job; it is removed when the second half is
finished.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from any2any.errors import Message, UsageError
from any2any.raster.product import SYNTHETIC_TAG
from any2any.requests.progress import Progress
from any2any.requests.translate import AUTO, DIRECT, TranslateRequest, TranslateResult
from any2any.spec.manifest import Manifest
from any2any.translate.output import PLAN_TAG, read_tags
from any2any.translate.plan import Plan

logger = logging.getLogger(__name__)


def choose_route(request: TranslateRequest, manifest: Manifest) -> str | None:
    """Return the intermediate modality, or None for a direct translation; UsageError if ``via`` is invalid."""
    direction = manifest.direction(request.source, request.target)
    if request.via == DIRECT:
        return None
    if request.via == AUTO:
        return manifest.routes.get(str(direction))
    manifest.modality(request.via)
    if request.via in (request.source, request.target):
        raise UsageError(
            Message(
                "via-end",
                "via is {via!r}, which is an end of {direction}: choose another modality, or {DIRECT!r}",
                via=request.via,
                direction=direction,
                DIRECT=DIRECT,
            )
        )
    return request.via


def first_half(request: TranslateRequest, via: str) -> TranslateRequest:
    """Return the job from the source to the intermediate modality."""
    between = request.output.with_name(f"{request.output.stem}.via-{via}.tif")
    return replace(
        request,
        output=between,
        target=via,
        via=DIRECT,
        overwrite=True,
        samples=1,
        uncertainty=None,
        output_level="surface",
    )


def second_half(request: TranslateRequest, first: TranslateRequest, first_plan: Plan) -> TranslateRequest:
    """Return the job from the intermediate modality to the target."""
    return replace(
        request,
        input=str(first.output),
        source=first.target,
        via=DIRECT,
        route_source=request.source,
        route_plan=first_plan.digest,
        bands=None,
        radiometry=AUTO,
        level="surface",
        window=None,
    )


def check_between(first: TranslateRequest) -> None:
    """Raise UsageError if the intermediate image's path is taken by a file that is not ours."""
    if first.output.exists() and read_tags(first.output).get(SYNTHETIC_TAG) != "yes":
        raise UsageError(
            Message(
                "in-the-way",
                "{path} is in the way and was not made by Any2Any: move it or choose another output",
                path=first.output,
            )
        )


def is_finished(first: TranslateRequest, first_plan: Plan) -> bool:
    """Whether an earlier run has finished the intermediate image."""
    return first.output.exists() and read_tags(first.output).get(PLAN_TAG) == first_plan.digest


def joined(
    request: TranslateRequest, via: str, first: TranslateResult | None, second: TranslateResult
) -> TranslateResult:
    """Combine the results of both halves; ``first`` is None if an earlier run made it."""
    if first is None:
        return replace(second, source=request.source, via=via)
    return replace(
        second,
        source=request.source,
        via=via,
        radiometry=first.radiometry,
        warnings=first.warnings + second.warnings,
        domain=first.domain,
        seconds=first.seconds + second.seconds,
    )


def share_of(half: int, progress: Progress) -> Progress:
    """Convert progress of one half (0 or 1) to that of the whole; the first half cannot know the time left."""
    left = progress.seconds_left if half == 1 else None
    fraction = min(1.0, (half + progress.fraction) / 2)
    return replace(progress, fraction=fraction, seconds_left=left)
