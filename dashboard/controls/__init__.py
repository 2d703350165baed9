"""The run controls: widgets generated from the declarations of the configuration and the tables.

The run is what holds: before the widgets are drawn, what was chosen in them is applied to it; then
every widget gets the value in force. So no widget ever shows what is not so.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from dashboard import menu
from dashboard.controls import activations, data, device, inputs, network, teaching, training
from dashboard.controls.control import OPEN, Control, forget_others, take_choices
from dashboard.controls.fields import number
from dashboard.own import dialog
from dashboard.run import Run
from models.config import RunConfig

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
    inputs: tuple[Control, ...]
    network: tuple[Control, ...]
    training: tuple[Control, ...]
    device: tuple[Control, ...]

    @property
    def layer_activations(self) -> tuple[Control, ...]:
        """Those that give a hidden layer an activation of its own."""
        name = "layer_activations"
        return tuple(each for each in self.network if teaching.name_of(each) == name)

    def __iter__(self) -> Iterator[Control]:
        yield from (self.activations, self.dataset, self.layers, self.units)
        yield from (self.learning_rate, self.speed)
        yield from (*self.data, *self.inputs, *self.network, *self.training, *self.device)


def draw(run: Run) -> None:
    """Take what was chosen, then draw every control."""
    menu.remember(choice for net in run.now.nets for choice in net.layers)
    take_choices(run, sidebar(run.now))
    now = run.now
    controls = sidebar(now)
    controls.activations.show()
    controls.dataset.show()
    if controls.dataset.mode == OPEN:
        dialog.draw_change(now)
    if teaching.visible((controls.layers, controls.units)):
        left, right = st.columns(2)
        with left:
            controls.layers.show()
        with right:
            controls.units.show()
    controls.learning_rate.show()
    controls.speed.show()
    _expander("More about the data", "scatter_plot", controls.data)
    if teaching.visible((*controls.inputs, *controls.network)):
        with st.expander("More about the network", icon=":material/account_tree:"):
            _show(controls.inputs)
            if teaching.visible(controls.layer_activations):
                network.draw_which(now)
            _show(controls.network)
    _expander("More about training", "tune", controls.training)
    _expander("Device", "memory", controls.device)
    teaching.draw_line()
    forget_others(controls)
    activations.draw_dialog(run)
    data.draw_dialog(run)


def sidebar(config: RunConfig) -> Sidebar:
    """The controls that apply to a configuration, as the session's link shows them."""
    whole = Sidebar(
        activations=activations.pills(config),
        dataset=data.pills(config),
        layers=network.layer_count(config),
        units=network.unit_count(config),
        learning_rate=number("learning_rate", config),
        speed=number("speed", config),
        data=tuple(data.more(config)),
        inputs=(*inputs.features(config), network.widths(config)),
        network=(
            *network.layer_activations(config),
            *network.hyperparameters(config),
            *inputs.more(config),
        ),
        training=tuple(training.more(config)),
        device=tuple(device.more(config)),
    )
    return Sidebar(
        **{
            field.name: teaching.taught(part)
            if isinstance(part := getattr(whole, field.name), Control)
            else tuple(map(teaching.taught, part))
            for field in dataclasses.fields(whole)
        }
    )


def _show(controls: tuple[Control, ...]) -> None:
    for control in controls:
        control.show()


def _expander(label: str, icon: str, controls: tuple[Control, ...]) -> None:
    if not teaching.visible(controls):
        return
    with st.expander(label, icon=f":material/{icon}:"):
        _show(controls)
