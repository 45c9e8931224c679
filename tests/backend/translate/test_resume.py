"""Jobs that end early: killed, cancelled, starved of disk or input; and what the next run makes of them."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import rasterio

from any2any.errors import Any2AnyError, CancelledError, UsageError
from any2any.raster.writer import digest_path
from any2any.requests.progress import Progress
from any2any.requests.translate import TranslateRequest
from any2any.translate.engine import translate

from .conftest import DATE
from .last_move import stop_at_the_end
from .processes import start

RequestFor = Callable[..., TranslateRequest]
pytestmark = pytest.mark.usefixtures("same_date")


@pytest.fixture(scope="module")
def all_pieces(make_model, tall: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a job leaves whose last move failed: all pieces, and no output. Read only."""
    output = tmp_path_factory.mktemp("all_pieces") / "out.tif"
    request = TranslateRequest(str(tall), output, "sar", "rgb", preset="fast")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(*DATE)
        stop_at_the_end(request, make_model(), patch)
    assert len(pieces(request)) == 4
    assert not output.exists()
    return part(request)


def part(request: TranslateRequest) -> Path:
    return request.output.with_name(request.output.name + ".part")


def pieces(request: TranslateRequest) -> list[str]:
    return sorted(path.name for path in part(request).glob("rows_*.tif"))


def test_a_killed_process_is_resumed_to_the_same_bytes(
    model, tall: Path, request_for: RequestFor, expected: bytes
) -> None:
    request = request_for(tall)
    process = start(tall, request.output)
    assert process.stdout is not None
    for _ in process.stdout:  # a line for every step of the work
        if pieces(request):
            os.kill(process.pid, signal.SIGSTOP)  # on a busy machine it would end before the kill below
            break
    with pytest.raises(UsageError, match=f"being worked on by process {process.pid} on "):
        translate(request, model)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert not request.output.exists()
    finished = len(pieces(request))
    assert 1 <= finished < 4
    assert (part(request) / "job.lock").exists()  # of a dead process
    result = translate(request, model)
    assert request.output.read_bytes() == expected
    assert result.windows < 14
    assert not part(request).exists()


def cancel_after(request: TranslateRequest, model, calls: int) -> None:
    countdown = iter(range(calls))
    with pytest.raises(CancelledError, match="running the same command again continues"):
        translate(request, model, is_cancelled=lambda: next(countdown, None) is None)


@pytest.mark.parametrize("calls", [0, 1, 5, 9, 12, 14])
def test_a_job_cancelled_anywhere_is_resumed_to_the_same_bytes(
    model, tall: Path, request_for: RequestFor, expected: bytes, calls: int
) -> None:
    request = request_for(tall)
    cancel_after(request, model, calls)
    assert not request.output.exists()
    assert part(request).is_dir()
    translate(request, model)
    assert request.output.read_bytes() == expected


@pytest.mark.parametrize("lost", [{0}, {1}, {3}, {0, 2}, {1, 2, 3}, {0, 1, 2, 3}])
def test_only_what_unfinished_pieces_depend_on_is_computed_again(
    make_model, tall: Path, request_for: RequestFor, expected: bytes, all_pieces: Path, lost: set[int]
) -> None:
    """Piece i needs cells 96 i - 2 to 96 i + 98; windows start at 0, 48, ... 240, 261 and are 64 long."""
    request = request_for(tall)
    shutil.copytree(all_pieces, part(request))
    for index in lost:
        (part(request) / f"rows_{index:06d}.tif").unlink()
    model = make_model()
    result = translate(request, model)
    assert request.output.read_bytes() == expected
    starts = (0, 48, 96, 144, 192, 240, 261)
    rows = {s for s in starts for i in lost if s < min(325, 96 * i + 98) and s + 64 > max(0, 96 * i - 2)}
    assert result.windows == sum(model.batches) == 2 * len(rows)


def test_a_kill_between_the_move_and_the_cleaning_costs_nothing(
    make_model, tall: Path, request_for: RequestFor, expected: bytes, all_pieces: Path
) -> None:
    request = request_for(tall)
    shutil.copytree(all_pieces, part(request))
    model = make_model()
    assert translate(request, model).windows == 0
    assert model.batches == []
    assert request.output.read_bytes() == expected


def test_another_plan_does_not_touch_an_unfinished_job(model, tall: Path, request_for: RequestFor) -> None:
    request = request_for(tall)
    cancel_after(request, model, 14)
    kept = pieces(request)
    assert kept
    with pytest.raises(UsageError, match=r"out\.tif\.part holds an unfinished job with other settings"):
        translate(replace(request, seed=9), model)
    assert pieces(request) == kept
    translate(replace(request, seed=9, overwrite=True), model)
    assert not part(request).exists()


def test_a_folder_of_someone_else_is_never_deleted(model, tall: Path, request_for: RequestFor) -> None:
    request = request_for(tall, overwrite=True)
    part(request).mkdir()
    (part(request) / "thesis.doc").touch()
    with pytest.raises(UsageError, match=r"out\.tif\.part is in the way and was not made by Any2Any"):
        translate(request, model)
    assert (part(request) / "thesis.doc").exists()


@pytest.mark.parametrize("content", ["{", "[]", '{"started": "today"}'])
def test_a_damaged_plan_is_named_and_kept(model, tall: Path, request_for: RequestFor, content: str) -> None:
    request = request_for(tall)
    part(request).mkdir()
    plan = part(request) / "plan.json"
    plan.write_text(content)
    with pytest.raises(UsageError, match=r"plan\.json is damaged .*delete the folder"):
        translate(request, model)
    assert plan.read_text() == content


def test_an_empty_folder_of_a_job_killed_at_once_is_ours(model, tall: Path, request_for: RequestFor) -> None:
    request = request_for(tall)
    part(request).mkdir()
    (part(request) / "plan.json.tmp").touch()
    translate(request, model)
    assert request.output.exists()


@pytest.mark.parametrize("share", [0.7, 0.9999])
def test_a_full_disk_is_an_error_and_the_job_continues_later(
    model, tall: Path, request_for: RequestFor, expected: bytes, share: float
) -> None:
    """A process that may only write small files meets the error in the COG, or at its very end."""
    request = request_for(tall)
    process = start(tall, request.output, int(share * len(expected)))
    _, complaint = process.communicate()
    assert process.returncode == 1, complaint
    assert "cannot be written" in complaint.splitlines()[-1]
    assert "free some space" in complaint.splitlines()[-1]
    assert not request.output.exists()
    translate(request, model)
    assert request.output.read_bytes() == expected


def test_a_full_disk_in_the_middle_keeps_what_is_finished(
    model, tall: Path, request_for: RequestFor, expected: bytes, monkeypatch
) -> None:
    """The third piece meets a disk without a free byte; the message names its size."""
    request, flush = request_for(tall), os.fsync

    def full(descriptor: int) -> None:
        if any(path.name.startswith("rows_000002") for path in part(request).iterdir()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flush(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        patch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
        with pytest.raises(
            Any2AnyError,
            match=r"rows_000002\.tif cannot be written \(No space left on device\): free about 0\.\d MB of space",
        ):
            translate(request, model)
    names = {path.name for path in part(request).iterdir()}
    made = {f"rows_00000{number}.tif" for number in (0, 1)}
    assert names == {
        "plan.json",
        *made,
        *(f"{name}.sha256" for name in made),
    }  # and no lock, nothing half-written
    assert translate(request, model).windows < 14
    assert request.output.read_bytes() == expected


def test_an_input_that_vanishes_is_an_error_and_the_job_continues_later(
    model, own_tall: Path, request_for: RequestFor, tmp_path: Path
) -> None:
    """The file is cut when the first piece is decoded, where the fourth of four strips is still to be read."""
    expected = translate(request_for(own_tall, output=tmp_path / "expected.tif"), model).output.read_bytes()
    request = request_for(own_tall)
    content, stamp = own_tall.read_bytes(), own_tall.stat()

    def cut(progress: Progress) -> None:
        if progress.stage == "decoding":
            os.truncate(own_tall, 4096)

    with pytest.raises(
        Any2AnyError, match=r"tall\.tif cannot be read at rows \d+ to \d+ .* damaged, incomplete or gone"
    ):
        translate(request, model, on_progress=cut)
    assert not request.output.exists()
    assert 1 <= len(pieces(request)) < 4
    own_tall.write_bytes(content)
    os.utime(own_tall, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    translate(request, model)
    assert request.output.read_bytes() == expected


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            RuntimeError("CUDA out of memory. Tried to allocate"),
            "memory of device cpu is too small even for one",
        ),
        (
            RuntimeError("CUDA error: unspecified launch failure\nFor debugging"),
            r"failed \(CUDA error: unspec.*cpu if",
        ),
        (MemoryError("Unable to allocate 9 GiB"), r"memory ran out \(Unable to allocate 9 GiB\)"),
    ],
)
def test_a_failing_device_keeps_what_is_finished(
    model, tall: Path, request_for: RequestFor, expected: bytes, error: Exception, message: str, monkeypatch
) -> None:
    """The fifth of seven rows of windows fails however few windows there are at a time."""
    request, sample = request_for(tall), model.sample

    def fail_late(*arguments: object) -> object:
        if len(model.batches) >= before + 4:
            raise error
        return sample(*arguments)

    before = len(model.batches)
    with monkeypatch.context() as patch:
        patch.setattr(model, "sample", fail_late)
        with pytest.raises(Any2AnyError, match=message) as caught:
            translate(request, model)
    assert "same command again" in str(caught.value)
    assert 1 <= len(pieces(request)) < 4
    translate(request, model)
    assert request.output.read_bytes() == expected


def test_a_mistake_of_ours_is_not_taken_for_a_lost_device(
    model, tall: Path, request_for: RequestFor, monkeypatch
) -> None:
    def fail(*_: object) -> object:
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    monkeypatch.setattr(model, "sample", fail)
    with pytest.raises(RuntimeError, match="mat1 and mat2"):
        translate(request_for(tall), model)


def test_a_piece_that_rotted_is_made_again(
    make_model, tall: Path, request_for: RequestFor, expected: bytes, all_pieces: Path
) -> None:
    request = request_for(tall)
    shutil.copytree(all_pieces, part(request))
    os.truncate(part(request) / "rows_000001.tif", 1000)
    with pytest.raises(
        Any2AnyError, match=r"1 finished pieces .* were removed .* run the same command again"
    ):
        translate(request, make_model())
    assert pieces(request) == ["rows_000000.tif", "rows_000002.tif", "rows_000003.tif"]
    translate(request, make_model())
    assert request.output.read_bytes() == expected


@pytest.mark.parametrize("damage", ["flipped bit", "swapped pieces", "no digest", "another raster"])
def test_a_piece_that_is_not_what_was_written_is_never_merged(
    make_model, tall: Path, request_for: RequestFor, expected: bytes, all_pieces: Path, damage: str
) -> None:
    """GDAL may accept each of these as a GeoTIFF; the digest beside the piece detects it."""
    request = request_for(tall)
    shutil.copytree(all_pieces, part(request))
    first, second = (part(request) / f"rows_{number:06d}.tif" for number in (1, 2))
    if damage == "flipped bit":
        content = bytearray(first.read_bytes())
        content[len(content) // 2] ^= 1
        first.write_bytes(content)
    elif damage == "swapped pieces":
        a, b = first.read_bytes(), second.read_bytes()
        first.write_bytes(b)
        second.write_bytes(a)
    elif damage == "no digest":
        digest_path(first).unlink()
    else:
        shutil.copy(tall, first)
    with pytest.raises(
        Any2AnyError, match=r"[12] finished pieces .* were removed .* run the same command again"
    ):
        translate(request, make_model())
    assert not request.output.exists()
    translate(request, make_model())
    assert request.output.read_bytes() == expected


@pytest.mark.skipif(sys.platform != "linux", reason="names open files by /proc")
def test_what_a_power_cut_may_lose_is_flushed_before_it_counts(
    model, tall: Path, request_for: RequestFor, monkeypatch
) -> None:
    """Data, then the name, then the folder that holds the name; pieces go only when the result is safe."""
    request, calls = request_for(tall), []
    flush, replace_path, unlink = os.fsync, Path.replace, Path.unlink

    def note_flush(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        calls.append(("flush", re.sub(r"\.\d+-\w+\.tmp$", ".tmp", path.name)))
        flush(descriptor)

    def note_replace(self: Path, target: Path) -> Path:
        calls.append(("rename to", Path(target).name))
        return replace_path(self, target)

    def note_unlink(self: Path, missing_ok: bool = False) -> None:
        calls.append(("delete", self.name))
        unlink(self, missing_ok)

    monkeypatch.setattr(os, "fsync", note_flush)
    monkeypatch.setattr(Path, "replace", note_replace)
    monkeypatch.setattr(Path, "unlink", note_unlink)
    translate(request, model)
    folder, parent = part(request).name, request.output.parent.name
    for name in ("plan.json", *(f"rows_{i:06d}.tif" for i in range(4)), "mosaic.vrt"):
        at = calls.index(("flush", f"{name}.tmp"))
        assert calls[at : at + 3] == [("flush", f"{name}.tmp"), ("rename to", name), ("flush", folder)]
    assert calls.index(("flush", parent)) < calls.index(("flush", "plan.json.tmp"))  # the folder itself
    end = calls.index(("flush", "result.tif"))
    assert calls[end : end + 3] == [("flush", "result.tif"), ("rename to", "out.tif"), ("flush", parent)]
    deleted = [i for i, (what, name) in enumerate(calls) if what == "delete" and name.startswith("rows_")]
    assert len(deleted) == 8  # four pieces and their digests
    assert min(deleted) > end + 2


def test_an_input_that_is_gone_before_the_job_begins_to_read(
    model, own_tall: Path, request_for: RequestFor, monkeypatch
) -> None:
    from any2any.translate import engine

    def plan_and_delete(*arguments):
        plan = make_plan(*arguments)
        own_tall.unlink()
        return plan

    make_plan = engine.confirm_plan
    monkeypatch.setattr(engine, "confirm_plan", plan_and_delete)
    with pytest.raises(Any2AnyError, match=r"tall\.tif cannot be opened"):
        translate(request_for(own_tall), model)


def test_an_existing_output_survives_every_failure(model, own_tall: Path, request_for: RequestFor) -> None:
    request = request_for(own_tall, overwrite=True)
    request.output.write_bytes(b"precious")
    cancel_after(request, model, 3)
    assert request.output.read_bytes() == b"precious"
    os.truncate(own_tall, own_tall.stat().st_size // 2)
    with pytest.raises(Any2AnyError):
        translate(request, model)
    assert request.output.read_bytes() == b"precious"
    with pytest.raises(rasterio.errors.RasterioIOError):
        rasterio.open(part(request))
