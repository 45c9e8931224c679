from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from any2any.diffusion.sampler import sample, sampling_times
from any2any.models.correction import guess_latent
from any2any.models.cycle_spinning import spin
from any2any.models.translator import Translator, save_model
from any2any.spec.manifest import TRANSLATOR_FILE, Manifest, ManifestError, VaeEntry, WeightsFile, vae_file
from any2any.spec.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS, Direction
from any2any.spec.model_folder import CONFIG_NAME, read_manifest, sha256_of, write_manifest
from any2any.spec.networks import SIZES, ContextConfig, GuessConfig, vae_config

from ..guesses import with_guess


@pytest.fixture
def latents() -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(3)
    return torch.randn(3, 4, 64, 64, generator=generator), torch.randn(3, 4, 64, 64, generator=generator)


def test_the_tiny_model_fits_in_20_megabytes() -> None:
    """VAEs in half precision, everything else in eight bits; first guesses and scales are a few hundred kilobytes."""
    size = SIZES["tiny"]
    vaes = {
        m.name: VaeEntry(vae_config("tiny", m.channels, m.downsampling), (0.0,) * 4, (1.0,) * 4)
        for m in DEFAULT_MODALITIES
    }
    manifest = Manifest(
        "t",
        "T",
        "0",
        "none",
        DEFAULT_MODALITIES,
        vaes,
        replace(size.dit, source_channels=24),
        replace(size.adapter, source_channels=24, width=64),
        SEEN_DIRECTIONS,
        guess=GuessConfig(context=ContextConfig(), context_channels=16),
    )
    with torch.device("meta"):
        translator = Translator(manifest)
    coded = sum(p.numel() for p in translator.vaes.parameters())
    everything = sum(p.numel() for p in translator.parameters())
    assert 2 * coded + (everything - coded) <= 20_500_000


def test_a_saved_model_is_the_same_after_loading_but_for_half_precision(
    small_translator: Translator, model_folder: Path
) -> None:
    loaded = Translator.load(model_folder)
    stored = loaded.state_dict()
    assert set(stored) == set(small_translator.state_dict())
    for key, value in small_translator.state_dict().items():
        assert stored[key].dtype == torch.float32
        assert torch.equal(stored[key], value.half().float()), key
    assert not any(p.requires_grad for p in loaded.parameters())
    assert not loaded.training
    assert loaded.device.type == "cpu"


def test_a_loaded_model_computes_the_same(model_folder: Path, latents: tuple[Tensor, Tensor]) -> None:
    once = Translator.load(model_folder)
    rebuilt = Translator(once.manifest)
    rebuilt.load_state_dict(once.state_dict())
    rebuilt.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    for model in (once, rebuilt):
        assert not model.dit.position.is_meta
    with torch.no_grad():
        a, b = (m.sample(*latents, Direction("sar", "rgb"), 2) for m in (once, rebuilt))
    assert torch.equal(a, b)


def test_the_manifest_lists_every_file_with_size_and_digest(model_folder: Path) -> None:
    manifest = read_manifest(model_folder)
    weights = {path.name: path for path in model_folder.glob("*.safetensors")}
    assert (
        set(manifest.files)
        == set(weights)
        == {TRANSLATOR_FILE, *(vae_file(m.name) for m in DEFAULT_MODALITIES)}
    )
    for name, path in weights.items():
        assert manifest.files[name] == WeightsFile(sha256_of(path), path.stat().st_size)
    assert {path.name for path in model_folder.iterdir()} == {CONFIG_NAME, *weights}


def test_latents_are_standardised_with_the_manifests_statistics(small_translator: Translator) -> None:
    x = torch.rand(1, 1, 32, 32) * 2 - 1
    raw = small_translator.vaes["sar"].encode(x).mean
    mean, std = (torch.tensor(v).view(1, 4, 1, 1) for v in ((0.1, -0.2, 0.3, 0.0), (0.5, 1.0, 2.0, 1.5)))
    z = small_translator.to_latent("sar", x)
    torch.testing.assert_close(z, (raw - mean) / std)
    torch.testing.assert_close(
        small_translator.from_latent("sar", z), small_translator.vaes["sar"].decode(raw)
    )


@pytest.mark.parametrize("steps", [1, 4])
def test_windows_of_a_batch_do_not_matter_to_each_other(
    small_translator: Translator, latents: tuple[Tensor, Tensor], steps: int
) -> None:
    z_source, noise = latents
    whole = small_translator.sample(z_source, noise, Direction("sar", "rgb"), steps)
    alone = [
        small_translator.sample(z_source[i : i + 1], noise[i : i + 1], Direction("sar", "rgb"), steps)
        for i in range(3)
    ]
    torch.testing.assert_close(whole, torch.cat(alone), atol=1e-5, rtol=1e-5)


def test_translation_is_sampling_then_the_targets_adapter(
    small_translator: Translator, latents: tuple[Tensor, Tensor]
) -> None:
    z_source, noise = latents
    names = [m.name for m in DEFAULT_MODALITIES]
    ends = (torch.tensor([names.index("nir")]), torch.tensor([names.index("ms")]))

    def predict(z: Tensor, t: int) -> Tensor:
        dit = small_translator.dit
        return dit(z, z_source, dit.modulate(torch.tensor([t]), *ends))

    clean = sample(predict, noise, 4)
    expected = clean + small_translator.adapters["ms"](clean, z_source, "nir")
    translated = small_translator.sample(z_source, noise, Direction("nir", "ms"), 4)
    torch.testing.assert_close(translated, expected)
    other = small_translator.sample(z_source, noise, Direction("nir", "pan"), 4)
    assert not torch.allclose(translated, other)


def test_an_anchored_model_has_another_digest_and_keeps_the_guesss_levels(
    small_manifest: Manifest, latents: tuple[Tensor, Tensor]
) -> None:
    """A translation's mean is its guess's but for a few percent of what the same weights add without anchor."""
    torch.manual_seed(0)
    free = Translator(with_guess(small_manifest))
    for parameter in (*free.dit.parameters(), *free.adapters.parameters()):
        torch.nn.init.normal_(parameter, std=0.1)
    held = Translator(with_guess(free.manifest, anchored=True))
    held.load_state_dict(free.state_dict())
    assert held.manifest.digest != free.manifest.digest
    z_source = torch.cat([latents[0], latents[0].flip(0)], dim=1)
    guess = guess_latent(z_source)
    added = [
        (model.sample(z_source, latents[1], Direction("nir", "ms"), 1) - guess).mean((0, 2, 3)).abs()
        for model in (free, held)
    ]
    assert (added[1] < 0.1 * added[0] + 1e-3).all()


def spinning(translator: Translator) -> Translator:
    """The same weights with predictions averaged over shifts."""
    manifest = translator.manifest
    spun = Translator(replace(manifest, dit=replace(manifest.dit, cycle_spinning=True)))
    spun.load_state_dict(translator.state_dict())
    return spun


def test_a_model_may_average_predictions_over_shifts(
    small_translator: Translator, latents: tuple[Tensor, Tensor]
) -> None:
    """The weights are the same, but not the model: its digest and its results differ."""
    spun = spinning(small_translator)
    assert spun.manifest.digest != small_translator.manifest.digest
    z_source, noise = latents
    translated = spun.sample(z_source, noise, Direction("nir", "ms"), 1)
    assert not torch.allclose(translated, small_translator.sample(z_source, noise, Direction("nir", "ms"), 1))

    modulations = spun.dit.modulate(*(torch.tensor([value]) for value in (sampling_times(1)[0], 2, 3)))
    clean = spin(lambda z, source: spun.dit(z, source, modulations), noise, z_source)
    torch.testing.assert_close(translated, clean + spun.adapters["ms"](clean, z_source, "nir"))


@pytest.mark.parametrize(("steps", "passes"), [(1, 4), (2, 8), (4, 4 + 1 + 1 + 4)])
def test_only_the_first_and_the_last_prediction_are_averaged(
    small_translator: Translator, latents: tuple[Tensor, Tensor], steps: int, passes: int
) -> None:
    spun = spinning(small_translator)
    calls = []
    spun.dit.register_forward_hook(lambda *_: calls.append(1))
    spun.sample(*latents, Direction("nir", "ms"), steps)
    assert len(calls) == passes


def rewrite(folder: Path, name: str, change: Callable[[dict[str, Tensor]], dict[str, Tensor]]) -> None:
    """Change a weights file and its digest in the manifest, so that only the content is wrong."""
    save_file(change(load_file(folder / name)), folder / name)
    accept(folder, name)


def accept(folder: Path, name: str) -> None:
    manifest = read_manifest(folder)
    entry = WeightsFile(sha256_of(folder / name), (folder / name).stat().st_size)
    write_manifest(folder, replace(manifest, files=manifest.files | {name: entry}))


def check_refused(folder: Path, match: str) -> None:
    with pytest.raises(ManifestError, match=match) as error:
        Translator.load(folder)
    assert str(folder) in str(error.value)


def test_a_missing_file_is_refused(model_folder: Path) -> None:
    (model_folder / vae_file("ms")).unlink()
    check_refused(model_folder, r"vae-ms\.safetensors is missing")


@pytest.mark.parametrize("name", [TRANSLATOR_FILE, vae_file("pan")])
def test_a_truncated_file_is_refused(model_folder: Path, name: str) -> None:
    content = (model_folder / name).read_bytes()
    (model_folder / name).write_bytes(content[: len(content) // 2])
    check_refused(
        model_folder, rf"has {len(content) // 2} bytes, the manifest says {len(content)}; the file is damaged"
    )


def test_another_format_version_is_refused(model_folder: Path) -> None:
    document = json.loads((model_folder / CONFIG_NAME).read_text())
    (model_folder / CONFIG_NAME).write_text(json.dumps(document | {"format_version": 99}))
    check_refused(model_folder, "format version 99")


@pytest.mark.parametrize("content", [b"", b"garbage that is not a safetensors", b"\xff" * 64], ids=len)
def test_a_file_that_holds_no_weights_is_refused(model_folder: Path, content: bytes) -> None:
    (model_folder / TRANSLATOR_FILE).write_bytes(content)
    accept(model_folder, TRANSLATOR_FILE)
    check_refused(model_folder, r"translator\.safetensors contains no weights")


def test_a_file_that_the_manifest_forgets_is_refused(model_folder: Path) -> None:
    manifest = read_manifest(model_folder)
    files = {name: entry for name, entry in manifest.files.items() if name != vae_file("sar")}
    write_manifest(model_folder, replace(manifest, files=files))
    check_refused(model_folder, r"lists no .*vae-sar\.safetensors")


@pytest.mark.parametrize("key", ["dit.final.weight", "adapters.sar.conv_in.bias"])
def test_weights_of_another_shape_are_refused(model_folder: Path, key: str) -> None:
    rewrite(model_folder, TRANSLATOR_FILE, lambda state: state | {key: torch.zeros(2, 2)})
    check_refused(model_folder, f"do not fit its config: .*{re.escape(key)}")


def test_missing_and_surplus_weights_are_refused(model_folder: Path) -> None:
    rewrite(model_folder, vae_file("rgb"), lambda s: {k: v for k, v in s.items() if k != "quant_conv.bias"})
    check_refused(model_folder, r"vaes\.rgb\.quant_conv\.bias")
    rewrite(
        model_folder,
        vae_file("rgb"),
        lambda s: s | {"quant_conv.bias": torch.zeros(8), "extra": torch.zeros(1)},
    )
    check_refused(model_folder, r"vaes\.rgb\.extra")


def test_shapes_are_compared_before_any_weight_is_read(
    model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The config asks for 6 GB, the file holds kilobytes."""
    manifest = read_manifest(model_folder)
    write_manifest(model_folder, replace(manifest, dit=replace(manifest.dit, width=12_000)))
    monkeypatch.setattr("any2any.models.translator.read_weights", pytest.fail)
    check_refused(
        model_folder,
        r"do not fit its config: dit\.\S+ has shape \(.*24.*\), the config asks for \(.*12000.*\)",
    )


def test_statistics_of_another_length_are_refused(small_manifest: Manifest) -> None:
    for wrong in ({"latent_mean": (0.0,)}, {"latent_std": (1.0, 0.0, 1.0, 1.0)}):
        with pytest.raises(ValueError, match="latent_"):
            replace(small_manifest.vaes["sar"], **wrong)


def test_an_unfinished_save_leaves_no_model(small_translator: Translator, tmp_path: Path) -> None:
    (tmp_path / vae_file("sar")).mkdir()  # a weights file cannot take this place
    with pytest.raises((OSError, SafetensorError)):
        save_model(tmp_path, small_translator)
    assert not (tmp_path / CONFIG_NAME).exists()


def test_a_loaded_model_lies_in_memory_as_its_convolutions_like_it(model_folder: Path) -> None:
    convolution = Translator.load(model_folder).vaes["rgb"].decoder.conv_in.weight
    assert convolution.is_contiguous(memory_format=torch.channels_last)
