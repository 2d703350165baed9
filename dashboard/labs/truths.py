"""What is true, and since when, below an experiment; and the claims that it tries."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import streamlit as st

from dashboard.labs import predict
from dashboard.labs.job import Job
from dashboard.labs.record import Claim, Lab, Part, Truth, Verdict

TEXT = 760
HOLDS = MappingProxyType(
    {"yes": "It holds.", "partly": "It holds in part.", "no": "It does not hold."}
)
ICONS = MappingProxyType(
    {"yes": ":material/check:", "partly": ":material/contrast:", "no": ":material/close:"}
)
UNCHECKED = "from general knowledge, not compared with the source"


def draw(lab: Lab, part: Part, job: Job) -> None:
    """Truths, claims and reading; what this run says of them stands beside."""
    result = job.stage.result if job.done and job.stage is not None else None
    if lab.truths:
        st.subheader("What is true", anchor=False)
    open_to_guess = {one.key for one in lab.parts if not predict.may_show(lab, one)}
    for truth in lab.truths:
        about = truth.part or lab.parts[0].key
        if about not in open_to_guess:
            st.markdown(_truth(truth, result if about == part.key else None), width=TEXT)
    for claim in lab.claims:
        mine = claim.part == part.key and fits(claim, part, job)
        if claim.part not in open_to_guess:
            st.markdown(_claim(claim, result if mine else None), width=TEXT)
    if open_to_guess:
        st.caption("More stands here when you have guessed, or passed over, in the other parts.")
    if lab.reading:
        texts = " · ".join(f"[{text}]({address})" for text, address in lab.reading)
        st.markdown(f"**Read on:** {texts}", width=TEXT)


def fits(claim: Claim, part: Part, job: Job) -> bool:
    """Whether a job has the settings with which the claim is tried."""
    return dict(job.settings) == part.asked(part.defaults | dict(claim.settings))


def verdict_text(verdict: Verdict) -> str:
    """A verdict in Markdown."""
    return f"{ICONS[verdict.holds]} **{HOLDS[verdict.holds]}** {verdict.text}"


def _truth(truth: Truth, result: Any) -> str:
    """The statement, with the published figure beside ours."""
    lines = [f"- {truth.text}"]
    if truth.published:
        source = truth.source if truth.checked else f"{truth.source}; {UNCHECKED}"
        lines.append(f":gray[Published:] {truth.published} :gray[({source})]")
    elif truth.source:
        lines.append(f":gray[{truth.source}]")
    measured = truth.ours(result) if truth.ours is not None and result is not None else ""
    if measured:
        lines.append(f":gray[Measured here:] {measured}")
    return "  \n  ".join(lines)


def _claim(claim: Claim, result: Any) -> str:
    """The claim, what is true instead, and the verdict of the run where it tries the claim."""
    lines = [f"- :gray[Claim:] “{claim.quote}” :gray[({claim.source})]", claim.correction]
    if result is not None:
        lines.append(verdict_text(claim.verdict(result)))
    return "  \n  ".join(lines)
