"""End a benchmark: its report on stdout, or an error on stderr."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from any2any.errors import Any2AnyError


def print_report(run: Callable[[argparse.Namespace], str], options: argparse.Namespace) -> int:
    """Run a benchmark and print its report; return the exit code: 0, or the error's."""
    try:
        sys.stdout.write(run(options))
    except Any2AnyError as error:
        sys.stderr.write(f"error: {error}\n")
        return error.exit_code
    return 0
