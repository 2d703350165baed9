"""What of a run's nets the Units page shows: which nets, which part of them, which unit."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from models.config import RunConfig
from models.measures.unit_questions import Focus, Passes, Pictures, Without
from models.measures.unit_records import Drawn as Units

Unit = tuple[int, int]

MOST_LAYERS, MOST_UNITS = 8, 16
# More inputs than this are one block.
MOST_INPUTS = 8


@dataclass(frozen=True)
class UnitChoice:
    """What is shown; layers and units from 0.

    Parameters
    ----------
    groups : tuple of int
        Positions of one activation, or two side by side.
    unit : (layer, unit) or None
        The selected unit.
    off : tuple of (layer, unit)
        Units that are switched off, in order.
    first : int
        The first hidden layer that is drawn, where not all of them are.
    """

    groups: tuple[int, ...] = (0,)
    unit: Unit | None = None
    off: tuple[Unit, ...] = ()
    first: int = 0


def drawn_units(config: RunConfig, choice: UnitChoice) -> Units:
    """The units that are drawn, by layer: at most 8 layers in a row and 16 units of each.

    A selected unit behind the 16th takes the place of the last one.

    >>> drawn_units(RunConfig(hidden=(2, 20)), UnitChoice(unit=(1, 18)))[1][1][-2:]
    (14, 18)
    """
    hidden = config.hidden
    first = max(0, min(choice.first, len(hidden) - MOST_LAYERS))
    found = []
    for layer in range(first, min(first + MOST_LAYERS, len(hidden))):
        units = tuple(range(min(hidden[layer], MOST_UNITS)))
        if choice.unit is not None and choice.unit[0] == layer and choice.unit[1] >= MOST_UNITS:
            units = (*units[:-1], choice.unit[1])
        found.append((layer, units))
    return tuple(found)


@dataclass(frozen=True)
class Asked:
    """The questions about one net, each None where it is not asked.

    Parameters
    ----------
    net : int
        Its position among the K nets.
    """

    net: int
    pictures: Pictures
    whole: Without
    without: Without | None
    focus: Focus | None
    passes: Passes | None

    @property
    def measures(self) -> tuple[Hashable, ...]:
        """Those that are asked."""
        found = (self.pictures, self.whole, self.without, self.focus, self.passes)
        return tuple(question for question in found if question is not None)


def ask(config: RunConfig, choice: UnitChoice, net: int, *, still: bool) -> Asked:
    """What to ask about a net; the passes of single samples only while nothing moves."""
    drawn = drawn_units(config, choice)
    return Asked(
        net,
        Pictures(net, drawn),
        Without(net),
        Without(net, choice.off) if choice.off else None,
        Focus(net, *choice.unit) if choice.unit is not None else None,
        Passes(net, drawn) if still else None,
    )
