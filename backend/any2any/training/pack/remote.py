"""Train from a pack until the time is over; needs only torch, numpy, pillow and safetensors.

State and results are saved every minute, and the next run resumes from the state. Meanwhile other processes simulate
more scenes.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.models.translator import Translator
from any2any.models.vae import Vae
from any2any.spec.modality import WINDOW_LATENT_PX, Direction
from any2any.spec.model_folder import from_json, to_json
from any2any.training.pack.contents import PackedTile, Values, read_holes, read_pack, read_tile
from any2any.training.pack.parts import has_parts, load_parts, save_parts
from any2any.training.pack.pool import LatentPool, SimulatedTiles
from any2any.training.translator.objective import TranslatorCore

SAVE_SECONDS = 60.0
WARM_UP_SHARE = 0.02
"""Share of the whole time in which the learning rate rises."""
EMA = 0.999
KL_WEIGHT = 1e-6
VAE_LEARNING_RATE = 5e-4
VAE_CROP_PX = 256


@dataclass
class Clock:
    """Seconds of training over all runs, out of the planned time."""

    total: float
    before: float
    """Seconds of the runs before this one."""
    started: float

    @property
    def seconds(self) -> float:
        """Seconds so far."""
        return self.before + time.monotonic() - self.started

    def rate(self, start: float, stop: float) -> float:
        """Share of the learning rate between two shares of the time: a rise, then a cosine to a twentieth."""
        done = (self.seconds / self.total - start) / (stop - start)
        warm = min(1.0, (done + 1e-3) / WARM_UP_SHARE)
        return warm * (0.05 + 0.475 * (1.0 + math.cos(math.pi * min(max(done, 0.0), 1.0))))


def main(pack: Path, arguments: Sequence[str]) -> int:
    """Parse the arguments, train, and print the result."""
    args = _parse(pack, arguments)
    Run(pack, args).run()
    return 0


def _parse(pack: Path, arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, required=True, help="duration of this run")
    parser.add_argument(
        "--total-minutes", type=float, help="duration of all runs together (default: that of this run)"
    )
    parser.add_argument(
        "--steps", type=int, help="most steps of this run (default: limited by the time alone)"
    )
    parser.add_argument(
        "--state", type=Path, default=pack / "state", help="folder of the state to resume from (%(default)s)"
    )
    parser.add_argument("--out", type=Path, default=pack / "out", help="folder of the results (%(default)s)")
    parser.add_argument("--batch", type=int, help="windows per step (default: the recipe's)")
    parser.add_argument("--learning-rate", type=float, help="default: the recipe's")
    parser.add_argument(
        "--vae-share", type=float, default=0.3, help="share of the time for new VAEs (%(default)s)"
    )
    parser.add_argument(
        "--variants", type=int, default=4, help="dihedral variants of each tile, 1 to 8 (%(default)s)"
    )
    parser.add_argument(
        "--simulate",
        type=int,
        default=max(0, (os.cpu_count() or 1) - 3),
        help="processes that simulate scenes (%(default)s)",
    )
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--precision", choices=["bfloat16", "float32"], default="bfloat16")
    args = parser.parse_args(arguments)
    if not 0.0 < args.vae_share < 1.0:
        parser.error(f"--vae-share is {args.vae_share}: give a share between 0 and 1")
    return args


class Run:
    """One call of ``run.py``."""

    def __init__(self, folder: Path, args: argparse.Namespace) -> None:
        self._folder, self._args = folder, args
        self._pack = read_pack(folder)
        state = load_parts(args.state) if has_parts(args.state) else {}
        minutes = args.total_minutes or args.minutes
        before = float(state["seconds"]) if state else 0.0
        self._clock = Clock(60.0 * minutes, before, time.monotonic())
        self._stop = before + 60.0 * args.minutes
        self._step = int(state.get("step", torch.zeros(())))
        self._last_step = self._step + args.steps if args.steps else math.inf
        self._translator = self._start(state)
        self._saved = 0.0
        self._log: list[str] = []

    def run(self) -> None:
        """Train while time is left, and save."""
        args, pack = self._args, self._pack
        self._say(f"{args.device}, {len(pack.tiles)} tiles, {self._clock.seconds / 60:.1f} minutes behind us")
        with self._simulating() as simulated:
            share = args.vae_share if pack.vaes_are_fresh else 0.0
            if pack.vaes_are_fresh and not self._vaes_are_measured():
                self._train_vaes(share)
            if self._is_over():
                self._save(self._translator)
                return
            pool = self._encode(simulated)
            core = self._train(pool, simulated, share)
        self._validate()
        self._save(core)

    def _start(self, state: dict[str, Tensor]) -> Translator:
        """The translator of the last run, else the packed one."""
        start = self._folder / "start"
        manifest = from_json((start / "config.json").read_text(encoding="utf-8"))
        torch.manual_seed(self._pack.seed)
        translator = Translator(manifest)
        translator.load_state_dict(load_parts(start), strict=False)
        given = {
            key.removeprefix("model."): value for key, value in state.items() if key.startswith("model.")
        }
        translator.load_state_dict(given, strict=False)
        if "latent_mean" in state:
            self._set_statistics(translator, state["latent_mean"], state["latent_std"])
        return translator.to(self._args.device).requires_grad_(False)

    # Stage I.

    def _train_vaes(self, share: float) -> None:
        """Train new VAEs in turn, one batch each, then measure their latents."""
        vaes = {name: vae for name, vae in self._translator.vaes.items() if isinstance(vae, Vae)}
        optimisers = {
            name: torch.optim.AdamW(vae.parameters(), VAE_LEARNING_RATE) for name, vae in vaes.items()
        }
        self._translator.vaes.requires_grad_(True)
        images = {name: [] for name in vaes}  # type: dict[str, list[Values]]
        for _, tile, of_tile in self._tiles(validation=False):
            for name in tile.bands:
                images[name].append(of_tile[name])
        rng = np.random.default_rng([self._pack.seed, 1, self._step])
        seen = [name for name, of_name in images.items() if of_name]
        while True:
            losses = [
                self._vae_step(vaes[name], optimisers[name], _crops(rng, images[name], self._batch), share)
                for name in seen
            ]
            self._step += 1
            if self._step % 50 == 0:
                self._say(f"VAEs, step {self._step}: " + ", ".join(f"{loss:.4f}" for loss in losses))
            if self._clock.seconds >= share * self._clock.total:
                self._measure(images)
                break
            if self._is_over():
                break
            self._maybe_save(self._translator)
        self._translator.vaes.requires_grad_(False)

    def _vaes_are_measured(self) -> bool:
        """Whether stage I is over: the statistics of fresh VAEs are those of a unit normal until then."""
        return any(set(entry.latent_std) != {1.0} for entry in self._translator.manifest.vaes.values())

    def _vae_step(self, vae: Vae, optimiser: torch.optim.Optimizer, x: Tensor, share: float) -> float:
        x = x.to(self._args.device)
        for group in optimiser.param_groups:
            group["lr"] = VAE_LEARNING_RATE * self._clock.rate(0.0, share)
        with self._autocast():
            posterior = vae.encode(x)
            y = vae.decode(posterior.sample()).float()
        loss = F.l1_loss(y, x) + KL_WEIGHT * posterior.kl().float()
        _descend(loss, optimiser, vae)
        return loss.item()

    @torch.no_grad()
    def _measure(self, images: dict[str, list[Values]]) -> None:
        """Mean and deviation of each VAE's latents over some crops."""
        rng = np.random.default_rng(self._pack.seed)
        means, stds = [], []
        for modality in self._translator.manifest.modalities:
            of_name = images[modality.name]
            vae = self._translator.vaes[modality.name]
            crops = _crops(rng, of_name, 32).to(self._args.device) if of_name else None
            z = vae.encode(crops).mean if crops is not None else torch.zeros(1, 4, 1, 1)  # type: ignore[operator]
            means.append(z.mean((0, 2, 3)).cpu())
            stds.append(z.std((0, 2, 3), correction=0).clamp_min(1e-3).cpu())
        self._set_statistics(self._translator, torch.stack(means), torch.stack(stds))

    @staticmethod
    def _set_statistics(translator: Translator, means: Tensor, stds: Tensor) -> None:
        manifest = translator.manifest
        vaes = {
            m.name: replace(
                manifest.vaes[m.name], latent_mean=tuple(mean.tolist()), latent_std=tuple(std.tolist())
            )
            for m, mean, std in zip(manifest.modalities, means, stds, strict=True)
        }
        translator.manifest = replace(manifest, vaes=vaes)

    # Stage II.

    def _encode(self, simulated: SimulatedTiles) -> LatentPool:
        pool = LatentPool(self._translator, self._pack, self._args.variants)
        for number, tile, images in self._tiles(validation=False):
            pool.add(tile.source, images, read_holes(self._folder, number, tile))
        simulated.take(pool)
        self._say(f"latents of all tiles after {self._clock.seconds:.0f} s")
        return pool

    def _train(self, pool: LatentPool, simulated: SimulatedTiles, share: float) -> TranslatorCore:
        """Train DiT and adapters; return their mean weights."""
        manifest = self._translator.manifest
        names = [m.name for m in manifest.modalities]
        core = TranslatorCore(
            manifest.dit,
            manifest.adapter,
            names,
            self._pack.calibration_weight,
            guess=manifest.guess,
            structure_weight=self._pack.structure_weight,
        )
        core.dit.load_state_dict(self._translator.dit.state_dict())
        core.adapters.load_state_dict(self._translator.adapters.state_dict())
        core.to(self._args.device)
        optimiser = torch.optim.AdamW(
            core.parameters(), betas=(0.9, 0.99), weight_decay=self._pack.weight_decay
        )
        average = {key: value.clone() for key, value in core.state_dict().items()}
        full = self._args.learning_rate or self._pack.learning_rate
        while not self._is_over():
            rng = np.random.default_rng([self._pack.seed, 2, self._step])
            for group in optimiser.param_groups:
                group["lr"] = full * self._clock.rate(share, 1.0)
            with self._autocast():
                losses = core(pool.batch(rng, self._batch))
            _descend(losses["total"], optimiser, core)
            self._step += 1
            decay = min(EMA, self._step / (self._step + 10.0))
            for key, value in core.state_dict().items():
                average[key].lerp_(value, 1.0 - decay)
            if self._step % 50 == 0:
                self._say(f"step {self._step}, {self._clock.seconds:.0f} s: {losses['total'].item():.4f}")
                simulated.take(pool)
            if self._clock.seconds - self._saved > SAVE_SECONDS:
                self._keep(average)
                self._save(core)
        self._keep(average)
        return core

    def _keep(self, average: dict[str, Tensor]) -> None:
        """Copy the mean weights into the translator for the results."""
        self._translator.load_state_dict(average, strict=False)

    @torch.no_grad()
    def _validate(self) -> None:
        """Print the PSNR of one step in each direction, over a window of each validation tile."""
        errors: dict[str, list[float]] = {}
        for _, tile, images in self._tiles(validation=True):
            for direction in map(Direction.parse, self._pack.directions):
                if tile.holds(direction):
                    errors.setdefault(str(direction), []).append(self._error(tile, images, direction))
        for name, values in errors.items():
            self._say(
                f"{name}: {np.mean([10 * math.log10(4.0 / v) for v in values]):.2f} dB, {len(values)} windows"
            )

    def _error(self, tile: PackedTile, images: dict[str, Values], direction: Direction) -> float:
        """Mean squared error of the window in a tile's middle, in model values."""
        side = WINDOW_LATENT_PX
        row, column = ((size - side) // 4 * 2 for size in (tile.rows, tile.columns))
        x, y = (
            torch.from_numpy(
                images[name][:, row * f : (row + side) * f, column * f : (column + side) * f].copy()
            )[None].to(self._args.device)
            for name in (direction.source, direction.target)
            for f in [images[name].shape[-2] // tile.rows]
        )
        noise = torch.zeros(1, 4, side, side, device=self._args.device)
        return float((self._translator.translate(x, noise, direction, 1).clamp(-1, 1) - y).square().mean())

    # Shared by both stages.

    @property
    def _batch(self) -> int:
        return self._args.batch or self._pack.batch

    def _is_over(self) -> bool:
        is_late = self._clock.seconds >= min(self._stop, self._clock.total)
        return is_late or self._step >= self._last_step

    def _autocast(self) -> torch.autocast:
        wanted = self._args.precision == "bfloat16"
        return torch.autocast(torch.device(self._args.device).type, torch.bfloat16, enabled=wanted)

    def _tiles(self, validation: bool) -> Iterator[tuple[int, PackedTile, dict[str, Values]]]:
        for number, tile in enumerate(self._pack.tiles):
            if tile.validation is validation:
                yield number, tile, read_tile(self._folder, number, tile)

    @contextmanager
    def _simulating(self) -> Iterator[SimulatedTiles]:
        if not self._args.simulate:
            yield SimulatedTiles(None, 0)
            return
        with get_context("spawn").Pool(
            self._args.simulate
        ) as workers:  # ends running processes, unlike an executor
            yield SimulatedTiles(workers, 1000 * self._step)

    def _maybe_save(self, module: nn.Module) -> None:
        if self._clock.seconds - self._saved > SAVE_SECONDS:
            self._save(module)

    def _save(self, module: nn.Module) -> None:
        """Write the state for the next run, and the results."""
        self._saved = self._clock.seconds
        model, manifest = self._translator.state_dict(), self._translator.manifest
        means, stds = (
            torch.tensor([getattr(manifest.vaes[m.name], field) for m in manifest.modalities])
            for field in ("latent_mean", "latent_std")
        )
        training = {f"model.{key}": value for key, value in (model | module.state_dict()).items()}
        progress = {
            "seconds": torch.tensor(self._clock.seconds, dtype=torch.float64),
            "step": torch.tensor(self._step),
            "latent_mean": means,
            "latent_std": stds,
        }
        save_parts(self._args.state, training | progress)
        halves = {
            key: value if key.startswith("first_guesses.") else value.half() for key, value in model.items()
        }
        record = {"steps": self._step, "seconds": self._clock.seconds, "batch": self._batch, "log": self._log}
        save_parts(self._args.out, halves, {"config.json": to_json(manifest), "log.json": json.dumps(record)})

    def _say(self, text: str) -> None:
        self._log.append(text)
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def _crops(rng: np.random.Generator, images: Sequence[Values], count: int) -> Tensor:
    """Draw square crops, (count, C, side, side), turned and mirrored at random."""
    side = min(VAE_CROP_PX, *(min(image.shape[1:]) for image in images)) // 8 * 8
    crops = []
    for number in rng.integers(len(images), size=count):
        image = images[number]
        row, column = (int(rng.integers(size - side + 1)) for size in image.shape[1:])
        crop = np.rot90(image[:, row : row + side, column : column + side], int(rng.integers(4)), (1, 2))
        crops.append(torch.from_numpy((crop[..., ::-1] if rng.random() < 0.5 else crop).copy()))
    return torch.stack(crops)


def _descend(loss: Tensor, optimiser: torch.optim.Optimizer, module: nn.Module) -> None:
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(module.parameters(), 1.0)
    optimiser.step()
