"""The engine with the real networks, two blocks deep and a few channels wide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.models.torch_model import TorchModel
from any2any.models.translator import Translator
from any2any.raster.radiometry import from_model_values, to_model_values
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import Manifest, VaeEntry
from any2any.spec.modality import Direction
from any2any.spec.networks import AdapterConfig, ContextConfig, DitConfig, VaeConfig
from any2any.translate import source_rows, stream
from any2any.translate.engine import translate
from any2any.translate.networks import EDGE_LATENT_PX

from ..guesses import CONTEXT, FINE, with_guess

RequestFor = Callable[..., TranslateRequest]


class CellByCell(Translator):
    """The real VAEs around a translation that looks at one cell alone, so that one pass is the truth."""

    def sample(self, z_source: Tensor, noise: Tensor, direction: Direction, steps: int) -> Tensor:
        return torch.tanh(z_source[:, :4].flip(1))


def small(manifest: Manifest, first_guess: bool = False, context: ContextConfig | None = None) -> Manifest:
    widths = {2: (4, 6), 4: (4, 6, 8), 8: (4, 4, 6, 8)}
    vaes = {
        m.name: VaeEntry(VaeConfig(m.channels, widths[m.downsampling]), (0.0,) * 4, (1.0,) * 4)
        for m in manifest.modalities
    }
    manifest = replace(manifest, vaes=vaes, dit=DitConfig(2, 48, 3), adapter=AdapterConfig(8, 1))
    return with_guess(manifest, context=context) if first_guess else manifest


@pytest.fixture
def manifest(manifest: Manifest) -> Manifest:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    return small(manifest)


def inside(x: Tensor, margin: int) -> Tensor:
    return x[:, :, margin:-margin, margin:-margin]


def reflected(x: Tensor, margin: int) -> Tensor:
    return F.pad(x, (margin,) * 4, mode="reflect")


def read(path: Path) -> np.ndarray:
    with rasterio.open(path) as dataset:
        return dataset.read()


def guessing(translator: Translator) -> Translator:
    """Give first guesses coefficients that keep their results inside the range."""
    for guess in translator.first_guesses.values():
        count = guess.weight.shape[1]
        weight, products = guess.weight + 0.4 / count, guess.products + 0.2 / count**2
        guess.weight.copy_(weight), guess.products.copy_(products), guess.bias.fill_(0.1)
        if translator.context:
            guess.context.fill_(0.1), guess.structure.fill_(0.1)
    return translator


def lively(vaes: nn.Module) -> None:
    """Draw weights that keep the size of signals: new ones let next to nothing of the input through."""
    for name, parameter in vaes.named_parameters():
        if name.endswith("weight") and parameter.dim() > 1:
            nn.init.kaiming_normal_(parameter, nonlinearity="linear")


def set_blocks(monkeypatch: pytest.MonkeyPatch, rows: int, columns: int) -> None:
    """Let the engine code blocks of this many cells."""
    for module in (stream, source_rows):
        monkeypatch.setattr(module, "BLOCK_ROWS", rows)
        monkeypatch.setattr(module, "BLOCK_COLS", columns)


LARGE, SMALL = (600, 900, 96, 192), (260, 340, 40, 56)
"""Rows and columns of pixels and of a block's cells: the engine's own blocks, and ones that cost less."""


@pytest.mark.parametrize(
    ("source", "target", "first_guess", "context", "size"),
    [
        *(("sar", target, False, None, SMALL) for target in ("nir", "ms", "pan")),
        ("sar", "rgb", True, FINE, LARGE),
        ("sar", "ms", True, None, SMALL),  # without the guess's detail
        *(("nir", target, True, None, SMALL) for target in ("rgb", "ms", "pan")),
        *((source, target, True, CONTEXT, SMALL) for source, target in (("sar", "ms"), ("nir", "pan"))),
        ("sar", "pan", True, FINE, SMALL),
    ],
)
def test_tiled_coding_equals_untiled(
    manifest,
    backscatter,
    write_raster,
    request_for: RequestFor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    target: str,
    first_guess: bool,
    context: ContextConfig | None,
    size: tuple[int, int, int, int],
) -> None:
    """150 x 225 or 65 x 85 cells: two rows and two columns of blocks with the networks' own halo."""
    height, width, *block = size
    set_blocks(monkeypatch, *block)
    manifest = small(manifest, first_guess, context)
    translator = guessing(CellByCell(manifest).eval().requires_grad_(False))
    lively(translator.vaes)
    if translator.context:
        lively(translator.context.fine)
    values = backscatter(height, width)
    if source != "sar":
        values = (values + 40) / 100
    path = write_raster(tmp_path / "source.tif", values)
    stored = read(translate(request_for(path, source=source, target=target), TorchModel(translator)).output)
    x = torch.from_numpy(to_model_values(values, manifest.modality(source)))[None]
    direction, edge, f = Direction(source, target), EDGE_LATENT_PX, manifest.modality(target).downsampling
    z_source = inside(translator.condition(reflected(x, 4 * edge), direction), edge)
    z = translator.sample(z_source, x, direction, 1)
    z_around, *source_around = (
        reflected(each, margin) for each, margin in ((z, edge), (z_source, edge), (x, 4 * edge))
    )
    y = inside(translator.decode(z_around, direction, *source_around), edge * f)[0].numpy()
    expected = from_model_values(y, manifest.modality(target))
    assert expected[:, 60:-60, 60:-60].std() > 1e-3  # not the same everywhere
    assert abs(stored / 1e4 - np.maximum(expected, 1e-4)).max() <= 1.01e-4


def test_batches_of_the_real_networks_do_not_matter(
    manifest, sar: Path, request_for: RequestFor, tmp_path: Path
) -> None:
    translator = Translator(manifest).eval().requires_grad_(False)
    results = [
        read(
            translate(
                request_for(sar, output=tmp_path / f"{n}.tif", batch=n, steps=2), TorchModel(translator)
            ).output
        )
        for n in (1, 2)
    ]
    assert abs(results[0].astype(int) - results[1]).max() <= 1


def test_blocks_of_the_real_networks_do_not_matter(
    manifest, backscatter, write_raster, request_for: RequestFor, tmp_path: Path, monkeypatch
) -> None:
    """307 x 509 pixels are 77 x 128 cells: one block, or 2 x 3 blocks of 40 x 56 cells, with other halos."""
    translator = Translator(manifest).eval().requires_grad_(False)
    lively(translator.vaes)
    path = write_raster(tmp_path / "sar.tif", backscatter(307, 509))
    results = []
    for rows, cols in ((96, 192), (40, 56)):
        set_blocks(monkeypatch, rows, cols)
        output = tmp_path / f"{rows}.tif"
        request = request_for(path, output=output, target="pan")
        results.append(read(translate(request, TorchModel(translator)).output))
    assert results[0].std() > 2
    assert abs(results[0].astype(int) - results[1]).max() <= 1


def test_bfloat16_is_near_float32_and_repeats(
    manifest, sar: Path, request_for: RequestFor, tmp_path: Path
) -> None:
    translator = Translator(manifest).eval().requires_grad_(False)
    lively(translator.vaes)

    def run(name: str, precision: str) -> Path:
        request = request_for(sar, output=tmp_path / name, target="nir", precision=precision)
        return translate(request, TorchModel(translator)).output

    exact, low, again = run("a.tif", "float32"), run("b.tif", "bfloat16"), run("c.tif", "bfloat16")
    difference = read(exact) / 1e4 - read(low) / 1e4
    assert 0 < np.sqrt(np.square(difference).mean()) < 0.02 * (read(exact) / 1e4).std() + 2e-3
    assert np.array_equal(read(low), read(again))
    with rasterio.open(low) as dataset:
        assert dataset.tags()["ANY2ANY_PRECISION"] == "bfloat16"
    with rasterio.open(exact) as dataset:
        assert "ANY2ANY_PRECISION" not in dataset.tags()


def test_the_engine_leaves_the_weights_alone(manifest, sar: Path, request_for: RequestFor) -> None:
    translator = Translator(manifest).eval().requires_grad_(False)
    before = {name: value.clone() for name, value in translator.state_dict().items()}
    translate(request_for(sar), TorchModel(translator))
    after = translator.state_dict()
    assert all(torch.equal(value, after[name]) for name, value in before.items())
