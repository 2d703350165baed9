"""The table of activations: complete records, presets, and the catalogue that it must hold."""

import numpy as np
import pytest
import torch

from models.activations import ACTIVATIONS, FAMILIES
from models.choices import ActivationChoice
from tests.models import references
from tests.models.references import computed, kinks, settings

ROWS = references.catalogue()


def test_the_records_are_complete():
    names = [entry.name for entry in ACTIVATIONS.values()]
    assert len(set(names)) == len(names)
    for key, entry in ACTIVATIONS.items():
        assert entry.key == key
        assert len(entry.name) <= 18
        assert entry.family in FAMILIES
        assert 0 < len(entry.text) <= 40
        assert set(entry.learnable) <= set(entry.defaults)
        assert entry.surrogate == "" or entry.surrogate.endswith(".")
        for item in entry.hyperparameters:
            assert item.low <= item.default <= item.high
            assert item.help.endswith(".")


def test_notes_are_sentences():
    for entry in ACTIVATIONS.values():
        assert entry.note == "" or (entry.note[0].isupper() and entry.note.endswith("."))


def test_each_says_what_it_is_good_and_bad_for_in_one_sentence():
    uses = [entry.use for entry in ACTIVATIONS.values()]
    assert len(set(uses)) == len(uses)
    for key, entry in ACTIVATIONS.items():
        assert 60 <= len(entry.use) <= 180, key
        assert entry.use[0].isupper(), key
        assert entry.use.endswith("."), key
        assert ". " not in entry.use, key
        assert entry.use not in entry.note, key


def test_what_trains_with_another_derivative_says_so():
    for entry in ACTIVATIONS.values():
        if entry.surrogate:
            assert entry.surrogate.startswith("The derivative used is not the derivative")


PRESETS = [entry for entry in ACTIVATIONS.values() if entry.preset_of]


def test_there_are_presets():
    assert [entry.key for entry in PRESETS] == [
        *("max_c_m1", "max_c_p45", "celu2", "swish_b2", "siren30")
    ]


@pytest.mark.parametrize("entry", PRESETS, ids=lambda entry: entry.key)
def test_a_preset_is_its_entry_with_other_defaults(entry):
    base, z = ACTIVATIONS[entry.preset_of], torch.linspace(-9, 9, 37)
    differing = {name: v for name, v in entry.defaults.items() if v != base.defaults[name]}
    assert differing
    wanted = base.function(z, **entry.defaults)
    assert not torch.equal(wanted, base.function(z))
    for found in (entry.function(z), entry.function(z, **entry.defaults)):
        assert torch.equal(found, wanted)
    assert torch.equal(entry.function(z, **base.defaults), base.function(z))
    same = ("family", "formula", "pytorch", "module", "learnable", "kinks", "text")
    assert all(getattr(entry, name) == getattr(base, name) for name in same)
    assert ActivationChoice(entry.key).values == entry.defaults


def test_every_key_of_the_catalogue_is_in_the_table():
    assert len(ROWS) == 75
    more = ACTIVATIONS.keys() - {row["key"] for row, _ in ROWS}
    assert more == {entry.preset_of for entry in PRESETS} - {"sine"}


@pytest.mark.parametrize(("row", "choice"), ROWS, ids=[row["key"] for row, _ in ROWS])
def test_the_catalogue_says_the_same(row, choice):
    assert row["family"].startswith(choice.activation.family)
    jumps = set()
    for kink in kinks(choice):
        for left, right in computed(choice, np.array([kink - 1e-9, kink + 1e-9])):
            if abs(left - right) > 1e-6:
                jumps.add(kink)
    assert sorted(jumps) == [float(text) for text in row["kinks"].split(";") if text]
    assert_range_slope_and_parity(row, choice)


def assert_range_slope_and_parity(row, choice):
    z = np.concatenate([np.linspace(-20, 20, 40_001), [-1e6, 1e6]])
    value, derivative = computed(choice, z)
    if "{" not in row["range"]:
        low, high = (limit(text) for text in row["range"][1:-1].split(","))
        assert value.min() < -10 if np.isinf(low) else abs(value.min() - low) < 1e-4
        assert value.max() > 10 if np.isinf(high) else abs(value.max() - high) < 1e-4
    assert (derivative.min() >= 0) == (row["monotonic"] == "increasing")
    mirrored, _ = computed(choice, -z)
    assert np.allclose(mirrored, -value) == (row["parity"] == "odd")
    assert np.allclose(mirrored, value) == (row["parity"] == "even")


def limit(text):
    named = {"pi/2": np.pi / 2, "-pi/2": -np.pi / 2, "-ln2": -np.log(2)}
    return named.get(text) or float(text)


def test_a_choice_is_text_and_back():
    for choice in settings():
        assert ActivationChoice.parse(str(choice)) == choice
