"""A curve whose formula somebody types."""

import numpy as np
import pytest

from models import link
from models.config import RunConfig
from models.datasets import TYPED, make_data
from models.fields import ConfigError
from models.shown_data import true_curve
from models.training import Budget, advance, begin


def curve(text, **fields):
    return RunConfig(dataset=TYPED, loss="mse", curve=text, **fields)


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("x^2", np.square),
        ("where(x > 0, 1, -1)", np.sign),
        ("sin(x) + 1", lambda x: np.sin(x) + 1),
    ],
)
def test_samples_have_the_value_of_the_formula(text, function):
    data = make_data(curve(text, noise=0.0))
    np.testing.assert_allclose(data.y_train, function(data.x_train[:, 0]), rtol=1e-12)
    np.testing.assert_allclose(data.y_test, function(data.x_test[:, 0]), rtol=1e-12)


def test_the_true_curve_has_gaps_where_the_formula_has_no_number():
    truth = true_curve(curve("sqrt(x + 3)"))
    assert np.array_equal(np.isnan(truth.y), truth.x < -3)


def test_a_net_learns_it():
    config = curve("abs(x)", activations=("relu",), learning_rate=0.05, noise=0.0)
    _, frame = advance(config, begin(config), Budget(steps=600), ("loss",))
    assert frame["loss"].test_r2[0] > 0.9


def test_the_link_and_json_hold_it_in_normal_form():
    config = curve("x * (x)")
    assert config.curve == "x*x"
    assert link.read(link.write(config)) == (config, ())
    assert RunConfig.from_json(config.to_json()) == config


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("log(x)", "must lie between -1,000 and 1,000 for x from -3 to 3"),
        ("1e4*x", "must lie between"),
        ("a*x", "must have no name but x: it has a"),
        ("__import__(1)", "must be a formula in x: "),
        ("", "must be a formula in x: "),
        (3.0, "must be a formula in x"),
        (None, "must be a formula in x"),
    ],
)
def test_what_cannot_be_met_is_refused_in_a_sentence(text, rule):
    with pytest.raises(ConfigError, match=rule) as caught:
        curve(text)
    assert caught.value.field == "curve"


def test_a_broken_formula_in_a_link_gives_way_to_the_usual_one():
    config, notes = link.read({"dataset": TYPED, "loss": "mse", "curve": "log(x)"})
    assert config.curve == RunConfig().curve
    assert len(notes) == 1 and notes[0].endswith("Used instead: sin(2*x) + x/3.")
