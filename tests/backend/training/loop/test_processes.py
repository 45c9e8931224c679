from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from accelerate.commands.config.config_args import ClusterConfig
from accelerate.commands.launch import launch_command_parser
from torch import Tensor, nn

from any2any.errors import UsageError
from any2any.models import dit
from any2any.training.loop.processes import WholeGraph, accelerator_for, agree, fill, like, whole

ROOT = Path(__file__).parents[4]
CONFIGS = Path(__file__).parents[4] / "backend" / "recipes" / "accelerate"


class Partial(nn.Module):
    """Uses one of its parameters only."""

    def __init__(self) -> None:
        super().__init__()
        self.used = nn.Parameter(torch.tensor([2.0, 3.0]))
        self.unused = nn.Parameter(torch.ones(3))
        self.frozen = nn.Parameter(torch.ones(1), requires_grad=False)

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        return {"total": (self.used * batch["x"]).sum(), "other": batch["x"].sum()}


def test_every_trained_parameter_gets_a_gradient_and_none_changes() -> None:
    """d(2a + 3b)/d(2, 3) is x itself."""
    module = Partial()
    x = torch.tensor([5.0, 7.0])
    terms = WholeGraph(module)({"x": x})
    assert (float(terms["total"].detach()), float(terms["other"])) == (31.0, 12.0)
    (2 * terms["total"]).backward()
    assert torch.equal(module.used.grad, 2 * x)
    assert torch.equal(module.unused.grad, torch.zeros(3))
    assert module.frozen.grad is None


def test_whole_tensors_are_copies() -> None:
    tensors = {"a": torch.arange(3.0)}
    copy = whole(tensors, keep=True)
    tensors["a"].zero_()
    assert copy["a"].tolist() == [0.0, 1.0, 2.0]
    assert whole(tensors, keep=False) == {}


def test_fill_and_like_take_the_type_of_the_tensor() -> None:
    tensor = torch.zeros(2, dtype=torch.float64)
    fill(tensor, torch.tensor([1, 2]))
    assert tensor.tolist() == [1.0, 2.0]
    made = like(tensor, torch.tensor([3.0, 4.0]))
    assert made.tolist() == [3.0, 4.0]
    assert made.dtype == torch.float64


def test_one_process_agrees_with_itself() -> None:
    accelerator = accelerator_for("cpu")
    assert (accelerator.num_processes, accelerator.device.type) == (1, "cpu")
    assert agree("text") == "text"


def test_a_numbered_gpu_is_refused_when_several_processes_were_launched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOCAL_RANK", "0")
    with pytest.raises(UsageError, match="device 'cuda:1' is one GPU, but several processes were launched"):
        accelerator_for("cuda:1")


def test_fsdp_on_the_cpu_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCAL_RANK", "0")
    monkeypatch.setenv("ACCELERATE_USE_FSDP", "true")
    with pytest.raises(UsageError, match=r"FSDP is for GPUs, .* launch it with ddp\.yaml"):
        accelerator_for("cpu")


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(UsageError, match="unknown device 'tpu'"):
        accelerator_for("tpu")


@pytest.mark.parametrize("name", ["ddp", "fsdp2"])
def test_accelerate_knows_every_key_of_its_files(name: str) -> None:
    """The launcher copies the keys of ``fsdp_config`` to its own options and drops others without a word."""
    config = ClusterConfig.from_yaml_file(CONFIGS / f"{name}.yaml")
    options = {action.dest for action in launch_command_parser()._actions}
    assert (config.fsdp_config or {}).keys() <= options
    assert config.mixed_precision == "no"  # bf16 is the recipe's
    assert config.num_processes == -1  # all GPUs


def test_fsdp2_shards_units_that_the_transformer_has() -> None:
    settings = ClusterConfig.from_yaml_file(CONFIGS / "fsdp2.yaml").fsdp_config
    assert settings["fsdp_version"] == 2
    for unit in settings["fsdp_transformer_layer_cls_to_wrap"].split(","):
        assert issubclass(getattr(dit, unit), nn.Module)


def test_launched_processes_take_nothing_from_the_working_directory(tmp_path: Path) -> None:
    """Started as the recipes say, with modules there that the launcher, its children and the command import."""
    for name in ("multiprocessing", "pickle", "socket", "struct", "any2any", "torch"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'a').write(__name__ + ' ')\nraise SystemExit(9)\n")
    launch = [sys.executable, "-m", "accelerate.commands.accelerate_cli", "launch", "--cpu"]
    done = subprocess.run(
        [*launch, "--num_processes", "2", "--num_machines", "1", "-m", "any2any.cli", "--version"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONSAFEPATH": "1", "PYTHONPATH": str(ROOT / "backend"), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert not (tmp_path / "ran").exists()
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"any2any \d", done.stdout)) in (
        1,
        2,
    )  # the launcher may start one process on a CPU


@pytest.mark.parametrize("path", [*ROOT.glob("docs/*.md"), *ROOT.glob("backend/recipes/**/*.yaml")], ids=str)
def test_every_launch_in_docs_and_recipes_has_a_safe_path(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "accelerate launch --" in text:
        assert "PYTHONSAFEPATH=1" in text[: text.index("accelerate launch --")]
