"""VAEs for a run folder, from another run's or a model's folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from any2any.errors import UsageError
from any2any.models.convert.importing import ImportedVae, write_vae
from any2any.models.translator import Translator
from any2any.models.vae import Vae
from any2any.spec.manifest import VaeEntry, vae_file
from any2any.spec.modality import Modality
from any2any.spec.model_folder import CONFIG_NAME, sha256_of
from any2any.training.vae.train import read_vae


def give_vaes(source: Path, run: Path, modalities: Iterable[Modality], size: str) -> None:
    """Write ``run/vae-<modality>.safetensors`` from a run's or a model's folder; existing ones are kept.

    UsageError if the folder lacks the VAE of a modality.
    """
    missing = [m for m in modalities if not (run / vae_file(m.name)).is_file()]
    if not missing:
        return
    model = Translator.load(source) if (source / CONFIG_NAME).is_file() else None
    for modality in missing:
        vae, entry = _from_model(model, modality) if model else read_vae(source, modality, size)
        imported = ImportedVae(entry.config, vae.state_dict(), None)
        write_vae(run / vae_file(modality.name), imported, entry, measured=True, origin=source.name)


def vaes_digest(source: Path, names: Iterable[str]) -> str:
    """Return a digest of the VAEs of a run's or a model's folder; UsageError if one is missing."""
    paths = [source / vae_file(name) for name in sorted(names)]
    if missing := [path for path in paths if not path.is_file()]:
        raise UsageError(f"{missing[0]} does not exist: give a run or model folder with all VAEs")
    return " ".join(sha256_of(path)[:16] for path in paths)


def _from_model(model: Translator, modality: Modality) -> tuple[Vae, VaeEntry]:
    if model.manifest.modality(modality.name) != modality:
        raise UsageError(
            f"the model {model.manifest.name} specifies {modality.name} differently from the index: "
            "choose a model or run folder of these modalities"
        )
    vae = model.vaes[modality.name]
    assert isinstance(vae, Vae)
    return vae, model.manifest.vaes[modality.name]
