"""Own data as a CSV file."""

import csv

import numpy as np
import pytest

from models.datasets import own_choice, own_file, own_reading
from models.datasets.own import made
from models.datasets.own_choice import Choice
from tests.models.own_tables import numbers, points

NASTY = ["=cmd|'/c calc'!A1", "+1", "-2", "@SUM(A1)", "\tx", '<b>"x", y</b>']


def nasty(rows=300):
    x = np.random.default_rng(4).normal(1e6, 1e-3, (2, rows))
    labels = np.arange(rows) % 6
    return made(["=a", 'b,"'], x, label="@k", classes=sorted(NASTY), labels=labels)


@pytest.mark.parametrize("own", [points(300, 3), numbers(999, 3), points(60), points(2000, 6, 5)])
def test_it_is_read_as_the_same_data(own):
    table = own_reading.read(own_file.csv_of(own))
    again, notes = own_choice.chosen(table, Choice(own.features, own.target, bool(own.classes)))
    assert again == own and notes == ()


def test_decimals_come_back_as_they_were_brought():
    lines = "\n".join(f"{n / 10 + 30},{n % 77},{'uv'[n % 2]}" for n in range(500))
    table = own_reading.read(f"a,b,k\n{lines}\n")
    own, _ = own_choice.chosen(table, own_choice.suggested(table))
    body = own_file.csv_of(own).decode("utf-8-sig").splitlines()[1:-1]
    assert body[100:103] == ["40,23,u", "40.1,24,v", "40.2,25,u"]


def test_no_cell_can_be_a_formula():
    content = own_file.csv_of(nasty()).decode("utf-8-sig")
    cells = [cell for row in csv.reader(content.splitlines()) for cell in row]
    for cell in cells:
        assert not cell.startswith(own_reading.GUARDED) or float(cell) == float(cell)
    assert "'=a" in cells and any(cell.startswith("'=cmd") for cell in cells)


def test_texts_come_back_as_they_were():
    own = nasty()
    table = own_reading.read(own_file.csv_of(own))
    assert table.names == (*own.features, "@k")
    assert set(NASTY) == set(table.column("@k").texts)
