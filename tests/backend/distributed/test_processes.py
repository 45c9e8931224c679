"""Two processes on the CPU stand in for two GPUs. The bytes stay the same, also when a process is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .commands import ENVIRONMENT, document, process_at_work, started, wait_for
from .conftest import SingleRun

TRAPS = (
    "multiprocessing",
    "pickle",
    "socket",
    "struct",
    "selectors",
    "any2any",
    "torch",
    "rasterio",
    "onnxruntime",
)
"""Modules that may lie in a folder of downloads."""


@pytest.fixture
def model(saved_graphs: Path) -> Path:
    """A model with graphs: up to seven processes a test start faster without torch."""
    return saved_graphs


def test_a_process_that_is_killed_is_replaced_and_the_bytes_are_those_of_a_single_run(
    tall: Path, sar, model: Path, tmp_path: Path, single_run: SingleRun
) -> None:
    """The large scene starts first, in two shards. One of their processes dies when it has written a piece."""
    small = sar(tmp_path / "small.tif")
    listed = tmp_path / "list.txt"
    listed.write_text(f"{small}\n{tall}\n")
    out = tmp_path / "out"
    with started(listed, "--out-dir", out, "--model", model, "--devices", "cpu,cpu") as process:
        os.kill(wait_for(lambda: process_at_work(out / "tall_rgb.tif.part")), signal.SIGKILL)
        report = document(process)
    assert report["workers"] == ["cpu", "cpu"]
    assert report["counts"] == {"translated": 2, "skipped": 0, "failed": 0, "stopped": 0}
    assert [(scene["shards"], scene["lost"]) for scene in report["scenes"]] == [(1, 0), (2, 1)]
    for source in (small, tall):
        assert (out / f"{source.stem}_rgb.tif").read_bytes() == single_run(source)
    assert sorted(path.name for path in out.iterdir()) == ["small_rgb.tif", "tall_rgb.tif"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_command_and_the_same_command_continues(
    tall: Path, model: Path, tmp_path: Path, single_run: SingleRun, number: int
) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"{tall}\n")
    out = tmp_path / "out"
    command = (listed, "--out-dir", out, "--model", model, "--devices", "cpu,cpu")
    part = out / "tall_rgb.tif.part"
    with started(*command) as process:
        worker = wait_for(lambda: process_at_work(part))
        process.send_signal(number)
        if number == signal.SIGTERM:
            assert document(process, 130)["counts"]["stopped"] == 1
        else:
            process.communicate()
    wait_for(lambda: not Path(f"/proc/{worker}").exists())
    assert list(part.glob("rows_*.tif"))
    with started(*command) as process:
        assert document(process)["counts"]["translated"] == 1
    assert (out / "tall_rgb.tif").read_bytes() == single_run(tall)


@pytest.mark.parametrize(
    ("kind", "runtime"), [("translate", "torch"), ("translate-many", "onnx"), ("ray", "onnx")]
)
def test_modules_in_the_working_directory_are_not_imported(
    sar, model: Path, tmp_path: Path, kind: str, runtime: str
) -> None:
    """Neither the modules that a child imports before our code runs, nor those that we import late."""
    if kind == "ray":
        pytest.importorskip("ray", reason="Ray is an optional extra: pip install 'any2any-rs[ray]'")
    folder = tmp_path / "downloads"
    fill_with_traps(folder, tmp_path / "ran")
    # As pip makes it: the script's folder is searched, not the working directory.
    script = tmp_path / "command.py"
    script.write_text(
        "import sys\nfrom any2any.cli import main\nif __name__ == '__main__':\n    sys.exit(main())\n"
    )
    scene = sar(tmp_path / "scene.tif", 900)
    (tmp_path / "list.txt").write_text(f"{scene}\n")
    crew = {
        "translate": ["--device", "cpu,cpu"],
        "translate-many": ["--devices", "cpu,cpu"],
        "ray": ["--engine", "ray", "--workers", "2", "--ray-address", "local"],
    }
    where = [scene, tmp_path / "out.tif"]
    if kind != "translate":
        where = [tmp_path / "list.txt", "--out-dir", tmp_path]
    command = "translate" if kind == "translate" else "translate-many"
    options = ["--source", "sar", "--target", "rgb", "--preset", "fast", "--model", model, *crew[kind]]
    options += ["--runtime", runtime]
    done = subprocess.run(
        [sys.executable, str(script), command, *map(str, where), *map(str, options)],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"} | ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    ran = (tmp_path / "ran").read_text() if (tmp_path / "ran").exists() else ""
    assert ran == ""
    assert done.returncode == 0, done.stderr


def fill_with_traps(folder: Path, ran: Path) -> None:
    """Write modules into a folder; each one adds its name to ``ran`` when it is imported."""
    folder.mkdir()
    for name in TRAPS:
        (folder / f"{name}.py").write_text(
            f"open({str(ran)!r}, 'a').write({name + ' '!r})\nraise SystemExit(9)\n"
        )
