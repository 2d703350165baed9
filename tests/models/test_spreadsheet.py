"""CSV that is safe to open in a spreadsheet."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as some

from models.spreadsheet import csv_text

CELLS = some.text(max_size=12) | some.floats() | some.integers() | some.none()


@given(
    some.lists(some.tuples(CELLS, CELLS, some.text(some.sampled_from("=+-@\t\r\n'a"))), max_size=5)
)
def test_no_text_begins_as_a_formula_and_all_can_be_read_back(rows):
    text = csv_text(("=a", "b", "c"), rows)
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert found[0] == ["'=a", "b", "c"]
    for row, cells in zip(rows, found[1:], strict=True):
        for value, written in zip(row, cells, strict=True):
            if isinstance(value, str):
                assert not written.lstrip().startswith(("=", "+", "-", "@")) and "\n" not in written
                plain = "".join(sign if sign.isprintable() else " " for sign in value)
                assert written in (plain, f"'{plain}")
            elif value is None or value != value:
                assert written == ""
            else:
                assert float(written) == value
