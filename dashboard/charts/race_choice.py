"""What somebody chose to see of a race: what its address says, as far as it can be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.config import RunConfig
from models.link import short
from models.losses import LOSSES
from models.targets import LEVELS, nearest

TARGET, LEFT, RIGHT, ACROSS, RANGE, SEED = (
    "target",
    "race_loss",
    "race_share",
    "race_over",
    "race_range",
    "race_seed",
)
NAMES = (TARGET, LEFT, RIGHT, ACROSS, RANGE, SEED)
LEFTS: Mapping[str, str] = MappingProxyType({"test": "Test loss", "train": "Train loss"})
RIGHTS: Mapping[str, str] = MappingProxyType(
    {"score": "Accuracy", "dead": "Dead", "saturated": "Saturated"}
)
ACROSSES: Mapping[str, str] = MappingProxyType({"steps": "Steps", "seconds": "Seconds"})
RANGES: Mapping[str, str] = MappingProxyType({"quartiles": "Quartiles", "full": "Full range"})


@dataclass(frozen=True)
class RaceChoice:
    """What is shown of a race.

    Parameters
    ----------
    target : float
        One of `models.targets.LEVELS`.
    left, right, across, band : str
        Keys of `LEFTS`, `RIGHTS`, `ACROSSES` and `RANGES`.
    seed : int or None
        Seed of the nets with a picture; None for those with the median test loss.
    """

    target: float
    left: str = "test"
    right: str = "score"
    across: str = "steps"
    band: str = "quartiles"
    seed: int | None = None


def plain(config: RunConfig) -> RaceChoice:
    """What is shown where nobody has chosen: the loss that the Playground names, too.

    >>> plain(RunConfig()).target
    0.4
    """
    return RaceChoice(nearest(LOSSES[config.loss].goal))


def read(texts: Mapping[str, str], config: RunConfig) -> tuple[RaceChoice, str]:
    """What an address asks for, and a sentence about what cannot be had.

    >>> choice, note = read({"target": "0.25", "race_over": "hours"}, RunConfig())
    >>> choice.target, choice.across, note
    (0.25, 'steps', 'The link asks for hours, which the race cannot show.')
    """
    found, lost = plain(config), []
    values: dict[str, object] = {}
    for name, field, table in (
        (LEFT, "left", LEFTS),
        (RIGHT, "right", RIGHTS),
        (ACROSS, "across", ACROSSES),
        (RANGE, "band", RANGES),
    ):
        if name in texts and texts[name] in table:
            values[field] = texts[name]
        elif name in texts:
            lost.append(texts[name])
    target, seed = _target(texts.get(TARGET)), _seed(texts.get(SEED), config)
    lost += [texts[TARGET]] if TARGET in texts and target is None else []
    lost += [texts[SEED]] if SEED in texts and seed is None else []
    choice = RaceChoice(**{"target": target or found.target, "seed": seed, **values})  # type: ignore[arg-type]
    named = ", ".join(dict.fromkeys(short(text, 20) for text in lost))
    return choice, f"The link asks for {named}, which the race cannot show." if named else ""


def write(choice: RaceChoice, config: RunConfig) -> dict[str, str | None]:
    """The texts that `read` reads back; None for what is shown anyway.

    >>> write(RaceChoice(0.25), RunConfig())["target"]
    '0.25'
    """
    usual = plain(config)
    return {
        TARGET: None if choice.target == usual.target else f"{choice.target:g}",
        LEFT: _unusual(choice.left, usual.left),
        RIGHT: _unusual(choice.right, usual.right),
        ACROSS: _unusual(choice.across, usual.across),
        RANGE: _unusual(choice.band, usual.band),
        SEED: None if choice.seed is None else str(choice.seed),
    }


def _unusual(value: str, usual: str) -> str | None:
    return None if value == usual else value


def _target(text: str | None) -> float | None:
    """A target as it can be had: two significant digits between 0.001 and 9.9."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return nearest(value) if LEVELS[0] <= value <= LEVELS[-1] else None


def _seed(text: str | None, config: RunConfig) -> int | None:
    if text is None or not (text.isascii() and text.isdigit() and len(text) < 12):
        return None
    seed = int(text)
    return seed if config.seed <= seed < config.seed + config.seeds else None
