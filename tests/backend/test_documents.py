from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest

from any2any.documents import DocumentError, read_document
from any2any.errors import UsageError


@dataclass(frozen=True)
class Inner:
    rate: float
    sizes: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.rate < 0:
            raise UsageError(f"rate is {self.rate}: choose at least 0")


@dataclass(frozen=True)
class Outer:
    name: str
    inner: Inner
    window: tuple[int, int] | None = None
    scale: float | tuple[float, ...] = 1.0
    folder: Path | None = None
    kind: Literal["a", "b"] = "a"
    by_name: dict[str, Inner] = field(default_factory=dict)
    items: list[Inner] = field(default_factory=list)
    free: Any = None
    flag: bool = False


WHOLE = {
    "name": "n",
    "inner": {"rate": 2, "sizes": [1, 2, 3]},
    "window": [4, 5],
    "scale": [0.5, 1],
    "folder": "a/b",
    "kind": "b",
    "by_name": {"x": {"rate": 0.5}},
    "items": [{"rate": 1.5}],
    "free": {"any": [1, None]},
    "flag": True,
}


def test_every_kind_of_annotation_is_read() -> None:
    read = read_document(Outer, WHOLE, "f")
    assert read == Outer(
        name="n",
        inner=Inner(2.0, (1, 2, 3)),
        window=(4, 5),
        scale=(0.5, 1.0),
        folder=Path("a/b"),
        kind="b",
        by_name={"x": Inner(0.5)},
        items=[Inner(1.5)],
        free={"any": [1, None]},
        flag=True,
    )
    assert read_document(Outer, {"name": "n", "inner": {"rate": 0.0}}, "f") == Outer("n", Inner(0.0))


@pytest.mark.parametrize(("widen", "kind"), [(True, float), (False, int)])
def test_whole_numbers_become_floats_unless_they_are_to_stay(widen: bool, kind: type) -> None:
    assert type(read_document(Inner, {"rate": 2}, "f", widen=widen).rate) is kind


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"inner": {"rate": 1, "size": 2}}, r"f\.inner: unknown key 'size'; known are rate, sizes"),
        ({"inner": {}}, r"f\.inner: .*missing 1 required positional argument: 'rate'"),
        ({"inner": 3}, r"f\.inner: 3 is not a mapping"),
        ({"inner": {"rate": -1}}, r"f\.inner: rate is -1\.0: choose at least 0"),
        (
            {"inner": {"rate": "1e-5"}},
            r"f\.inner\.rate: '1e-5' is not of type float; write it with a point, like 1\.0e-5",
        ),
        ({"inner": {"rate": True}}, r"f\.inner\.rate: True is not of type float"),
        ({"inner": {"rate": None}}, r"f\.inner\.rate: None is not of type float"),
        ({"inner": {"rate": 1, "sizes": [1, "2"]}}, r"f\.inner\.sizes\[1\]: '2' is not of type int"),
        ({"inner": {"rate": 1, "sizes": 1}}, r"f\.inner\.sizes: 1 is not a list"),
        ({"window": [1, 2, 3]}, r"f\.window: \[1, 2, 3\] has 3 entries: give 2"),
        ({"by_name": {"x": {"rate": "a"}}}, r"f\.by_name\.x\.rate: 'a' is not of type float"),
        ({"by_name": {1: {}}}, r"f\.by_name: .* is not a mapping from text"),
        ({"items": [{"rate": 1}, {}]}, r"f\.items\[1\]: .*'rate'"),
        ({"folder": 3}, r"f\.folder: 3 is not of type Path"),
        ({"inner": {"rate": 10**400}}, r"f\.inner\.rate: 10{29}\.\.\. is too large: give at most 1\.8e308"),
        ({"scale": "1"}, r"f\.scale: '1' is not of type float"),
    ],
)
def test_an_error_says_where_and_what(change: dict[str, Any], message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read_document(Outer, WHOLE | change, "f")


def test_a_key_of_an_earlier_release_says_what_to_write_now() -> None:
    with pytest.raises(DocumentError, match=r"f: 'speed' has moved: write rate"):
        read_document(Inner, {"speed": 1}, "f", moved={(Inner, "speed"): "rate"})
