"""Shifted biases give the same function; subtracting the floor gives the same training."""

import numpy as np
import pytest
import torch

from models.labs.floors_undone import VARIANTS, Undone, config_of, start, undo, variants_of
from models.labs.stage import finish
from models.network import Network
from models.snapshot import Snapshot, samples


@pytest.fixture(scope="module", params=[-10.0, 1.0])
def found(request: pytest.FixtureRequest) -> Undone:
    result = finish(undo, {"floor": request.param})
    assert isinstance(result, Undone)
    return result


def test_shifted_biases_give_the_same_outputs(found: Undone) -> None:
    for key in ("shifted", "centred"):
        assert found.variant(key).difference <= 1e-12 * (1 + abs(found.floor))
    assert np.allclose(found.variant("shifted").field, found.variant("relu").field, atol=1e-12)


def test_another_floor_alone_gives_other_outputs(found: Undone) -> None:
    assert found.variant("swapped").difference > 1
    assert np.abs(found.variant("swapped").field - found.variant("relu").field).max() > 0.3


def test_the_same_function_is_not_the_same_training(found: Undone) -> None:
    shifted, relu = found.variant("shifted"), found.variant("relu")
    assert shifted.losses[0] == pytest.approx(relu.losses[0], abs=1e-12)
    assert (shifted.losses[-1] > relu.losses[-1] + 0.1).all()


def test_subtracting_the_floor_gives_the_same_training(found: Undone) -> None:
    assert found.step == 200
    assert found.variant("centred").apart <= 1e-10


@pytest.mark.parametrize("floor", [-4.5, -0.1, 0.5, 4.5])
def test_every_floor_can_be_made_up_for(floor: float) -> None:
    config = config_of({"floor": floor})
    state = start(config)
    parameters, buffers = np.array(state.parameters), np.array(state.buffers)
    assert np.array_equal(variants_of(config, parameters[: config.seeds]), parameters)
    network = Network(config, torch.from_numpy(parameters), torch.from_numpy(buffers))
    snapshot = Snapshot(config, network, samples(config), np.zeros(config.net_count, bool), 0)
    relu, _, shifted, centred = snapshot.test_output.view(len(VARIANTS), config.seeds, -1)
    for output in (shifted, centred):
        assert (output - relu).abs().max() <= 1e-12 * (1 + abs(floor))


def test_cut_into_calls_it_finds_the_same() -> None:
    settings, seconds = {"floor": -1.0}, 0.4
    stage = undo(settings, None, seconds)
    assert not stage.done
    once = undo(settings, None, 3600).result
    while not stage.done:
        stage = undo(settings, stage.memory, seconds)
    for one, other in zip(stage.result.variants, once.variants, strict=True):
        assert np.array_equal(one.losses, other.losses)
        assert np.array_equal(one.field, other.field)
