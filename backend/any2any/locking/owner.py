"""Identify the process that owns a file, and whether it still runs: on Linux, macOS and Windows."""

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
    """One process on one machine; process ids are reused, so boot and start time identify it as well."""

    pid: int
    host: str
    boot: str | None
    """Identifies the machine's boot; None where the system does not report it."""
    namespace: str | None
    """The pid namespace: two containers on one machine may use the same process ids."""
    begun: str | None
    """Start time of the process, in the system's own unit; None where it is not reported."""
    since: str
    """UTC time at which it took the lock."""
    token: str
    """Random, for one lock."""
    about: str = ""
    """What the process is doing, for other processes on the same job."""

    @staticmethod
    def here(about: str = "") -> Owner:
        """Describe this process, with a new token."""
        since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        pid = os.getpid()
        return Owner(pid, *_machine(), process_begun(pid), since, secrets.token_hex(8), about)

    @property
    def is_dead(self) -> bool | None:
        """Whether the process has ended; None if unknown, as for another machine."""
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
    """Host name, boot id and pid namespace of this machine."""
    boot = namespace = None
    if sys.platform == "linux":
        try:
            boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
            namespace = str(Path("/proc/self/ns/pid").stat().st_ino)
        except OSError:  # no /proc here
            boot = namespace = None
    return socket.gethostname(), boot, namespace


def _is_running(pid: int, begun: str | None) -> bool:
    """Whether the process with this id and start time still runs on this machine."""
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
        """Return a running process's start time, in 100 ns since 1601; None if it does not run.

        ``os.kill(pid, 0)``, the check on other systems, would end the process here.
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
            if ended.dwLowDateTime or ended.dwHighDateTime:  # ended, but its handle is still open
                return None
            return str((begun.dwHighDateTime << 32) + begun.dwLowDateTime)
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))

    def _answers(pid: int) -> bool:
        return False

else:

    def process_begun(pid: int) -> str | None:
        """Return a running process's start time, in ticks since boot; None if it does not run, or without /proc."""
        try:
            status = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return None
        state, *numbers = status.rpartition(")")[2].split()  # the name before it may contain anything
        return (
            None if state in "ZX" else numbers[18]
        )  # a zombie has ended; the start time is field 22 of proc(5)

    def _answers(pid: int) -> bool:
        """Whether a process runs, where there is no /proc for its start time."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:  # another user's process
            return True
        return True
