from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.bands import (
    BandPart,
    BandTerm,
    channels,
    format_bands,
    is_synthetic,
    parse_band_grammar,
    plain_bands,
)
from any2any.errors import UsageError

weights = st.floats(allow_nan=False, allow_infinity=False)
terms = st.lists(st.tuples(weights, st.integers(1, 300)), min_size=1, max_size=4).map(
    lambda w: BandTerm(tuple(w))
)
parts = st.builds(BandPart, st.lists(terms, min_size=1, max_size=4).map(tuple), st.integers(1, 9))


@given(st.lists(parts, min_size=1, max_size=4).map(tuple))
def test_what_is_written_is_read_back(parts: tuple[BandPart, ...]) -> None:
    """The sign of a weight of zero does not matter."""
    assert parse_band_grammar(format_bands(parts)) == parts


def test_bands_of_two_files_with_averaging() -> None:
    parsed = parse_band_grammar("1,2,3/2;4,5,6")
    assert parsed == (plain_bands([1, 2, 3], 2), plain_bands([4, 5, 6]))
    assert channels(parsed) == 6


def test_weighted_sum_needs_each_band_once() -> None:
    [part] = parse_band_grammar(" 0.2*1+0.35*2 + 0.35*3+1e-1*4 , 2+-.5*1 / 4 ".replace(" + ", "+"))
    assert part.averaged == 4
    assert part.terms[0].weights == ((0.2, 1), (0.35, 2), (0.35, 3), (0.1, 4))
    assert part.terms[1].weights == ((1.0, 2), (-0.5, 1))
    assert part.numbers == (1, 2, 3, 4)


@pytest.mark.parametrize(
    "text",
    ["", "1,", ";1", "1;", "0", "-1", "1.5", "b1", "1/0", "1/-2", "1/", "1/2/2", "1+", "+1", "1*", "*1", "2*1-1*2",
     "nan*1", "inf*1", "1e999*1", "1 2", "0x1", "²", "1,2;3/x"],
)  # fmt: skip
def test_anything_else_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(UsageError, match=r"^bands .* cannot be parsed at .*: write band numbers") as error:
        parse_band_grammar(text)
    assert repr(text) in str(error.value)


@pytest.mark.parametrize(
    ("text", "synthetic"),
    [
        ("1", False),
        ("3,2,1", False),
        ("2,3,4/2;1,5,6", False),  # averaged pixels are what larger ones would have recorded
        ("0.5*1", False),
        ("0.2*1+0.35*2+0.35*3+0.1*4", True),
        ("1,2;0.5*1+0.5*2/2", True),
    ],
)
def test_bands_made_of_several_are_marked_as_synthetic(text: str, synthetic: bool) -> None:
    assert is_synthetic(text) == synthetic
