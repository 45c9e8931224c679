"""A job that is killed once its output is in place: the same command says that it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from any2any.cli import main
from any2any.errors import UsageError
from any2any.requests.translate import TranslateRequest, TranslateResult
from any2any.translate import journal
from any2any.translate.job import ModelCache, run_request

RequestFor = Callable[..., TranslateRequest]


class Killed(BaseException):
    """Stands for the end of the process."""


def run(request: TranslateRequest) -> TranslateResult:
    return run_request(request, lambda progress: None, lambda: False, ModelCache())


@pytest.fixture
def request_killed_at_the_end(
    model_folder: Path, sar: Path, request_for: RequestFor, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., TranslateRequest]:
    """Let a job die between the last move and the cleaning, and return what was asked for."""

    def make(**settings: object) -> TranslateRequest:
        request = request_for(sar, model=model_folder, preset="fast", via="direct", **settings)
        with monkeypatch.context() as patch:
            patch.setattr(journal.Journal, "finish", _finish_and_die)
            with pytest.raises(Killed):
                run(request)
        assert request.output.exists()
        assert journal.part_folder(request.output).is_dir()
        return request

    def _finish_and_die(self: journal.Journal, uncertainty: Path | None = None) -> None:
        for made, place in ((self.deviation, uncertainty), (self.result, self.output)):
            if place is not None:
                made.replace(place)
        raise Killed

    return make


@pytest.mark.parametrize("samples", [1, 2])
@pytest.mark.parametrize("overwrite", [False, True])
def test_the_same_request_is_done(
    request_killed_at_the_end, tmp_path: Path, caplog, samples: int, overwrite: bool
) -> None:
    uncertainty = tmp_path / "spread.tif" if samples > 1 else None
    request = request_killed_at_the_end(samples=samples, uncertainty=uncertainty, overwrite=overwrite)
    content, time_ns = request.output.read_bytes(), request.output.stat().st_mtime_ns
    result = run(request)
    assert (result.windows, result.output, result.uncertainty) == (0, request.output, uncertainty)
    assert (result.width, result.height, result.bands) == (420, 300, ("red", "green", "blue"))
    assert (request.output.read_bytes(), request.output.stat().st_mtime_ns) == (content, time_ns)
    assert not journal.part_folder(request.output).exists()
    assert "the same command has made it before" in caplog.text


def test_the_command_line_exits_with_0(request_killed_at_the_end, model_folder: Path, capfd) -> None:
    request = request_killed_at_the_end()
    command = ["translate", request.input, str(request.output), "--source", "sar", "--target", "rgb"]
    command += ["--preset", "fast", "--via", "direct", "--model", str(model_folder), "--device", "cpu"]
    assert main(command) == 0
    assert "420 x 300" in capfd.readouterr().out
    assert main([*command, "--seed", "1"]) == 2
    assert "exists: choose another name" in capfd.readouterr().err


@pytest.mark.parametrize(
    "change", [{"seed": 1}, {"steps": 3}, {"target": "nir"}, {"window": (0, 0, 400, 300)}]
)
def test_another_request_is_refused_and_nothing_is_removed(request_killed_at_the_end, change) -> None:
    request = request_killed_at_the_end()
    content = request.output.read_bytes()
    with pytest.raises(UsageError, match=r"exists: choose another name"):
        run(replace(request, **change))
    assert request.output.read_bytes() == content
    assert journal.part_folder(request.output).is_dir()


def test_a_changed_input_is_another_request(request_killed_at_the_end, sar: Path) -> None:
    request = request_killed_at_the_end()
    sar.write_bytes(sar.read_bytes() + b"\0")
    with pytest.raises(UsageError, match=r"exists: choose another name"):
        run(request)


def test_a_missing_second_output_is_not_done(request_killed_at_the_end, tmp_path: Path) -> None:
    request = request_killed_at_the_end(samples=2, uncertainty=tmp_path / "spread.tif")
    (tmp_path / "spread.tif").unlink()
    with pytest.raises(UsageError, match=r"exists: choose another name"):
        run(request)


def test_a_way_through_a_modality_in_between_is_done_too(
    model_folder: Path, sar: Path, request_for: RequestFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = request_for(sar, model=model_folder, preset="fast", target="pan", via="rgb")
    between = request.output.with_name("out.via-rgb.tif")
    unlink = Path.unlink

    def unlink_or_die(self: Path, missing_ok: bool = False) -> None:
        if self == between:
            raise Killed
        unlink(self, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", unlink_or_die)
        with pytest.raises(Killed):
            run(request)
    assert between.exists()
    result = run(request)
    assert (result.via, result.windows, result.width) == ("rgb", 0, 840)
    assert not between.exists()
    with pytest.raises(UsageError, match=r"exists: choose another name"):
        run(replace(request, seed=7))
