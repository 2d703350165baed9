"""The Race page as a person drives it, without a browser."""

from functools import partial

import pytest

from dashboard.race import chooser
from tests.dashboard.page import checked, open_page, own, run_of

pytestmark = pytest.mark.usefixtures("inline")

open_race = partial(open_page, "race")


def test_one_press_makes_a_race_of_it():
    app = open_race(samples="100")
    checked(app.button(key="race_seeds").click().run())
    assert run_of(app).config.seeds == 10
    assert not [button for button in app.button if button.key == "race_seeds"]


def test_six_activations_are_a_press_away():
    app = open_race(samples="100", activations="relu")
    assert not [button for button in app.button if button.key == "race_seeds"]
    checked(app.button(key="race_field").click().run())
    config = run_of(app).config
    assert (len(config.activations), config.seeds, config.stop_step) == (6, 10, 2000)


def test_what_is_shown_stands_in_the_address():
    app = open_race(samples="100", seeds="2", target="0.25", race_over="seconds")
    assert app.number_input(key=chooser.TARGET).value == 0.25
    checked(app.number_input(key=chooser.TARGET).set_value(0.333).run())
    assert own(app)["target"] == "0.33"
    checked(app.selectbox(key=chooser.SEED).set_value(1).run())
    assert own(app)["race_seed"] == "1"


def test_a_run_that_is_too_large_says_so_and_the_run_stays():
    app = open_race(samples="100", hidden="200,200")
    checked(app.button(key="race_seeds").click().run())
    assert run_of(app).config.seeds == 1
    assert "choose fewer units" in app.warning[0].value
