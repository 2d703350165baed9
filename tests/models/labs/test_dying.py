"""Deaths, revivals and cures, against what must hold exactly."""

import pickle

import numpy as np
import pytest

from models.labs.cures import CURES
from models.labs.deaths import events
from models.labs.digit_nets import digit_run
from models.labs.dying import TRAIN, Look, first_of_each, images, run
from models.labs.fates import fates
from models.labs.revivals import REVIVALS
from models.labs.stage import finish

SETTINGS = {
    "activation": "relu",
    "rate": 1.0,
    "weights": "pytorch",
    "bias": 0.0,
    "optimizer": "sgd",
    "pixels": "raw",
    "seeds": 2,
    "steps": 75,
}


def trained(**changed):
    return finish(TRAIN, {**SETTINGS, **changed})


@pytest.fixture(scope="module")
def fast():
    return trained()


def test_first_layer_units_die_at_a_high_rate_and_never_revive(fast):
    assert fast.deaths[-1, 0] > 10
    assert (fast.revivals[:, 0] == 0).all()
    assert (np.diff(fast.dead_share[:, 0], axis=0) >= 0).all()
    assert fast.fates == ("trained", "trained")


def test_no_first_layer_unit_dies_when_every_pixel_is_centred():
    assert trained(pixels="centred").deaths[-1, 0] == 0


def test_leaky_relu_is_never_dead():
    result = trained(activation="leaky_relu", rate=0.3)
    assert result.fates == ("trained", "trained")
    assert (result.dead_share == 0).all()


def test_a_net_that_overflows_is_diverged_and_has_no_share_of_dead_units():
    result = trained(activation="leaky_relu", rate=10.0)
    assert result.fates == ("diverged", "diverged")
    assert np.isnan(result.dead_share[-1]).all()
    assert np.isnan(result.accuracy[-1]).all()


def test_a_low_bias_makes_units_dead_before_the_first_step():
    def share(bias):
        start = trained(weights="he_normal", bias=bias, steps=0)
        return start.dead_share[0].mean(1)

    assert share(1.0) == pytest.approx([0, 0], abs=0.03)
    assert share(0.0) == pytest.approx([0, 0], abs=0.03)
    assert share(-1.0) == pytest.approx([0.03, 0.12], abs=0.1)
    assert share(-2.0) == pytest.approx([0.17, 1.0], abs=0.12)
    assert share(-4.0) == pytest.approx([0.83, 1.0], abs=0.12)


def test_dead_and_inactive_agree_with_the_definition(fast):
    share = np.array([layer.mean() for layer in fast.dead])
    np.testing.assert_array_equal(share, fast.dead_share[-1, :, 0])
    for dead, inactive in zip(fast.dead, fast.inactive, strict=True):
        assert inactive.shape == (10, 64)
        assert inactive[:, dead].all()
        assert (~inactive).any()


def test_smooth_functions_are_dead_in_effect():
    result = trained(activation="gelu", rate=3.0)
    assert result.smooth
    assert max(np.nanmax(result.dead_share, initial=0), "diverged" in result.fates) > 0.1


def test_images_are_one_of_each_digit_as_the_net_was_given_them():
    config = run(SETTINGS)
    assert images(config).shape == (10, 8, 8)
    assert first_of_each(np.array([3, 1, 3, 0])).tolist() == [3, 1, 0]
    centred = run({**SETTINGS, "pixels": "centred"})
    np.testing.assert_array_equal(images(config), images(centred))


def test_events_count_what_begins_and_ends_and_leave_out_diverged_nets():
    def look(*dead, diverged=(False, False)):
        nothing = np.zeros((1, 2))
        return Look(0, (np.array(dead, bool),), (), nothing, nothing[0], np.array(diverged))

    looks = [
        look([0, 0, 1], [0, 0, 0]),
        look([1, 1, 0], [0, 1, 0]),
        look([1, 0, 0], [1, 0, 0], diverged=(False, True)),
    ]
    deaths, revivals = events(looks)
    assert deaths.ravel().tolist() == [0, 3, 3]
    assert revivals.ravel().tolist() == [0, 1, 2]


def test_fates_name_divergence_before_anything_else():
    accuracy = np.array([1.0, np.nan, 0.19, 0.21])
    found = fates(np.array([True, False, False, False]), accuracy, 10)
    assert found == ("diverged", "diverged", "at chance", "trained")


@pytest.mark.parametrize(
    ("experiment", "settings"),
    [(TRAIN, SETTINGS), (REVIVALS, {"seeds": 1, "steps": 4})],
)
def test_an_experiment_in_pieces_is_the_same_as_at_once(experiment, settings):
    whole = finish(experiment, settings)
    stage = experiment(settings, None, 0.02)
    while not stage.done:
        memory = pickle.loads(pickle.dumps(stage.memory))  # noqa: S301
        stage = experiment(settings, memory, 0.02)
    ends = [result[-1] if isinstance(result, tuple) else result for result in (whole, stage.result)]
    assert ends[0].steps == ends[1].steps
    np.testing.assert_array_equal(ends[0].deaths, ends[1].deaths)
    np.testing.assert_array_equal(ends[0].revivals, ends[1].revivals)


def test_without_momentum_the_first_layer_never_revives():
    sgd, adam = finish(REVIVALS, {"seeds": 2, "steps": 25})
    assert sgd.deaths[-1, 0] > 20 and (sgd.revivals[:, 0] == 0).all()
    assert sgd.revivals[-1, 1] > 0 and adam.deaths[-1, 0] > 20
    assert sgd.fates == ("trained", "trained")


def test_every_cure_starts_from_the_same_weights_and_is_compared():
    result = finish(CURES, {"rate": 1.0, "seeds": 1, "steps": 40})
    names = [treated.name for treated in result.treated]
    assert len(names) == 5 and {treated.config.seeds for treated in result.treated} == {1}
    assert {treated.config.initializer for treated in result.treated} == {"pytorch"}
    assert result["Leaky ReLU"].dead_share.max() == 0
    assert result["Pixels centred"].dead_share[0, 0] == 0
    assert result["ReLU as it is"].dead_share[0, 0] > 0.1


def test_the_first_result_of_the_cures_holds_the_first_of_them():
    stage = CURES({"rate": 0.1, "seeds": 1, "steps": 4}, None, 0.0)
    while stage.result is None:
        stage = CURES({"rate": 0.1, "seeds": 1, "steps": 4}, stage.memory, 0.0)
    assert [treated.name for treated in stage.result.treated] == ["ReLU as it is"]


@pytest.mark.soak
def test_the_whole_experiment_kills_without_harm_and_harms_without_numbers():
    one, three = (trained(rate=rate, seeds=10, steps=400) for rate in (1.0, 3.0))
    assert 0.15 < np.median(one.dead_share[-1, 0]) < 0.55
    assert np.median(one.accuracy[-1]) > 0.99
    assert one.revivals[-1, 0] == 0 and one.revivals[-1, 1] > 50
    assert np.median(three.dead_share[-1], axis=1) == pytest.approx([0.9, 1.0], abs=0.1)
    assert set(three.fates) == {"at chance"}
    leaky = trained(rate=3.0, seeds=10, steps=400, activation="leaky_relu")
    assert set(leaky.fates) == {"diverged"}


@pytest.mark.soak
def test_adam_revives_units_of_the_first_layer():
    sgd, adam = finish(REVIVALS, {"seeds": 10})
    assert sgd.revivals[-1, 0] == 0
    assert 0 < adam.revivals[-1, 0] < 0.1 * adam.deaths[-1, 0]


def test_the_set_up_is_that_of_the_experiment():
    config = digit_run()
    assert (config.train_count, config.hidden, config.batch_size) == (1392, (64, 64), 128)
