"""Play, step and start over: the row of buttons on top of every page, and the way back in time."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.run import Run

TIME = "transport_time"
PLAY_WIDTH = 116


def transport(run: Run) -> None:
    """The buttons. Each of them sets a state, so that a click too many does no harm."""
    over = run.stopped is not None
    st.button(
        "Pause" if run.playing else "Play",
        icon=":material/pause:" if run.playing else ":material/play_arrow:",
        key="transport_play",
        type="secondary" if over else "primary",
        width=PLAY_WIDTH,
        disabled=over,
        shortcut="P",
        on_click=session.pause if run.playing else session.play,
        args=(run,),
    )
    st.button(
        "Step",
        icon=":material/skip_next:",
        key="transport_step",
        help="Train one step.",
        disabled=over,
        on_click=session.step,
        args=(run,),
    )
    st.button(
        "",
        icon=":material/fast_forward:",
        key="transport_epoch",
        help=f"Train to the end of the epoch: {run.config.epoch_steps} steps are one.",
        disabled=over,
        on_click=session.epoch,
        args=(run,),
    )
    st.button(
        "Reset",
        icon=":material/replay:",
        key="transport_reset",
        type="primary" if over else "secondary",
        help="Back to step 0, with the same first weights and the same data.",
        on_click=session.reset,
        args=(run,),
    )
    st.button(
        "",
        icon=":material/casino:",
        key="transport_seed",
        help="New seed: other samples, first weights and minibatches.",
        on_click=session.new_seed,
        args=(run,),
    )


def back_in_time(run: Run) -> bool:
    """While paused, a slider over the steps that were kept; the run itself stays where it is."""
    steps = tuple(step for step in run.past.steps if step < run.step)
    if run.playing or not steps:
        return False
    steps = (*steps, run.step)
    arrived = run.call is None or TIME not in st.session_state
    if arrived and st.session_state.get(TIME) != run.shown_step:
        st.session_state[TIME] = run.shown_step
    st.select_slider(
        "Step shown",
        options=steps,
        format_func=lambda step: f"{step:,}",
        key=TIME,
        help="Look back through the run. Play goes on from the newest step, not from here.",
        label_visibility="collapsed",
        width="stretch",
        on_change=_move,
        args=(run,),
    )
    return True


def _move(run: Run) -> None:
    session.look_at(run, st.session_state[TIME])
    run.settle(session.PATIENCE)
