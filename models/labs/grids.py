"""The list of what is stored for the labs."""

from __future__ import annotations

from models.labs import fitted_grid, image_grid, plateau_grid, pole_grid, rate_cells, speed
from models.labs.corners_all import ALL_CORNERS
from models.labs.floors_all import ALL_FLOORS
from models.labs.penalty import PENALTY_GRID
from models.labs.rates import RATES_GRID
from models.labs.stored import Grid

GRIDS: tuple[Grid, ...] = (
    ALL_CORNERS,
    ALL_FLOORS,
    fitted_grid.GRID,
    image_grid.GRID,
    PENALTY_GRID,
    plateau_grid.GRID,
    pole_grid.GRID,
    rate_cells.GRID,
    RATES_GRID,
    speed.GRID,
)
