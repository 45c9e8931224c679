from __future__ import annotations

from typing import Any

import pytest

from any2any.evaluation.summary import behind, direction_rows, mean_rows


def figures(psnr_db: float) -> dict[str, float]:
    return {"psnr_db": psnr_db, "ssim": psnr_db / 100, "rmse_255": 100 - psnr_db}


def row(
    data: str, direction: str, mean: float, model: float, seen: bool = True, windows: int = 1
) -> dict[str, Any]:
    return {
        "data": data,
        "direction": direction,
        "seen": seen,
        "windows": windows,
        "mean_image": figures(mean),
        "linear_regression": figures(mean - 5),
        "model_1_steps": figures(model - 3),
        "model_4_steps": figures(model),
    }


ROWS = [
    row("a", "sar->rgb", 20, 26, windows=100),
    row("simulated", "sar->rgb", 24, 20),
    row("a", "rgb->sar", 10, 12),
    row("a", "sar->pan", 30, 10, seen=False),
]


def test_every_data_source_counts_once() -> None:
    """The mean of 26 and 20 is 23, although one has 100 windows; the baseline's is 22."""
    first, second, third = direction_rows(ROWS)
    assert (first["direction"], first["data"], first["windows"]) == ("sar->rgb", ["a", "simulated"], 101)
    assert first["model_4_steps"] == {"psnr_db": 23.0, "ssim": 0.23, "rmse_255": 77.0}
    assert first["mean_image"]["psnr_db"] == 22.0
    assert (first["ahead"], second["ahead"], third["ahead"]) == (True, True, False)


def test_every_direction_counts_once() -> None:
    """Seen: (23 + 12) / 2 on all data, (26 + 12) / 2 on real data alone."""
    found = {
        (r["data"], r["seen"]): (r["directions"], r["model_4_steps"]["psnr_db"]) for r in mean_rows(ROWS)
    }
    assert found == {
        ("all", True): (2, pytest.approx(17.5)),
        ("all", False): (1, 10.0),
        ("real", True): (2, pytest.approx(19.0)),
        ("real", False): (1, 10.0),
    }


def test_what_is_behind_is_named_with_the_best_of_both() -> None:
    assert behind(ROWS) == [
        {
            "data": "simulated",
            "direction": "sar->rgb",
            "seen": True,
            "method": "model_4_steps",
            "baseline": "mean_image",
            "difference_db": -4.0,
        },
        {
            "data": "a",
            "direction": "sar->pan",
            "seen": False,
            "method": "model_4_steps",
            "baseline": "mean_image",
            "difference_db": -20.0,
        },
    ]
