"""The cost of what is shown, measured in a worker when somebody asks for it."""

from __future__ import annotations

import logging
from functools import partial

import streamlit as st

from dashboard import numbers
from dashboard.charts.functions_cost import cost_chart
from dashboard.charts.functions_frame import MOST_NAMED
from dashboard.functions.calls import Asked, ask, wait
from dashboard.vega import mode, show
from models.choices import ActivationChoice
from models.cost import BATCH, UNITS, Cost, measure

CHART, BUTTON, ASKED = "functions_cost", "functions_measure", "functions_cost_asked"
ELEMENTS, REPETITIONS = 65_536, 30
LOG = logging.getLogger(__name__)


def draw(choices: tuple[ActivationChoice, ...]) -> None:
    """The button, and the bars of what was measured last."""
    asked: Asked | None = st.session_state.get(ASKED)
    waiting = asked is not None and not asked.done
    st.button(
        "Measure",
        icon=":material/timer:",
        disabled=waiting,
        key=BUTTON,
        on_click=_ask,
        args=(choices[:MOST_NAMED],),
        help="Times forward and backward pass on this device, in turns with ReLU.",
    )
    if len(choices) > MOST_NAMED:
        st.caption(f"Measured are the first {MOST_NAMED} of {len(choices)} functions.")
    if waiting and asked is not None:
        wait(asked, "A worker measures; this takes some seconds.")
    elif asked is not None:
        _result(asked)


def _ask(choices: tuple[ActivationChoice, ...]) -> None:
    ask(ASKED, (partial(measure, choices, ELEMENTS, REPETITIONS),))


def _result(asked: Asked) -> None:
    (answer,) = asked.answers
    error = answer.exception()
    if error is None:
        _picture(answer.result())
    else:
        LOG.error("A worker could not measure the cost", exc_info=error)
        st.error("The worker stopped before it was done. Measure again.")


def _picture(found: Cost) -> None:
    show(cost_chart(found, mode()), CHART)
    st.caption(
        f"Full: forward; pale: backward. Median and quartiles of {found.repetitions} repetitions "
        f"on the {found.device} with one thread, in float32: "
        f"{numbers.step(found.elements)} numbers alone, {BATCH} samples in the layer of {UNITS}."
    )
