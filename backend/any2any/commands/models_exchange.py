"""``any2any models pull`` and ``push``: download and verify a model, or publish one."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from any2any.commands.translation_options import add_json_option, print_json

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers


def add_parsers(actions: Subparsers) -> None:
    """Declare both actions."""
    pull = actions.add_parser("pull", help="download and verify a model from a repo or any HTTPS address")
    pull.add_argument(
        "what",
        metavar="REPO_OR_URL",
        help="owner/name on the Hugging Face hub (or on HF_ENDPOINT), the URL of a zip or of a folder with "
        "config.json, or the path of a zip",
    )
    pull.add_argument("--revision", help="branch, tag or commit of a repo (default: main)")
    pull.add_argument("--sha256", metavar="HEX", help="required digest: of the zip, otherwise of config.json")
    pull.add_argument(
        "--to", type=Path, metavar="DIR", help="folder for the model (default: the user's data folder)"
    )
    add_json_option(pull)
    pull.set_defaults(run=run_pull)

    push = actions.add_parser("push", help="publish a model folder to a repo on the Hugging Face hub")
    push.add_argument("model", type=Path, metavar="MODEL_DIR")
    push.add_argument("repo", metavar="REPO", help="owner/name; created if missing")
    push.add_argument("--revision", help="branch, created if missing (default: main)")
    push.add_argument("--private", action="store_true", help="create a private repo")
    add_json_option(push)
    push.set_defaults(run=run_push)


def run_pull(args: argparse.Namespace) -> int:
    """Pull a model and print its folder."""
    from any2any.hub.pull import pull_model
    from any2any.spec.model_folder import read_manifest

    with _ByteBar() as bar:
        pulled = pull_model(
            args.what, revision=args.revision, sha256=args.sha256, to=args.to, on_bytes=bar.show
        )
    licence = read_manifest(pulled.folder).licence
    if args.json:
        found = {"folder": str(pulled.folder), "is_new": pulled.is_new, "licence": licence}
        print_json(found | {"source": asdict(pulled.source)})
    else:
        what = "pulled from" if pulled.is_new else "already present, from"
        sys.stdout.write(
            f"{pulled.folder}: {what} {pulled.source}, sha256 {pulled.source.sha256}, "
            f"licence {licence or 'not stated'}\n"
        )
    return 0


def run_push(args: argparse.Namespace) -> int:
    """Push a model and print the command that pulls exactly this version."""
    from any2any.hub.repo import push_model

    pushed = push_model(args.model, args.repo, revision=args.revision, private=args.private)
    if args.json:
        print_json(asdict(pushed))
    else:
        sys.stdout.write(
            f"{pushed.repo}: pushed as {pushed.commit}\n"
            f"  any2any models pull {pushed.repo} --revision {pushed.commit} --sha256 {pushed.sha256}\n"
        )
    return 0


class _ByteBar:
    """Progress of the current download, on a terminal only."""

    def __init__(self) -> None:
        from tqdm import tqdm

        self._bar: Any = tqdm(
            unit="B", unit_scale=True, unit_divisor=1000, leave=False, disable=not sys.stderr.isatty()
        )
        self._name = ""

    def __enter__(self) -> _ByteBar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def show(self, name: str, done: int, total: int | None) -> None:
        """Show how many bytes of a file have arrived."""
        if name != self._name:
            self._name = name
            self._bar.reset(total)
            self._bar.set_description_str(name, refresh=False)
        self._bar.update(done - self._bar.n)
