"""Nets under a penalty on their activations."""

import numpy as np
import pytest

from models.labs.penalty import PENALTY_GRID, STRENGTHS, Penalised, penalised, penalty_config
from models.labs.stage import finish
from models.labs.stored import read
from models.training import begin, walk

SHORT = {"seeds": 2, "steps": 30}


def test_without_strength_it_is_the_engine() -> None:
    settings = {"strength": 0.0, **SHORT}
    stage = penalised(settings, None, 60.0)
    config = penalty_config(settings)
    for snapshot, _ in walk(config, begin(config), (30,)):
        own = snapshot.network.rows(snapshot.network.flat).detach().numpy()
    assert np.array_equal(stage.memory.parameters, own)


def test_penalty_is_the_mean_size_of_each_layer() -> None:
    """One step of gradient descent goes down the loss plus what the penalty says it is."""
    import torch

    from models.labs.penalty import _PenalisedStepper
    from models.minibatches import minibatches
    from models.snapshot import samples

    config = penalty_config(SHORT)
    stepper = _PenalisedStepper(config, begin(config), 0.7)
    batch = minibatches(config, samples(config), 0)
    stepper._differentiate(batch.x[0], batch.y[0], ())
    weights = [w.detach().clone().requires_grad_() for w in stepper.network.weights]
    biases = [b.detach() for b in stepper.network.biases]
    h, penalty = batch.x[0], 0.0
    for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
        h = torch.relu(h @ weight + bias)
        penalty = penalty + 0.7 * h.abs().mean((1, 2))
    logits = h @ weights[-1] + biases[-1]
    losses = torch.nn.functional.cross_entropy(
        logits.flatten(0, 1), batch.y[0].flatten(), reduction="none"
    )
    whole = losses.view(2, -1).mean(1).sum() + penalty.sum()
    for mine, theirs in zip(
        stepper.network.weights, torch.autograd.grad(whole, weights), strict=True
    ):
        torch.testing.assert_close(mine.grad, theirs)


def test_zeros_multiply() -> None:
    without, under = (
        finish(penalised, {"strength": strength, "seeds": 2, "steps": 150})
        for strength in (0.0, 0.1)
    )
    assert np.all(under.zero[:, 0] >= 2 * without.zero[:, 0])
    assert np.all(under.zero[:, 1] >= 1.5 * without.zero[:, 1])


def test_stored_zeros_multiply_in_every_seed_at_no_cost() -> None:
    grid = read(PENALTY_GRID.key)
    without, under = (grid.values(strength=strength) for strength in (0.0, 0.1))
    ratios = np.array(under["zero"]) / np.array(without["zero"])
    assert np.all(ratios[0] >= 2) and np.all(ratios[1] >= 1.5)
    assert np.median(without["accuracy"]) - np.median(under["accuracy"]) < 0.01
    assert [cell["strength"] for cell in grid.cells] == list(STRENGTHS)


def test_cut_in_pieces_is_the_same() -> None:
    settings = {"strength": 0.1, **SHORT}
    pieces, whole = finish(penalised, settings, 0.0), finish(penalised, settings)
    assert np.array_equal(pieces.zero, whole.zero)
    assert np.array_equal(pieces.accuracy, whole.accuracy)
    assert (pieces.step, pieces.strength) == (30, 0.1)


def test_a_net_that_overflowed_has_no_figures() -> None:
    state = begin(penalty_config(SHORT))
    state.parameters[1, 0] = np.inf
    found: Penalised = penalised({"strength": 0.0, "seeds": 2, "steps": 1}, state, 1.0).result
    assert np.isnan(found.zero[1]).all() and np.isnan(found.accuracy[1])
    assert np.isfinite(found.zero[0]).all()


@pytest.mark.soak
def test_zeros_multiply_on_ten_seeds() -> None:
    without, under = (
        finish(penalised, {"strength": strength, "seeds": 10}) for strength in (0.0, 0.1)
    )
    assert np.all(under.zero[:, 0] >= 2 * without.zero[:, 0])
    assert np.all(under.zero[:, 1] >= 1.5 * without.zero[:, 1])
    assert np.median(without.accuracy) - np.median(under.accuracy) < 0.01
