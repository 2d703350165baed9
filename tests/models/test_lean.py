"""Small nets train without a graph, with the same bits."""

import numpy as np
import pytest
import torch
from torch import Tensor

from models import stepper
from models.activations import ACTIVATIONS
from models.config import RunConfig
from models.engine import Engine
from models.kinds import kind_of
from models.lean import LARGEST, SLOTS, lean
from models.state import State, begin
from models.stepper import Stepper

KERNELS = [key for key, entry in ACTIVATIONS.items() if entry.kernel is not None]
VALUES = (0.0, -0.0, 1e-30, -1e-30, 0.7, -0.7, 3.0, -3.0, 39.9, 41.0, -41.0, 1e4, -1e4)
RUNS = {
    "one net": RunConfig(activations=("relu",)),
    "all kernels": RunConfig(activations=tuple(KERNELS)),
    "seeds": RunConfig(activations=("relu", "tanh"), seeds=3),
    "a layer of its own": RunConfig(activations=("relu|tanh", "tanh|relu")),
    "a smaller last minibatch": RunConfig(batch_size=24),
    "dropout": RunConfig(dropout=0.3, hidden=(8, 8, 8)),
    "no hidden layer": RunConfig(hidden=()),
    "classes": RunConfig(dataset="three_spiral", loss="softmax_cross_entropy"),
    "a curve": RunConfig(dataset="sine", loss="mse", features=("x",)),
    "adam in 64 bits": RunConfig(optimizer="adam", dtype="float64"),
    "penalties": RunConfig(l1=0.001, l2=0.001, clip_norm=1.0),
    "a net that diverges": RunConfig(
        activations=("identity", "tanh"), learning_rate=10.0, loss="mse", hidden=(8,) * 4
    ),
}


def trained(config: RunConfig, steps: int = 2 * SLOTS + 5) -> State:
    engine = Engine(config, begin(config))
    engine.run(steps, np.inf)
    return engine.state()


def of(config: RunConfig):
    return lean(config, Stepper(config, begin(config), torch.device("cpu")).network)


@pytest.mark.parametrize("config", RUNS.values(), ids=RUNS)
def test_every_bit_is_as_autograd_computes_it(config, monkeypatch):
    assert of(config) is not None
    found = trained(config)
    monkeypatch.setattr(stepper, "lean", lambda *_: None)
    wanted = trained(config)
    assert (found.step, found.divergence) == (wanted.step, wanted.divergence)
    for name in ("parameters", "moments", "recent"):
        np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name))


def test_one_of_the_runs_diverges():
    assert any(trained(RUNS["a net that diverges"]).divergence)


@pytest.mark.parametrize("key", KERNELS)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_a_kernel_is_what_autograd_calls(key, dtype):
    entry = ACTIVATIONS[key]
    z = torch.tensor([*VALUES, torch.inf, -torch.inf, torch.nan], dtype=dtype, requires_grad=True)
    above = torch.linspace(-2, 3, len(z), dtype=dtype)
    wanted = entry.function(z, **entry.defaults)
    (slope,) = torch.autograd.grad(wanted, z, above)
    h, below = torch.empty_like(above), torch.empty_like(above)
    entry.kernel.forward(z.detach(), out=h, **entry.defaults)
    entry.kernel.backward(above, z.detach(), h, out=below, **entry.defaults)
    assert_same(h, wanted.detach())
    assert_same(below, slope)


def assert_same(found: Tensor, wanted: Tensor) -> None:
    torch.testing.assert_close(found, wanted, rtol=0, atol=0, equal_nan=True)


@pytest.mark.parametrize("key", [key for key, entry in ACTIVATIONS.items() if entry.pill])
def test_what_has_a_button_has_a_kernel(key):
    assert ACTIVATIONS[key].kernel is not None


@pytest.mark.parametrize(
    "config",
    [
        RunConfig(normalization="before"),
        RunConfig(activations=("relu", "prelu")),
        RunConfig(activations=("rrelu(random=1)",)),
        RunConfig(activations=("mish",)),
        RunConfig(hidden=(64,) * 4, batch_size=128),
    ],
)
def test_other_nets_are_left_to_autograd(config):
    values = config.net_count * config.batch_size * config.preactivations
    assert (values > LARGEST) == (config.batch_size == 128)
    assert of(config) is None


def test_sums_hold_as_long_as_a_chunk():
    config = RunConfig(activations=("relu",), batch_size=5)
    passes, kind = of(config), kind_of(config)
    data = kind.samples(config)
    network = Stepper(config, begin(config), torch.device("cpu")).network
    batches = kind.minibatches(config, data, network, 0)
    taken, copies = [], []
    for x, y, masks in list(zip(batches.x, batches.y, batches.masks, strict=True))[:SLOTS]:
        taken.append(passes.differentiate(x, y, masks, lambda output, y: output - y))
        copies.append([z.clone() for z in (*taken[-1].sums, taken[-1].output)])
    for one, kept in zip(taken, copies, strict=True):
        assert all(torch.equal(a, b) for a, b in zip((*one.sums, one.output), kept, strict=True))
    assert not torch.equal(copies[0][0], copies[1][0])
