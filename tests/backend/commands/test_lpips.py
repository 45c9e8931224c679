from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from any2any.commands.lpips import add_lpips_parser
from any2any.errors import UsageError
from any2any.metrics.lpips.weights import HEADS, LPIPS_VARIABLE, VGG, LpipsFiles


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_lpips_parser(parser.add_subparsers())
    return parser.parse_args(["lpips", *arguments])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What the command asks to be downloaded."""
    calls: list[tuple[object, ...]] = []

    def download(*arguments: object) -> LpipsFiles:
        calls.append(arguments)
        folder = Path("there")
        return LpipsFiles(folder / VGG.name, folder / HEADS.name, {VGG.name: "a" * 64, HEADS.name: "b" * 64})

    monkeypatch.setattr("any2any.metrics.lpips.weights.download_lpips", download)
    return calls


def test_options_reach_the_download(
    asked: list[tuple[object, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    args = parsed(
        "--folder", "there", "--url", "https://example.org/lpips", "--sha256", "vgg.pth=" + "b" * 64
    )
    assert args.run(args) == 0
    assert asked == [(Path("there"), "https://example.org/lpips", {"vgg.pth": "b" * 64}, None)]
    assert capsys.readouterr().out.splitlines() == [
        f"{Path('there') / VGG.name}: sha256 {'a' * 64}",
        f"{Path('there') / HEADS.name}: sha256 {'b' * 64}",
        f"set {LPIPS_VARIABLE}=there to train with them",
    ]


def test_by_default_the_published_files_are_asked_for(asked: list[tuple[object, ...]]) -> None:
    args = parsed()
    assert args.run(args) == 0
    assert asked == [(None, None, {}, None)]


def test_a_digest_without_a_file_is_a_usage_error(asked: list[tuple[object, ...]]) -> None:
    args = parsed("--sha256", "b" * 64)
    with pytest.raises(UsageError, match="has no file name: write vgg"):
        args.run(args)
    assert not asked
