"""Widgets open with the value in force, also in a browser that missed the run that set it."""

import dataclasses

import pytest

from dashboard.controls import echo
from tests.dashboard.page import checked, open_controls, run_of

QUERY = {
    "noise": "0.3",
    "samples": "400",
    "seeds": "3",
    "activations": "elu(alpha=2.0)",
    "hidden": "5,5,5",
    "learning_rate": "0.1",
    "optimizer": "adam",
}


@pytest.fixture(scope="module")
def app():
    """The controls of a run that differs from the first in what widgets show."""
    return open_controls(**QUERY)


def can_be_emptied(widget):
    """Such an input opens empty and is set in every run."""
    return widget.type == "number_input" and not widget.proto.HasField("default")


@pytest.mark.parametrize("kind", ["slider", "number_input", "text_input"])
def test_inputs_open_where_they_stand(app, kind):
    found = [widget for widget in app.get(kind) if not can_be_emptied(widget)]
    assert found
    for widget in found:
        default = widget.proto.default
        opens_at = default[0] if kind == "slider" else default
        assert opens_at == pytest.approx(widget.value), widget.label


def test_menus_and_pills_open_where_they_stand(app):
    for menu in app.selectbox:
        assert menu.options[menu.proto.default] == menu.format_func(menu.value), menu.label
    for group in app.button_group:
        chosen = group.value if isinstance(group.value, list) else [group.value]
        opens = [group.proto.options[index].content for index in group.proto.default]
        assert opens == [group.format_func(value) for value in chosen], group.key


def test_the_stops_of_a_slider_open_where_they_stand(app):
    for slider in app.select_slider:
        assert slider.options[int(slider.proto.default[0])] == slider.format_func(slider.value)


@pytest.mark.parametrize(("seconds", "seed"), [(60.0, 1), (0.0, 0)])
def test_what_a_browser_reports_late_is_no_choice_while_a_run_plays(monkeypatch, seconds, seed):
    monkeypatch.setattr(echo, "SECONDS", seconds)
    app = open_controls()
    run = run_of(app)
    run.playing = True
    run.config = dataclasses.replace(run.config, seed=1)
    checked(app.run())
    checked(app.number_input(key="control_seed").set_value(0).run())
    assert run.config.seed == seed
