"""From a table to own data: which columns, what is to be predicted, what becomes of gaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.datasets.own import Own, made
from models.datasets.own_kinds import Column, codes_of
from models.datasets.own_reading import Table
from models.datasets.own_rules import FEWEST_CLASSES, MOST_CLASSES, MOST_FEATURES, OwnError
from models.datasets.record import Labels

AT_FIRST = 8


@dataclass(frozen=True)
class Choice:
    """What somebody chose of a table.

    Parameters
    ----------
    features : tuple of str
        Names of columns of numbers.
    target : str
        Name of the column that is to be predicted.
    classes : bool
        Whether it is a label; else it is a number.
    plane : tuple of str
        Two features that pictures show; empty for the first two principal components.
    drop_columns : bool
        Whether features with gaps are left out; else rows with gaps.
    """

    features: tuple[str, ...]
    target: str
    classes: bool
    plane: tuple[str, ...] = ()
    drop_columns: bool = False


def can_be_classes(column: Column) -> bool:
    """Whether a column has as many different values as a label may have."""
    return FEWEST_CLASSES <= len(column.texts) <= MOST_CLASSES


def targets(table: Table) -> tuple[str, ...]:
    """Columns that can be predicted, as a label or as a number."""
    return tuple(each.name for each in table.columns if each.usable or can_be_classes(each))


def suggested(table: Table) -> Choice:
    """What somebody probably wants: the last label of text, else the last number, from the others.

    Raises
    ------
    OwnError
        When the table has nothing to learn from, or nothing to predict.
    """
    numeric = [each for each in table.columns if each.usable]
    target = _likely_target(table)
    features = [each for each in numeric if each.name != target.name]
    words = [each for each in table.columns if each.numbers is None]
    if len(features) < 2 <= len(numeric) and words:
        raise OwnError(_wrong_classes(words[-1].name, len(words[-1].texts), words[-1].texts))
    if len(features) < 2:
        raise OwnError(_too_few(table, len(features)))
    useful = [each for each in features if not (each.constant or _counts_rows(each))]
    chosen = useful if len(useful) >= 2 else features
    names = tuple(each.name for each in chosen[:AT_FIRST])
    return Choice(names, target.name, can_be_classes(target) and not is_measured(target))


def _likely_target(table: Table) -> Column:
    words = [each for each in table.columns if each.numbers is None]
    for candidates in (
        [each for each in words if can_be_classes(each)],
        [each for each in table.columns[-1:] if each.usable],
        [each for each in table.columns if each.usable],
    ):
        if candidates:
            return candidates[-1]
    raise OwnError(_too_few(table, 0))


def is_measured(column: Column) -> bool:
    """Whether the few values of a column are no whole numbers, so that it is rather no label."""
    if column.numbers is None:
        return False
    known = column.numbers[np.isfinite(column.numbers)]
    return bool((known != np.round(known)).any())


def _counts_rows(column: Column) -> bool:
    """Whether a column only numbers the rows."""
    return column.numbers is not None and bool((np.diff(column.numbers) == 1).all())


def _too_few(table: Table, count: int) -> str:
    found = "one more" if count else "none"
    text = (
        "A table needs two columns of numbers beside the column to predict; there is "
        f"{'only one' if count else found}"
    )
    large = [each.name for each in table.columns if each.too_large]
    if large:
        return f"{text}, because {large[0]} has numbers that are infinite or beyond 1e30."
    return f"{text}."


def _wrong_classes(name: str, count: int, texts: tuple[str, ...]) -> str:
    if count == 1:
        return f"The label {name} has one class only, {texts[0]}: two to six are needed."
    many = f"{count} classes" if count else "more than 50 classes"
    return f"The label {name} has {many}: two to six can be told apart."


def chosen(table: Table, choice: Choice) -> tuple[Own, tuple[str, ...]]:
    """Own data, and sentences about what was left out or tells nothing.

    Raises
    ------
    OwnError
        When these columns cannot be used.
    """
    target = table.column(choice.target)
    features, notes = _features(table, choice)
    _check_target(target, choice)
    rows = _whole_rows(target, features, choice.classes)
    if lost := table.rows - len(rows):
        notes.append(f"{lost:,} of {table.rows:,} rows have a gap and are left out.")
    constant = [each.name for each in features if each.constant]
    if len(constant) == len(features):
        raise OwnError("All these features are constant: there is nothing to learn from.")
    for name in constant:
        notes.append(f"{name} is constant: it tells the nets nothing.")
    return _made(target, features, rows, choice), tuple(notes)


def _features(table: Table, choice: Choice) -> tuple[list[Column], list[str]]:
    """The chosen columns, without those that somebody wants left out for their gaps."""
    columns = [table.column(name) for name in choice.features]
    if choice.target in choice.features:
        raise OwnError(f"{choice.target} is what is to be predicted: it can be no feature.")
    for each in columns:
        if each.numbers is None:
            raise OwnError(f"{each.name} holds text: a feature must be a column of numbers.")
        if each.too_large:
            raise OwnError(f"{each.name} has numbers that are infinite or beyond 1e30.")
    left = [each for each in columns if choice.drop_columns and each.gaps]
    kept = [each for each in columns if each not in left]
    if not 2 <= len(kept) <= MOST_FEATURES:
        have = f"there are {len(kept)}" if len(kept) != 1 else "there is one"
        raise OwnError(f"Choose 2 to {MOST_FEATURES} features without gaps; {have}.")
    return kept, [f"{each.name} has gaps and is left out." for each in left]


def _check_target(target: Column, choice: Choice) -> None:
    if choice.classes:
        if not can_be_classes(target):
            raise OwnError(_wrong_classes(target.name, len(target.texts), target.texts))
        return
    if not target.usable:
        raise OwnError(f"{target.name} is no column of numbers, so it can only be a label.")
    if target.constant:
        raise OwnError(f"{target.name} is constant: there is nothing to predict.")


def _whole_rows(target: Column, features: list[Column], classes: bool) -> Labels:
    """Rows in which the target and all features have a value."""
    parts = [each.numbers for each in features if each.numbers is not None]
    there = np.isfinite(np.column_stack(parts)).all(1)
    if classes:
        there &= target.kinds >= 0
    elif target.numbers is not None:
        there &= np.isfinite(target.numbers)
    found: Labels = np.flatnonzero(there)
    return found


def _made(target: Column, features: list[Column], rows: Labels, choice: Choice) -> Own:
    columns = [each.numbers[rows] for each in features if each.numbers is not None]
    names = [each.name for each in features]
    plane = [names.index(name) for name in choice.plane if name in names]
    shown = plane if len(plane) == 2 and len(names) > 2 else []
    if not choice.classes:
        assert target.numbers is not None
        return made([*names, target.name], [*columns, target.numbers[rows]], plane=shown)
    there = np.unique(target.kinds[rows])
    return made(
        names,
        columns,
        label=target.name,
        classes=[_short(target.texts[kind]) for kind in there],
        labels=codes_of(target.kinds, rows).astype(np.int64),
        plane=shown,
    )


def _short(name: str) -> str:
    """The name of a class as pictures and sentences have room for it."""
    shown = "".join(sign if sign.isprintable() else " " for sign in name)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
