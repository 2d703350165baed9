"""What the page shows of the nets: what its address says, as far as the run has it."""

from __future__ import annotations

import re

import streamlit as st

from dashboard import session, words
from dashboard.charts.unit_choice import Unit, UnitChoice
from models.config import RunConfig
from models.link import short

NET, UNIT, OFF, FROM = "net", "unit", "off", "from_layer"
NAMES = (NET, UNIT, OFF, FROM)
CHOSEN = "units_chosen"
MOST_NETS = 2
LONGEST = 20
_PLACE = re.compile(r"^(\d{1,3})\.(\d{1,3})$")


def current(config: RunConfig) -> tuple[UnitChoice, str]:
    """What is shown now, and a sentence about what a link asks for in vain.

    What was selected here and is gone with a change of the nets is no news to anybody.
    """
    choice, note = read(session.own(NAMES), config)
    return choice, "" if st.session_state.get(CHOSEN) else note


def read(texts: dict[str, str], config: RunConfig) -> tuple[UnitChoice, str]:
    """What an address asks for, counted from 1 there: ``net=1,2``, ``unit=1.3``, ``off=1.3,2.1``.

    Examples
    --------
    >>> choice, note = read({"net": "2", "unit": "1.3", "off": "1.3,9.9"}, RunConfig())
    >>> choice.groups, choice.unit, choice.off
    ((1,), (0, 2), ((0, 2),))
    >>> note
    'The link asks for 9.9, which these nets do not have.'
    """
    lost: list[str] = []
    groups = _numbers(texts.get(NET, ""), len(config.nets), lost)
    if len(groups) > MOST_NETS:
        lost += [str(group + 1) for group in groups[MOST_NETS:]]
    units = _units(texts.get(UNIT, ""), config, lost)
    off = _units(texts.get(OFF, ""), config, lost)
    first = _numbers(texts.get(FROM, ""), max(1, len(config.hidden)), lost)
    choice = UnitChoice(
        groups[:MOST_NETS] or (0,), units[0] if units else None, off, first[0] if first else 0
    )
    return choice, _note(lost)


def put(choice: UnitChoice) -> None:
    """Show this from now on, and say so in the address."""
    st.session_state[CHOSEN] = True
    for name, text in write(choice).items():
        session.put_own(name, text)


def write(choice: UnitChoice) -> dict[str, str | None]:
    """The texts that `read` reads back; None where an address says nothing.

    >>> write(UnitChoice((0, 1), (0, 2)))
    {'net': '1,2', 'unit': '1.3', 'off': None, 'from_layer': None}
    """
    groups = ",".join(str(group + 1) for group in choice.groups)
    return {
        NET: None if choice.groups == (0,) else groups,
        UNIT: None if choice.unit is None else place_text(choice.unit),
        OFF: ",".join(map(place_text, choice.off)) or None,
        FROM: str(choice.first + 1) if choice.first else None,
    }


def place_text(place: Unit) -> str:
    """A unit as an address names it.

    >>> place_text((0, 2))
    '1.3'
    """
    return f"{place[0] + 1}.{place[1] + 1}"


def _parts(text: str) -> list[str]:
    return [part for part in (part.strip() for part in text.split(",")) if part]


def _numbers(text: str, count: int, lost: list[str]) -> tuple[int, ...]:
    """Positions below `count`, each once; what is none of them is added to `lost`."""
    found: list[int] = []
    for part in _parts(text):
        if part.isascii() and part.isdigit() and len(part) < 6 and 1 <= int(part) <= count:
            found.append(int(part) - 1)
        else:
            lost.append(part)
    return tuple(dict.fromkeys(found))


def _units(text: str, config: RunConfig, lost: list[str]) -> tuple[Unit, ...]:
    """Units of the nets in their order, each once; what is none of them is added to `lost`."""
    found: set[Unit] = set()
    for part in _parts(text):
        match = _PLACE.match(part)
        layer, unit = (int(match[1]) - 1, int(match[2]) - 1) if match else (-1, -1)
        if 0 <= layer < len(config.hidden) and 0 <= unit < config.hidden[layer]:
            found.add((layer, unit))
        else:
            lost.append(part)
    return tuple(sorted(found))


def _note(lost: list[str]) -> str:
    named = tuple(dict.fromkeys(short(text, LONGEST) for text in lost))
    return words.not_there(named) if named else ""
