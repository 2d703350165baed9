"""Products of dense and sparse matrices."""

import numpy as np
import pytest
import torch

from models.labs.products import PRODUCTS, SHARES, Products, compressed, factors


def products(dense: list[float], sparse: list[float]) -> Products:
    rows = (np.array([values] * 3, dtype=float) for values in (dense, sparse, sparse))
    return Products(256, SHARES, *rows, error=0.0)


@pytest.mark.parametrize("share", SHARES)
def test_zeros_are_as_many_as_said_and_change_no_product(share: float) -> None:
    h, weights = factors(64, share)
    assert float((h == 0).double().mean()) == pytest.approx(share, abs=1e-4)
    torch.testing.assert_close(compressed(h) @ weights, h @ weights, rtol=1e-4, atol=1e-4)


def test_a_product_is_timed_after_a_first_repetition() -> None:
    stage = PRODUCTS({"width": 64}, None, 0.0)
    assert stage.result is None
    stage = PRODUCTS({"width": 64}, stage.memory, 0.0)
    assert stage.result.repetitions == 1 and not stage.done
    for seconds in (stage.result.dense, stage.result.sparse, stage.result.converted):
        assert seconds.shape == (1, len(SHARES)) and np.all(seconds > 0)
    assert stage.result.error < 1e-4


def test_break_even_is_the_share_from_which_on_it_pays() -> None:
    one = [1.0] * 6
    assert products(one, [9, 5, 2, 1, 0.5, 0.1]).break_even == 0.95
    assert products(one, [0.5, 5, 2, 0.9, 0.5, 0.1]).break_even == 0.9
    assert products(one, [9, 9, 9, 9, 9, 9]).break_even is None
    assert products(one, [0.5] * 6).break_even == 0.0


def test_ratios_are_of_medians() -> None:
    found = products([2.0] * 6, [1.0, 2, 3, 4, 5, 6])
    assert found.ratio("sparse").tolist() == [0.5, 1, 1.5, 2, 2.5, 3]
