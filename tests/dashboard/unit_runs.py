"""Real runs as the Units page shows them."""

from dataclasses import dataclass
from typing import Any

from dashboard.charts.unit_choice import UnitChoice, ask
from dashboard.charts.units import Page, units_view
from models.config import RunConfig
from models.history import History, extend
from models.state import Budget, Frame, State, begin
from models.training import advance, observe


@dataclass(frozen=True, eq=False)
class Shown:
    """A run, the frame that is shown, and what the page shows of it."""

    config: RunConfig
    state: State
    frame: Frame
    history: History
    page: Page

    @property
    def view(self) -> dict[str, Any]:
        """The view that is drawn."""
        return units_view(
            self.config, self.frame, self.history, self.page, announce="Paused at step 9."
        )


def shown(choice=None, steps=30, still=True, state=None, past=None, **values):
    """A run after some steps, or at a State that was made by hand."""
    config, choice = RunConfig(**values), choice or UnitChoice()
    asked = tuple(ask(config, choice, group * config.seeds, still=still) for group in choice.groups)
    page = Page(choice, asked, past or (None,) * len(asked))
    state = state or begin(config)
    frame = observe(config, state, page.measures)
    history = extend(History.of(config), frame.readings)
    if steps:
        state, frame = advance(config, state, Budget(steps=steps), page.measures)
        history = extend(history, frame.readings)
    return Shown(config, state, frame, history, page)
