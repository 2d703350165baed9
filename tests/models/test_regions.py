"""The regions of several classes, against NumPy and by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.regions import regions


@given(st.integers(3, 10), st.integers(0, 2**32 - 1))
def test_the_winner_has_the_largest_output_by_its_margin(classes, entropy):
    rng = np.random.default_rng(entropy)
    output = rng.normal(0, 10.0 ** rng.integers(-6, 30), (classes, 5, 4)).astype(np.float32)
    share = rng.dirichlet(np.ones(classes), (5, 4)).transpose(2, 0, 1)
    found = regions(output, share)
    ordered = np.sort(output.astype(float), axis=0)
    np.testing.assert_array_equal(found.winner, output.argmax(0))
    np.testing.assert_array_equal(found.margin, ordered[-1] - ordered[-2])
    for row, column in np.ndindex(5, 4):
        wanted = share[found.winner[row, column], row, column]
        assert found.share[row, column] == max(wanted, 1 / classes)


def test_ties_overflow_and_missing_outputs():
    missing, tie = [np.nan, 1.0, 0.5], [2.0, 2.0, 1.0]
    endless, nothing = [1.0, np.inf, np.inf], [np.nan] * 3
    output = np.array([[missing, tie, endless, nothing]]).transpose(2, 0, 1)
    share = np.full((3, 1, 4), 0.4)
    share[:, 0, 3] = np.nan
    found = regions(output, share)
    assert found.winner[0].tolist() == [1, 0, 1, 0]
    assert found.margin[0].tolist() == [0.5, 0.0, 0.0, 0.0]
    assert found.share[0].tolist() == [0.4, 0.4, 0.4, 1 / 3]
    alone = regions(np.array([1.0, np.inf, 0.0]).reshape(3, 1, 1), np.full((3, 1, 1), np.nan))
    assert np.isinf(alone.margin).all()
