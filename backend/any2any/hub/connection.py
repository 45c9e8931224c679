"""HTTPS requests with retries; errors give the reason in one sentence.

Proxies and the CA bundle come from the environment (HTTPS_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE), as in requests.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
import urllib3

from any2any.errors import Any2AnyError, CancelledError, UsageError
from any2any.hub.addresses import Session, public, require_safe
from any2any.requests.progress import IsCancelled

logger = logging.getLogger(__name__)

T = TypeVar("T")

TIMEOUT_S = (10.0, 60.0)
"""Time to connect, and between two chunks of an answer."""

LONGEST_WAIT_S = 30.0

CHUNK_BYTES = 1 << 16
"""The most of an answer that is held in memory."""

LARGEST_DOCUMENT_BYTES = 16 * 10**6
"""A model's description on the hub has a few kilobytes."""

SLOWEST_BYTES_PER_S = 1000
SLOW_S = 300.0
"""An answer that stays slower for this time is stopped: one byte a minute passes every other time limit."""

QUICK_RETRIES = 2
"""Fewer retries for requests whose answer may be cached on this machine."""

_TRANSIENT = (408, 425, 429, 500, 502, 503, 504)


class UnreachableError(Any2AnyError):
    """No answer after all retries; a local copy may still be used."""


class NotThereError(UsageError):
    """The server has no such file."""


class TransientError(Exception):
    """A failure that a retry may fix."""

    def __init__(self, reason: str, wait_s: float = 0.0) -> None:
        super().__init__(reason)
        self.wait_s = wait_s
        """Delay that the server requests."""


class Connection:
    """Requests of one job with common headers, and retries for long downloads.

    ``sleep`` is for tests.
    """

    def __init__(
        self,
        headers: Mapping[str, str] | None = None,
        is_cancelled: IsCancelled | None = None,
        retries: int = 5,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.retries = retries
        """Retries without progress before giving up."""
        self._headers = dict(headers or {})
        self._is_cancelled = is_cancelled or (lambda: False)
        self._sleep = sleep
        self.session: requests.Session = Session()

    def with_headers(self, headers: Mapping[str, str]) -> Connection:
        """Return a connection with the same retries that also sends these headers."""
        return Connection({**self._headers, **headers}, self._is_cancelled, self.retries, self._sleep)

    def check_cancelled(self) -> None:
        """Raise CancelledError if the user stopped the job."""
        if self._is_cancelled():
            raise CancelledError("stopped; downloaded data is kept, repeating the command resumes there")

    @contextmanager
    def open(
        self, address: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Iterator[requests.Response]:
        """Send a request and yield its answer, body unread; a status of 400 or more, except 416, is an error.

        TransientError for failures that may pass, while reading the body too; Any2AnyError for others.
        """
        require_safe(address)
        try:
            with self.session.request(
                method,
                address,
                # A file compressed in transit has no byte positions to resume from.
                headers={"Accept-Encoding": "identity", **self._headers, **(headers or {})},
                stream=True,
                timeout=TIMEOUT_S,
                allow_redirects=True,
            ) as response:
                _raise_for_status(response, address)
                yield response
        except requests.exceptions.SSLError as error:
            raise Any2AnyError(
                f"the certificate of {urlsplit(address).hostname} is not trusted ({_reason(error)}): behind a "
                "company's proxy, name its certificates in REQUESTS_CA_BUNDLE"
            ) from error
        except requests.exceptions.ProxyError as error:
            raise UnreachableError(
                f"the proxy for {public(address)} does not answer ({_reason(error)}): check HTTPS_PROXY and NO_PROXY"
            ) from error
        except (
            requests.ConnectionError,
            requests.Timeout,
            requests.exceptions.ChunkedEncodingError,
            urllib3.exceptions.HTTPError,
        ) as error:
            raise TransientError(_reason(error)) from error
        except requests.RequestException as error:
            raise UsageError(
                f"{public(address)} cannot be requested ({_reason(error)}): check the address"
            ) from error

    def chunks(self, response: requests.Response, address: str) -> Iterator[bytes]:
        """Yield an answer's body as it arrives, at most CHUNK_BYTES at once.

        UnreachableError if it is too slow, CancelledError if the user stopped the job.
        """
        pace = _Pace(address)
        for chunk in _arriving(response):
            self.check_cancelled()
            pace.count(len(chunk))
            yield chunk

    def persist(
        self,
        address: str,
        attempt: Callable[[], T],
        position: Callable[[], int] = lambda: 0,
        retries: int | None = None,
    ) -> T:
        """Repeat an attempt until it succeeds; UnreachableError after too many without progress.

        ``position`` returns the bytes received, so that a slow connection that still makes progress is kept.
        """
        retries = self.retries if retries is None else retries
        failures = 0
        while True:
            before = position()
            try:
                return attempt()
            except TransientError as error:
                failures = 1 if position() > before else failures + 1
                if failures > retries:
                    raise UnreachableError(
                        f"{public(address)} cannot be reached ({error}): check the network, then repeat the "
                        "command, which resumes here"
                    ) from error
                wait_s = min(LONGEST_WAIT_S, max(error.wait_s, 0.5 * 2 ** (failures - 1)))
                logger.info("%s: %s; trying again in %.1f s", public(address), error, wait_s)
                self.check_cancelled()
                self._sleep(wait_s)
                self.check_cancelled()

    def read_json(self, address: str) -> Any:
        """Return a small JSON document; Any2AnyError if it is invalid or has over LARGEST_DOCUMENT_BYTES."""

        def attempt() -> Any:
            with self.open(address) as response:
                return json.loads(self._whole(response, address))

        try:
            return self.persist(address, attempt, retries=min(QUICK_RETRIES, self.retries))
        except ValueError as error:
            raise Any2AnyError(f"{public(address)} does not answer with JSON: check the address") from error

    def _whole(self, response: requests.Response, address: str) -> bytes:
        body = bytearray()
        for chunk in self.chunks(response, address):
            body += chunk
            if len(body) > LARGEST_DOCUMENT_BYTES:
                raise Any2AnyError(
                    f"{public(address)} answers with more than {LARGEST_DOCUMENT_BYTES / 1e6:.0f} MB where a short "
                    "description is expected: check the address"
                )
        return bytes(body)

    def state(self, address: str) -> str | None:
        """Return a file's current state, as ``state_of`` does; None if the server does not report it.

        UnreachableError without an answer. Signed addresses often allow GET but not HEAD.
        """

        def attempt() -> str | None:
            with self.open(address, method="HEAD") as response:
                return state_of(response)

        try:
            return self.persist(address, attempt, retries=min(QUICK_RETRIES, self.retries))
        except (UnreachableError, CancelledError):
            raise
        except Any2AnyError as error:
            logger.info("%s", error)
            return None


class _Pace:
    """Stops an answer that is too slow."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._begin_s, self._bytes = time.monotonic(), 0

    def count(self, size: int) -> None:
        """Count bytes that arrived; UnreachableError if they were too few since the last look."""
        self._bytes += size
        seconds = time.monotonic() - self._begin_s
        if seconds < SLOW_S:
            return
        if self._bytes < SLOWEST_BYTES_PER_S * seconds:
            raise UnreachableError(
                f"{public(self._address)} sent only {self._bytes} bytes in {seconds:.0f} s: check the network, then "
                "repeat the command, which resumes here"
            )
        self._begin_s, self._bytes = time.monotonic(), 0


def _arriving(response: requests.Response) -> Iterator[bytes]:
    """Yield bytes as soon as they arrive; ``iter_content`` waits until a chunk is full."""
    if response.headers.get("Content-Encoding") or not hasattr(response.raw, "read1"):  # urllib3 before 2.1
        yield from response.iter_content(CHUNK_BYTES)
        return
    while chunk := response.raw.read1(CHUNK_BYTES):
        yield chunk


def state_of(response: requests.Response) -> str | None:
    """Return a file's state for If-Range: its strong ETag, else its date, else None.

    A weak ETag does not promise the same bytes.
    """
    etag = response.headers.get("ETag", "")
    return etag if etag and not etag.startswith("W/") else response.headers.get("Last-Modified")


def _raise_for_status(response: requests.Response, address: str) -> None:
    status = response.status_code
    said = f"{public(address)} answers {status} {response.reason or ''}".rstrip()
    if status < 400 or status == 416:
        return
    if status in _TRANSIENT:
        asked = response.headers.get("Retry-After", "")
        raise TransientError(said, float(asked) if asked.isdecimal() else 0.0)
    if status in (404, 410):
        raise NotThereError(f"{said}: check the name and the revision")
    if status in (401, 403):
        raise UsageError(f"{said}: check the name; a private model needs `hf auth login` or HF_TOKEN")
    raise Any2AnyError(f"{said}: try again later")


def _reason(error: Exception) -> str:
    """Return the innermost message of a chain of errors, on one line; the outer ones repeat it with addresses."""
    inner: BaseException = error
    while inner.__context__ is not None:
        inner = inner.__context__
    return " ".join(str(inner).split()) or type(inner).__name__
