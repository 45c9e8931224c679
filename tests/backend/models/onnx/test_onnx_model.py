"""Both runtimes compute the same: every network, and what the engine asks of a model."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from any2any.errors import UsageError
from any2any.models.onnx.graphs.export import export_graphs
from any2any.models.onnx.onnx_model import OnnxModel, doubled
from any2any.models.reach import Cells
from any2any.models.torch_model import TorchModel
from any2any.models.translator import Translator, save_model
from any2any.spec.manifest import Manifest
from any2any.spec.modality import DEFAULT_MODALITIES, Direction
from any2any.spec.networks import AdapterConfig, DitConfig, Storage

from ...guesses import FINE, with_guess

SAR_RGB = Direction("sar", "rgb")

CLOSE = 1e-3
"""Largest difference, of the range of the values."""

MODALITIES = {modality.name: modality for modality in DEFAULT_MODALITIES}


def everything(manifest: Manifest) -> Manifest:
    """All additions to the paper."""
    manifest = replace(manifest, dit=DitConfig(2, 48, 3, cycle_spinning=True))
    manifest = with_guess(manifest, anchored=True, context=FINE, context_channels=3, gains={"sar->rgb": 0.5})
    return replace(manifest, adapter=AdapterConfig(32, 1, source_channels=manifest.dit.source_channels))


def as_imported(manifest: Manifest) -> Manifest:
    """VAEs with norms and attention, as other projects have."""
    vaes = {
        name: replace(
            entry,
            config=replace(
                entry.config,
                widths=tuple(8 for _ in entry.config.widths),
                norm="group",
                norm_groups=4,
                mid_attention=True,
            ),
        )
        for name, entry in manifest.vaes.items()
    }
    return replace(manifest, vaes=vaes)


def lively(translator: Translator) -> Translator:
    """Draw every weight so that each input matters and nothing grows out of bounds."""
    torch.manual_seed(0)
    for tensor in (*translator.parameters(), *translator.first_guesses.buffers()):
        fan_in = max(1, tensor[0].numel()) if tensor.dim() > 1 else 16
        tensor.data.normal_(std=0.7 / fan_in**0.5)
    return translator.eval().requires_grad_(False)


def plain(manifest: Manifest) -> Manifest:
    """The paper's networks."""
    return manifest


def in_both(manifest: Manifest, folder: Path, storage: Storage) -> tuple[OnnxModel, TorchModel]:
    save_model(folder, lively(Translator(manifest)), storage)
    export_graphs(folder)
    return OnnxModel.load(folder), TorchModel(Translator.load(folder))


def assert_close(found: np.ndarray, expected: np.ndarray) -> None:
    assert found.shape == expected.shape
    assert found.dtype == expected.dtype == np.float32
    assert np.ptp(expected) > 0.01
    assert abs(found - expected).max() <= CLOSE * np.ptp(expected)


def image(name: str, rows: int, columns: int, seed: int = 0) -> np.ndarray:
    """Model values of a modality over latent cells, smooth enough that means over squares differ."""
    modality = MODALITIES[name]
    cells = np.random.default_rng(seed).uniform(-1, 1, (1, modality.channels, rows, columns))
    return (
        cells.repeat(modality.downsampling, axis=2).repeat(modality.downsampling, axis=3).astype(np.float32)
    )


@pytest.mark.parametrize(
    ("change", "storage", "source", "target"),
    [
        (plain, "float16", "sar", "ms"),
        (as_imported, "int8", "ms", "pan"),
        *((everything, "int8", *ends) for ends in (("sar", "ms"), ("ms", "pan"), ("nir", "rgb"))),
    ],
)
def test_every_network_is_within_a_thousandth(
    small_manifest: Manifest,
    tmp_path: Path,
    change: Callable[[Manifest], Manifest],
    storage: Storage,
    source: str,
    target: str,
) -> None:
    """Blocks of 17 x 22 cells: an odd number of cells is half a context token more than there is."""
    found, expected = in_both(change(small_manifest), tmp_path, storage)
    direction = Direction(source, target)
    assert found.source_channels == expected.source_channels
    assert found.alignment_latent_px == expected.alignment_latent_px
    for name in ("condition_halo_latent_px", "decoding_halo_latent_px"):
        assert getattr(found, name)(direction) == getattr(expected, name)(direction)
    x = image(source, 17, 22)
    z_source = expected.condition(x, direction)
    assert_close(found.condition(x, direction), z_source)
    cells = Cells(slice(4, 9), slice(6, 15))
    assert_close(found.condition(x, direction, cells), expected.condition(x, direction, cells))
    rng = np.random.default_rng(1)
    z = rng.normal(size=(1, 4, 17, 22)).astype(np.float32)
    assert_close(found.decode(z, direction, z_source, x), expected.decode(z, direction, z_source, x))
    channels = (3, found.source_channels, 64, 64)
    window, noise = (rng.normal(size=shape).astype(np.float32) for shape in (channels, (3, 4, 64, 64)))
    for steps in (1, 2):
        assert_close(
            found.sample(window, noise, direction, steps),
            expected.sample(window, noise, direction, steps),
        )


def test_windows_of_a_batch_know_nothing_of_each_other(small_manifest: Manifest, tmp_path: Path) -> None:
    model, _ = in_both(small_manifest, tmp_path, "float16")
    z_source, noise = np.random.default_rng(0).normal(size=(2, 5, 4, 64, 64)).astype(np.float32)
    whole = model.sample(z_source, noise, SAR_RGB, 1)
    alone = model.sample(z_source[3:4], noise[3:4], SAR_RGB, 1)
    assert abs(whole[3:4] - alone).max() < 1e-5


def test_the_same_input_gives_the_same_bytes_also_from_new_sessions(
    small_manifest: Manifest, tmp_path: Path
) -> None:
    """A resumed job opens its sessions again."""
    model, _ = in_both(small_manifest, tmp_path, "float16")
    x = image("sar", 20, 20)
    first = model.condition(x, SAR_RGB)
    model.release_memory()
    assert np.array_equal(model.condition(x, SAR_RGB), first)


def test_doubling_is_pytorchs(small_manifest: Manifest) -> None:
    x = np.random.default_rng(0).normal(size=(2, 3, 5, 4)).astype(np.float32)
    expected = torch.nn.functional.interpolate(
        torch.from_numpy(x), scale_factor=2.0, mode="bilinear", align_corners=False
    )
    assert abs(doubled(x) - expected.numpy()).max() < 1e-6


def test_only_float32_is_offered(small_manifest: Manifest, tmp_path: Path) -> None:
    model, _ = in_both(small_manifest, tmp_path, "float16")
    assert model.at_precision("float32") is model
    with pytest.raises(UsageError, match="has no bfloat16: leave out the precision, or choose runtime torch"):
        model.at_precision("bfloat16")


def test_it_computes_without_torch(small_manifest: Manifest, tmp_path: Path) -> None:
    in_both(small_manifest, tmp_path, "float16")
    code = (
        "import sys, numpy as np; from pathlib import Path\n"
        "sys.modules['torch'] = None\n"
        "from any2any.models.onnx.onnx_model import OnnxModel\n"
        "from any2any.spec.modality import Direction\n"
        "model = OnnxModel.load(Path(sys.argv[1]))\n"
        "x = np.zeros((1, 1, 64, 64), np.float32)\n"
        "print(model.condition(x, Direction('sar', 'rgb')).shape)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout == "(1, 4, 16, 16)\n"
