"""Texts from outside, such as formulas and links, in places that Streamlit reads as Markdown."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#$~|^!]|:(?=\w))")


def plain(text: str) -> str:
    r"""The text with every sign escaped that Markdown, LaTeX or Streamlit would read.

    >>> plain("x*sigmoid(x)*2"), plain(":red[a] $b$")
    ('x\\*sigmoid(x)\\*2', '\\:red\\[a\\] \\$b\\$')
    """
    return _SIGNS.sub(r"\\\1", text)
