"""CUDA graphs: chunks of steps recorded once per configuration, then replayed with one launch.

Nets of this size keep a GPU waiting for launches. A recorded chunk reads its minibatches, rates and
step numbers from fixed places in memory, so one recording serves the whole run; what cannot be read
from memory (penalties, clipping) belongs to the key of the recording.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from models.config import RunConfig
from models.minibatches import Minibatches
from models.state import begin
from models.stepper import Stepper

if TYPE_CHECKING:
    from models.kinds import AnyConfig

Replay = Callable[[], None]
Record = Callable[[Callable[[], None]], Replay]

LENGTHS = (32, 16, 8, 4, 2, 1)
WARM_UP = 2


def launcher(config: AnyConfig, device: torch.device) -> Launcher | None:
    """What replays the steps of a run; None where there are no graphs, or it is no run.

    Nor of own data: a recording would keep their last minibatches in the worker.
    """
    if device.type != "cuda" or not isinstance(config, RunConfig) or config.own is not None:
        return None
    return _launcher(_timeless(config), device)


@lru_cache(maxsize=4)
def _launcher(config: RunConfig, device: torch.device) -> Launcher:
    return Launcher(Stepper(config, begin(config), device), partial(record, device))


def _timeless(config: RunConfig) -> RunConfig:
    """The configuration without what a recording does not depend on."""
    # Own rates are recorded in those of the run, whatever these are.
    rate = config.learning_rate if config.own_rates else 1.0
    plain = {"learning_rate": rate, "l1": 0.0, "l2": 0.0, "clip_norm": None, "speed": 1}
    stops = {"stop_step": None, "stop_loss": None}
    return replace(config, changes=(), **plain, **stops)  # type: ignore[arg-type]


def record(device: torch.device, function: Callable[[], None]) -> Replay:
    """Record what a function launches on a GPU; the caller undoes what warming up has changed.

    Raises
    ------
    RuntimeError
        When the device cannot record it.
    """
    with torch.cuda.device(device):
        side = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(WARM_UP):
                function()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            function()
    return graph.replay


@dataclass(frozen=True)
class Recording:
    """A recorded chunk of n steps, and the places that it reads and writes.

    Parameters
    ----------
    x, y : Tensor, shapes (n, K, B, inputs) and (n, K, B)
    masks : tuple of Tensor, each (n, K, B, units), of noise (n, seeds, B, units)
    numbers : Tensor, shape (2, n)
        Number and learning rate of each step.
    frozen : Tensor of bool, shape (K,)
    outputs : Tensor, shape (n, K, B) or (n, K, B, C)
    sizes : Tensor, shape (n * L, K)
        Sums over the preactivations of each step and hidden layer.
    """

    x: Tensor
    y: Tensor
    masks: tuple[Tensor, ...]
    numbers: Tensor
    frozen: Tensor
    outputs: Tensor
    sizes: Tensor
    replay: Replay


class Launcher:
    """Runs chunks of steps from recordings, which it makes when they are first needed.

    Parameters
    ----------
    stepper : Stepper
        The nets; whoever runs steps loads its State into them first.
    record : callable
        ``record(function) -> replay``.

    Attributes
    ----------
    failure : str or None
        Why nothing can be recorded here, as a sentence.
    """

    def __init__(self, stepper: Stepper, record: Record) -> None:
        self.stepper = stepper
        self.failure: str | None = None
        self._record = record
        self._recordings: dict[tuple[object, ...], Recording] = {}

    def run(
        self, todo: Minibatches, now: AnyConfig, step: int, frozen: Tensor | None
    ) -> tuple[Tensor, Tensor] | None:
        """Steps on from number `step`: losses (n, K), sums over preactivations (n * L, K).

        All minibatches have as many samples. None where a recording fails; parameters, moments and
        buffers are then anything.
        """
        losses, sizes, done = [], [], 0
        while done < len(todo.x):
            length = next(n for n in LENGTHS if n <= len(todo.x) - done)
            part = todo.part(done, done + length)
            found = self._replayed(part, now, step + done, frozen)
            if found is None:
                return None
            losses.append(found[0])
            sizes.append(found[1])
            done += length
        return torch.cat(losses), torch.cat(sizes)

    def _replayed(
        self, part: Minibatches, now: AnyConfig, step: int, frozen: Tensor | None
    ) -> tuple[Tensor, Tensor] | None:
        key = (len(part.x), part.x[0].shape[1], now.l1, now.l2, now.clip_norm, frozen is None)
        if key not in self._recordings:
            try:
                self._recordings[key] = self._recorded(part, now, frozen)
            except RuntimeError as error:
                reason = str(error).strip().split("\n")[0]
                self.failure = f"Steps are launched one by one: no CUDA graph ({reason})."
                return None
        found = self._recordings[key]
        _fill(found, part, frozen)
        numbers = [[step + i + 1 for i in range(len(part.x))], self._rates(now, step, len(part.x))]
        found.numbers.copy_(torch.tensor(numbers, dtype=found.numbers.dtype))
        found.replay()
        return self.stepper.losses(found.outputs, found.y), found.sizes.clone()

    def _rates(self, now: AnyConfig, step: int, count: int) -> list[float]:
        return [self.stepper.rule.rate(now, step + i) for i in range(count)]

    def _recorded(self, part: Minibatches, now: AnyConfig, frozen: Tensor | None) -> Recording:
        stepper, count = self.stepper, len(part.x)
        before = stepper.copies()
        like, layers = stepper.network.flat, len(stepper.network.layers) - 1
        classes = (stepper.network.outputs,) if stepper.network.outputs > 1 else ()
        wide = torch.float32 if like.device.type == "mps" else torch.float64
        empty = Recording(
            torch.stack(part.x),
            torch.stack(part.y),
            tuple(map(torch.stack, zip(*part.masks, strict=True))),
            torch.ones((2, count), dtype=wide, device=like.device),
            torch.zeros(stepper.network.count, dtype=torch.bool, device=like.device),
            like.new_zeros((count, *part.y[0].shape, *classes)),
            like.new_zeros((count * layers, stepper.network.count)),
            lambda: None,
        )
        replay = self._record(lambda: self._steps(empty, now, frozen is not None))
        stepper.restore(before)
        return replace(empty, replay=replay)

    def _steps(self, at: Recording, now: AnyConfig, freezes: bool) -> None:
        """Every step of a chunk, from the fixed places and into them."""
        for index in range(len(at.x)):
            taken = self.stepper.take(
                at.x[index],
                at.y[index],
                tuple(mask[index] for mask in at.masks),
                now,
                at.numbers[0, index],
                at.numbers[1, index],
                at.frozen if freezes else None,
            )
            at.outputs[index] = taken.output.detach()
            for layer, sums in enumerate(taken.sums):
                at.sizes[index * len(taken.sums) + layer] = sums.detach().sum((1, 2))


def _fill(recording: Recording, part: Minibatches, frozen: Tensor | None) -> None:
    """Put the minibatches where the recording reads them."""
    torch.stack(part.x, out=recording.x)
    torch.stack(part.y, out=recording.y)
    for place, parts in zip(recording.masks, zip(*part.masks, strict=True), strict=True):
        torch.stack(parts, out=place)
    if frozen is not None:
        recording.frozen.copy_(frozen)
