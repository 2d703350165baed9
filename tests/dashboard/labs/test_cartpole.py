"""What the lab on reinforcement learning says of real results of few nets and updates."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.charts.labs.cartpole import episodes_view
from dashboard.labs import cartpole, cartpole_learn, cartpole_verdict, cartpole_watch
from dashboard.panels.payload import pack, unpack
from models.labs import pole_grid
from models.labs.pole import LINEAR, watch
from models.labs.pole_grid import verdicts
from models.labs.stage import finish

LEARN, WATCH, VERDICT = cartpole.LAB.parts


def result(part, **settings):
    return finish(part.experiment, part.defaults | settings)


@pytest.fixture(scope="module")
def plain():
    return result(LEARN, activations=("tanh",), seeds=2, updates=12)


@pytest.fixture(scope="module")
def flipped():
    return result(WATCH, seeds=1, updates=6)


def with_returns(learning, *values):
    """The same learning, with these mean returns of each net from the sixth update on."""
    returns = np.full_like(learning.returns, 20.0)
    returns[5:] = values
    return replace(learning, returns=returns)


def test_the_sentence_counts_every_seed(plain):
    text = LEARN.sentence(with_returns(plain, 200, 20, 200, 180))
    assert "After 12 updates" in text
    assert "**tanh**: 1 of 2 seeds; now " in text
    assert "**Linear**: 2 of 2 seeds, in the median after 9" in text
    assert "now 190 [185 to 195] steps" in text


def test_a_policy_that_diverged_is_said(plain):
    gone = replace(plain, diverged=np.array([True, False, False, False]))
    assert "0 of 2 seeds, 1 diverged" in LEARN.sentence(gone)


def test_the_guesses_are_judged_by_the_run(plain, flipped):
    assert cartpole_learn.right(with_returns(plain, 20, 20, 200, 20)) == 0
    assert cartpole_learn.right(with_returns(plain, 200, 200, 20, 20)) == 1
    assert cartpole_learn.right(flipped) is None
    assert cartpole_watch.right(plain) is None
    returns = flipped.returns.copy()
    for value, index in ((190.0, 0), (102.0, 1), (15.0, 2)):
        returns[:, 1] = value
        assert cartpole_watch.right(replace(flipped, returns=returns)) == index


def test_a_view_holds_the_episodes(flipped):
    episodes = [
        (key, cartpole_learn.name_of(key), watch(flipped, index, 0, 0, context))
        for index, key in enumerate(flipped.activations)
        for context in (1, -1)
    ]
    view = unpack(pack(episodes_view(episodes, "a")))
    assert [one["heading"] for one in view["episodes"]] == [
        "ReLU",
        "ReLU, pushes reversed",
        "Linear",
        "Linear, pushes reversed",
    ]
    for shown, (_, _, episode) in zip(view["episodes"], episodes, strict=True):
        assert shown["states"].shape == (episode.length, 4)
        force = np.where(shown["forces"] > 0, 1, -1)
        np.testing.assert_array_equal(force, episode.pushes * episode.context)
        ended = "balanced" if episode.balanced else f"lost after {episode.length} steps"
        assert ended in shown["detail"]


def test_every_truth_with_a_figure_can_say_ours(plain):
    said = [truth.ours(plain) for truth in cartpole.TRUTHS if truth.ours]
    assert len(said) == 3 and all("stored" in text for text in said)


def test_what_is_stored_agrees_with_the_texts():
    grid = cartpole_learn.stored()
    linear = pole_grid.best(grid, LINEAR, "plain")
    assert linear.share >= 0.9 and float(linear.solved.median) < 40
    flipped = {key: pole_grid.best(grid, key, "flipped") for key in ("relu", "tanh", LINEAR)}
    assert flipped["relu"].share >= 0.7
    assert flipped[LINEAR].share == 0 and flipped[LINEAR].curves.max() <= 115
    relu, tanh = (pole_grid.best(grid, key, "plain") for key in ("relu", "tanh"))
    won = pole_grid.pairs_won(grid, relu, tanh, "plain")
    assert 0.2 < won < 0.8
    assert won + pole_grid.pairs_won(grid, tanh, relu, "plain") == pytest.approx(1)


def test_the_verdict_changes_with_the_size_of_the_inputs():
    found = verdicts({})
    assert cartpole_verdict.right(found) == 1
    text = VERDICT.sentence(found)
    assert "**states × 5** by" in text and "16 seeds" in text
    assert ("relu", "longer") not in found.found
