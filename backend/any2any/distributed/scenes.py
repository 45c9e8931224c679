"""Check every scene of a list before any work starts, in milliseconds each, without the networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from any2any.distributed.scene_list import Listed, WrongLines
from any2any.errors import Any2AnyError, UsageError
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import Manifest
from any2any.translate.finished import Making, making_of, outputs
from any2any.translate.plan import Plan


@dataclass(frozen=True)
class Scene:
    """One checked scene."""

    line: int
    """Line in the list."""
    request: TranslateRequest
    """With absolute paths, so that it is valid in every process."""
    plan: Plan
    """Plan of the direct translation, even if the scene is routed."""
    first_plan: Plan | None = None
    """Plan of the translation to the intermediate modality; None if there is none."""

    @property
    def pieces(self) -> int:
        """Pieces that shards can share; a routed translation is two jobs and is not cut."""
        return len(self.plan.pieces) if self.first_plan is None else 1

    @property
    def cells(self) -> int:
        """Latent cells, a measure of its work."""
        wanted = self.plan.wanted_cells
        return wanted.height * wanted.width * (1 if self.first_plan is None else 2)

    def is_finished(self) -> bool:
        """Whether its outputs exist and were made by the same plan."""
        return all(map(self.made, outputs(self.request)))

    def made(self, output: Path) -> bool:
        """Whether the same plan made this file."""
        return Making(self.plan, self.first_plan).has_made(output)


def check_scenes(listed: Sequence[Listed], model: Path, manifest: Manifest, wrong: WrongLines) -> list[Scene]:
    """Check every line like a single translation, and the lines against each other.

    Errors go to ``wrong``. An existing output is not an error if it is finished or may be overwritten.
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
        uncertainty=None if entry.request.uncertainty is None else entry.request.uncertainty.absolute(),
        model=model,
    )
    making = making_of(request, manifest)
    scene = Scene(entry.line, request, making.plan, making.first_plan)
    for path in outputs(entry.request):
        if path.exists() and not request.overwrite and not scene.made(path):
            raise UsageError(
                f"the output {path} exists and was not made by this line: choose another name, or "
                "overwrite it explicitly"
            )
    return scene


def _check_names(listed: Sequence[Listed], wrong: WrongLines) -> None:
    """Note outputs shared by two lines, and outputs that another line reads."""
    inputs = {Path(entry.request.input).resolve(): entry.line for entry in listed}
    writers: dict[Path, int] = {}
    for entry in listed:
        for output in outputs(entry.request):
            first = writers.setdefault(output.resolve(), entry.line)
            reader = inputs.get(output.resolve(), entry.line)
            if first != entry.line:
                wrong.add(entry.line, f"the output {output} is also that of line {first}: choose two names")
            elif reader != entry.line:
                wrong.add(
                    entry.line, f"the output {output} is the input of line {reader}: make two lists of them"
                )
