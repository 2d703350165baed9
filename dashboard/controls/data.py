"""Controls of the data: pills for some datasets, a dialog with all, and how samples are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

import streamlit as st

from dashboard import glossary
from dashboard.controls.control import Control, Values, offer, values_of
from dashboard.controls.fields import PREFIX, choice, number
from dashboard.run import Run
from models.config import RunConfig
from models.datasets import DATASETS, TYPED, Dataset
from models.datasets.typed import DEFAULT
from models.declarations import FIELDS
from models.fields import ConfigError
from models.tasks import TASKS

MORE = "more"
WANTED = PREFIX + "data_wanted"
PICKED = PREFIX + "data_picked"
GROUP = PREFIX + "data_in_"


def pills(config: RunConfig) -> Control:
    """One pill for each dataset that has one, one for another that is chosen, and one for all."""
    table = [key for key, entry in DATASETS.items() if entry.pill]
    keys = list(dict.fromkeys([*table, config.dataset]))
    rest = len(DATASETS) - len(keys)
    plain = choice(
        "dataset",
        config,
        partial(st.pills, required=True),
        [*keys, MORE] if rest else keys,
        lambda key: f"{rest} more" if key == MORE else DATASETS[key].name,
    )
    return Control(plain.key, plain.value, _put, plain.draw)


def more(config: RunConfig) -> Iterator[Control]:
    """How the samples are drawn: what applies to the dataset."""
    dataset = DATASETS[config.dataset]
    if dataset.key == TYPED:
        yield _formula(config)
    yield number("samples", config)
    yield number("noise", config)
    if config.class_count:
        if dataset.classes is None:
            yield number("classes", config)
        yield number("label_noise", config)
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
    """Open the dialog, if the last pill asked for it."""
    if st.session_state.pop(WANTED, False):
        _choose(run)


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
    else:
        values["dataset"] = key


def _put_formula(values: Values, text: str) -> str | None:
    try:
        values["curve"] = FIELDS["curve"].check("curve", text.strip() or DEFAULT)
    except ConfigError as error:
        return f"{FIELDS['curve'].label} {error.rule}; got {text!r}."
    return None


def _take(run: Run, widget: str) -> None:
    st.session_state[PICKED] = True
    offer(run, {**values_of(run.now), "dataset": st.session_state[widget]})
