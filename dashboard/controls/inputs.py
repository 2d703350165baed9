"""Controls of what goes into a net, and of what stands around its activations."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import streamlit as st

from dashboard import glossary
from dashboard.controls.control import Control, Values
from dashboard.controls.entries import entry
from dashboard.controls.fields import PREFIX, choice, number
from models.config import RunConfig
from models.declarations import FIELDS
from models.features import FEATURES, offered


def features(config: RunConfig) -> Iterator[Control]:
    """One pill for each feature of the coordinates; none where columns are inputs themselves."""
    possible = offered(config.outline.coordinates)
    if possible:
        field = FIELDS["features"]
        draw = partial(
            st.pills,
            field.label,
            options=possible,
            selection_mode="multi",
            format_func=lambda key: FEATURES[key].name,
            help=glossary.text(field.help),
        )
        value = list(config.used_features)
        yield Control(PREFIX + "features", value, partial(_put_features, possible), draw)


def more(config: RunConfig) -> Iterator[Control]:
    """What is learned and drawn in hidden layers, where there are any, and the first weights."""
    if config.hidden:
        if any(choice.activation.learnable for net in config.nets for choice in net.layers):
            yield choice("learned_per", config, st.radio)
        yield choice("normalization", config, st.radio)
        yield number("dropout", config)
    yield from entry("initializer", config)
    yield number("initial_bias", config)


def _put_features(possible: tuple[str, ...], values: Values, chosen: list[str]) -> str | None:
    """Features that another dataset has stay chosen for it."""
    if not chosen:
        return "One input feature stays: choose another before you take the last one away."
    others = (key for key in values["features"] if key not in possible)
    values["features"] = (*chosen, *others)
    return None
