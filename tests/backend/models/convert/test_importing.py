"""Checkpoints in the naming of diffusers and of LDM decode here as they do in diffusers."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from any2any.errors import UsageError
from any2any.models.convert.importing import (
    ImportedVae,
    has_latent_statistics,
    import_vae,
    stored_config,
    write_vae,
)
from any2any.models.vae import Vae
from any2any.spec.networks import VaeConfig

if TYPE_CHECKING:
    from diffusers import AutoencoderKL

CONFIG = VaeConfig(3, (32, 64, 64), 2, norm="group", norm_groups=32, mid_attention=True)
NO_ATTENTION = VaeConfig(1, (32, 32), 1, norm="group", norm_groups=32, mid_attention=False)
CONFIGS = pytest.mark.parametrize("config", [CONFIG, NO_ATTENTION], ids=["attention", "no attention"])


def oracle(config: VaeConfig, **changes: Any) -> AutoencoderKL:
    """A VAE of diffusers with random weights everywhere, also where they start at zero."""
    from diffusers import AutoencoderKL  # takes seconds

    torch.manual_seed(0)
    levels = len(config.widths)
    parameters = {
        "in_channels": config.channels,
        "out_channels": config.channels,
        "down_block_types": ("DownEncoderBlock2D",) * levels,
        "up_block_types": ("UpDecoderBlock2D",) * levels,
        "block_out_channels": config.widths,
        "layers_per_block": config.resnets_per_level,
        "latent_channels": config.latent_channels,
        "norm_num_groups": config.norm_groups,
        "mid_block_add_attention": config.mid_attention,
    }
    vae = AutoencoderKL(**parameters | changes).eval()
    for parameter in vae.parameters():
        torch.nn.init.normal_(parameter, mean=0.02, std=0.05)
    return vae


LDM_RULES = (
    (r"mid_block\.resnets\.(\d)", lambda m: f"mid.block_{int(m[1]) + 1}"),
    (r"mid_block\.attentions\.0\.group_norm", lambda m: "mid.attn_1.norm"),
    (r"mid_block\.attentions\.0\.to_out\.0", lambda m: "mid.attn_1.proj_out"),
    (r"mid_block\.attentions\.0\.to_([qkv])", lambda m: f"mid.attn_1.{m[1]}"),
    (r"down_blocks\.(\d)\.resnets\.(\d)", lambda m: f"down.{m[1]}.block.{m[2]}"),
    (r"down_blocks\.(\d)\.downsamplers\.0", lambda m: f"down.{m[1]}.downsample"),
    (r"conv_norm_out", lambda m: "norm_out"),
    (r"conv_shortcut", lambda m: "nin_shortcut"),
)


def ldm_names(state: dict[str, Tensor], levels: int) -> dict[str, Tensor]:
    """diffusers' weights as LDM keeps them: decoder levels from full resolution, matrices as 1x1 convolutions."""
    rules = (
        *LDM_RULES,
        (r"up_blocks\.(\d)\.resnets\.(\d)", lambda m: f"up.{levels - 1 - int(m[1])}.block.{m[2]}"),
        (r"up_blocks\.(\d)\.upsamplers\.0", lambda m: f"up.{levels - 1 - int(m[1])}.upsample"),
    )
    renamed = {}
    for key, value in state.items():
        name = key
        for pattern, build in rules:
            name = re.sub(pattern, build, name)
        is_matrix = "attn_1" in name and value.ndim == 2
        renamed[name] = value[:, :, None, None].clone() if is_matrix else value.clone()
    return renamed


def assert_codes_alike(imported: ImportedVae, theirs: AutoencoderKL) -> None:
    ours = Vae(imported.config).eval()
    ours.load_state_dict(imported.state, strict=True)
    x = torch.rand(1, imported.config.channels, 24, 32) * 2 - 1
    with torch.no_grad():
        z = theirs.encode(x).latent_dist.mean
        torch.testing.assert_close(ours.encode(x).mean, z, atol=1e-4, rtol=0)
        torch.testing.assert_close(ours.decode(z), theirs.decode(z).sample, atol=1e-4, rtol=0)


@CONFIGS
def test_a_folder_of_diffusers_codes_alike(config: VaeConfig, tmp_path: Path) -> None:
    theirs = oracle(config, scaling_factor=0.25)
    theirs.save_pretrained(tmp_path / "pipeline" / "vae")
    for checkpoint in (tmp_path / "pipeline" / "vae", tmp_path / "pipeline"):
        imported = import_vae(checkpoint)
        assert imported.config == config
        assert imported.latent_scale == 0.25
        assert_codes_alike(imported, theirs)


@CONFIGS
@pytest.mark.parametrize("prefix", ["", "first_stage_model."])
@pytest.mark.parametrize("suffix", [".safetensors", ".ckpt"])
def test_a_file_in_the_naming_of_ldm_codes_alike(
    config: VaeConfig, prefix: str, suffix: str, tmp_path: Path
) -> None:
    theirs = oracle(config)
    state = {f"{prefix}{k}": v for k, v in ldm_names(theirs.state_dict(), len(config.widths)).items()}
    assert f"{prefix}encoder.down.0.block.0.conv1.weight" in state
    state |= (
        {"model.diffusion_model.out.0.weight": torch.zeros(2)} if prefix else {"loss.logvar": torch.zeros(1)}
    )
    file = tmp_path / f"model{suffix}"
    if suffix == ".ckpt":
        torch.save({"state_dict": state | {"scale_factor": torch.tensor(0.5)}, "global_step": 7}, file)
    else:
        save_file(state, file)
    imported = import_vae(file)
    assert imported.config == config
    assert imported.latent_scale == (0.5 if suffix == ".ckpt" else None)
    assert_codes_alike(imported, theirs)


def test_old_names_of_diffusers_attention_are_understood(tmp_path: Path) -> None:
    old = {"to_q": "query", "to_k": "key", "to_v": "value", "to_out.0": "proj_attn"}
    theirs = oracle(CONFIG)
    state = {}
    for key, value in theirs.state_dict().items():
        for new, name in old.items():
            key = key.replace(f"attentions.0.{new}.", f"attentions.0.{name}.")
        state[key] = value.contiguous()
    assert "encoder.mid_block.attentions.0.proj_attn.weight" in state
    save_file(state, tmp_path / "old.safetensors")
    assert_codes_alike(import_vae(tmp_path / "old.safetensors"), theirs)


def test_without_quantisation_convolutions_they_are_identities(tmp_path: Path) -> None:
    theirs = oracle(NO_ATTENTION, use_quant_conv=False, use_post_quant_conv=False, shift_factor=0.125)
    theirs.save_pretrained(tmp_path)
    imported = import_vae(tmp_path)
    assert_codes_alike(imported, theirs)
    # (z - 0.125) * 0.5: mean 0.125, deviation 1 / 0.5 = 2, in each of the four channels.
    entry = imported.entry(latent_scale=0.5)
    assert entry.latent_mean == (0.125,) * 4
    assert entry.latent_std == (2.0,) * 4


def test_norm_groups_come_from_the_config_or_the_caller(tmp_path: Path) -> None:
    config = replace(NO_ATTENTION, widths=(16, 16), norm_groups=8)
    theirs = oracle(config)
    theirs.save_pretrained(tmp_path)
    assert import_vae(tmp_path).config == config
    file = tmp_path / "diffusion_pytorch_model.safetensors"
    with pytest.raises(UsageError, match=r"widths 16, 16 are not multiples of 32 norm groups.*--norm-groups"):
        import_vae(file)
    assert_codes_alike(import_vae(file, norm_groups=8), theirs)


def test_our_own_vae_without_norms_returns_as_it_was(tmp_path: Path) -> None:
    config = VaeConfig(6, (8, 12), resnets_per_level=1)
    ours = Vae(config)
    save_file(ours.state_dict(), tmp_path / "ours.safetensors")
    imported = import_vae(tmp_path / "ours.safetensors")
    assert imported.config == config
    assert all(torch.equal(imported.state[key], value) for key, value in ours.state_dict().items())


class _Code:
    """What a malicious checkpoint looks like: unpickling it would run a command."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, (str(Path(os.environ["ANY2ANY_TEST_MARK"])),)


def test_a_pickle_with_code_is_refused_and_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "ran"
    monkeypatch.setenv("ANY2ANY_TEST_MARK", str(mark))
    torch.save(
        {"state_dict": {"encoder.conv_in.weight": torch.zeros(1)}, "hook": _Code()}, tmp_path / "evil.ckpt"
    )
    with pytest.raises(UsageError, match=r"evil.ckpt holds pickled Python objects.*safetensors"):
        import_vae(tmp_path / "evil.ckpt")
    assert not mark.exists()


def weights(**changes: Tensor | None) -> dict[str, Tensor]:
    state = {k: v for k, v in Vae(VaeConfig(1, (8, 8))).state_dict().items() if changes.get(k, v) is not None}
    return state | {k: v for k, v in changes.items() if v is not None}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"quantize.embedding.weight": torch.zeros(4)}, r"holds 'quantize.embedding.weight', which no KL-VAE has"),
        (
            {"encoder.down_blocks.1.attentions.0.to_q.weight": torch.zeros(8, 8)},
            r"'encoder.down_blocks.1.attentions.0.to_q.weight' has no counterpart",
        ),
        ({"encoder.down.0.attn.0.q.weight": torch.zeros(8, 8, 1, 1)}, r"has no counterpart"),
        ({"decoder.conv_out.bias": None}, r"lacks 'decoder.conv_out.bias'"),
        ({"encoder.conv_in.weight": None}, r"lacks 'encoder.conv_in.weight'"),
        ({"decoder.conv_out.weight": torch.zeros(2, 8, 3, 3)}, r"'decoder.conv_out.weight' has shape \(2, 8, 3, 3\)"),
        ({"encoder.conv_out.weight": torch.zeros(4, 8, 3, 3)}, r"'encoder.conv_out.weight' has shape"),
        ({"decoder.conv_in.bias": torch.full((8,), torch.nan)}, r"'decoder.conv_in.bias' holds infinite values"),
    ],
)  # fmt: skip
def test_what_cannot_be_expressed_is_refused_by_its_key(
    changes: dict[str, Tensor | None], message: str, tmp_path: Path
) -> None:
    save_file(weights(**changes), tmp_path / "vae.safetensors")
    with pytest.raises(UsageError, match=message):
        import_vae(tmp_path / "vae.safetensors")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("vae.safetensors", b"{", "cannot be read"),
        ("vae.ckpt", b"not a zip", "vae.ckpt"),
        ("vae.txt", b"", "is not a checkpoint"),
        ("folder/readme.txt", b"", "is not a checkpoint of a VAE"),
        ("folder/diffusion_pytorch_model.bin", b"", "cannot be read"),
    ],
)
def test_other_files_are_refused(name: str, content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    with pytest.raises(UsageError, match=message):
        import_vae(tmp_path / name.split("/")[0])


def test_an_activation_other_than_silu_is_refused(tmp_path: Path) -> None:
    oracle(NO_ATTENTION, act_fn="gelu").save_pretrained(tmp_path)
    with pytest.raises(UsageError, match=r"act_fn 'gelu'"):
        import_vae(tmp_path)


def test_the_written_file_is_a_result_of_stage_one(tmp_path: Path) -> None:
    theirs = oracle(NO_ATTENTION, scaling_factor=0.25)
    theirs.save_pretrained(tmp_path / "theirs")
    imported = import_vae(tmp_path / "theirs")
    path = tmp_path / "run" / "vae-nir.safetensors"
    write_vae(path, imported, imported.entry(), measured=True, origin="theirs")
    state = load_file(path)
    assert state.pop("latent_mean").tolist() == [0.0] * 4
    assert state.pop("latent_std").tolist() == [4.0] * 4  # 1 / 0.25
    assert stored_config(path) == NO_ATTENTION
    assert has_latent_statistics(path)
    assert_codes_alike(replace(imported, state=state), theirs)
    assert list(path.parent.iterdir()) == [path]


def test_unknown_statistics_are_said_to_be_unknown(tmp_path: Path) -> None:
    save_file(weights(), tmp_path / "ours.safetensors")
    assert stored_config(tmp_path / "ours.safetensors") is None
    imported = import_vae(tmp_path / "ours.safetensors")
    assert imported.latent_scale is None
    write_vae(tmp_path / "vae-nir.safetensors", imported, imported.entry(), measured=False, origin="ours")
    assert not has_latent_statistics(tmp_path / "vae-nir.safetensors")
    assert stored_config(tmp_path / "vae-nir.safetensors") == VaeConfig(1, (8, 8))
