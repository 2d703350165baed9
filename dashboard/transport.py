"""Play, step and start over: the row of buttons on top of every page, and the way back in time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from dashboard import branches, session, timebar
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
    """What leads from one course of the run to another."""
    if run.aside is not None:
        at = run.aside.branched_at
        to = "the original run" if at is None else f"the branch from step {at:,}"
        help_text = f"Back to {to}. This one is kept meanwhile."
        _button("switch", "undo" if at is None else "redo", branches.switch, run, help=help_text)
    help_text = (
        "Branch: go on from the step that is shown, with another learning rate or penalty. "
        "The run as it is now is kept. First pause, and go back on the bar of time."
    )
    off = not branches.can_branch(run)
    _button("branch", "call_split", branches.branch, run, help=help_text, disabled=off)


def earlier(run: Run) -> tuple[int, ...]:
    """The earlier steps to which one can go: none while the run plays."""
    return () if run.playing else tuple(step for step in run.past.steps if step < run.step)


def _button(
    name: str, icon: str, action: Callable[[Run], None], run: Run, label: str = "", **how: Any
) -> None:
    icon, key = f":material/{icon}:", f"transport_{name}"
    st.button(label, icon=icon, key=key, on_click=action, args=(run,), **how)


def back_in_time(run: Run) -> None:
    """While paused, a bar over the steps that were kept; the run itself stays where it is."""
    if steps := earlier(run):
        timebar.draw(run, (*steps, run.step), TIME, partial(move, run))


def move(run: Run, step: int) -> None:
    """Show a step that was kept, at once where a worker is free."""
    session.look_at(run, step)
    run.settle(session.PATIENCE)
