"""An experiment on its way: one call to a worker after the other, with progress and a stop."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from concurrent.futures import BrokenExecutor, CancelledError, Future
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from dashboard.labs.kept import kept
from dashboard.labs.pieces import Pieces
from dashboard.labs.record import Part
from dashboard.workers import workers
from models.labs.stage import Settings, Stage
from models.labs.sweep import Sweep

FIRST, LATER = 0.3, 0.45  # a little less than the time between two looks
TRIES = 3
TELLING = 0.1
KEPT = 64
LOG = logging.getLogger(__name__)


@dataclass
class Job:
    """The experiment of a part with certain settings, as far as it has got.

    Parameters
    ----------
    part : Part
    settings : mapping
    stage : Stage or None
        The newest one; None before the first call has ended.
    call : Future or None
        What a worker is doing.
    stopped : bool
        Whether somebody has stopped it; what is there is kept.
    failed : bool
        Whether it cannot go on.
    """

    part: Part
    settings: Settings
    stage: Stage | None = None
    call: Future[Stage] | None = None
    stopped: bool = False
    failed: bool = False
    tries: int = 0
    began: float = field(default_factory=time.monotonic)
    begun_at: float = 0.0

    @property
    def done(self) -> bool:
        """Whether the experiment is at its end."""
        return self.stage is not None and self.stage.done

    @property
    def notice(self) -> str:
        """What a person should know about it, in one sentence; empty for nothing."""
        return ""

    @property
    def going(self) -> bool:
        """Whether more is to come."""
        return not (self.done or self.stopped or self.failed)

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take as things go; None where too little tells yet."""
        if self.stage is None or self.stage.share - self.begun_at < TELLING:
            return None
        rest = (1 - self.stage.share) / (self.stage.share - self.begun_at)
        return (time.monotonic() - self.began) * rest

    def advance(self) -> None:
        """Take what a worker has finished, and ask for more."""
        if self.call is not None and self.call.done():
            self._take(self.call)
        if self.going and self.call is None:
            self._ask()

    def settle(self, seconds: float) -> None:
        """Wait a moment for the call that is under way."""
        if self.call is not None:
            try:
                self.call.exception(timeout=seconds)
            except (TimeoutError, CancelledError):
                return
            self.advance()

    def stop(self) -> None:
        """Ask for no more; what is there stays."""
        self.stopped = True
        if self.call is not None:
            self.call.cancel()
            self.call = None

    def go_on(self) -> None:
        """Go on after a stop or a failure."""
        self.stopped = self.failed = False
        self.tries, self.began = 0, time.monotonic()
        self.begun_at = 0.0 if self.stage is None else self.stage.share

    def _ask(self) -> None:
        memory = None if self.stage is None else self.stage.memory
        seconds = FIRST if self.stage is None else LATER
        self.call = workers().submit(self.part.experiment, self.settings, memory, seconds)

    def _take(self, call: Future[Stage]) -> None:
        self.call = None
        if call.cancelled():
            return
        error = call.exception()
        if error is None:
            if self.stage is None:
                # The first call may have waited for a worker to start: that tells nothing.
                self.began, self.begun_at = time.monotonic(), call.result().share
            self.stage, self.tries = call.result(), 0
            if self.done:
                keep(self)
        else:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        """Try again where a worker was lost, a few times; else give up."""
        if isinstance(error, BrokenExecutor) and self.tries < TRIES:
            self.tries += 1
        else:
            LOG.error("An experiment failed: %s", self.part.title, exc_info=error)
            self.failed = True


@dataclass
class SweepJob(Job):
    """The job of an experiment whose pieces run side by side and are kept on disk."""

    def __post_init__(self) -> None:
        self.pieces = Pieces(self.part.experiment, self.settings, workers(), kept())
        self.stage = self.pieces.stage
        self.begun_at = self.stage.share
        self.stopped = self.stopped and not self.done

    @property
    def notice(self) -> str:
        """Why results do not last, where they do not."""
        return kept().trouble

    def advance(self) -> None:
        """Take the pieces that have come, and ask for more."""
        came, failure = self.pieces.collect()
        if came:
            self.stage, self.tries = self.pieces.stage, 0
        if failure is not None:
            self._fail(failure)
        if self.going:
            self.pieces.fill()

    def settle(self, seconds: float) -> None:
        """Wait a moment for the next piece."""
        self.pieces.wait(seconds)
        self.advance()

    def stop(self) -> None:
        """Ask for no more; what has begun is still kept."""
        self.stopped = True
        self.pieces.cancel()


@dataclass
class Finished:
    """Results of experiments that were finished on this server, newest last."""

    results: OrderedDict[Any, Any] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False)
def finished() -> Finished:
    """What all sessions share: an experiment depends on its settings alone."""
    return Finished()


def keep(job: Job) -> None:
    """Let other sessions have the result."""
    shared = finished()
    if job.stage is not None and job.part.lasting:
        with shared.lock:
            shared.results[_key(job)] = job.stage.result
            while len(shared.results) > KEPT:
                shared.results.popitem(last=False)


def start(part: Part, settings: Settings) -> Job:
    """A job for the settings: finished where somebody has done it before."""
    if isinstance(part.experiment, Sweep):
        return SweepJob(part, part.asked(settings), stopped=part.waits)
    job = Job(part, part.asked(settings), stopped=part.waits)
    shared = finished()
    with shared.lock:
        if part.lasting and _key(job) in shared.results:
            shared.results.move_to_end(_key(job))
            job.stage, job.stopped = Stage(shared.results[_key(job)]), False
    return job


def _key(job: Job) -> Any:
    return (job.part.experiment, tuple(sorted(job.settings.items(), key=lambda item: item[0])))
