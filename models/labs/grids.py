"""The list of what is stored for the labs."""

from __future__ import annotations

from models.labs.stored import Grid

GRIDS: tuple[Grid, ...] = ()
