"""Play, step and start over: the row of buttons on top of every page, and the way back in time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard import branches, session
from dashboard.run import Run

TIME = "transport_time"
PLAY_WIDTH = 116


def transport(run: Run) -> None:
    """The buttons. Each of them sets a state, so that a click too many does no harm."""
    over = run.stopped is not None
    length = run.config.epoch_steps
    _button(
        "play",
        "pause" if run.playing else "play_arrow",
        session.pause if run.playing else session.play,
        run,
        label="Pause" if run.playing else "Play",
        type="secondary" if over else "primary",
        width=PLAY_WIDTH,
        disabled=over,
        shortcut="P",
    )
    help_text = "Train one step."
    _button("step", "skip_next", session.step, run, label="Step", help=help_text, disabled=over)
    help_text = f"Train to the end of the epoch: {length} steps are one."
    _button("epoch", "fast_forward", session.epoch, run, help=help_text, disabled=over)
    _button(
        "reset",
        "replay",
        session.reset,
        run,
        label="Reset",
        type="primary" if over else "secondary",
        help="Back to step 0, with the same first weights and the same data.",
    )
    help_text = "New seed: other samples, first weights and minibatches."
    _button("seed", "casino", session.new_seed, run, help=help_text)
    _branches(run)


def _branches(run: Run) -> None:
    """What leads from one course of the run to another, where there is one to go to."""
    if run.aside is not None:
        at = run.aside.branched_at
        to = "the original run" if at is None else f"the branch from step {at:,}"
        icon = "undo" if at is None else "redo"
        help_text = f"Back to {to}. This one is kept meanwhile."
        label = "Original" if at is None else f"Branch {at:,}"
        _button("switch", icon, branches.switch, run, label=label, help=help_text)
    if branches.can_branch(run):
        help_text = (
            f"Go on from step {run.shown_step:,}, shown now, as a branch: change the learning rate "
            "or a penalty, and see what comes of it. The run as it is now is kept."
        )
        _button("branch", "call_split", branches.branch, run, label="Branch", help=help_text)


def _button(
    name: str, icon: str, action: Callable[[Run], None], run: Run, label: str = "", **how: Any
) -> None:
    icon, key = f":material/{icon}:", f"transport_{name}"
    st.button(label, icon=icon, key=key, on_click=action, args=(run,), **how)


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
        value=st.session_state[TIME],
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
