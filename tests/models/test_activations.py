"""The table of activations against its own formulas, PyTorch and the catalogue.

How exact "equal" is: 1e-12 of the number, or a few roundings of the terms that cancel in it. In the
tail of GELU, for instance, 1 + erf(z) loses digits, and 1 - tanh(z)^2 does so for large z: PyTorch
computes them that way, and no test can ask for digits that are not there. Such terms are of size
max(1, |z|), so the error allowed there is four roundings of that.
"""

import numpy as np
import pytest
import torch
from torch import nn

from models.activations import ACTIVATIONS, FAMILIES
from models.choices import ActivationChoice
from models.export import pytorch_line
from tests.models import references
from tests.models.references import computed, exact_values, kinks, settings

EPS = np.finfo(np.float64).eps
GRID = np.concatenate([np.linspace(-12, 12, 49), np.linspace(-0.93, 0.97, 12), [-60.0, 35.0]])


def away_from_kinks(choice):
    distance = [np.abs(GRID - kink) for kink in kinks(choice)]
    return GRID[np.all(distance, axis=0)] if distance else GRID


def module(choice):
    return eval(pytorch_line(choice), {"nn": nn}).double()  # noqa: S307  text of our own table


def of_module(choice, z):
    leaf = torch.tensor(z, dtype=torch.float64, requires_grad=True)
    value = module(choice)(leaf)
    (derivative,) = torch.autograd.grad(value.sum(), leaf)
    return value.detach().numpy(), derivative.numpy()


def assert_close(found, wanted, z):
    allowed = np.maximum(1e-12 * np.abs(wanted), 4 * EPS * np.maximum(1, np.abs(z)))
    worst = np.argmax(np.abs(found - wanted) / allowed)
    message = f"at {z[worst]}: {found[worst]!r}, not {wanted[worst]!r}"
    assert np.all(np.abs(found - wanted) <= allowed), message


@pytest.mark.parametrize("order", [0, 1], ids=["value", "derivative"])
@pytest.mark.parametrize("choice", settings(), ids=str)
def test_it_is_what_its_formula_says(choice, order):
    z = away_from_kinks(choice)
    assert_close(computed(choice, z)[order], exact_values(choice, order, z), z)


@pytest.mark.parametrize("choice", settings(), ids=str)
def test_the_pytorch_line_is_the_same_function(choice):
    for found, wanted in zip(computed(choice, GRID), of_module(choice, GRID), strict=True):
        tolerance = 1e-12 if choice.key != "prelu" else 1e-7  # nn.PReLU starts in float32
        np.testing.assert_allclose(found, wanted, rtol=tolerance, atol=1e-14)


@pytest.mark.parametrize("choice", [c for c in settings() if kinks(c)], ids=str)
def test_at_a_kink_it_does_what_pytorch_does(choice):
    for kink in kinks(choice):
        z = np.array([np.nextafter(kink, -np.inf), kink, np.nextafter(kink, np.inf)])
        for found, wanted in zip(computed(choice, z), of_module(choice, z), strict=True):
            np.testing.assert_allclose(found, wanted, rtol=1e-15, atol=0)


@pytest.mark.parametrize("choice", settings(), ids=str)
def test_gradients_of_preactivation_and_hyperparameters(choice):
    steps = np.array([-3.1, -1.4, -0.6, -0.2, 0.3, 0.7, 1.6, 2.9])
    z = torch.tensor(steps + sum(kinks(choice)), dtype=torch.float64, requires_grad=True)
    numbers = [
        torch.tensor([value], dtype=torch.float64, requires_grad=True)
        for value in choice.values.values()
    ]

    def function(z, *values):
        return choice.activation.function(z, **dict(zip(choice.values, values, strict=True)))

    assert torch.autograd.gradcheck(function, (z, *numbers))
    torch.testing.assert_close(
        function(z, *numbers), choice.activation.function(z, **choice.values), rtol=1e-14, atol=0
    )


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("shape", [(), (0,), (3, 1, 2)])
@pytest.mark.parametrize("choice", settings(), ids=str)
def test_shape_and_precision_stay(choice, dtype, shape):
    z = torch.zeros(shape, dtype=dtype)
    value = choice.activation.function(z, **choice.values)
    assert value.shape == shape
    assert value.dtype == dtype
    assert value is not z


@pytest.mark.parametrize("choice", settings(), ids=str)
def test_far_out_it_is_still_a_number(choice):
    z = np.array([-1e38, -1e3, 1e3, 1e38], dtype=np.float32)
    for order, found in enumerate(computed(choice, z, torch.float32)):
        wanted = np.clip(exact_values(choice, order, z), -1.7e308, 1.7e308)
        with np.errstate(over="ignore"):
            wanted = wanted.astype(np.float32)
        np.testing.assert_allclose(found, wanted, rtol=1e-6, atol=1e-37)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_number_that_is_not_one_is_not_hidden(key):
    z = torch.tensor([torch.nan])
    assert torch.isnan(ACTIVATIONS[key].function(z)).all()


def test_the_records_are_complete():
    names = [entry.name for entry in ACTIVATIONS.values()]
    assert len(set(names)) == len(names)
    for key, entry in ACTIVATIONS.items():
        assert entry.key == key
        assert entry.family in FAMILIES
        assert entry.text
        assert set(entry.learnable) <= set(entry.defaults)
        for item in entry.hyperparameters:
            assert item.low <= item.default <= item.high
            assert item.help.endswith(".")


ROWS = list(references.catalogue())


def test_the_catalogue_knows_most_of_the_table():
    assert len({choice.key for _, choice in ROWS}) > 10


@pytest.mark.parametrize(("row", "choice"), ROWS, ids=[row["key"] for row, _ in ROWS])
def test_family_and_kinks_are_the_catalogues(row, choice):
    assert row["family"].startswith(choice.activation.family)
    jumps = []
    for kink in kinks(choice):
        _, (left, right) = computed(choice, np.array([kink - 1e-9, kink + 1e-9]))
        if abs(left - right) > 1e-6:
            jumps.append(kink)
    assert jumps == [float(text) for text in row["kinks"].split(";") if text]


@pytest.mark.parametrize(("row", "choice"), ROWS, ids=[row["key"] for row, _ in ROWS])
def test_range_slope_and_parity_are_the_catalogues(row, choice):
    z = np.concatenate([np.linspace(-20, 20, 40_001), [-1e6, 1e6]])
    value, derivative = computed(choice, z)
    if "{" not in row["range"]:
        low, high = (limit(text) for text in row["range"][1:-1].split(","))
        assert value.min() < -10 if np.isinf(low) else abs(value.min() - low) < 1e-4
        assert value.max() > 10 if np.isinf(high) else abs(value.max() - high) < 1e-4
    assert (derivative.min() >= 0) == (row["monotonic"] == "increasing")
    mirrored, _ = computed(choice, -z)
    assert np.allclose(mirrored, -value) == (row["parity"] == "odd")
    assert np.allclose(mirrored, value) == (row["parity"] == "even")


def limit(text):
    named = {"pi/2": np.pi / 2, "-pi/2": -np.pi / 2, "-ln2": -np.log(2)}
    return named.get(text) or float(text)


def test_a_choice_is_text_and_back():
    for choice in settings():
        assert ActivationChoice.parse(str(choice)) == choice
