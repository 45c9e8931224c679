from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from any2any import cli
from any2any.cli import main
from any2any.commands import models
from any2any.errors import Any2AnyError, CancelledError, UsageError
from any2any.files import is_remote
from any2any.spec.version import version

TRANSLATE = ["translate", "in.tif", "out.tif", "--source", "sar", "--target", "rgb"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "required: COMMAND"),
        (["fly"], "invalid choice: 'fly'"),
        (["models"], "required: ACTION"),
        (["train"], "required: STAGE"),
        (["simulate"], "required: OUT_DIR"),
        (["simulate", "x", "--size", "big"], "invalid int value: 'big'"),
        (["compare", "a.tif", "b.tif"], "required: --modality"),
        (["evaluate"], "required: INDEX"),
        (["data"], "required: ACTION"),
        (["data", "index", "maps", "in", "out.gpkg"], "invalid choice: 'maps'"),
        (["data", "index", "caco", "in"], "required: OUT.gpkg"),
        (["data", "merge", "out.gpkg"], "required: INDEX"),
        (["train", "vae", "--run", "x"], "required: --recipe"),
        (TRANSLATE[:3], "required: --source, --target"),
        ([*TRANSLATE, "--preset", "best"], "invalid choice: 'best'"),
        ([*TRANSLATE, "--steps", "0"], "'0' is not a whole number from 1 up"),
        ([*TRANSLATE, "--steps", "-1"], "'-1' is not a whole number from 1 up"),
        ([*TRANSLATE, "--steps", "4.5"], "'4.5' is not a whole number from 1 up"),
        ([*TRANSLATE, "--steps", "4", "--preset", "balanced"], "not allowed with argument"),
        ([*TRANSLATE, "--bands", "1,x"], "'1,x' must be band numbers from 1 up"),
        ([*TRANSLATE, "--bands", "0"], "'0' must be band numbers from 1 up"),
        (["translate-many", "list.txt", "--steps", "0"], "'0' is not a whole number from 1 up"),
        (["translate-many", "list.txt", "--bands", "0"], "'0' must be band numbers from 1 up"),
        ([*TRANSLATE, "--window", "1", "2", "3"], "expected 4 arguments"),
        ([*TRANSLATE, "--samples", "0"], "'0' is not a whole number from 1 up"),
        ([*TRANSLATE, "--seed", "pi"], "invalid int value: 'pi'"),
    ],
)
def test_wrong_arguments_exit_with_2_and_say_what_is_wrong(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err.replace("the following arguments are ", "")


def test_the_version_is_that_of_the_source(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"any2any {version()}\n"


@pytest.mark.parametrize(
    "command", [command.__name__.rsplit(".", 1)[1].replace("_", "-") for command in cli.COMMANDS]
)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert f"usage: any2any {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (Any2AnyError("the disk is full"), 1, "any2any: the disk is full\n"),
        (UsageError("size 3 is odd"), 2, "any2any: size 3 is odd\n"),
        (CancelledError("stopped by the user"), 130, "any2any: stopped by the user\n"),
        (KeyboardInterrupt(), 130, "any2any: stopped\n"),
    ],
)
def test_errors_are_one_line_on_stderr_and_an_exit_code(
    error: BaseException,
    code: int,
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(models, "find_models", fail)
    assert main(["models", "list"]) == code
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", line)


@pytest.mark.parametrize(("missing", "code"), [("torch", 1), ("any2any.models.none", None)])
def test_what_needs_pytorch_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], missing: str, code: int | None
) -> None:
    """The light installation has none; another missing module is a mistake of ours."""

    def fail() -> None:
        raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)

    monkeypatch.setattr(models, "find_models", fail)
    if code is None:
        with pytest.raises(ModuleNotFoundError):
            main(["models", "list"])
        return
    assert main(["models", "list"]) == code
    error = capsys.readouterr().err
    assert error.startswith("any2any: models needs PyTorch: run `python -m pip install 'any2any-rs[torch]'`")
    assert error.count("\n") == 1


def test_mistakes_of_our_own_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(models, "find_models", fail)
    with pytest.raises(ZeroDivisionError):
        main(["models", "list"])


def test_the_parser_can_be_built_for_documentation() -> None:
    assert isinstance(cli.parser(), argparse.ArgumentParser)


@pytest.mark.parametrize("address", ["s3://bucket/new", "/vsis3/bucket/new", "https://host/new"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["translate", "in.tif", "ADDRESS", "--source", "sar", "--target", "rgb"],
        [*TRANSLATE, "--samples", "2", "--uncertainty", "ADDRESS"],
        ["translate-many", "list.txt", "--out-dir", "ADDRESS", "--source", "sar", "--target", "rgb"],
        ["fill", "in.tif", "ADDRESS", "--mask", "nodata", "--source", "sar=s1.tif"],
        ["fill", "in.tif", "out.tif", "--mask", "nodata", "--source", "sar=s1.tif", "--synthetic", "ADDRESS"],
        ["merge", "ADDRESS"],
        ["simulate", "ADDRESS"],
        ["compare", "a.tif", "b.tif", "--modality", "rgb", "--png", "ADDRESS"],
        ["data", "index", "folder", "in", "ADDRESS"],
        ["data", "merge", "ADDRESS", "one.gpkg"],
        ["data", "check", "in.gpkg", "ADDRESS"],
        ["train", "vae", "--recipe", "r.yaml", "--index", "in.gpkg", "--run", "ADDRESS"],
        ["modality", "add", "model", "spec.yaml", "in.gpkg", "--out", "ADDRESS"],
        ["evaluate", "in.gpkg", "--report", "ADDRESS"],
        ["models", "import", "vae.safetensors", "ADDRESS", "--modality", "rgb"],
        ["models", "pull", "owner/name", "--to", "ADDRESS"],
    ],
    ids=lambda arguments: "-".join(arguments[:2]),
)
def test_nothing_is_written_to_an_address(arguments, address, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([argument.replace("ADDRESS", address) for argument in arguments]) == 2
    assert "is not a local file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "remote"),
    [
        ("C:/data/out.tif", False),
        ("/data/s3:/out.tif", False),
        ("out.tif", False),
        ("gs://b/o", True),
        ("/vsimem/o", True),
    ],
)
def test_addresses_are_known_from_local_names(name, remote) -> None:
    assert is_remote(Path(name)) is remote
