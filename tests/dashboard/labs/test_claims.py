"""The page of claims, and the document that lists them."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import catalog
from dashboard.labs import table
from dashboard.labs.record import Claim, Verdict
from dashboard.labs.truths import HOLDS
from tests.claims import DOCUMENT, heading, told, tried
from tests.dashboard.labs.demo import LAB
from tests.dashboard.page import checked

CLAIMS = table.claims()


def test_every_claim_has_a_number_of_its_own_and_an_experiment():
    numbers = [claim.number for claim, _, _ in CLAIMS]
    assert numbers and numbers == sorted(set(numbers))
    for claim, _, part in CLAIMS:
        options = {control.name: control.options for control in part.controls}
        assert claim.settings.keys() <= options.keys()
        assert claim.quote and claim.source and claim.correction


def test_the_document_lists_every_claim_with_a_verdict():
    text = DOCUMENT.read_text(encoding="utf-8")
    for claim, lab, part in CLAIMS:
        assert "\n".join(told(claim, lab, part)) in text
        _, _, rest = text.partition(heading(claim))
        verdict = re.search(r"^\*\*(.+?)\*\* (.+)$", rest.split("\n## ")[0], re.MULTILINE)
        assert verdict is not None and verdict[1] in HOLDS.values()
        assert re.search(r"\d", verdict[2]), "a verdict has numbers"


@pytest.mark.soak
@pytest.mark.parametrize(("claim", "lab", "part"), CLAIMS, ids=lambda it: getattr(it, "number", ""))
def test_the_document_says_what_the_experiment_says(claim, lab, part):
    text = DOCUMENT.read_text(encoding="utf-8").partition(heading(claim))[2].split("\n## ")[0]
    assert f"**{HOLDS[tried(claim, part).holds]}**" in text


def _page():
    from dashboard.labs import claims

    claims.show()


def said(app):
    return "\n".join(element.value for element in app.markdown)


@pytest.fixture
def page(inline, monkeypatch):
    (claim,) = LAB.claims
    other = Claim(2, "coins roll", "a thread", "Some do.", "word", lambda r: Verdict("yes", "5."))
    entries = ((claim, LAB, LAB.parts[0]), (other, LAB, LAB.parts[1]))
    monkeypatch.setattr(table, "claims", lambda: entries)
    app = AppTest.from_function(_page, default_timeout=60)
    app.session_state["shell_sent_back"] = True
    return checked(app.run())


@pytest.mark.parametrize(("number", "words"), [(1, "It does not hold."), (2, "It holds.")])
def test_a_claim_is_tried_by_its_button(page, number, words):
    assert words not in said(page)
    checked(page.button(key=f"claim_try_{number}").click().run())
    for _ in range(20):
        checked(page.run())
    assert f"**{words}**" in said(page)


def test_the_page_stands_under_learn():
    assert catalog.page_at("claims").group == catalog.LEARN
