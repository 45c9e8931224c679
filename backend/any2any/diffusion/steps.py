"""Report each step of a sampler to its caller, without a parameter in every model between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

OnStep = Callable[[float], None]
"""Receives the finished share of the steps, 0 to 1; an exception stops the sampling."""

_listener: ContextVar[OnStep | None] = ContextVar("any2any_on_step", default=None)


@contextmanager
def heard(on_step: OnStep) -> Iterator[None]:
    """Call ``on_step`` after each step that a sampler takes in this thread, until the block ends."""
    token = _listener.set(on_step)
    try:
        yield
    finally:
        _listener.reset(token)


def step_done(number: int, total: int) -> None:
    """Report to the listener, if there is one, that ``number`` of ``total`` steps are done."""
    on_step = _listener.get()
    if on_step is not None:
        on_step(number / total)
