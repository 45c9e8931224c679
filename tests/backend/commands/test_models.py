from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from any2any.cli import main
from any2any.hub.installed import Origin, write_source
from any2any.models.translator import Translator
from any2any.models.vae import Vae
from any2any.spec.model_folder import CONFIG_NAME, read_manifest, sha256_of
from any2any.spec.networks import VaeConfig


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def damaged(resources: Path) -> Path:
    folder = resources / "models" / "broken"
    folder.mkdir()
    (folder / CONFIG_NAME).write_text("{}")
    return folder


def test_models_are_listed_for_people(
    bundled: Path, damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "list"]) == 0
    out = capsys.readouterr().out
    megabytes = sum(path.stat().st_size for path in bundled.glob("*.safetensors")) / 1e6
    assert f"small 1.2.3  ({megabytes:.1f} MB, licence CC0-1.0)\n  {bundled}\n" in out
    assert "RGB, SAR, NIR, MS, PAN; 14 trained directions" in out
    assert f"{damaged}: {damaged / CONFIG_NAME}: it is not a model manifest" in out


def test_models_are_listed_for_programs(
    bundled: Path, damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "list", "--json"]) == 0
    found = {entry["folder"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert set(found) == {str(bundled), str(damaged)}
    assert set(found[str(damaged)]) == {"folder", "error"}
    entry = found[str(bundled)]
    assert entry["sha256"] == read_manifest(bundled).digest
    assert entry["config_sha256"] == sha256_of(bundled / CONFIG_NAME)
    assert entry["source"] is None
    assert entry["modalities"] == ["rgb", "sar", "nir", "ms", "pan"]
    assert len(entry["seen_directions"]) == 14
    assert "sar->rgb" in entry["seen_directions"]


def test_no_model_says_what_to_do(resources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "no model found: install Any2Any again, or set ANY2ANY_MODELS" in captured.err


def test_a_pulled_model_shows_its_origin(bundled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_source(bundled, Origin("repo", "lab/small", "0" * 64, revision="main", commit="a" * 40))
    assert main(["models", "list"]) == 0
    assert "  pulled from lab/small at aaaaaaaaaaaa (main)\n" in capsys.readouterr().out
    assert main(["models", "list", "--json"]) == 0
    [entry] = json.loads(capsys.readouterr().out)
    assert entry["source"]["commit"] == "a" * 40


def test_a_zip_is_pulled_and_then_listed(
    resources: Path, model_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "small.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in model_folder.iterdir():
            archive.write(file, file.name)
    assert main(["models", "pull", str(path)]) == 0
    folder = tmp_path / "data" / "any2any" / "models" / f"small@{sha256_of(path)[:12]}"
    assert capsys.readouterr().out == (
        f"{folder}: pulled from {path}, sha256 {sha256_of(path)}, licence CC0-1.0\n"
    )
    assert main(["models", "pull", str(path), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["folder"], again["is_new"], again["source"]["kind"]) == (str(folder), False, "zip")
    assert again["licence"] == "CC0-1.0"
    assert main(["models", "list"]) == 0
    assert f"  {folder}\n  pulled from {path}\n" in capsys.readouterr().out


def test_what_cannot_be_pulled_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "pull", "nonsense"]) == 2
    assert "'nonsense' is neither a repo owner/name, nor an https:// address" in capsys.readouterr().err


def test_what_cannot_be_pushed_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "push", str(tmp_path), "lab/small"]) == 1
    assert f"{tmp_path} is not a model folder" in capsys.readouterr().err


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """A VAE like the small model's for RGB, with other weights."""
    torch.manual_seed(1)
    path = tmp_path / "tuned.safetensors"
    save_file(Vae(VaeConfig(3, (4, 8, 8))).state_dict(), path)
    return path


def test_a_checkpoint_becomes_a_result_of_stage_one(
    checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["models", "import", str(checkpoint), str(tmp_path / "run"), "--modality", "rgb"]
    assert main([*words, "--latent-scale", "0.5"]) == 0
    path = tmp_path / "run" / "vae-rgb.safetensors"
    assert capsys.readouterr().out == (
        f"{path}: VAE of rgb, latent scale 0.5\n"
        "  3 bands at 1/4 into 4 channels, widths 4, 8, 8, 1 blocks a level, norm none, without attention\n"
    )
    assert load_file(path)["latent_std"].tolist() == [2.0] * 4  # 1 / 0.5
    assert main(words) == 2
    assert f"{path} exists" in capsys.readouterr().err


def test_a_checkpoint_takes_the_place_of_a_models_vae(
    checkpoint: Path, model_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "tuned"
    assert (
        main(
            ["models", "import", str(checkpoint), str(out), "--modality", "rgb", "--into", str(model_folder)]
        )
        == 0
    )
    assert capsys.readouterr().out.startswith(f"{out}: small with another VAE of rgb\n")
    old, new = read_manifest(model_folder), read_manifest(out)
    assert new.vaes["rgb"].latent_std == old.vaes["rgb"].latent_std
    assert {name for name in old.files if old.files[name] != new.files[name]} == {"vae-rgb.safetensors"}
    assert new.training["imported_vae"] == "rgb from tuned.safetensors"
    weights = Translator.load(out).vaes["rgb"].state_dict()
    for key, value in load_file(checkpoint).items():
        assert torch.equal(weights[key], value.half().float())  # the model keeps half precision


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--modality", "sar"],
            "the checkpoint codes 3 bands at 1/4 into 4 channels, sar of small needs 1 at 1/4",
        ),
        (["--modality", "thermal"], "unknown modality 'thermal'"),
        (["--modality", "RGB"], "'RGB' must be a lower-case identifier"),
        (["--modality", "rgb", "--latent-scale", "0"], "latent scale 0.0 must be a positive number"),
        (["--modality", "rgb", "--norm-groups", "0"], "--norm-groups 0 must be a whole number"),
    ],
)
def test_a_checkpoint_that_does_not_fit_leaves_nothing(
    checkpoint: Path,
    model_folder: Path,
    tmp_path: Path,
    options: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "tuned"
    assert main(["models", "import", str(checkpoint), str(out), "--into", str(model_folder), *options]) == 2
    assert message in capsys.readouterr().err
    assert not out.exists()


def test_a_checkpoint_of_another_latent_is_refused_for_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wide.safetensors"
    save_file(Vae(VaeConfig(3, (8, 8), latent_channels=16)).state_dict(), path)
    assert main(["models", "import", str(path), str(tmp_path / "run"), "--modality", "rgb"]) == 2
    assert (
        "'decoder.conv_in.weight' takes 16 latent channels, but all modalities share 4"
        in capsys.readouterr().err
    )
