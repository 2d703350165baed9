"""Zeros among activations."""

import numpy as np
import pytest

from models.labs.digit_nets import digit_run
from models.labs.stage import finish
from models.labs.trained import Trained
from models.labs.zeros import STEPS, ZEROS, Zeros, gather, look

DEFAULTS = {"activation": "relu", "initializer": "pytorch", "pixels": "raw"}


def short(**changes) -> Zeros:
    experiment = Trained(ZEROS.configs, lambda settings: (0, 20), look, gather)
    return finish(experiment, DEFAULTS | changes)


@pytest.fixture(scope="module")
def relu() -> Zeros:
    return finish(ZEROS, DEFAULTS)


def test_training_makes_the_raw_digits_denser(relu: Zeros) -> None:
    start, end = np.median(relu.zero, axis=1)[[0, -1]]
    assert start == pytest.approx([0.51, 0.50], abs=0.03)
    assert end == pytest.approx([0.20, 0.26], abs=0.03)
    assert np.all(relu.unit_spread[0] > 0.2)


def test_half_are_zero_with_he_and_no_bias() -> None:
    def deep(settings):
        config = digit_run(hidden=(64,) * 4, initializer="he_normal")
        return (config,)

    found = finish(Trained(deep, lambda settings: (0,), look, gather), DEFAULTS)
    assert found.zero.shape == (1, 10, 4)
    assert found.zero.mean((0, 1)) == pytest.approx(0.5, abs=0.04)


@pytest.mark.parametrize("activation", ["leaky_relu", "elu", "tanh", "silu"])
def test_others_have_no_exact_zeros(activation: str) -> None:
    found = short(activation=activation)
    assert np.all(found.zero == 0) and np.all(found.dead == 0)
    assert not np.any(found.images[-1])


def test_near_zero_is_a_meter_of_its_own() -> None:
    found = short(activation="leaky_relu")
    assert np.all(found.near > 0.05)


def test_zeros_are_counted_over_all_samples_and_units(relu: Zeros) -> None:
    assert relu.steps == STEPS and relu.diverged == 0
    image = relu.images[-1]
    assert image.shape == (2, 64, 40) and list(relu.digits[::4]) == list(range(10))
    assert abs(image.mean((1, 2)) - relu.zero[-1, 0]) == pytest.approx(0, abs=0.05)


def test_cut_in_pieces_is_the_same() -> None:
    experiment = Trained(ZEROS.configs, lambda settings: (0, 20), look, gather)
    pieces = finish(experiment, DEFAULTS, seconds=0.0)
    assert np.array_equal(pieces.zero, short().zero)
