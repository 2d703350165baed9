from itertools import pairwise
from multiprocessing.reduction import ForkingPickler

import pytest

from models.labs.cells import Outcome
from models.labs.rate_cells import COUNTS, OWN, RATES, cell_of, cells, grid, spaced
from models.labs.rate_map import judged, mapped
from models.labs.stage import finish
from models.labs.sweep import Sweep

SMALL = {
    "activations": ("relu", "leaky_relu"),
    "optimizer": "sgd",
    "depth": 1,
    "initializer": "he_normal",
    "seeds": 2,
    "rates": 4,
    "steps": 20,
}
SILENT = {"loss": [2.3, 2.3], "steps": [1, 1], "accuracy": [0.1, 0.1], "dead": [1.0, 0.9]}
DOUBLE = Sweep(lambda s: (1, 2, 3), str, lambda n: 2 * n, lambda s, values: values)


def test_a_sweep_cut_into_calls_ends_as_in_one():
    stage, shares = DOUBLE({}, None, 0.0), []
    while not stage.done:
        shares.append(stage.share)
        stage = DOUBLE({}, stage.memory, 0.0)
    assert stage.result == finish(DOUBLE, {}) == (2, 4, 6)
    assert len(shares) == 2 and all(a < b for a, b in pairwise(shares))


def test_a_sweep_without_pieces_is_done_at_once():
    nothing = Sweep(lambda s: (), str, lambda n: n, lambda s, values: "all")
    assert nothing({}, None, 1.0).result == "all" and nothing({}, None, 1.0).done


def test_pieces_that_are_there_already_are_not_measured_again():
    stage = DOUBLE({}, (None, 99, None), 10.0)
    assert stage.result == (2, 99, 6)


def test_an_own_map_cut_into_calls_ends_as_in_one():
    stage = OWN(SMALL, None, 0.0)
    assert 0 < len(stage.result.summaries) < stage.result.whole
    while not stage.done:
        stage = OWN(SMALL, stage.memory, 0.0)
    whole = finish(OWN, SMALL)
    assert whole.whole == len(whole.summaries) == 8
    for place, summary in whole.summaries.items():
        assert summary.median == stage.result.summaries[place].median


def test_every_cell_in_which_a_seed_diverged_says_so():
    whole = finish(
        OWN, {**SMALL, "depth": 2, "rates": 7, "steps": 40, "activations": ("leaky_relu",)}
    )
    lost = [s for s in whole.summaries.values() if s.diverged > 0]
    assert lost and all("diverged" in summary.kinds for summary in lost)
    assert not set(lost) & set(whole.training)


def test_a_map_travels_between_processes():
    found = mapped(cells(SMALL), [Outcome.unpacked(SILENT)] * len(cells(SMALL)))
    again = ForkingPickler.loads(ForkingPickler.dumps(found))
    assert again.summaries.keys() == found.summaries.keys()
    assert [s.kinds for s in again.failing("dead")] == [("chance", "dead")] * 8


def test_an_open_map_has_no_summary_for_what_is_not_measured():
    asked = cells(SMALL)
    assert mapped(asked, [None] * len(asked)).summaries == {}


def test_the_full_map_has_each_place_once():
    places = [cell_of(place).key for place in grid()]
    assert len(places) == len(set(places)) == 280


@pytest.mark.parametrize("optimizer", RATES)
def test_rates_go_over_the_range_of_the_optimizer_and_lie_within_each_other(optimizer):
    few, usual, many = (spaced(optimizer, count) for count in COUNTS)
    assert (len(few), len(usual), len(many)) == COUNTS
    assert usual == RATES[optimizer] and list(many) == sorted(many)
    assert set(few) < set(usual) < set(many)
    assert few[0] == many[0] and few[-1] == many[-1]


def test_kinds_of_failure_follow_from_the_seeds():
    cell = cells(SMALL)[0]
    assert judged(cell, Outcome.unpacked(SILENT)).kinds == ("chance", "dead")
    one_lost = {"loss": [float("inf"), 0.01], "steps": [1, 1], "accuracy": [None, 0.9]}
    found = judged(cell, Outcome.unpacked({**one_lost, "dead": [None, 0.0]}))
    assert found.kinds == ("diverged",) and found.median == float("inf")
