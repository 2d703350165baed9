"""The history of a run as a table: one row for each step and net."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import parquet

from models.measures.records import LossRecord, Reading
from models.spreadsheet import csv_text

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.history import History
    from models.state import Frame

Column = NDArray[Any]
SCORES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "regression": ("loss", "r2", "rmse"),
        "binary": ("loss", "accuracy"),
        "multiclass": ("loss", "accuracy"),
    }
)
BY_LAYER = ("zero_share", "saturated_share", "z_mean", "z_std", "h_mean", "h_std")
BY_WEIGHT: Mapping[str, str] = MappingProxyType(
    {
        "gradient_rms": "signal_rms",
        "weight_gradient_norm": "weight_norm",
        "update_ratio": "update_ratio",
    }
)


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of equal length, by name.

    Parameters
    ----------
    columns : mapping of str to ndarray
        Whole numbers, floating-point numbers with NaN for what is missing, truths, or texts.
    """

    columns: Mapping[str, Column]

    def to_csv(self) -> str:
        """As CSV that is safe in a spreadsheet; a missing number is an empty field."""
        rows = zip(*(column.tolist() for column in self.columns.values()), strict=True)
        return csv_text(tuple(self.columns), rows)

    def to_parquet(self, about: Mapping[str, str]) -> bytes:
        """As a Parquet file; a missing number is null, and the file's metadata say `about`."""
        arrays = {name: _arrow(column) for name, column in self.columns.items()}
        table = pyarrow.table(arrays).replace_schema_metadata(dict(about))
        buffer = io.BytesIO()
        parquet.write_table(table, buffer)
        return buffer.getvalue()


def history_table(config: RunConfig, history: History, frame: Frame | None = None) -> Table:
    """What the history knows of each net at each of its steps.

    Parameters
    ----------
    config : RunConfig
    history : History
    frame : Frame or None
        A moment with the measure ``"loss"``. The table ends there; where the history has no point
        at its step, the last rows have only what the frame knows.

    Examples
    --------
    >>> from models.config import RunConfig
    >>> from models.history import History, extend
    >>> from models.training import begin, observe
    >>> config = RunConfig()
    >>> frame = observe(config, begin(config), ("loss",))
    >>> found = history_table(config, extend(History(), frame.readings))
    >>> found.columns["activation"].tolist(), found.columns["step"].tolist()
    (['ReLU', 'tanh'], [0, 0])
    """
    last = np.inf if frame is None else frame.step
    rows = [_of_reading(config, reading) for reading in history.readings if reading.step <= last]
    if frame is not None and not (rows and rows[-1].step == frame.step):
        rows.append(_of_frame(config, frame))
    names = dict.fromkeys(name for row in rows for name in row.values)
    steps = np.array([row.step for row in rows], dtype=np.int64)
    lost = np.array([row.diverged for row in rows]).ravel()
    missing = np.full(config.net_count, np.nan)
    columns = _keys(config, steps)
    for name in names:
        values = np.concatenate([row.values.get(name, missing) for row in rows])
        columns[name] = np.where(lost, np.nan, values)
    return Table({**columns, "diverged": lost})


@dataclass(frozen=True, eq=False)
class _Row:
    """All nets at one step: by column (K,)."""

    step: int
    diverged: NDArray[np.bool_]
    values: Mapping[str, Column]


def _keys(config: RunConfig, steps: NDArray[np.int64]) -> dict[str, Column]:
    """Which net, and when."""
    count = config.net_count
    names = [choice.name for choice in config.nets for _ in range(config.seeds)]
    return {
        "net": np.tile(np.arange(1, count + 1), len(steps)),
        "activation": np.tile(np.array(names, dtype=object), len(steps)),
        "seed": np.tile(np.array(config.net_seeds, dtype=np.int64), len(steps)),
        "step": np.repeat(steps, count),
        "epoch": np.repeat(steps // config.epoch_steps, count),
    }


def _of_reading(config: RunConfig, reading: Reading) -> _Row:
    values = _scores(config, reading.loss)
    for index, layer in enumerate(reading.layers):
        name = f"layer_{index + 1}"
        values[f"dead_share_{name}"] = reading.dead[index].mean(1)
        values |= {f"{field}_{name}": getattr(layer, field) for field in BY_LAYER}
    for column, field in BY_WEIGHT.items():
        values |= _by_weight(config, column, getattr(reading, field))
    return _Row(reading.step, reading.diverged, values)


def _of_frame(config: RunConfig, frame: Frame) -> _Row:
    values = _scores(config, frame["loss"])
    if "gradients" in frame:
        values |= _by_weight(config, "gradient_rms", frame["gradients"].signal_rms)
    gone = np.array([found is not None for found in frame.divergence])
    return _Row(frame.step, gone, values)


def _scores(config: RunConfig, record: LossRecord) -> dict[str, Column]:
    names = (f"{part}_{score}" for score in SCORES[config.task] for part in ("train", "test"))
    return {name: getattr(record, name) for name in names}


def _by_weight(config: RunConfig, column: str, values: Column) -> dict[str, Column]:
    """One column for each affine layer."""
    layers = [f"layer_{index + 1}" for index in range(len(config.hidden))]
    names = (f"{column}_{layer}" for layer in (*layers, "output"))
    return dict(zip(names, values.T, strict=True))


def _arrow(column: Column) -> pyarrow.Array:
    if column.dtype == object:
        return pyarrow.array(column.tolist(), pyarrow.string())
    mask = np.isnan(column) if column.dtype.kind == "f" else None
    return pyarrow.array(column, mask=mask)
