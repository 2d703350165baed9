"""Nets under a penalty on their activations."""

import numpy as np
import pytest
import torch

from models.labs.penalty import (
    NETS,
    PENALTY_GRID,
    PRICE,
    STRENGTHS,
    PenalisedStepper,
    Price,
    penalty_config,
    trained,
)
from models.labs.stage import finish
from models.labs.stored import read
from models.minibatches import minibatches
from models.snapshot import samples
from models.training import begin, walk

RELU = {"activation": "relu"}


def price(strength: float, **settings) -> Price:
    return finish(PRICE, {**RELU, "strength": strength, "nets": 2, "steps": 150, **settings})


def stored(name: str, strength: float, activation: str = "relu") -> np.ndarray:
    values = read(PENALTY_GRID.key).values(activation=activation, strength=strength)
    return np.array(values[name])


def test_without_strength_it_is_the_engine() -> None:
    config = penalty_config(RELU)
    for snapshot, _ in walk(config, begin(config), (30,)):
        own = snapshot.network.flat.detach()
    assert torch.equal(trained(config, 0.0, 30).network.flat, own)


def test_penalty_is_the_mean_size_of_each_layer() -> None:
    config = penalty_config(RELU)
    stepper, batch = PenalisedStepper(config, 0.7), minibatches(config, samples(config), 0)
    stepper._differentiate(batch.x[0], batch.y[0], ())
    weights = [w.detach().clone().requires_grad_() for w in stepper.network.weights]
    biases = [b.detach() for b in stepper.network.biases]
    h, whole = batch.x[0], torch.zeros(())
    for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
        h = torch.relu(h @ weight + bias)
        whole = whole + 0.7 * h.abs().mean()
    logits = (h @ weights[-1] + biases[-1])[0]
    whole = whole + torch.nn.functional.cross_entropy(logits, batch.y[0][0])
    wanted = torch.autograd.grad(whole, weights)
    for mine, theirs in zip(stepper.network.weights, wanted, strict=True):
        torch.testing.assert_close(mine.grad, theirs)


def test_zeros_multiply() -> None:
    found = price(0.1)
    ratios = found.under.zero / found.without.zero
    assert np.all(ratios[:, 0] >= 2) and np.all(ratios[:, 1] >= 1.5)
    assert found.better + found.worse <= found.under.nets == 2


def test_leaky_units_have_no_zeros_under_it() -> None:
    assert np.all(price(0.1, activation="leaky_relu", nets=1).under.zero == 0)


def test_stored_zeros_multiply_in_every_net() -> None:
    ratios = stored("zero", 0.1) / stored("zero", 0.0)
    assert ratios.shape == (2, NETS)
    assert np.all(ratios[0] >= 2) and np.all(ratios[1] >= 1.5)
    assert np.median(stored("zero", 0.0), 1) == pytest.approx([0.20, 0.26], abs=0.03)
    assert np.median(stored("zero", 0.1), 1) == pytest.approx([0.81, 0.67], abs=0.03)


def test_stored_accuracy_holds_while_most_are_zero() -> None:
    changes = [np.median(stored("accuracy", at) - stored("accuracy", 0.0)) for at in STRENGTHS[:6]]
    assert np.abs(changes).max() < 0.02
    assert np.all(stored("zero", 0.1, "leaky_relu") == 0)


def test_cut_in_pieces_is_the_same() -> None:
    short = {"steps": 5}
    pieces = finish(PRICE, {**RELU, "strength": 0.1, "nets": 2, **short}, seconds=0.0)
    whole = price(0.1, **short)
    assert np.array_equal(pieces.under.zero, whole.under.zero)
    assert np.array_equal(pieces.difference, whole.difference)


def test_the_first_nets_are_shown_before_the_last() -> None:
    settings = {**RELU, "strength": 0.1, "nets": 2, "steps": 2}
    first = PRICE(settings, None, 0.0)
    assert first.result is None
    second = PRICE(settings, first.memory, 0.0)
    assert second.result.under.nets == second.result.without.nets == 1
    third = PRICE(settings, second.memory, 0.0).result
    assert (third.under.nets, third.without.nets, len(third.difference)) == (2, 1, 1)


def test_without_a_penalty_both_are_the_same_nets() -> None:
    found = price(0.0, steps=5)
    assert np.array_equal(found.under.accuracy, found.without.accuracy)
    assert found.better == found.worse == 0


def test_a_net_that_overflowed_has_no_figures() -> None:
    found = price(np.inf, steps=5, nets=1)
    assert np.isnan(found.under.zero).all() and np.isnan(found.under.accuracy).all()
    assert np.isfinite(found.without.zero).all()
    assert found.under.over_nets("accuracy").median == np.inf


@pytest.mark.soak
def test_zeros_multiply_on_ten_nets() -> None:
    found = price(0.1, nets=NETS, steps=600)
    ratios = found.under.zero / found.without.zero
    assert np.all(ratios[:, 0] >= 2) and np.all(ratios[:, 1] >= 1.5)
