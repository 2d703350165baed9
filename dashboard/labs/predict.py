"""A guess before the result: asked for, compared with what the run shows, kept for the session."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.labs.job import Job
from dashboard.labs.record import Lab, Part
from dashboard.labs.settings import remembered

SKIPPED = -1
OPENING = "the settings with which this part opens"


@dataclass
class Guess:
    """What somebody expected, and what a run has shown; None until one has."""

    choice: int
    shown: int | None = None


def guess_of(lab: Lab, part: Part) -> Guess | None:
    """What was expected of the part, or that the question was passed over; None if neither."""
    found: Guess | None = _guesses().get((lab.key, part.key))
    return found


def may_show(lab: Lab, part: Part) -> bool:
    """Whether nothing is left to guess."""
    return part.prediction is None or guess_of(lab, part) is not None


def ask(lab: Lab, part: Part) -> None:
    """Ask for a guess, where there is a question that nobody has answered yet."""
    asked = part.prediction
    if asked is None or may_show(lab, part):
        return
    with st.container(border=True):
        st.markdown(f"**Before you look: {asked.question}**")
        with st.container(horizontal=True, gap="small"):
            for index, choice in enumerate(asked.choices):
                st.button(
                    choice,
                    key=f"lab_guess_{lab.key}_{part.key}_{index}",
                    on_click=_put,
                    args=(lab, part, index),
                )
            st.button(
                "Skip",
                type="tertiary",
                key=f"lab_skip_{lab.key}_{part.key}",
                on_click=_put,
                args=(lab, part, SKIPPED),
            )


def compare(lab: Lab, part: Part, job: Job) -> None:
    """One line that sets the guess beside what the run shows.

    The question is about the settings with which the part opens: a run with others neither
    decides it nor changes what was decided.
    """
    guess, asked = guess_of(lab, part), part.prediction
    if guess is None or asked is None or guess.choice == SKIPPED or not job.done:
        return
    meant = dict(job.settings) == part.asked(part.defaults)
    if meant and job.stage is not None:
        guess.shown = asked.right(job.stage.result)
    said = f"You expected “{asked.choices[guess.choice]}”"
    if guess.shown is None:
        why = "This run does not decide" if meant else f"That was asked of {OPENING}"
        st.markdown(f":gray[{said}. {why}.]")
        return
    run = "this run" if meant else f"the run with {OPENING}"
    if guess.shown == guess.choice:
        text = f":material/check: {said}, and {run} shows it."
    else:
        text = f":material/lightbulb: {said}; {run} shows “{asked.choices[guess.shown]}”."
    st.markdown(f"{text} :gray[{score()}]")


def score() -> str:
    """How many guesses of this session were right, in words."""
    judged = [guess for guess in _guesses().values() if guess.shown is not None]
    right = sum(guess.shown == guess.choice for guess in judged)
    return f"Right so far: {right} of {len(judged)}."


def _guesses() -> dict[tuple[str, str], Guess]:
    found: dict[tuple[str, str], Guess] = remembered().setdefault("guesses", {})
    return found


def _put(lab: Lab, part: Part, choice: int) -> None:
    _guesses()[lab.key, part.key] = Guess(choice)
