"""Gradients against finite differences: of each activation, and of whole nets through the engine.

Central differences in double precision, which are good to about 1e-9 of the numbers.
"""

import dataclasses

import numpy as np
import pytest
import torch

from models.activations import ACTIVATIONS
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
from tests.models.references import kinks, settings_of

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


def slope_in_z(entry, z, values):
    """Central differences by each preactivation; all at once, because f takes them one by one."""
    ends = (entry.function(z + STEP, **values), entry.function(z - STEP, **values))
    return (ends[0] - ends[1]) / (2 * STEP)


@pytest.mark.parametrize("shared", [1, 4], ids=["per layer", "per unit"])
@pytest.mark.parametrize("key", [key for key, found in ACTIVATIONS.items() if not found.surrogate])
def test_activations_and_their_hyperparameters(key, shared):
    """Every hyperparameter, as it could be learned: (nets, 1, 1) or (nets, 1, units)."""
    for choice in settings_of(key):
        if str(choice) != BENT:
            assert_differences(choice, shared)


def assert_differences(choice, shared):
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
        wanted = [slope_in_z(entry, z, values) * weights]
        wanted += [difference(total, leaf) for leaf in leaves[1:]]
    for name, found, expected in zip(("z", *values), gradients, wanted, strict=True):
        close = torch.isclose(found, expected, rtol=CLOSE, atol=CLOSE)
        assert found.shape == expected.shape, f"{choice} by {name}"
        assert close.all(), f"{choice} by {name}: {found[~close]}, not {expected[~close]}"


def difference_of_each(function, network):
    """Derivative of each net's own number by its own parameters, (K * P,): all nets at once."""
    rows = network.rows(network.flat)
    found = torch.zeros_like(rows)
    for column in range(rows.shape[1]):
        ends = []
        for moved in (-STEP, STEP):
            changed = rows.clone()
            changed[:, column] += moved
            network.flat.copy_(network.flattened(changed))
            ends.append(function())
        found[:, column] = (ends[1] - ends[0]) / (2 * STEP)
    network.flat.copy_(network.flattened(rows))
    return network.flattened(found)


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

    def means():
        output, _ = network.train(x, masks)
        if config.outputs == 1:
            output = output.squeeze(-1)
        return LOSSES[loss].function(output, y).mean(1)

    with torch.no_grad():
        wanted = difference_of_each(means, network)
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
