"""What can compute here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import torch

MOST_GPUS = 8


@dataclass(frozen=True)
class Device:
    """A device that a run may ask for.

    Parameters
    ----------
    key, name : str
        Name in links, and on screen where nothing more is known about it.
    """

    key: str
    name: str


@dataclass(frozen=True)
class Precision:
    """A floating-point type that a run may ask for."""

    key: str
    name: str
    dtype: torch.dtype


GPUS = ("cuda", *(f"cuda:{index}" for index in range(1, MOST_GPUS)))

DEVICES: Mapping[str, Device] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            Device("cpu", "CPU"),
            Device("auto", "Automatic"),
            *(Device(key, f"GPU {index}") for index, key in enumerate(GPUS)),
            Device("mps", "Apple GPU"),
        )
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
def gpu_names() -> tuple[str, ...]:
    """Names of the CUDA GPUs of this machine, in their order."""
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    return tuple(torch.cuda.get_device_name(index) for index in range(count))


@cache
def has_apple_gpu() -> bool:
    """Whether this machine has a GPU of Apple's that PyTorch can use."""
    return torch.backends.mps.is_available()


def here() -> tuple[str, ...]:
    """Keys of the devices of this machine, in the order of the table."""
    apple = ("mps",) if has_apple_gpu() else ()
    return ("cpu", "auto", *GPUS[: len(gpu_names())], *apple)


def resolve(key: str) -> torch.device:
    """The torch device for a key.

    A GPU that is not there gives way to the first CUDA GPU, and where there is none to the CPU: a
    link opens on any machine, and the status line names what computes. Automatic is the first CUDA
    GPU, else the CPU. It is never Apple's GPU: nets of this size wait for launches, not for
    arithmetic, and without CUDA graphs to replay the launches a GPU is slower than the CPU.
    """
    there = _found(key)
    return torch.device("cuda", GPUS.index(there)) if there in GPUS else torch.device(there)


def name(key: str) -> str:
    """Name of the device that computes for a key, for the status line."""
    there = _found(key)
    return gpu_names()[GPUS.index(there)] if there in GPUS else DEVICES[there].name


def label(key: str) -> str:
    """Name of a key in a menu: each GPU by its own name, and what is not there as such."""
    plain = DEVICES[key].name
    if key not in here():
        return f"{plain} (not here: {name(key)})"
    return f"{plain}: {name(key)}" if key in GPUS else plain


def _found(key: str) -> str:
    """The key itself where it is a device of this machine, else that of what takes its place."""
    if key != "auto" and key in here():
        return key
    return "cuda" if gpu_names() else "cpu"


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
