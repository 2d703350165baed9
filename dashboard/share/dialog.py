"""The dialog that shares a run: its link, a code for the wall, and what its reader may change."""

from __future__ import annotations

import streamlit as st

from dashboard import catalog, lesson, numbers
from dashboard.own import link as own_link
from dashboard.run import Run
from dashboard.share import links
from dashboard.share.code import code, svg

OPEN, MOMENT, TEACH = "share_open", "share_moment", "share_teach"
SHOWN, FIXED = "share_shown", "share_fixed"
FIRST = ("main",)
CODE = "share_code"
LINK, WIDEST = 200, 420


def button(label: str) -> None:
    """The button that opens the dialog."""
    st.button(
        "", icon=":material/link:", key="share_button", type="tertiary", help=label, on_click=_open
    )


def _open() -> None:
    st.session_state[OPEN] = True


def _close() -> None:
    st.session_state[OPEN] = False


def draw(run: Run, lens: catalog.Lens) -> None:
    """The dialog, while it is open."""
    if st.session_state.get(OPEN):
        _dialog(run, lens)


@st.dialog("Share this run", width="large", on_dismiss=_close)
def _dialog(run: Run, lens: catalog.Lens) -> None:
    page = st.context.url or ""
    left, right = st.columns(2, gap="large")
    with left:
        moment = _moment(run)
        taught = _lesson()
        query = links.query(run, lens, taught, moment)
        st.markdown(f"This link opens {_what(run, moment)}, step by step the same.")
        st.code(links.address(page, query), language=None, wrap_lines=True, height=LINK)
        if links.local(page):
            st.caption(
                "This address is known on this computer alone. To share it, open the app under the "
                "computer’s address in your network."
            )
        own_link.draw_file(run.config)
    with right:
        _code(links.address(page, links.briefly(query)))


def _what(run: Run, moment: bool) -> str:
    return f"step {numbers.step(run.shown_step)} of this run" if moment else "this run"


def _moment(run: Run) -> bool:
    """Whether the link leads to the step that is shown."""
    if not links.reaches(run):
        return False
    step = numbers.step(run.shown_step)
    return st.toggle(
        f"Open at step {step}",
        value=True,
        key=MOMENT,
        help=f"Whoever opens the link sees the run train to step {step} and pause there.",
    )


def _lesson() -> lesson.Lesson | None:
    """The controls that somebody chooses for the link; None for all of them."""
    on = st.toggle(
        "Teacher mode",
        key=TEACH,
        help="Choose which controls the link shows. Whoever opens it can show all of them again.",
    )
    if not on:
        return None
    names = (*lesson.GROUPS, *lesson.CONTROLS)
    shown = st.multiselect(
        "Can be changed", names, default=FIRST, format_func=lesson.label, key=SHOWN
    )
    fixed = st.multiselect(
        "Shown, but fixed",
        [name for name in names if name not in shown],
        format_func=lesson.label,
        key=FIXED,
    )
    st.caption("All other controls are hidden, and keep the values that they have now.")
    return lesson.Lesson(tuple(shown), tuple(fixed))


def _code(link: str) -> None:
    """The code, or why there is none."""
    found = code(link)
    if found is None:
        st.caption(
            f"With {numbers.step(len(link))} characters the link is too long for a code that a "
            "camera reads off a wall. Copy the link instead, or start from fewer changes."
        )
        return
    drawn = svg(found, "The link as a code")
    with st.container(key=CODE, gap="xsmall"):
        st.image(drawn, width=WIDEST)
        st.caption("The link as a code for a camera. It leaves out what stands at its default.")
    st.download_button(
        "Save the code",
        drawn,
        file_name="actiscope-code.svg",
        mime="image/svg+xml",
        icon=":material/download:",
        on_click="ignore",
    )
