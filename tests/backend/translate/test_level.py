"""Reflectance above the atmosphere is read as that of the ground where the model knows the ground's alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from any2any.errors import UsageError
from any2any.raster.product import to_surface
from any2any.raster.radiometry import S2
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import Manifest
from any2any.spec.modality import RGB
from any2any.translate.make_plan import make_plan
from any2any.translate.tags import output_spec

RequestFor = Callable[..., TranslateRequest]
BANDS = [band.name for band in RGB.bands]
STORED = np.array([[[900]], [[1000]], [[1100]]], np.uint16)
"""Red, green, blue of level 1C: at the surface (0.09 - 0.027) / 0.89 = 0.0708, 0.0663 and 0.045."""


@pytest.fixture
def level_1c(write_raster: Callable[..., Path], tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    numbers = STORED + rng.integers(0, 300, (3, 64, 64)).astype(np.uint16)
    return write_raster(tmp_path / "S2A_MSIL1C_scene.tif", numbers)


@pytest.fixture
def surface(manifest: Manifest) -> Manifest:
    return replace(manifest, reflectance="surface")


def optical(request_for: RequestFor, path: Path, **changes: Any) -> TranslateRequest:
    return request_for(path, source="rgb", target="nir", radiometry="s2", **changes)


def test_a_product_of_level_1c_is_brought_to_the_surface(
    level_1c: Path, request_for: RequestFor, surface: Manifest
) -> None:
    plan = make_plan(optical(request_for, level_1c), surface)
    assert plan.encoding == to_surface(S2, BANDS)
    assert plan.encoding.to_physical(STORED).ravel() == pytest.approx([0.0708, 0.0663, 0.045], abs=1e-4)
    assert "brought to the surface" in plan.radiometry


@pytest.mark.parametrize("level", ["auto", "toa"])
def test_a_model_of_mixed_levels_reads_files_as_they_are(
    level_1c: Path, request_for: RequestFor, manifest: Manifest, level: str
) -> None:
    assert make_plan(optical(request_for, level_1c, level=level), manifest).encoding == S2


def test_the_users_word_counts_more_than_the_name(
    level_1c: Path, request_for: RequestFor, surface: Manifest
) -> None:
    assert make_plan(optical(request_for, level_1c, level="surface"), surface).encoding == S2


@pytest.mark.parametrize(("level", "number"), [("surface", 3000), ("toa", 2910)])
def test_the_result_is_at_the_level_that_was_asked_for(
    level_1c: Path, request_for: RequestFor, surface: Manifest, level: str, number: int
) -> None:
    """Near infrared of 0.3 at the ground is 0.3 * 0.93 + 0.012 = 0.291 above the atmosphere; tags say which it is."""
    plan = make_plan(optical(request_for, level_1c, output_level=level), surface)
    spec = output_spec(plan, surface, "2026-01-01T00:00:00Z")
    assert spec.tags["ANY2ANY_LEVEL"] == level
    stored = spec.encoding.encode(np.full((1, 1, 1), 0.3, np.float32), np.ones((1, 1), np.bool_))
    assert stored.item() == number


def test_levels_are_different_results(level_1c: Path, request_for: RequestFor, surface: Manifest) -> None:
    wishes: list[dict[str, str]] = [{}, {"level": "surface"}, {"output_level": "toa"}]
    plans = [make_plan(optical(request_for, level_1c, **wish), surface) for wish in wishes]
    assert len({plan.digest for plan in plans}) == 3


def test_a_model_that_does_not_know_its_level_cannot_give_another(
    level_1c: Path, request_for: RequestFor, manifest: Manifest
) -> None:
    with pytest.raises(UsageError, match="does not say that its NIR is surface reflectance"):
        make_plan(optical(request_for, level_1c, output_level="toa"), manifest)


def test_radar_has_no_level(sar: Path, request_for: RequestFor, surface: Manifest) -> None:
    plan = make_plan(request_for(sar, level="toa"), surface)
    assert plan.encoding == make_plan(request_for(sar), surface).encoding
