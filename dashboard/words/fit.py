"""How long a sentence may be, and which of several wordings to take."""

from __future__ import annotations

NARROW = 42
WIDE = 52


def fit(limit: int, *wordings: str) -> str:
    """The first wording of at most `limit` characters; the last one where none is.

    >>> fit(12, "a long sentence", "a short one")
    'a short one'
    """
    return next((words for words in wordings if len(words) <= limit), wordings[-1])


def joined(names: tuple[str, ...]) -> str:
    """Names in a row.

    >>> joined(("a", "b", "c"))
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def every(count: int) -> str:
    """All of some nets, as the subject of a sentence.

    >>> every(1), every(2), every(3)
    ('The net', 'Both nets', 'All 3 nets')
    """
    return {1: "The net", 2: "Both nets"}.get(count, f"All {count} nets")
