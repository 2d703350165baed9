"""Controls of the data: pills for some datasets, a dialog with all, and how samples are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

import streamlit as st

from dashboard import glossary
from dashboard.controls.control import Control, Values, offer, values_of
from dashboard.controls.fields import PREFIX, choice, number
from dashboard.own import dialog
from dashboard.run import Run
from models.config import RunConfig
from models.datasets import DATASETS, OWN, TYPED, Dataset
from models.datasets.typed import DEFAULT
from models.declarations import CHOICES, FIELDS
from models.fields import ConfigError
from models.rules import FEWEST_SAMPLES
from models.tasks import TASKS

MORE = "more"
WANTED = PREFIX + "data_wanted"
PICKED = PREFIX + "data_picked"
GROUP = PREFIX + "data_in_"


def pills(config: RunConfig) -> Control:
    """A pill for each dataset that has one, for another that is chosen, own data, and all."""
    table = [key for key, entry in DATASETS.items() if entry.pill]
    chosen = [config.dataset] if config.dataset != OWN else []
    keys = list(dict.fromkeys([*table, *chosen]))
    rest = len(DATASETS) - len(keys)
    plain = choice(
        "dataset",
        config,
        partial(st.pills, required=True),
        [*keys, MORE, OWN] if rest else [*keys, OWN],
        lambda key: f"{rest} more" if key == MORE else CHOICES[key].name,
    )
    return Control(plain.key, plain.value, _put, plain.draw)


def more(config: RunConfig) -> Iterator[Control]:
    """How the samples are drawn: what applies to the dataset."""
    own = config.own
    if config.dataset == TYPED:
        yield _formula(config)
    if own is None or own.rows > FEWEST_SAMPLES:
        yield number("samples", config)
    if own is None:
        yield number("noise", config)
    if config.class_count:
        if config.outline.classes is None:
            yield number("classes", config)
        yield number("label_noise", config)
        if own is None:
            yield number("imbalance", config)
    yield number("train_share", config)
    yield number("batch_size", config)


def _formula(config: RunConfig) -> Control:
    """The formula of the curve that is to be met."""
    field = FIELDS["curve"]
    draw = partial(st.text_input, field.label, help=glossary.text(field.help), placeholder=DEFAULT)
    return Control(PREFIX + "curve", config.curve, _put_formula, draw)


def groups() -> Mapping[str, tuple[Dataset, ...]]:
    """The datasets by what they ask of a net, in the order of the tables."""
    found: dict[str, list[Dataset]] = {}
    for task in TASKS:
        for entry in DATASETS.values():
            if entry.task == task:
                found.setdefault(_group(entry), []).append(entry)
    return MappingProxyType({label: tuple(entries) for label, entries in found.items()})


def _group(entry: Dataset) -> str:
    if not entry.coordinates:
        return "Images"
    name = TASKS[entry.task].name.capitalize()
    return name if len(entry.coordinates) > 1 else f"{name} along a line"


def draw_dialog(run: Run) -> None:
    """Open the dialog that a pill asked for, if one did."""
    if st.session_state.pop(WANTED, False):
        _choose(run)
    else:
        dialog.show(run)


@st.dialog("Datasets", width="medium")
def _choose(run: Run) -> None:
    """All datasets with their notes, classes beside numbers; a click takes one."""
    if st.session_state.pop(PICKED, False):
        st.rerun()
    classes, numbers = st.columns(2)
    for index, (label, entries) in enumerate(groups().items()):
        keys = [entry.key for entry in entries]
        key = GROUP + str(index)
        with numbers if entries[0].task == "regression" else classes:
            st.radio(
                label,
                keys,
                index=keys.index(run.now.dataset) if run.now.dataset in keys else None,
                format_func=lambda key: DATASETS[key].name,
                captions=[entry.note for entry in entries],
                key=key,
                on_change=_take,
                args=(run, key),
            )


def _put(values: Values, key: str) -> None:
    if key == MORE:
        st.session_state[WANTED] = True
    elif key == OWN:
        dialog.put(values)
    else:
        dialog.leave(values)
        values["dataset"] = key


def _put_formula(values: Values, text: str) -> str | None:
    try:
        values["curve"] = FIELDS["curve"].check("curve", text.strip() or DEFAULT)
    except ConfigError as error:
        return f"{FIELDS['curve'].label} {error.rule}; got {text!r}."
    return None


def _take(run: Run, widget: str) -> None:
    st.session_state[PICKED] = True
    values = values_of(run.now)
    dialog.leave(values)
    offer(run, {**values, "dataset": st.session_state[widget]})
