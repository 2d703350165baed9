"""The Playground: decision boundaries, curves, and what happens inside each layer."""

if __name__ == "__main__":
    from dashboard import live, session, shell
    from dashboard.charts.playground import MEASURES, playground_view
    from dashboard.controls.layers import choose_layers
    from dashboard.panels.component import draw
    from dashboard.panels.payload import pack
    from dashboard.run import Shown

    def picture(shown: Shown, announce: str) -> None:
        """Draw the nine panels."""
        view = playground_view(
            shown.config, shown.frame, shown.history, announce=announce, layers=layers
        )
        draw(pack(view), key="playground")

    shell.ensure()
    layers = choose_layers(session.current().config)
    live.show(MEASURES, picture)
