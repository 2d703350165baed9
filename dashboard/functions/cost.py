"""The cost of what is shown, measured in a worker when somebody asks for it."""

from __future__ import annotations

import logging
from concurrent.futures import Future

import streamlit as st

from dashboard import numbers
from dashboard.charts.functions_cost import cost_chart
from dashboard.charts.functions_frame import MOST_NAMED
from dashboard.functions.curves import mode, show
from dashboard.workers import workers
from models.choices import ActivationChoice
from models.cost import BATCH, UNITS, Cost, measure

CHART, BUTTON = "functions_cost", "functions_measure"
PENDING, FOUND, FAILED = "functions_cost_call", "functions_cost_found", "functions_cost_failed"
ELEMENTS, REPETITIONS = 65_536, 30
POLL = 0.5
LOG = logging.getLogger(__name__)


def draw(choices: tuple[ActivationChoice, ...]) -> None:
    """The button and the bars; a worker measures while the page goes on."""
    waiting = PENDING in st.session_state
    st.fragment(_part, run_every=POLL if waiting else None)(choices[:MOST_NAMED], waiting)
    if len(choices) > MOST_NAMED:
        st.caption(f"Measured are the first {MOST_NAMED} of {len(choices)} functions.")


def _part(choices: tuple[ActivationChoice, ...], waiting: bool) -> None:
    if PENDING in st.session_state and (not waiting or _collect()):
        st.rerun()  # the timer is that of the full run
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Measuring" if waiting else "Measure",
            icon=":material/timer:",
            disabled=waiting,
            key=BUTTON,
            on_click=_ask,
            args=(choices,),
            help="Times forward and backward pass on this device, in turns with ReLU.",
        )
        if waiting:
            st.markdown("A worker measures; this takes some seconds.")
        elif FAILED in st.session_state:
            st.error(st.session_state[FAILED])
    if FOUND in st.session_state:
        _picture(st.session_state[FOUND])


def _ask(choices: tuple[ActivationChoice, ...]) -> None:
    st.session_state.pop(FAILED, None)
    st.session_state[PENDING] = workers().submit(measure, choices, ELEMENTS, REPETITIONS)


def _collect() -> bool:
    """Take the answer, if it is there; never waits."""
    call: Future[Cost] = st.session_state[PENDING]
    if not call.done():
        return False
    del st.session_state[PENDING]
    error = call.exception()
    if error is None:
        st.session_state[FOUND] = call.result()
    else:
        LOG.error("A worker could not measure the cost", exc_info=error)
        st.session_state[FAILED] = "The worker stopped before it was done. Measure again."
    return True


def _picture(found: Cost) -> None:
    show(cost_chart(found, mode()), CHART)
    st.caption(
        f"Full: forward; pale: backward. Median and quartiles of {found.repetitions} repetitions "
        f"on the {found.device} with one thread, in float32: "
        f"{numbers.step(found.elements)} numbers alone, {BATCH} samples in the layer of {UNITS}."
    )
