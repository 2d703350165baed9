"""Questions about single units, answered another way."""

import dataclasses

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from models.config import RunConfig
from models.datasets import DATASETS, make_data
from models.export import to_sequential
from models.measures.unit_questions import Focus, Passes, Pictures, Without
from models.training import Budget, advance, begin, observe
from models.unit_history import unit_history
from tests.models.runs import by_hand
from tests.models.unit_nets import HAND, MIXED, hand, plain_units


def test_focus_is_the_unit_of_the_plain_module():
    state, _ = advance(MIXED, begin(MIXED), Budget(steps=5))
    data, axis = make_data(MIXED), np.linspace(-4.5, 4.5, 64)
    grid = torch.tensor([[x, y] for y in axis for x in axis])
    for net, (layer, unit) in enumerate(((0, 0), (1, 3), (0, 4), (1, 0), (1, 1), (0, 2))):
        found = observe(MIXED, state, (question := Focus(net, layer, unit),))[question]
        model = to_sequential(MIXED, state, net)
        part = model[: 2 * layer + 2]
        wanted = part(grid)[:, unit].detach().numpy().reshape(64, 64)
        np.testing.assert_allclose(found.picture, wanted, atol=1e-12)
        z = model[: 2 * layer + 1](torch.tensor(data.x_train))[:, unit].detach().numpy()
        counts, _ = np.histogram(z, found.statistics.histogram.edges)
        np.testing.assert_array_equal(found.statistics.histogram.counts[0], counts)
        h = part(torch.tensor(data.x_train))[:, unit].detach().numpy()
        assert found.active_share == pytest.approx((h != 0).mean())
        np.testing.assert_array_equal(found.incoming, model[2 * layer].weight[unit].detach())
        np.testing.assert_array_equal(found.outgoing, model[2 * layer + 2].weight[:, unit].detach())
        assert found.bias == model[2 * layer].bias[unit].item()


def test_focus_and_marks_say_the_same():
    marks = observe(HAND, hand(), ("unit_marks",))["unit_marks"].layers
    for layer, width in enumerate(HAND.hidden):
        for unit in range(width):
            found = observe(HAND, hand(), (question := Focus(0, layer, unit),))[question]
            assert found.dead == marks[layer].dead[0, unit]
            assert found.active_share == pytest.approx(marks[layer].active_share[0, unit])
            assert found.saturated_share == marks[layer].saturated_share[0, unit]


def without_columns(config, state, net, off):
    """The plain module in which nothing reads the units."""
    model = to_sequential(config, state, net)
    linear = [part for part in model if isinstance(part, torch.nn.Linear)]
    with torch.no_grad():
        for layer, unit in off:
            linear[layer + 1].weight[:, unit] = 0
    return model


SEVERAL = RunConfig(
    dataset="three_spiral",
    loss="softmax_cross_entropy",
    hidden=(5, 4),
    samples=60,
    normalization="before",
    dtype="float64",
)


@pytest.mark.parametrize("config", [MIXED, SEVERAL], ids=["two classes", "three classes"])
def test_a_net_without_units_is_the_module_with_columns_of_zeros(config):
    state, _ = advance(config, begin(config), Budget(steps=30))
    data = make_data(config)
    for net in range(config.net_count):
        off = ((0, net % 5), (0, 3), (1, net % 4))
        found = observe(config, state, (question := Without(net, off),))[question]
        output = without_columns(config, state, net, off)(torch.tensor(data.x_test))
        y = torch.tensor(data.y_test)
        if config.outputs > 1:
            loss = torch.nn.functional.cross_entropy(output, y.long())
            accuracy = (output.argmax(1) == y).double().mean()
        else:
            loss = torch.nn.functional.binary_cross_entropy_with_logits(output[:, 0], y.double())
            accuracy = ((output[:, 0] > 0) == (y > 0.5)).double().mean()
        assert found.loss.test_loss[0] == pytest.approx(loss.item(), rel=1e-10)
        assert found.loss.test_accuracy[0] == pytest.approx(float(accuracy))
        limit = DATASETS[config.dataset].limit
        corner = without_columns(config, state, net, off)(torch.full((1, 2), -limit).double())
        np.testing.assert_allclose(
            found.boundary.output[0][..., 0, 0].ravel(), corner.detach().numpy().ravel(), atol=1e-12
        )


def test_without_nothing_is_the_net_itself():
    state, frame = advance(MIXED, begin(MIXED), Budget(steps=9), ("loss", "boundary"))
    for net in range(MIXED.net_count):
        found = observe(MIXED, state, (question := Without(net),))[question]
        for field in dataclasses.fields(found.loss):
            name = field.name
            np.testing.assert_allclose(
                getattr(found.loss, name)[0], getattr(frame["loss"], name)[net], rtol=1e-10
            )
        wanted = frame["boundary"].output[net]
        np.testing.assert_allclose(found.boundary.output[0], wanted, atol=1e-10)


@given(seed=st.integers(0, 1000), off=st.sets(st.tuples(st.just(0), st.integers(0, 3)), min_size=1))
@settings(max_examples=15, deadline=None)
def test_switching_off_a_unit_that_is_always_zero_changes_nothing(seed, off):
    config = dataclasses.replace(HAND, hidden=(4,), seed=seed)
    rng = np.random.default_rng(seed)
    weight, bias = rng.normal(size=(2, 4)), rng.normal(size=4)
    for _, unit in off:
        weight[:, unit], bias[unit] = 0, -1
    state = by_hand(config, ((weight, bias), (rng.normal(size=(4, 1)), 0.1)))
    questions = Without(0), Without(0, tuple(off))
    frame = observe(config, state, questions)
    whole, part = (frame[question] for question in questions)
    np.testing.assert_array_equal(whole.boundary.output, part.boundary.output)
    np.testing.assert_array_equal(whole.loss.test_loss, part.loss.test_loss)


def test_passes_are_the_numbers_of_single_samples():
    drawn = ((0, (2, 0)), (1, (1,)))
    found = observe(HAND, hand(), (question := Passes(0, drawn),))[question]
    data = make_data(HAND)
    points = np.concatenate([data.x_train, data.x_test])
    first, second = plain_units(points)
    np.testing.assert_allclose(found.activations[0], first[:, [2, 0]], atol=1e-12)
    np.testing.assert_allclose(found.activations[1], second[:, [1]], atol=1e-12)
    np.testing.assert_allclose(found.output[:, 0], second @ [1, 0.5] - 2, atol=1e-12)
    assert found.train == HAND.train_count
    for z, h in zip(found.preactivations, found.activations, strict=True):
        np.testing.assert_array_equal(np.maximum(z, 0), h)


def test_of_many_samples_the_first_ones_pass():
    config = RunConfig(samples=2000, train_share=0.9)
    found = observe(config, begin(config), (question := Passes(1, ((0, (0,)),)),))[question]
    assert (found.train, found.output.shape) == (400, (600, 1))


@pytest.mark.parametrize("net", [2, -1])
def test_what_is_not_there_any_more_has_no_answer(net):
    config = RunConfig(hidden=(3,))
    gone = Focus(net, 0, 0), Focus(0, 1, 0), Focus(0, 0, 3), Without(0, ((0, 3),)), Without(net)
    asked = (*gone, Pictures(0, ((1, (0,)),)), Passes(net, ()))
    frame = observe(config, begin(config), asked)
    assert [frame[question] for question in asked] == [None] * len(asked)


def test_the_history_of_a_unit_is_that_of_the_plain_modules():
    states = [begin(MIXED)]
    for _ in range(3):
        states.append(advance(MIXED, states[-1], Budget(steps=7))[0])
    found = unit_history(MIXED, states, 4, 0, 2)
    x = torch.tensor(make_data(MIXED).x_train)
    assert found.steps.tolist() == [0, 7, 14, 21]
    for at, state in enumerate(states):
        model = to_sequential(MIXED, state, 4)
        assert found.active_share[at] == (model[:2](x)[:, 2] != 0).double().mean()
        assert found.bias[at] == model[0].bias[2].item()
        assert found.incoming[at] == pytest.approx(model[0].weight[2].norm().item())
        assert found.outgoing[at] == pytest.approx(model[2].weight[:, 2].norm().item())


def test_a_unit_that_is_not_there_has_no_history():
    with pytest.raises(IndexError):
        unit_history(MIXED, [begin(MIXED)], 0, 0, 5)
