"""Branches: a run that goes on from an earlier moment, with the original kept beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard import session
from dashboard.run import Run, Shown
from models.config import RunConfig
from models.history import History
from models.past import Past
from models.state import State, stop_reason


@dataclass(frozen=True, eq=False)
class Kept:
    """A run that is set aside, whole.

    Parameters
    ----------
    config : RunConfig
    state : State
    history : History
    past : Past
    shown : Shown or None
    branched_at : int or None
        Step from which it branched off; None for an original.
    """

    config: RunConfig
    state: State
    history: History
    past: Past
    shown: Shown | None
    branched_at: int | None


def can_branch(run: Run) -> bool:
    """Whether a step is shown from which the run could go on in another way."""
    earlier = not run.playing and run.shown_step < run.step
    return earlier and run.shown_step in run.past.steps


def branch(run: Run) -> None:
    """Go on from the step that is shown; what came after it stays with the original.

    The configuration keeps the live changes up to that step, so its link repeats the branch. On a
    branch, what came after the step is given up; the original is kept.
    """
    if not can_branch(run):
        return
    at = run.shown_step
    session.pause(run)
    run.discard()
    if run.branched_at is None:
        run.aside = _kept(run)
    changes = tuple(change for change in run.config.changes if change.step <= at)
    run.config, run.state = replace(run.config, changes=changes), run.past.at(at)
    run.history, run.past = run.history.until(at), run.past.until(at)
    run.stopped, run.branched_at = stop_reason(run.config, run.state), at
    if run.shown is not None:
        run.shown = Shown(run.config, run.shown.frame, run.history)


def switch(run: Run) -> None:
    """Change places with the run that is set aside: from a branch to its original, or back."""
    if run.aside is None:
        return
    session.pause(run)
    run.discard()
    other, run.aside = run.aside, _kept(run)
    run.config, run.state, run.shown = other.config, other.state, other.shown
    run.history, run.past, run.branched_at = other.history, other.past, other.branched_at
    run.stopped = stop_reason(run.config, run.state)
    session.look_at(run, run.step)


def _kept(run: Run) -> Kept:
    return Kept(run.config, run.state, run.history, run.past, run.shown, run.branched_at)
