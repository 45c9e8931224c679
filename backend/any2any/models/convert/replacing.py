"""Replace a model's VAE by an imported one, in a new model folder."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from safetensors.torch import load_file, save_file

from any2any.errors import UsageError
from any2any.files import move_folder
from any2any.models.convert.importing import ImportedVae
from any2any.spec.manifest import Manifest, WeightsFile, is_graph, vae_file
from any2any.spec.model_folder import read_manifest, sha256_of, verify_files, write_manifest


def replace_vae(
    model: Path, out: Path, modality: str, vae: ImportedVae, latent_scale: float | None, origin: str
) -> Manifest:
    """Write ``out``: the model with another VAE for one modality, all else unchanged; return its manifest.

    The translator was trained on the old VAE's latents, so the new VAE must code into the same space, like one that was
    fine-tuned elsewhere. The model keeps its latent statistics unless a scale is given; its scores are dropped, because
    they were measured with the old VAE. UsageError if bands, pixels per latent cell or latent channels differ, or if
    ``out`` is not empty.
    """
    manifest = read_manifest(model)
    verify_files(model, manifest)
    _require_same_latent(manifest, modality, vae)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} is not empty: name a new folder")
    old = manifest.vaes[modality]
    entry = replace(old, config=vae.config) if latent_scale is None else vae.entry(latent_scale)
    out = out.resolve()
    unfinished = out.with_name(f"{out.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    files = {name: entry for name, entry in manifest.files.items() if not is_graph(name)}
    for name in files:
        shutil.copyfile(model / name, unfinished / name)
    file = unfinished / vae_file(modality)
    dtype = next(iter(load_file(file).values())).dtype
    save_file({key: value.to(dtype).contiguous() for key, value in vae.state.items()}, file)
    file.chmod(0o644)  # safetensors makes files that only their owner can read
    manifest = replace(
        manifest,
        vaes=manifest.vaes | {modality: entry},
        files=files | {file.name: WeightsFile(sha256_of(file), file.stat().st_size)},
        training=manifest.training | {"imported_vae": f"{modality} from {origin}"},
        metrics={},
    )
    write_manifest(unfinished, manifest)
    if out.exists():
        out.rmdir()
    move_folder(unfinished, out)
    return manifest


def _require_same_latent(manifest: Manifest, modality: str, vae: ImportedVae) -> None:
    spec = manifest.modality(modality)
    config = vae.config
    found = (config.channels, config.downsampling, config.latent_channels)
    wanted = (spec.channels, spec.downsampling, manifest.dit.latent_channels)
    if found != wanted:
        raise UsageError(
            f"the checkpoint codes {found[0]} bands at 1/{found[1]} into {found[2]} channels, "
            f"{modality} of {manifest.name} needs {wanted[0]} at 1/{wanted[1]} into {wanted[2]}: "
            "import it into a run folder and train a translator on it"
        )
