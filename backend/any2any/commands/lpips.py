"""``any2any train lpips``: download the weights of the perceptual term."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers


def add_lpips_parser(stages: Subparsers) -> None:
    """Declare the command under ``any2any train``."""
    parser = stages.add_parser(
        "lpips",
        help="download the weights of the perceptual term 'lpips' (about 530 MB), once",
        description="Download VGG16 (torchvision) and the LPIPS v0.1 heads over HTTPS, verified by sha256. "
        "An interrupted download resumes where it stopped; training then needs no network.",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        metavar="DIR",
        help="folder for the files (default: ANY2ANY_LPIPS, else beside pulled models)",
    )
    parser.add_argument(
        "--url", metavar="URL", help="address of a mirror that has both files under the same names"
    )
    parser.add_argument(
        "--sha256",
        action="append",
        default=[],
        metavar="FILE=DIGEST",
        help="expected digest of a file, in place of the published one; repeatable",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Download missing files and print their folder."""
    from any2any.errors import UsageError
    from any2any.metrics.lpips.weights import LPIPS_VARIABLE, download_lpips

    digests = {}
    for text in args.sha256:
        name, equals, digest = text.partition("=")
        if not equals:
            raise UsageError(f"--sha256 {text!r} has no file name: write vgg.pth=DIGEST")
        digests[name] = digest
    files = download_lpips(args.folder, args.url, digests, _show_progress if sys.stderr.isatty() else None)
    for path in (files.vgg, files.heads):
        sys.stdout.write(f"{path}: sha256 {files.sha256[path.name]}\n")
    if args.folder is not None:
        sys.stdout.write(f"set {LPIPS_VARIABLE}={args.folder} to train with them\n")
    return 0


def _show_progress(name: str, done: int, total: int | None) -> None:
    share = f" of {total / 1e6:.0f}" if total else ""
    end = "\n" if done == total else ""
    sys.stderr.write(f"\r{name}: {done / 1e6:.0f}{share} MB{end}")
