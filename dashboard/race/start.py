"""How a race is begun: several activations, and enough seeds to tell a difference from chance."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.controls.control import offer, values_of
from dashboard.run import Run
from models.config import RunConfig
from models.race.signed_ranks import seeds_needed

SEEDS = 10
FIELD = ("relu", "tanh", "sigmoid", "gelu", "silu", "elu")
STOP = 2000


def offer_a_race(run: Run) -> None:
    """What is missing for a race, with a button that adds it; nothing where nothing is missing."""
    config = run.now
    seeds = max(SEEDS, seeds_needed(len(config.activations)))
    if len(config.activations) > 1 and config.seeds >= seeds_needed(len(config.activations)):
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(_missing(config))
        if len(config.activations) > 1:
            st.button(f"{seeds} seeds each", key="race_seeds", on_click=_seeds, args=(run, seeds))
        st.button(
            f"Race {len(FIELD)} activations",
            key="race_field",
            on_click=_field,
            args=(run,),
            help=f"{SEEDS} seeds each, {STOP:,} steps, with the data and the layers of this run.",
        )


def _missing(config: RunConfig) -> str:
    if len(config.activations) == 1:
        return "A race needs two or more activations: choose them at the left."
    needed = seeds_needed(len(config.activations))
    return (
        f"{len(config.activations)} activations need {needed} seeds or more to tell a difference "
        "from chance."
    )


def _seeds(run: Run, seeds: int) -> None:
    offer(run, values_of(run.now) | {"seeds": seeds})


def _field(run: Run) -> None:
    changed = {"activations": FIELD, "seeds": SEEDS, "stop_step": STOP, "own_rates": ()}
    offer(run, values_of(run.now) | changed)
    session.pause(run)
