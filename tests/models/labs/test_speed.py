import numpy as np
import pytest

from models.labs import speed
from models.labs.cells import Cell, measure
from models.labs.speed import ACTIVATIONS, BEST, NOBODY, RATES, grid, race
from models.labs.speed_curves import curve_of
from models.labs.stage import finish
from models.labs.stored import StoredGrid, plain

INF = float("inf")
SETTINGS = {"depth": 2, "initializer": BEST, "again": NOBODY}


def made_up(place):
    """Sigmoid is fastest at the last rate, all others at 0.5; He is ten steps faster."""
    late = 60 if place["activation"] == "sigmoid" else 0
    wanted = RATES[-1] if late else 0.5
    away = 30 * abs(RATES.index(place["rate"]) - RATES.index(wanted))
    start = 40 + late + away + ACTIVATIONS.index(place["activation"])
    he = -10 if place["initializer"] == "he_normal" else 0
    steps = [start + he + seed for seed in range(9)]
    return {"steps": [*map(float, steps), INF], "accuracy": 0.97}


STORED = StoredGrid(
    "made_up",
    "Made up.",
    {"Python": "3"},
    tuple(plain(place) for place in grid()),
    tuple(made_up(place) for place in grid()),
)


def test_each_takes_its_best_initializer_and_rate():
    found = race(SETTINGS, STORED)
    assert [place.activation for place in found.best] == list(ACTIVATIONS)
    assert {place.initializer for place in found.best} == {"he_normal"}
    assert found.of("relu").rate == 0.5 and not found.of("relu").edge


def test_a_best_rate_at_the_edge_of_the_grid_is_marked():
    assert race(SETTINGS, STORED).of("sigmoid").edge


def test_one_rate_for_all_has_a_ranking_of_its_own_and_keeps_the_best():
    found = race(SETTINGS, STORED)
    ranking = found.at(RATES[-1])
    assert ranking[0].activation == "sigmoid" and found.best[-1].activation == "sigmoid"
    assert {place.rate for place in ranking} == {RATES[-1]}


def test_an_initializer_can_be_fixed():
    found = race({**SETTINGS, "initializer": "pytorch"}, STORED)
    assert found.of("relu").median == race(SETTINGS, STORED).of("relu").median + 10


def test_a_seed_that_never_arrives_stays_in_the_median():
    values = {0.1: {"steps": [50.0, 60.0, INF, INF, INF], "accuracy": 0.5}}
    place = curve_of("relu", "pytorch", values).best
    assert place.median == INF and place.low == 60.0 and place.never == 3 and not place.edge


def test_what_is_measured_again_is_compared_with_the_stored_median():
    by_rate = {
        0.25: {"steps": [30.0] * 10, "accuracy": 0.9},
        0.5: {"steps": [34.5] * 10, "accuracy": 0.9},
    }
    found = race(SETTINGS, STORED, curve_of("relu", "he_normal", by_rate))
    assert found.agreeing == (1, 2)


def test_measuring_again_fills_the_curve_and_ends(monkeypatch):
    monkeypatch.setattr(speed, "read", lambda key: STORED)
    monkeypatch.setattr(speed, "RATES", (0.25, 0.5))
    monkeypatch.setattr(speed, "SEEDS", 2)
    first = speed.STEPS_TO_TARGET({**SETTINGS, "again": "relu"}, None, 0.0)
    assert 0 < first.share < 1 and len(first.result.again.rates) == 1
    whole = finish(speed.STEPS_TO_TARGET, {**SETTINGS, "again": "relu"})
    assert whole.again.rates == (0.25, 0.5) and whole.again.steps.shape == (2, 2)
    assert np.isfinite(whole.again.steps).all()


def test_without_measuring_again_the_stored_curves_are_there_at_once(monkeypatch):
    monkeypatch.setattr(speed, "read", lambda key: STORED)
    stage = speed.STEPS_TO_TARGET(SETTINGS, None, 0.0)
    assert stage.done and stage.result.again is None


def test_sigmoid_is_slower_than_relu_and_tanh_each_at_a_good_rate():
    good = {"relu": 0.5, "tanh": 1.0, "sigmoid": 4.0}
    steps = {
        name: np.median(
            measure(Cell(name, rate, initializer="he_normal", seeds=3, steps=160)).steps
        )
        for name, rate in good.items()
    }
    assert steps["sigmoid"] > 1.4 * max(steps["relu"], steps["tanh"])
    assert 0.6 < steps["relu"] / steps["tanh"] < 2.2


@pytest.mark.soak
@pytest.mark.parametrize("depth", speed.DEPTHS)
def test_on_fresh_seeds_sigmoid_is_last_and_tanh_is_not_slower_than_relu(depth):
    def best(name):
        medians = [
            np.median(measure(Cell(name, rate, "sgd", depth, initializer, seed=200)).steps)
            for rate in RATES
            for initializer in ("glorot_normal", "he_normal")
        ]
        return min(medians)

    steps = {name: best(name) for name in ("relu", "tanh", "sigmoid")}
    assert steps["sigmoid"] == max(steps.values()) > steps["relu"]
    assert 0.9 <= steps["relu"] / steps["tanh"] <= 2.2
