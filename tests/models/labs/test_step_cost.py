from multiprocessing.reduction import ForkingPickler

import numpy as np
import pytest
import torch

from models.labs import step_cost
from models.labs.stage import finish
from models.labs.step_cost import ACTIVATIONS, ALONE, PLAN, STEP_COST


@pytest.fixture
def clock(monkeypatch):
    """A clock by which every activation costs ten more than the one before it."""

    def rounds(calls, repetitions, warm_up):
        each = 100.0 + 10.0 * np.arange(len(calls))
        return np.broadcast_to(each[:, None], (repetitions, len(calls), 2))

    monkeypatch.setattr(step_cost, "rounds", rounds)


def test_costs_are_relative_to_relu_in_the_same_repetition(clock):
    found = finish(STEP_COST, {})
    share = found.of(ALONE, ACTIVATIONS[3])
    assert share.relative.median == pytest.approx(1.3)
    assert share.absolute.median == pytest.approx(130 / step_cost.ELEMENTS)
    assert found.of("16", ACTIVATIONS[3]).absolute.median == pytest.approx(2 * 130 / 1000)


def test_cut_into_pieces_it_measures_as_often(clock):
    stage = STEP_COST({}, None, 0.0)
    assert list(stage.result.places) == [ALONE] and stage.result.of("512", "relu") is None
    while not stage.done:
        stage = STEP_COST({}, stage.memory, 0.0)
    assert stage.result.repetitions == {
        place: repetitions * pieces for place, (repetitions, pieces) in PLAN.items()
    }


def test_a_cost_travels_between_processes(clock):
    found = finish(STEP_COST, {})
    assert ForkingPickler.loads(ForkingPickler.dumps(found)) == found


def test_what_is_timed_is_a_step_of_a_net_with_that_width():
    call, leaves = step_cost._net(torch.tanh, 64)
    assert [tuple(leaf.shape) for leaf in leaves] == [
        (64, 64),
        (64, 64),
        (64, 10),
        (64,),
        (64,),
        (10,),
    ]
    gradients = torch.autograd.grad(call(), leaves)
    assert all(gradient.abs().sum() > 0 for gradient in gradients)


def test_the_real_clock_times_every_activation_beside_relu():
    measured = finish(STEP_COST, {})
    for place, shares in measured.places.items():
        assert [share.activation for share in shares] == list(ACTIVATIONS)
        assert measured.of(place, "relu").relative.median == 1
        for share in shares:
            assert 0 < share.relative.lower <= share.relative.median <= share.relative.upper
            assert share.absolute.lower > 0
