"""A State written as bytes and read again."""

import dataclasses
import json
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from models.config import RunConfig
from models.state import Divergence, State
from models.state_bytes import from_bytes, to_bytes
from models.training import Budget, advance, begin
from tests.models.runs import differences

quick = examples(max_examples=100, deadline=None, derandomize=True, database=None)
DTYPES = some.sampled_from((np.float32, np.float64))
QUANTITIES = some.sampled_from(("preactivation", "loss", "gradient", "parameter"))
whole = some.integers(0, 2**40)
divergences = some.none() | some.builds(Divergence, whole, some.integers(0, 51), QUANTITIES)


@some.composite
def states(draw):
    low = (1, 1, 0, 0, 0)
    nets, count, moments, buffers, recent = (draw(some.integers(least, 4)) for least in low)
    kind = draw(DTYPES)
    return State(
        draw(whole),
        draw(arrays.arrays(kind, (nets, count))),
        draw(arrays.arrays(kind, (moments, nets, count))),
        tuple(draw(some.lists(divergences, min_size=nets, max_size=nets))),
        draw(some.none() | some.floats(allow_nan=False, allow_infinity=False)),
        draw(arrays.arrays(kind, (nets, buffers))),
        draw(arrays.arrays(kind, (recent, nets))),
    )


def parts(state):
    return (state.parameters, state.moments, state.buffers, state.recent)


def sizes(state):
    return sum(part.nbytes for part in parts(state))


def bits(state):
    """The arrays bit by bit, so that numbers that are none are compared as well."""
    return [part.tobytes() for part in parts(state)]


@quick
@given(states())
def test_what_is_written_is_read(state):
    found = from_bytes(to_bytes(state))
    assert differences(found, state) == []
    assert bits(found) == bits(state)


@quick
@given(states())
def test_it_is_hardly_larger_than_its_arrays(state):
    assert len(to_bytes(state)) - sizes(state) < 350 + 60 * sum(map(bool, state.divergence))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_run_goes_on_from_what_was_read(dtype):
    config = RunConfig(
        optimizer="adam", normalization="before", dropout=0.2, samples=60, dtype=dtype
    )
    state, _ = advance(config, begin(config), Budget(steps=20))
    read = from_bytes(to_bytes(state))
    assert len(to_bytes(state)) - sizes(state) < 350
    (one, _), (other, _) = (advance(config, given, Budget(steps=20)) for given in (state, read))
    assert differences(one, other) == []


def test_what_was_read_can_be_changed():
    read = from_bytes(to_bytes(begin(RunConfig())))
    for part in parts(read):
        assert part.flags.writeable
        assert part.dtype.byteorder in ("=", sys.byteorder[0])


WRITTEN = to_bytes(begin(RunConfig(hidden=(2,))))
FIRST, HEADER, BODY = WRITTEN.split(b"\n", 2)


@pytest.mark.parametrize("keep", [*range(0, len(WRITTEN) - len(BODY), 7), len(WRITTEN) - 1])
def test_what_is_cut_off_is_refused(keep):
    with pytest.raises(ValueError, match=r"State"):
        from_bytes(WRITTEN[:keep])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "this is not the State of a run"),
        (b"PK\x03\x04 something else", "this is not the State of a run"),
        (WRITTEN.replace(b"state 2", b"state 1", 1), "version of a State must be 2; got '1'"),
        (WRITTEN + b"\0", r"arrays of this State take \d+ bytes; got \d+"),
        (FIRST + b"\n" + b"[" * 100_000, "must be JSON"),
        (FIRST + b"\n\xff\xfe\n", "must be JSON"),
    ],
)
def test_what_is_no_state_is_refused_in_a_sentence(data, told):
    with pytest.raises(ValueError, match=told):
        from_bytes(data)


anything = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-2, 2**70)
    | some.floats()
    | some.sampled_from(("<f4", "<f8", "|O", "loss")),
    lambda inner: some.lists(inner, max_size=4),
    max_leaves=8,
)


def paths(value, at=()):
    """Every place in the header."""
    yield at
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[key], (*at, key))


LOST = dataclasses.replace(
    begin(RunConfig(hidden=(2,))), divergence=(Divergence(3, 1, "loss"), None)
)
HEADER_OF_LOST = json.loads(to_bytes(LOST).split(b"\n", 2)[1])


@examples(max_examples=400, deadline=None, derandomize=True, database=None)
@given(some.sampled_from(list(paths(HEADER_OF_LOST))), anything)
def test_a_header_that_lies_is_refused_or_read(path, value):
    """Nothing but ValueError, and no attempt to make room for arrays that are not there."""
    root = {"header": json.loads(json.dumps(HEADER_OF_LOST))}
    owner, last = root, "header"
    for key in path:
        owner, last = owner[last], key
    owner[last] = value
    data = b"\n".join((FIRST, json.dumps(root["header"]).encode(), BODY))
    assert_refused_or_a_state(data)


@examples(max_examples=300, deadline=None, derandomize=True, database=None)
@given(some.integers(0, len(WRITTEN)), some.integers(0, 40), some.binary(max_size=40))
def test_hostile_bytes_are_refused_or_read(at, gone, put):
    assert_refused_or_a_state(WRITTEN[:at] + put + WRITTEN[at + gone :])


def assert_refused_or_a_state(data):
    try:
        state = from_bytes(data)
    except ValueError as error:
        assert str(error).endswith(".")
    else:
        assert bits(from_bytes(to_bytes(state))) == bits(state)


@pytest.mark.parametrize(
    "values",
    [
        {"parameters": np.zeros((2, 3), np.int64)},
        {"moments": np.zeros((1, 3, 9))},
        {"buffers": np.zeros((0, 0))},
        {"recent": np.zeros((3, 1))},
        {"divergence": (None,)},
        {"divergence": (Divergence(1, 1, "weather"), None)},
        {"reached": np.inf},
        {"step": -1},
    ],
)
def test_a_state_that_cannot_be_is_not_written(values):
    with pytest.raises(ValueError, match="of a State must"):
        to_bytes(dataclasses.replace(begin(RunConfig(hidden=(2,))), **values))
