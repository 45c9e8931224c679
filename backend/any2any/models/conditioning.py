"""Conditioning of a translation, and the detail that decoding adds: from the source alone, or from a first guess too.

``SourceOnly`` is the paper's. ``WithGuess`` also gives the networks an encoded first guess and context, and adds the
guess's detail to decoded pixels. Both call the networks through ``Coders``, which torch and ONNX Runtime implement.
Halos count latent cells. Imports no torch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from any2any.models.correction import guess_latent
from any2any.models.reach import (
    TOKEN_LATENT_PX,
    Cells,
    context_halo_latent_px,
    decoder_halo_latent_px,
    encoder_halo_latent_px,
    guess_halo_latent_px,
    has_detail,
    near_halo_latent_px,
)
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction, Modality
from any2any.spec.networks import GuessConfig

Array = TypeVar("Array", bound=Any)
"""A ``numpy.ndarray`` or a ``torch.Tensor``."""


class Coders(Protocol):
    """The networks that conditioning calls, on arrays of one runtime; f is a modality's downsampling."""

    def to_latent(self, modality: str, x: Any, /) -> Any:
        """Encode model values (B, C, h * f, w * f) to a standardised latent (B, 4, h, w)."""

    def from_latent(self, modality: str, z: Any, /) -> Any:
        """Decode a standardised latent (B, 4, h, w) to model values (B, C, h * f, w * f)."""

    def tokens(self, modality: str, x: Any, /) -> Any | None:
        """Return the context (B, K, ceil(h / 2), ceil(w / 2)) of model values; None without a context encoder."""

    def context_at(self, tokens: Any, cells: Cells, block: Cells, /) -> Any:
        """Return the context (B, context_channels, h, w) of some cells of the block that the tokens cover."""

    def guess(self, direction: Direction, x: Any, tokens: Any | None, /) -> Any:
        """Guess the target's model values (B, C', h * f', w * f') from the source's."""

    def joined(self, parts: Sequence[Any], /) -> Any:
        """Concatenate arrays along their channels."""


class SourceOnly:
    """The source's latent alone, as in the paper."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    @property
    def alignment_latent_px(self) -> int:
        """Blocks to encode or decode begin at a multiple of this number of cells."""
        return 1

    def needs_pixels(self, direction: Direction) -> bool:
        """Whether ``decode`` needs the source's pixels and what ``encode`` returned."""
        return False

    def encode_halo_latent_px(self, direction: Direction) -> int:
        """Cells around a block that the result of ``encode`` depends on."""
        return self._encoder_halo(direction.source)

    def decode_halo_latent_px(self, direction: Direction) -> int:
        """Cells around a block that the result of ``decode`` depends on."""
        return decoder_halo_latent_px(self._manifest.vaes[direction.target].config)

    def encode(self, coders: Coders, x: Array, direction: Direction, cells: Cells | None = None) -> Array:
        """Return the conditioning (B, source_channels, h, w) of ``cells``, by default of all.

        x: (B, C, H, W) model values of a block. VAEs code the cells and their own halo alone.
        """
        block = self._block(x, direction)
        cells = cells or block
        coded = cells.grown(self._encoder_halo(direction.source), block)
        z = coders.to_latent(direction.source, coded.times(self._px(direction.source)).cut(x))
        cut: Array = cells.within(coded).cut(z)
        return cut

    def decode(
        self,
        coders: Coders,
        z: Array,
        direction: Direction,
        z_source: Array | None = None,
        x: Array | None = None,
    ) -> Array:
        """Decode a clean target latent (B, 4, h, w) to model values (B, C, h * f, w * f).

        ``z_source``, the result of ``encode``, and the source's model values ``x`` are read only if ``needs_pixels`` is
        true.
        """
        decoded: Array = coders.from_latent(direction.target, z)
        return decoded

    def _encoder_halo(self, modality: str) -> int:
        return encoder_halo_latent_px(self._manifest.vaes[modality].config)

    def _px(self, modality: str) -> int:
        """Pixels along a cell's side."""
        return self._manifest.modality(modality).downsampling

    def _block(self, x: Any, direction: Direction) -> Cells:
        f = self._px(direction.source)
        return Cells.of(x.shape[-2] // f, x.shape[-1] // f)


class WithGuess(SourceOnly):
    """The source's latent, that of its first guess, and context; decoding adds the guess's own detail."""

    def __init__(self, manifest: Manifest, guess: GuessConfig) -> None:
        super().__init__(manifest)
        self._guess = guess

    @property
    def alignment_latent_px(self) -> int:
        """Blocks begin at whole tokens where there is context."""
        return TOKEN_LATENT_PX if self._guess.context else 1

    def needs_pixels(self, direction: Direction) -> bool:
        """Whether the guess has detail that its latent lacks; the speckle of radar is not detail."""
        return has_detail(*self._ends(direction))

    def encode_halo_latent_px(self, direction: Direction) -> int:
        """Cells around a block that its latent, its coded guess or its context depends on."""
        halos = [
            self._coding_halo(direction),
            self._guess_halo(direction) + self._encoder_halo(direction.target),
        ]
        if self._guess.context and self._guess.context_channels:
            halos.append(context_halo_latent_px(self._guess.context) + TOKEN_LATENT_PX)
        return max(halos)

    def decode_halo_latent_px(self, direction: Direction) -> int:
        """Cells around a block that its pixels depend on, with the guess's detail where that is added."""
        halo = super().decode_halo_latent_px(direction)
        return max(halo, self._guess_halo(direction)) if self.needs_pixels(direction) else halo

    def encode(self, coders: Coders, x: Array, direction: Direction, cells: Cells | None = None) -> Array:
        """Return the source's latent, the coded guess and context: (B, source_channels, h, w) of ``cells``.

        The context sees far around a block, the VAEs do not.
        """
        block = self._block(x, direction)
        cells = cells or block
        coded = cells.grown(self._coding_halo(direction), block)
        inside = cells.within(coded)
        tokens = coders.tokens(direction.source, x)
        pixels = self._guess_of(coders, x, tokens, coded, block, direction)
        parts = [
            inside.cut(coders.to_latent(direction.source, coded.times(self._px(direction.source)).cut(x))),
            inside.cut(coders.to_latent(direction.target, pixels)),
        ]
        if tokens is not None and self._guess.context_channels:
            parts.append(coders.context_at(tokens, cells, block))
        joined: Array = coders.joined(parts)
        return joined

    def decode(
        self,
        coders: Coders,
        z: Array,
        direction: Direction,
        z_source: Array | None = None,
        x: Array | None = None,
    ) -> Array:
        """Decode, and add the detail that the guess loses when it is encoded."""
        if not self.needs_pixels(direction):
            return super().decode(coders, z, direction)
        assert z_source is not None
        assert x is not None
        guess = coders.guess(direction, x, coders.tokens(direction.source, x))
        return with_detail(
            lambda z: coders.from_latent(direction.target, z), z, guess_latent(z_source), guess
        )

    def _ends(self, direction: Direction) -> tuple[Modality, Modality]:
        """Source and target."""
        return self._manifest.modality(direction.source), self._manifest.modality(direction.target)

    def _coding_halo(self, direction: Direction) -> int:
        """Cells around a block that the VAEs see when they code its source and its first guess."""
        return max(self._encoder_halo(direction.source), self._encoder_halo(direction.target))

    def _guess_halo(self, direction: Direction) -> int:
        return guess_halo_latent_px(*self._ends(direction), self._guess.context)

    def _guess_of(
        self, coders: Coders, x: Array, tokens: Array | None, cells: Cells, block: Cells, direction: Direction
    ) -> Array:
        """Guess some cells of a block whose pixels and tokens are known: (B, C', h * f', w * f')."""
        before, after = self._px(direction.source), self._px(direction.target)
        seen = cells.grown(near_halo_latent_px(*self._ends(direction), self._guess.context), block)
        known = None if tokens is None else seen.tokens().cut(tokens)
        guess = coders.guess(direction, seen.times(before).cut(x), known)
        cut: Array = cells.within(seen).times(after).cut(guess)
        return cut


def conditioning_of(manifest: Manifest) -> SourceOnly:
    """Choose the conditioning of a model."""
    return SourceOnly(manifest) if manifest.guess is None else WithGuess(manifest, manifest.guess)


def with_detail(decode: Callable[[Array], Array], z: Array, z_guess: Array, guess: Array) -> Array:
    """Decode ``z`` (B, 4, h, w) and add the detail that the guess loses when encoded: D(z) + guess - D(z_guess)."""
    # One decoding after the other: both at once would take twice the memory.
    detail = guess - decode(z_guess)
    decoded: Array = decode(z) + detail
    return decoded
