"""Lets the caller of a sampler hear of each step, without a parameter through every model in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

OnStep = Callable[[float], None]
"""Takes the share of the steps that are done, 0 to 1; what it raises ends the sampling."""

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
    """Tell the listener, if there is one, that ``number`` of ``total`` steps are done."""
    on_step = _listener.get()
    if on_step is not None:
        on_step(number / total)
