"""Race: several activations with several seeds each, and what of their difference is chance."""

if __name__ == "__main__":
    from typing import Any

    from dashboard import live, session, shell
    from dashboard.charts.race import asked, race_view
    from dashboard.race import chooser, costs, rates, start
    from dashboard.run import Shown

    def view(shown: Shown, announce: str) -> dict[str, Any]:
        """The verdict, the curves and the table."""
        return race_view(
            shown.config,
            shown.frame,
            shown.history,
            announce=announce,
            choice=choice,
            costs=costs.costs_of(shown.config),
        )

    shell.ensure("race")
    run = session.current()
    start.offer_a_race(run)
    choice = chooser.choose(run.config)
    live.show(asked(choice), live.Picture(view, "race"))
    costs.measure(run)
    rates.fair_rates(run, choice.target)
