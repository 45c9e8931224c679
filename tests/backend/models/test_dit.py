from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from torch import Tensor

from any2any.models.dit import (
    AdaLn,
    Dit,
    Modulation,
    Modulations,
    patchify,
    sincos_position,
    time_frequencies,
    unpatchify,
)
from any2any.spec.networks import SIZES, DitConfig

MODALITIES = 5
SMALL = DitConfig(depth=3, width=24, heads=2)


def parameter_count(config: DitConfig) -> int:
    """The arithmetic of the architecture, with D the width and V = 4 p^2 the values of one patch."""
    D, hidden, V = config.width, int(config.width * config.mlp_ratio), 4 * config.patch**2
    attention = (D * 3 * D + 3 * D) + (D * D + D)
    mlp = (D * hidden + hidden) + (hidden * D + D)
    modulation = D * 6 * D + 6 * D
    time = (256 * D + D) + (D * D + D)
    condition = 2 * (D * D + D)
    patches = 2 * V * D + D  # noisy target and source side by side
    final = (D * 3 * D + 3 * D) + (D * V + V)
    return (
        config.depth * (attention + mlp + modulation)
        + time
        + condition
        + 2 * MODALITIES * D
        + patches
        + final
    )


@pytest.mark.parametrize(("size", "expected"), [("s", 32_983_360), ("b", 131_437_120), ("l", 460_122_176)])
def test_parameter_counts(size: str, expected: int) -> None:
    config = SIZES[size].dit
    with torch.device("meta"):
        dit = Dit(config, MODALITIES)
    assert sum(p.numel() for p in dit.parameters()) == parameter_count(config) == expected


@pytest.mark.parametrize("size", SIZES)
def test_shapes(size: str) -> None:
    config = SIZES[size].dit
    with torch.device("meta"):
        dit = Dit(config, MODALITIES)
        z = torch.empty(3, 4, 64, 64)
        one = torch.zeros(1, dtype=torch.int64)
        modulations = dit.modulate(one, one, one)
        assert dit(z, z, modulations).shape == (3, 4, 64, 64)
    assert dit.position.shape == (1, 256, config.width)  # 64 / 4 = 16 patches along each axis
    assert len(modulations.blocks) == config.depth
    assert modulations.final.scale.shape == (1, 1, config.width)


@pytest.fixture
def dit() -> Dit:
    torch.manual_seed(0)
    return Dit(SMALL, MODALITIES)


@pytest.fixture
def random_dit(dit: Dit) -> Dit:
    for parameter in dit.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    return dit


@pytest.fixture
def latents() -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(1)
    return torch.randn(2, 4, 64, 64, generator=generator), torch.randn(2, 4, 64, 64, generator=generator)


def condition(dit: Dit, *times: int, source: int = 1, target: int = 0) -> Modulations:
    count = len(times)
    return dit.modulate(torch.tensor(times), torch.full((count,), source), torch.full((count,), target))


def zero_at_start(dit: Dit) -> Iterator[torch.nn.Linear]:
    yield from (module.linear for module in dit.modules() if isinstance(module, AdaLn))
    yield dit.final


def test_fresh_blocks_are_the_identity(dit: Dit) -> None:
    x = torch.randn(2, 256, SMALL.width)
    for block, sites in zip(dit.blocks, condition(dit, 500, 3).blocks, strict=True):
        assert torch.equal(block(x, *sites), x)


def test_a_fresh_output_is_exactly_zero(dit: Dit, latents: tuple[Tensor, Tensor]) -> None:
    assert torch.equal(dit(*latents, condition(dit, 999)), torch.zeros(2, 4, 64, 64))


def test_one_function_initialises_everything(random_dit: Dit, latents: tuple[Tensor, Tensor]) -> None:
    before = {name: value.clone() for name, value in random_dit.named_parameters()}
    random_dit._initialise()
    for name, value in random_dit.named_parameters():
        assert not torch.equal(value, before[name]), name
    zero = list(zero_at_start(random_dit))
    assert len(zero) == SMALL.depth + 2
    assert all(not layer.weight.any() and not layer.bias.any() for layer in zero)
    others = [m for m in random_dit.modules() if isinstance(m, torch.nn.Linear) and m not in zero]
    assert all(layer.weight.any() for layer in others)
    assert not random_dit(*latents, condition(random_dit, 999)).any()


def test_one_modulation_serves_the_whole_batch(random_dit: Dit, latents: tuple[Tensor, Tensor]) -> None:
    one, two = (random_dit(*latents, condition(random_dit, *times)) for times in ((750,), (750, 750)))
    torch.testing.assert_close(one, two)


def test_output_depends_on_every_input(random_dit: Dit, latents: tuple[Tensor, Tensor]) -> None:
    z_t, z_source = latents
    given = random_dit(z_t, z_source, condition(random_dit, 500))
    others = [
        random_dit(z_t + 1, z_source, condition(random_dit, 500)),
        random_dit(z_t, z_source + 1, condition(random_dit, 500)),
        random_dit(z_t, z_source, condition(random_dit, 501)),
        random_dit(z_t, z_source, condition(random_dit, 500, source=2)),
        random_dit(z_t, z_source, condition(random_dit, 500, target=2)),
    ]
    assert all(not torch.allclose(given, other) for other in others)


def test_samples_of_a_batch_do_not_mix(random_dit: Dit, latents: tuple[Tensor, Tensor]) -> None:
    whole = random_dit(*latents, condition(random_dit, 100, 900))
    for i, t in enumerate((100, 900)):
        alone = random_dit(*(z[i : i + 1] for z in latents), condition(random_dit, t))
        torch.testing.assert_close(whole[i : i + 1], alone, atol=1e-5, rtol=1e-5)


def test_patches_go_row_by_row_and_back() -> None:
    x = torch.arange(2 * 3 * 8 * 12.0).view(2, 3, 8, 12)
    tokens = patchify(x, 4)
    assert tokens.shape == (2, 6, 48)
    assert torch.equal(
        tokens[1, 4].view(3, 4, 4), x[1, :, 4:8, 4:8]
    )  # second row of three patches, second column
    assert torch.equal(unpatchify(tokens, 4, x.shape), x)


def test_positions_differ_and_are_bounded() -> None:
    position = sincos_position(32, 8)[0]
    assert position.shape == (64, 32)
    assert position.abs().max() <= 1
    assert torch.cdist(position, position).fill_diagonal_(1.0).min() > 0.1
    row_part = position[:, :16].view(8, 8, 16)  # half of the width encodes the row, the other half the column
    assert torch.equal(row_part, row_part[:, :1].expand_as(row_part))


def test_times_have_distinct_frequencies() -> None:
    code = time_frequencies(torch.arange(1000))
    assert code.shape == (1000, 256)
    assert torch.equal(code[0], torch.cat([torch.ones(128), torch.zeros(128)]))
    assert (code[1:] - code[:-1]).norm(dim=1).min() > 0.1


def test_modulation_by_arithmetic() -> None:
    x = torch.full((1, 1, 1), 3.0)
    assert (
        float(Modulation(torch.tensor(5.0), torch.tensor(0.5), torch.tensor(9.0)).apply(x)) == 3.0 * 1.5 + 5.0
    )
