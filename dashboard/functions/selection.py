"""Which activations the page shows: what its address says, or else those of the run."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import numbers, session
from dashboard.run import Run
from models.activations import TYPED
from models.choices import ActivationChoice
from models.composite import MAX_FORMULAS
from models.link import short

SHOW = "show"
MOST = 80
READ = 200


@dataclass(frozen=True)
class Selection:
    """Activations in the order in which they were chosen.

    Parameters
    ----------
    choices : tuple of ActivationChoice
        All different.
    note : str
        A sentence about what cannot be shown; empty where there is nothing to say.
    """

    choices: tuple[ActivationChoice, ...]
    note: str = ""


def current(run: Run) -> Selection:
    """What is shown now."""
    text = session.own((SHOW,)).get(SHOW)
    if text is None:
        return Selection(unique([choice for net in run.now.nets for choice in net.layers]))
    return read(text)


def put(choices: tuple[ActivationChoice, ...]) -> None:
    """Show these from now on, and say so in the address."""
    session.put_own(SHOW, ",".join(map(str, unique(choices))))


def read(text: str) -> Selection:
    """The activations that an address names.

    Parameters
    ----------
    text : str
        Texts of `ActivationChoice` with commas between them, from anywhere.

    Examples
    --------
    >>> found = read("relu,elu(alpha=2.0),donut")
    >>> [str(choice) for choice in found.choices]
    ['relu', 'elu(alpha=2.0)']
    >>> found.note
    'The link asks to show donut, which is no activation or has a value out of range.'
    """
    choices, unusable = [], []
    parts = tuple(filter(None, (part.strip() for part in text.split(","))))
    for part in dict.fromkeys(parts[:READ]):
        try:
            choices.append(ActivationChoice.parse(part))
        except ValueError:
            unusable.append(part)
    found = _few_formulas(unique(choices))
    count = len(unique(choices)) + max(0, len(parts) - READ)
    return Selection(
        found[:MOST], " ".join([*_unusable(unusable), *_too_many(count, len(found[:MOST]))])
    )


def unique(
    choices: list[ActivationChoice] | tuple[ActivationChoice, ...],
) -> tuple[ActivationChoice, ...]:
    """Each of them once, where it stands first."""
    return tuple(dict.fromkeys(choices))


def _unusable(texts: list[str]) -> list[str]:
    if not texts:
        return []
    named = [short(text) for text in texts[:3]]
    rest = [f"{numbers.step(len(texts) - 3)} more"] if len(texts) > 3 else []
    listed = [*named, *rest]
    subject = " and ".join(filter(None, [", ".join(listed[:-1]), listed[-1]]))
    one = len(texts) == 1
    why = "is no activation or has" if one else "are no activations or have"
    return [f"The link asks to show {subject}, which {why} a value out of range."]


def _few_formulas(choices: tuple[ActivationChoice, ...]) -> tuple[ActivationChoice, ...]:
    """All but the formulas after the first ones, each of which takes a moment to work out."""
    typed = [choice for choice in choices if choice.activation.family == TYPED]
    return tuple(choice for choice in choices if choice not in typed[MAX_FORMULAS:])


def _too_many(count: int, shown: int) -> list[str]:
    text = f"The link asks to show {numbers.step(count)} activations; the first {shown} are shown."
    return [text] if count > shown else []
