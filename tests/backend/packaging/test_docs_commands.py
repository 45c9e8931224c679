"""What the documentation tells a reader to run exists: targets of the Makefile, extras, commands and their options."""

from __future__ import annotations

import argparse
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from any2any import cli

ROOT = Path(__file__).resolve().parents[3]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "resources" / "models").glob("*/README.md")),
]
"""Not the changelog: it may name what was removed since."""
ENDS = {"|", "||", "&&", ";", "&", ">", ">>"}
"""Words of a shell after which another command, or none, stands."""


def code(text: str) -> Iterator[str]:
    """Yield each line of a page's blocks of code, continued ones joined, and each piece of code within its prose."""
    blocks = r"^ *```[^\n]*\n(.*?)^ *```"
    for block in re.findall(blocks, text, re.DOTALL | re.MULTILINE):
        yield from block.replace("\\\n", " ").splitlines()
    for piece in re.findall(r"`([^`]+)`", re.sub(blocks, "", text, flags=re.DOTALL | re.MULTILINE)):
        yield " ".join(piece.split())


def called(line: str, program: str) -> Iterator[list[str]]:
    """Yield the words behind each call of a program in a line, up to the end of its command."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split = True
    try:
        words = list(lexer)
    except ValueError:  # prose with an apostrophe, as in a text that a program prints
        return
    starts = [number for number, word in enumerate(words) if word == program]
    for start in starts:
        if start == 0 or words[start - 1] in ENDS:
            rest = words[start + 1 :]
            yield rest[: next((number for number, word in enumerate(rest) if word in ENDS), len(rest))]


def calls(path: Path, program: str) -> list[list[str]]:
    return [words for line in code(path.read_text(encoding="utf-8")) for words in called(line, program)]


def unknown(words: list[str]) -> list[str]:
    """Return the commands and options of a command line of ``any2any`` that its parser does not know."""
    parser, rest = cli.parser(), list(words)
    while below := next(
        (a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction)), None
    ):
        if not rest or rest[0].startswith("-"):
            break
        if rest[0] not in below:
            return rest[:1]
        parser = below[rest.pop(0)]
    options = {option for action in parser._actions for option in action.option_strings}
    return [word for word in rest if re.match(r"--\w", word) and word.partition("=")[0] not in options]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_target_command_and_option_of_a_page_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))
    asked = {word for words in calls(page, "make") for word in words[:1]}
    assert asked - targets == set()
    wrong = {" ".join(words): unknown(words) for words in calls(page, "any2any")}
    assert {line: names for line, names in wrong.items() if names} == {}


def test_every_extra_that_a_page_or_a_message_names_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    sources = [*PAGES, *sorted((ROOT / "backend").rglob("*.py")), ROOT / "packaging" / "image.sh"]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    named = {
        name.strip()
        for names in re.findall(r"""(?:any2any-rs|"\.|\$1)\[([\w, -]+)\]""", text)
        for name in names.split(",")
    }
    assert {"torch", "train", "eval", "ray", "hub"} <= named
    assert named - set(project["optional-dependencies"]) == set()


def test_pages_hold_commands() -> None:
    """Else the tests above would look at nothing."""
    assert len(calls(ROOT / "README.md", "make")) > 8
    assert len(calls(ROOT / "README.md", "any2any")) > 15


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("any2any models list  # also: pull", [["models", "list"]]),
        ("make plugin && any2any doctor | tail", [["doctor"]]),
        ("pip install any2any-rs", []),
        ("cp any2any elsewhere", []),
        ("it's any2any", []),
    ],
)
def test_a_line_is_split_into_the_calls_of_a_program(line: str, words: list[list[str]]) -> None:
    assert list(called(line, "any2any")) == words


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("translate sar.tif rgb.tif --source sar --preset=fast", []),
        ("translate sar.tif --sauce sar", ["--sauce"]),
        ("models lst", ["lst"]),
        ("trnslate a", ["trnslate"]),
        ("--version", []),
    ],
)
def test_what_the_program_does_not_know_is_found(line: str, names: list[str]) -> None:
    assert unknown(line.split()) == names
