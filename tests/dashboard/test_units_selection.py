"""What the Units page shows: the address says it, and says it again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.unit_choice import MOST_LAYERS, MOST_UNITS, UnitChoice, drawn_units
from dashboard.units import selection
from models.config import RunConfig

CONFIG = RunConfig(activations=("relu", "tanh", "gelu"), hidden=(8, 3))
places = st.sampled_from(
    [(at, unit) for at, width in enumerate(CONFIG.hidden) for unit in range(width)]
)


@given(
    groups=st.lists(st.integers(0, 2), min_size=1, max_size=2, unique=True).map(tuple),
    unit=st.none() | places,
    off=st.sets(places, max_size=5).map(lambda found: tuple(sorted(found))),
    first=st.integers(0, 1),
)
def test_what_is_written_is_read_back(groups, unit, off, first):
    choice = UnitChoice(groups, unit, off, first)
    texts = {name: text for name, text in selection.write(choice).items() if text is not None}
    assert selection.read(texts, CONFIG) == (choice, "")


@given(st.dictionaries(st.sampled_from(selection.NAMES), st.text(max_size=60)))
def test_any_address_shows_something_and_at_most_one_sentence(texts):
    choice, note = selection.read(texts, CONFIG)
    assert 1 <= len(choice.groups) <= 2 and max(choice.groups) < 3
    for layer, unit in (*choice.off, *([choice.unit] if choice.unit else [])):
        assert 0 <= unit < CONFIG.hidden[layer]
    assert note == "" or (note.endswith("do not have.") and note.isprintable())
    assert len(note) < 200


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        ({"net": "4"}, "4"),
        ({"net": "1,2,3"}, "3"),
        ({"unit": "1.9"}, "1.9"),
        ({"unit": "0.1"}, "0.1"),
        ({"unit": "one"}, "one"),
        ({"off": "1.1,9.9,x"}, "9.9 and x"),
        ({"from_layer": "7"}, "7"),
        ({"net": "²"}, "²"),
    ],
)
def test_what_the_nets_do_not_have_is_named(texts, named):
    _, note = selection.read(texts, CONFIG)
    assert note == f"The link asks for {named}, which these nets do not have."


def test_a_smaller_net_loses_what_it_does_not_have():
    texts = {"unit": "2.3", "off": "1.8,2.1"}
    choice, note = selection.read(texts, RunConfig(hidden=(8,)))
    assert choice == UnitChoice(off=((0, 7),))
    assert "2.3 and 2.1" in note


@given(
    hidden=st.lists(st.integers(1, 40), max_size=12).map(tuple),
    first=st.integers(0, 60),
    data=st.data(),
)
def test_a_part_is_drawn_with_the_selected_unit_in_it(hidden, first, data):
    config = RunConfig(hidden=hidden)
    every = [(layer, unit) for layer, width in enumerate(hidden) for unit in range(width)]
    unit = data.draw(st.sampled_from(every)) if every else None
    drawn = drawn_units(config, UnitChoice(unit=unit, first=first))
    layers = [layer for layer, _ in drawn]
    assert len(layers) == min(len(hidden), MOST_LAYERS)
    assert layers == list(range(layers[0], layers[0] + len(layers))) if layers else not hidden
    for layer, units in drawn:
        assert len(set(units)) == len(units) == min(hidden[layer], MOST_UNITS)
        assert all(0 <= at < hidden[layer] for at in units)
        assert unit is None or unit[0] != layer or unit[1] in units
