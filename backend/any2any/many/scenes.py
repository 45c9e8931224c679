"""Checking every scene of a list before any work starts: milliseconds each, without the networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from any2any.errors import Any2AnyError, UsageError
from any2any.manifest import Manifest
from any2any.many.scene_list import Listed, WrongLines
from any2any.translate import chain
from any2any.translate.output import PLAN_TAG, read_tags
from any2any.translate.plan import Plan, make_plan
from any2any.translate.request import DIRECT, TranslateRequest


@dataclass(frozen=True)
class Scene:
    """One checked scene."""

    line: int
    """Of the list."""
    request: TranslateRequest
    """With absolute paths, so that it means the same in every process."""
    plan: Plan
    """Of the direct translation, also where the scene goes through a modality in between."""
    via: str | None

    @property
    def pieces(self) -> int:
        """Pieces that shards can share; a translation through a modality in between is two jobs, and stays whole."""
        return len(self.plan.pieces) if self.via is None else 1

    @property
    def cells(self) -> int:
        """Latent cells, the measure of its work."""
        wanted = self.plan.wanted_cells
        return wanted.height * wanted.width * (1 if self.via is None else 2)

    def is_finished(self) -> bool:
        """Whether its output is there, made by what would be done now."""
        output = self.request.output
        if not output.exists():
            return False
        tags = read_tags(output)
        if self.via is None:
            return tags.get(PLAN_TAG) == self.plan.digest
        return _tags_through(self) <= tags.items() and _is_newer(output, self.plan)


def check_scenes(listed: Sequence[Listed], model: Path, manifest: Manifest, wrong: WrongLines) -> list[Scene]:
    """Check every line as a single translation would be checked, and the lines against each other.

    What is wrong goes to ``wrong``. An output that exists is no error if it is finished, or to be overwritten.
    """
    scenes = []
    for entry in listed:
        try:
            scenes.append(_check(entry, model.resolve(), manifest))
        except Any2AnyError as error:
            wrong.add(entry.line, error)
    _check_names(listed, wrong)
    return scenes


def _check(entry: Listed, model: Path, manifest: Manifest) -> Scene:
    local = Path(entry.request.input)
    request = replace(
        entry.request,
        input=str(local.absolute()) if local.exists() else entry.request.input,
        output=entry.request.output.absolute(),
        model=model,
    )
    via = chain.choose_via(request, manifest)
    if via is not None:
        chain.check_between(chain.halves(request, via)[0])
    # Overwriting, because an output that is finished is in nobody's way.
    scene = Scene(entry.line, request, make_plan(replace(request, via=DIRECT, overwrite=True), manifest), via)
    if request.output.exists() and not request.overwrite and not scene.is_finished():
        raise UsageError(
            f"the output {entry.request.output} exists and is not what this line makes: choose another name, or "
            "overwrite it explicitly"
        )
    return scene


def _check_names(listed: Sequence[Listed], wrong: WrongLines) -> None:
    """Note outputs that two lines share, and outputs that another line reads."""
    inputs = {Path(entry.request.input).resolve(): entry.line for entry in listed}
    writers: dict[Path, int] = {}
    for entry in listed:
        output = entry.request.output.resolve()
        first = writers.setdefault(output, entry.line)
        reader = inputs.get(output, entry.line)
        if first != entry.line:
            wrong.add(
                entry.line, f"the output {entry.request.output} is that of line {first} too: choose two names"
            )
        elif reader != entry.line:
            wrong.add(
                entry.line,
                f"the output {entry.request.output} is the input of line {reader}: make two lists of them",
            )


def _tags_through(scene: Scene) -> set[tuple[str, str]]:
    """Return what a result through a modality in between says of how it was made.

    The digest of its plan is no help there: it depends on the image in between, which is gone when all is done.
    """
    plan = scene.plan
    return {
        ("ANY2ANY_MODEL_SHA256", plan.model_digest),
        ("ANY2ANY_SOURCE", plan.source),
        ("ANY2ANY_TARGET", plan.target),
        ("ANY2ANY_VIA", str(scene.via)),
        ("ANY2ANY_STEPS", str(plan.steps)),
        ("ANY2ANY_SEED", str(plan.seed)),
    }


def _is_newer(output: Path, plan: Plan) -> bool:
    return output.stat().st_mtime_ns >= (plan.input.modified_ns or 0)
