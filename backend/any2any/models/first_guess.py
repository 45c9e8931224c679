"""The first guess of a translation: a regression on local statistics of the source and, in some models, context.

Each pixel of the target is predicted from the source's pixel, the means around it and its local deviation. Means see
through speckle and show what lies around; products separate a dark wood from dark water. Context says what the ground
is (``models/context.py``): it sets levels, and how strongly the target follows the source's structure there. The
coefficients are found in closed form. Where bands are shared this is hard to beat, and a network that corrects it
starts from the better of both. Between optical modalities, what the target's VAE cannot carry is taken from the guess
as well (``models/conditioning.py``), so a translation without any correction is the regression itself. If the encoder
estimates the target's bands at every pixel, as from radar, the guess is the mean of both. The idea of correcting a
regression's mean with diffusion is that of CorrDiff (Mardani et al. 2023); the paper has no first guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.models.context import ContextEncoder, FineContext, at_pixels
from any2any.models.reach import (
    DEVIATION_PX,
    FINE_MEAN_PX,
    MEANS_PX,
    TOKEN_LATENT_PX,
    guess_halo_latent_px,
    has_detail,
)
from any2any.spec.modality import Direction, Modality

STATISTICS = 2 + len(MEANS_PX)
"""Features of a band: its value, means and deviation."""


class FirstGuess(nn.Module):
    """A second-order polynomial of local statistics, plus context and structure; untrained it is zero everywhere.

    Structure is what a band's mean over 3 pixels adds to that over 15. It is multiplied by each number of the context:
    a bright spot of radar may be a bright roof in a town and nothing in a field.
    """

    weight: Tensor
    """(target bands, features)."""
    products: Tensor
    """(target bands, features * (features + 1) / 2): of each feature with itself and those after it."""
    bias: Tensor
    """(target bands,)."""
    context: Tensor
    """(target bands, context channels); this and the next one only with an encoder."""
    structure: Tensor
    """(target bands, source bands * context channels), of the first source band first."""

    def __init__(self, source: Modality, target: Modality, encoder: ContextEncoder | None = None) -> None:
        super().__init__()
        features = source.channels * STATISTICS
        self.register_buffer("weight", torch.zeros(target.channels, features))
        self.register_buffer("products", torch.zeros(target.channels, features * (features + 1) // 2))
        self.register_buffer("bias", torch.zeros(target.channels))
        self._owned_by_model = (encoder,)  # in a tuple, so that its weights are not this module's too
        if encoder:
            channels = encoder.config.channels
            self.register_buffer("context", torch.zeros(target.channels, channels))
            self.register_buffer("structure", torch.zeros(target.channels, source.channels * channels))
        fine = encoder.config.fine_of(source.name) if encoder else None
        self._estimated = fine.numbers_of(target) if fine else ()
        self.source = source.name
        self._ends = source, target
        self.has_detail = has_detail(source, target)
        self.source_px, self.target_px = source.downsampling, target.downsampling  # a cell's side

    @property
    def _encoder(self) -> ContextEncoder | None:
        return self._owned_by_model[0]

    @property
    def _fine_context(self) -> FineContext | None:
        encoder = self._encoder
        fine = encoder.fine[self.source] if encoder and self.source in encoder.fine else None
        assert fine is None or isinstance(fine, FineContext)
        return fine

    @property
    def halo_latent_px(self) -> int:
        """Cells around a block that its guess depends on."""
        return guess_halo_latent_px(*self._ends, self._encoder.config if self._encoder else None)

    @property
    def alignment_latent_px(self) -> int:
        """Blocks of a raster must begin at a multiple of this number of cells."""
        return TOKEN_LATENT_PX if self._encoder else 1

    def set(self, coefficients: Tensor) -> None:
        """Take over a regression: (target bands, columns of ``design``)."""
        widths = [part.shape[1] for part in self.parts]
        for part, given in zip(self.parts, coefficients.split(widths, dim=1), strict=True):
            part.copy_(given)

    @property
    def parts(self) -> tuple[Tensor, ...]:
        """Coefficients in the order of ``design``, each (target bands, columns)."""
        surroundings = (self.context, self.structure) if self._encoder else ()
        return self.weight, self.products, *surroundings, self.bias[:, None]

    def design(self, x: Tensor, every_px: int = 1) -> Tensor:
        """x: (B, C, h * f, w * f) model values -> (B, columns, h * f', w * f'): what the coefficients multiply.

        Of every ``every_px``-th pixel each way.
        """
        everywhere = self.features(x)
        features = everywhere[..., ::every_px, ::every_px]
        columns = [with_products(features)]
        if self._encoder:
            tokens = self._encoder(self.source, x)
            context = at_pixels(tokens, self.target_px, *everywhere.shape[-2:])[..., ::every_px, ::every_px]
            structure = _structure(features)
            products = (context[:, None] * structure[:, :, None]).flatten(1, 2)
            columns += [context, products]
        return torch.cat([*columns, torch.ones_like(features[:, :1])], dim=1)

    def forward(self, x: Tensor, tokens: Tensor | None = None, bands: Tensor | None = None) -> Tensor:
        """x: (B, C, h * f, w * f) model values -> (B, C', h * f', w * f') in [-1, 1].

        ``tokens`` is the context of ``x``, and ``bands`` its context at every pixel, where they are known already.
        """
        with torch.autocast(x.device.type, enabled=False):
            x = x.float()
            features = self.features(x)
            guess = torch.cat([self._band(number, features) for number in range(len(self.bias))], dim=1)
            if self._encoder:
                tokens = self._encoder(self.source, x) if tokens is None else tokens
                guess = guess + self._from_context(tokens, _structure(features))
                if self._estimated:
                    guess = 0.5 * (guess + self._estimate(x, tokens, bands))
            return guess.clamp(-1.0, 1.0)

    def features(self, x: Tensor) -> Tensor:
        """x: (B, C, h * f, w * f) model values -> (B, F, h * f', w * f'): local statistics at the target's pixels.

        Of a coarser source they are those of its enlargement: differences of means sharpen it.
        """
        return local_statistics(to_pixels_per_cell(x, self.source_px, self.target_px))

    def _estimate(self, x: Tensor, tokens: Tensor, bands: Tensor | None) -> Tensor:
        """The target's bands as the fine context estimates them: (B, C', h * f', w * f').

        From radar, their structure is doubled, and the mean with the regression halves it again: both know levels, but
        the regression of radar has hardly any structure.
        """
        assert self._fine_context is not None
        known = self._fine_context(x, tokens) if bands is None else bands
        of_target = known[:, list(self._estimated)]
        if not self.has_detail:
            of_target = of_target + of_target - _mean(of_target, FINE_MEAN_PX)
        return to_pixels_per_cell(of_target, self.source_px, self.target_px)

    def _band(self, number: int, features: Tensor) -> Tensor:
        """One target band (B, 1, H, W): sum over i of f_i (w_i + sum over j >= i of q_ij f_j), and the bias."""
        count = features.shape[1]
        rows, columns = torch.triu_indices(count, count, device=features.device)
        square = features.new_zeros(count, count)
        square[rows, columns] = self.products[number]
        slopes = F.conv2d(features, square[:, :, None, None], self.weight[number])
        return (features * slopes).sum(dim=1, keepdim=True) + self.bias[number]

    def _from_context(self, tokens: Tensor, structure: Tensor) -> Tensor:
        """Levels that the context sets, and structure as strong as it says: (B, target bands, H, W).

        The weighting comes before the enlargement: both are linear, and tokens are few.
        """
        size = structure.shape[-2:]
        slopes = self.structure.unflatten(1, (structure.shape[1], -1))  # (target bands, source bands, K)
        levels = at_pixels(F.conv2d(tokens, self.context[:, :, None, None]), self.target_px, *size)
        for band, of_band in enumerate(structure.split(1, dim=1)):
            slope = F.conv2d(tokens, slopes[:, band, :, None, None])
            levels = levels + of_band * at_pixels(slope, self.target_px, *size)
        return levels


def _structure(features: Tensor) -> Tensor:
    """What each band's mean over 3 pixels adds to that over 15: (B, F, H, W) -> (B, C, H, W)."""
    bands = features.shape[1] // STATISTICS
    return features[:, bands : 2 * bands] - features[:, 3 * bands : 4 * bands]


def local_statistics(x: Tensor) -> Tensor:
    """(B, C, H, W) -> (B, C * STATISTICS, H, W): values, means and deviations; squares end at the image's edge."""
    around = _mean(x, DEVIATION_PX)
    deviation = (_mean(x.square(), DEVIATION_PX) - around.square()).clamp_min(1e-6).sqrt()
    return torch.cat([x, *(_mean(x, side) for side in MEANS_PX), deviation], dim=1)


def with_products(features: Tensor) -> Tensor:
    """(B, F, H, W) -> (B, F + F (F + 1) / 2, H, W): what ``weight`` and, after it, ``products`` are coefficients of."""
    rows, columns = torch.triu_indices(features.shape[1], features.shape[1])
    return torch.cat([features, features[:, rows] * features[:, columns]], dim=1)


def _mean(x: Tensor, side: int) -> Tensor:
    """Means over squares, columns first and then rows: 2 side operations a pixel, not side squared."""
    half = side // 2
    columns = F.avg_pool2d(x, (side, 1), stride=1, padding=(half, 0), count_include_pad=False)
    return F.avg_pool2d(columns, (1, side), stride=1, padding=(0, half), count_include_pad=False)


def first_guesses(
    modalities: Sequence[Modality], encoder: ContextEncoder | None = None
) -> dict[str, FirstGuess]:
    """One for every direction between the modalities, by the direction's text; all share the encoder."""
    return {str(Direction(s.name, t.name)): FirstGuess(s, t, encoder) for s, t in permutations(modalities, 2)}


def to_pixels_per_cell(x: Tensor, before: int, after: int) -> Tensor:
    """Resample (B, C, h * before, w * before) to (B, C, h * after, w * after): means of pixels, or bilinear."""
    if after < before:
        return F.avg_pool2d(x, before // after)
    if after > before:
        return F.interpolate(x, scale_factor=after / before, mode="bilinear", align_corners=False)
    return x
