"""Candidates count by their errors in artificial holes."""

from __future__ import annotations

import numpy as np
import pytest

from any2any.fill.candidate_weights import _turned, blended, by_errors, first_only


def test_weights_are_inverse_cubes_of_mean_square_errors() -> None:
    """Mean square errors 1, 2 and 4 give 64 : 8 : 1; of equal ones all count alike."""
    weights = by_errors(np.array([[1.0, 5.0], [2.0, 5.0], [4.0, 5.0]]))
    assert weights[:, 0] == pytest.approx(np.array([64, 8, 1]) / 73)
    assert weights[:, 1] == pytest.approx(1 / 3)


def test_a_candidate_without_an_error_counts_alone() -> None:
    assert by_errors(np.array([[0.0], [1e-6], [1.0]]))[:, 0].tolist() == [1, 0, 0]
    assert by_errors(np.zeros((3, 1)))[:, 0] == pytest.approx(1 / 3)


def test_bands_are_blended_by_weights_of_their_own() -> None:
    guesses = np.stack([np.full((2, 4, 5), value, np.float32) for value in (0, 1, 10)])
    weights = np.array([[0.5, 0.0], [0.3, 1.0], [0.2, 0.0]], np.float32)
    image = blended(guesses, weights)
    assert image[0] == pytest.approx(0.3 * 1 + 0.2 * 10)
    assert image[1] == pytest.approx(1)


def test_a_guess_that_counts_alone_stays_bit_for_bit() -> None:
    guesses = np.random.default_rng(0).random((3, 2, 30, 30)).astype(np.float32)
    guesses[2, 0, 0, 0] = np.nan
    assert np.array_equal(blended(guesses, first_only(2)), guesses[0])


def test_holes_of_another_rectangle_are_turned_and_cut_to_this_one() -> None:
    holes = np.zeros((3, 4), bool)
    holes[0, 0] = True
    laid = _turned(holes, np.zeros((5, 4), bool))
    assert np.argwhere(laid).tolist() == [[2, 3]]  # the last corner of 3 x 4
    assert not _turned(holes, np.zeros((2, 4), bool)).any()
