"""The dialog that hands out a run as files, and reads one back."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from importlib import metadata

import streamlit as st

from dashboard import catalog, numbers, session, study
from dashboard.report.page import report
from dashboard.run import Run, Shown
from dashboard.share import links
from dashboard.share.taken import Taken, take
from models.take_away import settings_file
from models.take_away.history_table import history_table
from models.take_away.net_text import snippet
from models.take_away.script import LINES, script
from models.take_away.weights import all_weights, file_name, weights

OPEN, NET, UPLOAD = "away_open", "away_net", "away_upload"
ALL = -1
MEGABYTES = 20


def button() -> None:
    """The button that opens the dialog; it pauses the run, because a moment is taken away."""
    help_text = "Take this run away: weights, script, history, settings, report, charts"
    st.button(
        "",
        icon=":material/download:",
        key="away_button",
        type="tertiary",
        help=help_text,
        on_click=_open,
    )


def _open() -> None:
    session.pause(session.current())
    st.session_state[OPEN] = True


def close() -> None:
    """Close the dialog."""
    st.session_state[OPEN] = False


def draw(run: Run, lens: catalog.Lens) -> None:
    """The dialog, while it is open."""
    if st.session_state.get(OPEN):
        _dialog(run, lens)


@st.dialog("Take it away", width="large", on_dismiss=close)
def _dialog(run: Run, lens: catalog.Lens) -> None:
    if not st.session_state.get(OPEN):  # a file has become the run
        st.rerun()
    if run.stale:
        run.settle(session.PATIENCE)
    taken = take(run)
    if taken is None:
        st.warning("No worker was free to measure this moment. Close this and try again.")
        return
    files, charts = st.tabs(["Files", "Charts as SVG and PNG"])
    with files:
        _files(taken, links.address(st.context.url or "", links.query(run, lens, moment=True)))
        st.divider()
        _read_back(run)
    with charts:
        if taken.frame.step:
            study.charts(Shown(taken.config, taken.frame, taken.history))
        else:
            st.markdown("There is nothing to draw against steps yet: press Play first.")


def _files(taken: Taken, link: str) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        _nets(taken, link)
    with right:
        _run(taken, link)


def _nets(taken: Taken, link: str) -> None:
    """What is taken away of one net or of all."""
    config, count = taken.config, taken.config.net_count
    names = [config.nets[net // config.seeds].name for net in range(count)]
    seeds = config.net_seeds
    chosen = st.selectbox(
        "Nets",
        [ALL, *range(count)] if count > 1 else [0],
        format_func=lambda net: f"{names[net]}, seed {seeds[net]}" if net >= 0 else "All nets",
        key=NET,
    )
    net = None if chosen == ALL else chosen
    _weights(taken, net)
    _script(taken, net, link)


def _weights(taken: Taken, net: int | None) -> None:
    config, state = taken.config, taken.state
    step = numbers.step(taken.frame.step)
    st.markdown(f"**Weights** at step {step}, as PyTorch’s `state_dict`")
    if net is None:
        make = partial(all_weights, config, state)
        _download("Weights of all nets (ZIP)", make, f"actiscope-{state.step}.zip")
        st.caption("With each net’s weights is the source that loads them.")
        return
    name = file_name(config, net)
    _download("Weights (PT)", partial(weights, config, state, net), name)
    with st.expander("Load them"):
        st.code(snippet(config, net, name), language="python")


def _script(taken: Taken, net: int | None, link: str) -> None:
    st.markdown("**Script** in plain PyTorch that trains the same and prints the losses")
    text = script(taken.config, taken.state.step, net, link)
    lines = text.count("\n")
    _download(f"Script of {lines} lines (PY)", text, "actiscope_run.py")
    if lines > LINES and net is None:
        st.caption(f"It is longer than {LINES} lines: choose one net for a shorter one.")


def _run(taken: Taken, link: str) -> None:
    """What is taken away of the whole run."""
    config = taken.config
    st.markdown("**History**: a row for each net and step")
    with st.container(horizontal=True):
        table = partial(history_table, config, taken.history, taken.frame)
        _download("CSV", lambda: table().to_csv(), "actiscope-history.csv")
        about = {"configuration": config.to_json(), "link": link}
        _download("Parquet", lambda: table().to_parquet(about), "actiscope-history.parquet")
    st.markdown("**Report** of this moment: one page with pictures, sentences and settings")
    _download("Report (HTML)", partial(_report, taken, link), f"actiscope-{taken.frame.step}.html")
    st.markdown("**Settings** of the run, to be opened here again")
    _download("Settings (JSON)", partial(settings_file.write, config), "actiscope-settings.json")


def _report(taken: Taken, link: str) -> str:
    return report(
        taken.config,
        taken.frame,
        taken.history,
        link=link,
        made=datetime.now().astimezone(),
        versions={name: metadata.version(name) for name in ("torch", "numpy", "streamlit")},
    )


def _download(label: str, data: object, name: str) -> None:
    """A button that saves a file; a callable makes it when the button is pressed."""
    st.download_button(
        label,
        data,
        file_name=name,
        icon=":material/download:",
        on_click="ignore",
        key=f"away_{name}",
    )


def _read_back(run: Run) -> None:
    """A file of settings becomes the run."""
    st.file_uploader(
        "Open settings from a file (JSON)",
        type=["json"],
        key=UPLOAD,
        max_upload_size=MEGABYTES,
        on_change=take_file,
        args=(run,),
        help="It takes the place of the run that is here.",
    )


def take_file(run: Run) -> None:
    """Make the file that was uploaded the run, or say why it cannot be."""
    file = st.session_state[UPLOAD]
    if file is None:
        return
    close()
    try:
        config, notes = settings_file.read(file.getvalue())
    except settings_file.FileError as error:
        run.notices[:] = [f"{file.name}: {error} The run stays as it is."]
        return
    session.pause(run)
    session.restart(run, config)
    run.notices[:] = list(notes)
