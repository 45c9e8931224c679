"""Encode one piece of a tile: all its modalities, in blocks of bounded size that join without a seam."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from any2any.data.augment.augmentation import IDENTITY, Augmentation
from any2any.data.augment.dihedral import turned, turned_size, unturned
from any2any.data.index.schema import Tile, size_latent_px
from any2any.data.tile import LARGEST_NODATA_SHARE, TileReader, fill_holes
from any2any.models.context import LatentContext
from any2any.models.first_guess import FirstGuess
from any2any.models.reach import TOKEN_LATENT_PX, encoder_halo_latent_px
from any2any.models.vae import Vae
from any2any.raster.window import Bounds
from any2any.spec.manifest import VaeEntry
from any2any.spec.modality import WINDOW_LATENT_PX, Direction, Modality
from any2any.training.latents.plan import CachedTile, LatentSettings, ShardPlan, context_name

BLOCK_LATENT_PX = 256
"""Rows and columns that are encoded at once; context needs halos of 46 cells, so small blocks would double the work."""

LARGEST_INVALID_SHARE = LARGEST_NODATA_SHARE
"""Largest share of nodata cells in a training window."""

Vaes = Mapping[str, tuple[Vae, VaeEntry]]
"""Frozen VAEs and the statistics of their latents, by modality."""


@dataclass(frozen=True)
class Guidance:
    """Inputs of a translation beside the source's latent; none in the paper's models."""

    guesses: Mapping[Direction, FirstGuess] = field(default_factory=dict)
    context: LatentContext | None = None


NO_GUIDANCE = Guidance()


@dataclass(frozen=True)
class EncodedTile:
    """Standardised latents and the cells that are data."""

    latents: Mapping[str, NDArray[np.float16]]
    """By modality, and by the text of each direction whose first guess is kept: (4, rows, columns), standardised;
    by ``context_name`` of a modality: (context channels, rows, columns)."""
    valid: NDArray[np.bool_]
    """(rows, columns): no pixel of any modality is nodata."""

    @property
    def has_valid_window(self) -> bool:
        """Whether any window has little enough nodata for training."""
        if self.valid.all():
            return True
        return bool(window_invalid_share(self.valid).min() <= LARGEST_INVALID_SHARE)


class TileEncoder:
    """Reads and encodes pieces; usable from several threads."""

    def __init__(
        self,
        reader: TileReader,
        modalities: Iterable[Modality],
        vaes: Vaes,
        settings: LatentSettings,
        guidance: Guidance = NO_GUIDANCE,
    ) -> None:
        self._reader = reader
        self._modalities = {m.name: m for m in modalities}
        self._vaes = vaes
        self._guidance = guidance
        self._settings = settings

    def encode(self, tile: Tile, piece: CachedTile, plan: ShardPlan) -> EncodedTile:
        """Encode a planned piece; CorruptTileError if the tile cannot be read."""
        valid = np.ones((piece.rows, piece.columns), np.bool_)
        latents: dict[str, NDArray[np.float16]] = {}
        for name in plan.modalities:
            guesses = [direction for direction in plan.guesses if direction.source == name]
            latents |= self._encode(tile, piece, name, guesses, name in plan.contexts, valid)
        return EncodedTile(latents, valid)

    def _encode(
        self,
        tile: Tile,
        piece: CachedTile,
        name: str,
        guesses: Sequence[Direction],
        context: bool,
        valid: NDArray[np.bool_],
    ) -> dict[str, NDArray[np.float16]]:
        """Compute all results of one modality block by block, and record valid cells."""
        size = size_latent_px(tile, self._modalities)
        whole = Bounds(0, turned_size(*size, piece.turn)[0], 0, piece.columns)
        strip = Bounds(piece.row, piece.row + piece.rows, 0, piece.columns)
        halo, alignment = self._reach(name, guesses, context)
        out: dict[str, NDArray[np.float16]] = {}
        for block in strip.blocks(BLOCK_LATENT_PX, BLOCK_LATENT_PX):
            around = block.grown(halo).clipped(whole).begun_at_multiples(alignment)
            values, data = self._read(tile, piece, name, around)
            rows, columns = block.within(around)
            place = block.within(strip)
            for key, z in coded_block(self._vaes, self._guidance, name, guesses, context, values).items():
                whole_piece = (len(z), piece.rows, piece.columns)
                out.setdefault(key, np.empty(whole_piece, np.float16))[:, *place] = z[:, rows, columns]
            valid[place] &= data[rows, columns]
        return out

    def _reach(self, name: str, guesses: Sequence[Direction], context: bool) -> tuple[int, int]:
        """Cells around a block that its codes depend on, and the multiple of cells at which it must begin."""
        reaches = [(encoder_halo_latent_px(self._vaes[name][0].config), 1)]
        for direction in guesses:
            guess = self._guidance.guesses[direction]
            coded = encoder_halo_latent_px(self._vaes[direction.target][0].config)
            reaches.append((guess.halo_latent_px + coded, guess.alignment_latent_px))
        if context and self._guidance.context:
            reaches.append((self._guidance.context.halo_latent_px, TOKEN_LATENT_PX))
        return max(halo for halo, _ in reaches), max(alignment for _, alignment in reaches)

    def _read(
        self, tile: Tile, piece: CachedTile, name: str, cells: Bounds
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Model values (C, h * f, w * f) of cells of the turned tile, changed, and which cells are valid (h, w)."""
        modality = self._modalities[name]
        f = modality.downsampling
        window = unturned(cells, *size_latent_px(tile, self._modalities), piece.turn)
        read = self._reader.read(tile, name, window.row_start, window.col_start, window.height, window.width)
        values = turned(read, piece.turn)
        missing = np.asarray(np.isnan(values).any(axis=0))
        data = ~np.asarray(missing.reshape(cells.height, f, cells.width, f).any(axis=(1, 3)))
        if missing.any():
            values = fill(values, missing)
        change = self._augmentation(tile, piece)
        return change.apply(values, modality, cells.row_start * f, cells.col_start * f), data

    def _augmentation(self, tile: Tile, piece: CachedTile) -> Augmentation:
        """The same for all modalities of a variant; the first variant is the unchanged tile."""
        if piece.variant == 0:
            return IDENTITY
        rng = np.random.default_rng([self._settings.seed, tile.number, piece.variant, 0])
        jitter_db = self._settings.level_jitter_db.get(tile.source, 0.0)
        return Augmentation.draw(rng, self._settings.augment, jitter_db)


@torch.no_grad()
def coded_block(
    vaes: Vaes,
    guidance: Guidance,
    name: str,
    guesses: Sequence[Direction],
    context: bool,
    values: NDArray[np.float32],
) -> dict[str, NDArray[np.float16]]:
    """Compute all results from model values (C, h * f, w * f) of one modality: (channels, h, w) by name.

    Its latent under its own name, that of each first guess under the direction's text, and its context.
    """
    out = {name: encode_standardised(*vaes[name], values)}
    x = torch.from_numpy(np.ascontiguousarray(values))[None]
    tokens = guidance.context.tokens(name, x) if guidance.context else None
    bands = guidance.context.bands(name, x, tokens) if guidance.context and tokens is not None else None
    for direction in guesses:
        guess = guidance.guesses[direction]
        known = (None if part is None else part.to(guess.bias.device) for part in (tokens, bands))
        made = guess(x.to(guess.bias.device), *known)[0]
        out[str(direction)] = encode_standardised(*vaes[direction.target], made.cpu().numpy())
    if context and guidance.context and tokens is not None:
        cells = guidance.context.at_cells(tokens, *out[name].shape[1:])
        out[context_name(name)] = cells[0].cpu().numpy().astype(np.float16)
    return out


def guided_source(
    vaes: Vaes, guidance: Guidance, direction: Direction, values: NDArray[np.float32]
) -> NDArray[np.float16]:
    """Model values of a source -> (source channels, h, w): its latent, the first guess's and context."""
    guesses = [direction] if direction in guidance.guesses else []
    coded = coded_block(vaes, guidance, direction.source, guesses, guidance.context is not None, values)
    return np.concatenate(list(coded.values()))


@torch.no_grad()
def encode_standardised(vae: Vae, entry: VaeEntry, values: NDArray[np.float32]) -> NDArray[np.float16]:
    """Encode model values (C, H, W): (4, H/f, W/f), standardised."""
    device = next(vae.parameters()).device
    x = torch.from_numpy(np.ascontiguousarray(values))[None].contiguous(memory_format=torch.channels_last)
    with torch.autocast(device.type, torch.bfloat16):
        mean = vae.encode(x.to(device)).mean.float().cpu()
    z = (mean - _column(entry.latent_mean)) / _column(entry.latent_std)
    return z[0].contiguous().numpy().astype(np.float16)


def decode_standardised(vae: Vae, entry: VaeEntry, z: Tensor) -> Tensor:
    """Decode (B, 4, h, w) of zero mean and unit variance to model values (B, C, h * f, w * f)."""
    mean, std = (_column(values).to(z.device) for values in (entry.latent_mean, entry.latent_std))
    return vae.decode(z * std + mean)


def _column(values: Iterable[float]) -> Tensor:
    return torch.tensor(list(values)).view(1, -1, 1, 1)


def fill(values: NDArray[np.float32], missing: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Replace missing pixels (H, W) of (C, H, W), because the encoder must not see NaN; their cells are masked.

    Small holes lie in training windows and get their neighbours' values. Growing those into large holes would take
    minutes, so large holes get the mean, or 0 if there is no data.
    """
    if missing.mean() <= LARGEST_INVALID_SHARE:
        return fill_holes(values)
    kept = values[:, ~missing]
    mean = kept.mean(axis=1) if kept.size else np.zeros(len(values), np.float32)
    return np.where(missing, mean[:, None, None].astype(np.float32), values)


def window_invalid_share(valid: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Share of invalid cells in the window that starts at each place: (rows - 63, columns - 63)."""
    n = WINDOW_LATENT_PX
    sums = np.zeros((valid.shape[0] + 1, valid.shape[1] + 1))
    sums[1:, 1:] = np.cumsum(np.cumsum(~valid, axis=0), axis=1)
    return np.asarray((sums[n:, n:] - sums[:-n, n:] - sums[n:, :-n] + sums[:-n, :-n]) / n**2)
