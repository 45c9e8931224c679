from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from any2any.manifest import VaeEntry
from any2any.models.config import VaeConfig
from any2any.models.vae import Vae
from any2any.training.data import latents as latents_module
from any2any.training.data.latents import LatentScene, cached_latents, encode_standardised
from any2any.training.data.scene import PairedScene, turn

MEAN, STD = (1.0, 2.0, 3.0, 4.0), (0.5, 1.0, 2.0, 4.0)


@pytest.fixture
def vaes() -> dict[str, tuple[Vae, VaeEntry]]:
    torch.manual_seed(0)
    configs = {"sar": VaeConfig(1, (4, 4, 4)), "ms": VaeConfig(6, (4, 4))}
    return {
        name: (Vae(config).eval().requires_grad_(False), VaeEntry(config, MEAN, STD))
        for name, config in configs.items()
    }


@pytest.fixture
def scene() -> PairedScene:
    rng = np.random.default_rng(0)
    sar, ms = (rng.uniform(-1, 1, shape).astype(np.float16) for shape in ((1, 32, 40), (6, 16, 20)))
    return PairedScene("r/1", "r", "train", {"sar": sar, "ms": ms})


def test_latents_are_standardised(vaes: dict, scene: PairedScene) -> None:
    z = encode_standardised(*vaes["sar"], scene.arrays["sar"])
    assert (z.shape, z.dtype) == ((4, 8, 10), np.float16)
    raw = (
        vaes["sar"][0].encode(torch.from_numpy(scene.arrays["sar"].astype(np.float32))[None]).mean[0].numpy()
    )
    expected = (raw - np.reshape(MEAN, (4, 1, 1))) / np.reshape(STD, (4, 1, 1))
    np.testing.assert_allclose(z, expected, atol=0.02)  # bfloat16 has three digits


def test_real_scenes_come_in_turns_and_simulated_ones_once(
    tmp_path: Path, vaes: dict, scene: PairedScene
) -> None:
    simulated = replace(scene, source="simulated")
    found = cached_latents(tmp_path / "l.safetensors", [scene, simulated], vaes, 4, 8)
    assert [s.source for s in found] == ["r"] * 4 + ["simulated"]
    for s, variant in zip(found, (0, 2, 4, 6, 0), strict=True):
        expected = encode_standardised(*vaes["ms"], turn(scene.arrays["ms"], variant))
        np.testing.assert_array_equal(s.latents["ms"], expected)
        assert s.size_latent_px == s.latents["sar"].shape[1:]


def test_small_scenes_are_left_out(tmp_path: Path, vaes: dict, scene: PairedScene) -> None:
    assert cached_latents(tmp_path / "l.safetensors", [scene], vaes, 1, 9) == []


def test_the_cache_is_written_once(
    tmp_path: Path, vaes: dict, scene: PairedScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "l.safetensors"
    first = cached_latents(path, [scene], vaes, 2, 8)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    monkeypatch.delattr(latents_module, "encode_standardised")
    again = cached_latents(path, [scene], vaes, 2, 8)
    assert len(again) == len(first) == 2
    for a, b in zip(first, again, strict=True):
        assert all(np.array_equal(a.latents[name], b.latents[name]) for name in ("sar", "ms"))


def test_crops_address_latent_cells() -> None:
    z = np.arange(4 * 5 * 6, dtype=np.float16).reshape(4, 5, 6)
    np.testing.assert_array_equal(LatentScene("s", {"sar": z}).crop("sar", 1, 2, 3), z[:, 1:4, 2:5])
