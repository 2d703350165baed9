"""Readings of many steps at once have the bits of readings taken step by step."""

import dataclasses

import numpy as np
import pytest

from models.activations import ACTIVATIONS
from models.config import RunConfig
from models.points import MOST, most, spare, together
from models.training import Budget, advance, begin
from tests.models.runs import differences, run

KEYS = list(ACTIVATIONS)
STEPS = MOST + 3
SHAPES = (
    {"hidden": (4, 3)},
    {"hidden": (5,), "dtype": "float64", "samples": 70},
    {"hidden": (3, 2), "normalization": "before", "batch_size": 5},
    {"hidden": (3, 2), "normalization": "after", "learned_per": "unit", "seeds": 2},
)


def one_by_one(config):
    return run(config, [1] * STEPS).history.readings


def together_read(config):
    return run(config, [STEPS]).history.readings


@pytest.mark.parametrize("first", range(0, len(KEYS), 6))
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape.get("normalization", "")))
def test_each_activation_reads_the_same_bits(first, shape):
    config = RunConfig(
        **{"samples": 50, "batch_size": 5, "activations": tuple(KEYS[first : first + 6]), **shape}
    )
    assert most(config) > 1
    assert differences(one_by_one(config), together_read(config)) == []


@pytest.mark.parametrize("samples", [20, 46, 330, 1000])
@pytest.mark.parametrize(
    ("dataset", "loss"),
    [
        ("circles", "hinge"),
        ("xor", "mse"),
        ("formula", "huber"),
        ("spiral", "binary_cross_entropy"),
        ("class_blobs", "softmax_cross_entropy"),
    ],
)
def test_each_number_of_samples_reads_the_same_bits(dataset, loss, samples):
    config = RunConfig(dataset=dataset, loss=loss, samples=samples, batch_size=2)
    assert differences(one_by_one(config), together_read(config)) == []


def test_nets_that_diverge_between_the_points():
    config = RunConfig(
        samples=60, activations=("identity", "relu"), seeds=3, loss="mse", learning_rate=6.0
    )
    readings = together_read(config)
    gone = [reading.diverged.sum() for reading in readings]
    assert 0 == gone[0] < gone[-1]
    assert differences(one_by_one(config), readings) == []


def test_a_reading_is_of_its_own_step():
    config = RunConfig(activations=("relu", "tanh"), seeds=2)
    _, frame = advance(config, begin(config), Budget(steps=STEPS))
    assert [reading.step for reading in frame.readings] == list(range(1, STEPS + 1))
    for reading in frame.readings[::6]:
        _, alone = advance(config, begin(config), Budget(steps=reading.step), ("loss",))
        np.testing.assert_array_equal(alone["loss"].test_loss, reading.loss.test_loss)


def test_large_runs_are_read_step_by_step_and_without_spare_nets():
    config = RunConfig(samples=4000, hidden=(32, 32))
    assert (most(config), spare(config)) == (1, 0)
    assert together(config, 1) is config


@pytest.mark.parametrize("seeds", [1, 7, 60, 240])
@pytest.mark.parametrize("samples", [20, 500])
def test_a_stack_is_a_run_that_there_could_be(seeds, samples):
    config = RunConfig(samples=samples, seeds=seeds, hidden=(3,))
    stack = together(config, most(config))
    assert stack.net_count == 2 * (most(config) * seeds + spare(config))
    assert dataclasses.replace(stack, seeds=seeds) == config
