"""Remains of unfinished jobs are explained, and removed only when no process uses them."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from any2any.cli import main
from any2any.errors import CancelledError, UsageError
from any2any.locking.lock import Lock
from any2any.requests.translate import TranslateRequest
from any2any.translate.engine import translate, translate_shard
from any2any.translate.journal import JOB_LOCK, part_folder
from any2any.translate.parts import find_parts, remove
from any2any.translate.shard import Shard

RequestFor = Callable[..., TranslateRequest]


@pytest.fixture
def unfinished(model, backscatter, write_raster, request_for: RequestFor, tmp_path: Path) -> Path:
    """A job with the first of two pieces: 500 rows are 125 cells."""
    path = write_raster(tmp_path / "tall.tif", backscatter(500, 260))
    request = request_for(path, seed=4)
    translate_shard(request, model, Shard(1, 2))
    return part_folder(request.output)


def test_an_unfinished_job_is_explained(unfinished: Path, tmp_path: Path) -> None:
    (part,) = find_parts([tmp_path])
    assert part.path == unfinished
    what, done, how = part.explanation
    assert what.startswith(f"sar->rgb of {tmp_path / 'tall.tif'} with stand-in, 1 steps, seed 4, begun 20")
    assert (done, how) == ("1 of 2 pieces are finished", "repeating its command finishes it")
    assert part.size == sum(file.stat().st_size for file in unfinished.iterdir())
    assert part.held_by == ()
    assert part.idle_s < 60


def test_an_input_that_is_gone_is_said(unfinished: Path, tmp_path: Path) -> None:
    (tmp_path / "tall.tif").unlink()
    assert find_parts([tmp_path])[0].explanation[-1] == "its input is gone: it cannot be finished"


def test_what_was_left_beside_a_finished_output(
    unfinished: Path, model, request_for: RequestFor, tmp_path: Path
) -> None:
    """As after a kill between the move of the result and the removal of the folder."""
    output = tmp_path / "out.tif"
    plan = (unfinished / "plan.json").read_bytes()
    translate(request_for(tmp_path / "tall.tif", seed=4), model)
    unfinished.mkdir()
    (unfinished / "plan.json").write_bytes(plan)
    (part,) = find_parts([tmp_path])
    assert part.explanation[-1] == "out.tif is finished: only the folder was left over"
    assert remove(part)
    assert output.exists()
    assert not unfinished.exists()


def test_one_in_use_is_not_removed(unfinished: Path, tmp_path: Path) -> None:
    for name in (JOB_LOCK, "shard_00002_of_00002.lock"):
        with Lock.acquire(unfinished / name, "out.tif"):
            (part,) = find_parts([tmp_path])
            assert part.held_by[0].startswith(f"process {os.getpid()} on ")
            assert not remove(part)
            assert not remove(replace(part, held_by=()))  # taken since it was looked at
        assert (unfinished / "rows_000000.tif").exists()


def test_what_others_made_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / "film.part").write_bytes(b"half a download")
    (tmp_path / "empty.tif.part").mkdir()
    stranger = tmp_path / "thesis.part"
    stranger.mkdir()
    (stranger / "chapter.doc").touch()
    (tmp_path / "mine.via-rgb.tif").write_bytes(b"no raster")
    assert find_parts([tmp_path]) == []
    with pytest.raises(UsageError, match="nowhere is not a folder"):
        find_parts([tmp_path / "nowhere"])


def test_a_damaged_plan_and_none_at_all_are_distinguished(tmp_path: Path) -> None:
    for name, plan in (("a", "{"), ("b", None)):
        folder = tmp_path / f"{name}.tif.part"
        folder.mkdir()
        (folder / "rows_000000.tif.1-ab.tmp").touch()
        if plan:
            (folder / "plan.json").write_text(plan)
    damaged, empty = find_parts([tmp_path])
    assert "plan.json is damaged or from another version" in damaged.explanation[0]
    assert "stopped before it began" in empty.explanation[0]


def test_the_image_in_between_goes_unless_its_second_half_runs(
    model, sar: Path, request_for: RequestFor, tmp_path: Path
) -> None:
    between = tmp_path / "out.via-rgb.tif"
    translate(request_for(sar, output=between), model)
    translate(request_for(sar, output=tmp_path / "own.via-ms.tif"), model)  # RGB: somebody's own name
    (part,) = find_parts([tmp_path])
    assert part.path == between
    assert part.explanation[0] == "intermediate image of a translation of sar through rgb to out.tif"
    second = tmp_path / "out.tif.part"
    second.mkdir()
    with Lock.acquire(second / JOB_LOCK, "out.tif"):
        assert not remove(part)
    assert remove(part)
    assert not between.exists()


def test_the_commands(unfinished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deep = tmp_path / "deeper"
    deep.mkdir()
    moved = unfinished.rename(deep / unfinished.name)
    week_ago = time.time() - 7 * 86400
    for file in moved.iterdir():
        os.utime(file, (week_ago, week_ago))
    assert main(["parts", "list", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "no unfinished translation was found\n"
    assert main(["parts", "list", "-r", str(tmp_path)]) == 0
    assert f"{moved}\n  sar->rgb of" in (said := capsys.readouterr().out)
    assert "1 of 2 pieces are finished" in said
    assert main(["parts", "clean", "-r", str(tmp_path), "--older-than", "8"]) == 0
    assert moved.exists()
    with Lock.acquire(moved / JOB_LOCK, "out.tif"):
        assert main(["parts", "clean", str(deep)]) == 0
    assert f"in use by process {os.getpid()}" in capsys.readouterr().out
    assert moved.exists()
    assert main(["parts", "clean", str(deep), "--json", "--older-than", "0"]) == 0
    (document,) = json.loads(capsys.readouterr().out)
    assert document["removed"] is True
    assert document["size"] > 0
    assert not moved.exists()


@pytest.mark.parametrize("days", ["-1", "nan", "old"])
def test_days_are_days(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["parts", "clean", f"--older-than={days}"])
    assert f"'{days}' is not a number of days from 0 up" in capsys.readouterr().err


def test_a_cancelled_job_leaves_no_lock(model, sar: Path, request_for: RequestFor, tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        translate(request_for(sar), model, is_cancelled=lambda: True)
    (part,) = find_parts([tmp_path])
    assert part.held_by == ()
    assert [file.name for file in part.path.iterdir()] == ["plan.json"]
