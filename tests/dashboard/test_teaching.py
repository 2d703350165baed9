"""Teacher mode: a link shows some controls, on every page, and one button shows them all."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard import lesson, session
from dashboard.controls import sidebar, teaching
from models.choices import NetChoice
from models.config import RunConfig
from tests.dashboard.page import checked, open_page, run_of, said

NAMES = some.lists(some.sampled_from((*lesson.CONTROLS, *lesson.GROUPS)), unique=True)


@given(NAMES, NAMES)
def test_a_lesson_reads_back_as_the_same(shown, fixed):
    wanted = lesson.Lesson(tuple(shown), tuple(name for name in fixed if name not in shown))
    assert lesson.read(lesson.write(wanted)) == (wanted, ())


@given(some.text())
def test_any_text_is_a_lesson_and_names_what_is_unknown(text):
    found, _ = lesson.read(text)
    assert set(found.shown + found.fixed) <= {*lesson.CONTROLS, *lesson.GROUPS}


CONFIGS = (
    RunConfig(activations=("prelu", NetChoice.parse("relu|snake")), initializer="orthogonal"),
    RunConfig(dataset="class_blobs", loss="softmax_cross_entropy", optimizer="adamw"),
    RunConfig(dataset="formula", loss="mse", schedule="warmup_cosine", normalization="before"),
)


@pytest.mark.parametrize("config", CONFIGS)
def test_every_control_has_a_name_and_every_name_a_label(config, monkeypatch):
    monkeypatch.setattr(session, "own", lambda names: {})
    for control in sidebar(config):
        assert teaching.name_of(control) in lesson.CONTROLS
    assert all(lesson.label(name) for name in (*lesson.CONTROLS, *lesson.GROUPS))


def keys(app):
    """Keys of the run's controls that are drawn, and of those the ones that can be changed."""
    kinds = ("slider", "select_slider", "number_input", "selectbox", "radio", "button_group")
    found = [widget for kind in kinds for widget in app.get(kind)]
    mine = [widget for widget in found if str(widget.key).startswith("control_")]
    return {w.key for w in mine}, {w.key for w in mine if not w.proto.disabled}


def test_a_link_shows_what_its_teacher_chose(inline):
    app = open_page(teach="dataset,learning_rate,noise:fixed")
    drawn, free = keys(app)
    assert drawn == {"control_dataset", "control_learning_rate", "control_noise"}
    assert free == {"control_dataset", "control_learning_rate"}
    assert [block.label for block in app.expander] == ["More about the data"]


def test_what_is_hidden_keeps_its_value_and_the_rest_works(inline):
    app = open_page(teach="learning_rate", seed="7", noise="0.2")
    app.select_slider(key="control_learning_rate").set_value(0.3).run()
    config = run_of(checked(app)).config
    assert (config.learning_rate, config.seed, config.noise) == (0.3, 7, 0.2)
    assert app.query_params["teach"] == "learning_rate"


def test_one_button_shows_all(inline):
    app = open_page(teach="none")
    assert keys(app)[0] == set()
    assert any("only some of the controls" in text.value for text in app.caption)
    checked(app.button(key=teaching.SHOW_ALL).click().run())
    assert len(keys(app)[0]) > 20
    assert "teach" not in app.query_params
    assert not [button for button in app.button if button.key == teaching.SHOW_ALL]


def test_an_unknown_name_is_said_and_does_no_harm(inline):
    app = open_page(teach="dataset,colour")
    assert "The link shows colour, which is no control: it is left out." in said(app)
    assert keys(app)[0] == {"control_dataset"}
