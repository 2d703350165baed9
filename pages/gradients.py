"""Gradients: what reaches each layer, and which factor makes it vanish or explode."""

if __name__ == "__main__":
    from typing import Any

    import streamlit as st

    from dashboard import live, session, shell
    from dashboard.charts.gradients_page import MEASURES, gradients_view
    from dashboard.controls.nets import choose_layer, choose_nets
    from dashboard.run import Shown

    def view(shown: Shown, announce: str) -> dict[str, Any]:
        """The gradients of the chosen nets."""
        return gradients_view(
            shown.config,
            shown.frame,
            shown.history,
            announce=announce,
            groups=groups,
            layer=layer,
        )

    shell.ensure()
    config = session.current().config
    with st.container(horizontal=True, gap="large", vertical_alignment="center"):
        groups, layer = choose_nets(config), choose_layer(config)
    live.show(MEASURES, live.Picture(view, "gradients"))
