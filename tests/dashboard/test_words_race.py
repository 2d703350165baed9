"""The verdict of a race in words, from races made by hand."""

import numpy as np
import pytest

from dashboard import words
from models.race.records import Entrant, Race
from models.race.signed_ranks import seeds_needed
from models.race.standings import compared

NAMES = ("ReLU", "tanh", "GELU", "SiLU", "ELU", "Mish")
SEEDS = 10


def raced(*medians, seeds=SEEDS, spread=0.05):
    """A race with these median steps; the seeds lie around them in the same way."""
    own = np.exp(np.linspace(-spread, spread, seeds))
    steps = np.round(np.outer(medians, own), 2)
    order = tuple(int(at) for at in np.argsort(medians, kind="stable"))
    pairs, found = compared(tuple(tuple(map(float, row)) for row in steps), order)
    entrants = tuple(
        Entrant(
            at, steps[at], *np.quantile(steps[at], (0.25, 0.5, 0.75), method="nearest"),
            tuple(found.median[at]), 0.1, 0.1, 0.9, 0.0, 0.0, 0, 0.2,
        )
        for at in order
    )  # fmt: skip
    return Race(100, 0.3, 10, seeds, entrants, pairs, seeds_needed(len(order)))


def verdict(*medians, **how):
    race = raced(*medians, **how)
    return words.race_verdict(race, NAMES[: len(medians)])


def test_a_difference_has_its_ratio_and_interval():
    told = verdict(100, 180)
    assert told == "ReLU needs 1.8 (1.8–1.8) times fewer steps than tanh."
    assert "1.8 (1.8–1.8) times fewer steps than ReLU" in verdict(180, 100)


def test_a_difference_inside_the_spread_is_called_level():
    rng = np.random.default_rng(0)
    steps = np.round(100 * np.exp(rng.normal(0, 0.4, (2, SEEDS))))
    pairs, _ = compared(tuple(tuple(map(float, row)) for row in steps), (0, 1))
    race = raced(100, 101)
    race = Race(100, 0.3, 10, SEEDS, race.entrants, pairs, race.needed)
    assert not pairs[0].differ
    told = words.race_verdict(race, NAMES[:2])
    assert told == "ReLU and tanh are level: their difference is inside the spread of 10 seeds."


def test_who_never_arrives_is_named():
    assert verdict(100, np.inf).endswith("tanh has not got there in any seed.")
    assert verdict(np.inf, np.inf) == "No activation has come to loss 0.3 yet."


@pytest.mark.parametrize("seeds", [1, 2, 4])
def test_few_seeds_prove_nothing(seeds):
    told = verdict(100, 300, seeds=seeds)
    assert told.endswith("cannot tell a difference from chance: take 6 or more.")
    assert "times" not in told


def test_of_many_the_nearest_and_the_farthest_are_named():
    told = verdict(100, 200, 300, 400, 500, 600)
    assert "2.0 (2.0–2.0) times fewer steps than tanh" in told
    assert "6.0 (6.0–6.0) times fewer than Mish, 3 lie between" in told
    assert "GELU" not in told


def test_the_method_names_its_sources_and_its_correction():
    told = words.race_method(raced(100, 200, 300), NAMES[:3])
    for part in ("SciPy", "paired by seed", "Wilcoxon", "Holm’s method over 3 pairs", "0.2"):
        assert part in told
    assert "Holm" not in words.race_method(raced(100, 200), NAMES[:2])
    assert "mean minibatch loss of the last 10 steps" in words.race_note(raced(100, 200))
