"""Keys that stand for another entry of the table with hyperparameters of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from models.activations.record import Activation


@dataclass(frozen=True)
class Preset:
    """An entry with other defaults.

    Parameters
    ----------
    key, name : str
        As those of an `Activation`.
    of : str
        Key of the entry.
    values : mapping of str to float
        The defaults that differ.
    source : str
        Where this choice comes from.
    """

    key: str
    name: str
    of: str
    values: Mapping[str, float]
    source: str

    def expand(self, entry: Activation) -> Activation:
        """The entry that the table holds: `entry` with these defaults bound to its function."""
        stated = ", ".join(
            f"{name} = {value:g}".replace("-", "−") for name, value in self.values.items()
        )
        return replace(
            entry,
            key=self.key,
            name=self.name,
            function=partial(entry.function, **self.values),
            source=self.source,
            note=f"A preset of {entry.name}: {stated}. {entry.note}",
            hyperparameters=tuple(
                replace(item, default=self.values.get(item.name, item.default))
                for item in entry.hyperparameters
            ),
            preset_of=entry.key,
            pill=False,
        )


def preset(key: str, name: str, of: str, source: str, **values: float) -> Preset:
    """One line of the list below."""
    return Preset(key, name, of, MappingProxyType(values), source)


PRESETS = (
    preset("max_c_m1", "max(−1, x)", "max_c", "Clevert et al. 2016; Macedo et al. 2019", c=-1.0),
    preset("max_c_p45", "max(4.5, x)", "max_c", "", c=4.5),
    preset("celu2", "CELU, α = 2", "celu", "Barron 2017", alpha=2.0),
    preset("swish_b2", "Swish from β = 2", "swish", "Ramachandran, Zoph & Le 2017", beta=2.0),
    preset("siren30", "SIREN, ω = 30", "sine", "Sitzmann et al. 2020", omega=30.0),
)


def expanded(entries: Iterable[Activation]) -> tuple[Activation, ...]:
    """The entries of all presets.

    Parameters
    ----------
    entries : iterable of Activation
        Among them each that a preset names.
    """
    by_key = {entry.key: entry for entry in entries}
    return tuple(found.expand(by_key[found.of]) for found in PRESETS)
