"""The Units page as a person drives it, without a browser."""

from functools import partial

import pytest

from dashboard.controls import echo
from dashboard.units import chooser
from tests.dashboard.page import checked, open_page, own, run_of

pytestmark = pytest.mark.usefixtures("inline")

open_units = partial(open_page, "units")


def records(app):
    """The questions that the shown frame answers, by the name of their kind."""
    return {type(asked).__name__ for asked in run_of(app).shown.frame}


def test_the_page_opens_with_every_kind_of_data():
    for dataset, loss in (
        ("circles", "binary_cross_entropy"),
        ("three_spiral", "softmax_cross_entropy"),
        ("digits", "softmax_cross_entropy"),
        ("sine", "mse"),
        ("gaussians", "mse"),
    ):
        app = open_units(dataset=dataset, loss=loss)
        assert {"Pictures", "Without", "Passes"} <= records(app)
        assert not app.warning


def test_a_net_without_hidden_layers_has_no_unit_to_select():
    app = open_units(hidden="")
    assert run_of(app).config.hidden == ()
    assert [box for box in app.selectbox if box.key == chooser.UNIT] == []


def test_a_unit_is_selected_and_switched_off_and_the_address_says_so():
    app = open_units()
    assert own(app) == {}
    checked(app.selectbox(key=chooser.UNIT).set_value((1, 2)).run())
    assert own(app) == {"unit": "2.3"}
    assert "Focus" in records(app)
    checked(app.toggle(key=chooser.SWITCH).set_value(True).run())
    assert own(app) == {"unit": "2.3", "off": "2.3"}
    withouts = [asked for asked in run_of(app).shown.frame if type(asked).__name__ == "Without"]
    assert [asked.off for asked in withouts] == [(), ((1, 2),)]
    checked(app.selectbox(key=chooser.UNIT).set_value((0, 0)).run())
    assert app.toggle(key=chooser.SWITCH).value is False
    checked(app.toggle(key=chooser.SWITCH).set_value(True).run())
    assert own(app)["off"] == "1.1,2.3"
    checked(app.button(key=chooser.ALL).click().run())
    assert own(app) == {"unit": "1.1"}


def test_nets_stand_side_by_side():
    app = open_units(activations="relu,tanh,gelu")
    checked(app.toggle(key=chooser.BESIDE).set_value(True).run())
    assert own(app) == {"net": "1,2"}
    checked(app.selectbox(key=chooser.OTHER).set_value(2).run())
    assert own(app) == {"net": "1,3"}
    nets = {asked.net for asked in run_of(app).shown.frame if type(asked).__name__ == "Pictures"}
    assert nets == {0, 2}
    checked(app.toggle(key=chooser.BESIDE).set_value(False).run())
    assert own(app) == {}


def test_a_link_shows_what_it_names():
    app = open_units(net="2", unit="2.3", off="1.1")
    assert own(app) == {"net": "2", "unit": "2.3", "off": "1.1"}
    assert app.selectbox(key=chooser.UNIT).value == (1, 2)
    assert not app.warning


def test_what_a_link_names_in_vain_is_said_once():
    app = open_units(unit="9.9", net="7")
    (warning,) = app.warning
    assert warning.value == "The link asks for 7 and 9.9, which these nets do not have."


def test_another_net_is_asked_about_after_the_layers_change():
    app = open_units(unit="2.3")
    checked(app.number_input(key="control_layers").set_value(1).run())
    assert run_of(app).config.hidden == (8,)
    assert run_of(app).playing is False and not run_of(app).notices
    assert any("2.3" in warning.value for warning in app.warning)
    assert "Focus" not in records(app)


def test_what_was_selected_here_goes_without_a_word_when_its_layer_goes():
    app = open_units()
    checked(app.selectbox(key=chooser.UNIT).set_value((1, 2)).run())
    checked(app.number_input(key="control_layers").set_value(1).run())
    assert not app.warning and app.selectbox(key=chooser.UNIT).value is None
    checked(app.number_input(key="control_layers").set_value(2).run())
    assert app.selectbox(key=chooser.UNIT).value == (1, 2)


def test_the_history_of_a_unit_is_measured_while_paused():
    app = open_units(unit="1.3")
    for _ in range(3):
        checked(app.button(key="transport_step").click().run())
    (answer,) = app.session_state["units_history"].answers
    assert answer.result().steps.tolist() == [0, 1, 2, 3]


def test_of_several_seeds_the_median_is_drawn():
    app = open_units(seeds="3", seed="5")
    checked(app.run())
    found = run_of(app).shown.frame
    (asked,) = [asked for asked in found if type(asked).__name__ == "Pictures"]
    losses = found["loss"].test_loss[:3]
    assert losses[asked.net] == sorted(losses)[1]


@pytest.mark.parametrize(("seconds", "kept"), [(60.0, {"unit": "1.3"}), (0.0, {})])
def test_a_browser_that_still_reports_the_old_unit_chooses_nothing(monkeypatch, seconds, kept):
    monkeypatch.setattr(echo, "SECONDS", seconds)
    app = open_units()
    checked(app.button(key="transport_play").click().run())
    app.session_state["session_own"] = {"unit": "1.3"}  # as a click in the picture does
    checked(app.run())
    assert app.selectbox(key=chooser.UNIT).value == (0, 2)
    checked(app.selectbox(key=chooser.UNIT).set_value(None).run())
    assert own(app) == kept
