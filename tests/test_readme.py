"""The generated part of README.md."""

import re
from dataclasses import replace

import pytest

from models.activations import ACTIVATIONS, FAMILIES
from tests.readme import BEGIN, END, README, listing, updated

ENTRIES = tuple(ACTIVATIONS.values())
TEXT = README.read_text(encoding="utf-8")


def test_the_list_of_activations_is_that_of_the_table() -> None:
    assert updated(TEXT, ENTRIES) == TEXT, "README.md is out of date: run `make docs`."


def test_it_names_every_activation_once_and_by_family() -> None:
    rows = [re.split(r"(?<!\\)\| ?", line)[1:-1] for line in listing(ENTRIES).splitlines()[5:-2]]
    assert sorted(key.strip("` ") for _, _, key, _ in rows) == sorted(ACTIVATIONS)
    assert [family.strip() for family, *_ in rows if family.strip()] == list(FAMILIES)
    for _, name, key, formula in rows:
        entry = ACTIVATIONS[key.strip("` ")]
        assert name.strip().replace("\\", "") == entry.name
        assert formula.strip("` ").replace("\\", "") == entry.text


@pytest.mark.parametrize("change", [{"name": "Other"}, {"text": "2 z"}, {"family": "gated"}])
def test_a_change_of_the_table_shows(change: dict[str, str]) -> None:
    assert updated(TEXT, (replace(ENTRIES[0], **change), *ENTRIES[1:])) != TEXT


@pytest.mark.parametrize("mark", [BEGIN, END])
def test_a_missing_mark_is_named(mark: str) -> None:
    with pytest.raises(ValueError, match=r"README\.md needs the lines"):
        updated(TEXT.replace(mark, ""), ENTRIES)
