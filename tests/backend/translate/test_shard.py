"""Shares of a job: each computed apart, by processes of their own, merged to the bytes of a single run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.cli import main
from any2any.errors import Any2AnyError, CancelledError, UsageError
from any2any.locking.lock import Lock
from any2any.models.translator import Translator, save_model
from any2any.requests.translate import TranslateRequest
from any2any.translate.engine import translate, translate_shard
from any2any.translate.journal import part_folder
from any2any.translate.merge import merge
from any2any.translate.shard import Shard, local_device, parse_shard

from .processes import start

RequestFor = Callable[..., TranslateRequest]
pytestmark = pytest.mark.usefixtures("same_date")


@given(count=st.integers(1, 40), total=st.integers(0, 100))
def test_shares_are_even_and_cover_all_once(count: int, total: int) -> None:
    shares = [Shard(number, count).pieces(total) for number in range(1, count + 1)]
    assert [index for share in shares for index in share] == list(range(total))
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


STARTS = (0, 48, 96, 144, 192, 240, 261)
"""First cells of the rows of windows, 64 cells high."""


def windows_of(pieces: range) -> int:
    """Windows that pieces depend on: piece i needs cells 96 i - 2 to 96 i + 98."""
    return 2 * len(
        {s for s in STARTS for i in pieces if s < min(325, 96 * i + 98) and s + 64 > max(0, 96 * i - 2)}
    )


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_shards_in_any_order_merge_to_the_bytes_of_one_run(
    make_model, tall: Path, request_for: RequestFor, expected: bytes, tmp_path: Path, count: int
) -> None:
    """Six shards are more than four pieces: two have nothing to do. No window is computed that a shard can spare."""
    request, wanted = request_for(tall, output=tmp_path / "shards.tif"), [expected]
    if count == 2:
        whole = request_for(tall, samples=2, uncertainty=tmp_path / "spread.tif")
        translate(whole, make_model())
        wanted = [whole.output.read_bytes(), whole.uncertainty.read_bytes()]
        request = replace(request, samples=2, uncertainty=tmp_path / "shards_spread.tif")
    computed = 0
    for number in reversed(range(1, count + 1)):
        shard, model = Shard(number, count), make_model()
        result = translate_shard(request, model, shard)
        assert result.windows == windows_of(shard.pieces(4))
        assert result.computed == len(shard.pieces(4))
        computed += result.computed
        assert result.missing == 4 - computed
        assert not request.output.exists()
    again = translate_shard(request, make_model(), Shard(1, count))
    assert (again.computed, again.windows) == (0, 0)
    merged = merge(request.output, manifest=make_model().manifest)
    assert (merged.width, merged.height, merged.pieces) == (300, 1300, 4)
    assert [path.read_bytes() for path in (request.output, request.uncertainty) if path] == wanted
    assert not part_folder(request.output).exists()


def test_processes_work_side_by_side(
    model, tall: Path, request_for: RequestFor, expected: bytes, tmp_path: Path
) -> None:
    """Three processes begin the same job at once: one of them writes the plan, and no two touch one piece."""
    request = request_for(tall, output=tmp_path / "shards.tif")
    processes = [start(tall, request.output, shard=f"{number}/3") for number in (1, 2, 3)]
    complaints = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], complaints
    merge(request.output, manifest=model.manifest)
    assert request.output.read_bytes() == expected


def test_a_merge_names_what_is_missing_and_a_whole_job_makes_it(
    model, tall: Path, request_for: RequestFor, expected: bytes
) -> None:
    request = request_for(tall)
    translate_shard(request, model, Shard(2, 4))
    with pytest.raises(
        UsageError, match=r"3 of 4 pieces of .*out\.tif are missing \(1, 3-4\): run their shards"
    ):
        merge(request.output, manifest=model.manifest)
    assert not request.output.exists()
    translate_shard(request, model, Shard(1, 4))
    assert translate(request, model).windows == windows_of(range(2, 4)) == 8
    assert request.output.read_bytes() == expected


def test_a_cancelled_shard_continues(model, tall: Path, request_for: RequestFor) -> None:
    request, countdown = request_for(tall), iter(range(6))
    with pytest.raises(CancelledError):
        translate_shard(request, model, Shard(1, 1), is_cancelled=lambda: next(countdown, None) is None)
    assert 1 <= translate_shard(request, model, Shard(1, 1)).computed < 4


def test_shards_and_whole_jobs_keep_out_of_each_others_way(
    model, tall: Path, request_for: RequestFor
) -> None:
    request, shard = request_for(tall), Shard(1, 2)
    folder = part_folder(request.output)
    translate_shard(request, model, shard)
    with Lock.acquire(folder / "shard_00001_of_00002.lock", "it", about=plan_digest(folder)):
        for job in (
            translate,
            lambda r, m: translate_shard(r, m, shard),
            lambda r, m: merge(r.output, manifest=m.manifest),
        ):
            with pytest.raises(UsageError, match=r"out\.tif is being worked on by process"):
                job(request, model)
        assert translate_shard(request, model, Shard(2, 2)).missing == 0
        with pytest.raises(UsageError, match="is being worked on"):
            translate_shard(replace(request, seed=1, overwrite=True), model, Shard(2, 2))
    with Lock.acquire(folder / "job.lock", "it"), pytest.raises(UsageError, match="is being worked on"):
        translate_shard(request, model, shard)
    merge(request.output, manifest=model.manifest)
    assert not folder.exists()


def plan_digest(folder: Path) -> str:
    return json.loads((folder / "plan.json").read_text())["digest"]


def test_shards_of_another_plan_overwrite_only_when_asked(model, tall: Path, request_for: RequestFor) -> None:
    request = request_for(tall)
    translate_shard(request, model, Shard(1, 2))
    other = replace(request, seed=1)
    with pytest.raises(UsageError, match="holds an unfinished job with other settings"):
        translate_shard(other, model, Shard(1, 2))
    assert translate_shard(replace(other, overwrite=True), model, Shard(1, 2)).computed == 2


def test_a_merge_refuses_what_does_not_belong_together(
    model, tall: Path, request_for: RequestFor, manifest, tmp_path: Path
) -> None:
    request = request_for(tall)
    with pytest.raises(UsageError, match=r"plan\.json does not exist: no job was begun there"):
        merge(request.output)
    translate_shard(request, model, Shard(1, 1))
    with pytest.raises(UsageError, match="did not record their model"):
        merge(request.output)
    plan = part_folder(request.output) / "plan.json"
    content = plan.read_text()
    plan.write_text(content.replace('"seed": 0', '"seed": 7'))
    with pytest.raises(UsageError, match="was changed since it was written"):
        merge(request.output, manifest=manifest)
    plan.write_text(content.replace('"seed"', '"sead"'))
    with pytest.raises(UsageError, match="damaged or from another version"):
        merge(request.output, manifest=manifest)
    plan.write_text(content)
    request.output.write_bytes(b"precious")
    with pytest.raises(UsageError, match=r"out\.tif exists"):
        merge(request.output, manifest=manifest)
    assert request.output.read_bytes() == b"precious"
    merge(request.output, overwrite=True, manifest=manifest)
    with pytest.raises(UsageError, match=r"out\.tif is finished already"):
        merge(request.output, manifest=manifest)


@pytest.fixture
def folder(tmp_path: Path, small_translator: Translator) -> Path:
    save_model(tmp_path / "model", small_translator)
    return tmp_path / "model"


def test_the_commands(
    sar: Path,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """75 cells are one piece, so the first of two shards has none; relative paths are found again from elsewhere."""
    monkeypatch.chdir(tmp_path)
    output = str(tmp_path / "out.tif")
    common = [
        "translate",
        "sar.tif",
        output,
        "--source",
        "sar",
        "--target",
        "rgb",
        "--model",
        "model",
        "--steps",
        "1",
    ]
    assert main([*common, "--shard", "1/2"]) == 0
    assert "shard 1/2 of" in (said := capsys.readouterr().out)
    assert "it has no share of the 1 pieces, 0 computed" in said
    assert "1 pieces of other shards are missing, then: any2any merge" in said
    assert main(["merge", output]) == 2
    assert "1 of 1 pieces" in capsys.readouterr().err
    monkeypatch.setenv("RANK", "1")
    monkeypatch.setenv("WORLD_SIZE", "2")
    assert main([*common, "--shard", "torchrun", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["computed"] == 1
    monkeypatch.chdir(folder)
    assert main(["merge", output]) == 0
    assert "300 x" not in (said := capsys.readouterr().out)
    assert "420 x 300, red, green, blue; synthetic, sar to rgb, merged from 1 pieces" in said
    single = str(tmp_path / "single.tif")
    monkeypatch.chdir(tmp_path)
    assert main([*common[:2], single, *common[3:]]) == 0
    assert Path(single).read_bytes() == Path(output).read_bytes()


def test_a_translation_through_another_modality_is_not_sharded(
    sar: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["translate", str(sar), str(tmp_path / "out.tif"), "--source", "sar", "--target", "pan"]
    assert main([*command, "--model", str(folder), "--via", "rgb", "--shard", "1/2"]) == 2
    assert "is routed through rgb, which makes two jobs" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "environment", "expected"),
    [
        ("2/8", {}, (2, 8)),
        ("torchrun", {"RANK": "3", "WORLD_SIZE": "4"}, (4, 4)),
        ("slurm", {"ID": "1", "COUNT": "4"}, (1, 4)),
        ("slurm", {"ID": "0", "COUNT": "4", "MIN": "0", "STEP": "1"}, (1, 4)),
        ("slurm", {"ID": "14", "COUNT": "8", "MIN": "0", "STEP": "2"}, (8, 8)),
    ],
)
def test_who_am_i(text: str, environment: dict[str, str], expected: tuple[int, int]) -> None:
    if text == "slurm":
        environment = {f"SLURM_ARRAY_TASK_{name}": value for name, value in environment.items()}
    assert parse_shard(text, environment) == Shard(*expected)


@pytest.mark.parametrize(
    ("text", "environment", "message"),
    [
        ("2", {}, "invalid shard '2': use i/n"),
        ("0/3", {}, "'0/3' is out of range"),
        ("4/3", {}, "'4/3' is out of range"),
        ("-1/3", {}, "invalid shard '-1/3'"),
        ("torchrun", {"RANK": "0"}, "needs WORLD_SIZE, which is not set: start it with torchrun"),
        ("torchrun", {"RANK": "x", "WORLD_SIZE": "2"}, "needs RANK, which is 'x'"),
        ("slurm", {}, "needs SLURM_ARRAY_TASK_ID, which is not set"),
        (
            "slurm",  # --array=1,3,7
            {"SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "1"},
            "task 7 of a SLURM array of 3 from 1 is not part of an even sequence",
        ),
    ],
)
def test_numbers_that_make_no_sense(text: str, environment: dict[str, str], message: str) -> None:
    with pytest.raises(Any2AnyError, match=message):
        parse_shard(text, environment)


def test_torchrun_gives_each_process_a_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 4)
    environment = {"LOCAL_RANK": "3"}
    assert local_device("torchrun", "auto", environment) == "cuda:3"
    assert local_device("torchrun", "cpu", environment) == "cpu"
    assert local_device("1/2", "auto", environment) == "auto"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert local_device("torchrun", "auto", environment) == "auto"
