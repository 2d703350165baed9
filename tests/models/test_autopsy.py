"""The autopsy of a unit against a plain loop over steps, units and samples."""

from functools import cache

import numpy as np
import pytest

from models import layout
from models.autopsy import AFTER, BEFORE, before_death, find_death, last_alive
from models.config import Change, RunConfig
from models.grid import next_point, on_grid
from models.snapshot import samples
from models.training import Budget, advance, begin, observe, walk
from tests.models.runs import run

RELU = RunConfig(activations=("relu",), learning_rate=1.0)
SHORT = {"samples": 100, "hidden": (6,)}
HARD = RunConfig(activations=("relu6",), learning_rate=3.0, **SHORT)
TANH = RunConfig(activations=("hardtanh",), learning_rate=3.0, **SHORT)
NORMAL = {**SHORT, "hidden": (6, 6), "activations": ("relu",), "learning_rate": 2.0}
DEATHS = (
    (RELU, (0, 0, 3), 208),
    (RELU, (0, 1, 0), 260),
    (HARD, (0, 0, 0), 18),
    (TANH, (0, 0, 3), 113),
    (RunConfig(**NORMAL, normalization="before"), (0, 0, 4), 20),
    (RunConfig(**NORMAL, normalization="after"), (0, 0, 5), 109),
)


@cache
def states(config, first, last):
    """Every State of a stretch, one step at a time."""
    found = [begin(config) if first == 0 else advance(config, begin(config), Budget(first))[0]]
    losses = []
    for _ in range(first, last):
        state, frame = advance(config, found[-1], Budget(steps=1))
        found.append(state)
        losses.append(frame.batch_loss[0])
    return found, losses


def parameters(config, state, net, layer, unit):
    """Incoming weights (inputs,) and bias of a unit, out of the flat row."""
    found = layout.layers(config)[layer]
    weight = state.parameters[net, found.weight].reshape(found.inputs, found.outputs)
    return weight[:, unit], state.parameters[net, found.bias][unit]


@pytest.mark.parametrize(("config", "place", "until"), DEATHS)
def test_a_death_is_found_at_its_exact_step(config, place, until):
    net, layer, unit = place
    start = before_death(until)
    found = find_death(config, advance(config, begin(config), Budget(start))[0], *place, until)
    every, losses = states(config, start, found.died + AFTER)
    dead = [
        observe(config, state, ("preactivations",))["preactivations"].layers[layer].dead[net, unit]
        for state in every
    ]
    assert dead[found.died - start] and not dead[found.died - start - 1]
    assert all(dead[found.died - start : until - start + 1])
    assert last_alive(until) < found.died <= until
    assert found.steps == tuple(range(max(0, found.died - BEFORE), found.died + AFTER + 1))
    assert found.dead.tolist() == dead[found.steps[0] - start :]
    assert found.steps[found.fatal + 1] == found.died
    used = losses[found.steps[0] - start :]
    np.testing.assert_array_equal(found.batch_loss, np.array(used)[:, net])


@pytest.mark.parametrize(("config", "place", "until"), DEATHS)
def test_the_updates_are_those_of_the_parameters_and_add_up(config, place, until):
    start = before_death(until)
    found = find_death(config, advance(config, begin(config), Budget(start))[0], *place, until)
    every, _ = states(config, start, found.died + AFTER)
    shown = every[found.steps[0] - start :]
    pairs = [parameters(config, state, *place) for state in shown]
    weights = np.array([weight for weight, _ in pairs], dtype=float)
    bias = np.array([bias for _, bias in pairs], dtype=float)
    np.testing.assert_allclose(found.bias_change, np.diff(bias), rtol=1e-12)
    steps = np.linalg.norm(np.diff(weights, axis=0), axis=1)
    np.testing.assert_allclose(found.weight_change, steps, rtol=1e-12)
    parts = found.by_bias + found.by_weights + found.by_rest
    np.testing.assert_allclose(parts, np.diff(found.edge), atol=1e-5 * np.abs(found.edge).max())


def test_the_parts_of_a_first_layer_are_those_of_a_loop_over_samples():
    config, place, until = DEATHS[0]
    state = advance(config, begin(config), Budget(before_death(until)))[0]
    found = find_death(config, state, *place, until)
    every, _ = states(config, before_death(until), found.died + AFTER)
    one, other = every[found.died - 1 - before_death(until) :][:2]
    (w0, b0), (w1, b1) = (parameters(config, state, *place) for state in (one, other))
    x = samples(config).x_train.double().numpy()
    before, between, after = (
        max(float(sample @ w + b) for sample in x) for w, b in ((w0, b0), (w0, b1), (w1, b1))
    )
    assert after <= 0 < before
    assert found.by_bias[found.fatal] == pytest.approx(between - before)
    assert found.by_weights[found.fatal] == pytest.approx(after - between)
    assert found.by_rest == pytest.approx(0)
    assert found.by_bias == pytest.approx(found.bias_change)


def test_histograms_count_every_training_sample_on_one_range():
    config, place, until = DEATHS[1]
    state = advance(config, begin(config), Budget(before_death(until)))[0]
    found = find_death(config, state, *place, until)
    z = found.z
    assert z.counts.shape[0] == len(found.steps)
    assert (z.counts.sum(1) == config.train_count).all()
    assert not (z.below.any() or z.above.any() or z.not_finite.any())
    middle = z.counts.shape[1] // 2
    assert (z.counts[:, :middle].sum(1)[found.dead] == config.train_count).all()
    assert (found.edge > 0).tolist() == (~found.dead).tolist()
    assert (found.active > 0).tolist() == (~found.dead).tolist()


def test_a_unit_that_dies_on_the_right_is_followed_by_its_smallest_preactivation():
    state = begin(TANH)
    ends = {}
    for unit, until in ((3, 113), (5, 23)):
        found = find_death(TANH, state, 0, 0, unit, until)
        ends[unit] = found.edge_is, float(found.edge[found.steps.index(found.died)])
    assert ends[3][0] == "smallest" and ends[3][1] >= 1
    assert ends[5][0] == "largest" and ends[5][1] <= -1


def test_a_unit_born_dead_has_no_fatal_update():
    found = find_death(RELU, begin(RELU), 0, 1, 2, 0)
    assert (found.died, found.fatal, found.steps[0]) == (0, None, 0)
    assert found.dead[0] and found.edge[0] <= 0


def test_a_unit_that_lives_or_has_long_been_dead_is_refused():
    with pytest.raises(ValueError, match="must be dead at step 100"):
        find_death(RELU, begin(RELU), 0, 0, 0, 100)
    late = advance(RELU, begin(RELU), Budget(250))[0]
    with pytest.raises(ValueError, match="must live at some step from 250 to 252"):
        find_death(RELU, late, 0, 0, 3, 252)


def test_the_grid_point_before_a_death_is_the_last_one():
    for until in filter(on_grid, range(1, 600)):
        assert next_point(last_alive(until)) == until
        assert before_death(until) == max(0, last_alive(until) - BEFORE)


def test_a_walk_is_the_run_with_its_live_changes_and_without_its_stop_rules():
    config = RunConfig(changes=(Change(7, "learning_rate", 0.3),), stop_step=12)
    free = RunConfig(changes=config.changes)
    wanted = {step: run(free, [step]) for step in (5, 6, 9, 40)}
    seen = zip(wanted, walk(config, begin(config), wanted), strict=True)
    for step, (snapshot, losses) in seen:
        found = snapshot.network.rows(snapshot.network.flat).numpy()
        np.testing.assert_array_equal(found, wanted[step].state.parameters)
        np.testing.assert_array_equal(losses, wanted[step].batch_loss[-1])


def test_a_walk_ends_where_every_net_has_diverged():
    config = RunConfig(activations=("identity",), loss="mse", learning_rate=30.0)
    at = next(iter(run(config, [200]).state.divergence)).step
    assert len(list(walk(config, begin(config), [0, at - 1, at + 1, at + 9]))) == 2
