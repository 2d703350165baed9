"""The curves of what is shown, and how far they reach."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.functions import curves_chart
from dashboard.charts.functions_frame import MOST_NAMED
from dashboard.svg import save_button
from dashboard.vega import mode, show
from models.choices import ActivationChoice

CHART, SAVE, LIMIT = "functions_chart", "functions_save", "functions_limit"
LIMITS = (2, 4, 8, 16)
DEFAULT_LIMIT = 4


def draw(choices: tuple[ActivationChoice, ...]) -> None:
    """Three panels below each other; a sentence where nothing is chosen."""
    if not choices:
        st.markdown("No function is shown. Choose one from the list.")
        return
    limit = st.session_state.get(LIMIT, DEFAULT_LIMIT)
    spec = curves_chart(choices, float(limit), mode())
    show(spec, CHART)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            "Largest z",
            LIMITS,
            default=DEFAULT_LIMIT,
            required=True,
            format_func=lambda end: f"|z| ≤ {end}",
            key=LIMIT,
            label_visibility="collapsed",
        )
        st.space("stretch")
        save_button(CHART, "actiscope-functions", key=SAVE)
    if len(choices) > MOST_NAMED:
        st.caption(f"Names and readout are those of the first {MOST_NAMED} of {len(choices)}.")
