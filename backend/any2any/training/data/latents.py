"""Latents of frozen VAEs, computed once: what stage II trains on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save_file
from torch import Tensor
from tqdm import tqdm

from any2any.manifest import VaeEntry
from any2any.models.vae import Vae
from any2any.training.data.scene import PairedScene, turn
from any2any.training.data.simulated import SIMULATED


@dataclass(frozen=True)
class LatentScene:
    """One dihedral variant of a scene: standardised latents (4, rows, columns), float16, by modality."""

    source: str
    latents: Mapping[str, NDArray[np.float16]]

    @property
    def size_latent_px(self) -> tuple[int, int]:
        """Rows and columns of latent cells."""
        _, rows, columns = next(iter(self.latents.values())).shape
        return rows, columns

    def crop(self, modality: str, row: int, column: int, size_latent_px: int) -> NDArray[np.float16]:
        """Cut one modality at a latent cell: (4, size, size)."""
        return self.latents[modality][:, row : row + size_latent_px, column : column + size_latent_px]


def cached_latents(
    path: Path,
    scenes: Sequence[PairedScene],
    vaes: Mapping[str, tuple[Vae, VaeEntry]],
    variants: int,
    smallest_latent_px: int,
) -> list[LatentScene]:
    """Read the cache at ``path``, or encode the scenes and write it.

    Real scenes are encoded in ``variants`` turns, since an encoder does not commute with turning. Simulated ones are
    encoded once: more seeds are as cheap as more turns. Scenes smaller than a window are left out. A cache of other
    scenes, VAEs or turns is made anew.
    """
    key = _key(scenes, vaes, variants, smallest_latent_px)
    if _key_in(path) != key:
        _write(path, _encode_all(scenes, vaes, variants, smallest_latent_px), key)
    return _read(path)


def _key(
    scenes: Sequence[PairedScene],
    vaes: Mapping[str, tuple[Vae, VaeEntry]],
    variants: int,
    smallest_latent_px: int,
) -> str:
    """Hex sha256 of everything that the latents depend on, scenes by their names."""
    digest = hashlib.sha256(f"{variants} {smallest_latent_px} {[scene.name for scene in scenes]}".encode())
    for name, (vae, entry) in sorted(vaes.items()):
        digest.update(f"{name} {entry}".encode())
        for weights in vae.state_dict().values():
            digest.update(weights.cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def _key_in(path: Path) -> str | None:
    if not path.is_file():
        return None
    with safe_open(path, framework="numpy") as stored:
        return stored.metadata().get("key")


def _encode_all(
    scenes: Sequence[PairedScene],
    vaes: Mapping[str, tuple[Vae, VaeEntry]],
    variants: int,
    smallest_latent_px: int,
) -> Iterator[LatentScene]:
    large = [scene for scene in scenes if min(scene.size_latent_px) >= smallest_latent_px]
    for scene in tqdm(large, desc="encoding", mininterval=10.0):
        for variant in range(1 if scene.source == SIMULATED else variants):
            turned = {m: turn(a, _spread(variant, variants)) for m, a in scene.arrays.items()}
            yield LatentScene(scene.source, {m: encode_standardised(*vaes[m], a) for m, a in turned.items()})


def _spread(variant: int, variants: int) -> int:
    """Choose turns far apart: with four of the eight, 0, 2 (half turn) and their mirror images."""
    return variant * 8 // variants


@torch.no_grad()
def encode_standardised(vae: Vae, entry: VaeEntry, array: NDArray[np.float16]) -> NDArray[np.float16]:
    """Encode one array of model values (C, H, W) whole: (4, H/f, W/f), zero mean and unit variance on average."""
    device = next(vae.parameters()).device
    x = torch.from_numpy(array.astype(np.float32))[None].contiguous(memory_format=torch.channels_last)
    with torch.autocast(device.type, torch.bfloat16):
        mean = vae.encode(x.to(device)).mean.float().cpu()
    z = (mean - _column(entry.latent_mean)) / _column(entry.latent_std)
    return z[0].contiguous().numpy().astype(np.float16)


def _column(values: Iterable[float]) -> Tensor:
    return torch.tensor(list(values)).view(1, -1, 1, 1)


def _write(path: Path, scenes: Iterable[LatentScene], key: str) -> None:
    tensors: dict[str, NDArray[np.float16]] = {}
    sources: list[str] = []
    for i, scene in enumerate(scenes):
        sources.append(scene.source)
        tensors |= {f"{i}.{modality}": z for modality, z in scene.latents.items()}
    unfinished = path.with_suffix(".part")
    save_file(tensors, unfinished, metadata={"sources": json.dumps(sources), "key": key})
    unfinished.replace(path)


def _read(path: Path) -> list[LatentScene]:
    with safe_open(path, framework="numpy") as stored:
        sources = json.loads(stored.metadata()["sources"])
        latents: list[dict[str, NDArray[np.float16]]] = [{} for _ in sources]
        for key in stored.keys():  # noqa: SIM118 - a safetensors handle is no mapping
            index, modality = key.split(".")
            latents[int(index)][modality] = stored.get_tensor(key)
    return [LatentScene(source, z) for source, z in zip(sources, latents, strict=True)]
