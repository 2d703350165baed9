"""Gradients: what reaches each layer, and which factor makes it vanish or explode."""

if __name__ == "__main__":
    import streamlit as st

    from dashboard import live, session, shell
    from dashboard.charts.gradients_page import MEASURES, gradients_view
    from dashboard.controls.nets import choose_layer, choose_nets
    from dashboard.panels.component import draw
    from dashboard.panels.payload import pack
    from dashboard.run import Shown

    def picture(shown: Shown, announce: str) -> None:
        """Draw the gradients of the chosen nets."""
        view = gradients_view(
            shown.config,
            shown.frame,
            shown.history,
            announce=announce,
            groups=groups,
            layer=layer,
        )
        draw(pack(view), key="gradients")

    shell.ensure()
    config = session.current().config
    with st.container(horizontal=True, gap="large", vertical_alignment="center"):
        groups, layer = choose_nets(config), choose_layer(config)
    live.show(MEASURES, picture)
