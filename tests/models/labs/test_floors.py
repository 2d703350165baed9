"""Nets with another floor than 0: where they start, and which of them learn."""

from typing import Any

import numpy as np
import pytest

from models.labs.floors import (
    EDGES,
    FLOORS,
    RATES,
    TARGET,
    Race,
    look,
    max_c,
    race,
    rings,
    steps_to,
)
from models.labs.stage import finish
from models.labs.trained import Trained

NEAR = (-0.5, -0.1, 0.0, 0.1)
FAR = (4.5, -10.0)


def losses(floors: tuple[float, ...], seeds: int, steps: int, **given: Any) -> np.ndarray:
    """Loss of nets with these floors: (steps, floors, seeds)."""
    config = rings(tuple(max_c(floor) for floor in floors), seeds=seeds, **given)
    train = Trained(lambda _: (config,), lambda _: (steps,), lambda _: None, lambda _, c: c[0])
    found = finish(train, {}).losses
    return found.reshape(steps, len(floors), seeds)


@pytest.fixture(scope="module")
def settings() -> dict[str, Any]:
    return {"floor": -1.0, "size": "small_circles", "optimizer": "adam"}


@pytest.fixture(scope="module")
def found(settings: dict[str, Any]) -> Race:
    result = finish(race, settings)
    assert isinstance(result, Race)
    return result


def test_relu_starts_with_half_of_its_activations_on_the_floor(found: Race) -> None:
    assert found.relu.first_on_floor[0].mean() == pytest.approx(0.5, abs=0.05)


def test_a_floor_of_minus_one_is_hardly_touched_at_the_start(found: Race) -> None:
    assert 0 < found.chosen.first_on_floor[0].mean() < 0.05


def test_all_preactivations_of_the_start_are_in_the_histogram(found: Race) -> None:
    nets = found.config.seeds * found.config.train_count * found.config.hidden[0]
    assert found.counts.sum() == nets
    assert found.outside == 0
    assert len(found.counts) == len(EDGES) - 1


def test_small_rings_are_learned_later_with_minus_one_than_with_zero(found: Race) -> None:
    assert np.median(found.relu.reached) < np.median(found.chosen.reached) < 100


def test_the_loss_of_a_step_is_that_of_the_nets_that_were_looked_at(found: Race) -> None:
    runs = found.relu
    assert len(runs.losses) == found.step + 1
    assert runs.losses[-1] == pytest.approx(runs.losses[-2], rel=0.1)
    assert runs.field.shape == (64, 64)
    assert runs.field.min() < 0.05
    assert runs.field.max() > 0.95


def test_a_floor_of_zero_runs_once(settings: dict[str, Any]) -> None:
    stage = race({**settings, "floor": 0.0}, None, 0.01)
    assert stage.result.config.activations == ("relu",)
    assert stage.result.chosen.field is not None
    assert np.array_equal(stage.result.chosen.losses, stage.result.relu.losses)


def test_floors_near_zero_are_learned_and_floors_far_away_are_not() -> None:
    reached = steps_to(losses((*NEAR, *FAR), 4, 100).reshape(100, -1), TARGET).reshape(6, 4)
    assert np.isfinite(reached[:4]).all()
    assert np.isinf(reached[4:]).all()


@pytest.mark.soak
@pytest.mark.parametrize("size", ["small_circles", "circles"])
def test_the_same_holds_for_all_seeds_and_steps(size: str) -> None:
    reached = {
        floor: steps_to(losses((floor,), 24, 600, dataset=size)[:, 0], TARGET) for floor in FLOORS
    }
    assert all(np.isfinite(reached[floor]).all() for floor in NEAR)
    assert all(np.isinf(reached[floor]).all() for floor in FAR)
    slower = np.median(reached[-1.0]) > np.median(reached[0.0])
    assert slower == (size == "small_circles")


@pytest.mark.soak
def test_plain_steps_agree() -> None:
    reached = steps_to(losses((0.0, 1.0), 24, 600, optimizer="sgd").reshape(600, -1), TARGET)
    assert np.isfinite(reached[:24]).mean() > 0.9
    assert np.isinf(reached[24:]).all()


def test_looking_keeps_nothing_of_a_net_that_diverged() -> None:
    config = rings(("max_c(c=-10)",), seeds=2, optimizer="sgd", learning_rate=100.0)
    train = Trained(lambda _: (config,), lambda _: (30,), look, lambda _, courses: courses[0])
    course = finish(train, {})
    assert course.diverged.any()
    assert np.isnan(course.seen[0].accuracy[course.diverged]).all()
    assert np.isnan(course.seen[0].on_floor[:, course.diverged]).all()


def test_every_optimizer_has_a_rate() -> None:
    assert all(rings(("relu",), optimizer=key).learning_rate == RATES[key] for key in RATES)
