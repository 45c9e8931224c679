"""Checking every scene of a list before any work starts: milliseconds each, without the networks."""

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
    """Of the list."""
    request: TranslateRequest
    """With absolute paths, so that it means the same in every process."""
    plan: Plan
    """Of the direct translation, also where the scene goes through a modality in between."""
    first_plan: Plan | None = None
    """Of the translation to the modality in between; None where there is none."""

    @property
    def pieces(self) -> int:
        """Pieces that shards can share; a translation through a modality in between is two jobs, and stays whole."""
        return len(self.plan.pieces) if self.first_plan is None else 1

    @property
    def cells(self) -> int:
        """Latent cells, the measure of its work."""
        wanted = self.plan.wanted_cells
        return wanted.height * wanted.width * (1 if self.first_plan is None else 2)

    def is_finished(self) -> bool:
        """Whether its outputs are there, made by what would be done now."""
        return all(map(self.made, outputs(self.request)))

    def made(self, output: Path) -> bool:
        """Whether what would be done now has made this file."""
        return Making(self.plan, self.first_plan).has_made(output)


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
        uncertainty=None if entry.request.uncertainty is None else entry.request.uncertainty.absolute(),
        model=model,
    )
    making = making_of(request, manifest)
    scene = Scene(entry.line, request, making.plan, making.first_plan)
    for path in outputs(entry.request):
        if path.exists() and not request.overwrite and not scene.made(path):
            raise UsageError(
                f"the output {path} exists and is not what this line makes: choose another name, or "
                "overwrite it explicitly"
            )
    return scene


def _check_names(listed: Sequence[Listed], wrong: WrongLines) -> None:
    """Note outputs that two lines share, and outputs that another line reads."""
    inputs = {Path(entry.request.input).resolve(): entry.line for entry in listed}
    writers: dict[Path, int] = {}
    for entry in listed:
        for output in outputs(entry.request):
            first = writers.setdefault(output.resolve(), entry.line)
            reader = inputs.get(output.resolve(), entry.line)
            if first != entry.line:
                wrong.add(entry.line, f"the output {output} is that of line {first} too: choose two names")
            elif reader != entry.line:
                wrong.add(
                    entry.line, f"the output {output} is the input of line {reader}: make two lists of them"
                )
