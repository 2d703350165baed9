"""What surrounds every page: navigation, run controls, transport, status line, share."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import catalog, controls, markdown, session, vega, words
from dashboard.handover import hand_over
from dashboard.run import Run
from dashboard.share import away, dialog, links
from dashboard.transport import back_in_time, transport
from dashboard.workers import workers
from models import link
from models.config import RunConfig

NAME = "Actiscope"
BRAND = Path(__file__).resolve().parent.parent / "static" / "brand"
ENTERED, SENT_BACK, STATUS = "shell_entered", "shell_sent_back", "shell_status"
TOOLS = "shell_tools"
HEARD = "shell_heard"
SIDEBAR = 288
MOST_NOTICES, LONGEST_NOTICE = 5, 800
# What has no setting: the side padding of 80 px, the height of status line and bar of time, which
# share a place so that nothing moves when a run pauses, what the buttons have around their words
# (less, for one row of them on a phone), and the words of what is chosen, which are written in the
# colour of the buttons' ground, too dark on a dark page.
PADDING = (
    "<style>@media(min-width:640px)"
    "{.stMainBlockContainer{padding-left:1.5rem;padding-right:1.5rem}}"
    "div:has(>.st-key-transport_now){flex:1 1 17rem!important;min-width:17rem}"
    ".st-key-transport_now{height:42px;justify-content:center}"
    ".st-key-transport_now p{line-height:18px}"
    ".st-key-transport_now:has(.st-key-transport_time) p"
    "{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}"
    "@media(max-width:639.9px){[class*=st-key-transport_] button"
    "{padding:.25rem .3rem;min-width:2.5rem}"
    "div:has(>.st-key-transport_now){min-width:calc(100% - 3.2rem)}}"
    ".st-key-lab_progress{min-height:46px}"
    ".st-key-lab_question blockquote{color:inherit;opacity:1;font-size:1.125rem}"
    ".stMain button[data-selected=true],.stMain [role=tab][data-selected=true],"
    ".stMain [data-testid=stSliderThumbValue],[role=dialog] [role=tab][data-selected=true]"
    "{color:inherit!important}"
    ".stMain button[data-selected=true]{border-color:currentcolor}</style>"
)


def enter() -> None:
    """The whole app: what the entry point calls."""
    page = _navigate()
    st.session_state.pop(SENT_BACK, None)
    st.session_state[ENTERED] = True
    try:
        _frame(catalog.lens_of(page.title))
        page.run()
    finally:
        del st.session_state[ENTERED]
    hand_over()


def ensure(key: str = "playground") -> None:
    """Begin a page: one that was opened without the entry point is sent back through it, once.

    On a cold server a deep link runs the page's file alone. Where there is no entry point to come
    back to, the page draws itself what surrounds the page with the key.
    """
    if ENTERED in st.session_state:
        return
    if SENT_BACK not in st.session_state:
        st.session_state[SENT_BACK] = True
        _navigate()
        st.rerun()
    _frame(catalog.page_at(key))


def status_line() -> DeltaGenerator:
    """The place of the status line in this run of the script."""
    found: DeltaGenerator = st.session_state[STATUS]
    return found


def status(run: Run, line: DeltaGenerator, every: float | None = None) -> None:
    """Write the status line; `every` is what a busy server has between frames, in seconds."""
    newest = run.shown_step == run.step
    if run.playing and run.until is not None:
        line.markdown(words.on_the_way(run.step, run.until))
        return
    text = words.status(
        run.now,
        run.shown_step,
        playing=run.playing,
        stopped=run.stopped if newest else None,
        steps_per_second=run.rate if newest and (run.playing or run.aside is None) else None,
        waiting=run.waiting > session.PATIENCE,
        branched_at=run.branched_at,
        seconds_left=run.seconds_left,
        every=every,
    )
    line.markdown(text)


def tell_of_workers() -> None:
    """Say in passing that a cluster has gone away or come back since this session last looked."""
    news = workers().news
    if news.number > st.session_state.get(HEARD, news.number):
        st.toast(markdown.plain(news.sentence), icon=":material/lan:", duration="long")
    st.session_state[HEARD] = news.number


def _navigate() -> st.Page:
    """The page to open; without an icon of ours the browser would fetch the page's elsewhere."""
    icon = BRAND / "mark.svg"
    st.set_page_config(NAME, page_icon=icon, layout="wide", initial_sidebar_state=SIDEBAR)
    return st.navigation(catalog.pages(), position="top")


def _frame(lens: catalog.Lens) -> None:
    st.html(PADDING)
    _logo()
    run = session.current()
    if lens.group == catalog.LEARN:
        _around_lab(run, lens)
    else:
        _around_lens(run, lens)


def _around_lab(run: Run, lens: catalog.Lens) -> None:
    """A lab has controls of its own, and the run waits: the sidebar is the list of the labs."""
    with st.sidebar:
        st.markdown("**Learn** by experiment")
        with st.container(gap="xxsmall"):
            for number, lab in enumerate(catalog.LABS, 1):
                link_to(lab, f"{number}. {lab.title}")
    _who_trains()
    _notices(run)
    run.notices.clear()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(lens.title, anchor=False)
        st.space("stretch")
        _about(lens)
        st.session_state[TOOLS] = st.container(width="content")


def link_to(lens: catalog.Lens, label: str) -> None:
    """A link to a page; nothing where a page runs alone, without the others."""
    if ENTERED in st.session_state:
        st.page_link(catalog.ROOT / lens.path, label=label, icon=lens.icon, help=lens.line)


def share_lab(run: Run, lens: catalog.Lens) -> None:
    """The address of a lab with its controls, once they are known; without the run beside it."""
    session.write_link(run, lens)
    with st.session_state[TOOLS], _popover("Share this page"):
        st.markdown("This link opens the page with these settings.")
        here = links.address(st.context.url or "", session.address(RunConfig(), lens))
        st.code(here, language=None, wrap_lines=True)


def _around_lens(run: Run, lens: catalog.Lens) -> None:
    with st.sidebar:
        controls.draw(run)
    session.write_link(run, lens)
    if run.shown is not None:
        session.settle(run)
    _who_trains()
    _notices(run)
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        transport(run)
        with st.container(key="transport_now", gap=None):
            st.session_state[STATUS] = st.empty()
            status(run, status_line())
            back_in_time(run)
        st.session_state[TOOLS] = st.container(width="content")
        _about(lens)
        away.button()
        dialog.button("Share this run")
    dialog.draw(run, lens)
    away.draw(run, lens)


def _who_trains() -> None:
    """A cluster that is away is said for as long as it is."""
    tell_of_workers()
    news = workers().news
    if news.away:
        st.warning(markdown.plain(news.sentence))


def _notices(run: Run) -> None:
    """What could not be done as it was asked for: a few lines, each of them short."""
    first = [link.short(notice, LONGEST_NOTICE) for notice in run.notices[:MOST_NOTICES]]
    more = len(run.notices) - len(first)
    lines = [*first, f"And {more:,} more like these."] if more else first
    if lines:
        st.warning("  \n".join(map(markdown.plain, lines)))


def _logo() -> None:
    wordmark = BRAND / f"wordmark-{vega.mode()}.svg"
    st.logo(wordmark, size="large")


def _about(lens: catalog.Lens) -> None:
    with st.popover("", icon=":material/info:", type="tertiary", help="What is this?"):
        stop = "" if lens.title.endswith("?") else "."
        st.markdown(f"**{lens.title}{stop}** {lens.line}\n\n{lens.about}")


def _popover(text: str) -> DeltaGenerator:
    return st.popover("", icon=":material/link:", type="tertiary", help=text)
