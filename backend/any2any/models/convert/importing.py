"""Import VAE checkpoints of diffusers' ``AutoencoderKL`` and of LDM into our configuration.

Only tensors are unpickled: ``.pt`` and ``.ckpt`` files are read with ``torch.load(weights_only=True)``.

The two projects name weights differently.

LDM (CompVis) counts decoder levels from full resolution, diffusers from the latent; LDM's attention has 1x1
convolutions where diffusers has linear layers. Old releases of diffusers called the attention's layers ``query``,
``key``, ``value`` and ``proj_attn``.
"""

from __future__ import annotations

import json
import math
import pickle
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from any2any.errors import UsageError
from any2any.files import whole_file
from any2any.models.vae import Vae
from any2any.serial import read_document
from any2any.spec.manifest import VaeEntry
from any2any.spec.networks import VaeConfig

ROOTS = ("encoder.", "decoder.", "quant_conv.", "post_quant_conv.")
"""Where the VAE's own weights are, in every naming."""

_PREFIXES = ("first_stage_model.", "vae.", "model.")
"""Of the VAE within the checkpoint of a whole diffusion model, or of a training framework."""

_NOT_THE_VAE = ("loss.", "discriminator.", "model_ema.", "logvar", "global_step", "scale_factor")
"""Other weights that trainers store, which the VAE does not need."""

_ATTENTION = {
    "norm": "group_norm",
    "q": "to_q",
    "k": "to_k",
    "v": "to_v",
    "proj_out": "to_out.0",
    "query": "to_q",
    "key": "to_k",
    "value": "to_v",
    "proj_attn": "to_out.0",
}


def own_weights(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Keep the VAE's weights, without a prefix; UsageError names a key that has no place in a KL-VAE."""
    for prefix in _PREFIXES:
        if any(key.startswith(f"{prefix}encoder.") for key in state):
            state = {
                key.removeprefix(prefix): value for key, value in state.items() if key.startswith(prefix)
            }
            break
    for key in state:
        if not key.startswith((*ROOTS, *_NOT_THE_VAE)):
            raise UsageError(
                f"the checkpoint holds {key!r}, which no KL-VAE has: give one of an AutoencoderKL, "
                "in the naming of diffusers or of LDM"
            )
    return {key: value for key, value in state.items() if key.startswith(ROOTS)}


def is_ldm(keys: Iterable[str]) -> bool:
    """Whether the names are those of LDM rather than diffusers'."""
    return any(key.startswith(("encoder.down.", "encoder.mid.", "decoder.up.")) for key in keys)


def to_diffusers(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Rename the weights of a VAE to diffusers' current names; 1x1 convolutions of attention become matrices."""
    rename = _from_ldm(_count(state, r"decoder\.up\.(\d+)\.")) if is_ldm(state) else _from_old_diffusers
    renamed = {}
    for key, value in state.items():
        name = rename(key)
        is_matrix = ".attentions." in name and value.ndim == 4
        renamed[name] = value.flatten(1) if is_matrix else value  # (C, C, 1, 1) -> (C, C)
    return renamed


def _count(keys: Iterable[str], pattern: str) -> int:
    found = (re.match(pattern, key) for key in keys)
    return 1 + max((int(match.group(1)) for match in found if match), default=-1)


def _from_old_diffusers(key: str) -> str:
    match = re.fullmatch(r"(.*\.attentions\.0)\.(query|key|value|proj_attn)\.(weight|bias)", key)
    return f"{match[1]}.{_ATTENTION[match[2]]}.{match[3]}" if match else key


def _from_ldm(levels: int) -> Callable[[str], str]:
    """Return the translation of one LDM name for a VAE of this many levels."""

    def up(level: str) -> int:
        return levels - 1 - int(level)

    rules: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
        (
            r"encoder\.down\.(\d+)\.block\.(\d+)\.(.*)",
            lambda m: f"encoder.down_blocks.{m[1]}.resnets.{m[2]}.{m[3]}",
        ),
        (
            r"encoder\.down\.(\d+)\.downsample\.(.*)",
            lambda m: f"encoder.down_blocks.{m[1]}.downsamplers.0.{m[2]}",
        ),
        (
            r"decoder\.up\.(\d+)\.block\.(\d+)\.(.*)",
            lambda m: f"decoder.up_blocks.{up(m[1])}.resnets.{m[2]}.{m[3]}",
        ),
        (
            r"decoder\.up\.(\d+)\.upsample\.(.*)",
            lambda m: f"decoder.up_blocks.{up(m[1])}.upsamplers.0.{m[2]}",
        ),
        (r"(.*)\.mid\.block_([12])\.(.*)", lambda m: f"{m[1]}.mid_block.resnets.{int(m[2]) - 1}.{m[3]}"),
        (
            r"(.*)\.mid\.attn_1\.(norm|q|k|v|proj_out)\.(.*)",
            lambda m: f"{m[1]}.mid_block.attentions.0.{_ATTENTION[m[2]]}.{m[3]}",
        ),
        (r"(.*)\.norm_out\.(.*)", lambda m: f"{m[1]}.conv_norm_out.{m[2]}"),
        (r"((?:encoder|decoder)\.conv_(?:in|out)\..*|(?:post_)?quant_conv\..*)", lambda m: m[1]),
    )

    def rename(key: str) -> str:
        for pattern, build in rules:
            match = re.fullmatch(pattern, key)
            if match:
                return build(match).replace(".nin_shortcut.", ".conv_shortcut.")
        raise UsageError(f"the checkpoint's {key!r} has no counterpart here: such a layer cannot be imported")

    return rename


DEFAULT_NORM_GROUPS = 32
"""What every published LDM uses; the number of groups shows in no weight."""

CONFIG_KEY = "config"
"""Metadata entry of a VAE's weights file: the ``VaeConfig`` as JSON."""

STATISTICS_KEY = "latent_statistics"
UNMEASURED = "unmeasured"

_PICKLED = (".pt", ".pth", ".ckpt", ".bin")
_DIFFUSERS_NAMES = (
    "diffusion_pytorch_model.safetensors",
    "diffusion_pytorch_model.fp16.safetensors",
    "diffusion_pytorch_model.bin",
)


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
    file, said = _locate(checkpoint)
    raw = _read_state(file)
    scale = _tensor_scale(raw)
    state = {key: value.float() for key, value in to_diffusers(own_weights(raw)).items()}
    if not state:
        raise UsageError(
            f"{file} holds no weights of a VAE: its keys begin with neither encoder. nor decoder."
        )
    config = infer_config(state, norm_groups or said.get("norm_num_groups") or DEFAULT_NORM_GROUPS)
    state = _with_quantisation(state, config)
    _require_fit(state, config)
    shift = said.get("shift_factor") or 0.0
    return ImportedVae(config, state, said.get("scaling_factor") or scale, float(shift))


def infer_config(state: dict[str, Tensor], norm_groups: int = DEFAULT_NORM_GROUPS) -> VaeConfig:
    """Read the configuration off names and shapes under diffusers' names; UsageError names what does not fit."""
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
"""What stage I notes of its training, as far as it is known of another project's."""


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
    """Whether ``latent_mean`` and ``latent_std`` of a stage I weights file mean anything, or must be measured."""
    with safe_open(path, "pt") as stream:
        return (stream.metadata() or {}).get(STATISTICS_KEY) != UNMEASURED


def measured_metadata(path: Path) -> dict[str, str]:
    """Return the metadata of an imported file for when its latents have been measured."""
    with safe_open(path, "pt") as stream:
        return {**stream.metadata(), STATISTICS_KEY: "measured"}


def _locate(checkpoint: Path) -> tuple[Path, dict[str, Any]]:
    """Return the file of weights and what a diffusers ``config.json`` beside it says."""
    if checkpoint.is_file():
        return checkpoint, {}
    folder = checkpoint / "vae" if (checkpoint / "vae").is_dir() else checkpoint
    for name in _DIFFUSERS_NAMES:
        if (folder / name).is_file():
            return folder / name, _read_diffusers_config(folder / "config.json")
    raise UsageError(
        f"{checkpoint} is not a checkpoint of a VAE: give a .safetensors, .ckpt or .pt file, "
        f"or a diffusers folder that holds {_DIFFUSERS_NAMES[0]}"
    )


def _read_diffusers_config(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UsageError(f"{path} is not JSON ({error}): copy the checkpoint again") from error
    if not isinstance(said, dict):
        raise UsageError(f"{path} is not a configuration of an AutoencoderKL: copy the checkpoint again")
    if said.get("act_fn", "silu") != "silu":
        raise UsageError(f"{path} asks for act_fn {said['act_fn']!r}: only silu can be imported")
    return said


def _read_state(file: Path) -> dict[str, Tensor]:
    """Read tensors by name, out of any ``state_dict`` around them; every other value is dropped."""
    try:
        if file.suffix == ".safetensors":
            loaded: Any = load_file(file)
        elif file.suffix in _PICKLED:
            loaded = torch.load(file, map_location="cpu", weights_only=True)
        else:
            raise UsageError(
                f"{file} is not a checkpoint: give a .safetensors, .ckpt, .pt, .pth or .bin file"
            )
    except pickle.UnpicklingError as error:
        raise UsageError(
            f"{file} holds pickled Python objects besides weights, which could run any code, or is not a checkpoint: "
            "it is not read, ask its publisher for .safetensors"
        ) from error
    except (SafetensorError, RuntimeError, EOFError, OSError) as error:
        reason = " ".join(str(error).split())
        raise UsageError(f"{file} cannot be read ({reason}): copy or download it again") from error
    while isinstance(loaded, dict) and isinstance(loaded.get("state_dict"), dict):
        loaded = loaded["state_dict"]
    if not isinstance(loaded, dict):
        raise UsageError(f"{file} holds a {type(loaded).__name__}, no weights by name")
    return {str(key): value for key, value in loaded.items() if isinstance(value, Tensor)}


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
    """Add the 1x1 convolutions around the latent as identities where the checkpoint has none: the same function."""
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
