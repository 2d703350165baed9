"""Own data in a link, and as a whole in a file."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from models import link
from models.config import RunConfig
from models.datasets import own_text
from models.datasets.own import made
from models.datasets.own_rules import OwnError
from models.training import Budget, advance, begin
from tests.models.own_tables import numbers, points, run

NAMES = some.text(min_size=1, max_size=12)
VALUES = some.floats(-1e30, 1e30, allow_nan=False)


@some.composite
def tables(draw):
    rows = draw(some.integers(10, 14))
    columns = draw(some.integers(2, 4))
    column = some.lists(VALUES, min_size=rows, max_size=rows)
    x = [draw(column) for _ in range(columns)]
    names = draw(some.lists(NAMES, min_size=columns, max_size=columns))
    classes = draw(some.lists(NAMES, min_size=2, max_size=6))
    labels = [row % len(classes) for row in range(rows)]
    return made(names, x, label=draw(NAMES), classes=classes, labels=labels)


@given(tables())
@settings(max_examples=60, deadline=None)
def test_text_and_data_are_each_others_reverse(own):
    text = own_text.in_link(own)
    assert own_text.read(text) == own
    assert set(text) <= set(own_text.SIGNS + ";,:.%+~") and text.isascii()


@pytest.mark.parametrize("own", [points(), numbers(), points(200, 6, 5), numbers(11, 3)])
def test_a_link_to_small_data_is_the_same_run_to_the_last_bit(own):
    config = run(own, learning_rate=0.05)
    again, notes = link.read(link.write(config))
    assert (again, notes) == (config, ())
    there, here = (advance(c, begin(c), Budget(steps=20), ("loss",)) for c in (again, config))
    assert (there[0].parameters == here[0].parameters).all()
    assert (there[1]["loss"].test_loss == here[1]["loss"].test_loss).all()


def test_two_hundred_points_are_a_link_of_a_thousand_signs():
    assert len(link.write(run(points(200)))["own"]) < 1_150


def test_small_data_are_rounded_before_they_are_trained_on():
    x = np.linspace(0, 1, 50) ** 3
    own = made(["a", "b"], [x, x], label="k", classes=["u", "v"], labels=[0, 1] * 25)
    assert np.abs(own.values()[:, 0] - x).max() <= 0.5 / 4095 + 1e-12
    assert (
        own.values()[:, 0].tolist() == own_text.read(own_text.in_link(own)).values()[:, 0].tolist()
    )


def test_large_data_are_named_by_a_link_and_not_held():
    own = points(201, 3, 4, plane=(1, 3))
    query = link.write(run(own))
    assert len(query["own"]) < 120
    meant = own_text.reference(query["own"])
    assert (meant.digest, meant.rows, meant.classes) == (own.digest, 201, True)
    assert (meant.features, meant.target, meant.plane) == (own.features, "kind", (1, 3))
    config, notes = link.read(query)
    assert config.dataset == "circles" and "file" in " ".join(notes)
    assert own_text.reference(own_text.in_link(points())) is None


@pytest.mark.parametrize("own", [points(201), numbers(500, 3), points(), points(300, 6, 5)])
def test_the_whole_is_in_json(own):
    assert own_text.read(own_text.whole(own)) == own
    config = run(own)
    assert RunConfig.from_json(config.to_json()) == config


BROKEN = [
    "points",
    "points;;;;;;",
    "points;a,b;k;u,v;0:1,0:1;;AA",
    "points;a,b;k;u,v;0:1,0:1;;" + "!!!!0" * 20,
    "points;a,b;k;u,v;0:1,nan:1;;" + "AAAA0BBBB1" * 10,
    "points;a,b;k;u,v;0:1,2:1;;" + "AAAA0BBBB1" * 10,
    "points;a,b;k;u,v;0:1,0:1;;" + "AAAA0" * 20,
    "points;a,b;k;u,v;0:1,0:1;;" + "AAAA9" * 20,
    "points;a,b;k;u,v;0:1,0:1;;" + "AAAA0BBBB1" * 101,
    "points;a,b;k;u,v;0:1,0:1;5,6;" + "AAAA0BBBB1" * 10,
    "table;a,b;k;u,v;0:1,0:1;;####",
    "file;a;b;c;d;e;f",
    "file;a;b",
    "other;a;b;c;d;e;f",
    "<script>",
]


@pytest.mark.parametrize("text", BROKEN)
def test_broken_texts_are_refused_in_a_sentence(text):
    with pytest.raises(OwnError):
        own_text.read(text)
    config, notes = link.read({"own": text, "dataset": "own"})
    assert config == RunConfig()
    assert all(note.endswith(".") and "\n" not in note for note in notes) and notes


@given(some.text(max_size=60))
def test_any_text_is_data_or_refused(text):
    with pytest.raises(OwnError):
        own_text.read(text)
    own_text.reference("file;" + text)
