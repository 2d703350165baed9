"""What may save a unit that dies: one thing to change in its run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from models.choices import ActivationChoice, NetChoice
from models.fields import Change
from models.layout import layers
from models.state import State, begin

if TYPE_CHECKING:
    from models.config import RunConfig

SLOWER = 4.0
CLIP = 1.0
LEAKY = ActivationChoice("leaky_relu")
Changed = tuple["RunConfig", State, int]


@dataclass(frozen=True)
class Remedy:
    """One thing to change.

    Parameters
    ----------
    key, name : str
        Name in calls and on screen.
    phrase : str
        What stands before "the unit lives": ``With a quarter of the learning rate``.
    change : callable
        ``change(config, state, net)``: the configuration from the State on, the State in its
        layout, and which of its nets the net has become.
    helps : callable
        ``helps(config, state, net)``: whether it changes anything.
    """

    key: str
    name: str
    phrase: str
    change: Callable[[RunConfig, State, int], Changed]
    helps: Callable[[RunConfig, State, int], bool]


def _slower(config: RunConfig, state: State, net: int) -> Changed:
    """A quarter of the learning rate from here on, live changes of it included."""
    step = state.step
    rate = config.at(step).learning_rate / SLOWER
    later = tuple(_slowed(change) for change in config.changes if change.step > step)
    past = tuple(change for change in config.changes if change.step <= step)
    found = replace(config, changes=past).changed(step, learning_rate=rate)
    return replace(found, changes=(*found.changes, *later)), state, net


def _slowed(change: Change) -> Change:
    if change.field != "learning_rate" or change.value is None:
        return change
    return replace(change, value=change.value / SLOWER)


def _clipped(config: RunConfig, state: State, net: int) -> Changed:
    """Gradients of at most norm 1 from here on, whatever was chosen later."""
    step = state.step
    kept = tuple(c for c in config.changes if c.step <= step or c.field != "clip_norm")
    return replace(config, changes=kept).changed(step, clip_norm=CLIP), state, net


def _leaky(config: RunConfig, state: State, net: int) -> Changed:
    """Leaky ReLU in all layers of the net; of the run, only its activation's seeds are left."""
    group, seed = divmod(net, config.seeds)
    found = replace(config, activations=(NetChoice((LEAKY,)),))
    return found, _refitted(config, found, state, group * config.seeds), seed


def _refitted(config: RunConfig, found: RunConfig, state: State, first: int) -> State:
    """Some nets of a State, from number `first` on, in the layout of another configuration.

    What only the new layout has, learned hyperparameters, is as at the beginning.
    """
    fresh = begin(found)
    rows = slice(first, first + found.net_count)
    for old, new in zip(layers(config), layers(found), strict=True):
        for name in ("weight", "bias", "scale", "shift"):
            here, there = getattr(new, name), getattr(old, name)
            fresh.parameters[:, here] = state.parameters[rows, there]
            fresh.moments[:, :, here] = state.moments[:, rows, there]
        fresh.buffers[:, new.normalized] = state.buffers[rows, old.normalized]
    return replace(fresh, step=state.step, divergence=state.divergence[rows])


def _already_clipped(config: RunConfig, state: State) -> bool:
    now = config.at(state.step).clip_norm
    return now is not None and now <= CLIP


ENTRIES = (
    Remedy(
        "slower",
        "Learning rate ÷ 4",
        "With a quarter of the learning rate",
        _slower,
        lambda config, state, net: True,
    ),
    Remedy(
        "clipped",
        "Clip gradients at 1",
        "With gradients clipped at norm 1",
        _clipped,
        lambda config, state, net: not _already_clipped(config, state),
    ),
    Remedy(
        "leaky",
        "Leaky ReLU",
        "With Leaky ReLU in all layers of the net",
        _leaky,
        lambda config, state, net: config.nets[net // config.seeds] != NetChoice((LEAKY,)),
    ),
)

REMEDIES: Mapping[str, Remedy] = MappingProxyType({entry.key: entry for entry in ENTRIES})
