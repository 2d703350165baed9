"""Charts to study and to save."""

from __future__ import annotations

import streamlit as st

from dashboard import vega
from dashboard.charts.moment import moment
from dashboard.charts.study import WIDTH, pictures, study_chart
from dashboard.run import Shown
from dashboard.svg import save_button

PICTURE, CHART, SAVE = "study_picture", "study_chart", "study_save"
HINT = "Wheel zooms, drag moves, double-click resets."


def charts(shown: Shown) -> None:
    """A chart that somebody chooses, and buttons that save it."""
    now = moment(shown.config, shown.frame, shown.history)
    offered = pictures(shown.config)
    picture = st.radio(
        "Chart",
        options=tuple(offered),
        format_func=offered.__getitem__,
        key=PICTURE,
        horizontal=True,
        label_visibility="collapsed",
    )
    spec = study_chart(now, picture, vega.mode())
    vega.show(spec, CHART, width=WIDTH)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(HINT)
        st.space("stretch")
        name = f"actiscope-step-{shown.frame.step}"
        save_button(CHART, f"{name}-{picture}", key=SAVE)
