"""A view survives packing, in Python and in the browser's JavaScript."""

import json
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dashboard.panels.payload import MAGIC, pack, unpack
from tests.panels.contract import check_view
from tests.panels.views import make_view

UNPACK_JS = Path(__file__).resolve().parents[2] / "static" / "panels" / "unpack.js"
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")

TYPES = (np.float32, np.int16, np.uint8, np.uint32)
anything = st.sampled_from(TYPES).flatmap(
    lambda dtype: arrays.arrays(dtype, arrays.array_shapes(min_dims=1, max_dims=3, min_side=0))
)
plain = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text()
numbers = st.floats(allow_nan=False, allow_infinity=False)
trees = st.recursive(
    plain | numbers | anything,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc é"), inner, max_size=4)
    ),
    max_leaves=12,
)


def assert_same(first: Any, second: Any) -> None:
    """Fail unless two trees agree in structure, types and values (NaN equals NaN)."""
    assert type(first) is type(second)
    if isinstance(first, np.ndarray):
        assert first.dtype == second.dtype
        np.testing.assert_array_equal(first, second)
    elif isinstance(first, dict):
        assert first.keys() == second.keys()
        for key in first:
            assert_same(first[key], second[key])
    elif isinstance(first, list):
        assert len(first) == len(second)
        for one, other in zip(first, second, strict=True):
            assert_same(one, other)
    else:
        assert first == second


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text("abc"), trees, max_size=4))
def test_a_tree_comes_back_as_it_was(tree: dict[str, Any]) -> None:
    assert_same(unpack(pack(tree)), tree)


def test_arrays_start_on_multiples_of_eight_bytes() -> None:
    payload = pack({"é": np.zeros(3, np.uint8), "b": [np.ones(1, np.float32)]})
    (length,) = struct.unpack_from("<I", payload, len(MAGIC))
    header = json.loads(payload[8 : 8 + length])
    assert payload[:4] == MAGIC
    assert (8 + length) % 8 == 0
    assert header["é"]["$array"] == ["u1", [3], 0]
    assert header["b"][0]["$array"] == ["f4", [1], 8]


def test_any_memory_layout_and_byte_order_is_packed() -> None:
    square = np.arange(6, dtype=">f4").reshape(2, 3).T
    restored = unpack(pack({"a": square}))["a"]
    np.testing.assert_array_equal(restored, square)


def test_equal_arrays_are_sent_once() -> None:
    steps = np.arange(100, dtype=np.float32)
    charts = [{"steps": steps}, {"steps": steps.copy()}, {"steps": np.ones(100, np.float32)}]
    assert len(pack({"charts": charts})) < 1000
    assert_same(unpack(pack({"charts": charts})), {"charts": charts})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": [0, {"b": np.zeros(2)}]}, r"view\.a\[1\]\.b is an array of float64"),
        ({"a": {1, 2}}, r"view\.a is a set"),
    ],
)
def test_what_a_view_cannot_hold_is_named(value: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        pack(value)


def test_floats_that_json_cannot_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        pack({"a": float("nan")})


def test_other_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="ACT1"):
        unpack(b"PNG....")


@pytest.mark.parametrize("nets", [1, 2, 4])
@pytest.mark.parametrize("layers", [0, 2, 4])
def test_toy_views_keep_the_contract(nets: int, layers: int) -> None:
    check_view(make_view(nets, layers, step=3))


def test_two_nets_take_less_than_64_kilobytes() -> None:
    assert len(pack(make_view())) < 64_000


SCRIPT = """
import { unpack } from UNPACK;
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const padded = new Uint8Array([0, ...Buffer.concat(chunks)]).subarray(1);
const plain = (key, value) => (ArrayBuffer.isView(value)
  ? { type: value.constructor.name, values: Array.from(value, String) }
  : value);
console.log(JSON.stringify(unpack(padded), plain));
"""
NAMES = {"float32": "Float32Array", "int16": "Int16Array", "uint8": "Uint8Array"}


def as_json(value: Any) -> Any:
    """A tree in the form in which the script prints it."""
    if isinstance(value, np.ndarray):
        texts = ["NaN" if item != item else f"{item:g}" for item in value.ravel().tolist()]
        data = {"type": NAMES[value.dtype.name], "values": texts}
        return {"shape": list(value.shape), "data": data}
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value


@needs_node
def test_the_browser_reads_the_same_tree_from_any_offset() -> None:
    tree = {
        "words": "∂L/∂z …",
        "nothing": None,
        "list": [1, 2.5, True, {"a": np.array([[1, 2], [-3, 4]], np.int16)}],
        "gap": np.array([0.5, np.nan, -2], np.float32),
        "bytes": np.array([[0, 255, 7]], np.uint8),
    }
    script = SCRIPT.replace("UNPACK", json.dumps(UNPACK_JS.as_uri()))
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        input=pack(tree),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == as_json(tree)
