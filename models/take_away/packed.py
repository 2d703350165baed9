"""Numbers in one line of a script: compressed, and written in base 64."""

from __future__ import annotations

import base64
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray


def packed(values: NDArray[Any]) -> str:
    """The bytes of an array as text that a Python string can hold as it is.

    >>> len(packed(np.zeros(1000, np.float32))) < 60
    True
    """
    return base64.b64encode(zlib.compress(np.ascontiguousarray(values).tobytes(), 9)).decode()


def unpacking(name: str, dtype: str) -> str:
    """Source that reads the array of `dtype` whose text stands under `name`.

    >>> unpacking("DATA", "float32")
    'np.frombuffer(zlib.decompress(base64.b64decode(DATA)), "float32")'
    """
    return f'np.frombuffer(zlib.decompress(base64.b64decode({name})), "{dtype}")'
