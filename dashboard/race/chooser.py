"""What the page shows of a race: the row of controls above the pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import glossary, markdown, session
from dashboard.charts import race_choice
from dashboard.charts.race_choice import RaceChoice
from dashboard.charts.scores import score_of
from dashboard.controls import echo
from models.config import RunConfig
from models.targets import LEVELS, nearest

CHOSEN = "race_chosen"
TARGET, LEFT, RIGHT, ACROSS, RANGE, SEED = (f"race_{name}" for name in race_choice.NAMES)
MEDIAN, NOBODY = "The median net of each", -1


def choose(config: RunConfig) -> RaceChoice:
    """The row of controls; what it shows is what the address says."""
    choice, note = current(config)
    if note and not st.session_state.get(CHOSEN):
        st.warning(markdown.plain(note), icon=":material/link_off:")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _target(config, choice)
        _one_of(config, choice, LEFT, "left", race_choice.LEFTS, "Loss")
        shares = {**race_choice.RIGHTS, "score": score_of(config).heading}
        _one_of(config, choice, RIGHT, "right", shares, "Beside it")
        _one_of(config, choice, ACROSS, "across", race_choice.ACROSSES, "Against")
        if config.seeds > 1:
            with st.popover("", icon=":material/tune:", help="Band and pictures"):
                _one_of(config, choice, RANGE, "band", race_choice.RANGES, "Band")
                _seed(config, choice)
    return choice


def current(config: RunConfig) -> tuple[RaceChoice, str]:
    """What is shown now, and a sentence about what a link asks for in vain."""
    return race_choice.read(session.own(race_choice.NAMES), config)


def put(config: RunConfig, choice: RaceChoice) -> None:
    """Show this from now on, and say so in the address."""
    st.session_state[CHOSEN] = True
    for name, text in race_choice.write(choice, config).items():
        session.put_own(name, text)


def _target(config: RunConfig, choice: RaceChoice) -> None:
    echo.replace(TARGET, choice.target)
    st.markdown("Target loss", width="content", help=glossary.text("target"))
    st.number_input(
        "Target loss",
        min_value=LEVELS[0],
        max_value=LEVELS[-1],
        value=choice.target,
        step=0.05 if choice.target >= 0.2 else 0.01,
        format="%g",
        key=TARGET,
        width=120,
        label_visibility="collapsed",
        on_change=_put,
        args=(config, TARGET, "target"),
    )


def _one_of(
    config: RunConfig,
    choice: RaceChoice,
    key: str,
    field: str,
    table: Mapping[str, str],
    label: str,
) -> None:
    value = getattr(choice, field)
    echo.replace(key, value)
    st.segmented_control(
        label,
        list(table),
        default=value,
        required=True,
        format_func=table.__getitem__,
        key=key,
        label_visibility="visible" if field == "band" else "collapsed",
        on_change=_put,
        args=(config, key, field),
    )


def _seed(config: RunConfig, choice: RaceChoice) -> None:
    """Whose boundary is drawn."""
    seeds = [NOBODY, *range(config.seed, config.seed + config.seeds)]
    shown = NOBODY if choice.seed is None else choice.seed
    echo.replace(SEED, shown)
    st.selectbox(
        "Pictures",
        seeds,
        index=seeds.index(shown),
        format_func=lambda seed: MEDIAN if seed == NOBODY else f"Seed {seed}",
        key=SEED,
        on_change=_put,
        args=(config, SEED, "seed"),
    )


def _put(config: RunConfig, key: str, field: str) -> None:
    if session.current().playing and echo.is_echo(key):
        return
    value: Any = st.session_state[key]
    if field == "target":
        value = nearest(value)
    if field == "seed" and value == NOBODY:
        value = None
    put(config, replace(current(config)[0], **{field: value}))
