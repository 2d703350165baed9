"""Controls of what computes: the device and the precision."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from dashboard.controls.control import Control
from dashboard.controls.fields import choice
from models import devices
from models.config import RunConfig


def more(config: RunConfig) -> Iterator[Control]:
    """The devices that are there, and the one that a link asks for; then the precision."""
    here = devices.here()
    options = here if config.device in here else (*here, config.device)
    yield choice("device", config, st.radio, options, devices.label)
    yield choice("dtype", config, st.radio)
