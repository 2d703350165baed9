"""The claims that learners meet, each on a card with the experiment that tries it."""

from __future__ import annotations

import streamlit as st

from dashboard import catalog, session, shell
from dashboard.labs import live, settings, table
from dashboard.labs.job import Job, start
from dashboard.labs.record import Claim, Lab, Part
from dashboard.labs.truths import verdict_text

KEY = "claims"
TICK = 0.5
INTRO = (
    "Sentences about activation functions go from text to text, and not all of them are true. "
    "Each card has one, what is true instead, and a button that tries it here and now."
)


def show() -> None:
    """Draw the page."""
    shell.ensure(KEY)
    shell.share_lab(session.current(), catalog.page_at(KEY))
    st.markdown(INTRO, width=760)
    for claim, lab, part in table.claims():
        with st.container(border=True, key=f"claim_{claim.number}"):
            _card(claim, lab, part)


def _card(claim: Claim, lab: Lab, part: Part) -> None:
    st.markdown(f"#### {claim.number}. “{claim.quote}”")
    st.markdown(f":gray[{claim.source}]  \n{claim.correction}", width=760)
    job = _jobs().get(claim.number)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Try it",
            icon=":material/experiment:",
            disabled=job is not None and job.going,
            key=f"claim_try_{claim.number}",
            on_click=_begin,
            args=(claim, part),
        )
        if st.button(f"Open “{lab.title}”", type="tertiary", key=f"claim_open_{claim.number}"):
            settings.put(lab, part, part.defaults | dict(claim.settings))
            st.switch_page(catalog.ROOT / catalog.page_at(lab.key).path)
    if job is not None:
        st.fragment(_verdict, run_every=TICK if job.going else None)(claim, part, job, job.going)


def _verdict(claim: Claim, part: Part, job: Job, moving: bool) -> None:
    """What the experiment says, or how far it has got."""
    job.advance()
    if moving and not job.going:
        st.rerun()
    if job.failed:
        st.markdown(":red[The experiment stopped before it was done.] Try it again.")
    elif job.going:
        live.bar(job)
    elif job.stage is not None:
        st.markdown(verdict_text(claim.verdict(job.stage.result)), width=760)


def _begin(claim: Claim, part: Part) -> None:
    job = start(part, part.defaults | dict(claim.settings))
    job.stopped = False
    job.advance()
    _jobs()[claim.number] = job


def _jobs() -> dict[int, Job]:
    found: dict[int, Job] = settings.remembered().setdefault("claims", {})
    return found
