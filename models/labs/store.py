"""``python -m models.labs.store [KEY …]``: compute what is stored for the labs, all or some of it.

What a file holds already for the same cells is kept; ``--anew`` computes it again.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from models.devices import one_thread
from models.labs.grids import GRIDS
from models.labs.stored import FOLDER, Grid, Values, compute, plain, read, write

ANEW = "--anew"


def store(grid: Grid, anew: bool = False) -> None:
    """Compute the cells of a grid that are not stored yet, and store each as it comes."""
    results = {} if anew else _kept(grid)
    for index in range(len(grid.cells)):
        if index not in results:
            with one_thread():
                results[index] = compute(grid, index)
            write(grid, results)
        sys.stdout.write(f"\r{grid.key}: {index + 1} of {len(grid.cells)}")
        sys.stdout.flush()
    write(grid, results)
    sys.stdout.write("\n")


def main(arguments: Sequence[str]) -> int:
    """Store what is named, or everything; 2 where a name is none."""
    keys = [text for text in arguments if text != ANEW]
    known = {grid.key: grid for grid in GRIDS}
    unknown = sorted(set(keys) - known.keys())
    if unknown:
        sys.stderr.write(f"{unknown[0]} is not stored; choose from {', '.join(known)}.\n")
        return 2
    for key in keys or known:
        store(known[key], ANEW in arguments)
    return 0


def _kept(grid: Grid) -> dict[int, Values]:
    if not (FOLDER / f"{grid.key}.json").exists():
        return {}
    found = read(grid.key)
    cells = [plain(cell) for cell in grid.cells]
    stored = zip(found.cells, found.results, strict=True)
    return {cells.index(cell): values for cell, values in stored if cell in cells}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
