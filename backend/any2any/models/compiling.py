"""Compile the DiT for long jobs: opt-in, because it takes seconds and needs a compiler."""

from __future__ import annotations

import torch
from torch._dynamo.exc import TorchDynamoException  # it has no public name

from any2any.errors import Any2AnyError
from any2any.models.translator import Translator
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction

_TRIAL_WINDOWS = 2
"""PyTorch compiles a batch of one separately; all other batch sizes share code."""


def compile_dit(translator: Translator) -> None:
    """Compile the DiT in place, block by block: all blocks share code, so it is compiled once.

    The batch size stays dynamic, so that a batch's result does not depend on earlier batches, and a resumed job gives
    the same bytes. Any2AnyError if compiling fails.
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
            translator.sample(source, noise, Direction(*names[:2]), steps=1)
    except TorchDynamoException as error:  # PyTorch wraps the error of a missing or failing compiler
        raise Any2AnyError(
            f"the model cannot be compiled for device {translator.device} ({_first_line(error)}): leave out "
            "--compile, or install a C++ compiler (CPU) or Triton (GPU)"
        ) from error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
