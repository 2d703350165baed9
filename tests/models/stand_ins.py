"""Choices of activations that are in no table."""

from dataclasses import dataclass, field

from models.activations.record import Activation


@dataclass(frozen=True, eq=False)
class StandIn:
    activation: Activation
    values: dict = field(default_factory=dict)
    name: str = "Stand-in"


def stand_in(function, *kinks, formula="", **values):
    entry = Activation("new", "New", "linear", function, formula, "", "", "", kinks=kinks)
    return StandIn(entry, values)
