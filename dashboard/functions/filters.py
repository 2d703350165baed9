"""Search in the table of activations, by words, family and property."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType

from models.activations import ACTIVATIONS, Activation
from models.activations.properties import Properties, properties
from models.choices import ActivationChoice

PROPERTIES: Mapping[str, Callable[[Properties], bool]] = MappingProxyType(
    {
        "monotone": lambda found: found.monotone in ("increasing", "decreasing"),
        "smooth": lambda found: found.smoothness == "C∞",
        "zero-centred": lambda found: found.zero_centred,
        "saturating": lambda found: found.saturates_left or found.saturates_right,
        "bounded": lambda found: found.bounded,
        "periodic": lambda found: found.periodic,
        "learnable": lambda found: found.learnable,
    }
)


def matching(
    text: str,
    families: Collection[str] = (),
    wanted: Collection[str] = (),
    among: Iterable[Activation] = tuple(ACTIVATIONS.values()),
) -> tuple[Activation, ...]:
    """Entries whose name, key or family has every word, in their order.

    Parameters
    ----------
    text : str
        Words, in any case.
    families : collection of str
        Those of `FAMILIES` that will do; all of them without any.
    wanted : collection of str
        Keys of `PROPERTIES`, all of which must hold at the default hyperparameters.
    among : iterable of Activation
        The entries to search; those of the table unless given.

    Examples
    --------
    >>> [entry.key for entry in matching("hard", wanted=["bounded", "zero-centred"])]
    ['hardtanh']
    """
    words = text.casefold().split()
    return tuple(
        entry
        for entry in among
        if all(word in f"{entry.name} {entry.key} {entry.family}".casefold() for word in words)
        and (not families or entry.family in families)
        and (not wanted or _has(entry, wanted))
    )


def _has(entry: Activation, wanted: Collection[str]) -> bool:
    found = properties(ActivationChoice(entry.key))
    return all(PROPERTIES[name](found) for name in wanted)
