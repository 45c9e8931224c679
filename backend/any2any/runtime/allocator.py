"""What the C library does with freed memory. Imports nothing heavy; does nothing but on Linux with glibc.

A convolution's result of tens of megabytes comes straight from the system and goes straight back when it is freed, and
each of its pages is mapped and cleared anew for the next one: a third of a translation's processor time, measured in
a virtual machine (``docs/performance.md``).
"""

from __future__ import annotations

import ctypes
import sys

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX = -1, -2, -4
"""Parameters of ``mallopt``, from glibc's malloc.h."""

NEVER = -1
GROWTH_BYTES = 64 * 2**20
"""How much the heap grows at once, at least."""


def keep_freed_memory() -> None:
    """Let this process use freed memory again, for good: to be called where a process begins that runs networks."""
    libc = _glibc()
    if libc is not None:
        libc.mallopt(M_MMAP_MAX, 0)
        libc.mallopt(M_TRIM_THRESHOLD, NEVER)
        libc.mallopt(M_TOP_PAD, GROWTH_BYTES)


def give_back_freed_memory() -> None:
    """Give the system what is free now: to be called where a process will wait, and others may need it."""
    libc = _glibc()
    if libc is not None:
        libc.malloc_trim(0)


def _glibc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
