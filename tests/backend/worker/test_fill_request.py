"""A fill as QGIS asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from any2any.errors import UsageError
from any2any.requests.fill import FillRequest, NamedRaster
from any2any.worker.parameters import fill_request

JOB: dict[str, Any] = {
    "input": "in.tif",
    "output": "out.tif",
    "mask": "nodata",
    "sources": [{"modality": "sar", "path": "s1.tif"}],
}


def test_a_request_becomes_typed() -> None:
    options = {
        "synthetic": "s.tif",
        "mask_values": [3, 8],
        "mask_band": 2,
        "reference": None,
        "overwrite": True,
    }
    assert fill_request({**JOB, **options}) == FillRequest(
        "in.tif",
        Path("out.tif"),
        "nodata",
        (NamedRaster("sar", "s1.tif"),),
        (3, 8),
        2,
        synthetic=Path("s.tif"),
        overwrite=True,
    )


def test_a_reference_alone_needs_no_source() -> None:
    assert fill_request({**JOB, "sources": [], "reference": "old.tif"}).sources == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mask", 3),
        ("sources", "sar"),
        ("sources", ["sar"]),
        ("mask_values", ["a"]),
        ("mask_band", 0),
        ("other", 1),
    ],
)
def test_what_is_wrong_is_named(field: str, value: Any) -> None:
    with pytest.raises(UsageError, match=field):
        fill_request({**JOB, field: value})


@pytest.mark.parametrize("source", [{"modality": "sar"}, {"modality": "sar", "path": 1}, {"file": "s1.tif"}])
def test_a_source_needs_modality_and_path(source: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="a source"):
        fill_request({**JOB, "sources": [source]})
