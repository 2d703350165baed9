"""Gradients against finite differences: of each activation, and of whole nets through the engine.

Central differences in double precision, which are good to about 1e-9 of the numbers.
"""

import dataclasses

import numpy as np
import pytest
import torch

from models.choices import NetChoice
from models.config import RunConfig
from models.datasets import DATASETS
from models.losses import LOSSES
from models.minibatches import minibatches
from models.network import Network
from models.normalization import NORMALIZATIONS, SHARINGS
from models.snapshot import samples
from models.state import begin
from models.stepper import Stepper
from models.training import Budget, advance
from tests.models.references import kinks, settings

STEP = 1e-6
CLOSE = 1e-7
BENT = "soft_exponential(alpha=0.0)"  # its curvature in alpha jumps: differences are good to 1e-5
CPU = torch.device("cpu")


def difference(function, values):
    """Derivative of a number with respect to each of some values, which are put back."""
    found, flat = torch.zeros_like(values), values.view(-1)
    for index in range(len(flat)):
        middle = flat[index].item()
        ends = []
        for place in (middle - STEP, middle + STEP):
            flat[index] = place
            ends.append(float(function()))
        flat[index] = middle
        found.view(-1)[index] = (ends[1] - ends[0]) / (2 * STEP)
    return found


@pytest.mark.parametrize("shared", [1, 4], ids=["per layer", "per unit"])
@pytest.mark.parametrize(
    "choice", [c for c in settings() if not c.activation.surrogate and str(c) != BENT], ids=str
)
def test_activations_and_their_hyperparameters(choice, shared):
    """Every hyperparameter, as it could be learned: (nets, 1, 1) or (nets, 1, units)."""
    nets, units, entry = 2, 4, choice.activation
    z = torch.linspace(-3.1, 2.9, nets * 5 * units, dtype=torch.float64).view(nets, 5, units)
    z += sum(kinks(choice))
    away = [(z - kink).abs().min() for kink in kinks(choice)]
    assert all(distance > 10 * STEP for distance in away)
    spread = torch.linspace(0.97, 1, shared, dtype=torch.float64)
    values = {n: (v * spread).repeat(nets, 1, 1) for n, v in choice.values.items()}
    weights = torch.linspace(-1, 2, z.numel(), dtype=torch.float64).view_as(z)

    def total():
        return (entry.function(z, **values) * weights).sum()

    leaves = [z, *values.values()]
    for leaf in leaves:
        leaf.requires_grad_()
    gradients = torch.autograd.grad(total(), leaves, allow_unused=True, materialize_grads=True)
    with torch.no_grad():
        for leaf, gradient in zip(leaves, gradients, strict=True):
            wanted = difference(total, leaf)
            assert gradient.shape == leaf.shape
            torch.testing.assert_close(gradient, wanted, rtol=CLOSE, atol=CLOSE)


NETS = RunConfig(
    samples=40,
    batch_size=7,
    activations=(NetChoice.parse("prelu|tanh"), "prelu(a=-0.5)", "gelu"),
    hidden=(3, 2),
    initial_bias=0.2,
    dropout=0.2,
    dtype="float64",
)


def suited(loss, **values):
    dataset = next(key for key, entry in DATASETS.items() if entry.task in LOSSES[loss].tasks)
    return dataclasses.replace(NETS, loss=loss, dataset=dataset, **values)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("normalization", NORMALIZATIONS)
@pytest.mark.parametrize("sharing", SHARINGS)
def test_whole_nets(loss, normalization, sharing):
    """The flat gradient of a step is that of the sum over nets of the mean minibatch loss."""
    config = suited(loss, normalization=normalization, learned_per=sharing)
    todo = minibatches(config, samples(config), 0)
    x, y, masks = todo.x[0], todo.y[0], todo.masks[0]
    state, _ = advance(config, begin(config), Budget(steps=3))
    gradient = Stepper(config, state, CPU).take(x, y, masks, config, 1, 1e-9).gradient
    network = Network(config, torch.tensor(state.parameters), torch.tensor(state.buffers))

    def total():
        output, _ = network.train(x, masks)
        if config.outputs == 1:
            output = output.squeeze(-1)
        return LOSSES[loss].function(output, y).mean(1).sum()

    with torch.no_grad():
        wanted = difference(total, network.flat)
    torch.testing.assert_close(gradient, wanted, rtol=CLOSE, atol=CLOSE)
    learned = network.rows(gradient)[:2, network.layers[0].learnable]
    assert learned.abs().amax(1).min() > 1e-6


@pytest.mark.parametrize("loss", LOSSES)
def test_slopes_of_the_losses(loss):
    entry, several = LOSSES[loss], "multiclass" in LOSSES[loss].tasks
    generator = np.random.default_rng(0)
    output = torch.tensor(generator.normal(0, 2, (2, 9, 3) if several else (2, 9)))
    y = torch.tensor(generator.integers(0, 3 if several else 2, (2, 9)))
    y = y if several else y.double()
    wanted = difference(lambda: entry.function(output, y).sum(), output)
    torch.testing.assert_close(entry.slope(output, y), wanted, rtol=CLOSE, atol=CLOSE)
