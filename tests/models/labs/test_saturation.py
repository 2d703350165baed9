"""S-shaped activations lose themselves at the ends of their range, or on a straight line."""

import numpy as np
import pytest
import torch

from models.choices import ActivationChoice
from models.labs.saturation import EXPERIMENT, deviation, is_saturated
from models.labs.stage import finish


def run(activation, gain, seeds=2, depth=5):
    settings = {"activation": activation, "gain": gain, "seeds": seeds, "depth": depth}
    return finish(EXPERIMENT, settings)


@pytest.mark.parametrize(
    ("function", "limit"), [(torch.sigmoid, 16.6), (torch.tanh, 9.05)], ids=["sigmoid", "tanh"]
)
def test_in_32_bits_it_is_exactly_1_from_some_place_on(function, limit):
    z = torch.arange(0, 20, 0.001, dtype=torch.float64).float()
    first = float(z[(function(z) == 1).nonzero()[0]])
    assert first == pytest.approx(limit, abs=0.1)


def test_a_gain_of_4_saturates_every_layer_and_half_of_it_none():
    assert run("tanh", 4.0).saturated.median.min() > 0.6
    assert run("tanh", 0.5).saturated.median.max() < 0.01


@pytest.mark.parametrize(
    ("activation", "gain", "first", "last"),
    [("tanh", 1.0, 0.14, 0.0), ("tanh", 2.0, 0.46, 0.32), ("sigmoid", 4.0, 0.46, 0.23)],
)
def test_the_saturated_share_of_the_first_and_last_layer(activation, gain, first, last):
    found = run(activation, gain).saturated.median
    assert (found[0], found[-1]) == (pytest.approx(first, abs=0.05), pytest.approx(last, abs=0.06))


def test_at_gain_1_tanh_becomes_a_line_instead():
    found = run("tanh", 1.0)
    assert (np.diff(found.straight.median) > 0).all()
    assert found.largest == 1
    assert run("tanh", 4.0).largest == 0


def test_deviations_of_tanh_from_a_line():
    z = np.array([0.05, 0.1, 0.5, 1.0])
    found = deviation(ActivationChoice("tanh"), z)
    np.testing.assert_allclose(found, [0.0008, 0.0033, 0.076, 0.24], rtol=0.05)
    assert deviation(ActivationChoice("tanh"), np.zeros(1)) == 0


def test_slopes_of_the_sigmoid():
    z = torch.tensor([0.0, 4.0, 8.0], requires_grad=True)
    torch.sigmoid(z).sum().backward()
    np.testing.assert_allclose(z.grad, [0.25, 0.0177, 0.000335], rtol=0.01)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "softsign"])
def test_the_cuts_are_where_the_record_says(activation):
    found = run(activation, 1.0, seeds=1, depth=1)
    z, value, line = found.curve
    low, high = (0, 1) if activation == "sigmoid" else (-1, 1)
    outer = is_saturated(value, low, high)
    np.testing.assert_array_equal(outer, np.abs(z) > found.saturates_at)
    gap = np.abs(value - line) / np.where(z == 0, 1, np.abs(line - value[80]))
    np.testing.assert_array_equal(gap[z != 0] < 0.05, np.abs(z[z != 0]) < found.straight_to)


def test_shares_add_up_and_all_values_are_counted():
    found = run("tanh", 2.0, seeds=1, depth=3)
    total = found.saturated.median + found.straight.median + found.between.median
    np.testing.assert_allclose(total, 1)
    for layer, share in zip(found.bars, found.saturated.median, strict=True):
        assert layer.counts.sum() + layer.below + layer.above == layer.total
        outside = layer.below + layer.above
        assert (layer.marked.sum() + outside) / layer.total == pytest.approx(share)


def test_small_pieces_give_the_same_as_one_call():
    settings = {"activation": "sigmoid", "gain": 2.0, "seeds": 2, "depth": 2}
    stage = EXPERIMENT(settings, None, 0.0)
    assert not stage.done
    stage = EXPERIMENT(settings, stage.memory, 0.0)
    assert stage.done
    whole = finish(EXPERIMENT, settings)
    np.testing.assert_array_equal(stage.result.saturated.median, whole.saturated.median)
