from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors import safe_open
from safetensors.torch import load_file

from any2any.data.index.reader import TileIndex
from any2any.data.index.writer import write_index
from any2any.errors import CancelledError, UsageError
from any2any.models.convert.importing import ImportedVae, has_latent_statistics, write_vae
from any2any.models.translator import Translator
from any2any.models.vae import Vae
from any2any.spec.manifest import VaeEntry
from any2any.spec.modality import DEFAULT_MODALITIES, RGB, SAR
from any2any.spec.networks import vae_config
from any2any.training.config import MonitorConfig, PerceptualConfig, Recipe, VaeTrainingConfig
from any2any.training.loop.monitor import Hooks
from any2any.training.recipe_file import read_recipe
from any2any.training.vae import train as vae_module
from any2any.training.vae.crops import CropBatches
from any2any.training.vae.train import (
    copy_matching,
    copy_vae,
    measure_imported,
    measure_latents,
    read_vae,
    train_vae,
)

from ..runs import Run, moved_tiles, small_optimiser


def with_rgb(recipe: Recipe, **changes: object) -> Recipe:
    """The recipe with another configuration of the RGB VAE."""
    return replace(recipe, vae={"rgb": replace(recipe.vae["rgb"], **changes)})  # type: ignore[arg-type]


def metadata(path: Path) -> dict[str, str]:
    with safe_open(path, "pt") as file:
        return dict(file.metadata())


def test_stage_one_writes_a_vae_that_reads_back(stage_one: Run) -> None:
    for m in DEFAULT_MODALITIES:
        vae, entry = read_vae(stage_one.folder, m, stage_one.recipe.size)
        assert entry.config == vae_config(stage_one.recipe.size, m.channels, m.downsampling)
        assert all(math.isfinite(mean) for mean in entry.latent_mean)
        assert all(std > 0 for std in entry.latent_std)
        assert not any(p.requires_grad for p in vae.parameters())
        assert (stage_one.folder / f"vae-{m.name}" / "checkpoint.pt").is_file()
        assert read_recipe(stage_one.folder / f"vae-{m.name}" / "recipe.yaml") == stage_one.recipe
    assert not list(stage_one.folder.glob("*.part"))


def test_the_weights_say_how_they_were_trained(stage_one: Run) -> None:
    written = metadata(stage_one.folder / "vae-rgb.safetensors")
    assert written["steps"] == "4"
    assert json.loads(written["terms"]) == {
        "reconstruction": "l1",
        "perceptual": "none",
        "perceptual_weight": 0.0,
        "perceptual_sha256": {},
        "kl_weight": 1e-5,
    }


def test_the_weights_are_the_averaged_ones(stage_one: Run) -> None:
    """The checkpoint holds both; after 4 steps they differ."""
    checkpoint = torch.load(stage_one.folder / "vae-nir" / "checkpoint.pt", weights_only=True)
    written = load_file(stage_one.folder / "vae-nir.safetensors")
    for name, value in checkpoint["average"].items():
        assert torch.equal(written[name.removeprefix("vae.")], value), name
    assert any(not torch.equal(checkpoint["module"][n], v) for n, v in checkpoint["average"].items())


@pytest.mark.parametrize("modality", [RGB, SAR])
def test_standardised_latents_have_mean_0_and_variance_1(stage_one: Run, modality: object) -> None:
    """Over 256 fresh crops; each has 64 cells, but neighbours are alike: about 3 % of chance remain."""
    assert isinstance(modality, type(RGB))
    vae, entry = read_vae(stage_one.folder, modality, stage_one.recipe.size)
    config = stage_one.recipe.vae[modality.name]
    crops = CropBatches(stage_one.index, "train", modality, config, stage_one.recipe.data, seed=99)
    x = crops.plain(0, range(256))["image"]
    mean, std = (torch.tensor(v)[:, None, None] for v in (entry.latent_mean, entry.latent_std))
    z = (vae.encode(x).mean - mean) / std
    assert torch.allclose(z.mean(dim=(0, 2, 3)), torch.zeros(4), atol=0.15)
    assert torch.allclose(z.var(dim=(0, 2, 3)), torch.ones(4), atol=0.3)


def test_statistics_by_arithmetic(two_blocks: str) -> None:
    """Half the crops at 0 and half at 1 through an encoder that copies its input: mean 1/2, deviation 1/2."""
    vae = Vae(vae_config(two_blocks, 1, 1))
    for parameter in vae.parameters():
        torch.nn.init.zeros_(parameter)
    middle = (0, 0, 1, 1)  # feature 0 takes the image's pixel, latent channel c adds c
    for convolution in (vae.encoder.conv_in, vae.encoder.conv_out):
        convolution.weight.data[middle] = 1.0
    vae.quant_conv.weight.data[:4, 0] = 1.0
    vae.quant_conv.bias.data[:4] = torch.arange(4.0)
    level = float(torch.nn.functional.silu(torch.tensor(1.0)))
    entry = measure_latents(vae, iter([torch.zeros(1, 1, 4, 4), torch.ones(1, 1, 4, 4)]))
    assert entry.latent_mean == pytest.approx([level / 2 + c for c in range(4)])
    assert entry.latent_std == pytest.approx([level / 2] * 4)


def test_running_a_finished_stage_again_changes_nothing(stage_one: Run) -> None:
    before = load_file(stage_one.folder / "vae-sar.safetensors")
    train_vae(stage_one.recipe, "sar", stage_one.index, stage_one.folder, "cpu")
    after = load_file(stage_one.folder / "vae-sar.safetensors")
    assert all(torch.equal(before[key], after[key]) for key in before)


def test_a_stopped_run_continues_to_the_same_weights(stage_one: Run, tmp_path: Path) -> None:
    seen: list[int] = []

    def stop_in_the_second_step() -> bool:
        seen.append(1)
        return len(seen) == 2

    with pytest.raises(CancelledError, match="VAE rgb: stopped at step 2 of 4"):
        train_vae(
            stage_one.recipe,
            "rgb",
            stage_one.index,
            tmp_path,
            "cpu",
            Hooks(is_cancelled=stop_in_the_second_step),
        )
    assert not list(tmp_path.glob("*.safetensors"))
    reported: list[int] = []
    hooks = Hooks(on_step=lambda done, steps, values: reported.append(done))
    train_vae(stage_one.recipe, "rgb", stage_one.index, tmp_path, "cpu", hooks)
    assert reported[-1] == 4
    before, after = (load_file(f / "vae-rgb.safetensors") for f in (stage_one.folder, tmp_path))
    assert all(torch.equal(before[key], after[key]) for key in before)


def test_validation_and_pictures_come_with_the_stage(stage_one: Run, tmp_path: Path) -> None:
    monitor = MonitorConfig(validate_every_steps=1, sample_every_steps=2, patience=3)
    config = with_rgb(stage_one.recipe, monitor=monitor, optimiser=small_optimiser(2))
    train_vae(config, "rgb", stage_one.index, tmp_path, "cpu")
    rows = [json.loads(line) for line in (tmp_path / "vae-rgb/metrics.jsonl").read_text().splitlines()]
    assert [row["step"] for row in rows] == [1, 2]
    # An untrained VAE gives about 0, where land is at about -0.6: some 3 dB.
    assert all(0 < row["psnr_db"] < 20 for row in rows)
    [picture] = (tmp_path / "vae-rgb/samples").iterdir()
    assert picture.name == "step-0000002.png"
    with Image.open(picture) as image:
        assert image.size == (2 * 256 + 4, 6 * 256 + 5 * 4)


def test_the_callers_hooks_replace_the_stages_own(stage_one: Run, tmp_path: Path) -> None:
    steps: list[int] = []
    hooks = Hooks(validate=lambda module: 12.5, sample=lambda module, step: steps.append(step))
    monitor = MonitorConfig(validate_every_steps=1, sample_every_steps=1)
    config = with_rgb(stage_one.recipe, monitor=monitor, optimiser=small_optimiser(1))
    train_vae(config, "rgb", stage_one.index, tmp_path, "cpu", hooks)
    assert steps == [1]
    assert '"psnr_db": 12.5' in (tmp_path / "vae-rgb/metrics.jsonl").read_text()
    assert not (tmp_path / "vae-rgb/samples").exists()


def test_the_perceptual_term_is_trained_and_written_down(stage_one: Run, tmp_path: Path) -> None:
    perceptual = PerceptualConfig("gradient", 0.5)
    config = with_rgb(stage_one.recipe, perceptual=perceptual, optimiser=small_optimiser(1))
    train_vae(config, "rgb", stage_one.index, tmp_path, "cpu")
    terms = json.loads(metadata(tmp_path / "vae-rgb.safetensors")["terms"])
    assert (terms["perceptual"], terms["perceptual_weight"]) == ("gradient", 0.5)
    row = json.loads((tmp_path / "vae-rgb/metrics.jsonl").read_text())
    assert row["perceptual"] > 0
    assert row["total"] == pytest.approx(
        row["reconstruction"] + 0.5 * row["perceptual"] + 1e-5 * row["kl"], rel=1e-5
    )


def test_lpips_without_weights_stops_before_training(
    stage_one: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANY2ANY_LPIPS", str(tmp_path / "nowhere"))
    config = with_rgb(stage_one.recipe, perceptual=PerceptualConfig("lpips", 1.0))
    with pytest.raises(UsageError, match="run `any2any train lpips` once"):
        train_vae(config, "rgb", stage_one.index, tmp_path, "cpu")
    assert not (tmp_path / "vae-rgb").exists()


def test_validation_needs_a_validation_split(stage_one: Run, tmp_path: Path) -> None:
    tiles = moved_tiles(stage_one.index, "train")
    write_index(tmp_path / "train.gpkg", tiles, DEFAULT_MODALITIES)
    index = TileIndex(tmp_path / "train.gpkg")
    one_step = {"optimiser": small_optimiser(1)}
    config = with_rgb(stage_one.recipe, monitor=MonitorConfig(sample_every_steps=1), **one_step)
    train_vae(config, "rgb", index, tmp_path / "pictures", "cpu")  # of training crops
    assert list((tmp_path / "pictures/vae-rgb/samples").iterdir())
    config = with_rgb(stage_one.recipe, monitor=MonitorConfig(validate_every_steps=1), **one_step)
    with pytest.raises(UsageError, match=r"no validation tile of .* holds rgb"):
        train_vae(config, "rgb", index, tmp_path / "run", "cpu")


def test_first_weights_depend_on_the_seed_alone(stage_one: Run, tmp_path: Path) -> None:
    torch.manual_seed(1)
    state = torch.get_rng_state()
    first = vae_module._new_vae(stage_one.recipe, RGB, tmp_path).state_dict()
    assert torch.equal(torch.get_rng_state(), state)
    torch.manual_seed(2)
    again = vae_module._new_vae(stage_one.recipe, RGB, tmp_path).state_dict()
    other = vae_module._new_vae(replace(stage_one.recipe, seed=6), RGB, tmp_path).state_dict()
    key = "encoder.conv_in.weight"
    assert torch.equal(first[key], again[key])
    assert not torch.equal(first[key], other[key])


def test_a_donor_gives_what_has_the_same_place_before_the_latent(stage_one: Run, two_blocks: str) -> None:
    """PAN has one level more than RGB at full resolution: encoder level i + 1 and decoder level i are RGB's i."""
    donor = load_file(stage_one.folder / "vae-rgb.safetensors")
    pan = Vae(vae_config(two_blocks, 1, 8))
    own = {key: value.clone() for key, value in pan.state_dict().items()}
    copy_matching(pan, donor)
    state = pan.state_dict()
    for level in range(1, 3):
        key = "encoder.down_blocks.{}.resnets.0.conv1.weight"
        assert torch.equal(state[key.format(level + 1)], donor[key.format(level)])
    for key in (
        "decoder.up_blocks.1.resnets.0.conv1.weight",
        "encoder.mid_block.resnets.1.conv2.bias",
        "quant_conv.weight",
    ):
        assert torch.equal(state[key], donor[key])
    for key in (
        "encoder.conv_in.weight",
        "decoder.conv_out.weight",
        "encoder.down_blocks.0.resnets.0.conv1.weight",
    ):
        assert torch.equal(state[key], own[key])


def test_a_donor_of_fewer_levels_fits_too(stage_one: Run, two_blocks: str) -> None:
    donor = load_file(stage_one.folder / "vae-rgb.safetensors")
    ms = Vae(vae_config(two_blocks, 6, 2))
    copy_matching(ms, donor)
    key = "encoder.down_blocks.{}.resnets.0.conv2.weight"
    assert torch.equal(ms.state_dict()[key.format(1)], donor[key.format(2)])


def test_what_is_missing_is_named(stage_one: Run, tmp_path: Path) -> None:
    recipe, index = stage_one.recipe, stage_one.index
    with pytest.raises(UsageError, match="trains no VAE for 'tir'; it has rgb, sar"):
        train_vae(recipe, "tir", index, tmp_path, "cpu")
    with pytest.raises(UsageError, match=r"vae-rgb\.safetensors does not exist: train the VAE that this one"):
        train_vae(recipe, "sar", index, tmp_path, "cpu")
    with pytest.raises(UsageError, match=r"any2any train vae --modality sar"):
        read_vae(tmp_path, SAR, recipe.size)
    with pytest.raises(UsageError, match="is not a VAE of size 'tiny' for 3 bands"):
        read_vae(stage_one.folder, RGB, "tiny")
    huge = with_rgb(recipe, crop_latent_px=1000)
    with pytest.raises(UsageError, match="as large as a crop of 1000 latent cells"):
        train_vae(huge, "rgb", index, tmp_path, "cpu")
    unknown = replace(recipe, vae={"tir": VaeTrainingConfig(small_optimiser())})
    with pytest.raises(UsageError, match="modality 'tir' is not in the index"):
        train_vae(unknown, "tir", index, tmp_path, "cpu")


def test_the_latents_of_an_imported_vae_are_measured_once(stage_one: Run, tmp_path: Path) -> None:
    recipe, index = stage_one.recipe, stage_one.index
    vae, trained = read_vae(stage_one.folder, SAR, recipe.size)
    path = tmp_path / "vae-sar.safetensors"
    unknown = VaeEntry(vae.config, (0.0,) * 4, (1.0,) * 4)
    write_vae(
        path,
        ImportedVae(vae.config, vae.state_dict(), None),
        unknown,
        measured=False,
        origin="elsewhere.ckpt",
    )
    assert not has_latent_statistics(path)
    measure_imported(recipe, "sar", index, tmp_path, "cpu")
    assert has_latent_statistics(path)
    _, measured = read_vae(tmp_path, SAR, recipe.size)
    # The same weights and the same crops as at the end of the training.
    assert measured.latent_mean == pytest.approx(trained.latent_mean, abs=1e-5)
    assert measured.latent_std == pytest.approx(trained.latent_std, rel=1e-4)
    before = path.read_bytes()
    measure_imported(recipe, "sar", index, tmp_path, "cpu")
    assert path.read_bytes() == before
    assert metadata(path)["imported_from"] == "elsewhere.ckpt"


def test_an_imported_vae_of_another_modality_is_refused(stage_one: Run, tmp_path: Path) -> None:
    vae, entry = read_vae(stage_one.folder, SAR, stage_one.recipe.size)
    imported = ImportedVae(vae.config, vae.state_dict(), None)
    write_vae(tmp_path / "vae-rgb.safetensors", imported, entry, measured=True, origin="elsewhere.ckpt")
    with pytest.raises(UsageError, match=r"is not a VAE of size .* for 3 bands and downsampling 4"):
        read_vae(tmp_path, RGB, stage_one.recipe.size)


def test_the_vae_of_a_model_folder_is_refused_with_the_way_that_works(saved_model: Path) -> None:
    """Its statistics are in the manifest, and its weights may have eight bits."""
    with pytest.raises(
        UsageError, match=r"has no statistics of its latents.* name that folder as the recipe's"
    ):
        read_vae(saved_model, RGB, "tiny")


def test_a_model_gives_its_vaes_to_a_run_that_has_none(small_translator: Translator, tmp_path: Path) -> None:
    copy_vae(small_translator, "rgb", tmp_path / "run")
    vae, entry = read_vae(tmp_path / "run", RGB, "tiny")
    of_model = small_translator.manifest.vaes["rgb"]
    assert entry.config == of_model.config
    assert entry.latent_mean == pytest.approx(of_model.latent_mean)
    assert entry.latent_std == pytest.approx(of_model.latent_std)
    x = torch.rand(1, 3, 16, 16)
    torch.testing.assert_close(vae.encode(x).mean, small_translator.vaes["rgb"].encode(x).mean)
    own = tmp_path / "run" / "vae-sar.safetensors"
    own.write_bytes(b"the run's own")
    copy_vae(small_translator, "sar", tmp_path / "run")
    assert own.read_bytes() == b"the run's own"
