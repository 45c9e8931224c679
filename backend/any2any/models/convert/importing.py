"""Import VAE checkpoints of diffusers' ``AutoencoderKL`` and of LDM into our configuration."""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from any2any.documents import read_document
from any2any.errors import UsageError
from any2any.files import whole_file
from any2any.models.convert.checkpoint import locate, own_weights, read_state, to_diffusers
from any2any.models.vae import Vae
from any2any.spec.manifest import VaeEntry
from any2any.spec.networks import VaeConfig

DEFAULT_NORM_GROUPS = 32
"""Number in every published LDM; the weights do not show it."""

CONFIG_KEY = "config"
"""Metadata entry of a VAE's weights file: the ``VaeConfig`` as JSON."""

STATISTICS_KEY = "latent_statistics"
UNMEASURED = "unmeasured"


@dataclass(frozen=True)
class ImportedVae:
    """A VAE as read from a checkpoint, with weights under our names in float32."""

    config: VaeConfig
    state: dict[str, Tensor]
    latent_scale: float | None
    """The factor that the checkpoint itself gives for unit variance of its latents; None if it gives none."""
    latent_shift: float = 0.0
    """What the checkpoint subtracts from its latents before scaling."""

    def entry(self, latent_scale: float | None = None) -> VaeEntry:
        """Return the manifest's entry: standardised = (z - shift) * scale; the scale is 1 where none is known."""
        scale = latent_scale if latent_scale is not None else self.latent_scale or 1.0
        if not (math.isfinite(scale) and scale > 0.0):
            raise UsageError(f"latent scale {scale} must be a positive number, like 0.18215")
        channels = self.config.latent_channels
        return VaeEntry(self.config, (self.latent_shift,) * channels, (1.0 / scale,) * channels)


def import_vae(checkpoint: Path, norm_groups: int | None = None) -> ImportedVae:
    """Read a checkpoint: a diffusers folder (or a pipeline's, with ``vae/``), or one file of weights.

    ``norm_groups`` is for checkpoints that do not say it themselves and do not use 32. UsageError names the key
    that cannot be expressed.
    """
    file, said = locate(checkpoint)
    raw = read_state(file)
    scale = _tensor_scale(raw)
    state = {key: value.float() for key, value in to_diffusers(own_weights(raw)).items()}
    if not state:
        raise UsageError(f"{file} contains no weights of a VAE: no key begins with encoder. or decoder.")
    config = infer_config(state, norm_groups or said.get("norm_num_groups") or DEFAULT_NORM_GROUPS)
    state = _with_quantisation(state, config)
    _require_fit(state, config)
    shift = said.get("shift_factor") or 0.0
    return ImportedVae(config, state, said.get("scaling_factor") or scale, float(shift))


def infer_config(state: dict[str, Tensor], norm_groups: int = DEFAULT_NORM_GROUPS) -> VaeConfig:
    """Infer the configuration from diffusers' names and the shapes; UsageError names what does not fit."""
    levels = _entries(state, r"encoder\.down_blocks\.(\d+)\.")
    if not levels:
        raise UsageError(
            "the checkpoint lacks 'encoder.down_blocks.0.resnets.0.conv1.weight': it is not a complete VAE"
        )
    widths = tuple(_width(state, f"encoder.down_blocks.{i}.resnets.0.conv1.weight") for i in range(levels))
    grouped = "encoder.conv_norm_out.weight" in state
    if grouped and any(width % norm_groups for width in widths):
        raise UsageError(
            f"widths {', '.join(map(str, widths))} are not multiples of {norm_groups} norm groups: "
            "give the checkpoint's number with --norm-groups"
        )
    return VaeConfig(
        channels=_shape(state, "encoder.conv_in.weight")[1],
        widths=widths,
        resnets_per_level=_entries(state, r"encoder\.down_blocks\.0\.resnets\.(\d+)\."),
        latent_channels=_shape(state, "decoder.conv_in.weight")[1],
        norm="group" if grouped else "none",
        norm_groups=norm_groups,
        mid_attention=any(key.startswith("encoder.mid_block.attentions.") for key in state),
    )


_NOT_TRAINED_HERE = {
    "steps": "0",
    "seconds": "0",
    "terms": json.dumps({"perceptual": "unknown, it was imported", "perceptual_weight": 1}),
}
"""Stage I's training record of an imported VAE: what is known about the other project's training."""


def write_vae(path: Path, vae: ImportedVae, entry: VaeEntry, measured: bool, origin: str) -> None:
    """Write a stage I weights file: the state dict with ``latent_mean`` and ``latent_std``, as training writes it.

    The metadata holds the ``VaeConfig`` as JSON, where the weights come from, and whether the latents' statistics
    are known or still have to be measured.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    state = vae.state | {
        "latent_mean": torch.tensor(entry.latent_mean),
        "latent_std": torch.tensor(entry.latent_std),
    }
    metadata = {
        CONFIG_KEY: json.dumps(asdict(vae.config)),
        STATISTICS_KEY: "given" if measured else UNMEASURED,
        "imported_from": origin,
        **_NOT_TRAINED_HERE,
    }
    with whole_file(path) as unfinished:
        save_file({key: value.contiguous() for key, value in state.items()}, unfinished, metadata=metadata)
        unfinished.chmod(0o644)  # safetensors makes files that only their owner can read


def stored_config(path: Path) -> VaeConfig | None:
    """Return the ``VaeConfig`` that a stage I weights file gives itself; None for one of a recipe's size."""
    with safe_open(path, "pt") as stream:
        text = (stream.metadata() or {}).get(CONFIG_KEY)
    if text is None:
        return None
    return read_document(VaeConfig, json.loads(text), f"{CONFIG_KEY} of {path}")


def has_latent_statistics(path: Path) -> bool:
    """Whether ``latent_mean`` and ``latent_std`` of a stage I weights file are valid; else they must be measured."""
    with safe_open(path, "pt") as stream:
        return (stream.metadata() or {}).get(STATISTICS_KEY) != UNMEASURED


def measured_metadata(path: Path) -> dict[str, str]:
    """Return the metadata of an imported file after its latents were measured."""
    with safe_open(path, "pt") as stream:
        return {**stream.metadata(), STATISTICS_KEY: "measured"}


def _tensor_scale(state: dict[str, Tensor]) -> float | None:
    """LDM keeps the factor it measured on its first batch as a buffer."""
    scale = state.get("scale_factor")
    return float(scale) if scale is not None and scale.numel() == 1 else None


def _entries(state: dict[str, Tensor], pattern: str) -> int:
    return len({match.group(1) for match in (re.match(pattern, key) for key in state) if match})


def _shape(state: dict[str, Tensor], key: str) -> torch.Size:
    if key not in state or state[key].ndim != 4:
        raise UsageError(f"the checkpoint lacks {key!r}: it is not a complete VAE")
    return state[key].shape


def _width(state: dict[str, Tensor], key: str) -> int:
    return _shape(state, key)[0]


def _with_quantisation(state: dict[str, Tensor], config: VaeConfig) -> dict[str, Tensor]:
    """Add 1x1 convolutions around the latent as identities if the checkpoint has none; the function is the same."""
    state = dict(state)
    for name, width in (
        ("quant_conv", 2 * config.latent_channels),
        ("post_quant_conv", config.latent_channels),
    ):
        if f"{name}.weight" not in state:
            state[f"{name}.weight"] = torch.eye(width).view(width, width, 1, 1)
            state[f"{name}.bias"] = torch.zeros(width)
    return state


def _require_fit(state: dict[str, Tensor], config: VaeConfig) -> None:
    """UsageError names the first weight that the inferred configuration lacks, misses, or has in another shape."""
    with torch.device("meta"):
        ours = Vae(config).state_dict()
    for key in sorted(state.keys() - ours.keys()):
        raise UsageError(f"the checkpoint's {key!r} has no counterpart here: such a layer cannot be imported")
    for key in sorted(ours.keys() - state.keys()):
        raise UsageError(
            f"the checkpoint lacks {key!r}: it is not a complete VAE, or its levels differ in build"
        )
    for key, value in ours.items():
        if state[key].shape != value.shape:
            raise UsageError(
                f"the checkpoint's {key!r} has shape {tuple(state[key].shape)}, a VAE like it has "
                f"{tuple(value.shape)} here: such a layer cannot be imported"
            )
        if not torch.isfinite(state[key]).all():
            raise UsageError(f"the checkpoint's {key!r} holds infinite values or NaN: it is damaged")
