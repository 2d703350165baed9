"""A CUDA GPU against the CPU, and recorded steps against single launches on it."""

import dataclasses
import math

import numpy as np
import pytest
import torch

from models import devices, graphs
from models.activations import ACTIVATIONS
from models.choices import NetChoice
from models.config import Change, RunConfig
from models.engine import Engine
from models.optimizers import OPTIMIZERS
from models.state import begin
from models.state_bytes import from_bytes, to_bytes
from tests.models.configs import eps_of
from tests.models.references import kinks, settings_of
from tests.models.runs import OVERFLOWING

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA GPU here"),
]

STEPS = 60  # two epochs and a bit, the last minibatch of each smaller
CONFIG = RunConfig(
    samples=262,
    batch_size=6,
    activations=("gelu", NetChoice.parse("prelu|silu"), NetChoice.parse("tanh|rrelu(random=1)")),
    hidden=(6, 5),
    learned_per="unit",
    normalization="before",
    dropout=0.25,
    schedule="warmup",
    clip_norm=0.5,
    seeds=2,
    device="cuda",
    dtype="float64",
    changes=(Change(9, "l2", 0.01), Change(40, "clip_norm", None)),
)


def trained(config, state, stop=STEPS):
    """An engine that has gone on to step `stop`."""
    engine = Engine(config, state)
    changes = {change.step for change in config.changes if state.step < change.step < stop}
    for step in sorted({*changes, stop}):
        engine.run(step, math.inf)
    return engine


def assert_same(engine, wanted, close):
    assert engine.divergence == wanted.divergence
    state, other = engine.state(), wanted.state()
    for name in ("parameters", "moments", "buffers"):
        found, expected = getattr(state, name), getattr(other, name)
        np.testing.assert_allclose(found, expected, rtol=close, atol=close)
    np.testing.assert_allclose(engine.batch_losses(), wanted.batch_losses(), rtol=close)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(
    ("dataset", "loss"),
    [
        ("spiral", "binary_cross_entropy"),
        ("three_spiral", "softmax_cross_entropy"),
        ("gaussians", "mse"),
    ],
)
def test_recorded_single_and_on_the_cpu(monkeypatch, dataset, loss, optimizer):
    config = dataclasses.replace(
        CONFIG,
        dataset=dataset,
        loss=loss,
        optimizer=optimizer,
        optimizer_hyperparameters=eps_of(optimizer),
    )
    recorded = trained(config, begin(config))
    assert recorded.network.flat.device.type == "cuda"
    launcher = graphs.launcher(config, devices.resolve("cuda"))
    assert launcher is not None
    assert launcher.failure is recorded.notice is None
    host = dataclasses.replace(config, device="cpu")
    assert_same(recorded, trained(host, begin(host)), 1e-8)
    monkeypatch.setattr(graphs, "launcher", lambda *_: None)
    assert_same(recorded, trained(config, begin(config)), 1e-10)


def test_cuts_leave_the_same_bits():
    whole, state = trained(CONFIG, begin(CONFIG)).state(), begin(CONFIG)
    for stop in (1, 2, 9, 30, 31, 57, STEPS):
        state = trained(CONFIG, state, stop).state()
    for name in ("parameters", "moments", "buffers"):
        np.testing.assert_array_equal(getattr(state, name), getattr(whole, name))


def test_a_state_moves_between_the_devices():
    host = dataclasses.replace(CONFIG, device="cpu")
    wanted = trained(host, begin(host)).state()
    for first, then in ((CONFIG, host), (host, CONFIG)):
        half = trained(first, begin(first), STEPS // 2).state()
        found = trained(then, from_bytes(to_bytes(half))).state()
        np.testing.assert_allclose(found.parameters, wanted.parameters, rtol=1e-8, atol=1e-8)


def test_an_overflow_is_found_at_the_same_step():
    config = dataclasses.replace(OVERFLOWING, device="cuda")
    found, host = trained(config, begin(config)), dataclasses.replace(config, device="cpu")
    assert [where is None for where in found.divergence] == [False, True]
    assert found.divergence == trained(host, begin(host)).divergence


CLOSE = {torch.float32: (1e-5, 1e-5), torch.float64: (1e-12, 1e-13)}


def on_device(choice, at, device):
    """Value and slope, computed on a device; where the slope of a kink is a matter of side, too."""
    z = at.to(device).requires_grad_()
    value = choice.activation.function(z, **choice.values)
    (slope,) = torch.autograd.grad(value.sum(), z)
    assert value.device.type == slope.device.type == device
    return value.detach().cpu(), slope.cpu()


def places(choice, dtype):
    """Equal steps, the kinks, and numbers of every size; of waves only those near 0."""
    near = [*torch.linspace(-30, 30, 1201).tolist(), *kinks(choice), 0.0, -1e-30, 1e-30]
    wave = choice.activation.family == "periodic"
    far = [] if wave else [-1e30, -1e4, 1e4, 1e30, torch.finfo(dtype).max, torch.finfo(dtype).min]
    return torch.tensor([*near, *far], dtype=dtype)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_every_activation(key):
    for choice in settings_of(key):
        for dtype, (rtol, atol) in CLOSE.items():
            at = places(choice, dtype)
            results = (on_device(choice, at, device) for device in ("cpu", "cuda"))
            for one, other in zip(*results, strict=True):
                same = torch.isclose(one, other, rtol=rtol, atol=atol)
                assert same.all(), f"{choice}, {dtype}, at {at[~same].tolist()}"
