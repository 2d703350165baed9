"""The parts of a view of kind "bands": rows of cells, each with one picture."""

from __future__ import annotations

from typing import Any

from dashboard.theme import INK


def cell(kind: str, panel: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """One picture.

    Parameters
    ----------
    kind : {"curve", "bars", "heat", "chart"}
        What draws it.
    panel : dict
        The picture's own data.
    changes : dict
        What differs: `where` and `owner` stand above the picture, the owner in `colour`; `faded`
        for a net that has diverged; `layer`, the column of a curve.
    """
    plain = {"where": None, "owner": None, "colour": INK.colour, "faded": False}
    return {"kind": kind, "panel": panel, **plain, **changes}
