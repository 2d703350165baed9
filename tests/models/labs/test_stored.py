"""What is stored for the labs: written, read, and computed again in part."""

import math

import pytest

from models.labs import store
from models.labs.grids import GRIDS
from models.labs.stored import Grid, compute, plain, read, same, write

CELLS = tuple((grid, index) for grid in GRIDS for index in grid.sample)
DOUBLES = Grid(
    "doubles",
    "Numbers are doubled.",
    ({"n": 1, "to": (1, 2)}, {"n": 2, "to": (3,)}),
    lambda cell: {"twice": 2.0 * cell["n"], "never": [math.inf, math.nan]},
)


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: grid.key)
def test_every_grid_is_stored_whole_with_its_settings(grid):
    found = read(grid.key)
    assert found.about == grid.about and found.versions["torch"]
    assert list(found.cells) == [plain(cell) for cell in grid.cells]
    assert grid.sample and set(grid.sample) <= set(range(len(grid.cells)))


@pytest.mark.parametrize(("grid", "index"), CELLS, ids=lambda it: getattr(it, "key", it))
def test_a_sample_of_every_grid_is_computed_again(grid, index):
    stored = read(grid.key).values(**grid.cells[index])
    assert same(stored, compute(grid, index), grid.tolerance)


def test_what_is_written_is_read_again(tmp_path):
    write(DOUBLES, {i: compute(DOUBLES, i) for i in range(2)}, tmp_path)
    found = read("doubles", tmp_path)
    values = found.values(n=2, to=(3,))
    assert values["twice"] == 4.0 and values["never"][0] == math.inf
    assert same(compute(DOUBLES, 1), values, 0.0)
    assert "torch" in found.made_with
    with pytest.raises(KeyError, match="doubles has no cell"):
        found.values(n=3, to=(3,))


def test_the_command_names_what_it_does_not_know(capsys):
    assert store.main(["nothing"]) == 2
    assert "nothing is not stored" in capsys.readouterr().err
