"""Texts from outside, such as formulas and links, in places that Streamlit reads as Markdown."""

from __future__ import annotations

import re

# What becomes a link by itself; a sign without width behind these keeps it from that.
_LINKS = re.compile(r"(?i)(https?:|www(?=\.)|[\w.+-](?=@))")
_APART = "\N{WORD JOINER}"
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#$~|^!]|:(?=\w))")


def plain(text: str) -> str:
    r"""The text with every sign escaped that Markdown, LaTeX or Streamlit would read.

    An address in it does not become a link.

    >>> plain("x*sigmoid(x)*2"), plain(":red[a] $b$")
    ('x\\*sigmoid(x)\\*2', '\\:red\\[a\\] \\$b\\$')
    """
    return _SIGNS.sub(r"\\\1", _LINKS.sub(rf"\1{_APART}", text))
