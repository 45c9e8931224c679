"""The learned baselines on one window, and the harness that trains them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from any2any.data.augment.dihedral import turned
from any2any.data.index.reader import TileIndex
from any2any.errors import Any2AnyError, UsageError
from any2any.metrics import psnr_db, unit_range
from any2any.spec.modality import MS, PAN, RGB, Direction
from any2any.training.config import DataConfig
from any2any.training.learned_baselines import pairwise as pairs_module
from any2any.training.learned_baselines.bbdm import Bbdm, Sampled
from any2any.training.learned_baselines.harness import Budget, Clock, train
from any2any.training.learned_baselines.pairwise import (
    Image,
    LatentBatches,
    PairCrops,
    Pairwise,
    PixelBatches,
    crop_latent_px,
)
from any2any.training.learned_baselines.pix2pix import (
    PATCH_GAN,
    Generator,
    PatchDiscriminator,
    Pix2Pix,
    receptive_field_px,
)
from any2any.training.learned_baselines.unet import RegressionUNet, UNet
from any2any.training.loop.step import Batch, BatchSource

from ..runs import write_small_index

SIDE = 64


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TileIndex:
    return TileIndex(write_small_index(tmp_path_factory.mktemp("index")))


def smooth(seed: int, bands: int, side: int = SIDE) -> Image:
    coarse = torch.rand(1, bands, 5, 5, generator=torch.Generator().manual_seed(seed)) * 1.6 - 0.8
    grown = nn.functional.interpolate(coarse, (side, side), mode="bilinear", align_corners=True)
    return grown[0].numpy()


SOURCE, TARGET = smooth(0, 1), smooth(1, 3)


def one_window(step: int, samples: Sequence[int]) -> Batch:
    """The same pair always."""
    count = len(samples)
    return {
        name: torch.from_numpy(image).expand(count, -1, -1, -1).contiguous()
        for name, image in (("source", SOURCE), ("target", TARGET))
    }


class Identity:
    """Stands in for the VAEs: images of four bands are their own latents."""

    def to_latent(self, modality: str, x: Tensor) -> Tensor:
        return x

    def from_latent(self, modality: str, z: Tensor) -> Tensor:
        return z


Z_SOURCE, Z_TARGET = smooth(2, 4, 16), smooth(3, 4, 16)


def one_latent(step: int, samples: Sequence[int]) -> Batch:
    return {
        name: torch.from_numpy(image).expand(len(samples), -1, -1, -1).contiguous()
        for name, image in (("source", Z_SOURCE), ("target", Z_TARGET))
    }


def seeded(build: Callable[[], Pairwise], **changes: object) -> Pairwise:
    torch.manual_seed(0)
    model = build()
    model.training_settings = replace(model.training_settings, batch=2, bf16=False, **changes)  # type: ignore[arg-type]
    return model


def unet() -> Pairwise:
    return seeded(lambda: RegressionUNet(1, 3, width=4), learning_rate=1e-2)


def pix2pix() -> Pairwise:
    return seeded(lambda: Pix2Pix(1, 3, width=8), learning_rate=5e-3)


def bbdm() -> Pairwise:
    return seeded(lambda: Bbdm(Identity(), Direction("a", "b"), width=8), learning_rate=1e-2)


CASES = [
    pytest.param(unet, one_window, id="unet"),
    pytest.param(pix2pix, one_window, id="pix2pix"),
    pytest.param(bbdm, one_latent, id="bbdm"),
]


def psnr_of(model: Pairwise, source: Image, target: Image) -> float:
    translated = model.translate(source, (target.shape[1], target.shape[2]))
    assert translated.shape == target.shape
    assert translated.dtype == np.float32
    return psnr_db(unit_range(translated), unit_range(target))


@pytest.mark.parametrize(
    ("build", "steps", "batch", "least_db"),
    [(unet, 150, 1, 22.0), (pix2pix, 75, 2, 25.0), (bbdm, 200, 1, 20.0)],
)
def test_one_window_is_learned(
    build: Callable[[], Pairwise], steps: int, batch: int, least_db: float, tmp_path: Path
) -> None:
    """The untrained networks have 12 to 17 dB. pix2pix needs two windows a step for its batch statistics."""
    batches, source, target = (
        (one_latent, Z_SOURCE, Z_TARGET) if build is bbdm else (one_window, SOURCE, TARGET)
    )
    before = psnr_of(build().eval(), source, target)
    model = build()
    model.training_settings = replace(model.training_settings, batch=batch)
    trained = train(model, lambda: batches, Budget(steps=steps), tmp_path, seed=0)
    assert trained.steps == steps
    assert trained.seconds > 0.0
    assert before < 18.0
    assert psnr_of(model, source, target) > least_db


@pytest.mark.parametrize(("build", "batches"), CASES)
def test_a_killed_training_continues_to_the_same_weights(
    build: Callable[[], Pairwise], batches: BatchSource, tmp_path: Path
) -> None:
    whole, killed = build(), build()
    train(whole, lambda: batches, Budget(steps=6), tmp_path / "whole", seed=3)

    def failing(step: int, samples: Sequence[int]) -> Batch:
        if step == 4:
            raise RuntimeError("the power is gone")
        return batches(step, samples)

    def resume(source: BatchSource) -> None:
        train(killed, lambda: source, Budget(steps=6), tmp_path / "killed", 3, checkpoint_every_s=0.0)

    with pytest.raises(RuntimeError, match="the power is gone"):
        resume(failing)
    assert (tmp_path / "killed" / "checkpoint.pt").is_file()
    killed = build()
    with torch.no_grad():
        for parameter in killed.parameters():
            parameter.normal_()  # none of it may survive
    resume(batches)
    for (name, a), b in zip(whole.state_dict().items(), killed.state_dict().values(), strict=True):
        assert torch.equal(a, b), name
    assert not (tmp_path / "killed" / "checkpoint.pt").exists()


def test_a_finished_training_is_read_and_not_trained_again(tmp_path: Path) -> None:
    first, second = unet(), unet()
    trained = train(first, lambda: one_window, Budget(steps=3), tmp_path, seed=0)

    def never() -> BatchSource:
        raise AssertionError("nothing is left to train")

    assert train(second, never, Budget(steps=3), tmp_path, seed=0) == trained
    for a, b in zip(first.state_dict().values(), second.state_dict().values(), strict=True):
        assert torch.equal(a, b)
    with pytest.raises(UsageError, match="is of another model"):
        train(pix2pix(), never, Budget(steps=3), tmp_path, seed=0)


def test_the_other_random_numbers_of_the_process_are_left_alone(tmp_path: Path) -> None:
    model = pix2pix()  # with dropout
    torch.manual_seed(11)
    train(model, lambda: one_window, Budget(steps=2), tmp_path, seed=0)
    after = torch.rand(3)
    torch.manual_seed(11)
    assert torch.equal(after, torch.rand(3))


def test_seconds_are_counted_over_all_parts_of_a_run(tmp_path: Path) -> None:
    trained = train(unet(), lambda: one_window, Budget(seconds=0.5), tmp_path, seed=0)
    assert 0.5 <= trained.seconds < 2.0
    assert trained.steps > 3
    assert Clock(threads=2, seconds=7.0).seconds == pytest.approx(7.0, abs=0.1)


def test_reading_batches_is_not_counted(tmp_path: Path) -> None:
    """Each of two batches takes 0.4 s of CPU time to read, in a thread of its own; two steps take far less."""

    def slow(step: int, samples: Sequence[int]) -> Batch:
        start = time.thread_time()
        while time.thread_time() - start < 0.4:
            pass
        return one_window(step, samples)

    before = time.process_time()
    trained = train(unet(), lambda: slow, Budget(steps=2), tmp_path, seed=0)
    assert time.process_time() - before > 0.8
    assert trained.seconds < 0.4


def test_a_loss_that_is_not_finite_stops_the_training(tmp_path: Path) -> None:
    def broken(step: int, samples: Sequence[int]) -> Batch:
        batch = one_window(step, samples)
        return {**batch, "target": batch["target"] * float("nan")}

    with pytest.raises(Any2AnyError, match="step 0: the loss of the network is nan: lower the learning rate"):
        train(unet(), lambda: broken, Budget(steps=2), tmp_path, seed=0)


@pytest.mark.parametrize(
    "amounts", [{}, {"seconds": 1.0, "steps": 2}, {"steps": 0}, {"seconds": float("inf")}]
)
def test_an_impossible_budget_is_refused(amounts: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="a budget of"):
        Budget(**amounts)  # type: ignore[arg-type]


def test_a_budget_is_used_up_by_what_it_is_given_in() -> None:
    assert Budget(steps=8).share(2, seconds=100.0) == 0.25
    assert Budget(seconds=50.0).share(2, seconds=12.5) == 0.25
    assert Budget(seconds=50.0).share(2, seconds=60.0) == 1.0


def test_the_discriminator_sees_patches_of_70_pixels() -> None:
    """(((1 + 3) + 3) * 2 + 2) * 2 + 2) * 2 + 2 = 70, and the gradient of one output says the same."""
    assert receptive_field_px(PATCH_GAN) == 70
    convolutions = [m for m in PatchDiscriminator(2, width=4).modules() if isinstance(m, nn.Conv2d)]
    assert tuple((m.kernel_size[0], m.stride[0]) for m in convolutions) == PATCH_GAN
    torch.manual_seed(0)
    discriminator = PatchDiscriminator(2, width=4).eval()  # batch statistics would see everything
    image = torch.zeros(1, 2, 256, 256, requires_grad=True)
    logits = discriminator(image)
    logits[0, 0, logits.shape[2] // 2, logits.shape[3] // 2].backward()
    assert image.grad is not None
    touched = image.grad[0].abs().sum(0) > 0
    assert touched.any(1).sum() == 70
    assert touched.any(0).sum() == 70


def test_the_generator_has_dropout_and_the_translation_has_none() -> None:
    torch.manual_seed(0)
    generator = Generator(1, 3, width=8)
    assert sum(isinstance(m, nn.Dropout) for m in generator.modules()) == 3
    x = torch.from_numpy(smooth(4, 1, 128))[None]
    assert not torch.equal(generator(x), generator(x))
    model = pix2pix().eval()
    translated = [model.translate(smooth(4, 1, 128), (128, 128)) for _ in range(2)]
    np.testing.assert_array_equal(*translated)
    assert np.abs(translated[0]).max() <= 1.0


def test_the_generator_takes_no_step_with_the_discriminators_loss() -> None:
    """Each loss reaches its own part only."""
    model = pix2pix().train()
    for name, loss in model.losses(one_window(0, range(2))):
        model.zero_grad(set_to_none=True)
        loss.backward()
        reached = {
            part
            for part, module in model.parts().items()
            if any(p.grad is not None for p in module.parameters())
        }
        assert reached == {name}


def test_a_direction_has_about_its_share_of_the_bundled_models_weights() -> None:
    """9.84 million weights by 14 directions are 0.70 million; SAR to RGB."""
    sizes = {
        "unet": RegressionUNet(1, 3).parameters_count,
        "pix2pix": Pix2Pix(1, 3).parameters_count,
        "bbdm": Bbdm(Identity(), Direction("sar", "rgb")).parameters_count,
    }
    assert all(0.65e6 < size < 0.85e6 for size in sizes.values()), sizes


@pytest.mark.parametrize(("source", "target"), [("ms", "rgb"), ("pan", "ms"), ("rgb", "pan")])
def test_crops_of_both_ends_meet_on_the_targets_grid(index: TileIndex, source: str, target: str) -> None:
    """128 target pixels; of the eight turns of the source, the one that it has fits the target best."""
    modality = index.modality(target)
    crops = PairCrops(index, Direction(source, target), crop_latent_px(modality), DataConfig(), seed=1)
    batch = PixelBatches(crops)(0, range(4))
    assert batch["source"].shape == (4, index.modality(source).channels, 128, 128)
    assert batch["target"].shape == (4, modality.channels, 128, 128)
    visible = (batch[end][:, :3].mean(1).numpy() for end in ("source", "target"))
    for x, y in zip(*visible, strict=True):
        fits = [np.corrcoef(turned(x, variant).ravel(), y.ravel())[0, 1] for variant in range(8)]
        assert np.argmax(fits) == 0
    network = UNet(batch["source"].shape[1], modality.channels, width=2).eval()
    assert network(batch["source"]).shape == batch["target"].shape


def test_crops_of_all_targets_have_as_many_pixels() -> None:
    assert [crop_latent_px(m) * m.downsampling for m in (RGB, MS, PAN)] == [128, 128, 128]


def test_batches_are_a_function_of_seed_and_step(index: TileIndex) -> None:
    def batch(seed: int, step: int) -> Tensor:
        crops = PairCrops(
            index, Direction("sar", "rgb"), 8, DataConfig(level_jitter_db={"simulated": 4}), seed
        )
        return PixelBatches(crops)(step, range(2))["source"]

    assert torch.equal(batch(1, 5), batch(1, 5))
    assert not torch.equal(batch(1, 5), batch(1, 6))
    assert not torch.equal(batch(1, 5), batch(2, 5))


def test_only_the_radar_of_sources_that_ask_for_it_is_shifted(index: TileIndex) -> None:
    """A shift of the level by up to 4 dB is 8 / 35 of the model's range, the same for a whole crop."""

    def pairs_of(jitter_db: float) -> list[tuple[Image, Image]]:
        data = DataConfig(level_jitter_db={"simulated": jitter_db, "elsewhere": jitter_db})
        crops = PairCrops(index, Direction("sar", "rgb"), 8, data, seed=1)
        return [crops.pair(0, i) for i in range(6)]

    shifts = []
    for (sar, rgb), (shifted_sar, shifted_rgb) in zip(pairs_of(0.0), pairs_of(4.0), strict=True):
        np.testing.assert_array_equal(rgb, shifted_rgb)
        inside = np.abs(shifted_sar) < 1.0
        difference = (shifted_sar - sar)[inside]
        assert np.ptp(difference) < 1e-5
        shifts.append(difference[0])
    assert 0.02 < np.abs(shifts).max() <= 8 / 35
    assert len({round(float(shift), 5) for shift in shifts}) == 6


def test_scenes_to_fit_on_are_windows_of_the_training_split(index: TileIndex) -> None:
    crops = PairCrops(index, Direction("pan", "rgb"), 64, DataConfig(), seed=1)
    scenes = list(crops.scenes(2))
    assert [scene.size_latent_px for scene in scenes] == [(64, 64)] * 2
    assert scenes[0].arrays.keys() == {"pan", "rgb"}
    assert not np.array_equal(scenes[0].arrays["rgb"], scenes[1].arrays["rgb"])


def test_latents_are_encoded_once_and_drawn_again(index: TileIndex) -> None:
    encoded: list[str] = []

    def encode(modality: str, x: Tensor) -> Tensor:
        encoded.append(modality)
        f = x.shape[2] // 64
        return nn.functional.avg_pool2d(x, f).mean(1, keepdim=True).expand(-1, 4, -1, -1)

    direction = Direction("sar", "ms")
    crops = PairCrops(index, direction, 64, DataConfig(), seed=1)
    batches = LatentBatches(crops, direction, encode, count=3, seed=1)
    before = list(encoded)
    batch = batches(0, range(40))
    assert batch["source"].shape == batch["target"].shape == (40, 4, 64, 64)
    assert encoded == before == ["sar", "ms"]
    sar, ms = crops.pair(pairs_module.POOL, 0)
    wanted = encode("ms", torch.from_numpy(ms)[None])[0]
    same = [i for i in range(40) if torch.allclose(batch["target"][i], wanted, atol=1e-3)]
    assert 3 < len(same) < 30  # a third of 40
    wanted = encode("sar", torch.from_numpy(sar)[None])[0]
    torch.testing.assert_close(batch["source"][same[0]], wanted, atol=1e-3, rtol=0)


def test_more_sampling_steps_are_a_matter_of_asking(tmp_path: Path) -> None:
    model = bbdm()
    assert isinstance(model, Bbdm)
    train(model, lambda: one_latent, Budget(steps=3), tmp_path, seed=0)
    one, four = (Sampled(model, steps).translate(Z_SOURCE, (16, 16)) for steps in (1, 4))
    np.testing.assert_array_equal(one, model.translate(Z_SOURCE, (16, 16)))
    assert not np.allclose(one, four)
    np.testing.assert_array_equal(four, Sampled(model, 4).translate(Z_SOURCE, (16, 16)))
