"""The box into which a formula is typed, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard import markdown, words
from dashboard.functions import selection
from dashboard.functions.focus import FOCUS
from models.activations import TYPED, find
from models.choices import ActivationChoice
from models.formula import FormulaError, key, parse
from models.formula.finite import gaps
from models.formula.operations import CONSTANTS, FUNCTIONS

BOX, REFUSED = "functions_formula", "functions_refused"
EXAMPLE = "x*sigmoid(beta*x)"
AROUND = 28
HELP = (
    "A formula in x. Other names become hyperparameters with a slider each. Signs: + − * / ^ ( ). "
    f"Functions: {', '.join(sorted(FUNCTIONS))}. Constants: {', '.join(CONSTANTS)}. "
    "Pieces: where(x > 0, x, exp(x) − 1)."
)
Choices = tuple[ActivationChoice, ...]


@dataclass(frozen=True)
class Refused:
    """A text that is no formula: what is wrong, and where.

    Parameters
    ----------
    message : str
    text : str
    position : int
        Column, counted from 0.
    """

    message: str
    text: str
    position: int

    @property
    def pointer(self) -> str:
        """The text around the place, and below it a mark.

        >>> print(Refused("", "x*yes(x)", 2).pointer)
        x*yes(x)
          ^
        """
        start = max(0, self.position - AROUND)
        shown = self.text[start : self.position + AROUND]
        line = "".join(sign if sign.isprintable() else " " for sign in shown)
        return f"{line}\n{' ' * (self.position - start)}^"


def draw(choices: Choices) -> None:
    """The box, and below it why the last text was refused, if it was."""
    st.text_input(
        "Type your own f(x)",
        key=BOX,
        placeholder=EXAMPLE,
        help=HELP,
        on_change=_take,
        args=(choices,),
    )
    refused: Refused | None = st.session_state.get(REFUSED)
    if refused is not None:
        st.error(markdown.plain(refused.message))
        st.code(refused.pointer, language=None)


def draw_gaps(choices: Choices) -> None:
    """Where the formulas that are shown give no number, one sentence each."""
    for choice in choices:
        if choice.activation.family == TYPED:
            found = gaps(choice.key, tuple(choice.values.items()))
            if found:
                st.warning(markdown.plain(words.gaps(choice.name, found)))


def _take(choices: Choices) -> None:
    """Show what was typed, in focus; a text that is refused changes nothing."""
    text = st.session_state[BOX]
    st.session_state[REFUSED] = None
    if not text.strip():
        return
    try:
        typed = find(key(parse(text)))
    except FormulaError as error:
        st.session_state[REFUSED] = Refused(error.message, text, error.position)
        return
    shown = next((choice for choice in choices if choice.key == typed.key), None)
    if shown is None:
        shown = ActivationChoice(typed.key)
        selection.put((*choices, shown))
    st.session_state[FOCUS] = str(shown)
