"""What a translation is made from; that blocks with these halos are exact is tested in ``translate``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from any2any.models.conditioning import SourceOnly, WithGuess, conditioning_of, with_detail
from any2any.models.reach import Cells
from any2any.models.translator import Translator
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction
from any2any.spec.networks import ContextConfig, VaeConfig

from ..guesses import with_guess

SAR_RGB, NIR_RGB = Direction("sar", "rgb"), Direction("nir", "rgb")
F4 = VaeConfig(3, (24, 48, 80))
CONTEXT = ContextConfig(channels=6, width=16, depth=2, kernel=3)


@pytest.fixture
def plain(small_translator: Translator) -> Manifest:
    """The default modalities, with the VAE of f4 for RGB and SAR."""
    manifest = small_translator.manifest
    vaes = {
        name: replace(entry, config=replace(F4, channels=entry.config.channels))
        if entry.config.downsampling == 4
        else entry
        for name, entry in manifest.vaes.items()
    }
    return replace(manifest, vaes=vaes)


class Recorder:
    """Stands in for the networks: remembers calls, and passes on one number for each cell."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, tuple[int, ...]]] = []

    def to_latent(self, modality: str, x: np.ndarray) -> np.ndarray:
        self.calls.append(("encode", modality, x.shape[-2:]))
        return np.repeat(x[:, :1, ::4, ::4], 4, axis=1)

    def from_latent(self, modality: str, z: np.ndarray) -> np.ndarray:
        self.calls.append(("decode", modality, z.shape[-2:]))
        return z[:, :3].repeat(4, axis=2).repeat(4, axis=3)

    def tokens(self, modality: str, x: np.ndarray) -> None:
        return None

    def context_at(self, tokens: Any, cells: Cells, block: Cells) -> Any:
        raise AssertionError("there is no context")

    def guess(self, direction: Direction, x: np.ndarray, tokens: None) -> np.ndarray:
        self.calls.append(("guess", str(direction), x.shape[-2:]))
        return np.repeat(2.0 * x[:, :1], 3, axis=1)

    def joined(self, parts: Any) -> np.ndarray:
        return np.concatenate(parts, axis=1)


@pytest.fixture
def pixels() -> np.ndarray:
    """80 x 80 cells of a modality with one band and 4 x 4 pixels a cell; the value is the cell's column."""
    columns = np.arange(80, dtype=np.float32).repeat(4)
    return np.broadcast_to(columns, (1, 1, 320, 320)).copy()


def test_the_papers_conditioning_is_the_source_alone(plain: Manifest, pixels: np.ndarray) -> None:
    """Cells 30 to 40 are coded with 10 cells on each side, from an even cell on: 30 x 30 cells, 120 pixels."""
    conditioning, networks = conditioning_of(plain), Recorder()
    assert type(conditioning) is SourceOnly
    assert conditioning.encode_halo_latent_px(SAR_RGB) == 10
    assert conditioning.decode_halo_latent_px(SAR_RGB) == 13
    assert not conditioning.needs_pixels(NIR_RGB)
    assert conditioning.alignment_latent_px == 1
    z = conditioning.encode(networks, pixels, SAR_RGB, Cells(slice(30, 40), slice(30, 40)))
    assert networks.calls == [("encode", "sar", (120, 120))]
    np.testing.assert_array_equal(z[0, 0, 0], np.arange(30, 40))
    conditioning.decode(networks, z, SAR_RGB)
    assert networks.calls[1:] == [("decode", "rgb", (10, 10))]


def test_a_guess_is_coded_beside_the_source(plain: Manifest, pixels: np.ndarray) -> None:
    """The guess is made of 3 cells more on each side, which begin at an even cell: 18 to 53, 140 pixels."""
    conditioning, networks = conditioning_of(with_guess(plain)), Recorder()
    assert type(conditioning) is WithGuess
    z = conditioning.encode(networks, pixels, SAR_RGB, Cells(slice(30, 40), slice(30, 40)))
    sizes = {(kind, name): size for kind, name, size in networks.calls}
    assert sizes[("encode", "sar")] == sizes[("encode", "rgb")] == (120, 120)
    start = 20 - 3 - (20 - 3) % 2
    assert sizes[("guess", "sar->rgb")] == (4 * (53 - start),) * 2
    assert z.shape == (1, 8, 10, 10)
    np.testing.assert_array_equal(z[0, 4, 0], 2.0 * np.arange(30, 40))


def test_the_coded_guess_adds_to_what_the_guess_sees(plain: Manifest) -> None:
    assert conditioning_of(with_guess(plain)).encode_halo_latent_px(SAR_RGB) == 3 + 10
    with_context = conditioning_of(with_guess(plain, context=CONTEXT))
    assert with_context.encode_halo_latent_px(SAR_RGB) == 12 + 10
    assert conditioning_of(with_guess(plain)).alignment_latent_px == 1
    assert with_context.alignment_latent_px == 2


def test_only_detail_widens_what_decoding_sees(plain: Manifest) -> None:
    """Context reaches 42 + 2 cells; radar's guess is not decoded, so its halo does not count."""
    far = conditioning_of(with_guess(plain, context=replace(CONTEXT, depth=6, kernel=7)))
    assert (far.needs_pixels(SAR_RGB), far.needs_pixels(NIR_RGB)) == (False, True)
    assert far.decode_halo_latent_px(SAR_RGB) == 13
    assert far.decode_halo_latent_px(NIR_RGB) == 2 * (6 * 3 + 3) + 2


def test_decoding_adds_the_guesss_detail_only_where_it_has_any(plain: Manifest, pixels: np.ndarray) -> None:
    """Optical: D(z) + guess - D(z_guess) with z = 1, guess = 2 x, z_guess = 5. Radar: D(z)."""
    conditioning = conditioning_of(with_guess(plain))
    z, z_source = np.ones((1, 4, 80, 80), np.float32), np.full((1, 8, 80, 80), 5.0, np.float32)
    optical = conditioning.decode(Recorder(), z, NIR_RGB, z_source, pixels)
    np.testing.assert_array_equal(optical, np.repeat(1.0 + 2.0 * pixels - 5.0, 3, axis=1))
    networks = Recorder()
    np.testing.assert_array_equal(conditioning.decode(networks, z, SAR_RGB), np.ones((1, 3, 320, 320)))
    assert [kind for kind, *_ in networks.calls] == ["decode"]


def test_an_uncorrected_translation_is_its_guess() -> None:
    z, guess = np.arange(4.0), np.arange(4.0) * 7.0
    np.testing.assert_array_equal(with_detail(lambda z: z * 2.0, z, z, guess), guess)
