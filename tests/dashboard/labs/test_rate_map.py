"""What the map of learning rates says and draws."""

import altair as alt
import pytest

from dashboard.charts.labs.rate_map import HATCHES, map_chart
from dashboard.labs import rate_map, rate_map_draw, rate_map_full, rate_map_own
from dashboard.labs.rate_map_draw import NAMES
from models.labs.cells import Cell, Outcome
from models.labs.rate_cells import FULL, OWN, RATES, nearest
from models.labs.rate_map import KINDS, mapped
from models.labs.stage import finish

INF = float("inf")
GOOD = {"loss": [0.01, 0.02], "steps": [50, 60], "accuracy": [0.97, 0.96], "dead": [0.0, 0.0]}
LOST = {"loss": [INF, INF], "steps": [INF, INF], "accuracy": [None, None], "dead": [None, None]}
SILENT = {"loss": [2.3, 2.3], "steps": [INF, INF], "accuracy": [0.1, 0.1], "dead": [1.0, 0.9]}


def made_up(**at_largest):
    """A map of three activations in which all train but at the largest rate."""
    cells, outcomes = [], []
    for activation in ("relu", "leaky_relu", "tanh", "sigmoid"):
        for rate in RATES["sgd"]:
            cells.append(Cell(activation, rate, seeds=2))
            values = at_largest.get(activation, GOOD) if rate == 3.0 else GOOD
            outcomes.append(None if values is None else Outcome.unpacked(values))
    return mapped(cells, outcomes)


@pytest.mark.parametrize(
    ("relu", "leaky", "index"),
    [(SILENT, LOST, 1), (LOST, LOST, 0), (SILENT, GOOD, 2), (None, LOST, None)],
)
def test_the_guess_is_compared_with_the_largest_rate(relu, leaky, index):
    assert rate_map_full.right(made_up(relu=relu, leaky_relu=leaky)) == index


def test_the_sentence_counts_each_kind_of_failure():
    text = rate_map_full.sentence(made_up(relu=SILENT, leaky_relu=LOST))
    assert "26 of 28 cells train" in text
    assert "1 with numbers that overflowed, 1 at chance, 1 with more than half" in text
    assert "No cell failed." in rate_map_full.sentence(made_up())
    assert "tanh trains at 7 of 7 rates, ReLU at 6" in text


def test_an_open_map_says_how_far_it_is():
    assert "of the 27 cells measured so far" in rate_map_draw.counts(made_up(relu=None), 2)
    assert rate_map_own.sentence(mapped([Cell("relu", 0.1)], [None])) == "No cell is measured yet."


def test_every_kind_of_failure_has_lines_of_its_own():
    spec = map_chart(made_up(relu=SILENT, leaky_relu=LOST), NAMES, ("relu", 3.0), "light")
    alt.Chart.from_dict(spec)
    drawn = [layer["transform"][0]["filter"] for layer in spec["layer"] if "transform" in layer]
    for kind in KINDS:
        assert sum(f"'{kind}'" in test for test in drawn) == len(HATCHES[kind])
    rows = {(row["name"], row["rate"]): row for row in spec["datasets"]["cells"]}
    assert rows["ReLU", "3"]["kinds"] == "chance dead"
    assert rows["Leaky ReLU", "3"]["kinds"] == "diverged"
    assert rows["Leaky ReLU", "3"]["loss"] is None
    assert rows["Leaky ReLU", "3"]["spread"] == "∞ [∞–∞]"


def test_what_is_not_measured_yet_is_an_empty_frame():
    spec = map_chart(made_up(relu=None), NAMES, ("relu", 3.0), "dark")
    rows = {(row["name"], row["rate"]): row for row in spec["datasets"]["cells"]}
    assert len(rows) == 28 and rows["ReLU", "3"]["spread"] == "not measured yet"


def test_the_chosen_cell_is_handed_over_at_the_nearest_rate():
    config = rate_map_full.chosen({"optimizer": "adam", "depth": 6, "cell": "tanh", "at": 3.0})
    assert config.learning_rate == nearest(3.0, RATES["adam"]) == 0.1
    assert (config.optimizer, config.hidden, config.seeds) == ("adam", (64,) * 6, 3)
    own = rate_map_own.chosen(rate_map_own.PART.defaults | {"cell": "gelu", "at": 0.25})
    assert own.learning_rate == 0.3 and own.initializer == "he_normal"


def test_a_small_map_of_ones_own_is_drawn_and_told():
    settings = rate_map_own.PART.defaults | {"activations": ("relu",), "steps": 20, "depth": 1}
    found = finish(OWN, settings)
    assert f"of {found.whole} cells train" in rate_map_own.sentence(found)
    alt.Chart.from_dict(map_chart(found, NAMES, ("relu", 0.3), "light"))


@pytest.mark.parametrize("optimizer", RATES)
@pytest.mark.parametrize("depth", [2, 6])
def test_the_stored_map_shows_every_overflow(optimizer, depth):
    found = finish(FULL, {"optimizer": optimizer, "depth": depth})
    assert len(found.summaries) == found.whole == 70
    for summary in found.summaries.values():
        assert ("diverged" in summary.kinds) == (summary.diverged > 0)
    assert all(truth.ours(found) for truth in rate_map.TRUTHS)


def test_in_the_stored_map_relu_dies_where_leaky_relu_overflows():
    found = finish(FULL, {"optimizer": "sgd", "depth": 2})
    relu, leaky = (found.summaries[key, 3.0] for key in ("relu", "leaky_relu"))
    assert leaky.diverged >= 0.9 and relu.diverged == 0 and relu.dead >= 0.8
    assert rate_map_full.right(found) == 1
