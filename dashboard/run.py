"""A run while it is looked at, and its calls to the workers.

What is trained is a pure function of (config, state), so an answer that is no longer wanted is
simply not taken.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Hashable
from concurrent.futures import BrokenExecutor, wait
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dashboard.call import Call
from dashboard.worker_limits import reason
from dashboard.workers import workers
from models.config import RunConfig
from models.history import History, extend, followed
from models.past import Past
from models.state import Budget, Frame, State
from models.training import advance, observe

if TYPE_CHECKING:
    from dashboard.branches import Kept

ATTEMPTS = 3
SMOOTHING = 0.8
LOG = logging.getLogger(__name__)
Measures = tuple[Hashable, ...]


@dataclass(frozen=True)
class Shown:
    """What the pictures show: a frame with the configuration and history that it belongs to."""

    config: RunConfig
    frame: Frame
    history: History


@dataclass
class Run:
    """A run while it is looked at.

    Parameters
    ----------
    config : RunConfig
    state : State
        The newest one; a call in flight goes on from it.
    history : History
    past : Past
        Earlier States, for going back.
    shown : Shown or None
        What is drawn; it stays until something newer is there.
    playing : bool
    until : int or None
        Step at which a run that plays pauses by itself; None for none.
    stopped : str or None
        Why the run does not go on, as `models.state.stop_reason` says it.
    measures : tuple
        What the open page needs to draw: keys of `models.measures.MEASURES`, and questions.
    notices : list of str
        Sentences to show until the next action.
    resumed_at : int or None
        Step from which a lost worker's work was taken up again, until it has been said.
    remarks : dict of str to bool
        Sentences about the device, each with whether it has been said: another worker may come to
        the same one.
    rate : float or None
        Steps per second of training time, smoothed.
    measuring : float
        Seconds that a worker spent on the last frame beside training.
    branched_at : int or None
        Step from which the run branched off; None for an original.
    began : tuple of (int, float), or None
        Step and clock at which the run began to play.
    aside : Kept or None
        The original of a branch, or the branch of an original; see `dashboard.branches`.
    """

    config: RunConfig
    state: State
    history: History = field(default_factory=History)
    past: Past = field(default_factory=Past)
    shown: Shown | None = None
    playing: bool = False
    until: int | None = None
    stopped: str | None = None
    measures: Measures = ("loss",)
    notices: list[str] = field(default_factory=list)
    resumed_at: int | None = None
    remarks: dict[str, bool] = field(default_factory=dict)
    rate: float | None = None
    measuring: float = 0.0
    branched_at: int | None = None
    began: tuple[int, float] | None = None
    aside: Kept | None = None
    call: Call | None = None

    @property
    def step(self) -> int:
        """The newest step."""
        return self.state.step

    @property
    def now(self) -> RunConfig:
        """The configuration in force at the newest step."""
        return self.config.at(self.step)

    @property
    def shown_step(self) -> int:
        """The step that is shown: the newest one, unless somebody went back."""
        return self.step if self.shown is None or self.stale else self.shown.frame.step

    def shows(self, measures: Measures) -> bool:
        """Whether what is drawn has the records of these measures."""
        return self.shown is not None and set(measures) <= set(self.shown.frame)

    @property
    def stale(self) -> bool:
        """Whether what is drawn belongs to another run, or nothing is drawn yet."""
        drawn = self.shown
        return drawn is None or drawn.config != self.config or drawn.frame.step > self.step

    @property
    def waiting(self) -> float:
        """Seconds since the call in flight was submitted; 0 where there is none."""
        return time.monotonic() - self.call.since if self.call else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long it will play on, at the pace so far, where it has a last step."""
        limit = self.now.stop_step
        if not self.playing or self.began is None or limit is None:
            return None
        first, since = self.began
        done = self.step - first
        return (time.monotonic() - since) * (limit - self.step) / done if done > 0 else None

    def ask_to_train(self, budget: Budget) -> None:
        """Have a worker train on from the newest State."""
        self._ask(self._take_both, advance, self.state, budget, self.measures)

    def ask_to_measure(self) -> None:
        """Have the newest State measured, history included."""
        self._ask(self._take_measured, observe, self.state, self.measures)

    def ask_to_look_back(self, step: int) -> None:
        """Have an earlier State measured, for the pictures only."""
        self._ask(self._show, observe, self.past.at(step), self.measures)

    def unsaid(self) -> list[str]:
        """Sentences about the device that have not been said; they are said by this call."""
        waiting = [sentence for sentence, said in self.remarks.items() if not said]
        self.remarks.update(dict.fromkeys(waiting, True))
        return waiting

    def hold(self) -> None:
        """Take no further step: forget the training in flight, let measuring go on."""
        if self.call is not None and self.call.question[0] is advance:
            self.discard()

    def discard(self) -> None:
        """Forget the call in flight."""
        if self.call is not None:
            self.call.future.cancel()
            self.call = None

    def settle(self, seconds: float) -> None:
        """Wait a moment for the call in flight and take its answer, if it came."""
        if self.call is not None:
            wait([self.call.future], seconds)
            self.collect()

    def collect(self) -> None:
        """Take the answer of the call in flight, if it is there; never waits."""
        if self.call is None or not self.call.future.done():
            return
        call, self.call = self.call, None
        try:
            answer = call.future.result()
        except Exception as error:
            if isinstance(error, BrokenExecutor) and call.attempt < ATTEMPTS:
                self._ask_again(call)
                return
            LOG.exception("A worker could not do its work", exc_info=error)
            self.playing = False
            self.notices.append(f"Training stopped: {reason(error)}")
        else:
            call.take(answer)

    def _ask(self, take: Callable[[Any], None], *question: Any) -> None:
        function, *rest = question
        asked = (function, self.config, *rest)
        self.discard()
        self.call = Call(workers().submit(*asked), asked, take, time.monotonic())

    def _ask_again(self, call: Call) -> None:
        future = workers().submit(*call.question)
        self.call = replace(call, future=future, attempt=call.attempt + 1)
        self.resumed_at = self.step

    def _take_both(self, answer: tuple[State, Frame]) -> None:
        state, frame = answer
        if frame.seconds > 0:
            fresh = (state.step - self.step) / frame.seconds
            before = fresh if self.rate is None else self.rate
            self.rate = SMOOTHING * before + (1 - SMOOTHING) * fresh
        self.measuring = frame.measuring
        if frame.notice:
            self.remarks.setdefault(frame.notice, False)
        history = followed(self.history, self.state, frame.batch_loss)
        self.state = state
        self.history = extend(history, frame.readings)
        self._take_frame(frame)

    def _take_measured(self, frame: Frame) -> None:
        # Later points come with the steps that lead to them: only those know the last update.
        if not self.history.readings:
            self.history = extend(self.history, frame.readings)
        self._take_frame(frame)

    def _take_frame(self, frame: Frame) -> None:
        self.stopped = frame.stopped
        arrived = self.until is not None and self.step >= self.until
        self.playing = self.playing and frame.stopped is None and not arrived
        self.until = self.until if self.playing else None
        self.past = self.past.extended(self.state)
        self._show(frame)

    def _show(self, frame: Frame) -> None:
        self.shown = Shown(self.config, frame, self.history)
