"""One update with step and learning rate as numbers, and as tensors that a captured graph reads."""

import pytest
import torch

from models.draws import generator
from models.hyperparameter import resolve
from models.optimizers import OPTIMIZERS

SETTINGS = [
    *((key, ()) for key in OPTIMIZERS),
    ("sgd", (("momentum", 0.9),)),
    ("adam", (("beta1", 0.0), ("beta2", 0.0))),
]
RATES = (0.1, 0.02, 0.3)


def updated(key, given, number, dtype=torch.float64, steps=20):
    """Parameters and moments after some updates; `number` makes step and learning rate."""
    entry = OPTIMIZERS[key]
    values = resolve(entry.hyperparameters, given, entry.name)
    rng = generator(0, 5)
    parameters = torch.from_numpy(rng.standard_normal((3, 40))).to(dtype)
    moments = torch.zeros((entry.moments, 3, 40), dtype=dtype)
    for step in range(1, steps + 1):
        gradient = torch.from_numpy(rng.standard_normal((3, 40))).to(dtype)
        rate = number(RATES[step % len(RATES)])
        entry.update(parameters, gradient, moments, number(step), rate, values)
    return parameters, moments


def assert_same(key, given, number, dtype, tolerance):
    wanted = updated(key, given, lambda value: value, dtype)
    for found, expected in zip(updated(key, given, number, dtype), wanted, strict=True):
        assert found.dtype == dtype
        torch.testing.assert_close(found, expected, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize(("key", "given"), SETTINGS)
def test_tensors_do_what_numbers_do(key, given):
    def double(value):
        return torch.tensor(value, dtype=torch.float64)

    assert_same(key, given, double, torch.float64, 1e-12)
    assert_same(key, given, double, torch.float32, 1e-5)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_step_counted_in_whole_numbers_costs_no_digit(key):
    def counted(value):
        whole = isinstance(value, int)
        return torch.tensor(value, dtype=torch.int64 if whole else torch.float64)

    assert_same(key, (), counted, torch.float64, 1e-12)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_no_tensor_is_read_back_to_the_host(key):
    """Meta tensors hold no numbers: reading one, as a captured graph cannot, raises."""
    entry = OPTIMIZERS[key]
    values = resolve(entry.hyperparameters, (), entry.name)
    with torch.device("meta"):
        parameters, gradient = torch.zeros(3, 4), torch.zeros(3, 4)
        moments = torch.zeros(entry.moments, 3, 4)
        step, rate = torch.tensor(1.0), torch.tensor(0.1)
    entry.update(parameters, gradient, moments, step, rate, values)
    with pytest.raises(RuntimeError, match="meta"):
        rate.item()
