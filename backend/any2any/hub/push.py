"""Publish a model folder in a repo on the Hugging Face hub, in one commit."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from any2any.errors import Any2AnyError
from any2any.hub.connection import require_safe
from any2any.hub.repo import DEFAULT_REVISION, Repo, require_repo
from any2any.hub.staging import CARD_NAME, parse_foreign
from any2any.spec.manifest import CONFIG_NAME, read_manifest, sha256_of, verify_files

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pushed:
    """A published state of a model."""

    repo: str
    commit: str
    sha256: str
    """Hex digest of ``config.json``, which names the digests of all weights."""


def push_model(folder: Path, repo: str, *, revision: str | None = None, private: bool = False) -> Pushed:
    """Verify a model folder and commit it to a repo, created if missing; return the commit.

    Only the manifest, its weights and the card are uploaded, no logs, notes or checkpoints. ``revision`` is a branch,
    created from the default one if missing. ``private`` applies to a new repo only. The token comes from HF_TOKEN or
    ``hf auth login``. Any2AnyError says why the hub refused.
    """
    manifest = read_manifest(folder)
    parse_foreign((folder / CONFIG_NAME).read_text(encoding="utf-8"), str(folder / CONFIG_NAME))
    verify_files(folder, manifest)
    target = require_repo(repo)
    require_safe(target.endpoint)
    names = [CONFIG_NAME, *manifest.files]
    if (folder / CARD_NAME).is_file():
        names.append(CARD_NAME)
    message = f"{manifest.name} {manifest.version}"
    commit = _commit(target, folder, names, message, revision, private)
    return Pushed(target.name, commit, sha256_of(folder / CONFIG_NAME))


def _commit(
    repo: Repo, folder: Path, names: list[str], message: str, revision: str | None, private: bool
) -> str:
    from huggingface_hub import CommitOperationAdd, HfApi
    from huggingface_hub.errors import HfHubHTTPError

    from any2any.spec.version import version

    # The hub's error derives from its HTTP client's, whichever client this release uses.
    failures: tuple[type[Exception], ...] = (HfHubHTTPError.__mro__[1], OSError, ValueError, RuntimeError)
    api = HfApi(endpoint=repo.endpoint, library_name="any2any", library_version=version())
    try:
        api.create_repo(repo.name, private=private or None, exist_ok=True)
        if revision not in (None, DEFAULT_REVISION):
            api.create_branch(repo.name, branch=str(revision), exist_ok=True)
        info = api.create_commit(
            repo.name,
            [CommitOperationAdd(name, str(folder / name)) for name in names],
            commit_message=message,
            revision=revision,
        )
    except failures as error:
        reason = " ".join(str(error).split())
        raise Any2AnyError(
            f"{repo.name} was not pushed ({reason}): log in with `hf auth login` or set HF_TOKEN to a token "
            "that may write, then run the same command again"
        ) from error
    return str(info.oid)
