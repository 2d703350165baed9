"""Activations: what each layer is given and puts out, now and through time; which units died."""

if __name__ == "__main__":
    from typing import Any

    import streamlit as st

    from dashboard import live, session, shell
    from dashboard.activations import autopsy, ledger
    from dashboard.charts.activations import MEASURES, activations_view
    from dashboard.charts.activations_ledger import MEASURES as LEDGER_MEASURES
    from dashboard.charts.activations_ledger import ledger_view
    from dashboard.controls.layers import choose_layers
    from dashboard.controls.nets import choose_nets
    from dashboard.run import Shown

    def layers_view(shown: Shown, announce: str) -> dict[str, Any]:
        """The layers of the chosen nets."""
        return activations_view(
            shown.config,
            shown.frame,
            shown.history,
            announce=announce,
            groups=groups,
            layers=layers,
        )

    def loss_view(shown: Shown, announce: str) -> dict[str, Any]:
        """The loss with the deaths of units on it."""
        return ledger_view(
            shown.config, shown.frame, shown.history, announce=announce, groups=groups
        )

    shell.ensure()
    run = session.current()
    with st.container(horizontal=True, vertical_alignment="center"):
        part = st.segmented_control(
            "Part",
            ("Layers", "Ledger of units"),
            default="Layers",
            required=True,
            key="activations_part",
            label_visibility="collapsed",
            persist_state="session",
        )
        groups = choose_nets(run.config)
    if part == "Layers":
        layers = choose_layers(run.config)
        live.show(MEASURES, live.Picture(layers_view, "activations"))
    else:
        live.show(LEDGER_MEASURES, live.Picture(loss_view, "ledger"))
        ledger.draw(run, groups)
        autopsy.draw(run, groups)
