"""Networks with random weights under the published files' names: read, refused and omitted files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from any2any.errors import UsageError
from any2any.evaluation.perception import Perception
from any2any.metrics.fid.frechet import FID_NAMES, FID_VARIABLE, fid_if_there
from any2any.metrics.fid.inception import Inception, read_inception
from any2any.metrics.fid.so2sat import S1_VARIABLE, S2_VARIABLE
from any2any.metrics.lpips.weights import LPIPS_VARIABLE
from any2any.metrics.squeezenet import SQUEEZENET_VARIABLE
from any2any.spec.modality import MS, NIR, RGB, SAR

from ..so2sat_weights import random_weights, write


@pytest.fixture(scope="module")
def network() -> Inception:
    torch.manual_seed(0)
    return Inception().eval().requires_grad_(False)


@pytest.fixture(scope="module")
def weights(network: Inception, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the classifier and without the counters, as in the published file."""
    state = {k: v for k, v in network.state_dict().items() if not k.endswith("num_batches_tracked")}
    path = tmp_path_factory.mktemp("fid") / FID_NAMES[1]
    save_file({**state, "fc.weight": torch.zeros(1008, 2048), "fc.bias": torch.zeros(1008)}, path)
    return path


@pytest.fixture(autouse=True)
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FID_VARIABLE, raising=False)
    for variable in (SQUEEZENET_VARIABLE, S1_VARIABLE, S2_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv(LPIPS_VARIABLE, str(tmp_path / "none"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_the_network_is_inception_v3(network: Inception) -> None:
    """21,785,568 weights without the classifier; the names that anybody's copy of the file has."""
    assert sum(parameter.numel() for parameter in network.parameters()) == 21_785_568
    shapes = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    assert shapes["Conv2d_1a_3x3.conv.weight"] == (32, 3, 3, 3)
    assert shapes["Mixed_5b.branch5x5_2.conv.weight"] == (64, 48, 5, 5)
    assert shapes["Mixed_6a.branch3x3.conv.weight"] == (384, 288, 3, 3)
    assert shapes["Mixed_6e.branch7x7dbl_5.conv.weight"] == (192, 192, 1, 7)
    assert shapes["Mixed_7a.branch7x7x3_4.conv.weight"] == (192, 192, 3, 3)
    assert shapes["Mixed_7c.branch3x3dbl_3b.bn.running_var"] == (384,)


def test_weights_are_read_and_give_the_same_features(network: Inception, weights: Path) -> None:
    image = torch.rand(1, 3, 64, 64) * 2 - 1
    features = read_inception(weights)(image)
    assert features.shape == (1, 2048)
    torch.testing.assert_close(features, network(image))


@pytest.mark.parametrize("content", ["lacks", "also holds", "does not fit"])
def test_another_networks_weights_are_refused(network: Inception, tmp_path: Path, content: str) -> None:
    state = dict(network.state_dict())
    if content == "lacks":
        del state["Mixed_6c.branch1x1.conv.weight"]
    elif content == "also holds":
        state["Mixed_8a.conv.weight"] = torch.zeros(1)
    else:
        state["Mixed_6c.branch1x1.conv.weight"] = torch.zeros(2, 2)
    torch.save(state, tmp_path / "w.pth")
    with pytest.raises(UsageError, match=content):
        read_inception(tmp_path / "w.pth")


def test_what_is_not_a_file_of_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "w.pth").write_bytes(b"no weights")
    with pytest.raises(UsageError, match="not a file of weights"):
        read_inception(tmp_path / "w.pth")


def test_without_weights_there_is_no_figure_but_a_hint() -> None:
    perception = Perception.find()
    image = np.zeros((3, 64, 64), np.float32)
    assert perception.distances(image, image, RGB) == {}
    assert not any(perception.tallies(modality, ["a"]) for modality in (RGB, SAR, MS, NIR))
    assert set(perception.missing) == {"lpips", "fid", "perceptual", "frechet_radar", "frechet_spectra"}
    assert "any2any train lpips" in perception.missing["lpips"]
    assert FID_NAMES[0] in perception.missing["fid"]
    assert S1_VARIABLE in perception.missing["frechet_radar"]
    assert S2_VARIABLE in perception.missing["frechet_spectra"]


def test_weights_that_are_there_are_found_with_their_digest(weights: Path) -> None:
    perception = Perception.find(weights)
    assert perception.weights == {FID_NAMES[1]: hashlib.sha256(weights.read_bytes()).hexdigest()}
    assert set(perception.missing) == {"lpips", "perceptual", "frechet_radar", "frechet_spectra"}
    assert isinstance(perception.inception, Inception)


class MeanColour(torch.nn.Module):
    """Three features, red first; a stand-in that takes no time."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.mean(dim=(2, 3))


class Distance(torch.nn.Module):
    def forward(self, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        return (a - b).abs().amax(dim=(1, 2, 3))


def test_fid_of_colour_images_by_hand() -> None:
    """Colours shifted by 0.1 in red and 0.2 in blue have a distance of 0.01 + 0.04."""
    perception = Perception(inception=MeanColour())
    assert perception.tallies(NIR, ["a"]) == {}
    tally = perception.tallies(RGB, ["same", "shifted"])["fid"]
    assert tally.distances() == {}  # no window yet
    rng = np.random.default_rng(0)
    shift = np.array([0.1, 0.0, -0.2], np.float32)[:, None, None]
    for _ in range(5):
        truth = rng.uniform(-0.7, 0.7, (3, 8, 8)).astype(np.float32)
        tally.add(tally.features({"same": truth, "shifted": truth + shift, "truth": truth}))
    assert tally.count == 5
    assert tally.distances() == {
        "same": pytest.approx(0.0, abs=1e-6),
        "shifted": pytest.approx(0.05, abs=1e-5),
    }


def test_the_distance_of_radar_by_hand() -> None:
    """Four tiles a window. A shift by 4.9 dB, one deviation of VV, moves that channel's mean by 1 and that of the
    filtered channel by 4.9 / 4.4, because the filter turns a factor of power into the same factor: 1 + 1.240."""
    tally = Perception(radar=MeanColour()).tallies(SAR, ["same", "brighter"])["frechet_radar"]
    rng = np.random.default_rng(0)
    for _ in range(3):
        truth = rng.uniform(-0.5, 0.5, (1, 64, 64)).astype(np.float32)
        brighter = truth + np.float32(4.9 / 17.5)
        tally.add(tally.features({"same": truth, "brighter": brighter, "truth": truth}))
    assert tally.count == 12
    assert tally.distances() == {
        "same": pytest.approx(0.0, abs=1e-6),
        "brighter": pytest.approx(1 + (4.9 / 4.4) ** 2, abs=1e-4),
    }


def test_the_distance_of_spectra_by_hand() -> None:
    """0.03 more reflectance in short-wave infrared alone moves one channel of ten: 0.0009. 64 tiles a window."""
    perception = Perception(spectra=MeanColour())
    assert not any(perception.tallies(modality, ["a"]) for modality in (RGB, SAR, NIR))
    tally = perception.tallies(MS, ["shifted"])["frechet_spectra"]
    rng = np.random.default_rng(0)
    shift = np.zeros((6, 1, 1), np.float32)
    shift[4] = 0.1  # of model values: 0.6 of reflectance are 2
    for _ in range(2):
        truth = rng.uniform(-0.5, 0.5, (6, 128, 128)).astype(np.float32)
        tally.add(tally.features({"shifted": truth + shift, "truth": truth}))
    assert tally.count == 128
    assert tally.distances() == {"shifted": pytest.approx(0.0009, abs=1e-6)}


def test_so2sats_networks_are_found_each_for_its_own_modality(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """7 channels for radar, 10 for spectra: a network in the other's place could not read its file."""
    digests = {}
    for variable, channels in ((S1_VARIABLE, 7), (S2_VARIABLE, 10)):
        path = write(tmp_path / f"{channels}.h5", random_weights(channels))
        monkeypatch.setenv(variable, str(path))
        digests[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    perception = Perception.find()
    assert perception.weights == digests
    assert not {"frechet_radar", "frechet_spectra"} & set(perception.missing)
    for modality, figure in ((SAR, "frechet_radar"), (MS, "frechet_spectra")):
        [(name, tally)] = perception.tallies(modality, []).items()
        shape = (modality.channels, modality.window_px, modality.window_px)
        features = tally.features({"truth": np.zeros(shape, np.float32)})["truth"]
        assert (name, features.shape) == (figure, (64, 256))


def test_damaged_or_missing_weights_of_so2sat_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s1.h5").write_bytes(b"no weights")
    monkeypatch.setenv(S1_VARIABLE, str(tmp_path / "s1.h5"))
    with pytest.raises(UsageError, match="does not hold So2Sat"):
        Perception.find()
    monkeypatch.setenv(S1_VARIABLE, str(tmp_path / "gone.h5"))
    with pytest.raises(UsageError, match="is not a file"):
        Perception.find()


def test_lpips_is_of_colour_images_within_their_range() -> None:
    perception = Perception(lpips=Distance())
    image = np.full((3, 16, 16), 1.5, np.float32)
    assert perception.distances(image, np.zeros_like(image), RGB) == {"lpips": 1.0}
    assert perception.distances(image[:1], image[:1], NIR) == {}


def test_the_perceptual_distance_is_of_every_modality() -> None:
    """Largest differences: 0.5 in a grey band; of MS only its visible bands (blue, green, red first) count."""
    perception = Perception(squeezenet=Distance())
    truth = np.zeros((1, 16, 16), np.float32)
    assert perception.distances(truth + 0.5, truth, NIR) == {"perceptual": 0.5}
    bands = np.zeros((6, 16, 16), np.float32)
    image = bands + np.array([0.1, 0.2, 0.3, 0.9, 0.9, 0.9], np.float32)[:, None, None]
    assert perception.distances(image, bands, MS) == {"perceptual": pytest.approx(0.3)}


def test_a_named_file_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FID_VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(UsageError, match="no weights for FID"):
        fid_if_there()


def test_a_published_name_promises_a_digest(tmp_path: Path) -> None:
    (tmp_path / FID_NAMES[0]).write_bytes(b"something else")
    with pytest.raises(UsageError, match="does not match its name"):
        fid_if_there(tmp_path)
