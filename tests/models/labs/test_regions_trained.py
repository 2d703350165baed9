"""Regions of nets of the engine while they train."""

import time

import numpy as np
import pytest
import torch

from models.config import RunConfig
from models.engine import Engine
from models.labs.regions_net import Net, net_of, patterns
from models.labs.regions_net import jacobians as jacobians_of
from models.labs.regions_trained import ALL_NETS, SEEDS, STEPS, TRAINED, Plane, config_of
from models.labs.stage import finish
from models.snapshot import Snapshot
from models.state import begin

SMALL = {"dataset": "circles", "hidden": "8", "activation": "relu", "initializer": "pytorch"}


@pytest.fixture(scope="module")
def trained() -> Plane:
    result: Plane = finish(TRAINED, SMALL)
    return result


def test_every_step_is_looked_at_and_all_nets_at_some(trained: Plane) -> None:
    assert trained.steps == STEPS
    assert trained.done
    assert [step for step, _ in trained.counts("plane")] == list(ALL_NETS)
    for _, counts in trained.counts("plane"):
        assert counts.shape == (SEEDS,)
        assert (counts <= 37).all()
    assert not trained.diverged.any()


def test_cutting_the_time_into_pieces_changes_nothing(trained: Plane) -> None:
    again = finish(TRAINED, SMALL, seconds=0.2)
    for one, other in zip(trained.looks, again.looks, strict=True):
        assert (one.plane == other.plane).all()
        assert (one.moment.shapes.vertices == other.moment.shapes.vertices).all()


def test_linear_regions_are_at_most_the_activation_regions(trained: Plane) -> None:
    pairs = zip(trained.counts("linear"), trained.counts("plane"), strict=True)
    assert all((linear <= plane).all() for (_, linear), (_, plane) in pairs)


def test_the_output_is_zero_on_the_decision_boundary(trained: Plane) -> None:
    moment = trained.looks[-1].moment
    net = moment.net
    ends = moment.border.reshape(-1, 2)
    assert len(ends) >= 8
    assert np.abs(output(net, ends)).max() < 1e-10


def output(net: Net, x: np.ndarray) -> np.ndarray:
    """Of a net of ReLUs with one output."""
    h = x
    for weight, bias in zip(net.weights[:-1], net.biases[:-1], strict=True):
        h = np.maximum(h @ weight + bias, 0)
    return (h @ net.weights[-1] + net.biases[-1])[:, 0]


def test_a_net_of_the_engine_is_taken_over_with_what_it_has_learned() -> None:
    config = RunConfig(activations=("hardtanh", "prelu"), seeds=2, hidden=(5, 4), dtype="float64")
    engine = Engine(config, begin(config))
    engine.run(50, time.perf_counter() + 60)
    snapshot = Snapshot(config, engine.network, engine.data, engine.diverged, engine.step)
    x = snapshot.data.x_test[:40].requires_grad_()
    expected = engine.network.forward(snapshot.spread(x))
    for index in range(4):
        (slope,) = torch.autograd.grad(expected[index].sum(), x, retain_graph=True)
        net = net_of(snapshot, index)
        found = jacobians_of(net, x.detach().numpy())[:, :, 0]
        assert np.abs(found - slope.numpy()).max() < 1e-12
        assert patterns(net, x.detach().numpy()).shape == (40, 9)
    assert net_of(snapshot, 3).layers[0].learned != net_of(snapshot, 3).layers[1].learned


def test_the_run_of_the_settings_opens_in_the_playground() -> None:
    config = config_of({**SMALL, "hidden": "16-16"})
    assert (config.hidden, config.seeds, config.optimizer) == ((16, 16), SEEDS, "adam")


@pytest.mark.soak
@pytest.mark.parametrize(("hidden", "grows"), [("32-32", True), ("64", False)])
def test_training_adds_pieces_to_two_layers_and_takes_some_from_one(
    hidden: str, grows: bool
) -> None:
    result = finish(TRAINED, {**SMALL, "hidden": hidden})
    for name in ("plane", "cut"):
        before, after = (np.median(result.counts(name)[at][1]) for at in (0, -1))
        assert (after > before) == grows
