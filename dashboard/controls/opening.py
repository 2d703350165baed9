"""With which value a widget opens.

Streamlit sends the value that session state holds for a widget in the message of one run only. A
browser that gets the message of the next run first, because the server is busy, opens the widget at
its least value, and reports that as a choice. So each widget is also told where to open.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

KEYWORDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("slider", "select_slider", "number_input", "text_input"), "value"),
        **dict.fromkeys(("pills", "segmented_control"), "default"),
        **dict.fromkeys(("selectbox", "radio"), "index"),
    }
)


def opening(draw: partial[Any], value: Any) -> dict[str, Any]:
    """The keyword with which `draw` opens at a value.

    Parameters
    ----------
    draw : partial
        Of a widget of Streamlit, with its options where it has some.
    value : object
        What the widget is to show.

    Examples
    --------
    >>> import streamlit as st
    >>> opening(partial(st.slider, "Noise"), 0.1)
    {'value': 0.1}
    >>> opening(partial(st.radio, "Device", options=["cpu", "auto"]), "auto")
    {'index': 1}
    >>> opening(partial(st.number_input, "Stop after step", value=None), 100)
    {}
    """
    keyword = KEYWORDS[draw.func.__name__]
    if keyword in draw.keywords:  # it can be emptied, which needs that it opens empty
        return {}
    if keyword == "index":
        return {keyword: list(draw.keywords["options"]).index(value)}
    return {keyword: value}
