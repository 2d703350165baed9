"""Experiments in pieces: the result does not depend on how they were cut."""

import numpy as np
import pytest

from models.config import RunConfig
from models.labs.stage import Piecewise, finish
from models.labs.trained import Trained

NETS = {"hidden": (6,), "samples": 100, "batch_size": 10}


def runs(settings):
    return [RunConfig(**NETS, seed=seed, learning_rate=rate) for seed, rate in settings["runs"]]


def steps(settings):
    return settings["steps"]


def look(snapshot):
    return snapshot.step, snapshot.network.flat.detach().numpy().copy()


def courses(settings, found):
    return found


TRAINED = Trained(runs, steps, look, courses)
SETTINGS = {"runs": ((0, 0.1), (1, 0.3)), "steps": (0, 7, 50)}


def test_pieces_are_taken_in_order_and_as_many_as_time_allows():
    coins = Piecewise(lambda s: range(5), lambda s, piece: piece**2, lambda s, values: values)
    stage = coins({}, None, 0.0)
    assert (stage.result, stage.share, stage.done) == ((0,), 0.2, False)
    assert coins({}, stage.memory, 60.0).result == (0, 1, 4, 9, 16)
    assert finish(coins, {}, 0.0) == (0, 1, 4, 9, 16)


@pytest.mark.parametrize("seconds", [0.0, 0.01, 60.0])
def test_training_is_the_same_however_it_is_cut(seconds):
    whole = finish(TRAINED, SETTINGS)
    cut = finish(TRAINED, SETTINGS, seconds)
    assert len(cut) == 2 and all(course.steps == (0, 7, 50) for course in cut)
    for one, other in zip(whole, cut, strict=True):
        assert (one.losses == other.losses).all() and one.losses.shape == (50, 2)
        for (step, values), (other_step, others) in zip(one.seen, other.seen, strict=True):
            assert step == other_step and (values == others).all()


def test_the_share_grows_from_nothing_to_all():
    shares, memory = [], None
    while not shares or shares[-1] < 1:
        stage = TRAINED(SETTINGS, memory, 0.0)
        memory = stage.memory
        shares.append(stage.share)
    assert shares == sorted(shares) and len(shares) > 2


def test_a_run_that_diverges_ends_and_is_looked_at_to_the_end():
    config = RunConfig(**NETS, dataset="plane", loss="mse", learning_rate=10.0, optimizer="sgd")
    experiment = Trained(lambda s: [config], steps, look, courses)
    (course,) = finish(experiment, {"steps": (0, 100, 2000)})
    assert course.diverged.all() and course.steps == (0, 100, 2000)
    assert np.isnan(course.losses[-1]).all() or len(course.losses) < 2000
