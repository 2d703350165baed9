"""A file or a pasted text as a table, and a table as data."""

import codecs

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from models.datasets import own_choice, own_reading
from models.datasets.own_choice import Choice
from models.datasets.own_rules import OwnError
from tests.models.hostile import GOOD, rows

ROWS = [("1.5", "-2", "größer"), ("2.25", "1e3", "kleiner")] * 8
HEAD = ("Länge", "b", "Art")


def written(separator=",", comma=False, head=HEAD):
    lines = [head, *ROWS] if head else ROWS
    text = "\r\n".join(separator.join(line) for line in lines)
    return text.replace(".", ",") if comma else text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize(("separator", "comma"), [(",", False), (";", True), ("\t", True)])
def test_encodings_separators_and_decimal_commas(encoding, separator, comma):
    table = own_reading.read(written(separator, comma).encode(encoding))
    assert (table.separator, table.comma, table.header) == (separator, comma, True)
    assert table.names == HEAD and table.rows == 16
    assert table.column("Länge").numbers[:2].tolist() == [1.5, 2.25]
    assert table.column("Art").texts == ("größer", "kleiner")
    assert table.encoding.startswith({"u": "UTF", "c": "Windows"}[encoding[0]])


def test_utf_16_with_the_large_byte_first():
    content = codecs.BOM_UTF16_BE + written().encode("utf-16-be")
    assert own_reading.read(content).names == HEAD


def test_quoted_cells_hold_separators_and_line_ends():
    table = own_reading.read('a,b,"c, d"\n1,2,"x ""y"", z"\n3,"4","x\nw"\n')
    assert table.names == ("a", "b", "c, d")
    assert table.column("c, d").texts == ("x\nw", 'x "y", z')
    assert table.column("b").numbers.tolist() == [2, 4]


def test_pasted_text_is_read_too():
    assert own_reading.read(written("\t")).encoding == ""


@pytest.mark.parametrize("header", [None, False])
def test_a_table_without_names_has_numbered_columns(header):
    table = own_reading.read(written(head=None), header)
    assert table.names == ("column 1", "column 2", "column 3") and table.rows == 16
    assert "numbered" in table.notes[0]
    assert own_reading.read(written(head=None), header=True).rows == 15


def test_names_that_occur_twice_are_told_apart():
    table = own_reading.read("a,a,,a\n1,2,3,4\n5,6,7,8\n")
    assert table.names == ("a", "a 2", "column 3", "a 3")
    assert len(table.notes) == 3
    assert "Two columns are called a: column 2 is now a 2." in table.notes


def test_gaps_are_counted_and_dropped_by_choice():
    lines = ["1,2,?,u", "2,NA,5,v", "3,4,6,", *["4,5,6,u", "5,6,9,v"] * 6]
    table = own_reading.read(rows("a,b,c,k", *lines))
    assert [column.missing for column in table.columns] == [0, 1, 1, 1]
    by_rows = Choice(("a", "b", "c"), "k", classes=True)
    own, notes = own_choice.chosen(table, by_rows)
    assert own.rows == 12 and "3 of 15 rows have a gap and are left out." in notes
    with pytest.raises(OwnError, match="there is one"):
        own_choice.chosen(table, Choice(("a", "b", "c"), "k", classes=True, drop_columns=True))


def test_columns_with_gaps_are_left_out_where_that_is_chosen():
    lines = ["1,2,,u", *["4,5,6,u", "5,6,9,v"] * 6]
    table = own_reading.read(rows("a,b,c,k", *lines))
    own, notes = own_choice.chosen(
        table, Choice(("a", "b", "c"), "k", classes=True, drop_columns=True)
    )
    assert own.features == ("a", "b") and own.rows == 13
    assert notes == ("c has gaps and is left out.",)


def test_a_few_words_among_numbers_are_gaps():
    table = own_reading.read(rows("a,b,k", *GOOD, *["3,n. d.,u"], *GOOD * 8))
    assert (table.column("b").unreadable, table.column("b").missing) == (1, 0)


@pytest.mark.parametrize(
    ("header", "lines", "choice"),
    [
        ("a,b,k", ["1,2,u", "3,5,v"], Choice(("a", "b"), "k", classes=True)),
        ("k,a,b", ["u,2,1.5", "v,5,2.5"], Choice(("a", "b"), "k", classes=True)),
        ("a,b,k", ["1.5,2,0", "3,5.5,1"], Choice(("a", "b"), "k", classes=True)),
        (
            "a,b,y",
            [f"{n % 7}.5,{n * n % 31},{n}.25" for n in range(20)],
            Choice(("a", "b"), "y", classes=False),
        ),
        (
            "a,rooms,price",
            [f"{n % 7}.5,{n % 4},{n * n}" for n in range(20)],
            Choice(("a", "rooms"), "price", classes=False),
        ),
        (
            "id,a,b,k",
            [f"{n},{n % 7}.5,{n * n % 31},{'uv'[n % 2]}" for n in range(20)],
            Choice(("a", "b"), "k", classes=True),
        ),
        ("a,b,zero,k", ["1,2,0,u", "3,5,0,v"], Choice(("a", "b"), "k", classes=True)),
    ],
)
def test_what_is_suggested(header, lines, choice):
    table = own_reading.read(rows(header, *lines, times=1 if len(lines) > 2 else 10))
    assert own_choice.suggested(table) == choice


def test_classes_are_sorted_numbers_by_size():
    lines = ["1,2,10", "3,5,9", "4,1,2"] * 5
    own, _ = own_choice.chosen(
        own_reading.read(rows("a,b,k", *lines)), Choice(("a", "b"), "k", classes=True)
    )
    assert own.classes == ("2", "9", "10")
    assert list(own.labels[:3]) == [2, 1, 0]


def test_a_number_is_predicted_from_chosen_columns_on_a_chosen_plane():
    lines = [f"{n % 7},{n * n % 31},{n % 5},{n}.5" for n in range(30)]
    table = own_reading.read(rows("a,b,c,y", *lines))
    own, _ = own_choice.chosen(table, Choice(("a", "b", "c"), "y", False, plane=("c", "a")))
    assert own.features == ("a", "b", "c") and own.target == "y" and own.plane == (2, 0)
    np.testing.assert_allclose(own.values()[:, 3], np.arange(30) + 0.5, atol=1e-4)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(("a",), "k", True), "Choose 2 to 32 features"),
        (Choice(("a", "w"), "k", True), "w holds text"),
        (Choice(("a", "b"), "a", False), "can be no feature"),
        (Choice(("a", "b"), "w", False), "can only be a label"),
        (Choice(("a", "b"), "f", False), "constant: there is nothing to predict"),
        (Choice(("a", "b"), "b", False), "can be no feature"),
    ],
)
def test_a_choice_that_cannot_work_is_refused(choice, words):
    lines = [f"{n},{n * n},7,{'pq'[n % 2]},{'uv'[n % 2]}" for n in range(20)]
    with pytest.raises(OwnError, match=words):
        own_choice.chosen(own_reading.read(rows("a,b,f,w,k", *lines)), choice)


def test_a_constant_feature_is_said():
    table = own_reading.read(rows("a,b,k", "1,7,u", "2,7,v", times=10))
    _, notes = own_choice.chosen(table, Choice(("a", "b"), "k", classes=True))
    assert notes == ("b is constant: it tells the nets nothing.",)


def test_a_guarding_apostrophe_is_taken_off():
    table = own_reading.read(rows("'=a,b,k", "1,2,'=1+1", "3,5,'tis", times=10))
    assert table.names[0] == "=a" and table.column("k").texts == ("'tis", "=1+1")


def test_the_largest_table_is_read_in_seconds():
    lines = [",".join([f"{n % 97}.{n % 13}"] * 20 + ["uv"[n % 2]]) for n in range(20_000)]
    table = own_reading.read(rows(",".join(f"c{n}" for n in range(20)) + ",k", *lines))
    own, _ = own_choice.chosen(table, own_choice.suggested(table))
    assert own.rows == 20_000


@given(some.binary(max_size=400) | some.text(alphabet="1,;\t\n\"'=ab.-", max_size=200))
@settings(deadline=None, max_examples=300)
def test_anything_is_a_table_or_refused(content):
    try:
        table = own_reading.read(content)
        own_choice.chosen(table, own_choice.suggested(table))
    except OwnError as error:
        assert str(error).endswith(".")
