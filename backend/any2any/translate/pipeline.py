"""One thread before the device and one after it, each with at most one item in flight."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")


def read_ahead(items: Generator[T, None, None]) -> Generator[T, None, None]:
    """Yield items while a single thread prepares the next one."""
    with ThreadPoolExecutor(1, thread_name_prefix="reader") as pool:
        try:
            upcoming: Future[list[T]] = pool.submit(_take, items)
            while taken := upcoming.result():
                upcoming = pool.submit(_take, items)
                yield taken[0]
        finally:
            pool.submit(items.close).result()


def _take(items: Iterator[T]) -> list[T]:
    """Return the next item in a list; an empty list at the end."""
    for item in items:
        return [item]
    return []


class WriteBehind:
    """Runs calls in order on one thread; a new call waits for the previous one and raises its error."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._last: Future[None] | None = None

    def submit(self, call: Callable[[], None]) -> None:
        """Start a call; raise the error of the previous one, if any."""
        self.wait()
        self._last = self._pool.submit(call)

    def wait(self) -> None:
        """Wait for the last call."""
        last, self._last = self._last, None
        if last is not None:
            last.result()

    def __enter__(self) -> WriteBehind:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self.wait()
        finally:
            self._pool.shutdown()
            if error is not None and self._last is not None and (also := self._last.exception()) is not None:
                logger.warning("what was written meanwhile failed too: %s", also)
