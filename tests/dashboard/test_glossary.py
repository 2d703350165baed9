"""The glossary has every word that the screen explains."""

import re

import pytest

from dashboard import glossary
from models.declarations import FIELDS
from models.losses import LOSSES

TERMS = (
    *("preactivation", "activation", "derivative", "gradient", "gradient RMS", "learning_rate"),
    *("dead unit", "inactive", "saturated", "flat", "linear region", "decision boundary"),
    *("step", "epoch", "seed", "grid of steps", "cross-entropy", "test accuracy", "diverged"),
)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_a_run_is_explained(field):
    assert glossary.text(FIELDS[field].help)


@pytest.mark.parametrize("term", [*TERMS, *(loss.detail for loss in LOSSES.values())])
def test_every_term_is_explained(term):
    assert glossary.text(term)


@pytest.mark.parametrize("term", glossary.GLOSSARY)
def test_an_explanation_is_one_or_two_plain_sentences(term):
    text = glossary.text(term)
    sentences = re.findall(r"[.!?](?:\s|$)", text)
    assert 1 <= len(sentences) <= 2
    assert text[-1] == "." and len(text) <= 200
    assert "'" not in text and "very" not in text.split()


def test_unknown_terms_are_an_error():
    with pytest.raises(KeyError):
        glossary.text("no such term")
