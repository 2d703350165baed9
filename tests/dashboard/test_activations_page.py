"""The Activations page run without a browser: layers, ledger, a death, a remedy, a verdict."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.activations import autopsy, ledger
from dashboard.panels import component
from dashboard.panels.payload import unpack
from models.events import Event
from models.past import Past
from models.state import begin
from tests.dashboard.page import checked, run_of

PAGE = str(Path(__file__).resolve().parents[2] / "pages" / "activations.py")
DYING = {"activations": "relu", "learning_rate": "1", "speed": "64", "stop_step": "40"}


@pytest.fixture
def drawn(inline, monkeypatch):
    """The newest view of each panel of the page."""
    views = {}

    def keep(payload, key, **_others):
        views[key] = unpack(payload)

    monkeypatch.setattr(component, "draw", keep)
    monkeypatch.setattr(autopsy, "draw_panel", keep)
    return views


def open_page(**query):
    app = AppTest.from_file(PAGE, default_timeout=60)
    for name, text in query.items():
        app.query_params[name] = text
    return checked(app.run())


def played(app):
    checked(app.button(key="transport_play").click().run())
    while run_of(app).stopped is None:
        checked(app.run())
    return checked(app.run())


def to_ledger(app):
    return checked(app.button_group(key="activations_part").set_value("Ledger of units").run())


def test_layers_come_first_and_the_ledger_has_its_own_pictures(drawn):
    app = open_page(**DYING)
    assert set(drawn) == {"activations"}
    assert len(drawn["activations"]["bands"]) == 6
    assert not app.dataframe
    to_ledger(app)
    assert "ledger" in drawn
    assert len(app.dataframe[0].value) == 16


def test_a_death_is_dissected_and_undone(drawn):
    app = to_ledger(played(open_page(**DYING)))
    box = app.selectbox(key=ledger.DEATH)
    shown = run_of(app).shown
    assert len(box.options) == len(ledger.deaths(shown, (0,))) > 2
    assert "autopsy" not in drawn
    late = next(option for option in box.options if not option.endswith("step 0"))
    checked(box.set_value(late).run())
    checked(app.run())
    first = drawn["autopsy"]["bands"][0]["cells"][1]["panel"]["sentence"]
    assert first.startswith("Dead from step")
    assert "second_life" not in drawn
    checked(app.button(key="remedy_leaky").click().run())
    checked(app.run())
    verdict = [text.value for text in app.markdown if text.value.startswith("**With Leaky ReLU")]
    assert len(verdict) == 1 and "it lives" in verdict[0]
    assert [cell["kind"] for cell in drawn["second_life"]["bands"][0]["cells"]] == ["chart"] * 2


def test_another_death_has_no_verdict_yet(drawn):
    app = to_ledger(played(open_page(**DYING)))
    box = app.selectbox(key=ledger.DEATH)
    checked(checked(box.set_value(box.options[0]).run()).run())
    checked(checked(app.button(key="remedy_slower").click().run()).run())
    assert any("quarter" in text.value for text in app.markdown)
    checked(checked(app.selectbox(key=ledger.DEATH).set_value(box.options[1]).run()).run())
    assert not any("quarter" in text.value for text in app.markdown)


def test_while_it_plays_the_page_says_that_it_must_pause(drawn):
    app = to_ledger(open_page(**(DYING | {"stop_step": "5000"})))
    checked(app.button(key="transport_play").click().run())
    checked(app.run())
    assert any(text.value.startswith("Pause to choose a death") for text in app.markdown)
    assert ledger.DEATH not in [box.key for box in app.selectbox]


def test_the_state_before_a_death_is_the_newest_from_which_it_can_be_followed(inline):
    app = played(open_page(**DYING))
    config = run_of(app).config
    first = begin(config)
    past = Past((first, *(type(first)(n, *[first.parameters] * 2, (None,)) for n in (8, 30, 60))))

    def found(until, *others):
        event = Event(until, 0, 0, 0, "died")
        return autopsy.kept_before(past, (*others, event), event).step

    assert [found(until) for until in (0, 5, 17, 38, 39, 500)] == [0, 0, 8, 8, 30, 60]
    dead = (Event(20, 0, 0, 0, "died"), Event(40, 0, 0, 0, "revived"))
    assert (found(50, *dead), found(500, *dead)) == (8, 60)
    assert found(50, Event(20, 0, 0, 1, "died")) == 30
    assert found(50, Event(0, 0, 0, 0, "died"), Event(40, 0, 0, 0, "revived")) == 30
