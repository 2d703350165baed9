"""What is measured where a CUDA GPU is: it against the CPU, graphs against single launches."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from unittest import mock

import numpy as np
import torch

from models import limits
from models.config import RunConfig
from models.engine import Engine
from models.state import begin
from tests.bench.cases import Case

NETS, STEPS = 240, 64
CPU, SINGLE = "CPU, 240 nets 64-64", "GPU, 240 nets 64-64, single launches"

LARGER = MappingProxyType(
    {"STATE_BYTES": 20_000_000, "TRACE_VALUES": 20_000_000, "NET_VALUES": 40_000}
)


class Launched(Engine):
    """The engine without CUDA graphs."""

    def _launched(self, *_: object) -> None:
        return None


def wide(device: str, kind: type[Engine]) -> Callable[[], object]:
    """Steps of many wide nets, more than a visitor may ask for."""
    with mock.patch.multiple(limits, **LARGER):
        config = RunConfig(activations=("relu",), seeds=NETS, hidden=(64, 64), device=device)
    running = kind(config, begin(config))

    def run() -> None:
        running.run(running.step + STEPS, np.inf)
        if device == "cuda":
            torch.cuda.synchronize()

    return run


def cases() -> tuple[Case, ...]:
    """The cases that this machine can measure."""
    if not torch.cuda.is_available():
        return ()
    amount, unit = NETS * 10 * STEPS, "net-samples/s"
    return (
        Case(CPU, lambda: wide("cpu", Engine), amount, unit),
        Case(SINGLE, lambda: wide("cuda", Launched), amount, unit, CPU),
        Case("GPU, 240 nets 64-64", lambda: wide("cuda", Engine), amount, unit, CPU),
        Case("GPU, 240 nets 64-64, graphs", lambda: wide("cuda", Engine), amount, unit, SINGLE),
    )
