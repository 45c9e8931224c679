"""Measure whether holding the latents of measured pixels during sampling improves a fill.

Run ``python -m benchmarks.hold_known INDEX``: it takes one window in the middle of each held-out scene, with
cloud-shaped holes over 30 % of it. It compares translations from radar with and without held latents, before and after
the steps of a fill: a linear calibration on the clear pixels (useless with held latents, because the translation shows
the image there), and the border's residual carried inwards.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Tile, size_latent_px
from any2any.data.tile import TileReader
from any2any.diffusion.sampler import sample, sampling_times
from any2any.diffusion.schedule import signal_power
from any2any.evaluation.filling.scenes import cloud_holes
from any2any.fill.statistics import successive_corrections
from any2any.models.cycle_spinning import spin
from any2any.models.translator import Translator
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction
from benchmarks.subject import load_model

Image = NDArray[np.float32]
Mask = NDArray[np.bool_]

DIRECTION = Direction("sar", "rgb")
DATA = ("s2_cities", "sen12mscr", "sen1floods11")
SHARE = 0.3
SIDE_PX = WINDOW_LATENT_PX * 4
"""RGB has four pixels per latent cell, along each axis."""
PLAIN_STEPS, HELD_STEPS = (1, 4), (4, 10)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print PSNR inside the holes of every scene, and the means."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index", type=Path, metavar="INDEX")
    parser.add_argument("--model", type=Path, help="model folder (default: the bundled model)")
    args = parser.parse_args(arguments)
    translator = Translator.load(args.model) if args.model else load_model(None, "cpu")
    index, rows = TileIndex(args.index), []
    for number, (tile, radar, colour) in enumerate(_windows(index)):
        rows.append(compare(translator, radar, colour, cloud_holes((SIDE_PX, SIDE_PX), SHARE, seed=number)))
        _tell(tile.scene, rows[-1])
    if rows:
        _tell("mean", {name: float(np.mean([row[name] for row in rows])) for name in rows[0]})
    return 0


def _tell(name: str, figures: dict[str, float]) -> None:
    sys.stdout.write(f"{name}: {', '.join(f'{key} {value:.2f} dB' for key, value in figures.items())}\n")
    sys.stdout.flush()


def _windows(index: TileIndex) -> list[tuple[Tile, Image, Image]]:
    """Middle windows of all test scenes with vertical polarisation; without holes of their own."""
    reader, kinds, found = TileReader(index), {m.name: m for m in index.modalities}, []
    for tile in index.tiles("test"):
        if tile.source in DATA and {"sar", "rgb"} <= set(tile.files) and tile.scene.endswith("/vv"):
            row, column = ((size - WINDOW_LATENT_PX) // 2 for size in size_latent_px(tile, kinds))
            if min(row, column) >= 0:
                place = (row, column, WINDOW_LATENT_PX, WINDOW_LATENT_PX)
                radar, colour = (reader.read(tile, name, *place) for name in ("sar", "rgb"))
                if np.isfinite(radar).all() and np.isfinite(colour).all():
                    found.append((tile, radar, colour))
    return found


@torch.inference_mode()
def compare(translator: Translator, radar: Image, colour: Image, holes: Mask) -> dict[str, float]:
    """PSNR in dB of each way inside the holes; radar (1, 256, 256) and colour (3, 256, 256), model values."""
    x = torch.from_numpy(radar)[None]
    z_source = translator.condition(x, DIRECTION)
    generator = torch.Generator().manual_seed(0)
    noise = torch.randn(1, LATENT_CHANNELS, WINDOW_LATENT_PX, WINDOW_LATENT_PX, generator=generator)
    found: dict[str, Image] = {}
    for steps in PLAIN_STEPS:
        z = translator.sample(z_source, noise, DIRECTION, steps)
        plain = translator.decode(z, DIRECTION, z_source, x)[0].numpy()
        fitted = calibrated(plain, colour, holes)
        found |= {f"plain {steps}": plain, f"calibrated {steps}": joined(fitted, colour, holes)}
    known, mask = _known(translator, colour, holes)
    for steps in HELD_STEPS:
        z = held(translator, z_source, noise, known, mask, steps)
        image = translator.decode(z, DIRECTION, z_source, x)[0].numpy()
        found |= {f"held {steps}": image, f"held and joined {steps}": joined(image, colour, holes)}
    return {name: psnr(image, colour, holes) for name, image in found.items()}


def held(
    translator: Translator, z_source: Tensor, noise: Tensor, known: Tensor, mask: Tensor, steps: int
) -> Tensor:
    """Sample with known latents (1, 4, 64, 64) put in place of each prediction where ``mask`` is set, but the last."""
    ends = [
        torch.tensor([list(translator.vaes).index(name)]) for name in (DIRECTION.source, DIRECTION.target)
    ]
    times = sampling_times(steps)
    modulations = {t: translator.dit.modulate(torch.tensor([t]), *ends) for t in times}
    spun = {times[0], times[-1]} if translator.manifest.dit.cycle_spinning else set()

    def predict(z_t: Tensor, t: int) -> Tensor:
        def once(z: Tensor, source: Tensor) -> Tensor:
            predicted: Tensor = translator.predict(z, source, modulations[t], signal_power()[t])
            return predicted

        clean = spin(once, z_t, z_source) if t in spun else once(z_t, z_source)
        return clean if t == times[-1] else torch.where(mask, known, clean)

    clean = sample(predict, noise, steps)
    return clean + translator.outputs.fine(
        translator.adapters[DIRECTION.target](clean, z_source, DIRECTION.source)
    )


def _known(translator: Translator, colour: Image, holes: Mask) -> tuple[Tensor, Tensor]:
    """Latents of the image with its holes smoothly closed, and the cells that do not depend on the holes."""
    clear = colour[:, ~holes].mean(axis=1)[:, None, None]
    closed = np.where(
        holes, clear + successive_corrections(np.where(holes, 0, colour - clear), ~holes), colour
    )
    cells = torch.from_numpy(holes)[None, None].float()
    near = F.max_pool2d(F.max_pool2d(cells, 4), 3, stride=1, padding=1) > 0
    return translator.to_latent(DIRECTION.target, torch.from_numpy(closed.astype(np.float32))[None]), ~near


def calibrated(image: Image, colour: Image, holes: Mask) -> Image:
    """Each band fitted to the clear pixels by a line."""
    bands = []
    for band, truth in zip(image, colour, strict=True):
        slope, level = np.polyfit(band[~holes], truth[~holes], 1)
        bands.append(slope * band + level)
    return np.stack(bands).astype(np.float32)


def joined(image: Image, colour: Image, holes: Mask) -> Image:
    """The border's residual carried into the holes."""
    return image + successive_corrections(np.where(holes, 0, colour - image), ~holes)


def psnr(image: Image, truth: Image, holes: Mask) -> float:
    """PSNR in dB inside the holes; model values span 2."""
    difference = (np.clip(image, -1, 1) - truth)[:, holes] / 2
    return float(-10 * np.log10(max(float(np.square(difference).mean()), 1e-12)))


if __name__ == "__main__":
    sys.exit(main())
