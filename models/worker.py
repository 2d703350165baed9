"""What a process does that computes for others, and how it tells that it computes the same."""

from __future__ import annotations

import hashlib
import importlib
import sys
from importlib.metadata import version
from pathlib import Path

import torch

ENGINE = "models.training"
LIBRARIES = ("numpy", "torch", "scipy", "distributed")


def prepare() -> None:
    """Compute on one thread, and import what trains."""
    torch.set_num_threads(1)
    importlib.import_module(ENGINE)


def identity() -> dict[str, str]:
    """What a result depends on beside the call: Python, libraries, and the source of `models`.

    Examples
    --------
    >>> sorted(identity())
    ['Python', 'distributed', 'models', 'numpy', 'scipy', 'torch']
    """
    found = {name: version(name) for name in LIBRARIES}
    python = ".".join(map(str, sys.version_info[:2]))
    return found | {"Python": python, "models": _source()}


def _source() -> str:
    root = Path(__file__).parent
    whole = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        whole.update(path.relative_to(root).as_posix().encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()[:12]
