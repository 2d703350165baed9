"""The run of this browser session, and what the buttons and controls do to it.

None of this waits for training, but for a moment where the answer is expected at once. A button
sets a state, it never toggles one.
"""

from __future__ import annotations

import time
from dataclasses import replace

import streamlit as st

from dashboard import arrival, catalog, lesson
from dashboard.own import link as own_link
from dashboard.run import Measures, Run
from models import link
from models.config import RunConfig
from models.declarations import FIELDS, MAX_SEED
from models.history import History
from models.past import Past
from models.state import Budget, begin, stop_reason

KEY, OWN = "session_run", "session_own"
PATIENCE = 1.0
PROTOCOLS = "Sec-WebSocket-Protocol"
LOST = (
    "The server no longer has the run that was here: it was started again, or this page was "
    "without a connection for some minutes. The run begins anew at step 0, with the same settings."
)


def current() -> Run:
    """The run of this session; the first call makes it from the link."""
    if KEY not in st.session_state:
        query, unread = link.bounded(st.query_params.to_dict())
        mine = filter(catalog.belongs, tuple(query))
        st.session_state[OWN] = {name: query.pop(name) for name in mine}
        moment = arrival.take(query)
        query, missing = own_link.without_missing(query)
        config, notes = link.read(query)
        said = [*_lost(), *unread, *missing, *notes, *_lesson_notes(), *moment.notes]
        run = Run(config, begin(config), notices=said)
        restart(run, config)
        if not missing:
            arrival.go(run, moment)
        st.session_state[KEY] = run
    return st.session_state[KEY]


def _lost() -> tuple[str, ...]:
    """What a page is told that was open before, and whose session the server has no more.

    A browser that connects again names its session as the third subprotocol; where the server has
    it still, the run is there, and nothing has to be made.
    """
    protocols = st.context.headers.get(PROTOCOLS, "").split(",")
    return (LOST,) if len(protocols) > 2 and protocols[2].strip() else ()


def _lesson_notes() -> tuple[str, ...]:
    """What of the lesson in the link could not be used."""
    return lesson.read(own((lesson.PARAMETER,)).get(lesson.PARAMETER, ""))[1]


def own(names: tuple[str, ...]) -> dict[str, str]:
    """What the address says, or would say, under names that belong to a page."""
    kept = st.session_state.get(OWN, {})
    return {name: kept[name] for name in names if name in kept}


def put_own(name: str, text: str | None) -> None:
    """Have the address of its page say `text` under a name of the page; None for nothing."""
    kept = st.session_state.get(OWN, {}) | {name: text}
    st.session_state[OWN] = {name: text for name, text in kept.items() if text is not None}


def address(config: RunConfig, lens: catalog.Lens) -> dict[str, str]:
    """What the address of a page holds: the run, and what is the page's own.

    A lab needs no run, but one that somebody has made must not be lost with a reload.
    """
    kept: dict[str, str] = st.session_state.get(OWN, {})
    mine = {n: text for n, text in kept.items() if lens.owns(n) or n in catalog.EVERYWHERE}
    if lens.group == catalog.LEARN and config == RunConfig():
        return mine
    return link.write(config) | mine


def write_link(run: Run, lens: catalog.Lens) -> None:
    """Put what the page's address holds into it, where it is not there already."""
    query = address(run.config, lens)
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)


def restart(run: Run, config: RunConfig) -> None:
    """A new run from step 0; one that was playing plays on.

    Its first frame is awaited when a page asks for it; until then the last picture stays.
    """
    run.discard()
    run.config, run.state = config, begin(config)
    run.history, run.past, run.rate = History.of(config), Past().extended(run.state), None
    run.stopped = stop_reason(config, run.state)
    run.branched_at = run.aside = run.until = None
    run.began = (run.step, time.monotonic())
    run.ask_to_measure()


def ask_for(run: Run, measures: Measures) -> None:
    """Ask for what a page needs to draw, where it is not on hand."""
    lacking = run.stale or not run.shows(measures)
    if set(measures) != set(run.measures) or (lacking and run.call is None):
        run.measures = measures
        look_at(run, run.shown_step)


def settle(run: Run) -> None:
    """Wait a moment for what is not there yet; a run that plays brings it with a tick."""
    if run.stale or not run.playing or not run.shows(run.measures):
        run.settle(PATIENCE)


def look_at(run: Run, step: int) -> None:
    """Draw a step that was kept; the run itself stays where it is."""
    if step >= run.step:
        run.ask_to_measure()
    else:
        run.ask_to_look_back(step)


def play(run: Run) -> None:
    """Train on with every tick."""
    run.notices.clear()
    run.until = None
    run.playing = run.stopped is None
    run.began = (run.step, time.monotonic())


def pause(run: Run) -> None:
    """Stop at the newest step."""
    run.notices.clear()
    run.playing, run.until = False, None
    run.hold()


def step(run: Run) -> None:
    """Pause, and train one step."""
    _train(run, 1)


def epoch(run: Run) -> None:
    """Pause, and train to the end of the epoch."""
    length = run.config.epoch_steps
    _train(run, length - run.step % length)


def reset(run: Run) -> None:
    """Back to step 0 with the same seed and the newest values of what was changed live."""
    pause(run)
    restart(run, run.config.restarted())


def new_seed(run: Run) -> None:
    """From step 0 with the next seed; one that was playing plays on."""
    run.notices.clear()
    config = run.config.restarted()
    restart(run, replace(config, seed=(config.seed + 1) % MAX_SEED))


def apply(run: Run, config: RunConfig) -> None:
    """Make `config` the one in force: without a restart where every difference is live."""
    run.notices.clear()
    now = run.now
    differing = {
        name: getattr(config, name)
        for name in FIELDS
        if name != "changes" and getattr(config, name) != getattr(now, name)
    }
    if all(FIELDS[name].live for name in differing):
        _change(run, differing)
    else:
        restart(run, replace(config, changes=()))


def _change(run: Run, values: dict[str, object]) -> None:
    run.hold()
    gone_by = tuple(change for change in run.config.changes if change.step <= run.step)
    run.config = replace(run.config, changes=gone_by).changed(run.step, **values)
    run.stopped = stop_reason(run.config, run.state)
    if run.shown is not None:
        run.shown = replace(run.shown, config=run.config)


def _train(run: Run, steps: int) -> None:
    pause(run)
    run.settle(PATIENCE)
    if run.stopped is None and run.history.readings:
        run.ask_to_train(Budget(steps=steps))
        run.settle(PATIENCE)
