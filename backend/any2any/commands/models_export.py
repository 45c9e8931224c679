"""``any2any models export-onnx``: write a model's graphs for ONNX Runtime."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.errors import Any2AnyError

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers


def add_parser(actions: Subparsers) -> None:
    """Declare the action."""
    parser = actions.add_parser(
        "export-onnx",
        help="write a model folder's graphs for ONNX Runtime; they refer to its weights files",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="model folder")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the graphs and print their size."""
    if find_spec("onnx") is None:
        raise Any2AnyError("writing graphs needs onnx: run `python -m pip install onnx`")
    from any2any.models.onnx.graphs.export import export_graphs
    from any2any.spec.manifest import is_graph

    manifest = export_graphs(args.folder)
    sizes = [file.bytes for name, file in manifest.files.items() if is_graph(name)]
    sys.stdout.write(f"{args.folder}: {len(sizes)} graphs, {sum(sizes) / 1e6:.2f} MB; weights unchanged\n")
    return 0
