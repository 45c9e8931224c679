"""Tiny stand-ins with real receptive fields, arrays in and arrays out, and rasters to feed them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch
import torch.nn.functional as F
from torch import nn

from any2any.models.reach import Cells
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import Manifest, VaeEntry, WeightsFile
from any2any.spec.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS, Direction
from any2any.spec.networks import SIZES, vae_config
from any2any.translate.engine import translate

UTM = "EPSG:32633"
DATE = ("SOURCE_DATE_EPOCH", "86400")


def make_manifest() -> Manifest:
    size = SIZES["tiny"]
    vaes = {
        m.name: VaeEntry(vae_config("tiny", m.channels, m.downsampling), (0.0,) * 4, (1.0,) * 4)
        for m in DEFAULT_MODALITIES
    }
    return Manifest(
        name="stand-in",
        title="Stand-in",
        version="1",
        licence="none",
        modalities=DEFAULT_MODALITIES,
        vaes=vaes,
        dit=size.dit,
        adapter=size.adapter,
        seen_directions=SEEN_DIRECTIONS,
        files={"weights": WeightsFile("ab" * 32, 0)},
    )


@dataclass
class StandIn:
    """Encoders and decoders are two convolutions at latent resolution, so their halo is 2 cells.

    The translator works on each cell alone, so a seamless engine must give what one pass over the
    whole raster gives.
    """

    manifest: Manifest = field(default_factory=make_manifest)
    device: str = "cpu"
    batches: list[int] = field(default_factory=list)
    encoded_cells: list[tuple[int, int]] = field(default_factory=list)
    noise_gain: float = 0.1

    def __post_init__(self) -> None:
        torch.manual_seed(0)
        self.encoders, self.decoders = {}, {}
        for modality in self.manifest.modalities:
            f, channels = modality.downsampling, modality.channels
            self.encoders[modality.name] = nn.Sequential(
                nn.Conv2d(channels, 4, f, stride=f),
                nn.Conv2d(4, 4, 3, padding=1),
                nn.Conv2d(4, 4, 3, padding=1),
            )
            self.decoders[modality.name] = nn.Sequential(
                nn.Conv2d(4, 4, 3, padding=1),
                nn.Conv2d(4, channels * f * f, 3, padding=1),
                nn.PixelShuffle(f),
                nn.Tanh(),
            )

    source_channels = 4

    def at_precision(self, precision: str) -> StandIn:
        return self

    def release_memory(self) -> None:
        pass

    def to_latent(self, modality: str, x: np.ndarray) -> np.ndarray:
        return run(self.encoders[modality], x)

    def condition(self, x: np.ndarray, direction: Direction, cells: Cells | None = None) -> np.ndarray:
        assert x.dtype == np.float32
        assert abs(x).max() <= 1
        z = run(self.encoders[direction.source], x)
        self.encoded_cells.append(tuple(z.shape[-2:]))
        return z if cells is None else z[:, :, cells.rows, cells.columns]

    def sample(self, z_source: np.ndarray, noise: np.ndarray, direction: Direction, steps: int) -> np.ndarray:
        assert z_source.shape[1:] == noise.shape[1:] == (4, 64, 64)
        self.batches.append(len(z_source))
        return np.tanh(z_source[:, ::-1]) + np.float32(self.noise_gain) * noise

    def decode(self, z: np.ndarray, direction: Direction, z_source: np.ndarray, x: np.ndarray) -> np.ndarray:
        """Decode, and add a term of each pixel of the source."""
        assert z.shape[-2:] == z_source.shape[-2:]
        y = run(self.decoders[direction.target], z)
        pixels = torch.from_numpy(x).mean(dim=1, keepdim=True)
        here = z_source.mean(axis=1, keepdims=True) + F.adaptive_avg_pool2d(pixels, z.shape[-2:]).numpy()
        return 0.9 * y + 0.1 * enlarged(here, y.shape[-1] // z.shape[-1])

    alignment_latent_px = 1

    def needs_pixels(self, direction: Direction) -> bool:
        return True

    def condition_halo_latent_px(self, direction: Direction) -> int:
        return 2

    def decoding_halo_latent_px(self, direction: Direction) -> int:
        return 2


def run(network: nn.Module, x: np.ndarray) -> np.ndarray:
    with torch.inference_mode():
        return network(torch.from_numpy(np.ascontiguousarray(x))).numpy()


def enlarged(x: np.ndarray, factor: int) -> np.ndarray:
    """Repeat each pixel (B, C, h, w) ``factor`` times each way."""
    return x.repeat(factor, axis=-2).repeat(factor, axis=-1)


@pytest.fixture
def manifest() -> Manifest:
    return make_manifest()


@pytest.fixture
def model() -> StandIn:
    torch.set_num_threads(1)
    return StandIn()


@pytest.fixture(scope="session")
def make_model() -> type[StandIn]:
    return StandIn


def db_image(height: int, width: int, seed: int = 0) -> np.ndarray:
    """One band of backscatter in dB."""
    return np.random.default_rng(seed).normal(-13, 4, (1, height, width)).astype(np.float32)


def write(path: Path, values: np.ndarray, **profile: object) -> Path:
    """Write (C, h, w) as a GeoTIFF of 10 m pixels, or whatever the profile says."""
    tags, mask = profile.pop("tags", {}), profile.pop("mask", None)
    settings = {
        "driver": "GTiff",
        "crs": UTM,
        "transform": rasterio.Affine(10, 0, 500000, 0, -10, 5000000),
        "dtype": values.dtype,
    } | profile
    count, height, width = values.shape
    with rasterio.open(path, "w", count=count, height=height, width=width, **settings) as dataset:
        dataset.write(values)
        dataset.update_tags(**tags)
        if mask is not None:
            dataset.write_mask(mask)
    return path


@pytest.fixture
def write_raster() -> Callable[..., Path]:
    return write


@pytest.fixture
def backscatter() -> Callable[..., np.ndarray]:
    return db_image


@pytest.fixture
def sar(tmp_path: Path) -> Path:
    """300 x 420 pixels of backscatter: 75 x 105 cells, two by two windows."""
    return write(tmp_path / "sar.tif", db_image(300, 420))


def write_tall(folder: Path) -> Path:
    """1,300 x 300 pixels: 325 x 75 cells in four pieces, seven rows of two windows."""
    return write(folder / "tall.tif", db_image(1300, 300), tiled=True, blockxsize=128, blockysize=128)


@pytest.fixture(scope="session")
def tall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The raster of ``write_tall``, which all tests share; read only."""
    return write_tall(tmp_path_factory.mktemp("tall"))


@pytest.fixture
def own_tall(tmp_path: Path) -> Path:
    """The same raster for a test that damages it."""
    return write_tall(tmp_path)


@pytest.fixture(scope="session")
def expected(tall: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What an uninterrupted job writes for ``tall``, of the date of ``same_date``."""
    request = TranslateRequest(
        str(tall), tmp_path_factory.mktemp("expected") / "out.tif", "sar", "rgb", preset="fast"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(*DATE)
        return translate(request, StandIn()).output.read_bytes()


@pytest.fixture
def request_for(tmp_path: Path) -> Callable[..., TranslateRequest]:
    def make(path: Path | str, **changes: object) -> TranslateRequest:
        settings = {
            "output": tmp_path / "out.tif",
            "source": "sar",
            "target": "rgb",
            "preset": "fast",
        } | changes
        return TranslateRequest(input=str(path), **settings)

    return make


@pytest.fixture
def spread(tmp_path: Path) -> Path:
    """Where the standard deviation goes."""
    return tmp_path / "spread.tif"


@pytest.fixture
def same_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """The date is in the output's tags, and so a part of its bytes."""
    monkeypatch.setenv(*DATE)
