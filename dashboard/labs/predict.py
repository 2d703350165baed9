"""A guess before the result: asked for, compared with what the run shows, kept for the session."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.labs.record import Lab, Part
from dashboard.labs.settings import remembered

SKIPPED = -1


@dataclass
class Guess:
    """What somebody expected; `right` is None until a run has shown it."""

    choice: int
    right: bool | None = None


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


def compare(lab: Lab, part: Part, result: object, done: bool) -> None:
    """One line that sets the guess beside what the run shows."""
    guess, asked = guess_of(lab, part), part.prediction
    if guess is None or asked is None or guess.choice == SKIPPED or not done:
        return
    right = asked.right(result)
    if right is None:
        st.markdown(
            f":gray[You expected: {asked.choices[guess.choice]}. This run does not decide.]"
        )
        return
    if guess.right is None:
        guess.right = right == guess.choice
    said, shown = asked.choices[guess.choice], asked.choices[right]
    if right == guess.choice:
        text = f":material/check: You expected “{said}”, and this run shows it."
    else:
        text = f":material/lightbulb: You expected “{said}”; this run shows “{shown}”."
    st.markdown(f"{text} :gray[{score()}]")


def score() -> str:
    """How many guesses of this session were right, in words."""
    judged = [guess.right for guess in _guesses().values() if guess.right is not None]
    return f"Right so far: {sum(judged)} of {len(judged)}."


def _guesses() -> dict[tuple[str, str], Guess]:
    found: dict[tuple[str, str], Guess] = remembered().setdefault("guesses", {})
    return found


def _put(lab: Lab, part: Part, choice: int) -> None:
    _guesses()[lab.key, part.key] = Guess(choice)
