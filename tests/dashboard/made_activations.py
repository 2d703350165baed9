"""Real runs in every state for the tests of the Activations page."""

from functools import cache

from dashboard.charts.activations import MEASURES, activations_view
from dashboard.charts.activations_ledger import ledger_view
from models.config import RunConfig
from models.history import History, extend
from models.training import Budget, advance, begin, observe
from tests.dashboard.made import Made


@cache
def trained(steps, **values):
    """A real run after a number of steps, with the history behind it."""
    config = RunConfig(**values)
    state = begin(config)
    frame = observe(config, state, MEASURES)
    history = extend(History.of(config), frame.readings)
    if steps:
        _, frame = advance(config, state, Budget(steps=steps), MEASURES)
        history = extend(history, frame.readings)
    return Made(config, frame, history)


def dying(steps=130):
    """A ReLU net of whose units some die and some revive, beside a tanh net of which none does."""
    return trained(steps, activations=("relu", "tanh"), learning_rate=1.0)


def view_of(run, **options):
    return activations_view(run.config, run.frame, run.history, announce="Paused.", **options)


def ledger_of(run, **options):
    return ledger_view(run.config, run.frame, run.history, announce="Paused.", **options)


def cells(view, kind):
    """All cells of a kind, in order."""
    found = [cell for band in view["bands"] for cell in band["cells"]]
    return [cell for cell in found if cell["kind"] == kind]


def said(view, kind="chart"):
    """The sentences of all cells of a kind."""
    return [cell["panel"]["sentence"] for cell in cells(view, kind)]
