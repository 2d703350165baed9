"""The configuration of a run as a file, and back."""

from __future__ import annotations

import json
from typing import Any

from models import link
from models.config import RunConfig
from models.declarations import FIELDS
from models.fields import ConfigError

LARGEST = 20_000_000
DIGITS = 400


class FileError(ValueError):
    """A file that is no configuration; the sentence says what is wrong and what to do."""


def write(config: RunConfig) -> bytes:
    """The configuration as a file of JSON in lines, as `RunConfig.to_json` has it."""
    values = json.loads(config.to_json())
    return (json.dumps(values, indent=2, ensure_ascii=False) + "\n").encode()


def read(content: bytes) -> tuple[RunConfig, tuple[str, ...]]:
    """The configuration that a file holds, or the nearest that works.

    Parameters
    ----------
    content : bytes
        From anywhere.

    Returns
    -------
    config : RunConfig
    notes : tuple of str
        One sentence for each setting that could not be used as it stands.

    Raises
    ------
    FileError
        When the file is no configuration at all.

    >>> config, notes = read(write(RunConfig(noise=0.3)))
    >>> config.noise, notes
    (0.3, ())
    """
    values = _object(content)
    version = values.pop("version", None)
    if not values.keys() & FIELDS.keys():
        raise FileError(
            "The file holds no setting of a run. Choose a file that was saved here as JSON."
        )
    config, notes = link.nearest(values, _checked, "file")
    if version != RunConfig.VERSION:
        first = f"The file says version {link.short(str(version))}, not {RunConfig.VERSION}."
        notes = (f"{first} It was read all the same.", *notes)
    return config, notes


def _object(content: bytes) -> dict[str, Any]:
    """The JSON object of a file."""
    if len(content) > LARGEST:
        raise FileError(
            f"The file has {len(content):,} bytes; a configuration has at most {LARGEST:,}. "
            "Choose a file that was saved here as JSON."
        )
    try:
        values = json.loads(content.decode("utf-8-sig"), parse_int=_whole)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise FileError("The file is not a JSON object. Choose a file that was saved here as JSON.")
    return values


def _whole(text: str) -> int:
    """A whole number of no more digits than Python reads in an instant."""
    if len(text) > DIGITS:
        raise ValueError(f"a number has at most {DIGITS} digits")
    return int(text)


def _checked(name: str, value: Any) -> Any:
    try:
        return FIELDS[name].check(name, value)
    except (TypeError, ValueError, OverflowError) as error:
        if isinstance(error, ConfigError):
            raise
        raise ConfigError(name, FIELDS[name].form, value) from None
