"""GitHub's workflows run nothing that is not there: targets of the Makefile, programs, variables of the matrix."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
OURS = {"any2any"}
"""Programs that ``pip install .`` installs, according to pyproject.toml."""
RUNNERS_OWN = {"apt-get", "python", "test", "gh"}
"""Programs of GitHub's runners and of the containers."""


def load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each job with each of its steps."""
    for job in load(path)["jobs"].values():
        yield from ((job, step) for step in job["steps"])


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words of each command of a shell script, without sudo and env before it."""
    for command in re.split(r"\n|&&|\|\|?|;", text):
        words = shlex.split(command, comments=True)
        if words[:1] == ["sudo"]:
            words = [word for word in words[1:] if word not in ("-E", "env") and not word.startswith("PATH=")]
        if words:
            yield words


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_command_of_a_workflow_exists(path):
    for _, step in steps(path):
        for program, *arguments in commands(step.get("run", "")):
            if program == "make":
                assert arguments, step
                assert set(arguments) <= targets(), step
            elif "/" in program:
                assert os.access(ROOT / program, os.X_OK), step
            else:
                assert program in RUNNERS_OWN | OURS, step


def test_programs_that_are_said_to_be_ours_are_installed():
    scripts = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[project.scripts]")[2]
    assert set(re.findall(r"^([\w-]+) = ", scripts.partition("\n[")[0], re.MULTILINE)) == OURS


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_jobs_are_complete_and_name_only_what_they_have(path):
    text = path.read_text(encoding="utf-8")
    workflow = load(path)
    assert workflow["permissions"], "without it a job may write to the repository"
    assert not re.search(r"https?://", text), "clients use their own defaults"
    for job in workflow["jobs"].values():
        assert job["runs-on"]
        assert job["timeout-minutes"] <= 90
        asked = set(re.findall(r"matrix\.(\w+)", yaml.safe_dump(job)))
        assert asked == set(job.get("strategy", {}).get("matrix", {}))
    for _, step in steps(path):
        assert ("run" in step) != ("uses" in step), step
        assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step.get("uses", "a/b@v1")), step


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_root_has_made_is_not_written_by_another_user_later(path):
    """``sudo make`` leaves ``dist`` and ``build`` to root, where ``make`` without it may not write."""
    for job in load(path)["jobs"].values():
        runs = [step.get("run", "") for step in job["steps"]]
        makes = ["sudo" in run for run in runs if re.search(r"\bmake\b", run) and "container" not in job]
        assert makes == sorted(makes), runs


def test_commands_are_split_and_lose_what_is_before_them():
    script = 'sudo -E env "PATH=$PATH" make gates && any2any x.tif # no\n./run'
    assert list(commands(script)) == [["make", "gates"], ["any2any", "x.tif"], ["./run"]]
