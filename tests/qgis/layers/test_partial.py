"""Where the finished rows of a job lie in its result."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from any2any_qgis.layers.partial import read_partial

TRANSFORM = [10.0, 0.0, 500000.0, 0.0, -10.0, 5000000.0]


def plan_of(rows: tuple[int, int], cols: tuple[int, int], source: int, target: int) -> dict:
    """Return what ``plan.json`` says of a window of source pixels."""
    wanted = {"row_start": rows[0], "row_stop": rows[1], "col_start": cols[0], "col_stop": cols[1]}
    grid = {"height": 9999, "width": 9999, "transform": TRANSFORM, "crs_wkt": None}
    downsampling = {"source_downsampling": source, "target_downsampling": target}
    plan = {"piece_latent_px": 96, "wanted_px": wanted, "grid": grid, "route_source": None}
    return {"plan": {**plan, **downsampling, "source": "sar", "target": "rgb"}}


@pytest.mark.parametrize(
    ("target", "size", "pieces", "corner"),
    [
        (4, (499, 300), [(0, 381), (381, 118)], (501010.0, 4999490.0)),
        (8, (998, 600), [(0, 762), (762, 236)], (501010.0, 4999490.0)),
    ],
)
def test_pieces_of_a_window_lie_where_the_result_has_them(
    tmp_path: Path, target: int, size: tuple[int, int], pieces: list, corner: tuple[float, float]
) -> None:
    """Rows 51 to 550 of cells of 4 pixels: the first piece of 384 pixels starts at row 48, and lacks 3 (or 6) rows."""
    (tmp_path / "plan.json").write_text(json.dumps(plan_of((51, 550), (101, 401), 4, target)))
    for number in range(2):
        (tmp_path / f"rows_{number:06d}.tif").touch()
    image = read_partial(tmp_path)
    assert (image.height, image.width) == size
    assert [(piece.row, piece.height) for piece in image.pieces] == pieces
    assert (image.geotransform[0], image.geotransform[3]) == corner
