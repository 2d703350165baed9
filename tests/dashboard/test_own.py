"""Data of one's own in the controls: brought, chosen, used, kept, refused."""

import pytest

from dashboard.own import draft as drafts
from dashboard.own import preview
from dashboard.own.sketch import POINTS
from models import link
from models.config import RunConfig
from models.datasets import own_choice, own_drawing, own_reading
from models.datasets.own_choice import Choice
from models.datasets.own_drawing import Point
from models.datasets.own_file import csv_of
from models.datasets.own_rules import OwnError
from tests.dashboard.page import checked, choose, open_controls, run_of, said
from tests.models.hostile import REFUSED, UNUSABLE, rows
from tests.models.own_tables import numbers, points, run

pytestmark = pytest.mark.usefixtures("inline")

LINES = [f"{n % 9},{n * n % 17},{n % 5}.5,{'<b>u</b> *x*' if n % 2 else '=v'}" for n in range(40)]
TABLE = rows("a,b,c,k", *LINES).decode()


def opened(**query):
    """The controls with the dialog open."""
    app = open_controls(**query)
    choose(app, "pills", "dataset", "own")
    return app


def pasted(app, text):
    return checked(app.text_area(key="own_text").set_value(text).run())


def used(app, key="own_pasted_use"):
    checked(app.button(key=key).click().run())
    return run_of(app)


def refusals(app):
    return [error.value for error in app.error]


def test_the_pill_opens_the_dialog_and_leaves_the_run():
    app = opened()
    assert run_of(app).config == RunConfig()
    assert app.text_area(key="own_text").value == ""
    assert app.pills(key="control_dataset").value == "circles"


def test_a_pasted_table_is_understood_and_becomes_the_dataset():
    app = pasted(opened(), TABLE)
    assert any("40 rows of 4 columns, separated by commas" in text.value for text in app.markdown)
    now = used(app).now
    assert (now.dataset, now.own.features, now.own.target) == ("own", ("a", "b", "c"), "k")
    assert (now.samples, now.loss, now.own.plane) == (40, "binary_cross_entropy", ())
    assert now.own.classes == ("<b>u</b> *x*", "=v")
    assert not app.get("text_area"), "the dialog is still open"
    assert "".join(app.query_params["own"]).startswith("points;a,b,c;k;")


def test_what_is_chosen_is_taken():
    app = pasted(opened(), TABLE)
    checked(app.selectbox(key="own_pasted_target").set_value("c").run())
    assert app.radio(key="own_pasted_kind").value == preview.NUMBER
    now = used(app).now
    assert (now.own.features, now.own.target, now.task) == (("a", "b"), "c", "regression")
    assert now.loss == "mse" and "Loss is now" in said(app)


def test_the_plane_of_the_pictures_is_chosen():
    app = pasted(opened(), TABLE)
    checked(app.selectbox(key="own_pasted_plane").set_value(("b", "c")).run())
    assert used(app).now.own.plane == (1, 2)
    assert (
        preview.changed(
            None,
            Choice(("a", "b", "c"), "k", True, ("b", "c")),
            "features",
            [
                "a",
                "b",
            ],
        ).plane
        == ()
    )


def test_another_dataset_and_back_keeps_the_data_and_the_samples():
    app = pasted(opened(), TABLE)
    own = used(app).now.own
    away = choose(app, "pills", "dataset", "moons")
    assert (away.now.own, away.now.samples) == (None, 500)
    assert "own" not in app.query_params
    back = choose(app, "pills", "dataset", "own")
    assert back.now.own == own and back.now.samples == 40
    checked(app.button(key="own_change").click().run())
    assert app.text_area(key="own_text").value == TABLE
    assert app.selectbox(key="own_pasted_target").value == "k"


def test_only_what_applies_to_own_data_is_shown():
    app = pasted(opened(), TABLE)
    used(app)
    there = set(app.session_state["controls_seen"])
    assert {"control_samples", "control_label_noise", "control_train_share"} <= there
    assert not {"control_noise", "control_imbalance", "control_features"} & there


@pytest.mark.parametrize("name", [name for name in REFUSED if name != "too large"])
def test_a_hostile_file_is_one_sentence_and_the_session_is_intact(name):
    app = opened()
    drafted(app, REFUSED[name][0])
    (sentence,) = refusals(app)
    assert sentence.startswith("bad") and sentence.endswith(".")
    assert run_of(app).config == RunConfig()
    assert pasted(app, TABLE) and used(app).now.dataset == "own"


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_table_that_cannot_be_used_is_one_sentence(name):
    app = opened()
    drafted(app, UNUSABLE[name][0])
    (sentence,) = refusals(app)
    assert sentence.endswith(".") and run_of(app).config == RunConfig()


def drafted(app, content):
    """A file as the uploader would bring it; tests of the browser use the uploader itself."""
    try:
        table = own_reading.read(content)
        found = drafts.Draft(content, "bad.csv", table, own_choice.suggested(table))
    except OwnError as error:
        table = None
        found = drafts.Draft(name="bad.csv", refused=str(error))
    app.session_state[drafts.KEY + drafts.UPLOADED] = found
    checked(app.run())


def test_points_that_were_drawn_become_the_dataset():
    app = opened()
    drawn = tuple(Point(n % 3, 100 * n, 4000 - 50 * n) for n in range(30))
    app.session_state[POINTS] = own_drawing.write(drawn)
    checked(app.run())
    now = used(app, "own_drawn_use").now
    assert now.own.drawn and own_drawing.points_of(now.own) == drawn
    assert (now.samples, now.class_count, now.used_features) == (30, 3, ("x", "y"))
    app = open_controls(**link.write(now))
    assert run_of(app).config == now
    checked(app.button(key="own_change").click().run())
    assert app.session_state[POINTS] == own_drawing.write(drawn)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "at least 10 points; there are 0"),
        (";".join(["0,1,2"] * 12), "a second class"),
    ],
)
def test_too_little_is_no_drawing(text, words):
    with pytest.raises(OwnError, match=words):
        own_drawing.own_of(own_drawing.read(text))


@pytest.mark.parametrize(
    "text", ["0,1", "a,b,c", "0,1,4096", "0,-1,0", "6,1,1", "-1,1,1", ";".join(["0,1,1"] * 201)]
)
def test_a_report_that_is_no_drawing_is_refused(text):
    with pytest.raises(OwnError):
        own_drawing.read(text)


@pytest.mark.parametrize("own", [points(300, 3, 4, plane=(2, 0)), numbers(250)])
def test_a_link_without_its_data_asks_for_them_and_gets_its_run(own):
    meant = run(own, hidden=(5,), learning_rate=0.1).changed(30, learning_rate=0.2)
    app = open_controls(**link.write(meant))
    assert said(app).count("The data of this link are not in it") == 1
    assert len(app.warning) == 1 and run_of(app).now.hidden == (5,)
    (asked,) = [info.value for info in app.info]
    assert f"({own.rows} rows)" in asked and own.target in asked
    config, notes = give(app, own)
    assert config == meant and notes == []


def test_other_data_than_a_link_means_are_said_to_be_others():
    app = open_controls(**link.write(run(points(300))))
    config, notes = give(app, points(300, seed=1))
    assert config.own == points(300, seed=1) and "not the data" in notes[0]


def give(app, own):
    """Bring the file of own data, as it is downloaded beside its link, and use it."""
    table = own_reading.read(csv_of(own))
    choice = Choice(
        own.features, own.target, bool(own.classes), tuple(own.features[at] for at in own.plane)
    )
    app.session_state[drafts.KEY + drafts.UPLOADED] = drafts.Draft(b"", "d.csv", table, choice)
    checked(app.run())
    found = used(app, "own_uploaded_use")
    return found.config, [each.value for each in app.warning]
