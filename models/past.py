"""The States of a run that are kept, so that one can go back to them."""

from __future__ import annotations

from dataclasses import dataclass

from models.state import State

BYTES = 6_000_000
COUNT = 256


@dataclass(frozen=True, eq=False)
class Past:
    """States in order of steps, thinned evenly: when there are too many, every second one goes.

    Parameters
    ----------
    states : tuple of State
        At most `COUNT` of them and at most `BYTES` together; the first is the first of the run.
    gap : int
        Steps that must lie between a State and the one kept before it.
    """

    states: tuple[State, ...] = ()
    gap: int = 1

    @property
    def steps(self) -> tuple[int, ...]:
        """Step of each State."""
        return tuple(state.step for state in self.states)

    def at(self, step: int) -> State:
        """The State of a kept step.

        Raises
        ------
        ValueError
            When no State of that step was kept.
        """
        return self.states[self.steps.index(step)]

    def until(self, step: int) -> Past:
        """Without the States after a step.

        >>> Past().until(7).states
        ()
        """
        return Past(tuple(state for state in self.states if state.step <= step), self.gap)

    def extended(self, state: State) -> Past:
        """With another State, where it is far enough from the last one."""
        if self.states and state.step < self.states[-1].step + self.gap:
            return self
        states = (*self.states, state)
        if len(states) <= COUNT and sum(map(_size, states)) <= BYTES:
            return Past(states, self.gap)
        kept = states[::2]
        reach = kept[-1].step - kept[0].step
        return Past(kept, max(2 * self.gap, -(-reach // max(1, len(kept) - 1))))


def _size(state: State) -> int:
    return state.parameters.nbytes + state.moments.nbytes + state.buffers.nbytes
