"""The dialogs that share a run and hand it out."""

import io
from urllib.parse import parse_qsl, urlsplit

import pytest
import segno
from hypothesis import given, settings

from dashboard import study
from dashboard.share import away, code, dialog, links, taken
from models import link
from models.config import RunConfig
from models.formula import key, parse
from models.take_away import settings_file
from models.take_away.history_table import history_table
from models.training import Budget, advance, begin
from tests.dashboard.page import checked, open_page, run_of, said
from tests.models.configs import configs

TYPED = key(parse("x*sigmoid(beta*x)"))


def press(app, name):
    return checked(app.button(key=name).click().run())


def shared(app):
    """The query of the link in the dialog."""
    return dict(parse_qsl(urlsplit(app.code[0].value).query, keep_blank_values=True))


def test_the_link_holds_formula_hyperparameters_changes_and_the_moment(inline):
    app = open_page(activations=f"{TYPED}(beta=2.0),elu(alpha=0.5)", speed="4")
    press(app, "transport_step")
    app.select_slider(key="control_learning_rate").set_value(0.3).run()
    press(app, "transport_epoch")
    press(app, "share_button")
    query = shared(app)
    assert query.pop("at") == "25"
    assert link.read(query) == (run_of(app).config, ())
    assert [change.step for change in run_of(app).config.changes] == [1]
    app.toggle(key=dialog.MOMENT).set_value(False).run()
    assert "at" not in shared(checked(app))


def test_there_is_no_moment_before_the_first_step_or_while_playing(inline):
    app = press(open_page(speed="4"), "share_button")
    assert "at" not in shared(app)
    app = press(press(open_page(speed="4"), "transport_play"), "share_button")
    assert run_of(app).playing and "at" not in shared(app)


def test_teacher_mode_chooses_what_the_link_shows(inline):
    app = press(open_page(), "share_button")
    app.toggle(key=dialog.TEACH).set_value(True).run()
    assert shared(checked(app))["teach"] == "main"
    app.multiselect(key=dialog.SHOWN).set_value(["learning_rate", "data"]).run()
    app.multiselect(key=dialog.FIXED).set_value(["seed"]).run()
    assert shared(checked(app))["teach"] == "learning_rate,data,seed:fixed"
    assert "teach" not in app.query_params


@settings(max_examples=40, deadline=None)
@given(configs())
def test_the_brief_query_opens_the_same_run(config):
    brief = links.briefly(link.write(config))
    assert link.read(brief) == (config, ())


def test_the_code_is_that_of_the_link_on_white_with_a_quiet_zone():
    text = "http://192.168.1.7:8501/?activations=relu,gelu&at=300"
    found = code.code(text)
    wanted = segno.make_qr(text, error="l", boost_error=True)
    assert found is not None and found.matrix == wanted.matrix
    side = len(found.matrix) + 2 * code.QUIET
    drawn = code.svg(found, "a < b")
    assert f'viewBox="0 0 {side} {side}"' in drawn
    assert 'fill="#fff"' in drawn and 'stroke="#000"' in drawn
    assert "a &lt; b" in drawn


def test_a_link_that_is_too_long_for_a_code_says_so(inline, monkeypatch):
    monkeypatch.setattr(dialog, "code", lambda text: None)
    app = press(open_page(), "share_button")
    assert any("too long for a code" in text.value for text in app.caption)
    assert code.code("x" * 1300) is None


def labels(app):
    return [button.proto.label for button in app.get("download_button")]


def test_taking_away_pauses_and_offers_every_file(inline):
    app = press(open_page(speed="4"), "transport_play")
    checked(app.run())
    press(app, "away_button")
    run = run_of(app)
    assert not run.playing and run.step > 0
    assert [text.partition(" (")[0].split(" of ")[0] for text in labels(app)] == [
        *("Weights", "Script", "CSV", "Parquet", "Report", "Settings"),
    ]
    assert len(app.get("vega_lite_chart")) == 1
    app.selectbox(key=away.NET).set_value(1).run()
    assert "Weights (PT)" in labels(checked(app))
    assert 'torch.load("tanh-seed-0.pt"' in " ".join(block.value for block in app.code)
    app.radio(key=study.PICTURE).set_value("gradient").run()
    (picture,) = checked(app).get("vega_lite_chart")
    assert "layer" in picture.proto.spec


def test_nothing_is_made_while_the_dialog_is_closed(inline):
    app = press(open_page(), "transport_step")
    assert not app.get("download_button") and not app.get("vega_lite_chart")


def test_a_moment_is_measured_for_what_the_page_does_not_draw(inline):
    config = RunConfig()
    app = open_page()
    run = run_of(app)
    run.state, frame = advance(config, begin(config), Budget(steps=3), ("loss",))
    run.shown = None
    app.session_state["away_open"] = True
    checked(app.run())
    found = app.session_state[taken.KEPT]
    assert found.frame.step == 3 and set(found.frame) >= {"boundary", "gradients"}
    table = history_table(config, found.history, found.frame)
    assert table.columns["test_loss"][-1] == frame["loss"].test_loss[-1]


class File(io.BytesIO):
    """An uploaded file."""

    name = "mine*.json"


@pytest.fixture
def uploaded(inline, monkeypatch):
    """A function that hands a file to the run of an open page."""

    def upload(app, content):
        monkeypatch.setattr(away.st, "session_state", {away.UPLOAD: File(content), away.OPEN: True})
        away.take_file(run_of(app))
        monkeypatch.undo()
        return run_of(app)

    return upload


def test_a_file_of_settings_becomes_the_run(uploaded):
    wanted = RunConfig(activations=(TYPED, "gelu"), seed=9, noise=0.3)
    app = press(open_page(), "transport_step")
    run = uploaded(app, settings_file.write(wanted))
    assert (run.config, run.step) == (wanted, 0)
    checked(app.run())
    assert app.query_params["seed"] == "9"


def test_what_cannot_be_used_of_a_file_is_said(uploaded):
    app = open_page()
    uploaded(app, b'{"version": 1, "noise": 5}')
    checked(app.run())
    assert "the file has 5. Used instead: 1." in said(app)


def test_a_file_that_is_none_leaves_the_run_alone(uploaded):
    app = press(open_page(), "transport_step")
    before = run_of(app).state
    run = uploaded(app, b"\x00\x01")
    assert run.state is before
    checked(app.run())
    assert "is not a JSON object" in said(app) and "The run stays as it is." in said(app)
