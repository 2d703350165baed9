"""What always holds between the measures of units, whatever the run."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.choices import NetChoice
from models.config import RunConfig
from models.measures.unit_questions import Focus, Passes
from models.training import Budget, advance, begin, observe
from models.unit_history import unit_history


@st.composite
def runs(draw):
    """Small runs without normalization, and a unit of one of their nets."""
    hidden = tuple(draw(st.lists(st.integers(1, 5), min_size=1, max_size=3)))
    keys = st.sampled_from(("relu", "tanh", "gelu", "prelu", "elu(alpha=2)"))
    config = RunConfig(
        dataset=draw(st.sampled_from(("circles", "spiral", "xor"))),
        activations=tuple(map(NetChoice.parse, draw(st.lists(keys, min_size=1, unique=True)))),
        hidden=hidden,
        samples=60,
        seed=draw(st.integers(0, 1000)),
        seeds=draw(st.integers(1, 2)),
        dtype="float64",
    )
    layer = draw(st.integers(0, len(hidden) - 1))
    net, unit = draw(st.integers(0, config.net_count - 1)), draw(st.integers(0, hidden[layer] - 1))
    return config, net, layer, unit


def after(config, steps, *asked):
    state, _ = advance(config, begin(config), Budget(steps=steps))
    return state, observe(config, state, asked)


@given(run=runs(), steps=st.integers(0, 8))
@settings(max_examples=25, deadline=None)
def test_each_layer_is_given_what_the_weights_make_of_the_one_before(run, steps):
    config, net, *_ = run
    drawn = tuple((layer, tuple(range(width))) for layer, width in enumerate(config.hidden))
    _, frame = after(config, steps, "weights", question := Passes(net, drawn))
    layers, found = frame["weights"].layers, frame[question]
    given_to = [*found.preactivations[1:], found.output]
    for layer, h, z in zip(layers[1:], found.activations, given_to, strict=True):
        np.testing.assert_allclose(h @ layer.weight[net] + layer.bias[net], z, atol=1e-9)


@given(run=runs(), steps=st.integers(0, 8))
@settings(max_examples=25, deadline=None)
def test_weights_marks_focus_and_history_agree_on_every_unit(run, steps):
    config, net, layer, unit = run
    state, frame = after(
        config, steps, "weights", "unit_marks", question := Focus(net, layer, unit)
    )
    weights, found = frame["weights"].layers, frame[question]
    np.testing.assert_array_equal(found.incoming, weights[layer].weight[net][:, unit])
    np.testing.assert_array_equal(found.outgoing, weights[layer + 1].weight[net][unit])
    assert found.bias == weights[layer].bias[net, unit]
    marked = frame["unit_marks"].layers[layer].active_share[net, unit]
    np.testing.assert_allclose(found.active_share, marked, rtol=1e-12)
    past = unit_history(config, [begin(config), state], net, layer, unit)
    assert past.bias[-1] == found.bias
    np.testing.assert_allclose(past.active_share[-1], found.active_share, rtol=1e-12)
    np.testing.assert_allclose(past.incoming[-1], np.linalg.norm(found.incoming), rtol=1e-12)
    np.testing.assert_allclose(past.outgoing[-1], np.linalg.norm(found.outgoing), rtol=1e-12)
