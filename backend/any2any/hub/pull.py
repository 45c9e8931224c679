"""Pull a model from a repo at a pinned commit, from a folder or zip at an HTTPS address, or from a local zip."""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from any2any.errors import Any2AnyError, UsageError
from any2any.hub.addresses import public, require_safe
from any2any.hub.archive import extract_model
from any2any.hub.connection import Connection, NotThereError, UnreachableError
from any2any.hub.download import Expected, OnBytes, fetch
from any2any.hub.installed import Installed, Kind, Origin, Pulled, models_folder, now, read_source
from any2any.hub.repo import DEFAULT_REVISION, Repo, is_offline, login_headers, parse_repo
from any2any.hub.staging import (
    CARD_NAME,
    LARGEST_CARD_BYTES,
    LARGEST_CONFIG_BYTES,
    Staging,
    parse_foreign,
    require_free,
)
from any2any.spec.manifest import Manifest, ManifestError
from any2any.spec.model_folder import CONFIG_NAME, sha256_of

logger = logging.getLogger(__name__)

SHORT = 12
"""Hex digits of a commit or digest in a folder's name."""


def pull_model(
    what: str,
    *,
    revision: str | None = None,
    sha256: str | None = None,
    to: Path | None = None,
    on_bytes: OnBytes | None = None,
    connection: Connection | None = None,
) -> Pulled:
    """Pull a model, verify it and return its folder; a model that is already here is not downloaded again.

    ``what`` is a repo ``owner/name``, the HTTPS address of a zip or of a folder with ``config.json``, or the path
    of a zip. ``revision`` (repos only) is a branch, a tag or a commit. ``sha256`` is of the zip, else of
    ``config.json``. ``to`` is the model's folder; by default one under ``models_folder()``.
    """
    if sha256 is not None and not re.fullmatch(r"[0-9a-fA-F]{64}", sha256):
        raise UsageError(f"{sha256!r} is not a sha256: give 64 hexadecimal digits")
    job = _Pull(sha256.lower() if sha256 else None, to, on_bytes, connection or Connection())
    repo = parse_repo(what)
    is_file = "://" not in what and Path(what).is_file()
    if repo is not None and not is_file:
        return job.from_repo(repo[0], revision or repo[1] or DEFAULT_REVISION)
    if revision is not None:
        raise UsageError(f"{what} has no revision {revision!r}: only repos have revisions")
    if is_file:
        return job.from_zip_file(Path(what))
    if "://" not in what:
        raise UsageError(f"{what!r} is neither a repo owner/name, nor an https:// address, nor a zip file")
    require_safe(what)
    return job.from_zip(what) if urlsplit(what).path.lower().endswith(".zip") else job.from_folder(what)


class _Pull:
    def __init__(
        self, sha256: str | None, to: Path | None, on_bytes: OnBytes | None, connection: Connection
    ) -> None:
        self.sha256 = sha256
        self.to = to.resolve() if to is not None else None
        self.on_bytes = on_bytes
        self.connection = connection
        self.installed = Installed(self.to)

    def from_repo(self, repo: Repo, revision: str) -> Pulled:
        """Pull a repo at the revision's current commit; offline, at its last known commit."""
        try:
            hub = self.connection.with_headers(login_headers())
            commit = repo.commit(revision, hub)
        except UnreachableError as error:
            return self._fall_back(error, lambda s: s.address == repo.name and s.revision == revision)
        here = self.installed.find(lambda s: s.address == repo.name and s.commit == commit)
        if here is not None:
            self._require_pin(here)
            return here
        if is_offline():
            raise UnreachableError(
                f"{repo.name} at {commit} is not here, and HF_HUB_OFFLINE is set: unset it"
            )
        name = f"{repo.name.replace('/', '--')}@{commit[:SHORT]}"
        source = Origin("repo", repo.name, "", revision=revision, commit=commit)
        with self._staging(name) as staging:
            return self._fetch_folder(
                staging, lambda file: repo.address(commit, file), source, lambda _: name, hub
            )

    def from_folder(self, address: str) -> Pulled:
        """Pull the files beside a ``config.json``; its digest decides whether the model is already here."""
        parts = urlsplit(address)
        path = parts.path.removesuffix(CONFIG_NAME).rstrip("/")

        def address_of(file: str) -> str:
            return urlunsplit((parts.scheme, parts.netloc, f"{path}/{file}", parts.query, ""))

        base = public(address_of("")).rstrip("/")
        here = self._pinned("folder")
        if here is not None:
            return here
        stem = _stem(base)
        with self._staging(f"{stem}-{_short_digest(base)}") as staging:
            try:
                return self._fetch_folder(
                    staging,
                    address_of,
                    Origin("folder", base, ""),
                    lambda d: f"{stem}@{d[:SHORT]}",
                    self.connection,
                )
            except UnreachableError as error:
                if staging.config.is_file():
                    raise  # a newer model was begun; an older one would not match the request
                return self._fall_back(error, lambda s: s.kind == "folder" and s.address == base)

    def from_zip(self, address: str) -> Pulled:
        """Pull a zip of a model folder; the digest or the server's ETag identifies one that is already here."""
        base = public(address)

        def is_same(source: Origin) -> bool:
            return source.kind == "zip" and source.address == base

        state = None
        if self.sha256 is None:
            try:
                state = self.connection.state(address)
            except UnreachableError as error:
                return self._fall_back(error, is_same)

        def find() -> Pulled | None:
            if state is None:
                return self._pinned("zip")
            return self.installed.find(lambda source: is_same(source) and source.state == state)

        here = find()
        if here is not None:
            return here
        with self._staging(f"{_stem(base)}-{_short_digest(base)}") as staging:
            here = find()  # another process may have pulled it meanwhile
            if here is not None:
                return here
            archive = staging.folder / "model.zip"
            expected = Expected(sha256=self.sha256)
            state = fetch(self.connection, address, archive, expected, self.on_bytes)
            return self._unpack(archive, staging, Origin("zip", base, sha256_of(archive), state=state))

    def from_zip_file(self, path: Path) -> Pulled:
        """Unpack a local zip."""
        digest = sha256_of(path)
        if self.sha256 not in (None, digest):
            raise Any2AnyError(f"{path} has sha256 {digest}, expected {self.sha256}: copy it again")
        with self._staging(f"{_stem(path.name)}-{digest[:SHORT]}") as staging:
            return self._unpack(path, staging, Origin("zip", str(path.resolve()), digest))

    def _unpack(self, archive: Path, staging: Staging, source: Origin) -> Pulled:
        here = self.installed.find(source.is_same)
        if here is not None:
            staging.discard()
            return here
        name = f"{_stem(Path(source.address).name)}@{source.sha256[:SHORT]}"
        self._require_place(name)
        try:
            manifest = extract_model(archive, staging.folder, staging.config)
        except (UsageError, ManifestError):
            staging.discard()  # the same zip would be refused again
            raise
        return self._finish(staging, manifest, source, name)

    def _fetch_folder(
        self,
        staging: Staging,
        address_of: Callable[[str], str],
        source: Origin,
        name_of: Callable[[str], str],
        connection: Connection,
    ) -> Pulled:
        """Fetch the manifest, then its files; ``name_of`` turns the manifest's digest into the folder's name."""
        manifest = self._fetch_manifest(staging, address_of(CONFIG_NAME), connection)
        source = replace(source, sha256=sha256_of(staging.config))
        here = self.installed.find(source.is_same)
        if here is not None:
            staging.discard()
            return here
        self._require_place(name_of(source.sha256))
        for name, file in manifest.files.items():
            expected = Expected(file.sha256, file.bytes)
            (staging.folder / name).parent.mkdir(exist_ok=True)
            fetch(connection, address_of(name), staging.folder / name, expected, self.on_bytes)
        self._fetch_card(staging, address_of(CARD_NAME), connection)
        return self._finish(staging, manifest, source, name_of(source.sha256))

    def _fetch_manifest(self, staging: Staging, address: str, connection: Connection) -> Manifest:
        """Fetch it always, because everything depends on it; remove it if it is not a manifest."""
        staging.config.unlink(missing_ok=True)
        fetch(connection, address, staging.config, Expected(self.sha256, limit_bytes=LARGEST_CONFIG_BYTES))
        try:
            return parse_foreign(
                staging.config.read_text(encoding="utf-8", errors="replace"), public(address)
            )
        except ManifestError:
            staging.forget(staging.config)
            raise

    def _fetch_card(self, staging: Staging, address: str, connection: Connection) -> None:
        try:
            fetch(connection, address, staging.folder / CARD_NAME, Expected(limit_bytes=LARGEST_CARD_BYTES))
        except NotThereError:
            logger.info("%s does not exist: the model has no card", public(address))

    def _finish(self, staging: Staging, manifest: Manifest, source: Origin, name: str) -> Pulled:
        source = replace(source, pulled=now())
        folder = self._place(name)
        if folder in self.installed.damaged:
            shutil.rmtree(folder)
        staging.finish(folder, manifest, source)
        return Pulled(folder, source, is_new=True)

    def _place(self, name: str) -> Path:
        return self.to if self.to is not None else models_folder() / name

    def _require_place(self, name: str) -> None:
        """Check before the large downloads that the model's folder is free."""
        folder = self._place(name)
        if folder not in self.installed.damaged:
            require_free(folder)

    def _fall_back(self, error: UnreachableError, is_wanted: Callable[[Origin], bool]) -> Pulled:
        """Return the last pulled model, with a warning; re-raise if there is none, or if it is not the pinned one."""
        here = self.installed.latest(is_wanted)
        if here is None or self.sha256 not in (None, here.source.sha256):
            raise error
        logger.warning("%s; using the model of %s from %s", error, here.source.pulled, here.folder)
        return here

    def _require_pin(self, here: Pulled) -> None:
        if self.sha256 not in (None, here.source.sha256):
            raise Any2AnyError(
                f"{here.folder} from {here.source} has sha256 {here.source.sha256}, expected {self.sha256}: "
                "check the digest and the revision"
            )

    def _staging(self, name: str) -> Staging:
        """Start or resume beside the model's folder; UsageError if that path is taken."""
        if self.to is not None and read_source(self.to) is None:
            require_free(self.to)
        return Staging(self._place(name))

    def _pinned(self, kind: Kind) -> Pulled | None:
        """Return the local model with the requested digest, if any, without asking a server."""
        if self.sha256 is None:
            return None
        return self.installed.find(lambda source: source.kind == kind and source.sha256 == self.sha256)


def _stem(address: str) -> str:
    """Return a folder name for an address: its last part, with unusual characters replaced."""
    last = address.rstrip("/").rpartition("/")[2]
    stem = last[:-4] if last.lower().endswith(".zip") else last
    return re.sub(r"[^A-Za-z0-9.-]+", "-", stem).strip(".-") or "model"


def _short_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]
