"""The command line: ``any2any COMMAND``. Commands import their work when they run, so ``--help`` is instant."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from any2any.commands import (
    compare,
    data,
    doctor,
    evaluate,
    fill,
    inspect,
    merge,
    modality,
    models,
    parts,
    simulate,
    stac,
    train,
    translate,
    translate_many,
)
from any2any.commands.translate_sources import with_input
from any2any.errors import Any2AnyError, UsageError
from any2any.files import is_remote
from any2any.spec.version import version

COMMANDS = (
    translate,
    translate_many,
    fill,
    merge,
    inspect,
    parts,
    models,
    doctor,
    simulate,
    compare,
    data,
    train,
    modality,
    evaluate,
    stac,
)
READING = {"inspect", "stac"}
"""Commands whose paths are only read; those of the others may be written to."""


def parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="any2any", description="Translate satellite images between RGB, SAR, NIR, MS and PAN."
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {version()}")
    top.add_argument("--verbose", action="store_true", help="log each step to stderr")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 done, 1 failed, 2 wrong request, 130 stopped by the user; errors go to stderr."""
    # Child processes (crews, Ray, compilers) must not import from the working directory.
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        args = parser().parse_args(with_input(sys.argv[1:] if arguments is None else arguments))
        logging.basicConfig(
            stream=sys.stderr,
            level=logging.INFO if args.verbose else logging.WARNING,
            format="any2any: %(message)s",
        )
        _check_paths(args)
        code: int = args.run(args)
    except Any2AnyError as error:
        sys.stderr.write(f"any2any: {error}\n")
        return error.exit_code
    except ModuleNotFoundError as error:
        if error.name != "torch":
            raise
        sys.stderr.write(
            f"any2any: {args.command} needs PyTorch: run `python -m pip install 'any2any-rs[torch]'` in this "
            "environment\n"
        )
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("any2any: stopped\n")
        return 130
    return code


def _check_paths(args: argparse.Namespace) -> None:
    """Refuse addresses where files or folders belong, before a folder named ``s3:`` is made. UsageError."""
    paths = (value for value in vars(args).values() if isinstance(value, Path))
    for path in paths if args.command not in READING else ():
        if is_remote(path):
            raise UsageError(f"{path} is not a local file or folder: give a local one, then copy it there")


if __name__ == "__main__":
    sys.exit(main())
