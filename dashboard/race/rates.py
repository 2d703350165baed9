"""Fair rates: one learning rate for all, or each activation at its own best."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dashboard import numbers, words
from dashboard.charts.race_rates import rates_view
from dashboard.controls.control import offer, values_of
from dashboard.functions import calls
from dashboard.panels.component import draw
from dashboard.panels.payload import pack
from dashboard.run import Run
from models.config import RunConfig
from models.race.rates import RATES, RateCurve, rate_curves, searched, try_rate

KEY, PICTURE = "race_rates", "race_rates_picture"
POLL = 0.5


def fair_rates(run: Run, target: float) -> None:
    """The choice between the two, and the search."""
    with st.expander(
        "Fair rates: the same for all, or each at its own best", icon=":material/speed:"
    ):
        st.markdown(_now(run.now))
        questions = _questions(run.now, target)
        asked = st.session_state.get(KEY)
        known = asked is not None and asked.asks(questions)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.button(
                "Search the best rates",
                key="race_search",
                on_click=_search,
                args=(questions,),
                disabled=known and not _stopped(asked),
            )
            if run.now.own_rates:
                st.button("One rate for all", key="race_one", on_click=_put, args=(run, ()))
        if known:
            _results(run, asked)


def _now(config: RunConfig) -> str:
    if not config.own_rates:
        return f"All train at learning rate {numbers.plain(config.learning_rate)}."
    names = words.short_names(config.nets)
    pairs = zip(names, config.learning_rates, strict=True)
    own = ", ".join(f"{name} {numbers.plain(rate)}" for name, rate in pairs)
    return f"Each trains at its own learning rate: {own}. The control at the left scales them all."


def _questions(config: RunConfig, target: float) -> tuple[calls.Question, ...]:
    plain = searched(config)
    return tuple(partial(try_rate, plain, rate, target) for rate in RATES)


def _search(questions: tuple[calls.Question, ...]) -> None:
    calls.ask(KEY, questions)


def _stopped(asked: calls.Asked) -> bool:
    return any(answer.cancelled() for answer in asked.answers)


def _stop(asked: calls.Asked) -> None:
    """Keep what is there; what has not begun is given up."""
    for answer in asked.answers:
        answer.cancel()


def _results(run: Run, asked: calls.Asked) -> None:
    if not asked.done:
        st.button("Stop", key="race_stop", on_click=_stop, args=(asked,), icon=":material/stop:")
        st.fragment(_wait, run_every=POLL)(asked)
        return
    curves = rate_curves(tuple(a.result() for a in asked.answers if not a.cancelled()))
    if not curves:
        return
    draw(pack(rates_view(run.now, curves)), key=PICTURE)
    st.button(
        "Race with these",
        key="race_own",
        type="primary",
        on_click=_put,
        args=(run, _own(run.now, curves)),
    )


def _wait(asked: calls.Asked) -> None:
    if asked.done:
        st.rerun()
    done = sum(answer.done() for answer in asked.answers)
    st.progress(done / len(asked.answers), f"{done} of {len(asked.answers)} rates tried")


def _own(config: RunConfig, curves: tuple[RateCurve, ...]) -> tuple[tuple[str, float], ...]:
    pairs = zip(config.activations, curves, strict=True)
    return tuple((str(choice), curve.rate) for choice, curve in pairs)


def _put(run: Run, own: tuple[tuple[str, float], ...]) -> None:
    values: dict[str, Any] = values_of(run.now) | {"own_rates": own}
    offer(run, values)
