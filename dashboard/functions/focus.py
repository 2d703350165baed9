"""One activation in words: formula, derivatives, source, the PyTorch that makes it."""

from __future__ import annotations

import streamlit as st

from dashboard import markdown, words
from dashboard.controls.activations import add, label
from dashboard.functions import formulas
from dashboard.run import Run
from models.activations import Activation
from models.choices import ActivationChoice, NetChoice
from models.export import pytorch_line

FOCUS, USE = "functions_focus", "functions_use"


def draw(run: Run, choices: tuple[ActivationChoice, ...]) -> None:
    """Choose one of what is shown; it stands below with all that the table says of it."""
    texts = [str(choice) for choice in choices]
    if st.session_state.get(FOCUS) not in texts:
        st.session_state[FOCUS] = texts[-1]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        now = st.session_state[FOCUS]
        text = st.pills("In focus", texts, default=now, format_func=label, key=FOCUS, required=True)
        st.space("stretch")
        _use(run, text)
    choice = ActivationChoice.parse(text)
    entry = choice.activation
    formulas.draw(choice)
    left, right = st.columns(2, gap="medium")
    with left:
        _about(choice, entry)
    with right:
        st.code(snippet(choice), language="python", wrap_lines=True)


def snippet(choice: ActivationChoice) -> str:
    """The line of PyTorch that makes it, behind the module that PyTorch lacks.

    >>> snippet(ActivationChoice("leaky_relu", (("negative_slope", 0.2),)))
    'nn.LeakyReLU(0.2)'
    """
    line, module = pytorch_line(choice), choice.activation.module
    return f"{module}\n{line}" if module else line


def _use(run: Run, text: str) -> None:
    used = NetChoice.parse(text) in run.now.nets
    st.button(
        "In the run" if used else "Use in a run",
        icon=":material/check:" if used else ":material/add:",
        disabled=used,
        key=USE,
        help="Adds a net with this activation to the run.",
        on_click=add,
        args=(run, text),
    )


def _about(choice: ActivationChoice, entry: Activation) -> None:
    st.markdown(f"**{markdown.plain(words.full_name(NetChoice((choice,))))}** · {entry.family}")
    if entry.source:
        st.caption(entry.source)
    if entry.surrogate:
        st.warning(entry.surrogate, icon=":material/info:")
    if entry.use:
        st.markdown(entry.use)
    if entry.note:
        st.caption(entry.note)
    for item in entry.hyperparameters:
        trained = " Trained with the weights." if item.name in entry.learnable else ""
        st.caption(f"{item.name.replace('_', ' ')}: {item.help}{trained}")
