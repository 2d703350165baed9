"""The dialog in which data of one's own are brought: uploaded, pasted or drawn."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import markdown, session
from dashboard.controls.control import offer, values_of
from dashboard.own import draft as drafts
from dashboard.own import preview, sketch
from dashboard.run import Run
from models import link
from models.config import RunConfig
from models.datasets import OWN, Own, own_text
from models.datasets.own_bytes import MOST_BYTES
from models.datasets.own_rules import MOST_ROWS, SMALL
from models.rules import FEWEST_SAMPLES

FILE, TEXT, TABS = "own_file", "own_text", "own_tabs"
PLACES = (":material/upload: Upload", ":material/content_paste: Paste", ":material/draw: Draw")
DIFFERENT = "These are not the data that the link means, so the run differs from the one meant."


def ask() -> None:
    """Have the dialog open with the next run of the script, until somebody closes it."""
    st.session_state[drafts.OPEN] = True


def show(run: Run) -> None:
    """Open the dialog, if somebody asked for it."""
    drafts.remember(run.now.own)
    if st.session_state.get(drafts.OPEN, False):
        _dialog(run)


def _close() -> None:
    st.session_state[drafts.OPEN] = False


@st.dialog("Your data", width="medium", on_dismiss=_close)
def _dialog(run: Run) -> None:
    if not st.session_state.get(drafts.OPEN, False):
        st.rerun()
    use = partial(_use, run)
    if (waits := drafts.waiting()) is not None:
        st.info(markdown.plain(needed(waits)), icon=":material/link:")
    # With a key and a rerun the server knows which tab is open, so no run of the script resets it.
    upload, paste, drawing = st.tabs(PLACES, default=_place(), key=TABS, on_change="rerun")
    with upload:
        _upload(use)
    with paste:
        _paste(use)
    with drawing:
        st.markdown(
            f"Click or drag to put points of a class, {SMALL} at most. The plane is that of the "
            "pictures."
        )
        sketch.draw(use)
    st.caption(
        "Your data stay in this browser session: the server neither stores nor logs them. "
        f"A link to a run holds them up to {SMALL} rows."
    )


def _place() -> str:
    """The tab that opens: that of the data in use."""
    own = drafts.kept()
    drawn = own is not None and own.drawn and drafts.waiting() is None
    return PLACES[2] if drawn else PLACES[0]


def needed(waits: drafts.Waiting) -> str:
    """One sentence: which data a link needs that are not in it."""
    meant = waits.meant
    return (
        f"This link needs data that are not in it: open the file with {', '.join(meant.features)} "
        f"and {meant.target} ({meant.rows:,} rows) here."
    )


def _upload(use: partial[None]) -> None:
    st.file_uploader(
        f"A CSV file, up to {MOST_BYTES // 1_000_000} MB and {MOST_ROWS:,} rows",
        key=FILE,
        on_change=_take_file,
    )
    preview.draw(drafts.UPLOADED, use)


def _take_file() -> None:
    file = st.session_state[FILE]
    if file is not None:
        drafts.bring(drafts.UPLOADED, file.getvalue(), file.name)


def _paste(use: partial[None]) -> None:
    kept = drafts.draft(drafts.PASTED).source
    if TEXT not in st.session_state:
        st.session_state[TEXT] = kept
    st.text_area(
        "A table with a column for each feature and one to predict, copied from a spreadsheet",
        key=TEXT,
        height=140,
        on_change=_take_text,
        placeholder="height\tweight\tkind\n1.62\t54\ta\n1.80\t82\tb",
    )
    preview.draw(drafts.PASTED, use)


def _take_text() -> None:
    text = st.session_state[TEXT]
    if text.strip():
        drafts.bring(drafts.PASTED, text, "Pasted text")
    else:
        st.session_state[drafts.KEY + drafts.PASTED] = drafts.Draft()


def _use(run: Run, own: Own) -> None:
    """Make data the dataset of the run, and close the dialog."""
    st.session_state[drafts.KEPT] = own
    st.session_state[drafts.OPEN] = False
    waits = st.session_state.pop(drafts.WAITING, None)
    if waits is None:
        offer(run, with_own(values_of(run.now), own))
        return
    text = own_text.whole(own)
    config, notes = link.read({**waits.query, "dataset": OWN, "own": text})
    session.restart(run, config)
    same = own.digest == waits.meant.digest
    run.notices[:] = notes if same else [DIFFERENT, *notes]


def put(values: dict[str, object]) -> None:
    """Take the data of this session; where there are none, have the dialog open."""
    own = drafts.kept()
    if own is None:
        ask()
    else:
        values.update(with_own(values, own))


def leave(values: dict[str, object]) -> None:
    """As many samples as before, where all of one's own data were in use."""
    own = values["own"]
    if isinstance(own, Own) and values["samples"] == max(own.rows, FEWEST_SAMPLES):
        values["samples"] = st.session_state.get(drafts.BEFORE, values["samples"])


def draw_change(config: RunConfig) -> None:
    """The button that opens the dialog again, where own data are in use."""
    if (own := config.own) is not None:
        what = f"{own.rows:,} points drawn" if own.drawn else f"{own.rows:,} rows"
        label = f"{what}: change"
        st.button(label, icon=":material/edit:", type="tertiary", key="own_change", on_click=ask)


def with_own(values: dict[str, object], own: Own) -> dict[str, object]:
    """The values of a configuration with own data, all rows of them."""
    if values["dataset"] != OWN:
        st.session_state[drafts.BEFORE] = values["samples"]
    return {**values, "dataset": OWN, "own": own, "samples": max(own.rows, FEWEST_SAMPLES)}
