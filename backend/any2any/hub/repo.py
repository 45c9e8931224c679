"""Repos of models on the Hugging Face hub, or on HF_ENDPOINT: addresses, upload.

huggingface_hub handles names, addresses and tokens. ``download`` fetches the bytes, because huggingface_hub 2.4
discards a partial download when it is stopped.
"""

from __future__ import annotations

import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from any2any.errors import Any2AnyError, UsageError
from any2any.hub.addresses import require_safe
from any2any.hub.connection import Connection, UnreachableError
from any2any.hub.staging import CARD_NAME, parse_foreign
from any2any.spec.model_folder import CONFIG_NAME, read_manifest, sha256_of, verify_files

DEFAULT_ENDPOINT = "https://huggingface.co"
DEFAULT_REVISION = "main"

_REPO = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class Repo:
    """One repo of models on one hub."""

    name: str
    """``owner/name``."""
    endpoint: str

    def address(self, commit: str, file: str) -> str:
        """Return the address of a file at a commit."""
        from huggingface_hub import hf_hub_url

        return hf_hub_url(self.name, file, revision=commit, endpoint=self.endpoint)

    def commit(self, revision: str, connection: Connection) -> str:
        """Return the commit of a branch, tag or commit; a full commit needs no network.

        UnreachableError without a network, or with HF_HUB_OFFLINE set.
        """
        if is_commit(revision):
            return revision
        if is_offline():
            raise UnreachableError(
                f"{self.name} is not asked where {revision} is, since HF_HUB_OFFLINE is set: unset it, "
                "or give the whole commit"
            )
        address = f"{self.endpoint}/api/models/{self.name}/revision/{quote(revision, safe='')}"
        answer = connection.read_json(address)
        sha = answer.get("sha") if isinstance(answer, dict) else None
        if not isinstance(sha, str) or not is_commit(sha):
            raise Any2AnyError(f"{address} returned no commit: check HF_ENDPOINT")
        return sha


def is_offline() -> bool:
    """Whether the user forbids requests to the hub."""
    return os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE")


def is_commit(revision: str) -> bool:
    """Whether a revision is a full commit, whose meaning never changes."""
    return _COMMIT.fullmatch(revision) is not None


def endpoint() -> str:
    """Return the hub's address, HF_ENDPOINT if set."""
    return os.environ.get("HF_ENDPOINT", "").rstrip("/") or DEFAULT_ENDPOINT


def parse_repo(text: str) -> tuple[Repo, str | None] | None:
    """Read ``owner/name`` or a repo's page on the hub, with the revision it shows; None for any other address."""
    if "://" not in text:
        return (Repo(text, endpoint()), None) if _REPO.fullmatch(text) else None
    hub, page = urlsplit(endpoint()), urlsplit(text)
    parts = [part for part in page.path.removeprefix(hub.path).split("/") if part]
    is_page = page.netloc == hub.netloc and (len(parts) == 2 or (len(parts) == 4 and parts[2] == "tree"))
    if not is_page or not _REPO.fullmatch("/".join(parts[:2])):
        return None
    return Repo("/".join(parts[:2]), endpoint()), parts[3] if len(parts) == 4 else None


def require_repo(text: str) -> Repo:
    """Return the repo; UsageError if the text is not a repo."""
    found = parse_repo(text)
    if found is None:
        raise UsageError(f"{text!r} is not a repo: give it as owner/name")
    return found[0]


def login_headers() -> dict[str, str]:
    """Return the headers of a request to the hub: the client, and the token of HF_TOKEN or of ``hf auth login``."""
    from huggingface_hub import get_token

    from any2any.spec.version import version

    headers = {"User-Agent": f"any2any/{version()}"}
    token = get_token()
    return headers | {"Authorization": f"Bearer {token}"} if token else headers


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
    ``hf auth login``. Any2AnyError with the hub's reason if it refuses.
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
