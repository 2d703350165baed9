"""What all pictures of a moment share: the nets that are drawn, their names, looks and axes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dashboard import numbers, theme, words
from models.choices import ActivationChoice, NetChoice
from models.config import RunConfig
from models.summaries import median_nets

if TYPE_CHECKING:
    from models.history import History
    from models.state import Divergence, Frame

MOST_NETS = 4
MOST_LAYERS = 4


@dataclass(frozen=True)
class Drawn:
    """A net that is drawn: the median seed of its activation.

    Parameters
    ----------
    group : int
        Position of its activation in the configuration.
    index : int
        Position among the K nets.
    name, full_name : str
        Short for pictures, whole for text alternatives.
    divergence : Divergence or None
    """

    group: int
    index: int
    seed: int
    choice: NetChoice
    name: str
    full_name: str
    look: theme.Look
    divergence: Divergence | None


@dataclass(frozen=True, eq=False)
class Moment:
    """One step of a run, as the pictures need it.

    Parameters
    ----------
    config : RunConfig
    frame : Frame
        Records at the step that is shown.
    history : History
        Of the whole run; axes depend on it alone.
    kept : int
        How many of its readings are not after the shown step.
    nets : tuple of Drawn
    gone : ndarray of bool, shape (K,)
        Nets that have diverged.
    """

    config: RunConfig
    frame: Frame
    history: History
    kept: int
    nets: tuple[Drawn, ...]
    gone: NDArray[np.bool_]

    @property
    def groups(self) -> list[int]:
        """Positions of the activations that are drawn."""
        return [net.group for net in self.nets]

    @property
    def names(self) -> tuple[str, ...]:
        """Short names of the drawn nets."""
        return tuple(net.name for net in self.nets)

    @property
    def steps(self) -> NDArray[np.int64]:
        """Steps of the history up to the shown step."""
        return self.history.steps[: self.kept]

    @property
    def on_reading(self) -> bool:
        """Whether the shown step is in the history."""
        return self.kept > 0 and bool(self.history.steps[self.kept - 1] == self.frame.step)

    @property
    def last_step(self) -> int:
        """The newest step: of the history, or of a frame between two readings."""
        return max(int(self.history.steps[-1]), self.frame.step)

    @property
    def last_gone(self) -> NDArray[np.bool_]:
        """Nets that had diverged at the end of the history, shape (K,)."""
        return self.history.columns.diverged[-1]

    def lost(self, net: Drawn) -> bool:
        """Whether every seed of the net's activation has diverged."""
        seeds = self.config.seeds
        return bool(self.gone[net.group * seeds : (net.group + 1) * seeds].all())


def moment(
    config: RunConfig, frame: Frame, history: History, groups: tuple[int, ...] | None = None
) -> Moment:
    """Collect what the pictures of a frame need.

    Parameters
    ----------
    groups : tuple of int, optional
        Positions of the activations to draw; the first four where none is given. Those that the run
        does not have are left out.
    """
    gone = np.array([found is not None for found in frame.divergence])
    losses = np.where(gone, np.nan, frame["loss"].test_loss)
    chosen = median_nets(losses, config.seeds)
    count = len(config.activations)
    drawn = range(min(count, MOST_NETS)) if groups is None else [g for g in groups if g < count]
    nets = tuple(drawn_net(config, frame, chosen[group]) for group in drawn)
    kept = int(np.searchsorted(history.steps, frame.step, side="right"))
    return Moment(config, frame, history, kept, nets, gone)


def drawn_net(config: RunConfig, frame: Frame, index: int) -> Drawn:
    """Net number `index` as it is drawn, whichever seed of its activation it is."""
    group = index // config.seeds
    choice, name, look = _drawable(config.nets)[group]
    seed, full_name = config.net_seeds[index], words.full_name(choice)
    return Drawn(group, index, seed, choice, name, full_name, look, frame.divergence[index])


@lru_cache(maxsize=64)
def _drawable(choices: tuple[NetChoice, ...]) -> tuple[tuple[NetChoice, str, theme.Look], ...]:
    names = words.short_names(choices)
    return tuple((c, n, net_look(c)) for c, n in zip(choices, names, strict=True))


def net_look(choice: NetChoice) -> theme.Look:
    """The look of a net: its activation's; ink where its layers differ."""
    keys = {layer.key for layer in choice.layers}
    return theme.look(keys.pop()) if len(keys) == 1 else theme.INK


def layer_look(choice: ActivationChoice) -> theme.Look:
    """The look of one layer's activation."""
    return theme.look(choice.key)


def told_apart(moment: Moment, net: Drawn, detail: str) -> str:
    """The grey part of a heading; where two nets stand side by side, after the name of its net."""
    return f"{net.name} · {detail}" if len(moment.nets) > 1 else detail


def picture_text(net: Drawn, picture: str, sentence: str) -> str:
    """The text alternative of a picture: net, picture, sentence."""
    return f"{net.full_name}, {picture}: {sentence}"


def count_text(count: int) -> str | None:
    """A count as text; nothing for none."""
    return numbers.step(count) if count else None


def plain_array(values: Any) -> NDArray[np.float32]:
    """Values as float32; what is too large for it is infinite."""
    with np.errstate(over="ignore"):
        return np.asarray(values, dtype=np.float32)
