"""The functions of the table against the PyTorch that the table writes down for them."""

import numpy as np
import pytest
import torch

from models.activations import ACTIVATIONS
from models.activations.module_text import module_text
from models.choices import ActivationChoice
from models.export import activation_module
from tests.models.references import GRID, computed, kinks, settings_of

# PyTorch's own, off by more than roundings: the slope of Hardsigmoid and 1/alpha in CELU are
# float32, and the derivative of sinc cancels near 0.
COARSE = {"hardsigmoid": 1e-7, "celu": 1e-7, "sinc": 1e-12}


def of_module(choice, z):
    module = activation_module(choice, 1).double().eval()
    with torch.no_grad():  # a parameter starts as a float32
        for name, parameter in module.named_parameters():
            parameter.fill_(choice.values["a" if name == "weight" else name])
    leaf = torch.tensor(z, dtype=torch.float64, requires_grad=True)
    value = module(leaf)
    (derivative,) = torch.autograd.grad(value.sum(), leaf)
    return value.detach().numpy(), derivative.numpy()


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_the_pytorch_line_is_the_same_function(key):
    coarse = COARSE.get(key, 0)
    for choice in settings_of(key):
        for found, wanted in zip(computed(choice, GRID), of_module(choice, GRID), strict=True):
            allowed = 1e-12 * np.abs(wanted) + 1e-14 * np.maximum(1, np.abs(GRID)) + coarse
            wrong = ~(np.abs(found - wanted) <= allowed)
            assert not wrong.any(), f"{choice} at {GRID[wrong]}"


@pytest.mark.parametrize("key", [key for key, entry in ACTIVATIONS.items() if entry.kinks])
def test_at_a_kink_it_does_what_pytorch_does(key):
    close = max(1e-15, COARSE.get(key, 0))
    for choice in settings_of(key):
        at = np.array(kinks(choice))
        z = np.concatenate([np.nextafter(at, -np.inf), at, np.nextafter(at, np.inf)])
        for found, wanted in zip(computed(choice, z), of_module(choice, z), strict=True):
            same = {"rtol": close, "atol": 1e-15, "err_msg": f"{choice} at {z}"}
            np.testing.assert_allclose(found, wanted, **same)


def test_learned_hyperparameters_are_the_parameters_of_the_module():
    for key, entry in ACTIVATIONS.items():
        parameters = list(activation_module(ActivationChoice(key), 3).parameters())
        assert [found.shape for found in parameters] == [(3,)] * len(entry.learnable), key
        for name, found in zip(entry.learnable, parameters, strict=True):
            assert found.tolist() == pytest.approx([entry.defaults[name]] * 3), key


def test_a_module_is_written_where_pytorch_has_none():
    for key, entry in ACTIVATIONS.items():
        assert entry.pytorch.startswith("nn.") == (entry.module == ""), key
        assert entry.module.count("\n") < 20, key


def test_a_module_without_hyperparameters_needs_no_start():
    assert module_text("Two", "w = z + z", "w * w").splitlines() == [
        "class Two(nn.Module):",
        "    def forward(self, z):",
        "        w = z + z",
        "        return w * w",
    ]
