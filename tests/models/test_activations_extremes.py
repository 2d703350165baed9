"""The functions of the table at the ends of the number line, in both precisions."""

import numpy as np
import pytest
import torch

from models.activations import ACTIVATIONS
from models.choices import ActivationChoice
from models.export import activation_module
from tests.models.references import computed, exact_values, kinks, settings_of

DTYPES = {torch.float32: np.float32, torch.float64: np.float64}
TOLERANCE = {torch.float32: 1e-6, torch.float64: 1e-12}
DIGITS = 700  # the square of the largest number has 617, and some formulas add 1 to it
FLAT_LINE = "leaky_relu(negative_slope=0.0)"  # 0 times infinity: no number, as in PyTorch


def extremes(dtype):
    """Finite numbers: zeros, the smallest ones, small, large, and the largest."""
    info = np.finfo(DTYPES[dtype])
    sizes = [0.0, info.smallest_subnormal, info.tiny, 1e-30, 1e4, 1e30, info.max]
    return np.array([sign * size for size in sizes for sign in (1, -1)], DTYPES[dtype])


def wave(entry):
    """Whether it turns without end, so that far out the rounding of z decides where it is."""
    return entry.family == "periodic"


def clipped(values, dtype):
    with np.errstate(over="ignore"):
        return values.astype(DTYPES[dtype]).astype(np.float64)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_finite_preactivations_give_numbers_and_the_right_ones(key):
    for choice in settings_of(key):
        for dtype in DTYPES:
            for order, found in enumerate(computed(choice, extremes(dtype), dtype)):
                assert_right(choice, order, found, dtype)


def assert_right(choice, order, found, dtype):
    z, what = extremes(dtype), f"{choice}, {'slope' if order else 'value'}, {dtype}"
    assert not np.isnan(found).any(), f"{what}: no number at {z[np.isnan(found)]}"
    known = np.abs(z) < 1e4 if wave(choice.activation) else np.full(z.shape, True)
    if order:
        known &= ~np.isin(z, np.array(kinks(choice), z.dtype))
        known &= not choice.activation.surrogate
    wanted = clipped(exact_values(choice, order, z[known], DIGITS), dtype)
    close = TOLERANCE[dtype]
    np.testing.assert_allclose(found[known], wanted, rtol=close, atol=close, err_msg=what)


def limit(choice, sign):
    """Where the formula tends: between 1e30 and 1e300 it either stays or goes on growing."""
    near, far = exact_values(choice, 0, np.array([1e30, 1e300]) * sign, DIGITS)
    return np.inf * np.sign(far) if abs(far) > 2 * abs(near) + 1e-9 else far


@pytest.mark.parametrize("key", [key for key, entry in ACTIVATIONS.items() if not wave(entry)])
def test_at_infinity_it_has_its_limit(key):
    for choice in settings_of(key):
        if str(choice) == FLAT_LINE:
            continue
        wanted = [limit(choice, -1), limit(choice, 1)]
        for dtype, close in TOLERANCE.items():
            found, _ = computed(choice, np.array([-np.inf, np.inf]), dtype)
            what = f"{choice}, {dtype}"
            np.testing.assert_allclose(found, wanted, rtol=close, atol=1e-30, err_msg=what)


def nan_stays(entry):
    """Whether NaN gives NaN, with hyperparameters that are numbers or tensors."""
    nan = torch.tensor([torch.nan])
    numbers = {name: torch.tensor([value]) for name, value in entry.defaults.items()}
    return bool(entry.function(nan).isnan().all() and entry.function(nan, **numbers).isnan().all())


def test_a_number_that_is_not_one_is_not_hidden():
    assert [key for key, entry in ACTIVATIONS.items() if not nan_stays(entry)] == []


LARGEST = float(np.finfo(np.float32).max)


@pytest.mark.parametrize(
    ("key", "place", "order"),
    [("gelu", LARGEST * 0.51, 0), ("hardswish", LARGEST / 5.99, 0), ("gelu_tanh", 1.9e19, 1)],
)
def test_pytorchs_own_gives_up_where_the_note_says(key, place, order):
    assert np.isfinite(computed(ActivationChoice(key), [place], torch.float32)[order]).all()
    leaf = torch.full((64,), place, requires_grad=True)
    value = activation_module(ActivationChoice(key))(leaf)
    found = torch.autograd.grad(value.sum(), leaf)[0] if order else value
    assert not torch.isfinite(found).any()
