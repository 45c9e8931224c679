"""Write the model folder of a finished fine-tuning, with its origin."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from any2any.errors import Any2AnyError
from any2any.files import move_folder
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction
from any2any.spec.version import version
from any2any.training.finetune.plan import FinetunePlan

if TYPE_CHECKING:
    from any2any.models.translator import Translator

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
    scores are dropped, because they do not hold for the new model. Any2AnyError if the disk refuses.
    """
    base = plan.manifest
    seen = base.seen_directions
    model.manifest = replace(
        base,
        name=plan.output.name,
        title=f"{base.title}, fine-tuned",
        seen_directions=seen + tuple(d for d in directions if d not in seen),
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
    """Write a model under ``run``, move it to ``output`` and remove ``run``; Any2AnyError if the disk refuses."""
    from safetensors import SafetensorError

    from any2any.models.translator import save_model

    finished = run / "model"
    try:
        manifest = save_model(finished, model)
        shutil.copyfile(run / "translator" / METRICS_NAME, finished / METRICS_NAME)
        if output.is_dir():
            output.rmdir()  # it is empty, as the plan has checked
        move_folder(finished, output)
    except (OSError, SafetensorError) as error:
        raise Any2AnyError(
            f"the model cannot be written to {output} ({error}): make room or clear the folder and run it again, "
            "the training itself is kept"
        ) from error
    # The model is safe; a folder that another program holds open may be left behind.
    shutil.rmtree(run, ignore_errors=True)
    return manifest
