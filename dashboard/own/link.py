"""Links to runs whose data are too many for a link: what opens them, and the file beside them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.own.draft import OPEN, WAITING, Waiting
from models.config import RunConfig
from models.datasets import OWN
from models.datasets.own_file import csv_of
from models.datasets.own_rules import SMALL
from models.datasets.own_text import reference

MISSING = (
    "The data of this link are not in it: open their file, and the run is the one that is meant. "
    "Until then another dataset is shown."
)
# What is read with the data; the loss of one task may not suit another.
WITH_DATA = frozenset({"dataset", "own", "loss", "samples", "batch_size", "changes"})


def without_missing(query: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The part of a link that needs no data, where these are missing, and a sentence for it.

    The link waits in the session for its file, and the dialog for it opens.
    """
    meant = reference(query.get("own", ""))
    if query.get("dataset") != OWN or meant is None:
        return query, ()
    st.session_state[WAITING] = Waiting(query, meant)
    st.session_state[OPEN] = True
    return {name: text for name, text in query.items() if name not in WITH_DATA}, (MISSING,)


def draw_file(config: RunConfig) -> None:
    """The file of data that are too many for a link, with a sentence; nothing for others."""
    own = config.own
    if own is None or own.small:
        return
    st.markdown(
        f"The {own.rows:,} rows of your data are more than the {SMALL} that a link holds: "
        "**give this file with the link**. Whoever opens the link is asked for it."
    )
    # Made on demand: the text of large data takes a moment.
    st.download_button(
        "Download the data",
        partial(csv_of, own),
        "data.csv",
        "text/csv",
        icon=":material/download:",
        key="own_download",
        on_click="ignore",
    )
