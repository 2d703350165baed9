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
    source, use : str
        Where this choice comes from, and what it is good and bad for.
    """

    key: str
    name: str
    of: str
    values: Mapping[str, float]
    source: str
    use: str

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
            use=self.use,
            note=f"A preset of {entry.name}: {stated}. {entry.note}",
            hyperparameters=tuple(
                replace(item, default=self.values.get(item.name, item.default))
                for item in entry.hyperparameters
            ),
            preset_of=entry.key,
            pill=False,
        )


def preset(key: str, name: str, of: str, source: str, use: str, **values: float) -> Preset:
    """One line of the list below."""
    return Preset(key, name, of, MappingProxyType(values), source, use)


PRESETS = (
    preset(
        "max_c_m1",
        "max(−1, x)",
        "max_c",
        "Clevert et al. 2016; Macedo et al. 2019",
        use="Outputs down to −1 bring the mean nearer to 0 than with ReLU; left of −1 units can "
        "die all the same.",
        c=-1.0,
    ),
    preset(
        "max_c_p45",
        "max(4.5, x)",
        "max_c",
        "",
        use="Shows a floor that is harmless in theory and not in training: at the usual first "
        "weights nearly every unit lies on it and passes no gradient.",
        c=4.5,
    ),
    preset(
        "celu2",
        "CELU, α = 2",
        "celu",
        "Barron 2017",
        use="Outputs down to −2 bring the mean nearer to 0 than with ELU; far left it saturates, "
        "only later.",
        alpha=2.0,
    ),
    preset(
        "swish_b2",
        "Swish from β = 2",
        "swish",
        "Ramachandran, Zoph & Le 2017",
        use="Begins nearer to ReLU than SiLU does; beta is trained, so it need not stay there.",
        beta=2.0,
    ),
    preset(
        "siren30",
        "SIREN, ω = 30",
        "sine",
        "Sitzmann et al. 2020",
        use="Good for pictures and sound with SIREN’s own first weights; with others a small "
        "change of a weight turns the phase far, and training is chaotic.",
        omega=30.0,
    ),
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
