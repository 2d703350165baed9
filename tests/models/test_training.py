"""Stacked nets against nets trained the plain way, one by one."""

import dataclasses
import time
from dataclasses import dataclass

import numpy as np
import pytest

from models.choices import NetChoice
from models.config import Change, RunConfig
from models.export import to_sequential
from models.optimizers import OPTIMIZERS
from models.training import Budget, advance, begin, observe
from tests.models import plain
from tests.models.against import CLOSE, assert_plain, trained
from tests.models.runs import differences

STEPS = 200
FEW = 50  # where the whole length proves no more
NEAR = 1e-7  # with L1, whose gradient flips with the sign of a weight near 0

MIXED = RunConfig(
    samples=130,
    batch_size=10,  # 65 training samples: the last minibatch of an epoch has 5
    activations=("relu", NetChoice.parse("tanh|prelu(a=0.5)"), "elu(alpha=0.5)"),
    hidden=(6, 5),
    dtype="float64",
)


def settings():
    """Every optimizer with its defaults and with other hyperparameters."""
    for entry in OPTIMIZERS.values():
        yield pytest.param(entry.key, (), id=entry.key)
        for item in entry.hyperparameters:
            value = item.low + 0.9 * (item.high - item.low)
            pairs = ((item.name, value),)
            yield pytest.param(entry.key, pairs, id=f"{entry.key}, {item.name} {value:g}")


@pytest.mark.parametrize(("optimizer", "pairs"), list(settings()))
def test_optimizers_are_those_of_torch(optimizer, pairs):
    config = dataclasses.replace(MIXED, optimizer=optimizer, optimizer_hyperparameters=pairs)
    assert_plain(config, FEW if pairs else STEPS)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(("l1", "l2"), [(0.01, 0), (0, 0.02), (0.003, 0.004)])
def test_penalties_are_terms_of_the_loss_over_weights_alone(optimizer, l1, l2):
    config = dataclasses.replace(MIXED, optimizer=optimizer, l1=l1, l2=l2)
    assert_plain(config, FEW, NEAR if l1 else CLOSE)


def test_live_changes_apply_at_their_step():
    changes = (
        Change(20, "learning_rate", 0.1),
        Change(20, "l2", 0.01),
        Change(57, "l1", 0.001),
        Change(70, "learning_rate", 0.002),
    )
    config = dataclasses.replace(MIXED, changes=changes)
    assert_plain(config, 80, NEAR)
    state, frame = advance(config, begin(config), Budget(steps=80))
    same, losses = trained(config, 80)
    assert differences(state, same) == []
    np.testing.assert_array_equal(frame.batch_loss, losses)


def test_each_seed_has_its_own_minibatches():
    assert_plain(dataclasses.replace(MIXED, activations=("relu", "prelu"), seed=7, seeds=3), FEW)


@pytest.mark.parametrize(("hidden", "batch_size"), [((), 1), ((3,), 7), ((4, 4, 4, 4), 65)])
def test_any_shape_of_net_and_minibatch(hidden, batch_size):
    config = dataclasses.replace(
        MIXED, activations=("relu", "prelu", "gelu"), hidden=hidden, batch_size=batch_size
    )
    assert_plain(config, FEW)


def test_32_bits_stay_near_64():
    single = dataclasses.replace(MIXED, dtype="float32")
    state, _ = advance(single, begin(single), Budget(steps=FEW))
    for net in range(single.net_count):
        model, _ = plain.train(MIXED, net, FEW)
        assert state.parameters.dtype == np.float32
        assert plain.distance(to_sequential(single, state, net).double(), model) < 1e-4


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_net_does_not_notice_the_others(optimizer):
    company = dataclasses.replace(MIXED, optimizer=optimizer, seeds=3)
    together, _ = advance(company, begin(company), Budget(steps=FEW))
    for index, activation in enumerate(company.activations):
        for seeds in (1, 2):
            alone = dataclasses.replace(company, activations=(activation,), seeds=seeds)
            state, _ = advance(alone, begin(alone), Budget(steps=FEW))
            for k in range(seeds):
                one, other = (
                    to_sequential(config, state, net)
                    for config, state, net in (
                        (alone, state, k),
                        (company, together, 3 * index + k),
                    )
                )
                assert plain.distance(one, other) < CLOSE


def test_more_seeds_start_the_same_nets():
    few, many = (dataclasses.replace(MIXED, seeds=seeds) for seeds in (2, 5))
    first = begin(few).parameters.reshape(3, 2, -1)
    np.testing.assert_array_equal(begin(many).parameters.reshape(3, 5, -1)[:, :2], first)


def test_the_state_that_was_given_stays_as_it_is():
    state = begin(MIXED)
    before = state.parameters.copy()
    advance(MIXED, state, Budget(steps=5))
    observe(MIXED, state, ("loss", "gradients"))
    np.testing.assert_array_equal(state.parameters, before)
    assert state.step == 0


def test_the_clock_ends_a_tick():
    started = time.perf_counter()
    state, frame = advance(RunConfig(), begin(RunConfig()), Budget(seconds=0.05))
    assert 0.04 < time.perf_counter() - started < 1
    assert state.step == len(frame.batch_loss) > 0
    assert 0 < frame.seconds < 1


@pytest.mark.parametrize(
    ("budget", "steps"),
    [(Budget(steps=0), 0), (Budget(seconds=0), 1), (Budget(steps=3, seconds=60), 3)],
)
def test_whichever_bound_comes_first_ends_a_tick(budget, steps):
    state, frame = advance(RunConfig(), begin(RunConfig()), budget)
    assert state.step == steps
    assert frame.batch_loss.shape == (steps, 2)


def test_a_budget_without_a_bound_is_refused():
    with pytest.raises(ValueError, match="needs steps or seconds; got neither"):
        Budget()


@dataclass(frozen=True)
class WeightSum:
    """A question about one net."""

    net: int

    def __call__(self, snapshot):
        return float(snapshot.network.weights[0][self.net].detach().sum())


def test_a_question_is_answered_under_itself():
    config = RunConfig()
    first, second = WeightSum(0), WeightSum(1)
    frame = observe(config, begin(config), ("loss", first, second))
    assert set(frame) == {"loss", first, second}
    assert frame[WeightSum(0)] == frame[first]


def test_an_unknown_measure_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match=r"must be one of loss, .*; got 'weather'"):
        observe(RunConfig(), begin(RunConfig()), ("weather",))
