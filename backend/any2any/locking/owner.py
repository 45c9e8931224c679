"""Which process something on disk belongs to, and whether that process still runs: on Linux, macOS and Windows."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Owner:
    """One process on one machine at one time; numbers of processes are used again, so they say too little alone."""

    pid: int
    host: str
    boot: str | None
    """Of the machine since it was switched on; None where the system does not tell."""
    namespace: str | None
    """Which processes a number is counted among: two containers of one machine have the same numbers."""
    begun: str | None
    """When the process began, in the system's own count; None where it does not tell."""
    since: str
    """UTC time at which it took what it holds."""
    token: str
    """Random, for one lock."""
    about: str = ""
    """What the process does there, for others that do the same."""

    @staticmethod
    def here(about: str = "") -> Owner:
        """Describe this process, with a new token."""
        since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        pid = os.getpid()
        return Owner(pid, *_machine(), process_begun(pid), since, secrets.token_hex(8), about)

    @property
    def is_dead(self) -> bool | None:
        """Whether the process has ended; None if that cannot be told from here, as on another machine."""
        host, boot, namespace = _machine()
        if self.host != host or (boot == self.boot and namespace != self.namespace):
            return None
        if self.boot != boot:
            return True
        return not _is_running(self.pid, self.begun)

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host} since {self.since}"


@cache
def _machine() -> tuple[str, str | None, str | None]:
    """Name, boot and namespace of processes of this machine."""
    boot = namespace = None
    if sys.platform == "linux":
        try:
            boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
            namespace = str(Path("/proc/self/ns/pid").stat().st_ino)
        except OSError:  # a system without /proc
            boot = namespace = None
    return socket.gethostname(), boot, namespace


def _is_running(pid: int, begun: str | None) -> bool:
    """Whether a process of this machine runs that is the one that began then."""
    now = process_begun(pid)
    if now is not None:
        return begun is None or now in (begun, _UNKNOWN)
    return begun is None and _answers(pid)


_UNKNOWN = "unknown"

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY_LIMITED_INFORMATION = 0x1000
    _ERROR_ACCESS_DENIED = 5

    def process_begun(pid: int) -> str | None:
        """Return when a running process began, in 100 ns since 1601; None if there is none.

        ``os.kill(pid, 0)``, which asks elsewhere, would end a process here.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid)
        if not handle:
            return _UNKNOWN if ctypes.get_last_error() == _ERROR_ACCESS_DENIED else None
        try:
            begun, ended, kernel_time, user_time = (wintypes.FILETIME() for _ in range(4))
            references = (ctypes.byref(t) for t in (begun, ended, kernel_time, user_time))
            if not kernel.GetProcessTimes(wintypes.HANDLE(handle), *references):
                return _UNKNOWN
            if ended.dwLowDateTime or ended.dwHighDateTime:  # ended, but someone holds it open
                return None
            return str((begun.dwHighDateTime << 32) + begun.dwLowDateTime)
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))

    def _answers(pid: int) -> bool:
        return False

else:

    def process_begun(pid: int) -> str | None:
        """Return when a running process began, in ticks since the boot; None if none runs, or without /proc."""
        try:
            status = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return None
        state, *numbers = status.rpartition(")")[2].split()  # the name before may hold anything
        return (
            None if state in "ZX" else numbers[18]
        )  # a zombie only waits to be counted; field 22 of proc(5)

    def _answers(pid: int) -> bool:
        """Whether a process runs, where there is no /proc to tell since when."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:  # another user's
            return True
        return True
