"""Names of VAE weights in checkpoints of other projects, and what they are called in diffusers and here.

LDM (CompVis) counts decoder levels from full resolution, diffusers from the latent; LDM's attention has 1x1
convolutions where diffusers has linear layers. Old releases of diffusers called the attention's layers ``query``,
``key``, ``value`` and ``proj_attn``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from torch import Tensor

from any2any.errors import UsageError

ROOTS = ("encoder.", "decoder.", "quant_conv.", "post_quant_conv.")
"""Where the VAE's own weights are, in every naming."""

_PREFIXES = ("first_stage_model.", "vae.", "model.")
"""Of the VAE within the checkpoint of a whole diffusion model, or of a training framework."""

_NOT_THE_VAE = ("loss.", "discriminator.", "model_ema.", "logvar", "global_step", "scale_factor")
"""What trainers keep beside the VAE; nothing of it is needed to code."""

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
    """Return the translation of one LDM name for a VAE of so many levels."""

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
