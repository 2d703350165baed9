"""Bytes of a file as text, whatever their encoding; what is no text is refused in a sentence."""

from __future__ import annotations

import codecs
import unicodedata

from models.datasets.own_rules import OwnError

MOST_BYTES = 20_000_000
LOOKED_AT = 100_000
# Beginnings of files that are often taken for tables.
FORMATS = (
    (b"PK\x03\x04", "an Excel or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"PAR1", "a Parquet file"),
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
ALLOWED = frozenset("\t\n\r\f\x1a")


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file, and the name of its encoding.

    Raises
    ------
    OwnError
        When the file is too large, empty, or no text.

    >>> decoded("größe;1".encode("latin-1"))
    ('größe;1', 'Windows-1252')
    """
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1e6:.1f} MB"
        raise OwnError(f"The file has {size}; at most {MOST_BYTES // 1_000_000} MB can be read.")
    for start, what in FORMATS:
        if content.startswith(start):
            raise OwnError(f"This is {what}, not a text: save the table as CSV and bring that.")
    for codec, name in _candidates(content):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text, name
    raise OwnError(
        "The file cannot be read as text in UTF-8, UTF-16 or Windows-1252: save the table as CSV "
        "in UTF-8."
    )


def _candidates(content: bytes) -> list[tuple[str, str]]:
    """Encodings that the first bytes allow, the likeliest first."""
    for mark, codec, name in MARKS:
        if content.startswith(mark):
            return [(codec, name)]
    head = content[:LOOKED_AT]
    if head.count(0) > len(head) / 4:  # every second byte of plain text in UTF-16
        little = head[1::2].count(0) > head[::2].count(0)
        return [("utf-16-le" if little else "utf-16-be", "UTF-16")]
    return [("utf-8", "UTF-8"), ("cp1252", "Windows-1252")]


def _is_text(text: str) -> bool:
    """Whether there are no signs that only programs write."""
    return all(sign in ALLOWED or unicodedata.category(sign) != "Cc" for sign in set(text))
