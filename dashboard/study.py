"""Charts to study and download, one click away while a run is paused."""

from __future__ import annotations

import streamlit as st

from dashboard import shell, vega
from dashboard.charts.moment import moment
from dashboard.charts.rows import to_csv
from dashboard.charts.study import WIDTH, pictures, study_chart
from dashboard.run import Run, Shown
from dashboard.svg import save_button

OPEN, PICTURE, CHART, SAVE = "study_open", "study_picture", "study_chart", "study_save"
HINT = "Wheel zooms, drag moves, double-click resets."


def offer(run: Run) -> None:
    """The control in the row of the buttons, for a run that is paused after its first step."""
    if run.playing or run.stale or run.shown is None or run.step == 0:
        return
    with st.session_state[shell.TOOLS]:
        st.fragment(_control)(run.shown)


def _control(shown: Shown) -> None:
    control = st.popover(
        "",
        icon=":material/download:",
        type="tertiary",
        help="Charts to study and download",
        key=OPEN,
        on_change="rerun",
    )
    if control.open:
        with control:
            _charts(shown)


def _charts(shown: Shown) -> None:
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
        save_button(CHART, f"{name}-{picture}.svg", key=SAVE)
        st.download_button(
            "CSV",
            to_csv(now),
            file_name=f"{name}.csv",
            mime="text/csv",
            help="The numbers of all charts, for every net",
            on_click="ignore",
        )
