"""The Dockerfile installs the build of PyTorch that it says, and its entry point takes a command in both forms."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "machines.md").read_text(encoding="utf-8")
ENTRY = ROOT / "packaging" / "image_entry.sh"


def received(tmp_path: Path, *words: str) -> list[str]:
    """Return the arguments that ``any2any`` gets if the image is run with these words."""
    program = tmp_path / "any2any"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", str(ENTRY), *words],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    "words", [["translate", "a b.tif", "any2any"], ["any2any", "translate", "a b.tif", "any2any"]]
)
def test_the_programs_name_may_be_given_or_left_out(tmp_path: Path, words: list[str]) -> None:
    """``docker run any2any translate``, or the whole command line; a file may be named like the program."""
    assert received(tmp_path, *words) == ["translate", "a b.tif", "any2any"]


def test_the_application_packages_command_reaches_the_program_behind_the_entry_point(tmp_path: Path) -> None:
    """Runners of CWL put baseCommand behind the image's entry point, and do not replace it."""
    package = yaml.safe_load((ROOT / "packaging" / "any2any.cwl").read_text(encoding="utf-8"))
    tool = next(part for part in package["$graph"] if part["class"] == "CommandLineTool")
    assert received(tmp_path, *tool["baseCommand"])[0] == "translate"


def test_the_entry_point_is_what_the_images_script_installs() -> None:
    (name,) = re.findall(r'^ENTRYPOINT \["([\w-]+)"\]$', DOCKERFILE, re.MULTILINE)
    script = (ROOT / "packaging" / "image.sh").read_text(encoding="utf-8")
    assert f'"$1/packaging/{ENTRY.name}" /usr/local/bin/{name}\n' in script


def builds() -> list[tuple[str, str, str]]:
    """Version, build and index of PyTorch: the Dockerfile's own, then those that the page builds with."""
    own = re.findall(
        r'^ARG TORCH="torch==([\d.]+)\+(\w+)"\nARG TORCH_INDEX="(\S+)"$', DOCKERFILE, re.MULTILINE
    )
    option = r"--build-arg TORCH(?:_INDEX)?="
    named = re.findall(rf"{option}torch==([\d.]+)\+(\w+)[\s\\]+{option}(\S+)", PAGE)
    assert len(own) == 1
    assert len(named) == PAGE.count("TORCH_INDEX=") == 1
    return own + named


def test_each_build_is_of_its_index_and_of_the_version_that_is_tested() -> None:
    """pip takes another index's build if a version alone is asked for, so the build is part of the request."""
    (tested,) = re.findall(
        r"^TORCH \?= torch==([\d.]+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    for version, build, index in builds():
        assert version == tested
        assert index.rsplit("/", 1)[-1] == build
        assert re.fullmatch(r"cpu|cu\d+", build)
