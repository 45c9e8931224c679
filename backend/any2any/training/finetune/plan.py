"""What exactly a fine-tuning will do, decided and checked before any weights are loaded. Imports no torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import permutations
from pathlib import Path

from any2any.data.index.reader import TileIndex
from any2any.errors import UsageError
from any2any.hub import bundled_model
from any2any.requests.training import FinetuneRequest
from any2any.spec.manifest import Manifest, read_manifest
from any2any.spec.modality import Direction
from any2any.training.finetune.run_folder import check_run_folder


@dataclass(frozen=True)
class Identity:
    """Everything that the new weights depend on; only the same training resumes from a checkpoint."""

    base_digest: str
    index_digest: str
    directions: tuple[str, ...]
    steps: int
    learning_rate: float
    batch: int
    seed: int


@dataclass(frozen=True)
class FinetunePlan:
    """A request that can be carried out."""

    base: Path
    manifest: Manifest
    """Of the base model."""
    index: TileIndex
    directions: tuple[Direction, ...]
    identity: Identity
    output: Path
    run: Path
    """Folder for checkpoints and latents, beside the output; it goes when the model is finished."""


def make_finetune_plan(request: FinetuneRequest) -> FinetunePlan:
    """Check a request against the base model, the index and the folders; UsageError says what is wrong with it."""
    base = bundled_model() if request.model is None else request.model
    manifest = read_manifest(base)
    index = TileIndex(request.index)
    directions = _directions(request, manifest, index)
    identity = Identity(
        base_digest=manifest.digest,
        index_digest=index.digest,
        directions=tuple(map(str, directions)),
        steps=request.steps,
        learning_rate=request.learning_rate,
        batch=request.batch,
        seed=request.seed,
    )
    run = request.output.with_name(f"{request.output.name}.training")
    _check_folders(request.output, run, identity)
    return FinetunePlan(
        base=base,
        manifest=manifest,
        index=index,
        directions=directions,
        identity=identity,
        output=request.output,
        run=run,
    )


def _directions(request: FinetuneRequest, manifest: Manifest, index: TileIndex) -> tuple[Direction, ...]:
    """Return the wanted directions, or all that the training tiles and the model have."""
    held = index.directions("train")
    names = [modality.name for modality in manifest.modalities]
    usable = [d for a, b in permutations(names, 2) if (d := Direction(a, b)) in held]
    listed = ", ".join(map(str, usable)) or "none"
    if request.directions is None:
        if not usable:
            raise UsageError(
                f"{request.index} has no training tile with two modalities of the model {manifest.name} "
                f"({', '.join(names)}): export tiles into its train split"
            )
        chosen = tuple(usable)
    else:
        chosen = tuple(dict.fromkeys(manifest.parse_direction(text) for text in request.directions))
        if missing := [str(d) for d in chosen if d not in usable]:
            raise UsageError(
                f"{', '.join(missing)} was asked for, which no training tile of {request.index} holds: at hand are "
                f"{listed}; export more tiles or choose among these"
            )
    _check_modalities(chosen, manifest, index)
    return chosen


def _check_modalities(directions: Sequence[Direction], manifest: Manifest, index: TileIndex) -> None:
    """A name is not enough: the bands behind it must be the same ones."""
    for name in dict.fromkeys(end for d in directions for end in (d.source, d.target)):
        if index.modality(name) != manifest.modality(name):
            raise UsageError(
                f"{index.path} was made for another model, whose {name} has other bands or ranges than that of "
                f"{manifest.name}: export the tiles again with this model"
            )


def _check_folders(output: Path, run: Path, identity: Identity) -> None:
    """UsageError if something else is where the model or its checkpoints are to go."""
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise UsageError(
            f"{output} holds files already, perhaps a finished model: choose an empty or new folder"
        )
    check_run_folder(run, asdict(identity))
