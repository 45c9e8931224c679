from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from any2any.data.index.reader import TileIndex
from any2any.errors import UsageError
from any2any.models.context import ContextEncoder
from any2any.models.translator import Translator
from any2any.spec.modality import DEFAULT_MODALITIES, MS, PAN, RGB, SAR
from any2any.spec.networks import ContextConfig
from any2any.training.context import galileo, train
from any2any.training.context.train import ContextTraining, read_encoder, train_context, write_encoder

SMALL = ContextConfig(channels=4, width=16, depth=1, kernel=3)
PROJECT = Path(__file__).resolve().parents[4]
BUNDLED = PROJECT / "backend" / "recipes" / "context.safetensors"
TINY = PROJECT / "resources" / "models" / "any2any-tiny"


@pytest.fixture
def teacher(tmp_path: Path) -> Path:
    """A file with random weights of the teacher's shapes; their values do not matter here."""
    torch.manual_seed(0)
    wide, hidden = galileo.CHANNELS, 4 * galileo.CHANNELS
    shapes = {"s_t_channel_embed": (7, 32), "pos_embed": (24, 32), "month_embed.weight": (12, 32)}
    for group, (_, bands) in galileo.GROUPS.items():
        shapes |= {f"space_time_embed.{group}.proj.weight": (wide, len(bands), 8, 8)}
        shapes |= {f"space_time_embed.{group}.proj.bias": (wide,)}
    for block in range(4):
        layers = {"attn.q": wide, "attn.k": wide, "attn.v": wide, "attn.proj": wide, "mlp.fc1": hidden}
        for name, out in layers.items():
            shapes |= {f"blocks.{block}.{name}.weight": (out, wide), f"blocks.{block}.{name}.bias": (out,)}
        shapes |= {f"blocks.{block}.mlp.fc2.weight": (wide, hidden), f"blocks.{block}.mlp.fc2.bias": (wide,)}
        for norm in ("norm1", "norm2"):
            shapes |= {f"blocks.{block}.{norm}.{part}": (wide,) for part in ("weight", "bias")}
    shapes |= {"norm.weight": (wide,), "norm.bias": (wide,)}
    path = tmp_path / "teacher.safetensors"
    save_file({name: 0.1 * torch.randn(shape) for name, shape in shapes.items()}, path)
    return path


def test_an_encoder_is_trained_on_every_modality_of_an_index(
    index: TileIndex, teacher: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "VALIDATION_CROPS", 2)
    out = tmp_path / "context.safetensors"
    result = train_context(index, teacher, out, ContextTraining(crops=3, steps=2, batch=2), SMALL)
    assert set(result) == {m.name for m in DEFAULT_MODALITIES}
    assert all(share <= 1.0 for share in result.values())
    encoder = read_encoder(out, DEFAULT_MODALITIES)
    assert encoder.config == SMALL
    assert encoder("sar", torch.zeros(1, 1, 16, 16)).shape == (1, 4, 2, 2)


def test_a_stored_encoder_gives_the_same_context_within_half_precision(tmp_path: Path) -> None:
    torch.manual_seed(0)
    encoder = ContextEncoder(SMALL, DEFAULT_MODALITIES).eval()
    write_encoder(tmp_path / "context.safetensors", encoder)
    loaded = read_encoder(tmp_path / "context.safetensors", (SAR, MS))
    x = torch.rand(1, 6, 8, 8)
    torch.testing.assert_close(loaded("ms", x), encoder("ms", x), atol=5e-3, rtol=0)
    assert not any(parameter.requires_grad for parameter in loaded.parameters())


def test_what_is_not_an_encoder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "context.safetensors"
    with pytest.raises(UsageError, match="make one with any2any train context"):
        read_encoder(path, (SAR,))
    save_file({"a": torch.zeros(1)}, path)
    with pytest.raises(UsageError, match="is not a context encoder"):
        read_encoder(path, (SAR,))
    write_encoder(path, ContextEncoder(SMALL, (SAR,)))
    with pytest.raises(UsageError, match="has no context of rgb, pan, only of sar"):
        read_encoder(path, (SAR, RGB, PAN))


def test_an_encoder_is_read_from_the_model_that_contains_it() -> None:
    inside = Translator.load(TINY).context
    encoder = read_encoder(TINY, (SAR, RGB))
    assert inside is not None
    assert encoder.config == inside.config
    x = torch.rand(1, 1, 16, 16)
    torch.testing.assert_close(encoder("sar", x), inside.float()("sar", x), rtol=1e-4, atol=1e-4)


def test_a_model_without_context_is_named(saved_model: Path) -> None:
    with pytest.raises(UsageError, match="has no context encoder: make one with any2any train context"):
        read_encoder(saved_model, (SAR,))


def test_a_missing_teacher_is_named(index: TileIndex, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.safetensors does not exist: give the file with the weights"):
        train_context(index, tmp_path / "none.safetensors", tmp_path / "out")


def test_the_encoder_beside_the_recipes_knows_the_default_modalities() -> None:
    encoder = read_encoder(BUNDLED, DEFAULT_MODALITIES)
    assert encoder.config == ContextConfig()
    for modality in DEFAULT_MODALITIES:
        f = modality.downsampling
        tokens = encoder(modality.name, torch.zeros(1, modality.channels, 4 * f, 4 * f))
        assert tokens.shape == (1, 64, 2, 2)
        assert tokens.isfinite().all()
