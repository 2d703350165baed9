"""Units: a net drawn as a network, each of its units, and the net without some of them."""

if __name__ == "__main__":
    from typing import Any

    import streamlit as st

    from dashboard import live, session, shell
    from dashboard.charts.units import units_view
    from dashboard.run import Shown
    from dashboard.units import chooser, selection
    from dashboard.units.page import page_of, wait

    KEY = "units"

    def view(shown: Shown, announce: str) -> dict[str, Any]:
        """The nets, drawn as networks."""
        return units_view(shown.config, shown.frame, shown.history, page, announce=announce)

    def follow() -> None:
        """What is selected in the picture is asked for by the whole page."""
        if selection.current(run.config)[0] != choice:
            st.rerun()

    def selected() -> None:
        """Select the unit that was clicked."""
        if (text := st.session_state[KEY].select) is not None:
            chooser.select(run.config, text)

    shell.ensure()
    run = session.current()
    choice = chooser.choose(run.config)
    page = page_of(run, choice)
    live.show(page.measures, live.Picture(view, KEY, {"on_select_change": selected}, follow))
    wait(run, choice)
