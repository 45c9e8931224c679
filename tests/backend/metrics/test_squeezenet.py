"""SqueezeNet with random weights in Keras's layout: reading, refusing, and measuring."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest
import torch

from any2any.errors import UsageError
from any2any.metrics.squeezenet import (
    SQUEEZENET_VARIABLE,
    SqueezeDistance,
    read_squeezenet,
    squeezenet_if_there,
)


@pytest.fixture(scope="module")
def network() -> SqueezeDistance:
    torch.manual_seed(0)
    return SqueezeDistance().eval().requires_grad_(False)


@pytest.fixture(scope="module")
def weights(network: SqueezeDistance, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kernels as (height, width, in, out), under names that differ from layer to layer, as in the published file."""
    path = tmp_path_factory.mktemp("squeezenet") / "squeezenet.h5"
    keras = {"squeeze": "squeeze1x1", "expand1": "expand1x1", "expand3": "expand3x3"}
    with h5py.File(path, "w") as file:
        for number, (name, convolution) in enumerate(
            (name, module) for name, module in network.named_modules() if isinstance(module, torch.nn.Conv2d)
        ):
            parts = name.split(".")
            layer = "conv1" if parts == ["first"] else f"fire{int(parts[1]) + 2}/{keras[parts[2]]}"
            file[f"{layer}/uniform{number}"] = convolution.weight.permute(2, 3, 1, 0).numpy()
            file[f"{layer}/{layer}_b"] = convolution.bias.numpy()
    return path


def test_the_network_is_squeezenet_1_1(network: SqueezeDistance) -> None:
    """722,496 weights without the classifier of 512 x 1000 + 1000."""
    assert sum(parameter.numel() for parameter in network.parameters()) == 1_235_496 - 513_000


def test_weights_are_read_whole(network: SqueezeDistance, weights: Path) -> None:
    read = read_squeezenet(weights).state_dict()
    for name, value in network.state_dict().items():
        torch.testing.assert_close(read[name], value, rtol=0, atol=0)


def test_the_distance_is_nothing_for_equal_images_and_grows(network: SqueezeDistance) -> None:
    image = torch.rand(2, 3, 48, 48, generator=torch.Generator().manual_seed(0)) * 2 - 1
    noise = torch.randn(image.shape, generator=torch.Generator().manual_seed(1))
    near, far = (network(image, image + strength * noise) for strength in (0.05, 0.4))
    assert network(image, image).tolist() == [0.0, 0.0]
    assert (near > 0).all()
    assert (far > near).all()


def test_another_file_is_refused(tmp_path: Path, weights: Path) -> None:
    text = tmp_path / "text.h5"
    text.write_bytes(b"no weights")
    short = tmp_path / "short.h5"
    with h5py.File(weights) as file, h5py.File(short, "w") as copy:
        file.copy("conv1", copy)
    for path in (text, short):
        with pytest.raises(UsageError, match="does not hold SqueezeNet"):
            read_squeezenet(path)


def test_a_named_file_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SQUEEZENET_VARIABLE, raising=False)
    assert squeezenet_if_there() is None
    monkeypatch.setenv(SQUEEZENET_VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(UsageError, match="is not a file"):
        squeezenet_if_there()
