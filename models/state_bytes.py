"""A State as bytes, and back: for a file, a database, another machine.

A line that names format and version, a line of JSON with what is no array, then the arrays of
parameters, moments, buffers and recent losses one after the other, little-endian.
"""

from __future__ import annotations

import json
import math
from types import MappingProxyType
from typing import Any, NoReturn

import numpy as np

from models.state import Divergence, Floats, State

VERSION = 2

_NAME = b"actiscope state "
_ARRAYS = MappingProxyType({"parameters": 2, "moments": 3, "buffers": 2, "recent": 2})
_DTYPES = ("<f4", "<f8")
_QUANTITIES = ("preactivation", "loss", "gradient", "parameter")
_LARGEST = 2**62


def to_bytes(state: State) -> bytes:
    """The State as bytes: its arrays, and some hundred bytes besides.

    Raises
    ------
    ValueError
        When its arrays are not of the shapes and types that a State has.

    Examples
    --------
    >>> from models.config import RunConfig
    >>> from models.state import begin
    >>> from_bytes(to_bytes(begin(RunConfig()))).parameters.shape
    (2, 105)
    """
    arrays = {name: _little(getattr(state, name)) for name in _ARRAYS}
    if len(state.divergence) != len(state.parameters):
        _refuse("divergence", "must have an entry for each net")
    header = {
        "step": state.step,
        "reached": state.reached,
        "divergence": [
            (net, found.step, found.layer, found.quantity)
            for net, found in enumerate(state.divergence)
            if found is not None
        ],
        "arrays": {name: (array.dtype.str, array.shape) for name, array in arrays.items()},
    }
    _checked(header)
    text = json.dumps(header, separators=(",", ":"), allow_nan=False).encode()
    parts = (array.tobytes() for array in arrays.values())
    return b"".join((_NAME, b"%d\n" % VERSION, text, b"\n", *parts))


def from_bytes(data: bytes) -> State:
    """Read what `to_bytes` wrote; bit by bit the same arrays.

    Raises
    ------
    ValueError
        For another version, and for bytes that are cut off, too many or no State at all.
    """
    first, _, rest = data.partition(b"\n")
    if not first.startswith(_NAME):
        raise ValueError("this is not the State of a run: its first line does not say so.")
    if first != _NAME + b"%d" % VERSION:
        found = first.removeprefix(_NAME)[:20].decode("ascii", "replace")
        raise ValueError(f"the version of a State must be {VERSION}; got {found!r}.")
    text, _, body = rest.partition(b"\n")
    try:
        header = _checked(json.loads(text))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"the second line of a State must be JSON ({error}).") from None
    parameters, *others = _arrays(header["arrays"], body)
    divergence: list[Divergence | None] = [None] * len(parameters)
    for net, step, layer, quantity in header["divergence"]:
        divergence[net] = Divergence(step, layer, quantity)
    moments, buffers, recent = others
    reached = header["reached"]
    return State(header["step"], parameters, moments, tuple(divergence), reached, buffers, recent)


def _little(array: Floats) -> Floats:
    return array.astype(array.dtype.newbyteorder("<"), copy=False)


def _arrays(described: dict[str, Any], body: bytes) -> list[Floats]:
    sizes = [math.prod(shape) * np.dtype(kind).itemsize for kind, shape in described.values()]
    if len(body) != sum(sizes):
        raise ValueError(f"the arrays of this State take {sum(sizes):,} bytes; got {len(body):,}.")
    arrays, at = [], 0
    for (kind, shape), size in zip(described.values(), sizes, strict=True):
        dtype = np.dtype(kind)
        values: Floats = np.frombuffer(body[at : at + size], dtype).reshape(shape)
        arrays.append(values.astype(dtype.newbyteorder("=")))
        at += size
    return arrays


def _checked(header: Any) -> dict[str, Any]:
    """The header, if all that it says can be a State."""
    names = ["step", "reached", "divergence", "arrays"]
    if not isinstance(header, dict) or list(header) != names:
        _refuse("header", f"must have {', '.join(names)}")
    if not _whole(header["step"]):
        _refuse("step", "must be a whole number")
    reached = header["reached"]
    if reached is not None and not (isinstance(reached, float) and math.isfinite(reached)):
        _refuse("reached", "must be a finite number or nothing")
    _check_divergence(header["divergence"], _net_count(header["arrays"]))
    return header


def _net_count(arrays: Any) -> int:
    """Number of nets, if the shapes fit together."""
    if not isinstance(arrays, dict) or list(arrays) != list(_ARRAYS):
        _refuse("arrays", f"must be {', '.join(_ARRAYS)}")
    for name, axes in _ARRAYS.items():
        match arrays[name]:
            case (str(kind), (*shape,)) if kind in _DTYPES and len(shape) == axes:
                if not all(map(_whole, shape)) or math.prod(max(1, n) for n in shape) > _LARGEST:
                    _refuse(name, "must have a shape of whole numbers")
            case _:
                _refuse(name, f"must have {axes} axes and the type float32 or float64")
    parameters, moments, buffers, recent = (tuple(shape) for _, shape in arrays.values())
    nets = {parameters[0], buffers[0], recent[1]}
    if 0 in parameters or moments[1:] != parameters or len(nets) > 1:
        _refuse("arrays", "must all have a place for each net")
    count: int = parameters[0]
    return count


def _check_divergence(divergence: Any, nets: int) -> None:
    if not isinstance(divergence, list):
        _refuse("divergence", "must be a list")
    for item in divergence:
        match item:
            case (net, step, layer, str(quantity)) if quantity in _QUANTITIES:
                if not (_whole(net) and net < nets and _whole(step) and _whole(layer)):
                    _refuse("divergence", "must name net, step and layer by whole numbers")
            case _:
                _refuse("divergence", "must name net, step, layer and quantity")


def _whole(value: Any) -> bool:
    return type(value) is int and value >= 0


def _refuse(name: str, rule: str) -> NoReturn:
    raise ValueError(f"{name} of a State {rule}.")
