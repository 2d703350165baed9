"""The report: everything in one page, escaped, with the numbers of the run."""

import re
import zlib
from datetime import UTC, datetime
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given, settings

from dashboard.charts.playground import playground_view
from dashboard.panels.component import FOLDER
from dashboard.report import contour, palette, png
from dashboard.report.page import report
from models.config import RunConfig
from models.declarations import FIELDS
from models.formula import key, parse
from models.names import value
from tests.dashboard.made import made, trained

LINK = "http://localhost:8501/?activations=relu&note=<script>alert('\"')</script>"
EMPTY = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """What a page holds: tags that are balanced, texts, addresses."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.words, self.sources = [], [], [], []
        self.feed(text)
        assert not [tag for tag in self.open if tag not in ("dt", "dd")]

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.sources += [v for name, v in attributes if name in ("src", "href", "data", "srcset")]
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open[-1] in ("dt", "dd") and self.open[-1] != tag:
            self.open.pop()
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def made_report(run, link=LINK):
    when = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    how = {"link": link, "made": when, "versions": {"torch": "2.13"}}
    return report(run.config, run.frame, run.history, **how)


@settings(max_examples=20, deadline=None)
@given(run=made())
def test_any_run_has_a_page_that_needs_nothing_else(run):
    text = made_report(run)
    page = Page(text)
    assert "script" not in page.tags and "link" not in page.tags
    outside = [source for source in page.sources if not source.startswith("data:image/png")]
    assert outside == [LINK]
    assert not re.search(r"url\(|@import|https?://", text.replace("http://localhost:8501/", ""))
    places = re.findall(r' (?:d|x|y|cx|cy|width|height)="([^"]*)"', text)
    assert places and not any("nan" in place or "inf" in place for place in places)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"dataset": "three_spiral", "loss": "softmax_cross_entropy", "seeds": 3},
        {"dataset": "sine", "loss": "mse", "hidden": ()},
        {"dataset": "gaussians", "loss": "mse"},
        {"dataset": "digits", "loss": "softmax_cross_entropy", "samples": 200},
    ],
)
def test_every_sentence_and_picture_of_the_page_is_there(values):
    run = trained(12, **values)
    page = Page(made_report(run))
    words = " ".join(page.words)
    view = playground_view(run.config, run.frame, run.history, announce="")
    panels = [panel for column in view["layers"] for panel in column["panels"]]
    shown = [*view["fields"], *view["charts"], *panels]
    assert page.tags.count("svg") == len(shown)
    assert all(each["sentence"] in words for each in shown)
    assert value(FIELDS["loss"], run.config.loss) in words
    assert "2026-01-02 03:04 with torch 2.13" in words


def test_names_that_people_type_are_text():
    run = trained(2, activations=(key(parse("where(x < 0, 0.1*x, x)")),))
    text = made_report(run)
    assert "where(x < 0" not in text and "where(x &lt; 0" in text
    assert "<script" not in text


def test_a_raster_is_a_png():
    colours = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    found = png.png(colours)
    data = found[found.index(b"IDAT") + 4 : found.index(b"IEND") - 8]
    lines = np.frombuffer(zlib.decompress(data), np.uint8).reshape(2, 10)
    assert (lines[:, 0] == 0).all() and (lines[:, 1:].reshape(2, 3, 3) == colours).all()
    assert found[16:24] == b"\0\0\0\3\0\0\0\2"


def test_the_contour_is_where_the_function_is_zero():
    x, y = np.meshgrid(np.linspace(-2, 2, 41), np.linspace(-2, 2, 41))
    pieces = np.array(contour.zero_contour(x**2 + y**2 - 1)).reshape(-1, 2) / 10 - 2
    assert len(pieces) > 80
    assert np.hypot(*pieces.T) == pytest.approx(1, abs=0.01)
    assert contour.zero_contour(np.ones((3, 3))) == []


def test_the_colours_are_those_of_the_panels():
    text = re.sub(r"\s", "", (FOLDER / "theme.js").read_text(encoding="utf-8"))
    for mode in palette.MODES:
        stops = ",".join(f'"{stop}"' for stop in palette.STOPS[mode])
        classes = ",".join(f'["{a}","{b}"]' for a, b in palette.CLASSES[mode])
        assert f"{mode}:[{stops}]" in text and f"{mode}:[{classes}" in text
        assert f'{mode}:"{palette.MIDDLE[mode]}"' in text


def test_it_says_which_config_it_is_of():
    run = trained(3, learning_rate=0.1, seed=7)
    words = " ".join(Page(made_report(run)).words)
    assert run.config == RunConfig(learning_rate=0.1, seed=7)
    assert re.search(r"Learning rate\s+0\.1\b", words) and re.search(r"Seed\s+7\b", words)
