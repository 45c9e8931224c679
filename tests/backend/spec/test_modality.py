from __future__ import annotations

import pytest

from any2any.errors import UsageError
from any2any.spec.modality import (
    ALL_DIRECTIONS,
    DEFAULT_MODALITIES,
    SEEN_DIRECTIONS,
    Band,
    Direction,
    Modality,
)

BAND = Band("one", 0.0, 1.0)


@pytest.mark.parametrize(
    ("name", "channels", "window_px", "pixel_size_m"),
    [("rgb", 3, 256, 10), ("sar", 1, 256, 10), ("nir", 1, 256, 10), ("ms", 6, 128, 20), ("pan", 1, 512, 5)],
)
def test_default_modalities_are_those_of_the_design(
    name: str, channels: int, window_px: int, pixel_size_m: float
) -> None:
    modality = next(m for m in DEFAULT_MODALITIES if m.name == name)
    assert (modality.channels, modality.window_px) == (channels, window_px)
    assert modality.pixel_size_m == pixel_size_m


def test_a_window_is_the_same_ground_in_every_modality() -> None:
    assert {m.window_px * m.pixel_size_m for m in DEFAULT_MODALITIES} == {2560.0}


def test_14_directions_are_seen_both_ways_and_6_are_not() -> None:
    assert len(set(SEEN_DIRECTIONS)) == 14
    assert {Direction(d.target, d.source) for d in SEEN_DIRECTIONS} == set(SEEN_DIRECTIONS)
    unseen = {str(d) for d in set(ALL_DIRECTIONS) - set(SEEN_DIRECTIONS)}
    assert len(ALL_DIRECTIONS) == 20
    assert unseen == {"sar->pan", "pan->sar", "pan->ms", "ms->pan", "nir->pan", "pan->nir"}


@pytest.mark.parametrize("name", ["SAR", "two words", "", "1st"])
def test_a_name_that_is_not_an_identifier_is_named(name: str) -> None:
    with pytest.raises(ValueError, match="lower-case identifier"):
        Modality(name, "X", "reflectance", (BAND,), 4, 10.0)


@pytest.mark.parametrize("downsampling", [0, 3, 6, -4])
def test_downsampling_is_a_power_of_two(downsampling: int) -> None:
    with pytest.raises(ValueError, match=f"downsampling {downsampling} must be a power of two"):
        Modality("x", "X", "reflectance", (BAND,), downsampling, 10.0)


def test_a_modality_has_bands_and_a_band_a_range() -> None:
    with pytest.raises(ValueError, match="declares no band"):
        Modality("x", "X", "reflectance", (), 4, 10.0)
    with pytest.raises(ValueError, match=r"low 1\.0 must be below high 1\.0"):
        Band("flat", 1.0, 1.0)


@pytest.mark.parametrize("direction", ALL_DIRECTIONS, ids=str)
def test_a_direction_is_read_as_it_is_written(direction: Direction) -> None:
    assert Direction.parse(str(direction)) == direction
    assert Direction.parse(f" {direction.source} -> {direction.target} ") == direction


@pytest.mark.parametrize(
    "text", ["", "sar", "sar->", "->rgb", "sar-rgb", "sar->sar", "sar->rgb->ms", "s ar->rgb"]
)
def test_a_text_that_is_not_a_direction_is_refused(text: str) -> None:
    with pytest.raises(
        UsageError, match=r"is not a direction: write two different modalities like 'sar->rgb'"
    ):
        Direction.parse(text)
