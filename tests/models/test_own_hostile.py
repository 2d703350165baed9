"""Hostile and broken files: one sentence each, and quickly."""

import time

import pytest

from models.datasets import own_choice, own_reading
from models.datasets.own_rules import OwnError
from tests.models.hostile import REFUSED, UNUSABLE


def sentence(content):
    """What is said of a file that is brought and used as it is suggested."""
    with pytest.raises(OwnError) as caught:
        table = own_reading.read(content)
        own_choice.chosen(table, own_choice.suggested(table))
    return str(caught.value)


@pytest.mark.parametrize("name", REFUSED | UNUSABLE)
def test_it_is_refused_in_one_short_sentence(name):
    content, words = (REFUSED | UNUSABLE)[name]
    began = time.perf_counter()
    said = sentence(content)
    assert words in said
    assert said.endswith(".") and "\n" not in said and len(said) < 200
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize("name", REFUSED)
def test_the_table_itself_is_refused(name):
    with pytest.raises(OwnError):
        own_reading.read(REFUSED[name][0])
