"""The list of activations in README.md, made from the table: ``python -m tests.readme``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.activations import ACTIVATIONS, FAMILIES, Activation

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- activations: make docs -->\n", "<!-- end of activations -->\n"
HEAD = ("| family | name | key | f(z) |", "|---|---|---|---|")


def listing(entries: Iterable[Activation]) -> str:
    """The entries by family, folded up: name, key and formula of each."""
    found = tuple(entries)
    by_family = sorted(found, key=lambda entry: FAMILIES.index(entry.family))
    rows, last = list(HEAD), ""
    for entry in by_family:
        rows.append(_row(entry, entry.family if entry.family != last else ""))
        last = entry.family
    title = f"<details>\n<summary>The {len(found)} activations</summary>\n"
    return "\n".join([title, *rows, "\n</details>\n"])


def _row(entry: Activation, family: str) -> str:
    cells = (family, entry.name, f"`{entry.key}`", f"`{entry.text}`")
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def updated(text: str, entries: Iterable[Activation]) -> str:
    """The document with the list of today in place of the one between its two marks.

    Raises
    ------
    ValueError
        When a mark is missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md needs the lines {BEGIN!r} and {END!r}.")
    return before + begin + listing(entries) + end + after


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(updated(text, ACTIVATIONS.values()), encoding="utf-8")
