"""Serves a folder on loopback by ranges, as web servers and as S3 do: ``file_server.py FOLDER LOG [KEY ID]``.

A process of its own: rasterio keeps Python's lock while it opens an address. With a key id it answers only requests
that are signed with that key in the way of AWS, without checking the signature itself.
"""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER, LOG, KEY = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else ""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        with LOG.open("a") as stream:
            stream.write(f"{self.path}\n")
        path = FOLDER / self.path.lstrip("/").partition("?")[0]
        if KEY and f"AWS4-HMAC-SHA256 Credential={KEY}/" not in self.headers.get("Authorization", ""):
            self.send_error(403)
        elif not path.is_file():
            self.send_error(404)
        else:
            self._send(path.read_bytes())

    do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    def _send(self, body: bytes) -> None:
        first, last = 0, len(body) - 1
        span = self.headers.get("Range")
        if span:
            start, _, stop = span.removeprefix("bytes=").partition("-")
            first, last = int(start), min(int(stop or last), last)
        self.send_response(206 if span else 200)
        self.send_header("Content-Length", str(last - first + 1))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(body)}")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body[first : last + 1])

    def log_message(self, *_: object) -> None:
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
sys.stdout.write(f"{server.server_port}\n")
sys.stdout.flush()
server.serve_forever()
