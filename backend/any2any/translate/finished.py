"""Find finished outputs of a job that was killed right after writing them."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from any2any.errors import Any2AnyError, Message
from any2any.raster.opening import open_quietly
from any2any.requests.translate import DIRECT, TranslateRequest, TranslateResult
from any2any.spec.manifest import Manifest
from any2any.translate import route
from any2any.translate.journal import part_folder
from any2any.translate.make_plan import make_plan
from any2any.translate.output import PLAN_TAG, SAMPLES_TAG, VIA_PLAN_TAG, read_tags
from any2any.translate.parts import find_parts, remove
from any2any.translate.plan import Plan

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Making:
    """How a request would run now."""

    plan: Plan
    """Of the direct translation, even if the request is routed."""
    first_plan: Plan | None = None
    """Of the translation to the intermediate modality; None for a direct translation."""

    def has_made(self, output: Path) -> bool:
        """Whether the request would make the same file now."""
        if not output.exists():
            return False
        tags = read_tags(output)
        return all(tags.get(name) == value for name, value in self._tags.items())

    @property
    def _tags(self) -> dict[str, str | None]:
        """How a result was made, from its tags; None if they do not say."""
        plan = self.plan
        if self.first_plan is None:
            return {PLAN_TAG: plan.digest}
        # The digest of the second half's plan does not help: it depends on the intermediate image, which was removed.
        return {
            VIA_PLAN_TAG: self.first_plan.digest,
            "ANY2ANY_TARGET": plan.target,
            SAMPLES_TAG: str(plan.samples) if plan.samples > 1 else None,
        }


def outputs(request: TranslateRequest) -> tuple[Path, ...]:
    """Return the files that a request makes."""
    return (request.output,) if request.uncertainty is None else (request.output, request.uncertainty)


def making_of(request: TranslateRequest, manifest: Manifest) -> Making:
    """Plan a request whose outputs may exist. Errors as for ``make_plan``, except those about existing outputs."""
    via = route.choose_route(request, manifest)
    first_plan = None
    if via is not None:
        first = route.first_half(request, via)
        route.check_between(first)
        first_plan = make_plan(first, manifest)
    return Making(make_plan(replace(request, via=DIRECT, overwrite=True), manifest), first_plan)


def finished_before(request: TranslateRequest, manifest: Manifest) -> TranslateResult | None:
    """Return the finished result of the same command and remove its left-overs; None if the result is incomplete.

    With ``overwrite`` a result counts only while its unfinished folder exists: the job was killed in between.
    """
    begin = time.monotonic()
    if not all(path.exists() for path in outputs(request)):
        return None
    if request.overwrite and not part_folder(request.output).is_dir():
        return None
    try:
        making = making_of(request, manifest)
    except Any2AnyError:  # logged when the job itself is planned
        return None
    if not all(map(making.has_made, outputs(request))):
        return None
    said = "{path} is finished: the same command has made it before"
    logger.warning("%s", Message("finished-before", said, path=request.output))
    _remove_leftovers(request)
    return _result(request, making, time.monotonic() - begin)


def _remove_leftovers(request: TranslateRequest) -> None:
    names = {part_folder(request.output), *request.output.parent.glob(f"{request.output.stem}.via-*.tif*")}
    with suppress(OSError, Any2AnyError):  # it can be deleted by hand, and another job may work there
        for part in find_parts([request.output.absolute().parent]):
            if part.path in {name.absolute() for name in names}:
                remove(part)


def _result(request: TranslateRequest, making: Making, seconds: float) -> TranslateResult:
    plan, asked = making.plan, making.first_plan or making.plan
    with open_quietly(request.output) as dataset:
        width, height, bands = dataset.width, dataset.height, tuple(dataset.descriptions)
    return TranslateResult(
        output=request.output,
        width=width,
        height=height,
        bands=bands,
        model=plan.model,
        model_digest=plan.model_digest,
        source=plan.source,
        target=plan.target,
        seen=plan.seen,
        steps=plan.steps,
        seed=plan.seed,
        radiometry=asked.radiometry,
        warnings=asked.warnings,
        seconds=seconds,
        windows=0,
        windows_skipped=0,
        via=None if making.first_plan is None else making.first_plan.target,
        samples=plan.samples,
        uncertainty=request.uncertainty,
        domain=asked.domain.sentence if asked.domain else None,
    )
