"""What is said of a net that diverged, and where a run is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import words
from models.config import Change, RunConfig
from models.declarations import RATES
from models.state import Divergence
from tests.dashboard.made import trained


@pytest.mark.parametrize(
    ("values", "found", "sentence"),
    [
        (
            {"learning_rate": 0.2},
            Divergence(212, 2, "parameter"),
            "Diverged at step 212: layer 2 weights overflowed. Try rate 0.1.",
        ),
        (
            {"learning_rate": 0.0005},
            Divergence(1212, 3, "gradient"),
            "Diverged at step 1,212: output gradients overflowed. Try rate 2.5×10⁻⁴.",
        ),
        (
            {"learning_rate": 0.2},
            Divergence(1, 1, "preactivation"),
            "Diverged at step 1: layer 1 preactivations overflowed. Try another initializer.",
        ),
        (
            {"learning_rate": 1.0, "l2": 5.0},
            Divergence(30, 3, "preactivation"),
            "Diverged at step 30: the output overflowed. Try L2 0.1.",
        ),
        (
            {"learning_rate": 0.1, "changes": (Change(100, "learning_rate", 1.0),)},
            Divergence(101, 0, "loss"),
            "Diverged at step 101: the loss overflowed. Try rate 0.3.",
        ),
        (
            {"learning_rate": 0.1, "changes": (Change(100, "learning_rate", 1.0),)},
            Divergence(100, 0, "loss"),
            "Diverged at step 100: the loss overflowed. Try rate 0.03.",
        ),
    ],
)
def test_divergence_in_words(values, found, sentence):
    assert words.diverged(RunConfig(**values), found) == sentence


@given(st.floats(0.0011, 100), st.integers(1, 10_000))
def test_the_advised_rate_is_the_next_stop_below(rate, step):
    advice = words.advice(RunConfig(learning_rate=rate), Divergence(step, 1, "parameter"))
    advised = float(re.search(r"rate ([\d.]+)\.$", advice)[1])
    assert advised < rate and advised in RATES
    assert not [stop for stop in RATES if advised < stop < rate]


def test_what_is_advised_holds_where_the_rate_was_too_long():
    run = trained(200, activations=("leaky_relu",), learning_rate=30.0)
    found = run.frame.divergence[0]
    assert found is not None and words.advice(run.config, found) == "Try rate 1."
    assert trained(200, activations=("leaky_relu",), learning_rate=1.0).frame.divergence == (None,)


STATUS = RunConfig(samples=300)


@pytest.mark.parametrize(
    ("step", "options", "text"),
    [
        (0, {}, "**Step 0** · press Play"),
        (
            180,
            {"playing": True, "steps_per_second": 1883.0},
            "**Step 180** · epoch 12 · 1,880 steps/s · CPU",
        ),
        (
            180,
            {"steps_per_second": 1883.0},
            "**Step 180** · epoch 12 · 1,880 steps/s · CPU · paused",
        ),
        (180, {"playing": True}, "**Step 180** · epoch 12 · CPU"),
        (1000, {"stopped": "step limit"}, "**Step 1,000** · stopped: step limit"),
        (212, {"stopped": "diverged"}, "**Stopped at step 212**: every net diverged"),
        (
            180,
            {"playing": True, "waiting": True},
            "**Step 180** · epoch 12 · CPU · :gray[waiting for a free worker]",
        ),
    ],
)
def test_the_status_line(step, options, text):
    assert words.status(STATUS, step, **options) == text


def test_the_advice_is_about_the_rate_of_the_net_that_diverged():
    config = RunConfig(learning_rate=0.03, own_rates=(("tanh", 3.0),))
    lost = Divergence(50, 1, "parameter")
    assert words.diverged(config, lost, 1).endswith("Try rate 1.")
    assert words.diverged(config, lost, 0).endswith("Try rate 0.01.")
