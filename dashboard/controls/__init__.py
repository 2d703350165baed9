"""The run controls: widgets generated from the declarations of the configuration and the tables.

The run is what holds: before the widgets are drawn, what was chosen in them is applied to it; then
every widget gets the value in force. So no widget ever shows what is not so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard.controls import activations, network
from dashboard.controls.control import Control, Values, forget_others, take_choices
from dashboard.controls.fields import choice, hyperparameter, number
from dashboard.run import Run
from models import devices
from models.config import RunConfig
from models.hyperparameter import resolve
from models.optimizers import OPTIMIZERS

__all__ = ["draw"]


@dataclass(frozen=True)
class Sidebar:
    """The controls for a configuration, in the order in which they stand."""

    activations: Control
    dataset: Control
    layers: Control
    units: Control
    learning_rate: Control
    speed: Control
    data: tuple[Control, ...]
    widths: Control
    network: tuple[Control, ...]
    training: tuple[Control, ...]
    device: tuple[Control, ...]

    def __iter__(self) -> Iterator[Control]:
        yield from (self.activations, self.dataset, self.layers, self.units)
        yield from (self.learning_rate, self.speed)
        yield from (*self.data, self.widths, *self.network, *self.training, *self.device)


def draw(run: Run) -> None:
    """Take what was chosen, then draw every control."""
    take_choices(run, _sidebar(run.now))
    now = run.now
    sidebar = _sidebar(now)
    sidebar.activations.show()
    sidebar.dataset.show()
    left, right = st.columns(2)
    with left:
        sidebar.layers.show()
    with right:
        sidebar.units.show()
    sidebar.learning_rate.show()
    sidebar.speed.show()
    _expander("More about the data", "scatter_plot", sidebar.data)
    with st.expander("More about the network", icon=":material/account_tree:"):
        sidebar.widths.show()
        network.draw_which(now)
        _show(sidebar.network)
    _expander("More about training", "tune", sidebar.training)
    _expander("Device", "memory", sidebar.device)
    forget_others(sidebar)
    activations.draw_dialog(run)


def _sidebar(config: RunConfig) -> Sidebar:
    return Sidebar(
        activations=activations.pills(config),
        dataset=choice("dataset", config, partial(st.pills, required=True)),
        layers=network.layer_count(config),
        units=network.unit_count(config),
        learning_rate=number("learning_rate", config),
        speed=number("speed", config),
        data=(
            number("samples", config),
            number("noise", config),
            number("train_share", config),
            number("batch_size", config, high=config.train_count),
        ),
        widths=network.widths(config),
        network=(
            *network.layer_activations(config),
            *network.hyperparameters(config),
            choice("initializer", config),
        ),
        training=(
            choice("loss", config),
            _optimizer(config),
            *_optimizer_hyperparameters(config),
            *(number(name, config) for name in ("l1", "l2", "stop_step", "stop_loss")),
            *(number(name, config) for name in ("seed", "seeds")),
        ),
        device=(choice("device", config, _device_radio), choice("dtype", config, st.radio)),
    )


def _show(controls: tuple[Control, ...]) -> None:
    for control in controls:
        control.show()


def _expander(label: str, icon: str, controls: tuple[Control, ...]) -> None:
    with st.expander(label, icon=f":material/{icon}:"):
        _show(controls)


def _device_radio(label: str, options: list[str], key: str, **rest: object) -> None:
    """Only devices that are there, and the one that a link asks for."""
    here = [o for o in options if o in ("cpu", "auto") or devices.gpu_name()]
    chosen = st.session_state[key]
    st.radio(label, [*here, *({chosen} - set(here))], key=key, **rest)


def _optimizer(config: RunConfig) -> Control:
    def put(values: Values, key: str) -> None:
        values.update(optimizer=key, optimizer_hyperparameters=())

    plain = choice("optimizer", config)
    return Control(plain.key, plain.value, put, plain.draw)


def _optimizer_hyperparameters(config: RunConfig) -> Iterator[Control]:
    entry = OPTIMIZERS[config.optimizer]
    given = config.optimizer_hyperparameters
    values = resolve(entry.hyperparameters, given, entry.name)
    for item in entry.hyperparameters:

        def put(fields: Values, value: float, name: str = item.name) -> None:
            pairs = {**dict(given), name: round(value, 15)}
            defaults = {known.name: known.default for known in entry.hyperparameters}
            differing = tuple((n, v) for n, v in pairs.items() if v != defaults[n])
            fields["optimizer_hyperparameters"] = differing

        key = f"{entry.key}_{item.name}"
        label = item.name.replace("_", " ").capitalize()
        yield hyperparameter(item, key, label, values[item.name], put)
