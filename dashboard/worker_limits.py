"""What a worker may not do to its server: take the memory or the processor that it needs.

The addresses of a worker are not limited: PyTorch and CUDA reserve many times what they use. On
Linux the kernel is told instead which process to end when memory is short; a worker that ends is
replaced, and its calls are asked again.
"""

from __future__ import annotations

import os
from pathlib import Path

BEHIND = 5
SCORE = Path("/proc/self/oom_score_adj")
FIRST_TO_GO = "1000"
# PyTorch says it in words of a RuntimeError: on a CPU, on a GPU.
NO_MEMORY = ("can't allocate memory", "out of memory")


def go_first() -> None:
    """Be the process that ends when memory is short; without effect where there is no such file.

    A process may always raise its own score.
    """
    if SCORE.exists():
        SCORE.write_text(FIRST_TO_GO, encoding="ascii")


def step_back() -> None:
    """Let the server have a core first: pages come before training."""
    if hasattr(os, "nice"):
        os.nice(BEHIND)


def reason(error: Exception) -> str:
    """Why a call failed, as a sentence for whoever asked.

    >>> reason(MemoryError()), reason(ValueError("no such measure"))
    ('too little memory. Choose fewer samples, units or seeds.', 'no such measure.')
    """
    text = str(error).strip().split("\n")[0] or type(error).__name__
    if isinstance(error, MemoryError) or any(words in text for words in NO_MEMORY):
        return "too little memory. Choose fewer samples, units or seeds."
    return text if text.endswith(".") else f"{text}."
