"""Race: several activations with several seeds each, and what of their difference is chance."""

if __name__ == "__main__":
    from dashboard import live, session, shell
    from dashboard.charts.race import asked, race_view
    from dashboard.panels.component import draw
    from dashboard.panels.payload import pack
    from dashboard.race import chooser, costs, rates, start
    from dashboard.run import Shown

    def picture(shown: Shown, announce: str) -> None:
        """Draw the verdict, the curves and the table."""
        view = race_view(
            shown.config,
            shown.frame,
            shown.history,
            announce=announce,
            choice=choice,
            costs=costs.costs_of(shown.config),
        )
        draw(pack(view), key="race")

    shell.ensure("race")
    run = session.current()
    start.offer_a_race(run)
    choice = chooser.choose(run.config)
    live.show(asked(choice), picture)
    costs.measure(run)
    rates.fair_rates(run, choice.target)
