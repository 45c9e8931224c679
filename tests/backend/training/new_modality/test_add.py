"""A model learns a radar of two polarisations and a thermal band, and forgets nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split, Tile, TileFile
from any2any.data.index.writer import write_index
from any2any.errors import Any2AnyError, CancelledError, UsageError
from any2any.models.translator import Translator
from any2any.simulate import simulate_scene
from any2any.simulate.scene import EXTRA_MODALITIES
from any2any.simulate.write import write_scene
from any2any.spec.manifest import Manifest
from any2any.spec.modality import DEFAULT_MODALITIES, Direction
from any2any.spec.model_folder import read_manifest
from any2any.spec.networks import SIZES
from any2any.training.config import PerceptualConfig, TranslatorTrainingConfig, VaeTrainingConfig
from any2any.training.loop.monitor import Hooks
from any2any.training.new_modality import plan as modality_plan
from any2any.training.new_modality.add import add_modality
from any2any.training.new_modality.plan import ModalityPlan, NewModality, make_modality_plan

from ..runs import SMALL, TWO_BLOCKS, small_optimiser

SENSORS = DEFAULT_MODALITIES + EXTRA_MODALITIES
SCENE_PX = 264
HELD = ("rgb", "sar", "sar_dual", "thermal")
"""What the tiles hold: PAN, MS and NIR have no pair with the new sensors."""

MakePlan = Callable[..., ModalityPlan]


def spec(modality: str, like: str, **changes: object) -> NewModality:
    vae = VaeTrainingConfig(small_optimiser(), crop_latent_px=8, init_from=like)
    translator = TranslatorTrainingConfig(small_optimiser(4, learning_rate=0.01), variants=1)
    return replace(NewModality(modality, like, 3, vae, translator), **changes)


SPECS = {"sar_dual": spec("sar_dual", "sar"), "thermal": spec("thermal", "ms")}


def tile_file(folder: Path, name: str) -> TileFile:
    [modality] = [m for m in SENSORS if m.name == name]
    size = SCENE_PX * modality.downsampling // 4
    unit = {"reflectance": "reflectance", "backscatter_db": "db", "temperature_k": "linear(1,0)"}
    bands = ",".join(str(band + 1) for band in range(modality.channels))
    path = str(folder / f"{name}.tif")
    return TileFile(name, path, bands, unit[modality.quantity], 0, 0, size, size, modality.pixel_size_m)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TileIndex:
    """One landscape to train on and one that is held out."""
    folder = tmp_path_factory.mktemp("sensors")
    splits: tuple[Split, ...] = ("train", "validation")
    tiles = []
    for seed, split in enumerate(splits, 1):
        write_scene(simulate_scene(SCENE_PX, seed, extra_sensors=True), folder / split)
        files = {name: tile_file(folder / split, name) for name in HELD}
        tiles.append(Tile(f"scene {seed}", f"place {seed}", "simulated", split, "CC0-1.0", files, None))
    write_index(folder / "index.gpkg", tiles, SENSORS)
    return TileIndex(folder / "index.gpkg")


@pytest.fixture
def make_plan(
    tmp_path: Path, model_folder: Path, index: TileIndex, monkeypatch: pytest.MonkeyPatch
) -> MakePlan:
    """A plan for the small model of random weights."""
    monkeypatch.setitem(SIZES, TWO_BLOCKS, SMALL)

    def make(name: str, output: str = "larger", backbone: bool = False, **changes: object) -> ModalityPlan:
        wanted = replace(SPECS[name], **changes)
        return make_modality_plan(model_folder, wanted, index, tmp_path / output, train_backbone=backbone)

    return make


def translated(folder: Path, source: str, target: str) -> torch.Tensor:
    model = Translator.load(folder)
    generator = torch.Generator().manual_seed(1)
    z, noise = torch.randn(2, 1, 4, 64, 64, generator=generator)
    return model.from_latent(target, model.sample(z, noise, Direction(source, target), 2))


@pytest.mark.parametrize("name", ["sar_dual", "thermal"])
def test_the_model_learns_it_and_every_known_direction_stays_to_the_bit(
    make_plan: MakePlan, model_folder: Path, name: str
) -> None:
    plan = make_plan(name)
    manifest = add_modality(plan, "cpu")
    [modality] = [m for m in SENSORS if m.name == name]
    assert manifest == read_manifest(plan.output)
    assert manifest.modalities == (*DEFAULT_MODALITIES, modality)
    before = read_manifest(model_folder)
    new = {Direction(a, b) for a in HELD[:2] for b in (name,)} | {Direction(name, b) for b in HELD[:2]}
    assert set(manifest.seen_directions) == {*before.seen_directions, *new}
    assert manifest.training["base_digest"] == before.digest
    assert not plan.run.exists()
    for source, target in (("sar", "rgb"), ("ms", "pan")):
        torch.testing.assert_close(
            translated(plan.output, source, target), translated(model_folder, source, target), rtol=0, atol=0
        )
    assert translated(plan.output, name, "rgb").isfinite().all()
    assert translated(plan.output, "rgb", name).shape[1] == modality.channels


def test_what_learns_are_the_new_adapter_and_the_new_rows(make_plan: MakePlan, model_folder: Path) -> None:
    plan = make_plan("sar_dual")
    add_modality(plan, "cpu")
    before, after = Translator.load(model_folder), Translator.load(plan.output)
    like = [m.name for m in DEFAULT_MODALITIES].index("sar")
    for table in ("embed_source", "embed_target"):
        old, new = (getattr(model.dit, table).weight for model in (before, after))
        assert torch.equal(new[:-1], old)
        assert not torch.equal(new[-1], old[like])
    changed = [
        not torch.equal(a, b)
        for a, b in zip(
            before.adapters["sar"].parameters(), after.adapters["sar_dual"].parameters(), strict=True
        )
    ]
    assert any(changed)


def test_a_backbone_that_learns_changes_less_than_what_is_new(
    make_plan: MakePlan, model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        modality_plan, "LARGEST_LOSS_DB", 99.0
    )  # random weights know nothing that they could keep
    plan = make_plan("sar_dual", backbone=True, backbone_rate=0.01)
    assert set(plan.known) == {Direction("sar", "rgb"), Direction("rgb", "sar")}
    manifest = add_modality(plan, "cpu")
    assert manifest.metrics == {}
    assert set(manifest.training["psnr_db_after"]) == {"sar->rgb", "rgb->sar"}
    before, after = Translator.load(model_folder), Translator.load(plan.output)
    # AdamW moves a weight by about the learning rate a step: 4 steps of 0.01 at most, and a hundredth of that.
    moved = (after.dit.embed_patches.weight - before.dit.embed_patches.weight).abs().max()
    row = (after.dit.embed_target.weight[-1] - before.dit.embed_target.weight[1]).abs().max()
    assert 0 < moved < 1e-3 < row


def test_a_model_that_forgets_is_not_written(make_plan: MakePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modality_plan, "LARGEST_LOSS_DB", -99.0)
    plan = make_plan("sar_dual", backbone=True)
    with pytest.raises(Any2AnyError, match=r"got worse by .* no model was written; lower backbone_rate"):
        add_modality(plan, "cpu")
    assert not plan.output.exists()


def test_a_stopped_training_continues_to_the_same_weights(make_plan: MakePlan) -> None:
    whole: Manifest = add_modality(make_plan("thermal", "whole"), "cpu")
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked == 7  # the VAE takes four steps, then the adapter

    plan = make_plan("thermal", "stopped")
    with pytest.raises(CancelledError):
        add_modality(plan, "cpu", Hooks(is_cancelled=stop))
    assert not plan.output.exists()
    assert add_modality(plan, "cpu").digest == whole.digest


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"modality": "sar"}, "knows 'sar' already: fine-tune it"),
        ({"modality": "lidar"}, "lidar"),
        (
            {"like": "lidar", "vae": VaeTrainingConfig(small_optimiser())},
            "like is 'lidar', but the model small has rgb, sar",
        ),
        (
            {"translator": TranslatorTrainingConfig(small_optimiser(), directions=["sar_dual->pan"])},
            "names sar_dual->pan, which is not a direction from or to sar_dual that the index holds",
        ),
    ],
)
def test_what_cannot_be_added_is_said(make_plan: MakePlan, changes: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        make_plan("sar_dual", **changes)


def test_an_output_that_exists_is_left_alone(make_plan: MakePlan, tmp_path: Path) -> None:
    (tmp_path / "larger").mkdir()
    (tmp_path / "larger" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds files already"):
        make_plan("sar_dual")


def test_an_option_that_another_key_decides_is_refused() -> None:
    with pytest.raises(UsageError, match="the adapter is what a new modality trains"):
        spec("thermal", "nir", translator=TranslatorTrainingConfig(small_optimiser(), adapter=False))
    with pytest.raises(UsageError, match=r"weight_decay is 0\.1: choose 0"):
        spec("thermal", "nir", translator=TranslatorTrainingConfig(small_optimiser(weight_decay=0.1)))
    with pytest.raises(UsageError, match=r"backbone_rate is 1\.5: choose a share"):
        spec("thermal", "nir", backbone_rate=1.5)


def test_a_perceptual_term_needs_three_bands(make_plan: MakePlan) -> None:
    vae = replace(SPECS["thermal"].vae, perceptual=PerceptualConfig("lpips", 1.0))
    with pytest.raises(UsageError, match="lpips"):
        add_modality(make_plan("thermal", vae=vae), "cpu")
