"""XOR on four corners: what can be solved, what is found, and what a stuck net looks like."""

from functools import lru_cache
from math import log

import numpy as np
import pytest

from models.labs.corners import (
    CLASSES,
    LOWEST,
    WIDTHS,
    Corners,
    WidthRuns,
    by_hand,
    by_hand_field,
    corners,
    net_of,
    search,
    train,
)

MONOTONE = ("relu", "leaky_relu", "elu", "tanh", "sigmoid", "softplus")


@lru_cache
def trained(key: str, width: int, inputs: str = "0/1", seeds: int = 100) -> WidthRuns:
    return train(key, width, inputs, seeds)


def test_two_relus_are_enough_by_hand() -> None:
    a, b = corners("0/1").numpy().T
    assert by_hand(a, b).tolist() == list(CLASSES)
    assert by_hand_field("0/1").shape == (64, 64)


@pytest.mark.parametrize("key", ["relu", "tanh"])
@pytest.mark.parametrize("inputs", LOWEST)
def test_one_monotone_unit_never_solves_it(key: str, inputs: str) -> None:
    assert not train(key, 1, inputs, seeds=20, steps=300).solved.any()


@pytest.mark.soak
@pytest.mark.parametrize("key", MONOTONE)
@pytest.mark.parametrize("inputs", LOWEST)
def test_one_monotone_unit_never_solves_it_of_100(key: str, inputs: str) -> None:
    assert not trained(key, 1, inputs).solved.any()


def test_two_relus_are_enough_but_seldom_found() -> None:
    assert 0.05 <= trained("relu", 2).solved.mean() <= 0.40


def test_one_silu_is_enough() -> None:
    found = train("silu", 1, "0/1", seeds=20)
    assert found.solved.mean() >= 0.9
    assert found.sure.mean() >= 0.9


@pytest.mark.soak
def test_shares_of_many_seeds() -> None:
    assert trained("relu", 8, seeds=400).solved.mean() >= 0.95
    assert trained("silu", 1).solved.mean() >= 0.9
    unsure = trained("gelu", 1)
    assert unsure.solved.mean() >= 0.9
    assert unsure.sure.mean() <= 0.1


@pytest.mark.parametrize("steps", [1, 30, 1500])
def test_without_an_activation_function_the_loss_stays_at_that_of_a_coin(steps: int) -> None:
    found = train("identity", 4, "0/1", seeds=10, steps=steps)
    assert found.loss.min() >= log(2) - 1e-5
    if steps == 1500:
        assert found.loss.max() == pytest.approx(log(2), abs=1e-3)


def test_a_dead_unit_gives_the_same_at_all_corners() -> None:
    runs = trained("relu", 2)
    found = Corners("relu", "0/1", (runs,))
    seed = int(runs.dead.any(1).argmax())
    net = net_of(found, 2, seed)
    assert net.dead.any()
    assert np.ptp(net.units[:, net.dead], axis=0).max() == 0
    assert net.margin == pytest.approx(runs.margins[seed].min())


def test_a_net_seen_closely_is_the_one_that_was_trained() -> None:
    runs = train("tanh", 3, "±1", seeds=5, steps=200)
    net = net_of(Corners("tanh", "±1", (runs,)), 3, 4)
    said = np.where(np.array(CLASSES) == 1, net.probability, 1 - net.probability)
    np.testing.assert_allclose(np.log(said / (1 - said)), runs.margins[4], atol=1e-4)
    assert net.field.shape == (64, 64)
    assert (net.low, net.high) == (-1.5, 1.5)


def test_nets_do_not_notice_how_many_there_are() -> None:
    few, many = (train("relu", 3, "0/1", seeds, steps=50) for seeds in (2, 6))
    np.testing.assert_allclose(few.margins, many.margins[:2], atol=1e-5)


def test_a_search_goes_through_all_widths() -> None:
    settings = {"activation": "identity", "inputs": "0/1"}
    stage = search(settings, None, 0.0)
    assert [runs.width for runs in stage.result.widths] == [WIDTHS[0]]
    assert stage.share == 1 / len(WIDTHS)
    again = search(settings, stage.memory, 0.0)
    assert [runs.width for runs in again.result.widths] == list(WIDTHS[:2])
    assert again.result.widths[0] is stage.result.widths[0]
