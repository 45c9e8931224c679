"""Fine-tuning a small random model on the small simulated index of the training tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from any2any.errors import Any2AnyError, CancelledError, UsageError
from any2any.models.translator import Translator, save_model
from any2any.requests.progress import Progress
from any2any.requests.training import FinetuneRequest, FinetuneResult
from any2any.spec.modality import Direction
from any2any.spec.model_folder import read_manifest
from any2any.training.finetune import plan
from any2any.training.finetune.finetune import finetune
from any2any.training.finetune.plan import make_finetune_plan

from ...guesses import with_guess


@pytest.fixture
def request_to(tmp_path: Path, model_folder: Path, index_path: Path) -> Callable[..., FinetuneRequest]:
    """Five steps of two windows, radar to PAN: a direction that the model does not count as seen."""

    def _request(name: str = "new", **fields: object) -> FinetuneRequest:
        usual: dict = {
            "model": model_folder, "directions": ("sar->pan",), "steps": 5, "batch": 2, "learning_rate": 0.01,
            "device": "cpu",
        }  # fmt: skip
        return FinetuneRequest(index_path, tmp_path / name, **usual | fields)

    return _request


def train(request: FinetuneRequest, cancel: bool = False) -> FinetuneResult:
    """Run it; ``cancel`` stops it in its first step, when the folder of the checkpoint is there."""
    checkpoints = request.output.with_name(f"{request.output.name}.training") / "translator"
    return finetune(request, lambda progress: None, lambda: cancel and checkpoints.is_dir())


def test_new_model_says_what_it_was_made_from(request_to, model_folder):
    stages: list[Progress] = []
    request = request_to()
    result = finetune(request, stages.append, lambda: False)
    base, new = read_manifest(model_folder), read_manifest(request.output)
    assert result.loss_split == "validation"
    assert result.loss_after < result.loss_before
    assert (new.name, new.digest) == ("new", result.model_digest)
    assert new.training["base_digest"] == result.base_digest == base.digest
    assert new.training["index_digest"] == make_finetune_plan(replace(request, output=Path("x"))).index.digest
    assert new.training["translator_steps"] == 5
    assert new.training["tiles_by_source"] == {"simulated": 1, "elsewhere": 1}
    assert new.seen_directions == (*base.seen_directions, Direction("sar", "pan"))
    assert {p.stage for p in stages} >= {"encoding tiles", "training", "writing the model", "finished"}
    fractions = [p.fraction for p in stages]
    assert fractions == sorted(fractions)
    assert not request.output.with_name("new.training").exists()


def test_corrections_of_trained_directions_count_in_full(request_to, small_manifest, tmp_path):
    """The base applies half of them in two directions; the training learns them for the base's own guess."""
    torch.manual_seed(0)
    base = Translator(with_guess(small_manifest, gains={"sar->pan": 0.5, "sar->rgb": 0.5}))
    save_model(tmp_path / "halved", base)
    request = request_to(model=tmp_path / "halved")
    train(request)
    assert read_manifest(request.output).guess.gains == {"sar->rgb": 0.5}


def test_only_the_translator_changes_and_only_the_trained_adapter(request_to, model_folder):
    request = request_to()
    train(request)
    before, after = Translator.load(model_folder), Translator.load(request.output)
    for name, file in before.manifest.files.items():
        same = after.manifest.files[name].sha256 == file.sha256
        assert same == name.startswith("vae-"), name
    for name, adapter in before.adapters.items():
        pairs = zip(adapter.parameters(), after.adapters[name].parameters(), strict=True)
        assert all(torch.equal(a, b) for a, b in pairs) == (name != "pan"), name


def test_cancelled_training_continues_to_the_same_weights(request_to):
    whole = train(request_to("whole"))
    with pytest.raises(CancelledError, match="stopped at step 1 of 5"):
        train(request_to(), cancel=True)
    assert train(request_to()).model_digest == whole.model_digest


def test_training_survives_a_full_disk_at_its_end(request_to, monkeypatch):
    """The model cannot be written after training: the next run only writes it."""

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(plan.shutil, "copyfile", refuse)
        with pytest.raises(Any2AnyError, match=r"No space left .* the training itself is kept"):
            train(request_to())
    stages: list[Progress] = []
    finetune(request_to(), stages.append, lambda: False)
    assert not [p for p in stages if p.stage == "training"]  # no step was left to take


def test_other_parameters_do_not_go_on_with_a_training(request_to):
    with pytest.raises(CancelledError):
        train(request_to(), cancel=True)
    with pytest.raises(UsageError, match=r"another learning rate \(0\.01, not 0\.02\)"):
        train(request_to(learning_rate=0.02))
    with pytest.raises(UsageError, match=r"another steps|another batch"):
        train(request_to(batch=4))


def test_folders_of_others_are_left_alone(request_to, tmp_path):
    (tmp_path / "new").mkdir()
    make_finetune_plan(request_to())  # an empty one will do
    (tmp_path / "new" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds files already"):
        make_finetune_plan(request_to())
    (tmp_path / "b.training").mkdir()
    (tmp_path / "b.training" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="something else than an unfinished training"):
        make_finetune_plan(request_to("b"))


def test_directions_default_to_all_that_the_tiles_hold(request_to):
    plan = make_finetune_plan(request_to(directions=None))
    assert len(plan.directions) == 20
    assert len(set(plan.directions)) == 20


@pytest.mark.parametrize(
    ("direction", "words"),
    [("sar", "not a direction"), ("sar->lidar", "'lidar'"), ("sar->sar", "two different")],
)
def test_wrong_directions_are_named(request_to, direction, words):
    with pytest.raises(UsageError, match=words):
        make_finetune_plan(request_to(directions=(direction,)))


def test_index_for_other_bands_is_refused(request_to, model_folder):
    """The same name with another range is another image."""
    config = model_folder / "config.json"
    config.write_text(config.read_text().replace('"low": -30.0', '"low": -25.0'))
    with pytest.raises(UsageError, match="made for another model, whose sar"):
        make_finetune_plan(request_to())
