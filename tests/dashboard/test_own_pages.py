"""Every page draws runs on own data, and keeps nothing of them."""

import gc
import weakref

import pytest

from dashboard.charts.playground import MEASURES, playground_view
from dashboard.charts.unit_network import class_names, input_names
from models import link
from models.datasets.own import made
from models.history import History, extend
from models.training import Budget, advance, begin
from tests.dashboard.page import checked, open_page, run_of
from tests.models.own_tables import numbers, points, run

DATA = {"classes": points(60, 3, 4), "number": numbers(60), "wide": points(40, 2, 32)}
PAGES = ("playground", "units", "activations", "gradients", "race")


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("own", DATA.values(), ids=DATA)
def test_every_page_draws_own_data(page, own):
    app = open_page(page, **link.write(run(own, hidden=(3, 3))))
    checked(app.button(key="transport_step").click().run())
    assert run_of(app).step == 1 and run_of(app).now.own == own
    assert not app.error


def shown(config):
    """The Playground's view after some steps."""
    _, frame = advance(config, begin(config), Budget(steps=3), MEASURES)
    history = extend(History.of(config), frame.readings)
    return playground_view(config, frame, history, announce="")


def test_the_note_names_classes_and_the_plane_as_they_are_called():
    names = ["<b>bold</b>", "=1+1"]
    own = made(["a *b*", "c"], points().values().T, label="k", classes=names, labels=[0, 1] * 30)
    view = shown(run(own))
    assert "orange: <b>bold</b>; blue: =1+1" in view["note"]
    assert "Across: a *b*, mean" in view["note"]
    assert view["plane"]["names"] == names


def test_columns_and_classes_keep_their_names_in_pictures_of_units():
    config = run(DATA["classes"])
    assert input_names(config)[:2] == ["column 1", "column 2"]
    assert class_names(config) == ["kind 0", "kind 1", "kind 2"]
    assert input_names(run(points())) == ["x", "y"]


def test_nothing_that_draws_keeps_own_data():
    own = points(50, seed=77)
    view = shown(run(own))
    watched = weakref.ref(own)
    del own, view
    gc.collect()
    assert watched() is None
