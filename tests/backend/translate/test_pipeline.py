from __future__ import annotations

import threading
from collections.abc import Generator

import pytest

from any2any.translate.pipeline import WriteBehind, read_ahead


def test_reading_stays_one_ahead_in_a_thread_of_its_own() -> None:
    threads, taken, reached_two = set(), [], threading.Event()

    def items() -> Generator[int, None, None]:
        for i in range(4):
            threads.add(threading.get_ident())
            if i == 1:
                reached_two.set()
            yield i

    for i in read_ahead(items()):
        assert reached_two.wait(5)  # the second is read while the first is used
        taken.append(i)
    assert taken == [0, 1, 2, 3]
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_reading_closes_what_it_reads_and_raises_what_it_raised() -> None:
    closed = threading.Event()

    def items() -> Generator[int, None, None]:
        try:
            yield 1
            yield 2
            raise ValueError("damaged")
        finally:
            closed.set()

    reading = read_ahead(items())
    assert next(reading) == 1
    reading.close()
    assert closed.is_set()
    with pytest.raises(ValueError, match="damaged"):
        list(read_ahead(items()))


def test_writing_keeps_its_order_and_raises_in_the_next_call() -> None:
    done: list[int] = []

    def fail() -> None:
        raise OSError("disk full")

    def write_all() -> None:
        with WriteBehind() as writing:
            for call in (lambda: done.append(1), lambda: done.append(2), fail, lambda: done.append(3)):
                writing.submit(call)

    with pytest.raises(OSError, match="disk full"):
        write_all()
    assert done == [1, 2]


def test_a_second_failure_is_reported_and_the_first_is_raised(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise OSError("disk full")

    def write_and_fail() -> None:
        with WriteBehind() as writing:
            writing.submit(fail)
            raise ValueError("damaged")

    with pytest.raises(ValueError, match="damaged"):
        write_and_fail()
    assert "what was written meanwhile failed too: disk full" in caplog.text


def test_writing_ends_before_the_block_does() -> None:
    go, done = threading.Event(), []

    def slow() -> None:
        assert go.wait(5)
        done.append(1)

    with WriteBehind() as writing:
        writing.submit(slow)
        go.set()
    assert done == [1]
