"""Real runs in every state for the tests of the Activations page."""

from functools import cache, partial

from dashboard.charts.activations import MEASURES, activations_view
from dashboard.charts.activations_ledger import ledger_view
from tests.dashboard import made

trained = cache(partial(made.trained, measures=MEASURES))


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
