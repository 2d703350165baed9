"""What the Race page is given to draw, from real runs of every kind."""

import numpy as np
import pytest

from dashboard.charts.race import asked, race_view
from dashboard.charts.race_choice import RaceChoice, plain, read, write
from dashboard.panels.payload import pack, unpack
from models.config import RunConfig
from models.history import History, extend, followed
from models.race.step_cost import step_costs
from models.training import Budget, advance, begin, observe
from tests.panels.contract import check_array, check_colour, check_field

KINDS = (
    ("circles", "binary_cross_entropy"),
    ("three_spiral", "softmax_cross_entropy"),
    ("gaussians", "mse"),
    ("sine", "huber"),
)


def viewed(choice=None, steps=40, costs=None, **values):
    config = RunConfig(samples=100, **({"learning_rate": 0.3, "seeds": 3} | values))
    choice = choice or plain(config)
    state = begin(config)
    frame = observe(config, state, asked(choice))
    history = extend(History.of(config), frame.readings)
    if steps:
        _, frame = advance(config, state, Budget(steps=steps), asked(choice))
        history = extend(followed(history, state, frame.batch_loss), frame.readings)
    return race_view(config, frame, history, announce="Paused.", choice=choice, costs=costs)


@pytest.mark.parametrize(("dataset", "loss"), KINDS)
def test_every_task_has_its_race(dataset, loss):
    view = viewed(dataset=dataset, loss=loss, steps=12)
    assert unpack(pack(view))["verdict"] == view["verdict"]
    for chart in view["charts"]:
        count = len(chart["steps"])
        for line in chart["lines"]:
            check_array(line["values"], np.float32, count)
            check_colour(line["colour"])
        for runs in chart["runs"]:
            check_array(runs["values"], np.int16, 3, count)
        assert len(chart["bands"]) == len(view["rows"]) == 2
    for row in view["rows"]:
        check_field(row["field"] | {"sentence": "", "error": False}, view["plane"])
        assert len(row["cells"]) == len(view["columns"])


def test_the_table_says_what_the_verdict_says():
    view = viewed(activations=("relu", "sigmoid"), seeds=6, steps=100)
    first, last = view["rows"]
    assert first["name"] == "ReLU" and last["name"] == "sigmoid"
    assert last["cells"][:2] == ["never", "0 of 6"] and last["never"] == "6 never"
    assert "sigmoid has not got there in any seed" in view["verdict"]
    assert np.isnan(last["steps"]).all()


def test_seconds_are_steps_times_what_a_step_costs():
    choice = RaceChoice(0.4, across="seconds", right="dead", band="full")
    waiting = viewed(choice)
    assert waiting["charts"][0]["x"]["unit"] == "steps"
    view = viewed(choice, costs=(0.001, 0.002))
    chart = view["charts"][0]
    assert chart["x"]["unit"] == "seconds"
    assert chart["steps"][-1] == pytest.approx(40 * 0.002)
    fast, slow = (line["values"] for line in chart["lines"])
    assert np.isnan(fast[-1]) and np.isfinite(slow).all()
    assert np.isfinite(fast[chart["steps"] <= 0.039]).all()
    assert len(chart["bands"]) == 4
    assert [row["cells"][-1] for row in view["rows"]] in (["1.0", "2.0"], ["2.0", "1.0"])


def test_values_beyond_the_axis_leave_through_it():
    chart = viewed(activations=("relu",), learning_rate=3.0)["charts"][0]
    packed = chart["runs"][0]["values"]
    middle = chart["lines"][0]["values"]
    scale = chart["y"]["high"] / 30_000
    assert np.abs(np.median(packed, axis=0) * scale - middle).max() < 2 * scale
    assert packed.max() <= 32_767


def test_one_net_is_a_race_too():
    view = viewed(activations=("tanh",), seeds=1, steps=0)
    assert view["verdict"] == "The net has not come to loss 0.4 yet."
    assert view["progress"] is None
    assert viewed(stop_step=80)["progress"] == 0.5


def test_pictures_are_of_the_seed_that_was_asked_for():
    config = RunConfig(seeds=3, seed=5, samples=100)
    frame = observe(config, begin(config), asked(RaceChoice(0.4, seed=6)))
    (found,) = (record for key, record in frame.items() if key != "loss")
    assert found.nets == (1, 4)


@pytest.mark.parametrize(
    ("texts", "lost"),
    [
        ({"target": "0.25", "race_loss": "train", "race_seed": "2"}, ""),
        ({"target": "0.123"}, ""),
        ({"target": "no", "race_seed": "99"}, "The link asks for no, 99, which"),
        ({"target": "nan", "race_range": "x" * 99}, "The link asks for"),
    ],
)
def test_an_address_says_what_is_shown(texts, lost):
    config = RunConfig(seeds=3)
    choice, note = read(texts, config)
    assert note.startswith(lost) and bool(note) == bool(lost)
    again = {name: text for name, text in write(choice, config).items() if text is not None}
    assert read(again, config) == (choice, "")


def test_a_step_has_a_cost_for_each_activation():
    costs = step_costs(RunConfig(samples=60, seeds=5))
    assert len(costs) == 2 and all(0 < cost < 1 for cost in costs)
