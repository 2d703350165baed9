"""The configuration as a file: what was written is read, and nothing else breaks anything."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from models.config import RunConfig
from models.declarations import FIELDS
from models.take_away.settings_file import LARGEST, FileError, read, write
from tests.models.configs import configs

JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=4), inner),
    max_leaves=6,
)
OBJECTS = some.dictionaries(some.sampled_from(sorted(FIELDS)) | some.text(max_size=6), JSON)


@settings(max_examples=50, deadline=None)
@given(configs())
def test_a_file_reads_back_as_the_same_run(config):
    assert read(write(config)) == (config, ())
    assert RunConfig.from_json(write(config).decode()) == config


@settings(max_examples=150, deadline=None)
@given(OBJECTS)
def test_any_object_gives_a_run_or_one_sentence(values):
    try:
        config, _ = read(json.dumps(values).encode())
    except FileError as error:
        assert "Choose a file" in str(error)
    else:
        assert read(write(config)) == (config, ())


HOSTILE = {
    "nothing": b"",
    "binary": bytes(range(256)) * 10,
    "another encoding": '{"noise": 0.1}'.encode("utf-16"),
    "a list": b"[1, 2]",
    "another object": b'{"name": "x"}',
    "cut off": b'{"noise": 0.1',
    "deep": b"[" * 100_000,
    "deep and named": b'{"noise":' * 100_000,
    "many digits": b'{"seed": ' + b"9" * 5000 + b"}",
    "large": b" " * (LARGEST + 1),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_no_configuration_is_refused_in_a_sentence(content):
    with pytest.raises(FileError, match=r"Choose a file that was saved here as JSON\.$"):
        read(content)


def test_what_cannot_be_used_is_named():
    config, notes = read(b'{"version": 7, "noise": 9, "hidden": "x", "seed": NaN, "other": 1}')
    assert config == RunConfig(noise=1.0)
    assert notes[0] == "The file says version 7, not 1. It was read all the same."
    assert "the file has 9. Used instead: 1" in notes[1]
    assert any("other, which is not a setting" in note for note in notes)
    assert len(notes) == 5
