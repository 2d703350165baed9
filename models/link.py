"""A run as the query of a link: every field that determines it, readable and checked.

>>> from models.config import RunConfig
>>> config, notes = read({"noise": "0.3", "hidden": "4"})
>>> config.noise, config.hidden, notes
(0.3, (4,), ())
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from models import names
from models.config import RunConfig
from models.declarations import FIELDS
from models.fields import ConfigError

ROUNDS = 20
SHOWN = 40
LONGEST, LONGEST_RULE = 40_000, 600


def write(config: RunConfig) -> dict[str, str]:
    """The query of a configuration: each field, less those left empty that are so by default.

    >>> write(RunConfig())["activations"]
    'relu,tanh'
    """
    plain = RunConfig()
    return {
        name: field.write(value)
        for name, field in FIELDS.items()
        if (value := getattr(config, name)) not in (None, ()) or value != getattr(plain, name)
    }


def read(query: Mapping[str, str]) -> tuple[RunConfig, tuple[str, ...]]:
    """The configuration that a query asks for, or the nearest that works.

    Parameters
    ----------
    query : mapping
        Parameters of a link, from anywhere.

    Returns
    -------
    config : RunConfig
    notes : tuple of str
        One sentence for each parameter that could not be used as it stands.
    """
    return nearest(query, _value, "link")


def bounded(query: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The parameters of a link that are short enough to be read, and a sentence for each other.

    The largest that this program writes are own data, which are shorter.

    >>> bounded({"noise": "0.3", "hidden": "8," * 50_000})
    ({'noise': '0.3'}, ('hidden in the link has 100,000 characters; at most 40,000 are read.',))
    """
    kept = {name: text for name, text in query.items() if len(text) <= LONGEST}
    notes = (
        f"{short(name)} in the link has {len(text):,} characters; at most {LONGEST:,} are read."
        for name, text in query.items()
        if name not in kept
    )
    return kept, tuple(notes)


def nearest(
    given: Mapping[str, Any], take: Callable[[str, Any], Any], source: str
) -> tuple[RunConfig, tuple[str, ...]]:
    """The configuration nearest to what something asks for, with a sentence for each difference.

    Parameters
    ----------
    given : mapping
        By name of a field, from anywhere.
    take : callable
        ``take(name, item)``: the value of a field, or `ConfigError`.
    source : str
        What asks for it, for the sentences: ``"link"``.
    """
    values: dict[str, Any] = {}
    notes = []
    for name, item in given.items():
        if name not in FIELDS:
            notes.append(f"The {source} asks for {short(name)}, which is not a setting.")
            continue
        try:
            values[name] = take(name, item)
        except ConfigError as error:
            used = _used(name, error.nearest)
            if used is not None:
                values[name] = used
            notes.append(_note(name, item, error, used, source))
    config, clashes = _fitting(values, source)
    return config, (*notes, *clashes)


def _value(name: str, text: str) -> Any:
    try:
        value = FIELDS[name].parse(text)
    except ConfigError:
        raise
    except ValueError:
        raise ConfigError(name, FIELDS[name].form, text) from None
    return FIELDS[name].check(name, value)


def _used(name: str, nearest: Any) -> Any:
    """The nearest value in its plain type, or None where the default has to do."""
    if nearest is None:
        return None
    try:
        return FIELDS[name].check(name, nearest)
    except ConfigError:
        return None


def _fitting(values: dict[str, Any], source: str) -> tuple[RunConfig, list[str]]:
    """The configuration nearest to values that may not go together."""
    notes: list[str] = []
    for _ in range(ROUNDS):
        try:
            return RunConfig(**values), notes
        except ConfigError as error:
            name, given = error.field, values.get(error.field)
            used = _used(name, error.nearest)
            if used is None or used == given:
                values.pop(name, None)
                used = None
            else:
                values[name] = used
            text = "" if given is None else FIELDS[name].write(given)
            notes.append(_note(name, text, error, used, source))
    return RunConfig(), [*notes, f"The {source}'s settings do not go together: defaults are used."]


def _note(name: str, item: Any, error: ConfigError, used: Any, source: str) -> str:
    field = FIELDS[name]
    instead = names.value(field, getattr(RunConfig(), name) if used is None else used)
    got = f"; the {source} has {short(str(item))}" if item not in (None, "") else ""
    rule = short(names.rule(field, error.rule), LONGEST_RULE)
    return f"{field.label} {rule}{got}. Used instead: {short(instead) or 'none'}."


def short(text: str, longest: int = SHOWN) -> str:
    """What somebody wrote, as a sentence quotes it: on one line, and not too long.

    >>> short("abcdef", 3)
    'abc…'
    """
    printable = "".join(character if character.isprintable() else " " for character in text)
    return printable if len(printable) <= longest else f"{printable[:longest]}…"
