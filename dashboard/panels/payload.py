"""Packing of a view (plain values and numpy arrays) into the bytes that a live picture draws.

Layout: the magic number ``ACT1``, the length of the header (uint32, little-endian), the header
(JSON in UTF-8, padded with spaces until the arrays start on a multiple of 8 bytes), then the
arrays, each on a multiple of 8 bytes. In the header an array is
``{"$array": [type, shape, offset]}`` with its offset behind the header; arrays with the same
bytes share one place. ``static/panels/unpack.js``
is the other end.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

MAGIC = b"ACT1"
ALIGNMENT = 8
PLAIN = frozenset((str, int, float, bool, type(None)))
TYPES = MappingProxyType({"f4": "<f4", "i2": "<i2", "u1": "|u1", "u4": "<u4"})


def pack(view: Mapping[str, Any]) -> bytes:
    """Pack a tree of dicts, lists, texts, numbers and numpy arrays.

    Parameters
    ----------
    view
        Its arrays are float32, int16, uint8 or uint32. Floats outside arrays are finite; in an
        array NaN stands for a gap.

    Raises
    ------
    TypeError
        For a value that a view cannot hold, named by its place in the tree.
    ValueError
        For a float outside arrays that is not finite.
    """
    blob = _Blob()
    try:
        tree = _plain(view, blob)
    except _Unfit as error:
        fault, value = error.args
        raise TypeError(f"{_place(view, value, 'view')} is {fault}") from None
    header = json.dumps(tree, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    header += b" " * _padding(len(MAGIC) + 4 + len(header))
    return MAGIC + struct.pack("<I", len(header)) + header + bytes(blob.content)


def unpack(payload: bytes) -> Any:
    """The tree that `pack` was given, tuples as lists and numpy scalars as plain numbers.

    Raises
    ------
    ValueError
        If the payload does not start with the magic number.
    """
    if payload[: len(MAGIC)] != MAGIC:
        raise ValueError(f"a payload starts with {MAGIC!r}, this one with {payload[:4]!r}")
    (length,) = struct.unpack_from("<I", payload, len(MAGIC))
    start = len(MAGIC) + 4
    return _restored(json.loads(payload[start : start + length]), payload[start + length :])


@dataclass
class _Blob:
    """The arrays behind the header, and where the bytes of each one start."""

    content: bytearray = field(default_factory=bytearray)
    offsets: dict[bytes, int] = field(default_factory=dict)

    def add(self, data: bytes) -> int:
        if data not in self.offsets:
            self.offsets[data] = len(self.content)
            self.content += data + bytes(_padding(len(data)))
        return self.offsets[data]


def _padding(length: int) -> int:
    return -length % ALIGNMENT


def _plain(value: Any, blob: _Blob) -> Any:
    # By exact type first: most of a frame's time goes here.
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is dict or isinstance(value, Mapping):
        return {str(key): _plain(item, blob) for key, item in value.items()}
    if kind is list or isinstance(value, list | tuple):
        return [_plain(item, blob) for item in value]
    if isinstance(value, np.ndarray):
        return {"$array": _append(value, blob)}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, str | int | float):
        return value
    raise _Unfit(f"a {kind.__name__}, which a view cannot hold", value)


def _append(array: np.ndarray[Any, Any], blob: _Blob) -> list[Any]:
    name = f"{array.dtype.kind}{array.dtype.itemsize}"
    if name not in TYPES:
        raise _Unfit(f"an array of {array.dtype}, not one of {', '.join(TYPES)}", array)
    data = np.ascontiguousarray(array, dtype=TYPES[name]).tobytes()
    return [name, list(array.shape), blob.add(data)]


class _Unfit(Exception):
    """What is wrong with a value, and the value."""


def _place(found: Any, value: Any, place: str) -> str | None:
    """Where the very object `value` stands in a tree."""
    if found is value:
        return place
    if isinstance(found, Mapping):
        parts = ((f"{place}.{key}", item) for key, item in found.items())
    elif isinstance(found, list | tuple):
        parts = ((f"{place}[{index}]", item) for index, item in enumerate(found))
    else:
        return None
    return next(filter(None, (_place(item, value, name) for name, item in parts)), None)


def _restored(value: Any, blob: bytes) -> Any:
    if isinstance(value, list):
        return [_restored(item, blob) for item in value]
    if not isinstance(value, dict):
        return value
    if "$array" in value:
        name, shape, offset = value["$array"]
        count = int(np.prod(shape, dtype=int))
        return np.frombuffer(blob, TYPES[name], count, offset).reshape(shape)
    return {key: _restored(item, blob) for key, item in value.items()}
