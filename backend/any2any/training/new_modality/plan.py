"""Plan of adding a modality, checked before any weights are loaded. Imports no torch.

::

    modality: sar_dual            # its name in the index, which holds its bands and ranges
    like: sar                     # a modality of the model whose weights it starts from
    seed: 1
    vae:
      optimiser: {steps: 2000, batch: 8, learning_rate: 0.0004}
    translator:                   # its adapter and embeddings, and with --train-backbone everything else
      optimiser: {steps: 2000, batch: 16, learning_rate: 0.001}
    backbone_rate: 0.005          # share of that learning rate for existing weights
    rehearsal_share: 0.75         # share of the samples from the model's own directions, with --train-backbone

The keys of ``vae`` and ``translator`` are those of a recipe. Without ``directions``, all directions from and to the new
modality that the index holds are trained.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import permutations
from pathlib import Path
from typing import Any

from any2any.data.index.reader import TileIndex
from any2any.errors import Any2AnyError, UsageError
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction, Modality
from any2any.spec.model_folder import read_manifest
from any2any.spec.networks import SIZES, size_of
from any2any.training.config import DataConfig, Recipe, TranslatorTrainingConfig, VaeTrainingConfig
from any2any.training.finetune.plan import check_run_folder
from any2any.training.recipe_file import read_config


@dataclass(frozen=True)
class NewModality:
    """How one modality is added to a model."""

    modality: str
    like: str
    seed: int
    vae: VaeTrainingConfig
    translator: TranslatorTrainingConfig
    backbone_rate: float = 0.005
    """Measured on the bundled model: 0.05 lost 1.9 dB of MS to RGB in 60 steps, 0.005 at most 0.06 dB anywhere."""
    rehearsal_share: float = 0.75

    def __post_init__(self) -> None:
        if self.seed < 0:
            raise UsageError(f"seed is {self.seed}: choose 0 or more")
        for name in ("backbone_rate", "rehearsal_share"):
            value = getattr(self, name)
            if not 0.0 < value < 1.0:
                raise UsageError(f"{name} is {value}: choose a share between 0 and 1, like 0.005")
        if self.vae.init_from not in (None, self.like):
            raise UsageError(f"vae.init_from is {self.vae.init_from!r}: 'like' says what it starts from")
        if self.translator.init_from is not None:
            raise UsageError(
                f"translator.init_from is {self.translator.init_from!r}: it starts from the model"
            )
        if not self.translator.adapter:
            raise UsageError("translator.adapter is false: the adapter is what a new modality trains")
        decay = self.translator.optimiser.weight_decay
        if decay:
            raise UsageError(
                f"translator.optimiser.weight_decay is {decay}: choose 0, or the rows of known modalities would shrink"
            )


def read_spec(path: Path) -> NewModality:
    """Read the YAML; UsageError for an unknown, missing, mistyped or impossible key, with its place in the file.

    The VAE starts from that of ``like``.
    """
    spec = read_config(NewModality, path)
    return replace(spec, vae=replace(spec.vae, init_from=spec.like))


@dataclass(frozen=True)
class ModalityPlan:
    """A new modality that can be added."""

    base: Path
    manifest: Manifest
    """Of the model to extend."""
    spec: NewModality
    modality: Modality
    index: TileIndex
    new: tuple[Direction, ...]
    """Directions from and to the new modality."""
    known: tuple[Direction, ...]
    """The model's own directions that are rehearsed and guarded; none if the backbone is frozen."""
    size: str
    output: Path

    @property
    def run(self) -> Path:
        """Folder for checkpoints and latents, beside the output; removed when the model is finished."""
        return self.output.with_name(f"{self.output.name}.training")

    @property
    def recipe(self) -> Recipe:
        """Stage I of the new modality alone."""
        name = self.modality.name
        return Recipe(
            name=self.output.name,
            title=f"{self.manifest.title} with {self.modality.title}",
            version=self.manifest.version,
            licence=self.manifest.licence,
            size=self.size,
            seed=self.spec.seed,
            data=DataConfig(),
            vae={name: self.spec.vae},
            translator=self.spec.translator,
        )

    @property
    def identity(self) -> dict[str, Any]:
        """Everything that determines the new weights."""
        return {
            "base_digest": self.manifest.digest,
            "index_digest": self.index.digest,
            "spec": asdict(self.spec),
            "known": [str(direction) for direction in self.known],
        }


def make_modality_plan(
    base: Path, spec: NewModality, index: TileIndex, output: Path, *, train_backbone: bool
) -> ModalityPlan:
    """Check the specification against the model and the index; UsageError if it does not fit."""
    manifest = read_manifest(base)
    modality = index.modality(spec.modality)
    names = [m.name for m in manifest.modalities]
    if spec.modality in names:
        raise UsageError(f"the model {manifest.name} knows {spec.modality!r} already: fine-tune it instead")
    if spec.like not in names:
        raise UsageError(f"like is {spec.like!r}, but the model {manifest.name} has {', '.join(names)}")
    held = index.directions("train")
    usable = [d for a, b in permutations([*names, modality.name], 2) if (d := Direction(a, b)) in held]
    new = _new_directions(spec, usable, index)
    known = _known_directions(usable, manifest, index) if train_backbone else ()
    _check_shared(manifest, index, {end for d in (*new, *known) for end in (d.source, d.target)})
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise UsageError(f"{output} holds files already: choose an empty or new folder for the model")
    plan = ModalityPlan(base, manifest, spec, modality, index, new, known, _size_of(manifest), output)
    check_run_folder(plan.run, plan.identity)
    return plan


def _new_directions(spec: NewModality, usable: list[Direction], index: TileIndex) -> tuple[Direction, ...]:
    mine = [d for d in usable if spec.modality in (d.source, d.target)]
    if not mine:
        raise UsageError(
            f"no training tile of {index.path} holds {spec.modality} together with a modality of the model: index pairs"
        )
    wanted = spec.translator.directions
    if wanted is None:
        return tuple(mine)
    if missing := sorted(set(wanted) - {str(d) for d in mine}):
        raise UsageError(
            f"translator.directions names {', '.join(missing)}, which is not a direction from or to "
            f"{spec.modality} that the index holds: there are {', '.join(map(str, mine))}"
        )
    return tuple(d for d in mine if str(d) in wanted)


def _known_directions(usable: list[Direction], manifest: Manifest, index: TileIndex) -> tuple[Direction, ...]:
    """Directions that the index can rehearse. Each needs held-out tiles: without them a loss would go unnoticed."""
    known = tuple(d for d in usable if d in manifest.seen_directions)
    guarded = index.directions("validation")
    if not known or (missing := [str(d) for d in known if d not in guarded]):
        lacks = f"no validation tile for {', '.join(missing)}" if known else "no pair that the model knows"
        raise UsageError(
            f"{index.path} has {lacks}, so the backbone could forget unnoticed: merge in an index that has them, or "
            "leave --train-backbone out"
        )
    return known


def _check_shared(manifest: Manifest, index: TileIndex, used: set[str]) -> None:
    """The name is not enough: the bands must be the same."""
    for modality in manifest.modalities:
        if modality.name in used and index.modality(modality.name) != modality:
            raise UsageError(
                f"{index.path} has a {modality.name} with other bands or ranges than the model {manifest.name}: "
                "index the tiles with the model's"
            )


def _size_of(manifest: Manifest) -> str:
    """The size gives the new VAE its widths."""
    size = size_of(manifest.dit, manifest.adapter)
    if size is None:
        raise UsageError(
            f"the networks of {manifest.name} match no named size ({', '.join(SIZES)}): "
            "their VAE widths are unknown"
        )
    return size


LARGEST_LOSS_DB = 0.1


def check_nothing_lost(before: Mapping[str, float], after: Mapping[str, float]) -> None:
    """Compare PSNR in dB per known direction; Any2AnyError names the worst one if it lost more than 0.1 dB."""
    losses = {direction: before[direction] - after[direction] for direction in before}
    worst = max(losses, key=lambda direction: losses[direction], default=None)
    if worst is not None and losses[worst] > LARGEST_LOSS_DB:
        raise Any2AnyError(
            f"{worst} got worse by {losses[worst]:.2f} dB ({before[worst]:.2f} to {after[worst]:.2f}), more than "
            f"{LARGEST_LOSS_DB:g}: no model was written; lower backbone_rate, raise rehearsal_share, or leave "
            "--train-backbone out"
        )


def rehearsal_weights(
    known: Sequence[str], new: Sequence[str], share: float, given: Mapping[str, float]
) -> dict[str, float]:
    """Return weights under which ``share`` of the draws are known directions; ``given`` weighs within each part."""
    weights: dict[str, float] = {}
    for part, part_share in ((known, share), (new, 1.0 - share)):
        total = sum(given.get(direction, 1.0) for direction in part)
        weights |= {d: part_share * given.get(d, 1.0) / total for d in part if total > 0.0}
    return weights
