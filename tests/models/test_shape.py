"""Where an activation is flat and where it saturates, against the definitions."""

import numpy as np
import pytest

from models.activations import ACTIVATIONS
from models.activations import shape as shapes
from models.activations.shape import curve, is_flat, shape
from models.choices import ActivationChoice
from tests.models.references import computed, settings_of

SIDES = {
    # choice: flat left, flat right, saturates left, saturates right
    "identity": (False, False, False, False),
    "relu": (True, False, False, False),
    "max_c(c=4.5)": (True, False, False, False),
    "leaky_relu": (True, False, False, False),
    "leaky_relu(negative_slope=0.05)": (False, False, False, False),
    "leaky_relu(negative_slope=0.0)": (True, False, False, False),
    "prelu": (False, False, False, False),
    "tanh": (True, True, True, True),
    "sigmoid": (True, True, True, True),
    "elu": (True, False, True, False),
    "elu(alpha=0.1)": (True, False, True, False),
    "selu": (True, False, True, False),
    "softplus": (True, False, True, False),
    "softplus(beta=10.0)": (True, False, True, False),
    "gelu": (True, False, True, False),
    "silu": (True, False, True, False),
}
STEEPEST = {"tanh": (1, 0), "sigmoid": (0.25, 0), "selu": (1.0507009873554805 * 1.67326324235, 0)}


@pytest.mark.parametrize("text", SIDES)
def test_flat_and_saturating_sides(text):
    found = shape(ActivationChoice.parse(text))
    sides = (found.flat_left, found.flat_right, found.saturates_left, found.saturates_right)
    assert sides == SIDES[text]


@pytest.mark.parametrize("text", STEEPEST)
def test_steepest_place(text):
    found = shape(ActivationChoice.parse(text))
    assert (found.steepest_slope, found.steepest_at) == pytest.approx(STEEPEST[text], abs=1e-9)


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        ("tanh", np.arctanh(np.sqrt(0.95))),  # 1 - tanh^2 = 0.05
        ("sigmoid", 2 * np.arctanh(np.sqrt(0.95))),  # sigmoid' is tanh'(z / 2) / 4
        ("elu", np.log(0.05)),
        ("selu", np.log(0.05)),
        ("relu", 0.0),
        ("max_c(c=4.5)", 4.5),
        ("leaky_relu", 0.0),
    ],
)
def test_flat_begins_where_the_slope_falls_below_5_percent(text, edge):
    choice = ActivationChoice.parse(text)
    outside = np.sign(edge) * (abs(edge) + 1e-6) if text in ("tanh", "sigmoid") else edge - 1e-6
    inside = 2 * edge - outside
    assert is_flat(choice, np.array([outside, inside])).tolist() == [True, False]
    if text in ("tanh", "sigmoid"):
        assert is_flat(choice, np.array([-outside, -inside])).tolist() == [True, False]


def test_the_identity_is_nowhere_flat():
    assert not is_flat(ActivationChoice("identity"), np.linspace(-1e6, 1e6, 101)).any()


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_the_curve_is_the_function_and_its_sides_agree_with_is_flat(key):
    assert shapes.FLAT == 0.05
    z = np.linspace(-8, 8, 3201)
    for choice in settings_of(key):
        drawn = curve(choice, 3.0, 601)
        assert drawn.z[[0, -1]].tolist() == [-3, 3]
        for part, wanted in zip(
            (drawn.value, drawn.derivative), computed(choice, drawn.z), strict=True
        ):
            np.testing.assert_array_equal(part, wanted, str(choice))
        found, flat = shape(choice), is_flat(choice, z)
        sides = (flat[z < found.steepest_at].any(), flat[z > found.steepest_at].any())
        assert (found.flat_left, found.flat_right) == sides, choice
