"""The part of a lab that moves: progress, pictures, and the sentence about this run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import markdown, numbers
from dashboard.labs import predict
from dashboard.labs.job import Job, start
from dashboard.labs.record import Lab, Part
from dashboard.labs.settings import remembered

TICK = 0.5
PATIENCE = 0.6


def job_of(lab: Lab, part: Part, now: Mapping[str, Any]) -> Job:
    """The job of the part with these settings; another one is begun where they have changed."""
    jobs: dict[tuple[str, str], Job] = remembered().setdefault("jobs", {})
    found, asked = jobs.get((lab.key, part.key)), part.asked(now)
    if found is None or found.settings != asked:
        if found is not None and found.going:
            found.stop()
        found = jobs[lab.key, part.key] = start(part, now)
    if found.going:
        found.advance()
    return found


def region(lab: Lab, part: Part, job: Job, now: Mapping[str, Any]) -> None:
    """Draw the experiment, and again while it goes on."""
    if job.going and job.stage is None:
        job.settle(PATIENCE)
    st.fragment(_tick, run_every=TICK if job.going else None)(lab, part, job, now, job.going)


def _tick(lab: Lab, part: Part, job: Job, now: Mapping[str, Any], moving: bool) -> None:
    if job.going:
        job.advance()
    if moving != job.going:
        st.rerun()
    _progress(job)
    shown = _shown(lab, part, job)
    if shown is None:
        return
    result, settings = shown
    st.markdown(f"**This run:** {part.sentence(result)}", width=760)
    predict.compare(lab, part, job)
    part.pictures(result, {**now, **settings})


def _shown(lab: Lab, part: Part, job: Job) -> tuple[Any, Mapping[str, Any]] | None:
    """The newest result and its settings: until the first one, that of the settings before."""
    shown: dict[tuple[str, str], Any] = remembered().setdefault("shown", {})
    if job.stage is not None and job.stage.result is not None:
        shown[lab.key, part.key] = (job.stage.result, job.settings)
    return shown.get((lab.key, part.key))


def _progress(job: Job) -> None:
    """Always one row, so that nothing moves when an experiment ends."""
    with st.container(
        horizontal=True, gap="small", vertical_alignment="center", key="lab_progress"
    ):
        if job.failed:
            st.markdown(":red[The experiment stopped before it was done.]")
            st.button("Try again", on_click=job.go_on, key="lab_again")
        elif job.going:
            bar(job)
            st.button("Stop", icon=":material/stop:", on_click=job.stop, key="lab_stop")
        elif job.stopped:
            share = 0.0 if job.stage is None else job.stage.share
            text = f"Stopped at {numbers.share(share)}." if share else "Ready."
            st.markdown(f":gray[{text}]")
            name = "Go on" if share else "Run"
            st.button(name, icon=":material/play_arrow:", on_click=job.go_on, key="lab_go")
    if job.notice:
        st.caption(f":material/info: {markdown.plain(job.notice)}")


def bar(job: Job) -> None:
    """How far an experiment has got, and how long the rest may take."""
    share = 0.0 if job.stage is None else job.stage.share
    text = "Computing …"
    if job.left is not None:
        text += f" {numbers.share(share)}, about {max(1, round(job.left))} s left"
    st.progress(share, text=text, width=420)
