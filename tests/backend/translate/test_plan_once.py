"""Planning samples the raster, so a direct job does it once, and one through a modality once a half."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from any2any.cli import main
from any2any.errors import UsageError
from any2any.raster.reader import RasterReader, RasterSample
from any2any.raster.window import Bounds
from any2any.requests.translate import TranslateRequest
from any2any.spec.model_folder import read_manifest
from any2any.translate.job import ModelCache, run_request
from any2any.translate.make_plan import confirm_plan, make_plan

RequestFor = Callable[..., TranslateRequest]


@pytest.fixture
def sampled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that a sample was read from, in order."""
    files: list[str] = []
    sample = RasterReader.sample

    def note(self: RasterReader, wanted: Bounds | None = None) -> RasterSample | None:
        files.append(Path(self._path).name)
        return sample(self, wanted)

    monkeypatch.setattr(RasterReader, "sample", note)
    return files


@pytest.mark.parametrize(
    ("via", "expected"), [("direct", ["sar.tif"]), ("rgb", ["sar.tif", "out.via-rgb.tif"])]
)
def test_a_job_plans_once_for_each_raster_it_reads(
    sampled: list[str], model_folder: Path, sar: Path, request_for: RequestFor, via: str, expected: list[str]
) -> None:
    request = request_for(sar, model=model_folder, target="pan", via=via, preset="fast")
    run_request(request, lambda progress: None, lambda: False, ModelCache())
    assert sampled == [sar.name if name == "sar.tif" else name for name in expected]


@pytest.mark.parametrize("via", ["direct", "rgb"])
def test_a_list_plans_once_a_line(
    sampled: list[str], model_folder: Path, sar: Path, tmp_path: Path, via: str
) -> None:
    (tmp_path / "list.txt").write_text(f"{sar}\n")
    command = ["translate-many", tmp_path / "list.txt", "--out-dir", tmp_path, "--source", "sar"]
    command += [
        "--target",
        "pan",
        "--model",
        model_folder,
        "--via",
        via,
        "--device",
        "cpu",
        "--preset",
        "fast",
    ]
    assert main([str(part) for part in command]) == 0
    # The list is checked with the plan of the whole way, which says how many pieces it has.
    assert sampled.count(sar.name) == (1 if via == "direct" else 2)


def test_a_plan_holds_until_the_input_or_the_model_changes(
    model_folder: Path, sar: Path, request_for: RequestFor
) -> None:
    request, manifest = request_for(sar), read_manifest(model_folder)
    plan = make_plan(request, manifest)
    assert confirm_plan(plan, request, manifest) is plan
    changed = replace(manifest, files={})  # other weights
    assert confirm_plan(plan, request, changed) == make_plan(request, changed) != plan
    content = sar.read_bytes()
    sar.write_bytes(content + b"\0")
    assert confirm_plan(plan, request, manifest).input.bytes == len(content) + 1


def test_an_output_that_came_meanwhile_is_refused(
    model_folder: Path, sar: Path, request_for: RequestFor
) -> None:
    request, manifest = request_for(sar), read_manifest(model_folder)
    plan = make_plan(request, manifest)
    request.output.write_bytes(b"somebody's")
    with pytest.raises(UsageError, match=r"exists: choose another name"):
        confirm_plan(plan, request, manifest)
    assert request.output.read_bytes() == b"somebody's"
