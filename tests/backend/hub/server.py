"""A server on the loopback that speaks enough of the Hugging Face hub's HTTP, and serves plain files with ranges."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

TOKEN = "hf_secret"


@dataclass
class Repo:
    private: bool = False
    commits: dict[str, dict[str, bytes]] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)

    def commit(self, branch: str, files: dict[str, bytes]) -> str:
        """Add files on top of a branch's head."""
        tree = {**self.commits.get(self.branches.get(branch, ""), {}), **files}
        listing = [(name, hashlib.sha1(data).hexdigest()) for name, data in sorted(tree.items())]
        sha = hashlib.sha1(repr((self.branches, listing)).encode()).hexdigest()
        self.commits[sha] = tree
        self.branches[branch] = sha
        return sha

    def head(self, revision: str) -> str | None:
        return revision if revision in self.commits else self.branches.get(revision)


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    status: int = 0
    sent: int = 0
    """Bytes of the body that left."""


class Loopback(ThreadingHTTPServer):
    """Repos at ``/owner/name``, plain files anywhere, and the faults that a test asks for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.repos: dict[str, Repo] = {}
        self.uploads: dict[str, bytes] = {}
        self.files: dict[str, bytes] = {}
        self.requests: list[Request] = []
        self.cuts: list[tuple[str, int]] = []
        """(end of a path, bytes after which its body stops), each used up once."""
        self.statuses: list[tuple[str, int]] = []
        """(end of a path, status to answer with), each used up once."""
        self.drips: set[str] = set()
        """Paths whose bodies are sent a byte at a time, every 10 ms."""
        self.redirects: dict[str, str] = {}
        self.has_etag = True
        self.has_range = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def sent(self, ending: str) -> int:
        """Bytes of all bodies of a file that left the server."""
        return sum(r.sent for r in self.requests if urlsplit(r.path).path.endswith(ending))

    def count(self, ending: str, method: str = "GET") -> int:
        return sum(r.method == method and urlsplit(r.path).path.endswith(ending) for r in self.requests)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that stops in the middle of a body is part of the tests."""

    def take(self, faults: list[tuple[str, int]], path: str) -> int | None:
        for fault in faults:
            if path.endswith(fault[0]):
                faults.remove(fault)
                return fault[1]
        return None


@contextmanager
def loopback() -> Iterator[Loopback]:
    server = Loopback()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: Loopback
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """A test's output is for failures."""

    def do_GET(self) -> None:
        self._dispatch()

    def do_HEAD(self) -> None:
        self._dispatch()

    def do_POST(self) -> None:
        self._dispatch()

    def do_PUT(self) -> None:
        self._dispatch()

    def _dispatch(self) -> None:
        self._asked = Request(self.command, self.path, dict(self.headers))
        self.server.requests.append(self._asked)
        self._body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = unquote(urlsplit(self.path).path)
        status = self.server.take(self.server.statuses, path)
        if status is not None:
            self._answer(status, {"Retry-After": "0"})
        elif path in self.server.redirects:
            self._answer(302, {"Location": self.server.redirects[path]})
        elif path in self.server.files:
            self._send_file(self.server.files[path], path)
        else:
            self._route(path)

    def _route(self, path: str) -> None:
        routes: tuple[tuple[str, Callable[..., None]], ...] = (
            (r"GET /api/models/([^/]+/[^/]+)/revision/(.+)", self._revision),
            (r"(?:GET|HEAD) /([^/]+/[^/]+)/resolve/([^/]+)/(.+)", self._resolve),
            (r"(?:GET|HEAD) /cdn/(\w+)/.*", self._cdn),
            (r"POST /api/repos/create", self._create),
            (r"POST /api/validate-yaml", lambda: self._json({})),
            (r"POST /api/models/([^/]+/[^/]+)/branch/(.+)", self._branch),
            (r"POST /api/models/([^/]+/[^/]+)/preupload/(.+)", self._preupload),
            (r"POST /([^/]+/[^/]+)\.git/info/lfs/objects/batch", self._batch),
            (r"PUT /upload/(\w+)", self._upload),
            (r"POST /api/models/([^/]+/[^/]+)/commit/(.+)", self._commit),
        )
        for pattern, action in routes:
            match = re.fullmatch(pattern, f"{self.command} {path}")
            if match:
                return action(*match.groups())
        return self._answer(404)

    def _is_welcome(self, repo: str) -> bool:
        known = self.server.repos.get(repo)
        is_reading = self.command in ("GET", "HEAD")
        if self.headers.get("Authorization") == f"Bearer {TOKEN}" or (
            is_reading and known and not known.private
        ):
            return True
        self._answer(401, {"X-Error-Code": "RepoNotFound", "X-Error-Message": "Repository not found"})
        return False

    def _revision(self, repo: str, revision: str) -> None:
        if not self._is_welcome(repo):
            return
        sha = self.server.repos[repo].head(revision) if repo in self.server.repos else None
        if sha is None:
            self._answer(404, {"X-Error-Code": "RevisionNotFound"})
        else:
            self._json({"id": repo, "sha": sha, "siblings": []})

    def _resolve(self, repo: str, revision: str, file: str) -> None:
        if not self._is_welcome(repo):
            return
        sha = self.server.repos[repo].head(revision) if repo in self.server.repos else None
        data = self.server.repos[repo].commits[sha].get(file) if sha else None
        if sha is None or data is None:
            return self._answer(404, {"X-Error-Code": "EntryNotFound"})
        headers = {"X-Repo-Commit": sha}
        if not file.endswith(".safetensors"):
            return self._send_file(data, file, headers)
        oid = hashlib.sha256(data).hexdigest()
        self.server.uploads[oid] = data
        linked = {"X-Linked-Etag": f'"{oid}"', "X-Linked-Size": str(len(data))}
        elsewhere = (
            f"http://localhost:{self.server.server_port}/cdn/{oid}/{file}"  # another host, as the real one
        )
        return self._answer(302, {"Location": elsewhere, **headers, **linked})

    def _cdn(self, oid: str) -> None:
        self._send_file(self.server.uploads[oid], self.path)

    def _create(self) -> None:
        asked = json.loads(self._body)
        name = f"{asked['organization']}/{asked['name']}"
        if not self._is_welcome(name):
            return
        if name in self.server.repos:
            return self._answer(409, body=json.dumps({"url": f"{self.server.address}/{name}"}).encode())
        self.server.repos[name] = Repo(asked.get("visibility") == "private")
        self.server.repos[name].commit("main", {".gitattributes": b""})
        return self._json({"url": f"{self.server.address}/{name}"})

    def _branch(self, repo: str, branch: str) -> None:
        if self._is_welcome(repo):
            branches = self.server.repos[repo].branches
            is_old = branch in branches
            branches.setdefault(branch, branches["main"])
            self._answer(409 if is_old else 200)

    def _preupload(self, repo: str, _revision: str) -> None:
        if self._is_welcome(repo):
            paths = [entry["path"] for entry in json.loads(self._body)["files"]]
            modes = [("lfs" if path.endswith(".safetensors") else "regular") for path in paths]
            self._json(
                {
                    "files": [
                        {"path": path, "uploadMode": mode, "shouldIgnore": False}
                        for path, mode in zip(paths, modes, strict=True)
                    ]
                }
            )

    def _batch(self, repo: str) -> None:
        if self._is_welcome(repo):
            objects = json.loads(self._body)["objects"]
            for entry in objects:
                if entry["oid"] not in self.server.uploads:
                    href = f"{self.server.address}/upload/{entry['oid']}"
                    entry["actions"] = {"upload": {"href": href}}
            self._json({"transfer": "basic", "objects": objects})

    def _upload(self, oid: str) -> None:
        is_right = hashlib.sha256(self._body).hexdigest() == oid
        if is_right:
            self.server.uploads[oid] = self._body
        self._answer(200 if is_right else 400)

    def _commit(self, repo: str, branch: str) -> None:
        if not self._is_welcome(repo):
            return
        files: dict[str, bytes] = {}
        for line in self._body.splitlines():
            item = json.loads(line)
            value = item["value"]
            if item["key"] == "file":
                files[value["path"]] = base64.b64decode(value["content"])
            elif item["key"] == "lfsFile":
                files[value["path"]] = self.server.uploads[value["oid"]]
        sha = self.server.repos[repo].commit(branch, files)
        self._json({"commitOid": sha, "commitUrl": f"{self.server.address}/{repo}/commit/{sha}"})

    def _send_file(self, data: bytes, path: str, headers: dict[str, str] | None = None) -> None:
        """Send a file, or from where ``Range`` asks if ``If-Range`` still names this state of it."""
        etag = f'"{hashlib.md5(data).hexdigest()}"'
        headers = {**(headers or {}), **({"ETag": etag} if self.server.has_etag else {})}
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        is_same = self.headers.get("If-Range", etag) == etag
        begin = int(asked[1]) if asked and is_same and self.server.has_range else 0
        if begin and begin >= len(data):
            return self._answer(416, {"Content-Range": f"bytes */{len(data)}"})
        if begin:
            headers["Content-Range"] = f"bytes {begin}-{len(data) - 1}/{len(data)}"
        cut = self.server.take(self.server.cuts, path) if self.command == "GET" else None
        return self._answer(206 if begin else 200, headers, data[begin:], cut)

    def _json(self, value: Any) -> None:
        self._answer(200, {"Content-Type": "application/json"}, json.dumps(value).encode())

    def _answer(
        self, status: int, headers: dict[str, str] | None = None, body: bytes = b"", cut: int | None = None
    ) -> None:
        self._asked.status = status
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        part = body if cut is None else body[:cut]
        self._asked.sent = len(part)  # first, since the client may look as soon as it has the last byte
        if urlsplit(self.path).path in self.server.drips:
            self._drip(part)
        else:
            self.wfile.write(part)
        if cut is not None:
            self.wfile.flush()
            self.close_connection = True

    def _drip(self, body: bytes) -> None:
        for byte in body:
            self.wfile.write(bytes([byte]))
            time.sleep(0.01)
