"""The Playground: decision boundaries, curves, and what happens inside each layer."""

if __name__ == "__main__":
    from typing import Any

    from dashboard import live, session, shell
    from dashboard.charts.playground import MEASURES, playground_view
    from dashboard.controls.layers import choose_layers
    from dashboard.run import Shown

    def view(shown: Shown, announce: str) -> dict[str, Any]:
        """The nine panels."""
        return playground_view(
            shown.config, shown.frame, shown.history, announce=announce, layers=layers
        )

    shell.ensure()
    layers = choose_layers(session.current().config)
    live.show(MEASURES, live.Picture(view, "playground"))
