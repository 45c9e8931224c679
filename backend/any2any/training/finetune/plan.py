"""Plan of a fine-tuning, its folder of checkpoints, and the model that it writes. No torch.

Packages that only training needs are detected without importing them.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.util import find_spec
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from any2any.data.index.reader import TileIndex
from any2any.errors import Any2AnyError, Message, UsageError
from any2any.files import move_folder, write_text
from any2any.hub import bundled_model
from any2any.requests.training import FinetuneRequest
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction
from any2any.spec.model_folder import read_manifest
from any2any.spec.version import version

if TYPE_CHECKING:
    from any2any.models.translator import Translator


IDENTITY_NAME = "training.json"
"""File with everything that determines the weights; only the same training resumes from its checkpoints."""


def check_run_folder(run: Path, identity: Mapping[str, Any]) -> None:
    """UsageError if the folder for checkpoints has anything but the same unfinished training."""
    if not run.exists() or (run.is_dir() and not any(run.iterdir())):
        return
    try:
        before = json.loads((run / IDENTITY_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            Message(
                "run-in-the-way",
                "{path} holds something else than an unfinished training ({reason}): choose another "
                "output folder",
                path=run,
                reason=error,
            )
        ) from error
    ours = json.loads(json.dumps(identity))  # as stored: tuples become lists
    if other := [key for key in ours if not isinstance(before, dict) or ours[key] != before.get(key)]:
        key = other[0]
        theirs = before.get(key) if isinstance(before, dict) else before
        raise UsageError(
            Message(
                "run-in-the-way",
                "{path} holds an unfinished training with another {what} ({theirs}, not {ours}): repeat "
                "that to continue it, choose another output folder, or delete it",
                path=run,
                what=key.replace("_", " "),
                theirs=theirs,
                ours=ours[key],
            )
        )


def claim_run_folder(run: Path, identity: Mapping[str, Any]) -> None:
    """Make the folder and record the training in it; Any2AnyError if writing fails."""
    path = run / IDENTITY_NAME
    try:
        run.mkdir(parents=True, exist_ok=True)
        write_text(path, json.dumps(identity, indent=2))
    except OSError as error:
        raise Any2AnyError(
            Message(
                "folder-not-written",
                "{path} cannot be written ({reason}): choose an output folder in a writable place",
                path=run,
                reason=error.strerror,
            )
        ) from error


NEEDED = {"torch": "torch", "safetensors": "safetensors", "accelerate": "accelerate", "yaml": "pyyaml"}
"""Import names and the distributions that bring them."""


def check_requirements() -> None:
    """Raise UsageError with the command to run if this Python lacks something."""
    missing = [distribution for module, distribution in NEEDED.items() if find_spec(module) is None]
    if missing:
        said = Message(
            "training-packages",
            "fine-tuning needs {packages} in the worker's Python {python}, unlike translating: install with "
            '"{python}" -m pip install {arguments} and try again',
            packages=" and ".join(missing),
            python=sys.executable,
            arguments=" ".join(missing),
        )
        raise UsageError(said)


@dataclass(frozen=True)
class Identity:
    """Everything that determines the new weights; only the same training resumes from a checkpoint."""

    base_digest: str
    index_digest: str
    directions: tuple[str, ...]
    steps: int
    learning_rate: float
    batch: int
    seed: int


@dataclass(frozen=True)
class FinetunePlan:
    """A checked request."""

    base: Path
    manifest: Manifest
    """Of the base model."""
    index: TileIndex
    directions: tuple[Direction, ...]
    identity: Identity
    output: Path
    run: Path
    """Folder for checkpoints and latents, beside the output; removed when the model is finished."""


def make_finetune_plan(request: FinetuneRequest) -> FinetunePlan:
    """Check a request against the base model, the index and the folders; UsageError if it is invalid."""
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
                Message(
                    "no-training-tile",
                    "{path} has no training tile with two modalities of the model {model} ({names}): "
                    "export tiles into its train split",
                    path=request.index,
                    model=manifest.name,
                    names=", ".join(names),
                )
            )
        chosen = tuple(usable)
    else:
        chosen = tuple(dict.fromkeys(manifest.parse_direction(text) for text in request.directions))
        if missing := [str(d) for d in chosen if d not in usable]:
            raise UsageError(
                Message(
                    "no-tile-of-directions",
                    "no training tile of {path} holds {missing}: choose among {listed}, or export more tiles",
                    missing=", ".join(missing),
                    path=request.index,
                    listed=listed,
                )
            )
    _check_modalities(chosen, manifest, index)
    return chosen


def _check_modalities(directions: Sequence[Direction], manifest: Manifest, index: TileIndex) -> None:
    """The name is not enough: the bands must be the same."""
    for name in dict.fromkeys(end for d in directions for end in (d.source, d.target)):
        if index.modality(name) != manifest.modality(name):
            raise UsageError(
                Message(
                    "index-other-model",
                    "{path} was made for another model, whose {modality} has other bands or ranges than "
                    "that of {model}: export the tiles again with this model",
                    path=index.path,
                    modality=name,
                    model=manifest.name,
                )
            )


def _check_folders(output: Path, run: Path, identity: Identity) -> None:
    """UsageError if the folders for the model or its checkpoints are taken."""
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise UsageError(
            Message(
                "run-in-the-way",
                "{path} holds files already, perhaps a finished model: choose an empty or new folder",
                path=output,
            )
        )
    check_run_folder(run, asdict(identity))


METRICS_NAME = "metrics.jsonl"


def publish(
    model: Translator,
    plan: FinetunePlan,
    directions: Sequence[Direction],
    data: Mapping[str, Any],
    seconds: float,
    loss: Mapping[str, Any],
) -> Manifest:
    """Write the new model, move it to the output folder and remove the training folder; returns its manifest.

    ``data`` is the latent cache's report, ``seconds`` the training time, ``loss`` the measured losses. The base model's
    scores are dropped, because they do not hold for the new model. Any2AnyError if writing fails.
    """
    base = plan.manifest
    seen = base.seen_directions
    model.manifest = replace(
        base,
        name=plan.output.name,
        title=f"{base.title}, fine-tuned",
        seen_directions=seen + tuple(d for d in directions if d not in seen),
        guess=base.guess.trained(directions) if base.guess else None,
        training={
            "base_model": f"{base.name} {base.version}",
            "base_digest": base.digest,
            "base_training": base.training,
            "index_digest": plan.index.digest,
            "directions": [str(direction) for direction in directions],
            "translator_steps": plan.identity.steps,
            "translator_batch": plan.identity.batch,
            "translator_seconds": round(seconds),
            "learning_rate": plan.identity.learning_rate,
            "seed": plan.identity.seed,
            "release": version(),
            "loss": dict(loss),
            **data,
        },
        metrics={},
    )
    return place_model(model, plan.run, plan.output)


def place_model(model: Translator, run: Path, output: Path) -> Manifest:
    """Write a model under ``run``, move it to ``output`` and remove ``run``; Any2AnyError if writing fails."""
    from safetensors import SafetensorError

    from any2any.models.translator import save_model

    finished = run / "model"
    try:
        manifest = save_model(finished, model)
        shutil.copyfile(run / "translator" / METRICS_NAME, finished / METRICS_NAME)
        if output.is_dir():
            output.rmdir()  # the plan has checked that it is empty
        move_folder(finished, output)
    except (OSError, SafetensorError) as error:
        raise Any2AnyError(
            Message(
                "folder-not-written",
                "the model cannot be written to {path} ({reason}): make room or clear the folder and run "
                "it again, the training itself is kept",
                path=output,
                reason=error,
            )
        ) from error
    # The model is safe; a folder that another program holds open may be left behind.
    shutil.rmtree(run, ignore_errors=True)
    return manifest
