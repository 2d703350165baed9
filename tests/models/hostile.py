"""Files that somebody may bring by mistake or on purpose, and what is said of them."""

import gzip
import io
import os
import zipfile


def rows(header, *lines, times=1):
    return ("\n".join([header, *lines * times]) + "\n").encode()


def _zip():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.csv", "0," * 1_000_000)
    return content.getvalue()


GOOD = ("1,2,u", "3,5,v")
REFUSED = {
    "empty": (b"", "nothing in it"),
    "blank lines": (b"\n \n\r\n", "nothing in it"),
    "binary": (bytes(range(256)) * 40, "cannot be read as text"),
    "noise": (os.urandom(5000), "cannot be read as text"),
    "zeros": (b"\0" * 5000, "cannot be read as text"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture, not a text"),
    "zip": (_zip(), "Excel or ZIP file"),
    "gzip": (gzip.compress(rows("a,b,c", *GOOD, times=20)), "a compressed file"),
    "parquet": (b"PAR1" + bytes(100), "a Parquet file"),
    "broken utf-16": (b"\xff\xfea\x00,\x00b\x00\n\x00\x00\xd8", "cannot be read as text"),
    "too large": (b"1,2,u\n" * 3_400_000, "at most 20 MB"),
    "too many rows": (rows("a,b,c", *GOOD, times=10_001), "more than 20,000 rows"),
    "a million columns": (b",".join([b"1"] * 1_000_000), "1,000,000 columns; at most 64"),
    "one column": (rows("a", "1", "2", times=20), "one column only"),
    "prose": (b"To be or not to be.\nThat is the question.\n", "one column only"),
    "one row": (b"a,b,c\n", "only one row"),
    "ragged": (rows("a,b,c", "1,2,u", "1,2", times=9), "Line 3 has 2 cells and the first line 3"),
    "wide row": (rows("a,b,c", "1,2,u", "1," * 300_000), "Line 3 has 300,001 cells"),
    "open quote": (
        rows("a,b,c", *GOOD) + b'"' + rows("1,2,u", *GOOD, times=200),
        "quote may not be closed",
    ),
    "huge cell": (rows("a,b,c", "1,2," + "u" * 5000), "more than 1,000 characters"),
    "vast cell": (rows("a,b,c", "1,2," + "u" * 500_000), "more than 1,000 characters"),
    "one line": (b"x" * 5_000_000, "more than 1,000 characters"),
}
UNUSABLE = {
    "text alone": (rows("a,b,c", "u,v,w", "v,w,u", times=20), "two columns of numbers"),
    "one number": (rows("a,b,c", "1,p,u", "2,q,v", times=20), "only one"),
    "infinities": (rows("a,b,c", "1,inf,u", "2,-inf,v", times=20), "b has numbers that are inf"),
    "1e308": (rows("a,b,c", "1,1e308,u", "2,1,v", times=20), "b has numbers that are infinite"),
    "1e999": (rows("a,b,c", "1,1e999,u", "2,1,v", times=20), "b has numbers that are infinite"),
    "nan": (rows("a,b,c", "1,nan,u", "2,NaN,v", times=20), "only one"),
    "one class": (rows("a,b,c", "1,2,u", "2,5,u", times=20), "one class only, u: two to six"),
    "seven classes": (
        rows("a,b,c", *(f"{n},{n * n},k{n}" for n in range(7)), times=9),
        "has 7 classes: two to six can be told apart",
    ),
    "many classes": (
        rows("a,b,c", *(f"{n},{n * n},k{n}" for n in range(99))),
        "more than 50 classes",
    ),
    "formulas": (
        rows("a,b,c", "=1+1,=cmd|'/c calc'!A1,u", "@SUM(A1),+1+1,v", times=20),
        "two columns of numbers",
    ),
    "few rows": (rows("a,b,c", *GOOD, times=4), "10 to 20,000 rows without a gap; there are 8"),
    "gaps everywhere": (
        rows("a,b,c", *["1,,u", ",2,v", "5,6,u", "7,8,v"] * 4),
        "10 to 20,000 rows without a gap; there are 8",
    ),
    "all constant": (rows("a,b,c", "1,1,u", "1,1,v", times=20), "constant: there is nothing"),
}
