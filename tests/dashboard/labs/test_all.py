"""Every lab opens, answers, draws what Vega-Lite knows, and keeps its controls in the link."""

import json
from pathlib import Path

import altair as alt
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import catalog
from dashboard.labs import settings
from dashboard.labs.record import WIDGETS
from dashboard.labs.table import WITHOUT, labs
from tests.dashboard.page import checked

ROOT = Path(__file__).resolve().parents[3]
PARTS = [(lab, part) for lab in labs() for part in lab.parts]
NAMES = [f"{lab.key}-{part.key}" for lab, part in PARTS]


def opened(lab, part):
    app = AppTest.from_file(str(ROOT / catalog.page_at(lab.key).path), default_timeout=120)
    app.session_state["shell_sent_back"] = True
    app.query_params[f"{lab.key}.part"] = part.key
    return checked(app.run())


def first_result(app):
    """The page once its experiment has answered for the first time."""
    for label in ("Skip", "Run"):
        for button in [b for b in app.button if b.label == label][:1]:
            checked(button.click().run())
    for _ in range(5):
        if any("**This run:**" in text.value for text in app.markdown):
            return app
        checked(app.run())
    raise AssertionError("there is no sentence about this run")


@pytest.mark.parametrize(("lab", "part"), PARTS, ids=NAMES)
def test_a_part_asks_answers_and_draws(inline, lab, part):
    app = first_result(opened(lab, part))
    texts = [text.value for text in app.markdown]
    assert any(lab.question in text for text in texts)
    assert any(part.intro == text for text in texts)
    assert not app.warning
    for chart in app.get("vega_lite_chart"):
        spec = json.loads(chart.proto.spec)
        assert spec["description"]
        alt.Chart.from_dict(spec)


@pytest.mark.parametrize(("lab", "part"), PARTS, ids=NAMES)
def test_every_option_survives_the_address(lab, part):
    for control in part.controls:
        assert control.widget in WIDGETS and control.label
        for value in (control.default, *control.options):
            many = control.widget == "many" and not isinstance(value, tuple)
            chosen = (value,) if many else value
            assert settings.read(control, settings.write(control, chosen)) == chosen


@pytest.mark.parametrize(("lab", "part"), PARTS, ids=NAMES)
def test_what_a_part_hands_over_can_be_made(lab, part):
    if part.playground is not None:
        assert part.playground(part.defaults).net_count >= 1
    if part.pytorch is not None:
        compile(part.pytorch(part.defaults), f"{lab.key}.py", "exec")
    if part.prediction is not None:
        assert 2 <= len(part.prediction.choices) <= 4


def test_every_lab_is_a_page_under_learn():
    assert all(lens.group == catalog.LEARN for lens in catalog.LABS)
    assert [lab.key for lab in labs()] == [
        lens.key for lens in catalog.LABS if lens.key not in WITHOUT
    ]
    for lab in labs():
        assert lab.title == catalog.page_at(lab.key).title
        assert lab.question and lab.asked and lab.truths
        assert len({part.key for part in lab.parts}) == len(lab.parts)
