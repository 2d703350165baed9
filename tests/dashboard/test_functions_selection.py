"""Which functions are shown: the address, the run, search and filters."""

import pytest

from dashboard import catalog
from dashboard.functions import chooser, selection
from dashboard.functions.filters import PROPERTIES, matching
from models.activations import ACTIVATIONS
from models.activations.properties import properties
from models.choices import ActivationChoice
from models.declarations import FIELDS


def test_what_an_address_names_is_read_back():
    texts = ["relu", "leaky_relu(negative_slope=0.2)", "srelu(tl=-2.0;ar=1.5)", "relu6"]
    found = selection.read(",".join(texts))
    assert [str(choice) for choice in found.choices] == texts
    assert found.note == ""


def test_nothing_is_shown_twice_and_the_first_place_counts():
    found = selection.read("gelu, relu,gelu,elu(alpha=1.0),elu")
    assert [str(choice) for choice in found.choices] == ["gelu", "relu", "elu"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("relu,donut", "donut, which is no activation"),
        ("donut,elu(alpha=99)", "donut and elu(alpha=99), which are no activations"),
        ("elu(alpha=x)", "elu(alpha=x), which is"),
        ("a,b,c,d,e", "a, b, c and 2 more, which are"),
        ("relu\x00" + "z" * 500, "…, which is"),
    ],
)
def test_what_cannot_be_shown_is_named_in_one_sentence(text, said):
    note = selection.read(text).note
    assert said in note
    assert note.count(". ") == 0 and note.endswith(".")
    assert len(note) < 250 and note.isprintable()


def test_a_link_can_show_at_most_so_many():
    text = ",".join(f"max_c(c={at / 10})" for at in range(1, selection.MOST + 5))
    found = selection.read(text)
    assert len(found.choices) == selection.MOST
    assert str(selection.MOST + 4) in found.note


def test_the_whole_table_can_be_shown():
    found = selection.read(",".join(ACTIVATIONS))
    assert [choice.key for choice in found.choices] == list(ACTIVATIONS)


def test_own_parameters_are_no_fields_of_the_run():
    names = [name for lens in catalog.LENSES for name in lens.own]
    assert selection.SHOW in names and all(map(catalog.belongs, names))
    assert not any(map(catalog.belongs, FIELDS))
    assert len(set(names)) == len(names)
    assert not set(names) & set(FIELDS)


def test_words_match_name_key_and_family():
    assert ACTIVATIONS["gelu"] in matching("GELU self")
    assert {entry.family for entry in matching("", families=["periodic"])} == {"periodic"}
    assert matching("donut") == ()
    assert matching("") == tuple(ACTIVATIONS.values())


@pytest.mark.parametrize("name", PROPERTIES)
def test_each_filter_keeps_some_and_drops_some(name):
    kept = matching("", wanted=[name])
    assert 0 < len(kept) < len(ACTIVATIONS)
    assert all(PROPERTIES[name](properties(ActivationChoice(entry.key))) for entry in kept)


@pytest.mark.parametrize(
    ("name", "has", "lacks"),
    [
        ("monotone", "relu", "gelu"),
        ("smooth", "gelu", "relu"),
        ("zero-centred", "tanh", "sigmoid"),
        ("saturating", "tanh", "relu"),
        ("bounded", "sigmoid", "relu"),
        ("periodic", "sine", "tanh"),
        ("learnable", "prelu", "leaky_relu"),
    ],
)
def test_filters_know_the_well_known(name, has, lacks):
    keys = [entry.key for entry in matching("", wanted=[name])]
    assert has in keys and lacks not in keys


def test_pills_keep_what_is_shown_although_it_does_not_match():
    shown = (ActivationChoice("gelu"), ActivationChoice("elu", (("alpha", 2.0),)))
    assert chooser.offered(["elu", "relu"], shown) == ["relu", "elu(alpha=2.0)", "gelu"]


def test_every_hyperparameter_of_what_is_shown_has_a_slider():
    choices = tuple(ActivationChoice(key) for key in ACTIVATIONS)
    controls = chooser.sliders(choices)
    assert len(controls) == sum(len(choice.values) for choice in choices)
    assert len({control.key for control in controls}) == len(controls)
    for control in controls:
        values = {selection.SHOW: list(choices)}
        assert control.put(values, control.value) is None
        assert tuple(values[selection.SHOW]) == choices
