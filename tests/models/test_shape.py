"""Where an activation is flat and where it saturates, against the definitions."""

import math

import numpy as np
import pytest

from models.activations import ACTIVATIONS
from models.activations import shape as shapes
from models.activations.properties import properties
from models.activations.shape import curve, is_flat, shape
from models.choices import ActivationChoice
from tests.models.references import computed, exact_values, kinks, settings_of

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
    "hardtanh": (True, True, False, False),
    "hardswish": (True, False, False, False),
    "squared_relu": (True, False, True, False),
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


BOTH = "sigmoid tanh lecun_tanh softsign arctan erf gudermannian isru sqnl dsilu gaussian sinc"
LEFT = (
    "squared_relu reglu_tied geglu_tied swiglu_tied elu celu celu2 selu pelu isrlu softplus "
    "shifted_softplus squareplus smelu gelu gelu_tanh quick_gelu silu swish swish_b2 mish serf "
    "logish smish tanhexp phish elish exponential soft_exponential"
)
SATURATING = {
    **dict.fromkeys(BOTH.split(), (True, True)),
    **dict.fromkeys(LEFT.split(), (True, False)),
    "logsigmoid": (False, True),
}


def ends_flat(choice, sign):
    """By the definition: the formula has a finite limit, and the flat tail a slope somewhere."""
    near, far = exact_values(choice, 0, np.array([1e30, 1e300]) * sign)
    wave = choice.activation.family == "periodic"
    if wave or not math.isfinite(near) or abs(near - far) > 1e-9 * max(1, abs(far)):
        return False
    beside = [kink + step for kink in kinks(choice) for step in np.geomspace(1e-5, 1e-2, 7)]
    beside += [2 * kink - z for kink in kinks(choice) for z in beside]
    z = sign * np.sort(sign * np.concatenate([np.linspace(-90, 90, 20_011), beside]))
    slope = np.abs(computed(choice, z)[1])
    steep = np.flatnonzero(slope >= 0.05 * slope[np.abs(z) <= 8].max())
    return bool(slope[steep[-1] + 1 :].any()) if steep.size else False


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_saturating_sides_are_those_of_the_definition(key):
    found = shape(ActivationChoice(key))
    sides = (found.saturates_left, found.saturates_right)
    assert sides == SATURATING.get(key, (False, False))
    for choice in settings_of(key):
        found, same = shape(choice), properties(choice)
        sides = (found.saturates_left, found.saturates_right)
        assert sides == (ends_flat(choice, -1), ends_flat(choice, 1)), choice
        assert sides == (same.saturates_left, same.saturates_right), choice
