"""The pieces of a sweep on their way: side by side in the workers, kept as they come."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from typing import Any

from dashboard.crew import Long
from dashboard.labs.kept import Kept
from dashboard.workers import Workers
from models.labs.stage import Settings, Stage
from models.labs.sweep import Sweep


class Pieces:
    """The pieces of a sweep with certain settings: values, and what workers are doing.

    What was kept before is there at once. A value is kept when its worker is done with it, whether
    or not anybody is looking.

    Parameters
    ----------
    sweep : Sweep
    settings : mapping
    workers : Workers
    kept : Kept
    """

    def __init__(self, sweep: Sweep, settings: Settings, workers: Workers, kept: Kept) -> None:
        self._sweep, self._settings = sweep, settings
        self._workers, self._kept = workers, kept
        self._pieces: Sequence[Any] = tuple(sweep.pieces(settings))
        self._values = [kept.get(self._key(piece)) for piece in self._pieces]
        self._calls: dict[int, Future[Any]] = {}

    @property
    def stage(self) -> Stage:
        """What the values that are there come to."""
        return self._sweep.stage(self._settings, self._values)

    def collect(self) -> tuple[bool, BaseException | None]:
        """Whether values have come, and why a piece did not, if one did not."""
        ended = [index for index, call in self._calls.items() if call.done()]
        came, failure = False, None
        for index in ended:
            call = self._calls.pop(index)
            error = None if call.cancelled() else call.exception()
            failure = failure or error
            if error is None and not call.cancelled():
                self._values[index], came = call.result(), True
        return came, failure

    def fill(self) -> None:
        """Give the workers as much as leaves room for others, and one piece to follow.

        While others train, each of their calls has a worker of its own.
        """
        mine = sum(not call.done() for call in self._calls.values())
        others = self._workers.in_flight - mine
        room = max(1, self._workers.size + 1 - others) - mine
        open_ones = (
            index
            for index, value in enumerate(self._values)
            if value is None and index not in self._calls
        )
        for index, _ in zip(list(open_ones), range(room), strict=False):
            self._submit(index)

    def wait(self, seconds: float) -> None:
        """Until a piece has come, or the time is over."""
        wait(self._calls.values(), seconds, FIRST_COMPLETED)

    def cancel(self) -> None:
        """Take back what no worker has begun; what is begun is kept when it is done."""
        for call in self._calls.values():
            call.cancel()

    def _submit(self, index: int) -> None:
        piece = self._pieces[index]
        call = self._workers.submit(Long(self._sweep.measure), piece)
        call.add_done_callback(partial(_keep, self._kept, self._key(piece)))
        self._calls[index] = call

    def _key(self, piece: Any) -> str:
        measure = self._sweep.measure
        return f"{measure.__module__}.{measure.__qualname__} {self._sweep.key(piece)}"


def _keep(kept: Kept, key: str, call: Future[Any]) -> None:
    if not call.cancelled() and call.exception() is None:
        kept.put(key, call.result())
