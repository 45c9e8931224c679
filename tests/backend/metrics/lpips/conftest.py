from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from any2any.metrics.lpips.lpips import BLOCKS, Lpips
from any2any.metrics.lpips.weights import HEADS, LPIPS_VARIABLE, VGG

from .server import FileServer, serve


def _saved(state: dict[str, torch.Tensor]) -> bytes:
    buffer = io.BytesIO()
    torch.save(state, buffer)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def published() -> dict[str, bytes]:
    """Both files with random weights, in the names and shapes of the published ones."""
    torch.manual_seed(0)
    network = Lpips()
    vgg: dict[str, torch.Tensor] = {"classifier.6.bias": torch.zeros(1000)}  # what LPIPS does not use
    number = 0
    for block in network.blocks:
        for convolution in block:
            vgg[f"features.{number}.weight"] = convolution.weight.detach()
            vgg[f"features.{number}.bias"] = convolution.bias.detach()
            number += 2
        number += 1
    heads = {f"lin{i}.model.1.weight": torch.rand(1, w[-1], 1, 1) for i, w in enumerate(BLOCKS)}
    return {VGG.name: _saved(vgg), HEADS.name: _saved(heads)}


@pytest.fixture(scope="session")
def digests(published: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in published.items()}


@pytest.fixture
def server(published: dict[str, bytes]) -> Iterator[FileServer]:
    with serve(dict(published)) as state:
        yield state


@pytest.fixture(autouse=True)
def no_lpips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the variable nor the data folder of the person who runs the tests counts."""
    monkeypatch.delenv(LPIPS_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
