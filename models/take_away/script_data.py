"""The samples of a run in a script: drawn by the run's own few lines, or written into it."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from models.datasets import dataset_of, make_data
from models.datasets.counts import class_counts
from models.take_away.packed import packed, unpacking

if TYPE_CHECKING:
    from models.config import RunConfig

LONGEST = 10


@dataclass(frozen=True)
class Part:
    """A part of a script.

    Parameters
    ----------
    define : str
        A definition, or nothing.
    run : str
        Statements.
    """

    define: str
    run: str


def embedded(config: RunConfig) -> Part:
    """The samples themselves, in the precision of the run."""
    data = make_data(config)
    x, y = np.concatenate([data.x_train, data.x_test]), np.concatenate([data.y_train, data.y_test])
    text = packed(np.column_stack([x, y]).astype(config.dtype))
    kind = ".long()" if config.task == "multiclass" else ""
    return Part(
        "",
        f'DATA = "{text}"  # noqa: E501\n'
        f"table = torch.tensor({unpacking('DATA', config.dtype)}).view(-1, {x.shape[1] + 1})\n"
        f"x, y = table[:, :-1], table[:, -1]{kind}  # those for training first",
    )


def drawn(config: RunConfig) -> Part | None:
    """The lines that draw the samples; None where they would be many, or nobody drew them."""
    if config.own is not None:
        return None
    dataset, several = dataset_of(config), config.task == "multiclass"
    plain = config.task != "regression" and not config.label_noise
    source = _source(dataset.make) if plain and _in_turn(config) else None
    if source is None:
        return None
    define, call = source
    kind = "float" if config.dtype == "float32" else "double"
    return Part(
        define,
        f"rng = draw(DATA, {config.seed})\n"
        f"y = rng.permutation(np.arange({config.samples}) % {config.class_count})\n"
        f"x = {call}\n"
        f"x = {dataset.scale} * (x + {config.noise} * rng.standard_normal(x.shape))\n"
        f"x, y = torch.tensor(x).{kind}(), torch.tensor(y).{'long' if several else kind}()",
    )


def _in_turn(config: RunConfig) -> bool:
    """Whether the classes are dealt in turn to the last sample, as `np.arange(n) % classes`."""
    counts = class_counts(config.samples, config.class_count, config.imbalance)
    return max(counts) - min(counts) <= 1


def _source(function: Callable[..., Any]) -> tuple[str, str] | None:
    """Source of a function that needs nothing but NumPy, and the call of it; or None."""
    plain = function.func if isinstance(function, partial) else function
    keywords = function.keywords if isinstance(function, partial) else {}
    found = inspect.getclosurevars(plain)
    text = textwrap.dedent(inspect.getsource(plain))
    fits = set(found.globals) <= {"np"} and not found.nonlocals
    if not fits or not text.startswith("def ") or len(text.splitlines()) > LONGEST:
        return None
    (tree,) = ast.parse(text).body
    assert isinstance(tree, ast.FunctionDef)
    name = tree.name.removeprefix("_")
    names = ", ".join(argument.arg for argument in tree.args.args)
    body = "\n".join(text.splitlines()[tree.body[0].lineno - 1 :])
    given = "".join(f", {key}={value!r}" for key, value in keywords.items())
    return f"def {name}({names}):\n{body}", f"{name}(y, rng{given})"
