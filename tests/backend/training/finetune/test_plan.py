from __future__ import annotations

from pathlib import Path

import pytest

from any2any.errors import UsageError
from any2any.training.finetune.plan import check_run_folder, claim_run_folder

IDENTITY = {"base_digest": "abc", "directions": ("sar->rgb",), "steps": 3}


def test_the_same_training_continues_in_its_folder(tmp_path: Path) -> None:
    run = tmp_path / "new.training"
    check_run_folder(run, IDENTITY)  # nothing is there
    claim_run_folder(run, IDENTITY)
    check_run_folder(run, IDENTITY)  # a tuple was stored as a list, and is the same


def test_another_training_is_distinguished(tmp_path: Path) -> None:
    claim_run_folder(tmp_path, IDENTITY)
    with pytest.raises(UsageError, match=r"unfinished training with another steps \(3, not 4\)"):
        check_run_folder(tmp_path, {**IDENTITY, "steps": 4})


@pytest.mark.parametrize("text", ["{", "[1]", "3"])
def test_something_else_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "training.json").write_text(text)
    with pytest.raises(UsageError, match="choose another output folder"):
        check_run_folder(tmp_path, IDENTITY)
