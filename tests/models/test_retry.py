"""A run taken again from an earlier State, as it was and with one thing changed."""

import dataclasses

import numpy as np
import pytest

from models import layout
from models.choices import NetChoice
from models.config import Change, RunConfig
from models.remedies import LEAKY, REMEDIES, Remedy
from models.retry import CHECKS, course, retry
from models.training import Budget, advance, begin, observe
from tests.models.runs import differences

RELU = RunConfig(activations=("tanh", "relu"), seeds=2, learning_rate=1.0, optimizer="nesterov")
PLACE = (2, 0, 3)


def at(config, step):
    return advance(config, begin(config), Budget(step))[0] if step else begin(config)


@pytest.mark.parametrize("start", [0, 37])
def test_the_untouched_rerun_is_the_run_bit_for_bit(start):
    found = retry(RELU, at(RELU, start), *PLACE, "slower", 60)
    assert found.original.steps.tolist() == list(range(start, start + 61))
    for step, seen in ((step, step - start) for step in (start, start + 1, start + 60)):
        net, layer, unit = PLACE
        frame = observe(RELU, at(RELU, step), ("loss", "preactivations"))
        statistics = frame["preactivations"].layers[layer]
        assert found.original.test_loss[seen] == frame["loss"].test_loss[net]
        assert found.original.dead[seen] == statistics.dead[net, unit]
        assert found.original.active[seen] == 1 - statistics.inactive_share[net, unit]


def changed_only(field, value, start):
    """The plain way to the same end: a live change of the run."""
    return dataclasses.replace(RELU, changes=(Change(start, field, value),))


@pytest.mark.parametrize(
    ("remedy", "field", "value"),
    [("slower", "learning_rate", 0.25), ("clipped", "clip_norm", 1.0)],
)
def test_a_remedy_changes_one_thing_from_the_state_on(remedy, field, value):
    start, state = 3, at(RELU, 3)
    found = retry(RELU, state, *PLACE, remedy, 50)
    other = changed_only(field, value, start)
    after = advance(other, state, Budget(steps=50))[0]
    last = observe(other, after, ("loss",))["loss"].test_loss[PLACE[0]]
    assert found.changed.test_loss[-1] == last
    assert found.changed.test_loss[0] == found.original.test_loss[0]
    assert (found.changed.test_loss != found.original.test_loss).any()


def test_later_changes_of_the_learning_rate_are_quartered_too():
    later = (Change(5, "learning_rate", 0.4), Change(30, "learning_rate", 0.8))
    config = dataclasses.replace(RELU, changes=later)
    given, _, net = REMEDIES["slower"].change(config, at(config, 20), 2)
    assert [given.at(step).learning_rate for step in (0, 10, 20, 30)] == [1.0, 0.4, 0.1, 0.2]
    assert net == 2


def test_clipping_holds_whatever_was_chosen_later():
    config = dataclasses.replace(RELU, changes=(Change(30, "clip_norm", 5.0),))
    given, _, _ = REMEDIES["clipped"].change(config, at(config, 20), 2)
    assert [given.at(step).clip_norm for step in (0, 20, 40)] == [None, 1.0, 1.0]


@pytest.mark.parametrize("normalization", ["none", "before"])
@pytest.mark.parametrize("activations", [("tanh", "relu"), ("leaky_relu", "prelu")])
def test_leaky_relu_takes_over_every_parameter_of_the_nets(normalization, activations):
    config = dataclasses.replace(
        RELU, activations=activations, normalization=normalization, learning_rate=0.1
    )
    state = at(config, 15)
    given, fitted, net = REMEDIES["leaky"].change(config, state, 3)
    assert (given.nets, given.seeds, given.seed, net) == ((NetChoice((LEAKY,)),), 2, 0, 1)
    assert fitted.step == 15
    for old, new in zip(layout.layers(config), layout.layers(given), strict=True):
        for name in ("weight", "bias", "scale", "shift"):
            here, there = getattr(new, name), getattr(old, name)
            np.testing.assert_array_equal(fitted.parameters[1, here], state.parameters[3, there])
            np.testing.assert_array_equal(fitted.moments[:, 1, here], state.moments[:, 3, there])
    np.testing.assert_array_equal(fitted.buffers[1], state.buffers[3])


def test_a_net_that_has_leaky_relu_already_goes_on_as_it_was():
    config = RunConfig(activations=("leaky_relu",), learning_rate=0.3)
    state = at(config, 25)
    found = retry(config, state, 0, 0, 1, "leaky", 40)
    assert not differences(found.original, found.changed)
    assert not REMEDIES["leaky"].helps(config, state, 0)
    assert REMEDIES["leaky"].helps(RELU, state, 0)


def test_clipping_is_offered_where_nothing_is_clipped_as_short_already():
    for norm, helps in ((None, True), (2.0, True), (1.0, False), (0.5, False)):
        config = dataclasses.replace(RELU, clip_norm=norm)
        assert REMEDIES["clipped"].helps(config, begin(config), 0) is helps


def test_a_unit_that_dies_lives_with_leaky_relu():
    config = RunConfig(activations=("relu",), learning_rate=1.0)
    found = retry(config, at(config, 190), 0, 0, 3, "leaky", 100)
    assert found.original.dead[-1] and not found.original.dead[0]
    assert not found.changed.dead.any()
    assert (found.original.edge <= 0).tolist() == found.original.dead.tolist()


def test_long_retries_are_looked_at_about_a_hundred_times():
    found = retry(RELU, begin(RELU), *PLACE, "clipped", 250)
    assert found.every == 3
    assert found.original.steps.tolist() == list(range(0, 251, 3))
    assert len(found.original.steps) <= CHECKS + 1


def test_a_net_that_diverges_has_no_test_loss_and_no_dead_unit():
    config = RunConfig(activations=("identity", "sigmoid"), loss="mse", learning_rate=30.0)
    seen = course((config, begin(config), 0), 0, 0, range(0, 60, 5), "largest")
    assert seen.diverged.any() and not seen.diverged[0]
    assert np.isnan(seen.test_loss).tolist() == seen.diverged.tolist()
    assert not seen.dead.any()


def test_a_new_remedy_is_one_entry(monkeypatch):
    def wait(config, state, net):
        return config, state, net

    entry = Remedy("none", "Nothing", "With nothing changed", wait, lambda *given: True)
    monkeypatch.setattr("models.retry.REMEDIES", {**REMEDIES, "none": entry})
    found = retry(RELU, begin(RELU), *PLACE, "none", 30)
    assert not differences(found.original, found.changed)
    with pytest.raises(KeyError):
        retry(RELU, begin(RELU), *PLACE, "prayer", 30)
