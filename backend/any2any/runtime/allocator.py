"""Keep freed memory in the process. Imports nothing heavy; has no effect except on Linux with glibc.

By default glibc returns a convolution's result of tens of megabytes to the system when it is freed. The system then
maps and clears its pages again for the next one, which took a third of a translation's processor time in a virtual
machine (``docs/performance.md``).
"""

from __future__ import annotations

import ctypes
import sys

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX = -1, -2, -4
"""Parameters of ``mallopt``, from glibc's malloc.h."""

NEVER = -1
GROWTH_BYTES = 64 * 2**20
"""Least growth of the heap at a time."""


def keep_freed_memory() -> None:
    """Make this process reuse freed memory from now on; call it before running networks."""
    libc = _glibc()
    if libc is not None:
        libc.mallopt(M_MMAP_MAX, 0)
        libc.mallopt(M_TRIM_THRESHOLD, NEVER)
        libc.mallopt(M_TOP_PAD, GROWTH_BYTES)


def give_back_freed_memory() -> None:
    """Return free memory to the system; call it before the process waits for work."""
    libc = _glibc()
    if libc is not None:
        libc.malloc_trim(0)


def _glibc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
