"""What can compute here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import torch


@dataclass(frozen=True)
class Device:
    """A kind of device that a run may ask for."""

    key: str
    name: str


@dataclass(frozen=True)
class Precision:
    """A floating-point type that a run may ask for."""

    key: str
    name: str
    dtype: torch.dtype


DEVICES: Mapping[str, Device] = MappingProxyType(
    {
        entry.key: entry
        for entry in (Device("cpu", "CPU"), Device("auto", "Automatic"), Device("cuda", "GPU"))
    }
)

DTYPES: Mapping[str, Precision] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            Precision("float32", "32 bits", torch.float32),
            Precision("float64", "64 bits", torch.float64),
        )
    }
)


@cache
def gpu_name() -> str | None:
    """Name of the first GPU, or None where there is none."""
    return torch.cuda.get_device_name(0) if torch.cuda.is_available() else None


def resolve(key: str) -> torch.device:
    """The torch device for a key; the CPU where no GPU is at hand.

    A link made on a machine with a GPU opens anywhere; the status line names what computes.
    """
    if key != "cpu" and gpu_name() is not None:
        return torch.device("cuda", 0)
    return torch.device("cpu")


def name(key: str) -> str:
    """Name of the device that computes for a key, for the status line."""
    return gpu_name() or "CPU" if key != "cpu" else "CPU"


@contextmanager
def one_thread() -> Iterator[None]:
    """Compute on one thread, then as before.

    Nets of this size are slower on several threads, and sums would depend on how many there are.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
