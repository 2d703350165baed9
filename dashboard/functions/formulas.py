"""f and its derivatives, typeset; those of a typed formula are worked out by a worker."""

from __future__ import annotations

import logging
from functools import partial

import streamlit as st

from dashboard.functions.calls import Asked, ask, wait
from models.activations import TYPED
from models.activations.symbolic import latex, writable
from models.choices import ActivationChoice

ASKED = "functions_formulas_asked"
SYMBOLS = ("f(z)", "f'(z)", "f''(z)")
LOG = logging.getLogger(__name__)


def draw(choice: ActivationChoice) -> None:
    """Three lines, or what there is of them."""
    if choice.activation.family != TYPED:
        _show([latex(choice, order) for order in range(len(SYMBOLS))])
    elif not writable(choice):
        st.code(f"f(z) = {choice.activation.text}", language=None)
        st.caption("Its derivatives are too long to be written out; their curves are above.")
    else:
        _asked(choice)


def _asked(choice: ActivationChoice) -> None:
    questions = tuple(partial(latex, choice, order) for order in range(len(SYMBOLS)))
    asked: Asked | None = st.session_state.get(ASKED)
    if asked is None or not asked.asks(questions):
        asked = ask(ASKED, questions)
    if not asked.done:
        st.code(f"f(z) = {choice.activation.text}", language=None)
        wait(asked, "A worker works out the derivatives.")
        return
    failed = [error for answer in asked.answers if (error := answer.exception())]
    if failed:
        LOG.error("A worker could not work out a derivative", exc_info=failed[0])
        st.code(f"f(z) = {choice.activation.text}", language=None)
        st.caption("The derivatives could not be written out; their curves are above.")
    else:
        _show([answer.result() for answer in asked.answers])


def _show(texts: list[str]) -> None:
    for symbol, text in zip(SYMBOLS, texts, strict=True):
        st.latex(f"{symbol} = {text}")
