"""The engine with the real networks, two blocks deep and a few channels wide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch
from torch import Tensor

from any2any.manifest import Manifest, VaeEntry
from any2any.models.config import AdapterConfig, DitConfig, VaeConfig
from any2any.models.translator import Translator
from any2any.raster.radiometry import from_model_values, to_model_values
from any2any.translate.engine import translate
from any2any.translate.request import TranslateRequest

RequestFor = Callable[..., TranslateRequest]


class CellByCell(Translator):
    """The real VAEs around a translation that looks at one cell alone, so that one pass is the truth."""

    def translate_latents(
        self, z_source: Tensor, noise: Tensor, source: str, target: str, steps: int
    ) -> Tensor:
        return torch.tanh(z_source[:, :4].flip(1))


def small(manifest: Manifest, first_guess: bool = False) -> Manifest:
    widths = {2: (4, 6), 4: (4, 6, 8), 8: (4, 4, 6, 8)}
    vaes = {
        m.name: VaeEntry(VaeConfig(m.channels, widths[m.downsampling]), (0.0,) * 4, (0.02,) * 4)
        for m in manifest.modalities
    }
    return replace(
        manifest, vaes=vaes, dit=DitConfig(2, 48, 3, first_guess=first_guess), adapter=AdapterConfig(8, 1)
    )


@pytest.fixture
def manifest(manifest: Manifest) -> Manifest:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    return small(manifest)


def read(path: Path) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read()


def guessing(translator: Translator) -> Translator:
    """Give first guesses coefficients that keep their results inside the range."""
    for guess in translator.first_guesses.values():
        guess.set(torch.full_like(guess.weight, 0.4), torch.full_like(guess.bias, 0.1))
    return translator


@pytest.mark.parametrize("first_guess", [False, True])
@pytest.mark.parametrize("target", ["nir", "ms", "pan"])
def test_tiled_coding_equals_untiled(
    manifest,
    backscatter,
    write_raster,
    request_for: RequestFor,
    tmp_path: Path,
    target: str,
    first_guess: bool,
) -> None:
    """600 x 900 pixels are 150 x 225 cells: two rows and two columns of blocks with the networks' own halo."""
    manifest = small(manifest, first_guess)
    translator = guessing(CellByCell(manifest).eval().requires_grad_(False))
    values = backscatter(600, 900)
    path = write_raster(tmp_path / "sar.tif", values)
    stored = read(translate(request_for(path, target=target), translator).output)
    x = torch.from_numpy(to_model_values(values, manifest.modality("sar")))[None]
    z_source = translator.encode_source(x, "sar", target)
    z = translator.translate_latents(z_source, x, "sar", target, 1)
    y = translator.render(z, z_source, x, "sar", target)[0].numpy()
    expected = from_model_values(y, manifest.modality(target))
    assert np.ptp(expected) > 1e-3  # not the same everywhere
    assert abs(stored / 1e4 - np.maximum(expected, 1e-4)).max() <= 1.01e-4


def test_batches_of_the_real_networks_do_not_matter(
    manifest, sar: Path, request_for: RequestFor, tmp_path: Path
) -> None:
    translator = Translator(manifest).eval().requires_grad_(False)
    results = [
        read(translate(request_for(sar, output=tmp_path / f"{n}.tif", batch=n, steps=2), translator).output)
        for n in (1, 2)
    ]
    assert abs(results[0].astype(int) - results[1]).max() <= 1
