"""The ResNet-20 of So2Sat with random weights in Keras's layout: reading, refusing, and the arithmetic of a layer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from any2any.errors import UsageError
from any2any.metrics.fid.so2sat import (
    S1_VARIABLE,
    S2_VARIABLE,
    So2SatNet,
    read_so2sat,
    so2sat_hint,
    so2sat_if_there,
)

from ...so2sat_weights import PLAN, Arrays, random_weights, write


def by_hand(w: Arrays, x: torch.Tensor) -> torch.Tensor:
    """The published network once more, layer by layer, from the arrays themselves."""
    convolutions, norms = iter(range(1, 23)), iter(range(1, 20))

    def convolve(y: torch.Tensor, stride: int = 1) -> torch.Tensor:
        name = f"conv2d_{next(convolutions)}"
        kernel = torch.from_numpy(w[f"{name}/kernel"]).permute(3, 2, 0, 1)
        return F.conv2d(y, kernel, torch.from_numpy(w[f"{name}/bias"]), stride, kernel.shape[-1] // 2)

    def activate(y: torch.Tensor) -> torch.Tensor:
        name = f"batch_normalization_{next(norms)}"
        gamma, beta, mean, variance = (
            torch.from_numpy(w[f"{name}/{key}"])[:, None, None]
            for key in ("gamma", "beta", "moving_mean", "moving_variance")
        )
        return F.relu((y - mean) / torch.sqrt(variance + 1e-3) * gamma + beta)

    x = activate(convolve(x))
    for number, unit in enumerate(PLAN):
        stride = 2 if number in (2, 4) else 1
        y = convolve(x if number == 0 else activate(x), stride)
        y = convolve(activate(y))
        y = convolve(activate(y))
        x = y + (convolve(x, stride) if len(unit) == 4 else x)
    return activate(x).mean(dim=(2, 3))


@pytest.fixture(scope="module")
def weights() -> Arrays:
    return random_weights(7)


@pytest.fixture(scope="module")
def file(weights: Arrays, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("so2sat") / "s1.h5", weights)


def test_the_network_is_as_large_as_the_published_one() -> None:
    """568,608 weights with 7 channels, without the classifier: 9 * 16 = 144 more for each further channel."""
    sizes = [sum(p.numel() for p in So2SatNet(channels).parameters()) for channels in (7, 10)]
    assert sizes == [568_608, 568_608 + 3 * 144]


def test_features_are_those_of_the_published_layers(weights: Arrays, file: Path) -> None:
    tiles = torch.randn(3, 7, 32, 32, generator=torch.Generator().manual_seed(0))
    features = read_so2sat(file, 7)(tiles)
    assert features.shape == (3, 256)
    torch.testing.assert_close(features, by_hand(weights, tiles), rtol=1e-4, atol=1e-4)
    assert features.std(dim=0).max() > 0.1  # they differ from tile to tile


def without(name: str) -> Callable[[Arrays], Arrays]:
    return lambda weights: {key: value for key, value in weights.items() if key != name}


@pytest.mark.parametrize(
    "damage",
    [
        without("conv2d_22/kernel"),
        without("batch_normalization_19/moving_variance"),
        lambda weights: weights | {"conv2d_5/kernel": weights["conv2d_5/kernel"][..., :63]},
        lambda weights: weights | {"conv2d_5/bias": np.float32(1)},
    ],
)
def test_another_networks_weights_are_refused(
    weights: Arrays, tmp_path: Path, damage: Callable[[Arrays], Arrays]
) -> None:
    path = write(tmp_path / "damaged.h5", damage(weights))
    with pytest.raises(UsageError, match="does not hold So2Sat LCZ42's ResNet-20 of 7 channels"):
        read_so2sat(path, 7)


def test_the_other_sensors_weights_are_refused(file: Path) -> None:
    with pytest.raises(UsageError, match=r"10 channels.*\(3, 3, 7, 16\)"):
        read_so2sat(file, 10)


def test_what_is_no_hdf5_file_is_refused(tmp_path: Path, file: Path) -> None:
    text, half = tmp_path / "text.h5", tmp_path / "half.h5"
    text.write_bytes(b"no weights")
    half.write_bytes(file.read_bytes()[:100_000])
    for path in (text, half):
        with pytest.raises(UsageError, match="does not hold So2Sat"):
            read_so2sat(path, 7)


@pytest.mark.parametrize(("variable", "sensor"), [(S1_VARIABLE, "Sentinel-1"), (S2_VARIABLE, "Sentinel-2")])
def test_a_named_file_must_be_there(
    variable: str, sensor: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(variable, raising=False)
    assert so2sat_if_there(variable) is None
    assert sensor in so2sat_hint(variable)
    assert variable in so2sat_hint(variable)
    monkeypatch.setenv(variable, str(tmp_path / "gone"))
    with pytest.raises(UsageError, match=f"{variable} names .*gone, which is not a file"):
        so2sat_if_there(variable)
    monkeypatch.setenv(variable, str(file))
    assert so2sat_if_there(variable) == file


def test_networks_are_frozen_and_judge_by_their_own_statistics(file: Path) -> None:
    network = read_so2sat(file, 7)
    assert not network.training
    assert not any(parameter.requires_grad for parameter in network.parameters())
    assert isinstance(network.stem_norm, nn.BatchNorm2d)
