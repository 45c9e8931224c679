"""Read a VAE's checkpoint, with its weights under the names of diffusers.

Only tensors are unpickled: ``.pt`` and ``.ckpt`` files are read with ``torch.load(weights_only=True)``. LDM (CompVis)
counts decoder levels from full resolution, diffusers from the latent; LDM's attention has 1x1 convolutions where
diffusers has linear layers. Old releases of diffusers called the attention's layers ``query``, ``key``, ``value`` and
``proj_attn``.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from any2any.errors import UsageError

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


_PICKLED = (".pt", ".pth", ".ckpt", ".bin")
_DIFFUSERS_NAMES = (
    "diffusion_pytorch_model.safetensors",
    "diffusion_pytorch_model.fp16.safetensors",
    "diffusion_pytorch_model.bin",
)


def locate(checkpoint: Path) -> tuple[Path, dict[str, Any]]:
    """Return the file of weights and the contents of a diffusers ``config.json`` beside it."""
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


def read_state(file: Path) -> dict[str, Tensor]:
    """Read tensors by name, also from inside a ``state_dict``; all other values are dropped."""
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
