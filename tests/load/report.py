"""What a load did, as a line of a table and as a page of the documentation."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from pathlib import Path

from tests.bench.report import machine
from tests.load.meter import Usage

PAGE = Path(__file__).resolve().parents[2] / "docs" / "load.md"
BEGIN, END = "<!-- make load: begin -->", "<!-- make load: end -->"
HEAD = (
    "| sessions | frames/s, least / median | longest gap, s | steps/s, least / median "
    "| change to answer, s, median / p95 | cores, server / workers | MiB, server / workers "
    "| a person: opening, s | frames/s | click to effect, s, median / longest | errors |\n"
    "|---:|---|---|---|---|---|---|---|---|---|---:|"
)


@dataclass(frozen=True)
class Felt:
    """What a person with a real browser saw.

    Parameters
    ----------
    opened : float
        Seconds from the address to the first picture.
    frames : tuple of float
        New frames a second.
    clicks : tuple of float
        Seconds from a click to its effect.
    """

    opened: float = 0.0
    frames: tuple[float, ...] = ()
    clicks: tuple[float, ...] = ()


@dataclass(frozen=True)
class Result:
    """What visitors found in a stretch of time.

    Parameters
    ----------
    sessions : int
    frames, steps : tuple of float
        New frames and steps a second of each session.
    clicks : tuple of float
        Seconds from each change to its answer.
    gap : float
        Longest time without a new frame that any session met.
    usage : Usage
    felt : Felt
    errors : tuple of str
    """

    sessions: int
    frames: tuple[float, ...]
    steps: tuple[float, ...]
    clicks: tuple[float, ...]
    gap: float
    usage: Usage
    felt: Felt = Felt()
    errors: tuple[str, ...] = ()


def row(found: Result) -> str:
    """A line of the table."""
    use, felt = found.usage, found.felt
    cells = (
        f"{found.sessions}",
        f"{min(found.frames):.2f} / {statistics.median(found.frames):.2f}",
        f"{found.gap:.1f}",
        f"{min(found.steps):,.0f} / {statistics.median(found.steps):,.0f}",
        f"{_share(found.clicks, 0.5)} / {_share(found.clicks, 0.95)}",
        f"{use.server_cores:.2f} / {use.worker_cores:.2f}",
        f"{use.server_mib:,.0f} / {use.worker_mib:,.0f}",
        f"{felt.opened:.1f}",
        _share(felt.frames, 0.5),
        f"{_share(felt.clicks, 0.5)} / {_share(felt.clicks, 1)}",
        f"{len(found.errors)}",
    )
    return f"| {' | '.join(cells)} |"


def _share(values: tuple[float, ...], share: float) -> str:
    """The value below which a share of the values lies.

    >>> _share((3.0, 1.0, 2.0), 0.5), _share((3.0, 1.0, 2.0), 1), _share((), 0.5)
    ('2.00', '3.00', 'none')
    """
    if not values:
        return "none"
    ordered = sorted(values)
    return f"{ordered[min(len(ordered) - 1, int(share * len(ordered)))]:.2f}"


def write(found: list[Result], seconds: float, page: Path = PAGE) -> None:
    """Put the table in its place in the page; what is written around it stays."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    lines = [machine(), "", f"Each row: {seconds:g} seconds.", "", HEAD, *map(row, found)]
    table = "\n".join((BEGIN, "", *lines, "", END))
    page.write_text(before + table + after, encoding="utf-8")
