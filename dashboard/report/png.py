"""A raster of colours as a picture within a page."""

from __future__ import annotations

import base64
import struct
import zlib

import numpy as np
from numpy.typing import NDArray


def png(colours: NDArray[np.uint8]) -> bytes:
    """Colours (rows, columns, 3), the highest row first, as a PNG file.

    >>> png(np.zeros((1, 1, 3), np.uint8))[1:4]
    b'PNG'
    """
    rows, columns, _ = colours.shape
    lines = b"".join(b"\0" + row.tobytes() for row in np.ascontiguousarray(colours))
    header = struct.pack(">IIBBBBB", columns, rows, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def address(colours: NDArray[np.uint8]) -> str:
    """The picture as an address that holds it."""
    return f"data:image/png;base64,{base64.b64encode(png(colours)).decode()}"
