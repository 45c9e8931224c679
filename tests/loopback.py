"""A package index on loopback that misbehaves on request, and small wheels for it."""

from __future__ import annotations

import base64
import hashlib
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PACKAGES = ("loopone", "looptwo")


def write_wheel(folder: Path, name: str, filler_bytes: int = 0, script: str = "", module: str = "") -> Path:
    """Write a wheel of one module that says its name, and of a program of that name if a script is given.

    ``module``: what else the module does when it is imported.
    """
    files = {
        f"{name}.py": f"NAME = {name!r}\n{module}",
        f"{name}.bin": "x" * filler_bytes,
        f"{name}-1.0.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{name}-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    if script:
        files[f"{name}-1.0.data/scripts/{name}"] = script
    lines = [f"{path},sha256={_digest(text)},{len(text)}" for path, text in files.items()]
    files[f"{name}-1.0.dist-info/RECORD"] = "\n".join([*lines, f"{name}-1.0.dist-info/RECORD,,", ""])
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in files.items():
            entry = zipfile.ZipInfo(inside)
            entry.external_attr = (0o100755 if "/scripts/" in inside else 0o100644) << 16
            archive.writestr(entry, text)
    return path


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


class Index(ThreadingHTTPServer):
    """Serves ``/simple/NAME/`` and wheels; ``fault`` says how it misbehaves."""

    daemon_threads = True

    def __init__(self, wheels: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.wheels = wheels
        self.fault = ""
        self.requests: list[str] = []
        self.logins: list[str] = []
        """Of those who took it for a proxy: ``user:password``."""
        self.ranges: list[str] = []
        """Names and ranges of what was asked for in part."""
        self.downloading = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Index

    def do_GET(self):
        self.server.requests.append(self.path)
        kind, _, login = self.headers.get("Proxy-Authorization", "").partition(" ")
        if kind == "Basic":
            self.server.logins.append(base64.b64decode(login).decode())
        if self.server.fault.isdigit():
            self.send_error(int(self.server.fault))
        elif self.path.endswith((".whl", ".json", ".tar.gz")):
            self._send_wheel((self.server.wheels / Path(self.path).name).read_bytes())
        else:
            name = Path(self.path).name
            links = [
                f'<a href="/{path.name}">{path.name}</a>' for path in self.server.wheels.glob(f"{name}-*")
            ]
            self._send(f"<html><body>{''.join(links)}</body></html>".encode(), "text/html")

    def do_CONNECT(self):
        self.server.requests.append(f"CONNECT {self.path}")
        self.send_error(407, "Proxy Authentication Required")

    def _send_wheel(self, body: bytes):
        self.server.downloading.set()
        name, part = Path(self.path).name, self.headers.get("Range", "")
        if self.server.fault == f"cut {name.partition('-')[0]}":
            self._send_in_parts(body, name, part)
        elif self.server.fault == "hash":
            self._send(body + b"x", "application/zip")
        elif self.server.fault == "drop":
            self.server.fault = ""
            self._send(body, "application/zip", stop_at=len(body) // 2)
        elif self.server.fault == "drop always":
            self._send(body, "application/zip", stop_at=len(body) // 2)
        elif self.server.fault == "slow":
            self._send(body, "application/zip", pause_s=0.5)
        else:
            self._send(body, "application/zip")

    def _send_in_parts(self, body: bytes, name: str, part: str):
        """Break off after half of the file, and send the rest to whoever asks for it."""
        self.send_response(206 if part else 200)
        start = int(part.removeprefix("bytes=").rstrip("-")) if part else 0
        if part:
            self.server.ranges.append(f"{name} {part}")
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.send_header("ETag", '"1"')
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        self.wfile.write(body[start : None if part else len(body) // 2])
        self.close_connection = True

    def _send(self, body: bytes, kind: str, stop_at: int | None = None, pause_s: float = 0):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if kind == "application/zip":
            self.send_header(
                "Cache-Control", "max-age=365000000, immutable"
            )  # as package indexes say of files
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for start in range(0, len(body[:stop_at]), 4096):
            time.sleep(pause_s)
            self.wfile.write(body[:stop_at][start : start + 4096])
        self.close_connection = True

    def log_message(self, *arguments):
        pass
