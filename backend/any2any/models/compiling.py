"""Compile the DiT for long jobs: opt-in, since it takes seconds and a compiler."""

from __future__ import annotations

import torch
from torch._dynamo.exc import TorchDynamoException  # torch.compiler has no public name for it

from any2any.errors import Any2AnyError
from any2any.models.translator import Translator
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX

_TRIAL_WINDOWS = 2
"""PyTorch compiles a batch of one apart from all others, which share their code."""


def compile_dit(translator: Translator) -> None:
    """Compile the DiT in place, a block at a time: all of them have the same code, so it is compiled once.

    The size of a batch stays free, so that what a batch gives does not depend on those before it, and a resumed job
    ends with the same bytes. Any2AnyError if nothing here can compile.
    """
    for block in translator.dit.blocks:
        block.compile(dynamic=True)
    names = [modality.name for modality in translator.manifest.modalities]
    noise, source = (
        torch.zeros(_TRIAL_WINDOWS, channels, WINDOW_LATENT_PX, WINDOW_LATENT_PX, device=translator.device)
        for channels in (LATENT_CHANNELS, translator.source_channels)
    )
    try:
        with torch.inference_mode():
            translator.translate_latents(source, noise, names[0], names[1], steps=1)
    except TorchDynamoException as error:  # what a compiler says that is missing or fails, wrapped by PyTorch
        raise Any2AnyError(
            f"the model cannot be compiled for device {translator.device} ({_first_line(error)}): leave out "
            "--compile, or install what PyTorch compiles with, a C++ compiler for the CPU and Triton for GPUs"
        ) from error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
