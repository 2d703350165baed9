"""A link as a code that a camera reads."""

from __future__ import annotations

from segno import DataOverflowError, QRCode, make_qr

QUIET = 4
WALL = 25
"""The largest version of a code (117 modules a side) that a phone reads off a projected wall."""


def code(link: str) -> QRCode | None:
    """The code of a link, with as much error correction as fits; None where the link is too long.

    >>> code("http://localhost:8501/?noise=0.1").version, code("x" * 3000) is None
    (2, True)
    """
    try:
        found = make_qr(link, error="l", boost_error=True)
    except DataOverflowError:
        return None
    return found if found.version <= WALL else None


def svg(found: QRCode, label: str) -> str:
    """The code as an SVG of black on white with its quiet zone, which takes the width it is given.

    >>> drawn = svg(code("http://localhost:8501"), "Code")
    >>> drawn.startswith("<svg"), 'viewBox="0 0 33 33"' in drawn
    (True, True)
    """
    return found.svg_inline(
        border=QUIET,
        dark="#000",
        light="#fff",
        omitsize=True,
        svgclass=None,
        lineclass=None,
        title=label,
    )
