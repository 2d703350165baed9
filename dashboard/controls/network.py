"""Controls of the nets: widths, activation of each layer, hyperparameters of activations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import glossary, menu, words
from dashboard.controls.control import Control, Values
from dashboard.controls.fields import PREFIX, hyperparameter
from models.activations import find
from models.choices import ActivationChoice, NetChoice
from models.composite import MAX_LAYERS, MAX_UNITS
from models.config import RunConfig
from models.declarations import FIELDS
from models.fields import ConfigError

AS_FIRST = ""
WHICH = PREFIX + "layers_of"


def layer_count(config: RunConfig) -> Control:
    """How many hidden layers."""
    field = FIELDS["hidden"]
    draw = partial(
        st.number_input,
        field.label,
        min_value=0,
        max_value=MAX_LAYERS,
        step=1,
        help=glossary.text(field.help),
    )
    return Control(PREFIX + "layers", len(config.hidden), _put_count, draw)


def unit_count(config: RunConfig) -> Control:
    """How many units each hidden layer has, where they all have the same."""
    widths = set(config.hidden)
    limits = {"min_value": 1, "max_value": MAX_UNITS, "step": 1}
    help_text = glossary.text("unit")
    draw = partial(st.number_input, "Units in each", help=help_text, **limits)
    if len(widths) == 1:
        return Control(PREFIX + "units", widths.pop(), _put_units, draw)
    empty = partial(draw, value=None, placeholder="differ" if widths else "–", disabled=not widths)
    return Control(PREFIX + "units", None, _put_units, empty)


def widths(config: RunConfig) -> Control:
    """Units of each hidden layer as text, for layers that differ."""
    text = ", ".join(map(str, config.hidden))
    draw = partial(
        st.text_input,
        "Units of each hidden layer",
        placeholder="8, 4",
        help="Whole numbers with commas between them, from the first hidden layer to the last.",
    )
    return Control(PREFIX + "hidden", text, _put_widths, draw)


def layer_activations(config: RunConfig) -> list[Control]:
    """For one net, the activation of each hidden layer after the first."""
    index = _which(config)
    net = config.nets[index]
    controls = []
    for layer in range(1, len(config.hidden)):
        chosen = net.layer(layer)
        draw = partial(
            st.selectbox,
            f"Activation of layer {layer + 1}",
            options=[AS_FIRST, *(entry.key for entry in menu.entries())],
            format_func=lambda key: find(key).name if key else "as layer 1",
            help=f"The function that the units of layer {layer + 1} apply, in this net only.",
        )
        value = AS_FIRST if chosen == net.layer(0) else chosen.key
        key = f"{PREFIX}net{index}_layer{layer}"
        controls.append(Control(key, value, partial(_put_layer, index, layer), draw))
    return controls


def draw_which(config: RunConfig) -> None:
    """Choose the net whose layers are shown, where there are several."""
    if len(config.nets) > 1 and len(config.hidden) > 1:
        names = words.short_names(config.nets)
        indices = range(len(names))
        if st.session_state.get(WHICH) not in indices:
            st.session_state[WHICH] = 0
        st.selectbox(
            "Layers of",
            indices,
            index=st.session_state[WHICH],
            format_func=lambda index: names[index],
            key=WHICH,
            help="The net whose hidden layers are given activations of their own below.",
        )


def hyperparameters(config: RunConfig) -> Iterator[Control]:
    """Hyperparameters of the chosen activations, of each layer where layers differ."""
    for index, net in enumerate(config.nets):
        for layer, choice in enumerate(net.layers):
            if layer and choice == net.layers[0]:
                continue
            where = f", layer {layer + 1}" if len(net.layers) > 1 else ""
            for item in choice.activation.hyperparameters:
                yield hyperparameter(
                    item,
                    f"net{index}_layer{layer}_{choice.key}_{item.name}",
                    f"{choice.activation.name}{where}: {item.name.replace('_', ' ')}",
                    choice.values[item.name],
                    partial(_put_hyperparameter, index, layer, item.name),
                )


def _which(config: RunConfig) -> int:
    index = st.session_state.get(WHICH, 0)
    return index if index in range(len(config.nets)) else 0


def _put_count(values: Values, count: int) -> None:
    before = values["hidden"] or RunConfig().hidden[:1]
    _set_widths(values, before[:count] + before[-1:] * (count - len(before)))


def _put_units(values: Values, units: int | None) -> None:
    if units is not None:
        _set_widths(values, (units,) * len(values["hidden"]))


def _put_widths(values: Values, text: str) -> str | None:
    field = FIELDS["hidden"]
    try:
        _set_widths(values, field.check(field.label, field.parse(text)))
    except ConfigError as error:
        return str(error)
    except ValueError:
        return f"Units are whole numbers with commas between them, as 8, 4; got {text!r}."
    return None


def _set_widths(values: Values, hidden: tuple[int, ...]) -> None:
    """Nets with an activation per layer lose those of layers that are gone."""
    values["hidden"] = hidden
    for index, net in enumerate(_nets(values)):
        if len(net.layers) > 1:
            _set_layers(
                values, index, [net.layer(min(i, len(net.layers) - 1)) for i in _span(hidden)]
            )


def _span(hidden: tuple[int, ...]) -> range:
    return range(max(1, len(hidden)))


def _put_layer(index: int, layer: int, values: Values, key: str) -> None:
    net = _nets(values)[index]
    layers = [net.layer(i) for i in _span(values["hidden"])]
    layers[layer] = ActivationChoice(key) if key else layers[0]
    _set_layers(values, index, layers)


def _put_hyperparameter(index: int, layer: int, name: str, values: Values, value: float) -> None:
    layers = list(_nets(values)[index].layers)
    before = layers[layer]
    pairs = {**before.values, name: round(value, 10)}
    after = replace(before, hyperparameters=tuple(pairs.items()))
    _set_layers(values, index, [after if choice == before else choice for choice in layers])


def _set_layers(values: Values, index: int, layers: list[ActivationChoice]) -> None:
    alike = all(choice == layers[0] for choice in layers)
    nets = list(values["activations"])
    nets[index] = NetChoice(tuple(layers[:1] if alike else layers))
    values["activations"] = tuple(nets)


def _nets(values: Values) -> tuple[NetChoice, ...]:
    return tuple(NetChoice.parse(str(choice)) for choice in values["activations"])
