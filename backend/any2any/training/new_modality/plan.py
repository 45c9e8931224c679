"""What exactly adding a modality will do, checked before any weights are loaded. Imports no torch."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

from any2any.data.index.reader import TileIndex
from any2any.errors import UsageError
from any2any.spec.manifest import Manifest, read_manifest
from any2any.spec.modality import Direction, Modality
from any2any.spec.networks import SIZES, size_of
from any2any.training.config import DataConfig, Recipe
from any2any.training.finetune.run_folder import check_run_folder
from any2any.training.new_modality.spec import NewModality


@dataclass(frozen=True)
class ModalityPlan:
    """A new modality that can be added."""

    base: Path
    manifest: Manifest
    """Of the model that learns it."""
    spec: NewModality
    modality: Modality
    index: TileIndex
    new: tuple[Direction, ...]
    """Directions from and to the new modality."""
    known: tuple[Direction, ...]
    """The model's own directions that are rehearsed and guarded; none where the backbone is frozen."""
    size: str
    output: Path

    @property
    def run(self) -> Path:
        """Folder for checkpoints and latents, beside the output; it goes when the model is finished."""
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
        """Everything that the new weights depend on."""
        return {
            "base_digest": self.manifest.digest,
            "index_digest": self.index.digest,
            "spec": asdict(self.spec),
            "known": [str(direction) for direction in self.known],
        }


def make_modality_plan(
    base: Path, spec: NewModality, index: TileIndex, output: Path, *, train_backbone: bool
) -> ModalityPlan:
    """Check the specification against the model and the index; UsageError says what is wrong with it."""
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
            f"{index.path} has {lacks}, so the backbone could forget unseen: merge in an index that has them, or "
            "leave --train-backbone out"
        )
    return known


def _check_shared(manifest: Manifest, index: TileIndex, used: set[str]) -> None:
    """A name is not enough: the bands behind it must be the same ones."""
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
